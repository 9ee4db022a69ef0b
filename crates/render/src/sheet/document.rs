//! Documents as rows.

use std::io;

use super::{Column, Sheet};
use crate::{Label, Listed};

const COLUMNS: [Column<'static>; 8] = [
    Column::main(Label::Municipality),
    Column::more(Label::Code),
    Column::main(Label::Year).number(),
    Column::main(Label::Period),
    Column::main(Label::DocumentKind),
    Column::main(Label::Statements).number(),
    Column::main(Label::Id),
    Column::main(Label::Title),
];

/// Writes documents. One that gave nothing has no count, lest it look like an answer.
pub fn list(sheet: &mut Sheet<'_>, documents: &[Listed<'_>]) -> io::Result<()> {
    sheet.begin(Label::Documents, &COLUMNS)?;
    for listed in documents {
        let facts = listed.facts;
        sheet.searched_documents(std::slice::from_ref(&facts.id));
        let count = listed.statements.to_string();
        sheet.row(&[
            listed.municipality.name.clone(),
            listed.municipality.code.to_string(),
            facts.first_year().map(|year| year.to_string()).unwrap_or_default(),
            facts.period.as_ref().map(|period| period.value.to_string()).unwrap_or_default(),
            facts.kind.value.to_string(),
            if listed.has_errors() { String::new() } else { count },
            facts.id.to_string(),
            facts.title.value.clone(),
        ])?;
    }
    Ok(())
}
