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

use std::collections::BTreeSet;
use std::ops::Range;

use kurabe_model::{DocumentId, Heading, Outline, Section, SectionIndex, Span, Statement};

use self::grown::Grown;
use super::line::Line;
use super::rows::{self, Cells, Head, Part, Sided, Within};
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
        let beside: Vec<Sided> =
            between(rows, &within).into_iter().flat_map(|part| rows::sided(source, part)).collect();
        match form::read(rows, &within, !beside.is_empty()) {
            Some(form) => {
                grown.fill_in(&form);
                let said = |at: usize| statement::holding(&within, at).is_none();
                let corrected =
                    rows.iter().enumerate().filter(|(at, row)| said(*at) && row.rank != Rank::Unknown);
                corrected.for_each(|(_, row)| grown.correct(row));
                beside.into_iter().for_each(|sided| grown.measure(sided));
                within
                    .iter()
                    .for_each(|table| list::read(&Part::of(&rows[table.clone()]), titled, &mut grown));
                tables.extend(parts_of_form(rows, &within));
            }
            None => {
                list::open_first_band(rows, titled, &mut grown);
                for part in rows::stacked(rows) {
                    let part = Part::of(part);
                    // Labels down the side are told from a head by what is found below it.
                    if part.rows.iter().all(|row| rows::indicators(row, &part.head, true).is_empty()) {
                        rows::sided(source, part.rows).into_iter().for_each(|sided| grown.measure(sided));
                    }
                    list::read(&part, titled, &mut grown);
                    tables.push(part);
                }
            }
        }
        grown.close_sheet();
    }
    let Grown { sections, mut statements, .. } = grown;
    let outline = Outline { title, sections };
    statement::tell_apart(&mut statements, |statement| outline.path(statement.section).join("\n"));
    let rows = Within { document, source, outline: &outline }.rows(&tables);
    let made = made_of(&outline, &statements, &tables);
    super::make_text(lines, made.into_iter());
    Workbook { outline, statements, rows }
}

/// The lines of which headings and statements are made, and those of the heads that name their columns.
fn made_of(outline: &Outline, statements: &[Statement], tables: &[Part<'_, '_>]) -> BTreeSet<usize> {
    let said: BTreeSet<usize> =
        statements.iter().flat_map(|said| said.span.first_line..=said.span.last_line).collect();
    let spans = outline.title.iter().chain(outline.sections.iter().map(|section| &section.heading));
    let mut made: BTreeSet<usize> = spans.map(|heading| heading.span.first_line).collect();
    for Part { rows, head } in tables {
        if rows.iter().any(|row| said.contains(&row.line)) {
            made.extend(rows[head.rows()].iter().map(|row| row.line));
        }
    }
    made.extend(said);
    made
}

/// What stands before, between and behind tables.
fn between<'r, 's>(rows: &'r [Cells<'s>], tables: &[Range<usize>]) -> Vec<&'r [Cells<'s>]> {
    let starts = std::iter::once(0).chain(tables.iter().map(|table| table.end));
    let ends = tables.iter().map(|table| table.start).chain([rows.len()]);
    starts.zip(ends).map(|(start, end)| &rows[start..end]).collect()
}

/// The tables of a form with their heads, and what stands between them, whose labels are no head.
fn parts_of_form<'r, 's>(rows: &'r [Cells<'s>], tables: &[Range<usize>]) -> Vec<Part<'r, 's>> {
    let labels = between(rows, tables).into_iter().map(|rows| Part { rows, head: Head::default() });
    let lists = tables.iter().map(|table| Part::of(&rows[table.clone()]));
    let mut parts: Vec<Part> = labels.chain(lists).collect();
    parts.sort_by_key(|part| part.rows.first().map(|row| row.line));
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
        let is_title = only.text.chars().count() <= LONGEST_TITLE && !only.text.contains('。');
        (is_title && !is_note(only.text)).then(|| heading_of(only, row.line))
    })
}

/// Whether what stands alone above a list is a note on it.
fn is_note(text: &str) -> bool {
    text.starts_with(['（', '(', '※', '＊', '*']) || text.contains("単位")
}

fn heading_of(cell: rows::Cell, line: usize) -> Heading {
    let text = words::spaced(cell.text);
    Heading { text, span: Span::new(vec![cell.range()], line, line) }
}

/// A section below another one.
fn section(heading: Heading, parent: Option<SectionIndex>) -> Section {
    Section { parent, heading, departments: Vec::new() }
}
