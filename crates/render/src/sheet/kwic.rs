//! A term in its contexts as rows.

use std::io;

use kurabe_query::{Concordance, KwicLine};

use super::hit::QUOTED;
use super::{Column, Sheet};
use crate::Label;
use crate::words::concordance_total;

/// Writes a concordance.
pub fn kwic(
    sheet: &mut Sheet<'_>,
    found: &Concordance,
    lines: impl Iterator<Item = KwicLine>,
) -> io::Result<()> {
    let mut columns = vec![
        Column::main(Label::Before).leading_up(),
        Column::main(Label::Term),
        Column::main(Label::Behind).prose(),
    ];
    columns.extend(QUOTED);
    sheet.about(Label::Contexts, concordance_total(found, sheet.lang))?;
    sheet.searched_documents(&found.searched.ids);
    sheet.begin(Label::Contexts, &columns)?;
    for line in lines {
        let mut row = vec![line.left, line.keyword, line.right];
        row.extend(sheet.quoted(&line.quote));
        sheet.row(&row)?;
    }
    Ok(())
}
