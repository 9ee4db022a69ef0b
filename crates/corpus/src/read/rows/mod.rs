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

use kurabe_model::{
    Deadline, DocumentId, Field, Outline, SectionIndex, Span, Statement, StatementId, StatementKind, Target,
};

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

/// The rows of the tables of a document, and the indicators with their goals that these have, each in the section it
/// stands in.
pub(crate) fn read(within: Within<'_>, lines: &[Line]) -> (Vec<Statement>, Vec<Statement>) {
    let tables = tables(within.source, lines);
    let parts: Vec<Part> = tables.iter().flat_map(|table| stacked(table)).map(Part::of).collect();
    (within.rows(&parts), within.goals(&parts))
}

/// A table below its head.
pub(crate) struct Part<'r, 's> {
    pub(crate) rows: &'r [Cells<'s>],
    pub(crate) head: Head,
}

impl<'r, 's> Part<'r, 's> {
    pub(crate) fn of(rows: &'r [Cells<'s>]) -> Self {
        Self { rows, head: Head::of(rows) }
    }

    /// The rows that say something, those a planner takes for body text only if `corrected`.
    fn told(&self, corrected: bool) -> impl Iterator<Item = &'r Cells<'s>> {
        let is_row = move |at: usize, row: &Cells| {
            (row.rank == Rank::Unknown || (corrected && row.rank == Rank::Body)) && self.head.is_row(at, row)
        };
        self.rows.iter().enumerate().filter(move |(at, row)| is_row(*at, row)).map(|(_, row)| row)
    }

    /// The indicators below the head; where it has none, those whose labels stand down the side. Each with the row it
    /// begins in.
    fn indicators(&self, source: &str) -> Vec<(&'r Cells<'s>, Said)> {
        let head = &self.head;
        let listed = |row: &'r Cells<'s>| {
            let said = |Indicator { part, targets }| Said {
                span: Span::new(vec![part], row.line, row.line),
                kind: StatementKind::Target,
                targets,
                fields: fields(row, head, |_| true),
                due: due(row, head),
            };
            indicators(row, head, false).into_iter().map(move |indicator| (row, said(indicator)))
        };
        let below: Vec<(&Cells, Said)> =
            if names_goals(head) { self.told(false).flat_map(listed).collect() } else { Vec::new() };
        if !below.is_empty() {
            return below;
        }
        let beside = |Sided { span, targets, fields }| {
            let at = self.rows.binary_search_by_key(&span.first_line, |row| row.line).ok()?;
            let row = self.rows.get(at)?;
            Some((row, Said { span, kind: StatementKind::Target, targets, fields, due: due(row, head) }))
        };
        sided(source, self.rows).into_iter().filter_map(beside).collect()
    }
}

/// Whether a head says of which column its goals are: of indicators, or of what it calls 目標 itself, or plans year by year.
/// What is planned of a service (計画値) may be its volume.
fn names_goals(head: &Head) -> bool {
    let has_indicators = head.all(Holds::Indicator).next().is_some();
    let says = |column: usize| {
        let labels = head.labels(column);
        labels.iter().any(|label| label.contains("目標") || when::year(label).is_some())
    };
    has_indicators || head.all(Holds::Goal).any(says)
}

/// What a row says, or an indicator of it.
struct Said {
    span: Span,
    kind: StatementKind,
    targets: Vec<Target>,
    fields: Vec<Field>,
    /// By when it is to be done, where its words do not say so.
    due: Option<Deadline>,
}

/// What tables stand in: a document with its source and its headings.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    pub(crate) document: &'a DocumentId,
    pub(crate) source: &'a str,
    pub(crate) outline: &'a Outline,
}

impl Within<'_> {
    /// The rows that say something, with names that tell them apart.
    pub(crate) fn rows(self, parts: &[Part<'_, '_>]) -> Vec<Statement> {
        let of_part = |part: &Part| part.told(true).map(|row| self.row(row, &part.head)).collect::<Vec<_>>();
        let mut rows: Vec<Statement> = parts.iter().flat_map(of_part).collect();
        statement::tell_apart(&mut rows, |row| self.outline.path(row.section).join("\n"));
        rows
    }

    fn goals(self, parts: &[Part<'_, '_>]) -> Vec<Statement> {
        let of_part = |part: &Part| {
            let said = part.indicators(self.source).into_iter();
            said.map(|(row, said)| self.statement(row, &part.head, said, statement::name)).collect::<Vec<_>>()
        };
        parts.iter().flat_map(of_part).collect()
    }

    fn row(self, row: &Cells, head: &Head) -> Statement {
        let span = row.span();
        let heading = section_of(row, self.outline).and_then(|section| self.outline.sections.get(section.0));
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
        let said = Said { span, kind, targets, fields: fields(row, head, |_| true), due: None };
        self.statement(row, head, said, statement::row_name)
    }

    /// What is said in a row, in the section it stands in.
    fn statement(
        self,
        row: &Cells,
        head: &Head,
        said: Said,
        name: fn(&DocumentId, &str) -> StatementId,
    ) -> Statement {
        let Said { span, kind, targets, fields, due } = said;
        let text = span.text(self.source);
        let section = section_of(row, self.outline);
        let mut departments = in_charge(row, head);
        if departments.is_empty() {
            let mut above = self.outline.ancestry(section).into_iter().rev();
            departments = above
                .find(|section| !section.departments.is_empty())
                .map_or_else(Vec::new, |section| section.departments.clone());
        }
        let mut deadlines = statement::deadlines(&text, kind);
        if deadlines.is_empty() {
            deadlines.extend(due);
        }
        Statement {
            id: name(self.document, &text),
            section,
            marker: String::new(),
            kind,
            departments,
            targets,
            deadlines,
            fields,
            span,
            text,
        }
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
