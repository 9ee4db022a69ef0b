//! A term in its contexts as rows.

use std::io::{self, Write};

use kurabe_query::Concordance;

use super::hit::{QUOTED, cells};
use super::{Column, Sheet, Writer};
use crate::Label;

/// Writes a concordance.
pub fn kwic(out: &mut dyn Write, sheet: Sheet, found: &Concordance) -> io::Result<()> {
    let mut columns =
        vec![Column::main(Label::Before), Column::main(Label::Term), Column::main(Label::Behind)];
    columns.extend(QUOTED);
    let mut writer = Writer::begin(out, sheet, &columns)?;
    for line in &found.lines {
        let mut row = vec![line.left.clone(), line.keyword.clone(), line.right.clone()];
        row.extend(cells(&line.quote, sheet));
        writer.row(&row)?;
    }
    Ok(())
}
