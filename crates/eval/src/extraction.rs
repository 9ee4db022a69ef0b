//! Judges how documents were read (抽出): statement by statement, against what a person found.

use std::collections::BTreeMap;

use kurabe_model::{Comparator, Document, Statement, Target};

use crate::report::{Miss, Report, Score, Wrong};
use crate::{Counts, Gold, GoldStatement, GoldTarget, Paper, Result};

/// A document that was read, and the text it was read from.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// What was read.
    pub document: &'a Document,
    /// The stored source.
    pub source: &'a str,
}

/// Judges `readings` paper by paper. A paper of the cases that was not read counts as read empty.
///
/// A statement is right when its words are a person's, white space aside. An error is a case that may be
/// about two of the documents.
pub fn judge(gold: &Gold, readings: &[Reading<'_>]) -> Result<Report> {
    let stored: Vec<&str> = readings.iter().map(|reading| reading.document.facts.file.as_str()).collect();
    let mut report = Report::default();
    for paper in gold.papers(&stored)? {
        let reading = paper.document.map(|index| &readings[index]);
        if reading.is_none() {
            report.absent.push(paper.name().to_owned());
        }
        let score = judge_paper(gold, &paper, reading, &mut report.misses);
        report.total.add(&score);
        report.files.push((paper.name().to_owned(), score));
    }
    Ok(report)
}

fn judge_paper(gold: &Gold, paper: &Paper, reading: Option<&Reading<'_>>, misses: &mut Vec<Miss>) -> Score {
    let expected: Vec<&GoldStatement> =
        gold.statements.iter().filter(|statement| paper.is(&statement.file)).collect();
    let found: &[Statement] = reading.map_or(&[], |reading| &reading.document.statements);
    let mut waiting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, statement) in found.iter().enumerate().rev() {
        waiting.entry(key(&statement.text)).or_default().push(index);
    }
    let mut score = Score {
        statements: Counts { gold: expected.len(), read: found.len(), right: 0 },
        targets: Counts {
            gold: expected.iter().map(|case| case.targets.len()).sum(),
            read: found.iter().map(|statement| statement.targets.len()).sum(),
            right: 0,
        },
        ..Score::default()
    };
    let mut matched = vec![false; found.len()];
    for case in expected {
        let lines = (case.start_line, case.end_line);
        let mut miss = |wrong, expected: String, found: String| {
            misses.push(Miss { file: paper.name().to_owned(), lines, wrong, expected, found });
        };
        let Some(index) = waiting.get_mut(&key(&case.text)).and_then(Vec::pop) else {
            let near = found
                .iter()
                .filter(|statement| touches(statement, lines))
                .map(|statement| statement.text.as_str());
            miss(Wrong::Missing, case.text.clone(), near.collect::<Vec<_>>().join(" / "));
            continue;
        };
        matched[index] = true;
        score.statements.right += 1;
        let statement = &found[index];
        let path =
            reading.map(|reading| reading.document.outline.path(statement.section)).unwrap_or_default();
        if path == case.section_path {
            score.path += 1;
        } else {
            miss(Wrong::Path, case.section_path.join(" > "), path.join(" > "));
        }
        if statement.kind == case.kind {
            score.kind += 1;
        } else {
            miss(Wrong::Kind, format!("{}: {}", case.kind, case.text), statement.kind.to_string());
        }
        let right = same_targets(&case.targets, &statement.targets);
        score.targets.right += right;
        if right < case.targets.len().max(statement.targets.len()) {
            let expected = case.targets.iter().map(|t| number(&t.text, t.value, &t.unit, t.comparator));
            let read = statement.targets.iter().map(|t| number(&t.text, t.value, &t.unit, t.comparator));
            miss(Wrong::Targets, list(expected), list(read));
        }
        let departments = case.department.as_deref().unwrap_or_default();
        if departments == statement.departments {
            score.departments += 1;
        } else {
            miss(Wrong::Departments, departments.join("、"), statement.departments.join("、"));
        }
    }
    for (statement, _) in found.iter().zip(&matched).filter(|(_, matched)| !**matched) {
        misses.push(Miss {
            file: paper.name().to_owned(),
            lines: (statement.span.first_line, statement.span.last_line),
            wrong: Wrong::Extra,
            expected: String::new(),
            found: statement.text.clone(),
        });
    }
    score.forbidden = reading.map_or(0, |reading| forbidden(gold, paper, reading, misses));
    score
}

/// Lines of tables, captions, footers … of which a statement has a piece.
fn forbidden(gold: &Gold, paper: &Paper, reading: &Reading<'_>, misses: &mut Vec<Miss>) -> usize {
    let starts: Vec<usize> =
        std::iter::once(0).chain(reading.source.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_of = |offset: usize| starts.partition_point(|&start| start <= offset);
    let mut count = 0;
    for line in gold.lines.iter().filter(|line| paper.is(&line.file) && line.is_forbidden()) {
        let holds = |statement: &&Statement| {
            statement
                .span
                .pieces()
                .iter()
                .any(|piece| (line_of(piece.start)..=line_of(piece.end - 1)).contains(&line.line))
        };
        if let Some(statement) = reading.document.statements.iter().find(holds) {
            count += 1;
            let (expected, found) = (line.label.clone(), statement.text.clone());
            misses.push(Miss {
                file: paper.name().to_owned(),
                lines: (line.line, line.line),
                wrong: Wrong::Forbidden,
                expected,
                found,
            });
        }
    }
    count
}

/// How many of the person's numbers were read, each once, in whatever order.
fn same_targets(expected: &[GoldTarget], read: &[Target]) -> usize {
    let mut left: Vec<&Target> = read.iter().collect();
    let mut right = 0;
    for gold in expected {
        let same = |found: &&Target| {
            gold.text == found.text
                && gold.value == found.value
                && gold.unit == found.unit
                && gold.comparator == found.comparator
        };
        if let Some(index) = left.iter().position(same) {
            left.remove(index);
            right += 1;
        }
    }
    right
}

/// A number as it is told to a person: 10件程度 (≈ 10 件).
fn number(text: &str, value: f64, unit: &str, comparator: Comparator) -> String {
    format!("{text} ({} {value} {unit})", comparator.sign())
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("、")
}

/// Whether a statement has one of the lines.
fn touches(statement: &Statement, (first, last): (usize, usize)) -> bool {
    statement.span.first_line <= last && first <= statement.span.last_line
}

/// The words without white space.
fn key(text: &str) -> String {
    text.split_whitespace().collect()
}

#[cfg(test)]
pub(crate) mod tests;
