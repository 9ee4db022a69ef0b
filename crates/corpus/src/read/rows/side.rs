//! Indicators whose labels stand down the side (縦の表頭): 指標名, 単位 and 目標値 one below the other, what each says on its
//! right.

use std::ops::Range;

use kurabe_model::{Field, Span, Target};

use super::cells::{Cell, Cells};
use super::column::Holds;
use super::figure::{Counted, figures, in_brackets, is_unit, is_unset, is_worded};
use super::goal::own_year;
use super::head::is_label;
use super::when;
use crate::read::words::compact;

/// What labels of an indicator say.
const LABELS: [Holds; 5] = [Holds::Indicator, Holds::Unit, Holds::Standing, Holds::Goal, Holds::Due];

/// How many rows and columns the labels of one indicator take, and how many indicators stand beside each other: every
/// label is looked for beside every value, and no form has more.
const ROWS: usize = 60;
const COLUMNS: usize = 200;
const BESIDE: usize = 40;

/// An indicator with its goals as labels down the side have it.
pub(crate) struct Sided {
    /// What is measured and each of its goals.
    pub(crate) span: Span,
    /// Its numbers; ranges are those of its words.
    pub(crate) targets: Vec<Target>,
    /// What its other labels say.
    pub(crate) fields: Vec<Field>,
}

/// A label with what stands on its right, up to the next one.
struct Labelled<'s> {
    /// The number of its line.
    line: usize,
    /// In which column the label stands.
    column: usize,
    label: String,
    holds: Holds,
    values: Vec<(usize, Cell<'s>)>,
}

/// The indicators of rows that begin with labels.
pub(crate) fn sided(source: &str, rows: &[Cells]) -> Vec<Sided> {
    let mut blocks: Vec<Vec<Labelled>> = Vec::new();
    let mut open_at: Option<u32> = None;
    for row in rows {
        let said = labelled(row);
        let begins = said.iter().any(|said| said.holds == Holds::Indicator);
        let goes_on = open_at.is_some_and(|above| row.row.row <= above + 1);
        match blocks.last_mut() {
            _ if said.is_empty() => {}
            _ if begins => blocks.push(said),
            Some(block) if goes_on && is_near(block, row) => block.extend(said),
            _ => {
                open_at = None;
                continue;
            }
        }
        let is_open = begins || goes_on;
        let last = blocks.last().and_then(|block| block.last());
        open_at = last.filter(|last| is_open && last.line == row.line).map(|_| row.row.row);
    }
    blocks.iter().flat_map(|block| indicators(source, block)).collect()
}

/// Whether a row may still belong to a block.
fn is_near(block: &[Labelled], row: &Cells) -> bool {
    block.first().is_some_and(|first| row.line < first.line + ROWS)
}

/// The labels of a row that begins with one, each with what it says; those beside which nothing stands are heads, or
/// merged over what has labels of its own.
fn labelled<'s>(row: &Cells<'s>) -> Vec<Labelled<'s>> {
    let mut said: Vec<Labelled> = Vec::new();
    let is_of_years = row.written().skip(1).all(|cell| when::is_year(cell.text));
    let cells = row.cells.iter().enumerate().take(COLUMNS);
    for (column, cell) in cells.filter(|(_, cell)| !cell.text.is_empty()) {
        let label = compact(cell.text);
        let holds = match said.last() {
            // 年度, R6, R7: when what stands below is to be reached.
            None if is_of_years && is_label(cell.text) => Holds::Due,
            _ if is_of_years => Holds::Other,
            _ if is_label(cell.text) => Holds::by(&label),
            _ => Holds::Other,
        };
        if LABELS.contains(&holds) {
            said.push(Labelled { line: row.line, column, label, holds, values: Vec::new() });
        } else if let Some(last) = said.last_mut() {
            last.values.push((column, *cell));
        } else {
            return Vec::new();
        }
    }
    said.retain(|said| !said.values.is_empty());
    said
}

/// What the labels of a block say of each of its indicators.
fn indicators(source: &str, block: &[Labelled]) -> Vec<Sided> {
    let mut names: Vec<(usize, Cell)> = Vec::new();
    for named in block.iter().filter(|said| said.holds == Holds::Indicator) {
        // Its values stand below the only name from the label on, below several each under its own.
        let first = named.values.first().map(|(_, cell)| (named.column, *cell));
        names.extend(first.into_iter().chain(named.values.iter().skip(1).copied()));
    }
    let ends = names.iter().skip(1).map(|(column, _)| *column).chain([usize::MAX]).collect::<Vec<_>>();
    let columns = names.iter().zip(ends).take(BESIDE).map(|((from, name), end)| (*name, *from..end));
    columns.filter_map(|(name, columns)| indicator(source, block, name, &columns)).collect()
}

fn indicator(source: &str, block: &[Labelled], name: Cell, columns: &Range<usize>) -> Option<Sided> {
    if when::is_year(name.text) || is_unset(name.text) || !name.text.contains(char::is_alphabetic) {
        return None;
    }
    let beside = |holds: Holds, column: usize| {
        let said = block.iter().filter(|said| said.holds == holds);
        let values: Vec<&(usize, Cell)> = said.flat_map(|said| &said.values).collect();
        let own = values.iter().find(|(at, _)| *at == column);
        let only = || values.first().filter(|(at, _)| columns.contains(at) || values.len() == 1);
        let due_by_column = holds == Holds::Due && values.len() > 1;
        own.or_else(|| only().filter(|_| !due_by_column)).map(|(_, cell)| *cell)
    };
    let mut pieces = vec![name.range()];
    let mut found: Vec<(usize, Target)> = Vec::new();
    let (mut fields, mut is_in_words) = (Vec::new(), false);
    let (mut first_line, mut last_line) = (None, None);
    for said in block {
        first_line = first_line.or(Some(said.line));
        for (column, cell) in said.values.iter().filter(|(column, _)| columns.contains(column)) {
            let due = || beside(Holds::Due, *column).and_then(|cell| when::year(cell.text));
            if said.holds == Holds::Indicator {
                continue;
            }
            let year = due().map(|due| format!("／{}", due.text)).filter(|_| said.holds != Holds::Due);
            let label = format!("{}{}", said.label, year.unwrap_or_default());
            fields.push(Field { name: label, value: cell.text.to_owned() });
            if said.holds != Holds::Goal || is_unset(cell.text) || cell.start < name.range().end {
                continue;
            }
            let counted = || Counted {
                unit: beside(Holds::Unit, *column)
                    .map(|unit| unit.text.to_owned())
                    .filter(|unit| is_unit(unit))
                    .or_else(|| in_brackets(name.text))
                    .or_else(|| in_brackets(&said.label)),
                is_measured: true,
            };
            let targets = figures(cell.text, counted);
            is_in_words |= is_worded(cell.text);
            if targets.is_empty() && !is_worded(cell.text) {
                continue;
            }
            // The tab before a cell is of the row as it was written; it parts the goal from what is measured.
            let before = source.get(..cell.start).and_then(|before| before.rfind('\t'));
            let piece = before.unwrap_or(cell.start)..cell.range().end;
            let at = cell.start - piece.start;
            pieces.push(piece);
            last_line = Some(said.line);
            let before: usize = pieces.iter().rev().skip(1).map(Range::len).sum();
            found.extend(targets.into_iter().map(|target| {
                let deadline = (target.deadline.clone())
                    .or_else(|| own_year(cell.text, &target))
                    .or_else(|| when::year(&said.label))
                    .or_else(due);
                (before + at, Target { deadline, ..target })
            }));
        }
    }
    let targets: Vec<Target> = found
        .into_iter()
        .map(|(at, target)| Target { range: target.range.start + at..target.range.end + at, ..target })
        .collect();
    if targets.is_empty() && !is_in_words {
        return None;
    }
    Some(Sided { span: Span::new(pieces, first_line?, last_line?), targets, fields })
}
