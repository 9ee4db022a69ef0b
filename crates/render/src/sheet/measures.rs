//! Measures side by side: the table itself, a column for each municipality, and a row for every statement with the
//! number of its measure. Markdown has the first, CSV the second, a workbook both.

use std::io;

use kurabe_model::MunicipalityCode;
use kurabe_query::{Alignment, Measure, Reach};

use super::hit::{QUOTED, in_words};
use super::{Column, Sheet};
use crate::Label;
use crate::words::measures_about;

/// Measures, and the subject they are about where several follow one another in a table.
pub(super) type Group<'a> = (Option<&'a str>, &'a [Measure]);

/// Writes measures.
pub fn measures(sheet: &mut Sheet<'_>, found: &Alignment) -> io::Result<()> {
    sheet.about(Label::Measures, measures_about(found, sheet.lang))?;
    sheet.searched(&found.municipalities);
    let group: [Group<'_>; 1] = [(None, &found.measures)];
    if sheet.has_columns_for(found.municipalities.len()) {
        wide(sheet, &found.municipalities, &group)?;
    }
    if sheet.has_rows_for(found.municipalities.len()) {
        long(sheet, Label::Evidence, &group)?;
    }
    Ok(())
}

pub(super) fn long(sheet: &mut Sheet<'_>, label: Label, groups: &[Group<'_>]) -> io::Result<()> {
    let mut columns = leading(groups);
    columns.push(Column::main(Label::MunicipalityCount).number());
    columns.push(Column::main(Label::Similarity).number());
    columns.extend(QUOTED);
    sheet.begin(label, &columns)?;
    for (start, measure) in numbered(groups) {
        for (quote, near) in &measure.statements {
            let facts = [measure.municipalities.to_string(), format!("{near:.2}")];
            let rest = sheet.quoted(quote);
            sheet.row(&[start.as_slice(), &facts, &rest].concat())?;
        }
    }
    Ok(())
}

pub(super) fn wide(sheet: &mut Sheet<'_>, municipalities: &[Reach], groups: &[Group<'_>]) -> io::Result<()> {
    let mut columns = leading(groups);
    columns.extend(municipalities.iter().map(|reach| Column::of(&reach.municipality.name)));
    sheet.begin(Label::Measures, &columns)?;
    for (mut row, measure) in numbered(groups) {
        row.extend(municipalities.iter().map(|reach| cell(measure, reach.municipality.code)));
        for (quote, _) in &measure.statements {
            sheet.cite(quote);
        }
        sheet.row(&row)?;
    }
    Ok(())
}

/// The first columns: the subject where there is one, and the number of the measure.
fn leading(groups: &[Group<'_>]) -> Vec<Column<'static>> {
    let number = Column::main(Label::Measure).number();
    if groups.iter().any(|(subject, _)| subject.is_some()) {
        vec![Column::main(Label::Subject).leading(), number]
    } else {
        vec![number.leading()]
    }
}

/// Every measure with what stands in the first columns; each subject numbers its own.
fn numbered<'a>(groups: &'a [Group<'a>]) -> impl Iterator<Item = (Vec<String>, &'a Measure)> {
    groups.iter().flat_map(|(subject, measures)| {
        measures.iter().enumerate().map(|(place, measure)| {
            let start = subject.map(str::to_owned).into_iter().chain([(place + 1).to_string()]);
            (start.collect(), measure)
        })
    })
}

fn cell(measure: &Measure, code: MunicipalityCode) -> String {
    let own = measure.statements.iter().filter(|(quote, _)| quote.municipality.code == code);
    let cell = own.map(|(quote, _)| in_words(quote)).collect::<Vec<_>>().join("\n");
    if cell.is_empty() { "–".to_owned() } else { cell }
}
