//! Comparable statements as rows: one of each municipality where one was found, and who has none.

use std::io::{self, Write};

use kurabe_query::{Comparables, FOUND};

use super::hit::{QUOTED, absent, cells};
use super::{Column, Sheet, Writer};
use crate::Label;
use crate::words::{nothing_in, shared};

/// Writes the comparable statements that were found, and for every municipality without one what was searched.
pub fn similar(out: &mut dyn Write, sheet: Sheet, found: &Comparables) -> io::Result<()> {
    let mut columns = vec![Column::main(Label::Similarity).number()];
    columns.extend(QUOTED);
    columns.push(Column::main(Label::Reasons));
    let mut writer = Writer::begin(out, sheet, &columns)?;
    for one in &found.municipalities {
        for hit in one.hits.iter().filter(|hit| hit.similarity >= FOUND) {
            let mut row = vec![format!("{:.2}", hit.similarity)];
            row.extend(cells(&hit.quote, sheet));
            row.push(shared(&hit.reasons, sheet.lang));
            writer.row(&row)?;
        }
        if !one.found {
            let mut row = vec![String::new()];
            row.extend(absent(&one.reach.municipality, nothing_in(&one.reach, sheet.lang)));
            row.push(String::new());
            writer.row(&row)?;
        }
    }
    Ok(())
}
