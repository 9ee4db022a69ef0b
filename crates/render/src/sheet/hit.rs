//! Statements as rows: each with its place and its citation.

use std::io;

use kurabe_model::{Municipality, Quote, Span};
use kurabe_query::{Answer, Hit, Request};

use super::{Column, Sheet};
use crate::reading::{fields, in_cells};
use crate::words::{query_total, reasons, rows_of};
use crate::{Label, Lang};

/// What every row that quotes a statement has, in this order.
pub(super) const QUOTED: [Column<'static>; 17] = [
    Column::main(Label::Municipality),
    Column::more(Label::Code),
    Column::more(Label::Prefecture),
    Column::main(Label::Title),
    Column::main(Label::Year).number(),
    Column::main(Label::Headings),
    Column::more(Label::Department),
    Column::more(Label::KindOf),
    Column::main(Label::Text).prose(),
    Column::more(Label::Themes),
    Column::more(Label::Targets),
    Column::more(Label::Fields),
    Column::main(Label::Citation).prose(),
    Column::more(Label::File),
    Column::more(Label::Page).number(),
    Column::more(Label::Lines),
    Column::main(Label::Id),
];

/// Writes statements.
pub fn hits<'q>(sheet: &mut Sheet<'_>, quotes: impl IntoIterator<Item = &'q Quote>) -> io::Result<()> {
    sheet.begin(Label::Statements, &QUOTED)?;
    for quote in quotes {
        let cells = sheet.quoted(quote);
        sheet.row(&cells)?;
    }
    Ok(())
}

/// Writes hits as they come; `found` is the answer they begin, to what `asked` for.
pub fn answer(
    sheet: &mut Sheet<'_>,
    asked: &Request,
    found: &Answer,
    hits: impl Iterator<Item = Hit>,
) -> io::Result<()> {
    let ranked = [Column::main(Label::Rank).number(), Column::more(Label::Score).number()];
    let mut columns = ranked.to_vec();
    columns.extend(QUOTED);
    columns.push(Column::more(Label::Matches));
    let says = query_total(found, sheet.lang) + &rows_of(asked, found.total, sheet.lang);
    sheet.about(Label::Results, says)?;
    sheet.searched_documents(&found.searched.ids);
    sheet.begin(Label::Results, &columns)?;
    for hit in hits {
        let mut row = vec![hit.rank.to_string(), format!("{:.3}", hit.score)];
        row.extend(sheet.quoted(&hit.quote));
        row.push(reasons(&hit.matched, sheet.lang));
        sheet.row(&row)?;
    }
    Ok(())
}

/// The cells of a municipality that has no statement to quote, with what is to be said of that.
pub(super) fn absent(municipality: &Municipality, said: String) -> [String; 17] {
    let mut cells: [String; 17] = Default::default();
    let [name, code, prefecture, _, _, _, _, _, text, ..] = &mut cells;
    name.clone_from(&municipality.name);
    *code = municipality.code.to_string();
    prefecture.clone_from(&municipality.prefecture);
    *text = said;
    cells
}

/// A statement where a cell quotes several: its words and whence they are.
pub(super) fn in_words(quote: &Quote) -> String {
    format!("「{}」（{}）", in_cells(&quote.statement.text), quote.citation())
}

/// The lines of a span, or its row where it stands in a sheet. A spreadsheet would make a date of 3-4, so a longer sign stands between.
pub(super) fn lines(span: &Span) -> String {
    match (span.row.filter(|row| row.sheet), span.first_line, span.last_line) {
        (Some(row), ..) => row.row.to_string(),
        (None, first, last) if first == last => first.to_string(),
        (None, first, last) => format!("{first}–{last}"),
    }
}

/// The cells of a statement.
pub(super) fn cells(quote: &Quote, lang: Lang) -> [String; 17] {
    let Quote { municipality, facts, statement, themes, .. } = quote;
    let span = &statement.span;
    let mut departments = statement.departments.clone();
    departments.extend(facts.department.iter().map(|fact| fact.value.clone()));
    departments.dedup();
    let targets: Vec<&str> = statement.targets.iter().map(|target| target.text.as_str()).collect();
    [
        municipality.name.clone(),
        municipality.code.to_string(),
        municipality.prefecture.clone(),
        facts.title.value.clone(),
        facts.first_year().map(|year| year.to_string()).unwrap_or_default(),
        quote.headings().join(" > "),
        departments.join("、"),
        Label::Kind(statement.kind).say(lang).to_owned(),
        in_cells(&statement.text).into_owned(),
        themes.join(" "),
        targets.join("、"),
        fields(statement),
        quote.citation(),
        facts.file_name().to_owned(),
        span.page.map(|page| page.to_string()).unwrap_or_default(),
        lines(span),
        statement.id.to_string(),
    ]
}
