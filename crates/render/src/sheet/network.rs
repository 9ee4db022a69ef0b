//! A network as rows: its edges, or its nodes.

use std::io::{self, Write};

use kurabe_query::{Network, NetworkNode};

use super::{Column, Sheet, Writer};
use crate::Label;

const EDGES: [Column; 8] = [
    Column::main(Label::FirstTerm),
    Column::main(Label::SecondTerm),
    Column::main(Label::Together).number(),
    Column::main(Label::CountOfFirst).number(),
    Column::main(Label::CountOfSecond).number(),
    Column::main(Label::Jaccard).number(),
    Column::main(Label::Dice).number(),
    Column::main(Label::Npmi).number(),
];

const NODES: [Column; 6] = [
    Column::main(Label::Term),
    Column::main(Label::StatementsWith).number(),
    Column::main(Label::Municipality),
    Column::more(Label::Code),
    Column::main(Label::Count).number(),
    Column::main(Label::Share).number(),
];

/// Writes the pairs of a network.
pub fn edges(out: &mut dyn Write, sheet: Sheet, found: &Network) -> io::Result<()> {
    let mut writer = Writer::begin(out, sheet, &EDGES)?;
    for edge in &found.edges {
        let (first, second) = (&found.nodes[edge.nodes.0], &found.nodes[edge.nodes.1]);
        writer.row(&[
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
pub fn nodes(out: &mut dyn Write, sheet: Sheet, found: &Network) -> io::Result<()> {
    let mut writer = Writer::begin(out, sheet, &NODES)?;
    for node in &found.nodes {
        let NetworkNode { label, count: total, .. } = node;
        for (reach, count, share) in found.shares(node) {
            writer.row(&[
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
