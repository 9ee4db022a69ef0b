//! A network for a reader: its pairs, the firmest first.

use std::io::{self, Write};

use kurabe_query::{Counted, Edge, Network};

use super::Reader;
use super::answer::write_filters;
use super::table::{Column, table};
use crate::Label;
use crate::words::network_total;

/// Writes a network.
pub fn network(out: &mut dyn Write, reader: Reader, found: &Network) -> io::Result<()> {
    writeln!(out, "{}", reader.bold(&network_total(found, reader.lang)))?;
    write_filters(out, reader, &found.filters)?;
    if found.edges.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let label = |label| reader.label(label);
    let (first, second) = match found.of {
        Counted::Keywords => (Label::FirstTerm, Label::SecondTerm),
        Counted::Themes => (Label::Theme, Label::Theme),
    };
    let columns = [
        Column::text(label(first)),
        Column::number(label(Label::Statements)),
        Column::text(label(second)),
        Column::number(label(Label::Statements)),
        Column::number(label(Label::Together)),
        Column::number(label(Label::Jaccard)),
        Column::number(label(Label::Npmi)),
    ];
    let row = |edge: &Edge| {
        let (first, second) = (&found.nodes[edge.nodes.0], &found.nodes[edge.nodes.1]);
        vec![
            first.label.clone(),
            first.count.to_string(),
            second.label.clone(),
            second.count.to_string(),
            edge.count.to_string(),
            format!("{:.2}", edge.jaccard),
            format!("{:.2}", edge.npmi),
        ]
    };
    table(out, reader, &columns, &found.edges.iter().map(row).collect::<Vec<_>>())
}
