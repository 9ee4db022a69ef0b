//! Numbers a statement commits to (数値目標).
//!
//! In an item of a list of targets every number that counts something is one. In running text a number is
//! a target only where the sentence commits and its clause says that something is reached, raised or
//! lowered; years, names of plans and quotations never are.

mod aim;
mod measure;

use std::cell::Cell;
use std::ops::Range;

use kurabe_model::{Comparator, Deadline, StatementKind, Target};
use kurabe_text::letter::{is_digit, is_numeral};
use kurabe_text::{Number, numbers, sentences, years};

use self::aim::{Aim, Around, is_goal, is_worded_goal, worded};
use self::measure::measure;
pub(crate) use self::measure::{BELOW_ZERO, lower};
use super::deadline::{dated, deadline_of};
use super::passage::{holding, quotations};
use super::unit::unit_in_brackets;

/// The targets of a statement, in reading order.
pub(crate) fn targets(text: &str, kind: StatementKind) -> Vec<Target> {
    // Most statements have no number at all: looking for a digit is cheaper than reading numbers.
    if kind == StatementKind::Background || !has_number(text) {
        return Vec::new();
    }
    let numbers = numbers(text);
    let dates: Vec<Range<usize>> = years(text).into_iter().map(|year| year.range).collect();
    let clauses: Vec<Range<usize>> = sentences(text).collect();
    let quoted = quotations(text);
    let deadlines = dated(text);
    // What a sentence aims at is asked of the sentence once, not of each of its numbers.
    let aims: Vec<Cell<Option<Aim>>> = vec![Cell::new(None); clauses.len()];
    let aim_at = |at: usize| {
        let index = clauses.partition_point(|clause| clause.end <= at);
        let sentence = text.get(clauses.get(index)?.clone())?;
        let known = aims[index].get().unwrap_or_else(|| Aim::of(sentence));
        aims[index].set(Some(known));
        Some(known)
    };
    let mut found: Vec<Target> = Vec::new();
    let (mut before, mut read_to): (Option<&Number>, usize) = (None, 0);
    for number in numbers.iter().filter(|number| holding(&dates, number.range.start).is_none()) {
        // 10万人 of 16人/10万人 is of its unit.
        if number.range.start < read_to {
            continue;
        }
        let measured = measure(text, number, before.replace(number));
        let Some((target, unit_end)) = measured else { continue };
        read_to = unit_end;
        // 3.5点（5点満点）: out of how many is no goal.
        let is_scale = text.get(unit_end..).is_some_and(|rest| rest.starts_with("満点"));
        if is_scale
            || holding(&quoted, number.range.start).is_some()
            || is_baseline(text, &number.range, unit_end)
        {
            continue;
        }
        let clause = holding(&clauses, number.range.start);
        let wanted = match kind {
            StatementKind::Target => true,
            _ => aim_at(number.range.start)
                .is_some_and(|aim| is_goal(aim, &target, &Around::of(text, clause, &target, &deadlines))),
        };
        if wanted {
            let deadline = deadline_of(&deadlines, clause, number.range.start)
                .or_else(|| year_before(text, clause, target.range.start));
            // 50％～55％: the lower end has been read by itself.
            found.pop_if(|last| last.range.end > target.range.start);
            found.push(Target { deadline, ..target });
        }
    }
    for target in worded(text).into_iter().filter(|target| holding(&quoted, target.range.start).is_none()) {
        let at = target.range.start;
        let clause = holding(&clauses, at);
        let around = Around::of(text, clause, &target, &deadlines);
        let wanted = match kind {
            StatementKind::Target => text.get(target.range.end..).is_some_and(|rest| rest.trim().is_empty()),
            _ => aim_at(at).is_some_and(|aim| is_worded_goal(aim, &target, &around)),
        };
        if wanted {
            let deadline = deadline_of(&deadlines, clause, at);
            found.push(Target { deadline, ..target });
        }
    }
    found.sort_by_key(|target| target.range.start);
    if found.is_empty() && kind == StatementKind::Target {
        found.extend(behind_last_arrow(text, &numbers).map(|target| {
            let at = target.range.start;
            Target { deadline: deadline_of(&deadlines, holding(&clauses, at), at), ..target }
        }));
    }
    found
}

/// The end of 待機児童数（人） 12→5→0: the number stands alone, its unit in brackets before.
fn behind_last_arrow(text: &str, numbers: &[Number]) -> Option<Target> {
    let arrow = text.rfind(['→', '⇒', '➡'])?;
    let number = numbers.iter().find(|number| number.range.start > arrow)?;
    let before = text.get(..arrow)?;
    let bracketed = |(at, _)| before.get(at..).and_then(unit_in_brackets);
    let unit = before.match_indices(['（', '(']).find_map(bracketed)?.0.to_owned();
    let words = text.get(number.range.clone())?.to_owned();
    Some(Target {
        text: words,
        range: number.range.clone(),
        value: number.value,
        unit,
        comparator: Comparator::Equal,
        deadline: None,
    })
}

/// Whether a text is a phrase that states a measure: 廃止・統合 20件以上.
pub(crate) fn states_measure(text: &str) -> bool {
    !text.ends_with('。') && has_number(text) && !targets(text, StatementKind::Target).is_empty()
}

fn has_number(text: &str) -> bool {
    text.chars().any(|c| is_digit(c) || is_numeral(c) || matches!(c, '百' | '千' | 'ゼ' | '半' | '倍'))
}

/// The longest date in brackets, in bytes: （令和６年１２月３１日現在）.
const LONGEST_DATE: usize = 60;

/// Whether the number is where things stand, not where they are to go: 80.5%→85%, 現状45％.
fn is_baseline(text: &str, number: &Range<usize>, unit_end: usize) -> bool {
    let after = text.get(unit_end..).unwrap_or_default().trim_start();
    let before = text.get(..number.start).unwrap_or_default().trim_end();
    // 41％（R5）→ 55％（R9）: when it was so may stand between. What is longer than a date is not looked through.
    let near = after.get(..after.floor_char_boundary(LONGEST_DATE)).unwrap_or_default();
    let noted = near.strip_prefix(['（', '(']).and_then(|note| note.split_once(['）', ')']));
    let behind = noted.map_or(after, |(_, behind)| behind.trim_start());
    let becomes = ["→", "⇒", "➡", "から"].iter().any(|arrow| behind.starts_with(arrow));
    let stands = ["現状", "現状値", "実績", "実績値", "基準値", "基準", "現状：", "現状は", "実績：", "現在"]
        .iter()
        .any(|word| before.ends_with(word));
    becomes || stands
}

/// The year of what is done in it, where its sentence names no date by which: 令和9年度に350名以上を確保します.
fn year_before(text: &str, sentence: Option<&Range<usize>>, at: usize) -> Option<Deadline> {
    const OVER: &[&str] = &["した", "った", "れた", "いた", "を踏ま", "に基づ", "から"];
    let start = text.floor_char_boundary(at.saturating_sub(aim::FARTHEST)).max(sentence?.start);
    let before = text.get(start..at)?;
    let year = years(before).pop()?;
    let rest = before.get(year.range.end..)?.strip_prefix("末").or_else(|| before.get(year.range.end..))?;
    let is_then = rest.starts_with('に') && !OVER.iter().any(|over| rest.contains(over));
    is_then.then(|| Deadline {
        text: before.get(year.range.clone()).unwrap_or_default().to_owned(),
        year: year.last,
    })
}

#[cfg(test)]
mod tests;
