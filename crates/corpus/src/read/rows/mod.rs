//! Rows of tables (表の行): what a reader who asks for tables finds. No row is a statement, and nothing is counted
//! by rows; but an indicator with its goal (指標と目標値) commits wherever it stands, and is a statement besides.
//!
//! | step | file |
//! |---|---|
//! | lines → cells | `cells.rs` |
//! | which rows are the head of a table, and what its columns are called | `head.rs` |
//! | what columns of such a name hold | `column.rs` |
//! | which years their names say | `when.rs` |
//! | what is to be reached: in which cells it stands | `goal.rs` |
//! | what such a cell says | `figure.rs` |
//! | indicators whose labels stand down the side | `side.rs` |

mod cells;
mod column;
mod figure;
mod goal;
mod head;
mod side;
mod when;

use kurabe_model::{DocumentId, Field, Outline, SectionIndex, Span, Statement, StatementKind, Target};

pub(crate) use self::cells::{Cell, Cells, tables};
pub(crate) use self::column::{Holds, in_charge};
use self::goal::goals;
pub(crate) use self::goal::{Indicator, due, indicators};
pub(crate) use self::head::{Head, is_head, is_label, stacked};
pub(crate) use self::side::{Sided, sided};
pub(crate) use self::when::is_year;
use crate::extract::Rank;
use crate::read::line::Line;
use crate::read::{statement, words};

/// The rows of the tables of a document, each in the section it stands in.
pub(crate) fn rows(document: &DocumentId, source: &str, lines: &[Line], outline: &Outline) -> Vec<Statement> {
    let tables = tables(source, lines);
    named(tables.iter().flat_map(|table| of_table(document, source, table, outline)).collect(), outline)
}

/// The indicators with their goals that the tables of a document have, each in the section it stands in.
pub(crate) fn goals_of(
    document: &DocumentId,
    source: &str,
    lines: &[Line],
    outline: &Outline,
) -> Vec<Statement> {
    let mut goals = Vec::new();
    for table in tables(source, lines) {
        for part in stacked(&table) {
            let head = Head::of(part);
            let said = said_in(source, part, &head);
            goals.extend(
                said.into_iter().map(|(row, said)| statement_of(document, source, row, &head, outline, said)),
            );
        }
    }
    goals
}

/// The indicators below a head; where it has none, those whose labels stand down the side. Each with the row it begins in.
fn said_in<'r, 's>(source: &str, part: &'r [Cells<'s>], head: &Head) -> Vec<(&'r Cells<'s>, Said)> {
    let listed = |row: &'r Cells<'s>| {
        let said = |Indicator { part, targets }| Said {
            span: Span::new(vec![part], row.line, row.line),
            targets,
            fields: fields(row, head, |_| true),
        };
        indicators(row, head, false).into_iter().map(move |indicator| (row, said(indicator)))
    };
    let is_row = |at: usize, row: &Cells| row.rank == Rank::Unknown && head.is_row(at, row);
    let rows = part.iter().enumerate().filter(|(at, row)| names_goals(head) && is_row(*at, row));
    let below: Vec<(&Cells, Said)> = rows.flat_map(|(_, row)| listed(row)).collect();
    if !below.is_empty() {
        return below;
    }
    let beside = |Sided { span, targets, fields }| {
        let row = part.iter().find(|row| row.line == span.first_line)?;
        Some((row, Said { span, targets, fields }))
    };
    sided(source, part).into_iter().filter_map(beside).collect()
}

/// Whether a head says of which column its goals are: of indicators, or of what it calls 目標 itself. What is planned of a
/// service (計画値) may be its volume.
fn names_goals(head: &Head) -> bool {
    let has_indicators = head.all(Holds::Indicator).next().is_some();
    let says = |column: usize| head.labels(column).iter().any(|label| label.contains("目標"));
    has_indicators || head.all(Holds::Goal).any(says)
}

/// What an indicator says.
struct Said {
    span: Span,
    targets: Vec<Target>,
    fields: Vec<Field>,
}

/// The rows of a table that say something.
fn of_table(document: &DocumentId, source: &str, table: &[Cells], outline: &Outline) -> Vec<Statement> {
    let of_part = |part| of_part(document, source, part, &Head::of(part), outline);
    stacked(table).into_iter().flat_map(of_part).collect()
}

/// The rows that say something below one head.
pub(crate) fn of_part(
    document: &DocumentId,
    source: &str,
    part: &[Cells],
    head: &Head,
    outline: &Outline,
) -> Vec<Statement> {
    let row = |(_, row): (usize, &Cells)| row_of(document, source, row, head, outline);
    let is_row =
        |at: usize, row: &Cells| matches!(row.rank, Rank::Unknown | Rank::Body) && head.is_row(at, row);
    part.iter().enumerate().filter(|(at, row)| is_row(*at, row)).map(row).collect()
}

/// Rows with names that tell them apart.
pub(crate) fn named(mut rows: Vec<Statement>, outline: &Outline) -> Vec<Statement> {
    statement::tell_apart(&mut rows, |row| outline.path(row.section).join("\n"));
    rows
}

fn row_of(document: &DocumentId, source: &str, row: &Cells, head: &Head, outline: &Outline) -> Statement {
    let span = row.span();
    let section = section_of(row, outline);
    let heading = section.and_then(|section| outline.sections.get(section.0));
    let announced = heading.is_some_and(|section| statement::is_target_heading(&section.heading.text));
    let targets = goals(row, head, announced, &span.extent());
    let commits = |cell: &Cell| {
        words::ends_sentence(cell.text)
            && statement::kind(cell.text, false, false, false) == StatementKind::Policy
    };
    let kind = if !targets.is_empty() {
        StatementKind::Target
    } else if row.written().any(|cell| commits(&cell)) {
        StatementKind::Policy
    } else {
        StatementKind::Background
    };
    let said = Said { span, targets, fields: fields(row, head, |_| true) };
    let read = statement_of(document, source, row, head, outline, said);
    Statement {
        id: statement::row_name(document, &read.text),
        kind,
        deadlines: statement::deadlines(&read.text, kind),
        ..read
    }
}

/// What is said in a row, as a target in the section it stands in.
fn statement_of(
    document: &DocumentId,
    source: &str,
    row: &Cells,
    head: &Head,
    outline: &Outline,
    said: Said,
) -> Statement {
    let Said { span, targets, fields } = said;
    let text = span.text(source);
    let section = section_of(row, outline);
    let mut departments = in_charge(row, head);
    if departments.is_empty() {
        let mut above = outline.ancestry(section).into_iter().rev();
        departments = above
            .find(|section| !section.departments.is_empty())
            .map_or_else(Vec::new, |section| section.departments.clone());
    }
    let mut deadlines = statement::deadlines(&text, StatementKind::Target);
    if deadlines.is_empty() {
        deadlines.extend(due(row, head));
    }
    Statement {
        id: statement::name(document, &text),
        section,
        marker: String::new(),
        kind: StatementKind::Target,
        departments,
        targets,
        deadlines,
        fields,
        span,
        text,
    }
}

/// The section a row stands in; a cell of the row itself may be its heading.
fn section_of(row: &Cells, outline: &Outline) -> Option<SectionIndex> {
    let above = outline.sections.partition_point(|section| section.heading.span.first_line <= row.line);
    above.checked_sub(1).map(SectionIndex)
}

/// What the columns of a head say of a row, those that are `wanted` by their places.
pub(crate) fn fields(row: &Cells, head: &Head, wanted: impl Fn(usize) -> bool) -> Vec<Field> {
    let named = row.cells.iter().enumerate().filter(|(at, cell)| !cell.text.is_empty() && wanted(*at));
    named
        .filter_map(|(at, cell)| {
            let name = head.name(at).filter(|name| !name.is_empty())?.to_owned();
            Some(Field { name, value: cell.text.to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests;
