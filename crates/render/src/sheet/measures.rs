//! Measures side by side. CSV has a row for every statement, with the number of its measure; Markdown is the
//! table itself, a column for each municipality.

use std::io::{self, Write};

use kurabe_model::MunicipalityCode;
use kurabe_query::{Alignment, Measure};

use super::hit::{QUOTED, cells};
use super::{Column, Layout, Sheet, Writer, markdown};
use crate::{Label, Lang};

/// Writes measures.
pub fn measures(out: &mut dyn Write, sheet: Sheet, found: &Alignment) -> io::Result<()> {
    match sheet.layout {
        Layout::Csv { .. } => long(out, sheet, found),
        Layout::Markdown => wide(out, sheet.lang, found),
    }
}

fn long(out: &mut dyn Write, sheet: Sheet, found: &Alignment) -> io::Result<()> {
    let mut columns = vec![
        Column::main(Label::Measure).number(),
        Column::main(Label::MunicipalityCount).number(),
        Column::main(Label::Similarity).number(),
    ];
    columns.extend(QUOTED);
    let mut writer = Writer::begin(out, sheet, &columns)?;
    for (place, measure) in found.measures.iter().enumerate() {
        for (quote, near) in &measure.statements {
            let start = [(place + 1).to_string(), measure.municipalities.to_string(), format!("{near:.2}")];
            writer.row(&[start.as_slice(), &cells(quote, sheet)].concat())?;
        }
    }
    Ok(())
}

fn wide(out: &mut dyn Write, lang: Lang, found: &Alignment) -> io::Result<()> {
    let names = found.municipalities.iter().map(|reach| markdown::text(&reach.municipality.name));
    markdown::row(out, std::iter::once(Label::Measure.say(lang).to_owned()).chain(names))?;
    markdown::rule(out, (0..=found.municipalities.len()).map(|column| column == 0))?;
    for (place, measure) in found.measures.iter().enumerate() {
        let columns = found.municipalities.iter().map(|reach| cell(measure, reach.municipality.code));
        markdown::row(out, std::iter::once((place + 1).to_string()).chain(columns))?;
    }
    Ok(())
}

fn cell(measure: &Measure, code: MunicipalityCode) -> String {
    let own = measure.statements.iter().filter(|(quote, _)| quote.municipality.code == code);
    let quoted = own.map(|(quote, _)| {
        format!("「{}」（{}）", markdown::text(&quote.statement.text), markdown::text(&quote.citation()))
    });
    let cell = quoted.collect::<Vec<_>>().join("<br>");
    if cell.is_empty() { "–".to_owned() } else { cell }
}
