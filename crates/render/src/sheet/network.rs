//! A network as rows: its edges, or its nodes.

use std::io;

use kurabe_query::{Network, NetworkNode};

use super::{Column, Sheet};
use crate::Label;
use crate::words::network_total;

const EDGES: [Column<'static>; 8] = [
    Column::main(Label::FirstTerm),
    Column::main(Label::SecondTerm),
    Column::main(Label::Together).number(),
    Column::main(Label::CountOfFirst).number(),
    Column::main(Label::CountOfSecond).number(),
    Column::main(Label::Jaccard).number(),
    Column::main(Label::Dice).number(),
    Column::main(Label::Npmi).number(),
];

const NODES: [Column<'static>; 6] = [
    Column::main(Label::Term),
    Column::main(Label::StatementsWith).number(),
    Column::main(Label::Municipality),
    Column::more(Label::Code),
    Column::main(Label::Count).number(),
    Column::main(Label::Share).number(),
];

/// Writes the pairs of a network.
pub fn edges(sheet: &mut Sheet<'_>, found: &Network) -> io::Result<()> {
    sheet.about(Label::Network, network_total(found, sheet.lang))?;
    sheet.searched_documents(&found.searched.ids);
    sheet.begin(Label::Network, &EDGES)?;
    for edge in &found.edges {
        let (first, second) = (&found.nodes[edge.nodes.0], &found.nodes[edge.nodes.1]);
        sheet.row(&[
            first.label.clone(),
            second.label.clone(),
            edge.count.to_string(),
            first.count.to_string(),
            second.count.to_string(),
            format!("{:.5}", edge.jaccard),
            format!("{:.5}", edge.dice),
            format!("{:.5}", edge.npmi),
        ])?;
    }
    Ok(())
}

/// Writes the words of a network, one row for every municipality that has them.
pub fn nodes(sheet: &mut Sheet<'_>, found: &Network) -> io::Result<()> {
    sheet.about(Label::Network, network_total(found, sheet.lang))?;
    sheet.searched_documents(&found.searched.ids);
    sheet.begin(Label::Network, &NODES)?;
    for node in &found.nodes {
        let NetworkNode { label, count: total, .. } = node;
        for (reach, count, share) in found.shares(node) {
            sheet.row(&[
                label.clone(),
                total.to_string(),
                reach.municipality.name.clone(),
                reach.municipality.code.to_string(),
                count.to_string(),
                format!("{share:.5}"),
            ])?;
        }
    }
    Ok(())
}
