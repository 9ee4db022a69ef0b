//! Numbers of a row that are to be reached (目標値): those below 目標値, with the unit that stands beside them.

use std::ops::Range;

use kurabe_model::{Comparator, Deadline, StatementKind, Target};
use kurabe_text::{numbers, years};

use super::cells::{Cell, Cells};
use super::column::Holds;
use super::head::Head;
use crate::read::statement;

/// The longest unit, in characters.
const LONGEST_UNIT: usize = 6;

/// The targets of a row; their ranges are those of a text that begins at `start` of the source. Below a heading that
/// announces targets, `announced`, a table without such a column has them in any.
pub(crate) fn goals(row: &Cells, head: &Head, announced: bool, start: usize) -> Vec<Target> {
    let columns: Vec<usize> =
        (0..head.columns()).filter(|&column| head.holds(column) == Holds::Goal).collect();
    let cells: Vec<(usize, Cell)> = if columns.is_empty() && announced {
        (0..row.cells.len()).filter_map(|column| Some((column, row.cell(column)?))).collect()
    } else {
        columns.into_iter().filter_map(|column| Some((column, row.cell(column)?))).collect()
    };
    let mut goals = Vec::new();
    for (column, cell) in cells {
        let Some(at) = cell.start.checked_sub(start) else { continue };
        let name = head.name(column).unwrap_or_default();
        let own = statement::targets(cell.text, StatementKind::Target);
        let found = if own.is_empty() { bare(row, head, name, cell) } else { own };
        goals.extend(found.into_iter().map(|target| Target {
            range: target.range.start + at..target.range.end + at,
            deadline: target.deadline.clone().or_else(|| due(name)),
            ..target
        }));
    }
    goals
}

/// The words of a row that say what is measured and how far it is to go: from the name of the indicator (指標) to the
/// last number that is to be reached.
pub(crate) fn indicator(row: &Cells, head: &Head) -> Option<Range<usize>> {
    let column = |holds: Holds| (0..head.columns()).filter(move |&column| head.holds(column) == holds);
    let name = column(Holds::Indicator).find_map(|column| row.cell(column))?;
    let goal = column(Holds::Goal).filter_map(|column| row.cell(column)).next_back()?;
    (name.start < goal.start).then(|| name.start..goal.range().end)
}

/// A number that stands alone in its cell, counted in the unit that another cell or a bracket names.
fn bare(row: &Cells, head: &Head, name: &str, cell: Cell) -> Vec<Target> {
    let found = numbers(cell.text);
    let [number] = found.as_slice() else { return Vec::new() };
    let behind = cell.text.get(number.range.end..).unwrap_or_default().trim();
    let own = behind.trim_end_matches("以上").trim_end_matches("以下");
    let columns = |holds: Holds| {
        (0..head.columns())
            .filter(move |&column| head.holds(column) == holds)
            .filter_map(|column| row.cell(column))
    };
    let named = columns(Holds::Unit).map(|unit| unit.text.to_owned()).next();
    let bracketed = || columns(Holds::Indicator).find_map(|cell| in_brackets(cell.text));
    // 60,000食: a word behind the number is its unit, whatever it is.
    let own = Some(own.to_owned()).filter(|own| !own.is_empty());
    let unit = own.or(named).or_else(bracketed).or_else(|| in_brackets(name));
    let is_unit =
        |unit: &String| unit.chars().count() <= LONGEST_UNIT && unit.chars().all(char::is_alphanumeric);
    let unit = unit.filter(|unit| is_unit(unit) || unit.chars().count() == 1);
    let alone = number.range.start == 0 && years(cell.text).is_empty();
    let Some(unit) = unit.filter(|_| alone) else { return Vec::new() };
    let text = cell.text.get(number.range.clone()).unwrap_or_default().to_owned();
    vec![Target {
        text,
        range: number.range.clone(),
        value: number.value,
        unit,
        comparator: if cell.text.ends_with("以上") {
            Comparator::AtLeast
        } else if cell.text.ends_with("以下") {
            Comparator::AtMost
        } else {
            Comparator::Equal
        },
        deadline: None,
    }]
}

/// The unit in brackets at the end of a name: 待機児童数（人）, 満足度(%).
fn in_brackets(name: &str) -> Option<String> {
    let inner = name.strip_suffix(['）', ')'])?;
    let (_, unit) = inner.rsplit_once(['（', '('])?;
    let is_unit = !unit.is_empty() && unit.chars().count() <= 6 && years(unit).is_empty();
    is_unit.then(|| unit.trim_start_matches("単位").trim_start_matches(['：', ':']).to_owned())
}

/// The year the head of a column names: 目標値（令和8年度）.
fn due(name: &str) -> Option<Deadline> {
    let mentions = years(name);
    let year = mentions.last()?;
    Some(Deadline { text: name.get(year.range.clone())?.to_owned(), year: year.last })
}
