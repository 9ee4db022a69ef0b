//! Forms (事務事業評価シート): labels with what is to be said of one measure on their right or below, and tables of its
//! indicators (指標) between them.

use std::ops::Range;

use kurabe_model::Field;

use crate::extract::Rank;
use crate::read::rows::{Cell, Cells, Holds, is_head, is_label, is_year};
use crate::read::words::compact;
use crate::read::{statement, words};

/// How many labels make a form of a sheet.
const LABELS: usize = 3;
/// The longest text that is a field of what is said, in characters.
const SHORT: usize = 60;
/// The shortest text that says what is done, in characters.
const SAYS: usize = 8;

/// A measure as a form has it.
pub(super) struct Form<'r, 's> {
    /// What it is called, and on which line.
    pub(super) name: Option<(Cell<'s>, usize)>,
    /// What is said of it, where.
    pub(super) said: Vec<Says<'r, 's>>,
    pub(super) fields: Vec<Field>,
    pub(super) departments: Vec<String>,
}

/// What is said of a measure.
pub(super) struct Says<'r, 's> {
    pub(super) row: &'r Cells<'s>,
    pub(super) cell: Cell<'s>,
    /// Whether its label says that it only describes: 課題.
    pub(super) describes: bool,
}

/// Reads a form that has these tables of indicators, or indicators whose labels stand down its side; nothing where a sheet
/// is none.
pub(super) fn read<'r, 's>(
    rows: &'r [Cells<'s>],
    tables: &[Range<usize>],
    has_sided: bool,
) -> Option<Form<'r, 's>> {
    let labelled = || {
        let is_read =
            |at: usize, row: &Cells| statement::holding(tables, at).is_none() && row.rank == Rank::Unknown;
        rows.iter().enumerate().filter(move |(at, row)| is_read(*at, row))
    };
    let measures = has_sided || !tables.is_empty();
    if !is_form(labelled().map(|(_, row)| row), measures) {
        return None;
    }
    let mut form = Form { name: None, said: Vec::new(), fields: Vec::new(), departments: Vec::new() };
    for (at, row) in labelled() {
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| is_known(cell)) {
            let beside = value_right(row, column).map(|value| (row, value));
            let below = || rows.get(at + 1).and_then(|next| Some((next, value_below(row, next, column)?)));
            if let Some((row, value)) = beside.or_else(below) {
                form.take(cell.text, row, value);
            }
        }
    }
    (!form.said.is_empty() || (measures && form.name.is_some())).then_some(form)
}

impl<'r, 's> Form<'r, 's> {
    /// Takes a value for what its label says it is.
    fn take(&mut self, label: &str, row: &'r Cells<'s>, value: Cell<'s>) {
        let label = compact(label);
        let letters = value.text.chars().count();
        match Holds::by(&label) {
            Holds::Name if self.name.is_none() => self.name = Some((value, row.line)),
            Holds::Deed | Holds::Aim if letters >= SAYS => {
                self.said.push(Says { row, cell: value, describes: false });
            }
            Holds::Issue | Holds::Standing if letters >= SAYS && words::ends_sentence(value.text) => {
                self.said.push(Says { row, cell: value, describes: true });
            }
            Holds::Division => {
                let named = statement::divisions(value.text).unwrap_or_default();
                statement::join(&mut self.departments, &named);
                self.fields.push(Field { name: label, value: value.text.to_owned() });
            }
            _ if letters <= SHORT => self.fields.push(Field { name: label, value: value.text.to_owned() }),
            _ => {}
        }
    }
}

/// The tables of indicators among rows, by the places of their rows: each from its head to where rows are left out or
/// labels with their values begin.
pub(super) fn tables(rows: &[Cells]) -> Vec<Range<usize>> {
    let mut tables: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        if !heads_indicators(&rows[at]) {
            at += 1;
            continue;
        }
        let follows = |end: &usize| {
            let (before, row) = (&rows[end - 1], &rows[*end]);
            row.row.row != before.row.row + 1 || is_labelled(row)
        };
        let end = (at + 1..rows.len()).find(follows).unwrap_or(rows.len());
        tables.push(at..end);
        at = end;
    }
    tables.retain(|table| table.len() > 1);
    tables
}

/// Whether a row is the head of a table of indicators: 指標名, 単位, R6実績, R8目標.
fn heads_indicators(row: &Cells) -> bool {
    let holds: Vec<Holds> = row.written().map(|cell| Holds::by(&compact(cell.text))).collect();
    let is_number = |holds: &Holds| matches!(holds, Holds::Goal | Holds::Standing);
    let has_numbers = holds.iter().any(is_number) || row.written().any(|cell| is_year(cell.text));
    holds.len() >= LABELS && is_head(row) && holds.contains(&Holds::Indicator) && has_numbers
}

/// Whether a row begins with the label of a measure and what it says: 事業内容, and what is done.
fn is_labelled(row: &Cells) -> bool {
    let mut cells = row.written();
    let label = cells.next().map(|cell| Holds::by(&compact(cell.text)));
    let is_of_measure =
        matches!(label, Some(Holds::Name | Holds::Deed | Holds::Aim | Holds::Division | Holds::Issue));
    is_of_measure && cells.next().is_some_and(|value| !is_known(&value))
}

/// Whether the rows begin with labels of different sorts and something that is no label on their right: a list has its
/// labels in one row. Where indicators have been found besides, fewer labels make one.
fn is_form<'r, 's: 'r>(rows: impl Iterator<Item = &'r Cells<'s>>, measures: bool) -> bool {
    let begins = |row: &Cells| {
        let mut cells = row.written();
        let label = cells.next().filter(is_known)?;
        cells.next().filter(|value| !is_known(value))?;
        Some(Holds::by(&compact(label.text)))
    };
    let rows: Vec<&Cells> = rows.collect();
    let sorts: Vec<Holds> = rows.iter().filter_map(|row| begins(row)).collect();
    let mut different = sorts.clone();
    different.sort_unstable();
    different.dedup();
    sorts.len() >= LABELS - usize::from(measures) && different.len() >= 2 && sorts.len() * 4 >= rows.len()
}

/// Whether a cell is a label that says what stands beside it.
fn is_known(cell: &Cell) -> bool {
    is_label(cell.text) && Holds::by(&compact(cell.text)) != Holds::Other
}

/// The next cell on the right in which something stands, if that is no label itself.
fn value_right<'s>(row: &Cells<'s>, column: usize) -> Option<Cell<'s>> {
    let next = row.cells.iter().skip(column + 1).find(|cell| !cell.text.is_empty())?;
    (!is_known(next)).then_some(*next)
}

/// The cell below, if the row is one of labels and the cell is none.
fn value_below<'s>(row: &Cells, next: &Cells<'s>, column: usize) -> Option<Cell<'s>> {
    let labels = row.written().all(|cell| is_label(cell.text));
    next.cell(column).filter(|cell| labels && !is_known(cell))
}
