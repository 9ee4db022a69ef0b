//! Targets as rows.

use std::io;

use kurabe_query::{Ledger, TargetEntry};

use super::hit::QUOTED;
use super::{Column, Sheet};
use crate::Label;
use crate::words::{binding, target_total};

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
    sheet: &mut Sheet<'_>,
    ledger: &Ledger,
    entries: impl Iterator<Item = TargetEntry>,
) -> io::Result<()> {
    sheet.about(Label::Targets, target_total(ledger, sheet.lang))?;
    sheet.searched_documents(&ledger.searched.ids);
    sheet.begin(Label::Targets, &columns())?;
    for entry in entries {
        let row = cells(sheet, &entry);
        sheet.row(&row)?;
    }
    Ok(())
}

/// The columns of a target with its statement.
pub(super) fn columns() -> Vec<Column<'static>> {
    OWN.into_iter().chain(QUOTED).collect()
}

/// The cells of a target.
pub(super) fn cells(sheet: &mut Sheet<'_>, entry: &TargetEntry) -> Vec<String> {
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
    row.extend(sheet.quoted(&entry.quote));
    row
}
