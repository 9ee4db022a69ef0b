//! Trends as rows: one for every term in every year.

use std::io::{self, Write};

use kurabe_query::Trends;

use super::{Column, Sheet, Writer};
use crate::Label;
use crate::words::year_name;

const COLUMNS: [Column; 10] = [
    Column::main(Label::Term),
    Column::main(Label::Year),
    Column::main(Label::Mentions).number(),
    Column::main(Label::PerWords).number(),
    Column::main(Label::StatementsWith).number(),
    Column::main(Label::Share).number(),
    Column::main(Label::Low).number(),
    Column::main(Label::High).number(),
    Column::main(Label::StatementsOfYear).number(),
    Column::main(Label::DocumentsOfYear).number(),
];

/// Writes trends.
pub fn trends(out: &mut dyn Write, sheet: Sheet, found: &Trends) -> io::Result<()> {
    let mut writer = Writer::begin(out, sheet, &COLUMNS)?;
    for (term, points) in found.terms.iter().zip(&found.points) {
        for (year, point) in found.years.iter().zip(points) {
            writer.row(&[
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
