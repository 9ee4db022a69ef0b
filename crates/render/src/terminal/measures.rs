//! Measures side by side for a reader: a row each, what is said in every column as far as there is room.

use std::io::{self, Write};

use kurabe_query::Alignment;

use super::Reader;
use super::answer::write_filters;
use super::table::{Column, table};
use crate::Label;
use crate::words::{not_read, say, searched};

/// How wide a cell is where lines end nowhere: more of a statement is in the other formats.
const CELL: usize = 60;

/// Writes measures.
pub fn measures(out: &mut dyn Write, reader: Reader, found: &Alignment) -> io::Result<()> {
    let (count, columns) = (found.measures.len(), found.municipalities.len());
    let head =
        say!(reader.lang, "施策{count}行 × {columns}自治体", "{count} measures in {columns} municipalities");
    writeln!(out, "{}", reader.bold(&head))?;
    write_filters(out, reader, &found.filters)?;
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
    table(out, reader, &columns, &rows)?;
    writeln!(out)?;
    let legend = say!(
        reader.lang,
        "– は当たるものなし。調べた施策文（現状・背景を除く）。id と出典は --format csv か md:",
        "– none; statements searched, descriptions left out; ids and sources: --format csv or md:"
    );
    writeln!(out, "{}", reader.dim(&reader.cut(&legend, 0)))?;
    for reach in &found.municipalities {
        let searched = searched(reach.statements, reach.documents, reader.lang);
        let unreadable = not_read(reach.unreadable, reader.lang);
        let line = format!("{}  {searched}{unreadable}", reach.municipality.name);
        writeln!(out, "{}", reader.dim(&reader.cut(&line, 0)))?;
    }
    Ok(())
}
