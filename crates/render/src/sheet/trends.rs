//! Trends as rows: one for every term in every year.

use std::io;

use kurabe_query::Trends;

use super::figure::panels;
use super::{Column, Sheet};
use crate::Label;
use crate::words::{trends_total, year_name};

const COLUMNS: [Column<'static>; 10] = [
    Column::main(Label::Term).leading(),
    Column::main(Label::Year).number(),
    Column::main(Label::Mentions).number(),
    Column::main(Label::PerWords).number(),
    Column::main(Label::StatementsWith).number(),
    Column::main(Label::Share).share(),
    Column::main(Label::Low).share(),
    Column::main(Label::High).share(),
    Column::main(Label::StatementsOfYear).number(),
    Column::main(Label::DocumentsOfYear).number(),
];

/// Writes trends.
pub fn trends(sheet: &mut Sheet<'_>, found: &Trends) -> io::Result<()> {
    sheet.about(Label::Trends, trends_total(found, sheet.lang))?;
    for year in &found.years {
        sheet.searched_documents(&year.searched);
    }
    sheet.figure(|lang| panels(found, lang))?;
    sheet.begin(Label::Trends, &COLUMNS)?;
    for (term, points) in found.terms.iter().zip(&found.points) {
        for (year, point) in found.years.iter().zip(points) {
            sheet.row(&[
                term.clone(),
                year_name(year.year, sheet.lang),
                point.mentions.map(|mentions| mentions.to_string()).unwrap_or_default(),
                point.per_10000_words.map(|rate| format!("{rate:.3}")).unwrap_or_default(),
                point.statements.to_string(),
                format!("{:.5}", point.share),
                format!("{:.5}", point.interval.0),
                format!("{:.5}", point.interval.1),
                year.statements.to_string(),
                year.documents.to_string(),
            ])?;
        }
    }
    Ok(())
}
