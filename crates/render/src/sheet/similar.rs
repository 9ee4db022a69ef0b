//! Comparable statements as rows: one of each municipality where one was found, and who has none.

use std::io;

use kurabe_query::{Comparables, FOUND};

use super::hit::QUOTED;
use super::{Column, Sheet};
use crate::Label;
use crate::words::{compared_with, not_listed, nothing_in, shared};

/// Writes the comparable statements that were found, and for every municipality without one what was searched.
pub fn similar(sheet: &mut Sheet<'_>, found: &Comparables) -> io::Result<()> {
    let mut columns = vec![Column::main(Label::Similarity).number()];
    columns.extend(QUOTED);
    columns.push(Column::main(Label::Reasons));
    sheet.about(Label::SimilarMeasures, compared_with(found, sheet.lang))?;
    if let Some(quote) = &found.source {
        sheet.cite(quote);
    }
    sheet.searched(found.municipalities.iter().map(|one| &one.reach));
    sheet.begin(Label::SimilarMeasures, &columns)?;
    for one in &found.municipalities {
        for hit in one.hits.iter().filter(|hit| hit.similarity >= FOUND) {
            let mut row = vec![format!("{:.2}", hit.similarity)];
            row.extend(sheet.quoted(&hit.quote));
            row.push(shared(&hit.reasons, sheet.lang));
            sheet.row(&row)?;
        }
        if one.found && one.hits.is_empty() {
            let mut row = vec![one.best.map(|best| format!("{best:.2}")).unwrap_or_default()];
            row.extend(sheet.absent(&one.reach.municipality, not_listed(sheet.lang)));
            row.push(String::new());
            sheet.row(&row)?;
        }
        if !one.found {
            let mut row = vec![String::new()];
            row.extend(sheet.absent(&one.reach.municipality, nothing_in(&one.reach, sheet.lang)));
            row.push(String::new());
            sheet.row(&row)?;
        }
    }
    Ok(())
}
