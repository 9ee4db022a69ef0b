//! Workbooks (表計算のブック): lists of measures (事業一覧), a measure a row, and forms (事務事業評価シート), a measure a
//! sheet, become statements with their columns and labels as fields. The rows of every sheet are found as those of tables are.
//!
//! | file | what it reads |
//! |---|---|
//! | `list.rs` | lists |
//! | `form.rs` | forms |
//! | `grown.rs` | puts headings and statements into their places |

mod form;
mod grown;
mod list;

use std::ops::Range;

use kurabe_model::{DocumentId, Heading, Outline, Section, SectionIndex, Span, Statement};

use self::grown::Grown;
use super::line::{Line, Role};
use super::rows::{self, Cells, Head};
use super::{statement, words};
use crate::extract::Rank;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 60;

/// A workbook as it was read.
pub(crate) struct Workbook {
    pub(crate) outline: Outline,
    pub(crate) statements: Vec<Statement>,
    pub(crate) rows: Vec<Statement>,
}

/// Reads the sheets of a workbook; lines whose words are in statements and headings are no longer those of tables.
pub(crate) fn read(document: &DocumentId, source: &str, lines: &mut [Line]) -> Workbook {
    let sheets = rows::tables(source, lines);
    let title = title_of(source, &sheets);
    let mut grown = Grown::new(document, source);
    let mut tables = Vec::new();
    for rows in &sheets {
        if let Some(name) = name_above(lines, rows) {
            grown.open_sheet(name);
        }
        let titled = title.as_ref().map_or(0, |title| title.span.first_line);
        let within = form::tables(rows);
        match form::read(rows, &within) {
            Some(form) => {
                grown.fill_in(&form);
                let said = |at: usize| within.iter().all(|table| !table.contains(&at));
                let corrected =
                    rows.iter().enumerate().filter(|(at, row)| said(*at) && row.rank != Rank::Unknown);
                corrected.for_each(|(_, row)| grown.correct(row));
                within.iter().for_each(|table| list::read(&rows[table.clone()], titled, &mut grown));
                tables.extend(parts_of_form(rows, &within));
            }
            None => {
                let parts = rows::stacked(rows);
                parts.iter().for_each(|part| list::read(part, titled, &mut grown));
                tables.extend(parts.into_iter().map(|part| (part, Head::of(part))));
            }
        }
        grown.close_sheet();
    }
    let Grown { sections, mut statements, .. } = grown;
    let outline = Outline { title, sections };
    statement::tell_apart(&mut statements, |statement| outline.path(statement.section).join("\n"));
    let of_part = |(part, head): &(&[Cells], Head)| rows::of_part(document, source, part, head, &outline);
    let rows = tables.iter().flat_map(of_part).collect();
    let rows = rows::named(rows, &outline);
    for said in statements.iter().map(|statement| statement.span.first_line) {
        if let Ok(at) = lines.binary_search_by_key(&said, |line| line.number) {
            lines[at].role = Role::Text;
        }
    }
    Workbook { outline, statements, rows }
}

/// The tables of a form with their heads, and what stands between them, whose labels are no head.
fn parts_of_form<'r, 's>(rows: &'r [Cells<'s>], tables: &[Range<usize>]) -> Vec<(&'r [Cells<'s>], Head)> {
    let mut parts = Vec::new();
    let mut from = 0;
    for table in tables {
        parts.push((&rows[from..table.start], Head::default()));
        parts.push((&rows[table.clone()], Head::of(&rows[table.clone()])));
        from = table.end;
    }
    parts.push((&rows[from..], Head::default()));
    parts
}

/// The title of a workbook.
pub(crate) fn title(source: &str, lines: &[Line]) -> Option<Heading> {
    title_of(source, &rows::tables(source, lines))
}

/// The title a planner marks in one of the sheets, else the one printed above the first of them.
fn title_of(source: &str, sheets: &[Vec<Cells>]) -> Option<Heading> {
    let marked = sheets
        .iter()
        .flatten()
        .find(|row| row.rank == Rank::Title)
        .map(|row| Heading { text: words::spaced(&row.span().text(source)), span: row.span() });
    marked.or_else(|| sheets.first().and_then(|rows| above(rows)))
}

/// The name of the sheet whose rows these are.
fn name_above(lines: &[Line], rows: &[Cells]) -> Option<Heading> {
    let first = rows.first()?.line;
    let at = lines.binary_search_by_key(&first, |line| line.number).ok()?.checked_sub(1)?;
    let line = lines.get(at).filter(|line| line.shown.is_some_and(|shown| shown.rank == Rank::Heading(1)))?;
    let span = Span::new(vec![line.content()], line.number, line.number);
    Some(Heading { text: words::spaced(line.text), span })
}

/// The title printed above the first sheet's table or form: the first of the lines that stand alone and are no note.
fn above(rows: &[Cells]) -> Option<Heading> {
    let head = Head::of(rows);
    let above = rows.iter().enumerate().take_while(|(at, _)| *at < 4 && !head.is_above(*at));
    above.map(|(_, row)| row).find_map(|row| {
        let only =
            row.written().next().filter(|_| row.written().nth(1).is_none() && row.rank == Rank::Unknown)?;
        let is_note = only.text.starts_with(['（', '(', '※', '＊', '*']) || only.text.contains("単位");
        let is_title = only.text.chars().count() <= LONGEST_TITLE && !only.text.contains('。');
        (is_title && !is_note).then(|| heading_of(only, row.line))
    })
}

fn heading_of(cell: rows::Cell, line: usize) -> Heading {
    let text = words::spaced(cell.text);
    Heading { text, span: Span::new(vec![cell.range()], line, line) }
}

/// A section below another one.
fn section(heading: Heading, parent: Option<SectionIndex>) -> Section {
    Section { parent, heading, departments: Vec::new() }
}
