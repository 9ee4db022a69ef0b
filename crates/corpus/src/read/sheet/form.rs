//! Forms (事務事業評価シート): labels with what is to be said of one measure on their right or below.

use kurabe_model::Field;

use crate::read::rows::{Cell, Cells, Holds, is_label};
use crate::read::statement;
use crate::read::words::compact;

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
    pub(super) said: Vec<(&'r Cells<'s>, Cell<'s>)>,
    pub(super) fields: Vec<Field>,
    pub(super) departments: Vec<String>,
}

/// Reads a form; nothing where a sheet is none.
pub(super) fn read<'r, 's>(rows: &'r [Cells<'s>]) -> Option<Form<'r, 's>> {
    if !is_form(rows) {
        return None;
    }
    let mut form = Form { name: None, said: Vec::new(), fields: Vec::new(), departments: Vec::new() };
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| is_known(cell)) {
            let beside = value_right(row, column).map(|value| (row, value));
            let below = || rows.get(at + 1).and_then(|next| Some((next, value_below(row, next, column)?)));
            if let Some((row, value)) = beside.or_else(below) {
                form.take(cell.text, row, value);
            }
        }
    }
    (!form.said.is_empty()).then_some(form)
}

impl<'r, 's> Form<'r, 's> {
    /// Takes a value for what its label says it is.
    fn take(&mut self, label: &str, row: &'r Cells<'s>, value: Cell<'s>) {
        let label = compact(label);
        let letters = value.text.chars().count();
        match Holds::by(&label) {
            Holds::Name if self.name.is_none() => self.name = Some((value, row.line)),
            Holds::Deed | Holds::Aim if letters >= SAYS => self.said.push((row, value)),
            Holds::Division => {
                let named = statement::divisions(value.text).unwrap_or_default();
                self.departments.extend(
                    named.into_iter().filter(|name| !self.departments.contains(name)).collect::<Vec<_>>(),
                );
                self.fields.push(Field { name: label, value: value.text.to_owned() });
            }
            _ if letters <= SHORT => self.fields.push(Field { name: label, value: value.text.to_owned() }),
            _ => {}
        }
    }
}

/// Whether the rows begin with labels of different sorts and something that is no label on their right: a list has its
/// labels in one row.
fn is_form(rows: &[Cells]) -> bool {
    let begins = |row: &Cells| {
        let mut cells = row.written();
        let label = cells.next().filter(is_known)?;
        cells.next().filter(|value| !is_known(value))?;
        Some(Holds::by(&compact(label.text)))
    };
    let sorts: Vec<Holds> = rows.iter().filter_map(begins).collect();
    let mut different = sorts.clone();
    different.sort_unstable();
    different.dedup();
    sorts.len() >= LABELS && different.len() >= 2 && sorts.len() * 4 >= rows.len()
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
