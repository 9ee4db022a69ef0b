//! Measures side by side for a reader: a row each, what is said in every column as far as there is room.

use std::io::{self, Write};

use kurabe_query::Alignment;

use super::Reader;
use super::answer::write_filters;
use super::similar::at_most;
use super::table::{Column, table};
use super::width::{pad, pad_left, width as columns_of};
use crate::Label;
use crate::words::{measures_total, not_read, only_tables, say, searched, subject_notes};

/// How wide a cell is where lines end nowhere: more of a statement is in the other formats.
const CELL: usize = 60;

/// A column that has less room than this says nothing.
const LEAST: usize = 26;
/// The columns of the number of a row, with the gap behind it.
const NUMBER: usize = 6;
/// What stands between columns.
const GAP: usize = 2;
/// How many lines of a statement are shown where they stand under each other.
const LINES: usize = 2;

/// Writes measures.
pub fn measures(out: &mut dyn Write, reader: Reader, found: &Alignment) -> io::Result<()> {
    for note in subject_notes(&found.subjects, reader.lang) {
        writeln!(out, "{}", reader.dim(&note))?;
    }
    aligned(out, reader, found)
}

/// Writes measures whose subjects have been named already.
pub(super) fn aligned(out: &mut dyn Write, reader: Reader, found: &Alignment) -> io::Result<()> {
    writeln!(out, "{}", reader.bold(&measures_total(found, reader.lang)))?;
    write_filters(out, reader, &found.filters)?;
    let beside = found.municipalities.len() * LEAST;
    match reader.width {
        Some(width) if width < beside => stacked(out, reader, width, found)?,
        _ => side_by_side(out, reader, found)?,
    }
    writeln!(out)?;
    let legend = say!(
        reader.lang,
        "– は当たるものなし。調べた施策文（現状・背景を除く）。id と出典は --format csv か md:",
        "– none; statements searched, descriptions left out; ids and sources: --format csv or md:"
    );
    writeln!(out, "{}", reader.dim(&reader.cut(&legend, 0)))?;
    for reach in &found.municipalities {
        let searched = searched(reach.statements, reach.documents, reader.lang);
        let unreadable =
            only_tables(reach.only_tables, reader.lang) + &not_read(reach.unreadable, reader.lang);
        let line = format!("{}  {searched}{unreadable}", reach.municipality.name);
        writeln!(out, "{}", reader.dim(&reader.cut(&line, 0)))?;
    }
    Ok(())
}

/// A column for each municipality.
fn side_by_side(out: &mut dyn Write, reader: Reader, found: &Alignment) -> io::Result<()> {
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

/// On a terminal too narrow for columns: under each other, whose they are in front of them.
fn stacked(out: &mut dyn Write, reader: Reader, width: usize, found: &Alignment) -> io::Result<()> {
    let names = found.municipalities.iter().map(|reach| columns_of(&reach.municipality.name));
    let widest = names.max().unwrap_or(0);
    // A sign that begins no line may hang over by its two columns.
    let room = width.saturating_sub(NUMBER + widest + GAP + 2);
    for (place, measure) in found.measures.iter().enumerate() {
        let mut number = pad_left(&(place + 1).to_string(), NUMBER - GAP);
        let mut said = "";
        for (quote, _) in &measure.statements {
            let mut name = quote.municipality.name.as_str();
            if name == said {
                name = "";
            } else {
                said = name;
            }
            for line in at_most(&quote.statement.text, room, LINES) {
                let whose = reader.bold(&pad(name, widest + GAP));
                writeln!(out, "{number}{}{whose}{line}", " ".repeat(GAP))?;
                (number, name) = (" ".repeat(NUMBER - GAP), "");
            }
        }
    }
    Ok(())
}
