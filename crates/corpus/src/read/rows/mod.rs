//! Rows of tables (表の行): what a reader who asks for tables finds. No row is a statement, and nothing is counted
//! by rows.
//!
//! | step | file |
//! |---|---|
//! | lines → cells | `cells.rs` |
//! | which rows are the head of a table, and what its columns are called | `head.rs` |
//! | what columns of such a name hold | `column.rs` |
//! | which years their names say | `when.rs` |
//! | numbers that are to be reached | `goal.rs` |

mod cells;
mod column;
mod goal;
mod head;
mod when;

use kurabe_model::{DocumentId, Field, Outline, SectionIndex, Statement, StatementKind};

pub(crate) use self::cells::{Cell, Cells, tables};
pub(crate) use self::column::{Holds, in_charge};
pub(crate) use self::goal::{due, goals, indicators};
pub(crate) use self::head::{Head, is_head, is_label, stacked};
pub(crate) use self::when::is_year;
use crate::extract::Rank;
use crate::read::line::Line;
use crate::read::{statement, words};

/// The rows of the tables of a document, each in the section it stands in.
pub(crate) fn rows(document: &DocumentId, source: &str, lines: &[Line], outline: &Outline) -> Vec<Statement> {
    let tables = tables(source, lines);
    named(tables.iter().flat_map(|table| of_table(document, source, table, outline)).collect(), outline)
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
    let row = |(_, row): (usize, &Cells)| {
        let sections = &outline.sections;
        // A cell of the row itself may be the heading it stands under.
        let above = sections.partition_point(|section| section.heading.span.first_line <= row.line);
        row_of(document, source, row, head, outline, above.checked_sub(1).map(SectionIndex))
    };
    let is_row =
        |at: usize, row: &Cells| matches!(row.rank, Rank::Unknown | Rank::Body) && head.is_row(at, row);
    part.iter().enumerate().filter(|(at, row)| is_row(*at, row)).map(row).collect()
}

/// Rows with names that tell them apart.
pub(crate) fn named(mut rows: Vec<Statement>, outline: &Outline) -> Vec<Statement> {
    statement::tell_apart(&mut rows, |row| outline.path(row.section).join("\n"));
    rows
}

fn row_of(
    document: &DocumentId,
    source: &str,
    row: &Cells,
    head: &Head,
    outline: &Outline,
    section: Option<SectionIndex>,
) -> Statement {
    let span = row.span();
    let text = span.text(source);
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
    let mut departments = in_charge(row, head);
    if departments.is_empty() {
        let mut above = outline.ancestry(section).into_iter().rev();
        departments = above
            .find(|section| !section.departments.is_empty())
            .map_or_else(Vec::new, |section| section.departments.clone());
    }
    Statement {
        id: statement::row_name(document, &text),
        section,
        marker: String::new(),
        kind,
        departments,
        targets,
        deadlines: statement::deadlines(&text, kind),
        fields: fields(row, head, |_| true),
        span,
        text,
    }
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
