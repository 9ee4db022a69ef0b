//! Numbers of a row that are to be reached (目標値): those below 目標値 or R8目標, or of a row that says 目標, with the unit
//! that stands beside them.

use std::ops::Range;

use kurabe_model::{Deadline, Target};
use kurabe_text::years;

use super::cells::{Cell, Cells};
use super::column::Holds;
use super::figure::{Counted, figures, in_brackets, is_unit, is_unset, is_worded};
use super::head::Head;
use super::when;
use crate::read::words::compact;

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
        let found = figures(cell.text, || counted(row, head, column));
        goals.extend(found.into_iter().map(|target| {
            Target {
                deadline: (target.deadline.clone())
                    .or_else(|| own_year(cell.text, &target))
                    .or_else(|| head.labels(column).iter().rev().find_map(|label| when::year(label)))
                    .or_else(|| due(row, head)),
                range: target.range.start + at..target.range.end + at,
                ..target
            }
        }));
    }
    goals
}

/// An indicator of a row with its goals (指標と目標値).
pub(crate) struct Indicator {
    /// The bytes of the source from what is measured to the last of its goals.
    pub(crate) part: Range<usize>,
    /// Its numbers; none where it says in words where it is to go: 維持.
    pub(crate) targets: Vec<Target>,
}

/// What is measured by a goal.
#[derive(Clone, Copy, PartialEq)]
enum Named {
    /// The cell in this column says it.
    By(usize),
    /// The cell in this column does, but what is done stands between.
    Apart(usize),
}

/// What a row says is measured and how far it is to go: from the name of an indicator (指標), or of the measure where no
/// indicator has one, to the last of its goals. Where a measure is the `heading` of its goals, what is done stands between
/// the two. A goal nobody names is none: the name was struck out.
pub(crate) fn indicators(row: &Cells, head: &Head, heading: bool) -> Vec<Indicator> {
    // What is measured, the bytes from there to the last goal, and whether some goal is said in words.
    let mut parts: Vec<(Named, Range<usize>, bool)> = Vec::new();
    for column in goal_columns(row, head) {
        let Some(goal) = row.cell(column).filter(|goal| !is_unset(goal.text)) else { continue };
        let Some(named) = named(row, head, column) else { continue };
        let start = match named {
            Named::Apart(_) if heading => Some(goal.start),
            Named::By(name) | Named::Apart(name) => row.cell(name).map(|name| name.start),
        };
        let Some(start) = start else { continue };
        // A label says where a head comes again, and nothing of a goal.
        let is_label = Holds::by(&compact(goal.text)) != Holds::Other;
        let is_indicator = matches!(named, Named::By(name) if head.holds(name) == Holds::Indicator);
        let is_worded = is_indicator && is_worded(goal.text) && !is_label;
        match parts.last_mut() {
            Some((last, part, worded)) if *last == named => {
                part.end = goal.range().end;
                *worded |= is_worded;
            }
            _ => parts.push((named, start..goal.range().end, is_worded)),
        }
    }
    let indicator = |(_, part, is_worded): (Named, Range<usize>, bool)| {
        let targets = goals(row, head, false, &part);
        (is_worded || !targets.is_empty()).then_some(Indicator { part, targets })
    };
    parts.into_iter().filter_map(indicator).collect()
}

/// What the goal in a column measures: the indicator before it, else the measure, else what the row begins with.
fn named(row: &Cells, head: &Head, column: usize) -> Option<Named> {
    let says = |at: usize| row.cell(at).is_some_and(|cell| is_name(cell.text));
    if let Some(last) = head.all(Holds::Indicator).rfind(|&at| at < column) {
        // 指標 may be merged over several columns, the last of which says more.
        let merged = (last + 1..column).take_while(|&at| head.labels(at).is_empty());
        let group = (0..=last).rev().take_while(|&at| head.holds(at) == Holds::Indicator);
        return merged.collect::<Vec<_>>().into_iter().rev().chain(group).find(|&at| says(at)).map(Named::By);
    }
    if let Some(name) = head.all(Holds::Name).rfind(|&at| at < column) {
        let group = (0..=name).rev().take_while(|&at| head.holds(at) == Holds::Name);
        // What is done stands between a name and a number that are not of each other.
        let is_deed = |at: usize| matches!(head.holds(at), Holds::Deed | Holds::Aim | Holds::Division);
        let is_apart = (name..column).any(is_deed);
        let name = group.into_iter().find(|&at| row.cell(at).is_some())?;
        return Some(if is_apart { Named::Apart(name) } else { Named::By(name) });
    }
    let first = (0..column).find(|&at| row.cell(at).is_some())?;
    let is_other = matches!(head.holds(first), Holds::Other | Holds::Group);
    (is_other && says(first)).then_some(Named::By(first))
}

/// What is spent on a measure is no measure of it.
const SPENT: &[&str] =
    &["事業費", "人件費", "予算", "予算額", "決算", "決算額", "一般財源", "国庫支出金", "総コスト"];

/// Whether a cell could say what is measured: neither a year, nor a number, nor what is spent, nor whether the row has goals.
fn is_name(text: &str) -> bool {
    let bare = text.split(['（', '(']).next().unwrap_or(text).trim();
    if SPENT.iter().any(|spent| bare.ends_with(spent)) {
        return false;
    }
    let is_said = matches!(Holds::by(&compact(text)), Holds::Goal | Holds::Standing);
    !is_said && !when::is_year(text) && text.chars().any(char::is_alphabetic) && !is_unset(text)
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
pub(super) fn own_year(cell: &str, target: &Target) -> Option<Deadline> {
    let years = years(cell);
    let [year] = years.as_slice() else { return None };
    let is_apart = year.range.end <= target.range.start || year.range.start >= target.range.end;
    let behind = cell.get(year.range.end..).unwrap_or_default();
    let is_base = behind.trim_start_matches("対").starts_with('比');
    (is_apart && !is_base).then(|| when::year(cell)).flatten()
}

/// What a number in a column is counted in: another cell says so, a bracket behind a label, or where it stands now; in
/// nothing where what is measured is a rate without a unit.
fn counted(row: &Cells, head: &Head, column: usize) -> Counted {
    let beside = |holds: Holds| nearest(row, head, holds, column).and_then(|at| row.cell(at));
    // 台（累計）: how they are counted is no part of what they are counted in.
    let bare = |unit: &str| unit.split(['（', '(']).next().unwrap_or(unit).to_owned();
    let named = beside(Holds::Unit).map(|unit| bare(unit.text)).filter(|unit| is_unit(unit));
    let bracketed = || in_brackets(beside(Holds::Indicator).or_else(|| beside(Holds::Name))?.text);
    let of_column = || head.labels(column).iter().rev().find_map(|label| in_brackets(label));
    // 35.0％ beside 100: the number to be reached is counted as the one that is.
    let of_standing = || {
        let plain = || Counted { unit: None, is_measured: false };
        figures(beside(Holds::Standing)?.text, plain).pop().map(|standing| standing.unit)
    };
    Counted {
        unit: named.or_else(bracketed).or_else(of_column).or_else(of_standing),
        is_measured: beside(Holds::Indicator).is_some(),
    }
}
