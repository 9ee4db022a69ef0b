//! The documents of the corpus as a table.

use std::io::{self, Write};

use super::Reader;
use super::width::{pad, pad_left, width};
use crate::{Label, Reading};

/// The columns: municipality, years, statements, id, title. The title is last, as only it may be cut.
const COLUMNS: usize = 5;

/// Writes a table of documents.
pub fn list(out: &mut dyn Write, reader: Reader, readings: &[Reading<'_>]) -> io::Result<()> {
    let head = [Label::Municipality, Label::Year, Label::Statements, Label::Id, Label::Title]
        .map(|label| reader.label(label).to_owned());
    let rows: Vec<[String; COLUMNS]> = readings.iter().map(|reading| row(reading)).collect();
    let mut widths = [0; COLUMNS];
    for row in rows.iter().chain([&head]) {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    let line = |cells: &[String; COLUMNS]| {
        let [municipality, years, statements, id, title] = cells;
        let before = format!(
            "{}  {}  {}  {}  ",
            pad(municipality, widths[0]),
            pad(years, widths[1]),
            pad_left(statements, widths[2]),
            pad(id, widths[3])
        );
        let title = reader.cut(title, width(&before));
        (before, title)
    };
    let (before, title) = line(&head);
    writeln!(out, "{}", reader.dim(&(before + &title)))?;
    for row in &rows {
        let (before, title) = line(row);
        writeln!(out, "{before}{title}")?;
    }
    Ok(())
}

fn row(reading: &Reading<'_>) -> [String; COLUMNS] {
    let facts = &reading.document.facts;
    let year = facts.fiscal_year.as_ref().map(|fact| fact.value.to_string());
    let period = facts.period.as_ref().map(|fact| fact.value.to_string());
    // A document that gave nothing has no count, lest it look like an answer.
    let statements =
        if reading.has_errors() { "!".to_owned() } else { reading.document.statements.len().to_string() };
    [
        reading.municipality.name.clone(),
        period.or(year).unwrap_or_else(|| "–".to_owned()),
        statements,
        facts.id.to_string(),
        facts.title.value.clone(),
    ]
}
