//! The ledger of targets for a reader, what can be compared together.

use std::io::{self, Write};

use kurabe_query::{Ledger, TargetEntry};

use super::Reader;
use super::answer::write_filters;
use super::table::{Column, table};
use crate::Label;
use crate::words::target_total;

/// On a narrower terminal what is measured needs the room that ids would take.
const ROOMY: usize = 110;

/// Writes a ledger.
pub fn targets(
    out: &mut dyn Write,
    reader: Reader,
    ledger: &Ledger,
    entries: impl Iterator<Item = TargetEntry>,
) -> io::Result<()> {
    writeln!(out, "{}", reader.bold(&target_total(ledger, reader.lang)))?;
    write_filters(out, reader, &ledger.filters)?;
    if ledger.is_empty() {
        return Ok(());
    }
    let label = |label| reader.label(label);
    let mut columns = vec![
        Column::text(label(Label::Measured)),
        Column::whole(""),
        Column::number(label(Label::Value)),
        Column::whole(label(Label::Unit)),
        Column::whole(label(Label::Deadlines)),
        Column::whole(label(Label::Municipality)),
    ];
    let roomy = reader.width.is_none_or(|width| width >= ROOMY);
    if roomy {
        columns.extend([Column::text(label(Label::Themes)), Column::whole(label(Label::Id))]);
    }
    let rows: Vec<Vec<String>> = entries
        .map(|entry| {
            let mut row = vec![
                entry.measured.clone(),
                entry.target.comparator.sign().to_string(),
                entry.target.value.to_string(),
                entry.target.unit.clone(),
                entry.deadline().map(|year| year.to_string()).unwrap_or_default(),
                entry.quote.municipality.name.clone(),
            ];
            if roomy {
                row.extend([entry.quote.themes.join(" "), entry.quote.statement.id.to_string()]);
            }
            row
        })
        .collect();
    writeln!(out)?;
    table(out, reader, &columns, &rows)
}
