//! Measures side by side for a reader: a row each, what is said in every column as far as there is room.

use std::io::{self, Write};

use kurabe_query::Alignment;

use super::Reader;
use super::table::{Column, table};
use crate::Label;
use crate::words::measures_total;

/// How wide a cell is where lines end nowhere: more of a statement is in the other formats.
const CELL: usize = 60;

/// Writes measures.
pub fn measures(out: &mut dyn Write, reader: Reader, found: &Alignment) -> io::Result<()> {
    writeln!(out, "{}", reader.bold(&measures_total(found, reader.lang)))?;
    let mut columns = vec![Column::number(reader.label(Label::Measure))];
    columns.extend(found.municipalities.iter().map(|reach| Column::text(reach.municipality.name.as_str())));
    let rows: Vec<Vec<String>> = found
        .measures
        .iter()
        .enumerate()
        .map(|(place, measure)| {
            let mut row = vec![(place + 1).to_string()];
            row.extend(found.municipalities.iter().map(|reach| {
                let own = |quote: &kurabe_model::Quote| quote.municipality.code == reach.municipality.code;
                let mut own = measure.statements.iter().filter(|(quote, _)| own(quote));
                let first = own.next().map(|(quote, _)| super::width::cut(&quote.statement.text, CELL));
                let more = own.count();
                match (first, more) {
                    (None, _) => "–".to_owned(),
                    (Some(text), 0) => text,
                    (Some(text), more) => format!("(+{more}) {text}"),
                }
            }));
            row
        })
        .collect();
    table(out, reader, &columns, &rows)
}
