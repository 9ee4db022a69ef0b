//! Targets as rows.

use std::io::{self, Write};

use kurabe_query::TargetEntry;

use super::hit::{QUOTED, cells};
use super::{Column, Sheet, Writer};
use crate::Label;
use crate::words::binding;

const OWN: [Column; 8] = [
    Column::main(Label::Measured),
    Column::main(Label::Target),
    Column::more(Label::Comparator),
    Column::more(Label::Value).number(),
    Column::more(Label::Unit),
    Column::more(Label::CommonValue).number(),
    Column::more(Label::CommonUnit),
    Column::main(Label::Deadlines).number(),
];

/// Writes targets, each with its statement.
pub fn targets(
    out: &mut dyn Write,
    sheet: Sheet,
    entries: impl Iterator<Item = TargetEntry>,
) -> io::Result<()> {
    let columns: Vec<Column> = OWN.into_iter().chain(QUOTED).collect();
    let mut writer = Writer::begin(out, sheet, &columns)?;
    for entry in entries {
        let target = &entry.target;
        let mut row = vec![
            entry.measured.clone(),
            target.text.clone(),
            binding(target.comparator, sheet.lang).to_owned(),
            target.value.to_string(),
            target.unit.clone(),
            entry.scale.value.to_string(),
            entry.scale.unit.clone(),
            entry.deadline().map(|year| year.to_string()).unwrap_or_default(),
        ];
        row.extend(cells(&entry.quote, sheet));
        writer.row(&row)?;
    }
    Ok(())
}
