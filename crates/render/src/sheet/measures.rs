//! Measures side by side: the table itself, a column for each municipality, and a row for every statement with the
//! number of its measure. Markdown has the first, CSV the second, a workbook both.

use std::io;

use kurabe_model::MunicipalityCode;
use kurabe_query::{Alignment, Measure};

use super::hit::QUOTED;
use super::{Column, Sheet};
use crate::Label;
use crate::words::measures_total;

/// Writes measures.
pub fn measures(sheet: &mut Sheet<'_>, found: &Alignment) -> io::Result<()> {
    sheet.about(Label::Measures, measures_total(found, sheet.lang))?;
    sheet.searched(&found.municipalities);
    if sheet.has_columns_for(found.municipalities.len()) {
        wide(sheet, found)?;
    }
    if sheet.has_rows_for(found.municipalities.len()) {
        long(sheet, found)?;
    }
    Ok(())
}

fn long(sheet: &mut Sheet<'_>, found: &Alignment) -> io::Result<()> {
    let mut columns = vec![
        Column::main(Label::Measure).number(),
        Column::main(Label::MunicipalityCount).number(),
        Column::main(Label::Similarity).number(),
    ];
    columns.extend(QUOTED);
    sheet.begin(Label::Evidence, &columns)?;
    for (place, measure) in found.measures.iter().enumerate() {
        for (quote, near) in &measure.statements {
            let start = [(place + 1).to_string(), measure.municipalities.to_string(), format!("{near:.2}")];
            let rest = sheet.quoted(quote);
            sheet.row(&[start.as_slice(), &rest].concat())?;
        }
    }
    Ok(())
}

fn wide(sheet: &mut Sheet<'_>, found: &Alignment) -> io::Result<()> {
    let mut columns = vec![Column::main(Label::Measure).number().leading()];
    columns.extend(found.municipalities.iter().map(|reach| Column::of(&reach.municipality.name)));
    sheet.begin(Label::Measures, &columns)?;
    for (place, measure) in found.measures.iter().enumerate() {
        let mut row = vec![(place + 1).to_string()];
        row.extend(found.municipalities.iter().map(|reach| cell(measure, reach.municipality.code)));
        for (quote, _) in &measure.statements {
            sheet.cite(quote);
        }
        sheet.row(&row)?;
    }
    Ok(())
}

pub(super) fn cell(measure: &Measure, code: MunicipalityCode) -> String {
    let own = measure.statements.iter().filter(|(quote, _)| quote.municipality.code == code);
    let quoted = own.map(|(quote, _)| format!("「{}」（{}）", quote.statement.text, quote.citation()));
    let cell = quoted.collect::<Vec<_>>().join("\n");
    if cell.is_empty() { "–".to_owned() } else { cell }
}
