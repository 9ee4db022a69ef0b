//! Numbers of a row that are to be reached (目標値): those below 目標値 or R8目標, or of a row that says 目標, with the unit
//! that stands beside them.

use std::ops::Range;

use kurabe_model::{Comparator, Deadline, StatementKind, Target};
use kurabe_text::{numbers, years};

use super::cells::{Cell, Cells};
use super::column::Holds;
use super::head::Head;
use super::when;
use crate::read::statement;
use crate::read::words::compact;

/// The longest unit, in characters.
const LONGEST_UNIT: usize = 8;
/// What stands in brackets where a unit could, and is none: how it is counted, and when.
const NO_UNITS: &[&str] = &[
    "累計",
    "延べ",
    "年間",
    "合計",
    "平均",
    "単年",
    "単年度",
    "中間",
    "最終",
    "前期",
    "後期",
    "見込み",
    "推計",
    "再掲",
];
/// What stands before a number that is alone in its cell.
const LEADS: &[&str] = &["約", "累計", "延べ", "のべ", "年間", "合計", "計", "毎年", "平均"];
/// What stands behind such a number, and how it binds.
const BOUNDS: &[(&str, Comparator)] = &[
    ("以上", Comparator::AtLeast),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("未満", Comparator::LessThan),
    ("超", Comparator::MoreThan),
    ("程度", Comparator::About),
];

/// The targets of a `part` of a row; their ranges are those of its text. Below a heading that announces targets,
/// `announced`, a table without a column for them has them in any whose name says nothing else.
pub(crate) fn goals(row: &Cells, head: &Head, announced: bool, part: &Range<usize>) -> Vec<Target> {
    let mut columns = goal_columns(row, head);
    let has_column = head.all(Holds::Goal).next().is_some();
    if columns.is_empty() && announced && !has_column && said_of(row, head) != Some(Holds::Standing) {
        columns = (0..row.cells.len()).filter(|&column| head.holds(column) == Holds::Other).collect();
    }
    let mut goals = Vec::new();
    for column in columns {
        let Some(cell) = row.cell(column) else { continue };
        let Some(at) = cell.start.checked_sub(part.start).filter(|_| cell.range().end <= part.end) else {
            continue;
        };
        let own = statement::targets(cell.text, StatementKind::Target);
        let found = if own.is_empty() { bare(row, head, column, cell) } else { own };
        goals.extend(found.into_iter().map(|target| {
            Target {
                deadline: (target.deadline.clone())
                    .or_else(|| own_year(cell, &target))
                    .or_else(|| head.labels(column).iter().rev().find_map(|label| when::year(label)))
                    .or_else(|| due(row, head)),
                range: target.range.start + at..target.range.end + at,
                ..target
            }
        }));
    }
    goals
}

/// The parts of a row that each say what is measured and how far it is to go: from the name of an indicator (指標), or of
/// the measure where no indicator has one, to the last number that is to be reached.
pub(crate) fn indicators(row: &Cells, head: &Head) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for column in goal_columns(row, head) {
        let Some(goal) = row.cell(column) else { continue };
        let before = |holds: Holds| nearest(row, head, holds, column).filter(|&at| at < column);
        // What is done stands between a name and a number that are not of each other.
        let is_apart = |at: usize| {
            (at..column)
                .any(|between| matches!(head.holds(between), Holds::Deed | Holds::Aim | Holds::Division))
        };
        let named = || before(Holds::Name).filter(|&at| !is_apart(at));
        let named = before(Holds::Indicator).or_else(named).and_then(|at| row.cell(at));
        match (parts.last_mut(), named) {
            (Some(last), Some(name)) if last.start == name.start => last.end = goal.range().end,
            (Some(last), None) => last.end = goal.range().end,
            (_, named) => parts.push(named.map_or(goal.start, |name| name.start)..goal.range().end),
        }
    }
    parts
}

/// By when a row is to be done, if a column says so.
pub(crate) fn due(row: &Cells, head: &Head) -> Option<Deadline> {
    let mut cells = head.all(Holds::Due).filter_map(|column| row.cell(column));
    cells.find_map(|cell| when::year(cell.text))
}

/// The columns of a row that hold what is to be reached: those whose name says so, and in a row that says so itself
/// those of years.
fn goal_columns(row: &Cells, head: &Head) -> Vec<usize> {
    let said = said_of(row, head);
    let is_year = |column: usize| {
        head.holds(column) == Holds::Other
            && head.labels(column).last().is_some_and(|label| when::is_year(label))
    };
    let is_goal = |column: usize| match said {
        Some(Holds::Standing) => false,
        Some(_) => head.holds(column) == Holds::Goal || is_year(column),
        None => head.holds(column) == Holds::Goal,
    };
    (0..head.columns()).filter(|&column| is_goal(column) && row.cell(column).is_some()).collect()
}

/// Whether a cell of a row says that its numbers are goals, or where things stand: 目標 above 実績.
fn said_of(row: &Cells, head: &Head) -> Option<Holds> {
    let says = |(column, cell): (usize, &Cell)| {
        let is_named = matches!(head.holds(column), Holds::Other | Holds::Goal | Holds::Standing);
        match compact(cell.text).as_str() {
            _ if !is_named => None,
            "目標" | "目標値" | "計画" | "計画値" => Some(Holds::Goal),
            "実績" | "実績値" | "現状" | "現状値" | "見込" | "見込み" | "達成率" | "達成度" => {
                Some(Holds::Standing)
            }
            _ => None,
        }
    };
    row.cells.iter().enumerate().find_map(says)
}

/// The written column of a kind that is nearest before a column, else the first one behind it.
fn nearest(row: &Cells, head: &Head, holds: Holds, column: usize) -> Option<usize> {
    let written = || head.all(holds).filter(|&at| row.cell(at).is_some());
    written().rfind(|&at| at < column).or_else(|| written().next())
}

/// The only year a cell names besides its number: 30件（令和8年度）. That against which it is measured is no such year.
fn own_year(cell: Cell, target: &Target) -> Option<Deadline> {
    let years = years(cell.text);
    let [year] = years.as_slice() else { return None };
    let is_apart = year.range.end <= target.range.start || year.range.start >= target.range.end;
    let behind = cell.text.get(year.range.end..).unwrap_or_default();
    let is_base = behind.trim_start_matches("対").starts_with('比');
    (is_apart && !is_base).then(|| when::year(cell.text)).flatten()
}

/// A number that stands alone in its cell, counted in the unit that another cell or a bracket names; in none where what is
/// measured is a rate without one: 合計特殊出生率 1.5.
fn bare(row: &Cells, head: &Head, column: usize, cell: Cell) -> Vec<Target> {
    let found = numbers(cell.text);
    let [number] = found.as_slice() else { return Vec::new() };
    let before = cell.text.get(..number.range.start).unwrap_or_default().trim();
    let behind = cell.text.get(number.range.end..).unwrap_or_default().trim();
    let bound = BOUNDS.iter().find_map(|(word, comparator)| Some((behind.strip_suffix(word)?, *comparator)));
    let (own, comparator) = bound.unwrap_or((behind, Comparator::Equal));
    let comparator = if before == "約" { Comparator::About } else { comparator };
    if !(before.is_empty() || LEADS.contains(&before)) || !years(cell.text).is_empty() {
        return Vec::new();
    }
    let beside = |holds: Holds| nearest(row, head, holds, column).and_then(|at| row.cell(at));
    let named = || beside(Holds::Unit).map(|unit| unit.text.to_owned());
    let bracketed = || {
        let indicator = beside(Holds::Indicator).or_else(|| beside(Holds::Name))?;
        in_brackets(indicator.text)
    };
    let of_column = || head.labels(column).iter().rev().find_map(|label| in_brackets(label));
    let unit = match own {
        "" => named().filter(|unit| is_unit(unit)).or_else(bracketed).or_else(of_column),
        // 60,000食: a word behind the number is its unit, whatever it is.
        own => Some(own.to_owned()),
    };
    let is_measured = beside(Holds::Indicator).is_some();
    let Some(unit) =
        unit.or_else(|| is_measured.then(String::new)).filter(|unit| is_unit(unit) || unit.is_empty())
    else {
        return Vec::new();
    };
    let text = cell.text.get(number.range.clone()).unwrap_or_default().to_owned();
    vec![Target { text, range: number.range.clone(), value: number.value, unit, comparator, deadline: None }]
}

/// Whether a text could be what something is counted in: 人, g/人・日, ㎡.
fn is_unit(text: &str) -> bool {
    let is_one = |c: char| c.is_alphanumeric() || matches!(c, '/' | '／' | '・' | '-' | '²' | '³');
    let is_sign = text.chars().nth(1).is_none();
    !text.is_empty()
        && text.chars().count() <= LONGEST_UNIT
        && (is_sign || text.chars().all(is_one))
        && !NO_UNITS.contains(&text)
        && years(text).is_empty()
}

/// The unit in brackets at the end of a name: 待機児童数（人）, 満足度(%).
fn in_brackets(name: &str) -> Option<String> {
    let inner = name.strip_suffix(['）', ')'])?;
    let (_, unit) = inner.rsplit_once(['（', '('])?;
    let unit = unit.trim_start_matches("単位").trim_start_matches(['：', ':']);
    is_unit(unit).then(|| unit.to_owned())
}
