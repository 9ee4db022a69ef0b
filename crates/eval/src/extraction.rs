//! Judges how documents were read (抽出): statement by statement, against what a person found.

use std::collections::BTreeMap;

use kurabe_model::{Document, Statement};

use crate::report::{Miss, Report, Score, Wrong};
use crate::{Gold, GoldStatement};

/// A document that was read, and the text it was read from.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// What was read.
    pub document: &'a Document,
    /// The stored source.
    pub source: &'a str,
}

/// Judges `readings` file by file. A file of the cases that was not read counts as read empty.
pub fn judge(gold: &Gold, readings: &[Reading<'_>]) -> Report {
    let mut files: Vec<&str> = Vec::new();
    for statement in &gold.statements {
        if !files.contains(&statement.file.as_str()) {
            files.push(&statement.file);
        }
    }
    let mut report = Report::default();
    for file in files {
        let reading = readings.iter().find(|reading| reading.document.facts.file_name() == file);
        let score = judge_file(gold, file, reading, &mut report.misses);
        report.total.add(&score);
        report.files.push((file.to_owned(), score));
    }
    report
}

fn judge_file(gold: &Gold, file: &str, reading: Option<&Reading<'_>>, misses: &mut Vec<Miss>) -> Score {
    let expected: Vec<&GoldStatement> =
        gold.statements.iter().filter(|statement| statement.file == file).collect();
    let found: &[Statement] = reading.map_or(&[], |reading| &reading.document.statements);
    let mut waiting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, statement) in found.iter().enumerate().rev() {
        waiting.entry(key(&statement.text)).or_default().push(index);
    }
    let mut score = Score { gold: expected.len(), read: found.len(), ..Score::default() };
    let mut matched = vec![false; found.len()];
    for case in expected {
        let lines = (case.start_line, case.end_line);
        let mut miss = |wrong, expected: String, found: String| {
            misses.push(Miss { file: file.to_owned(), lines, wrong, expected, found });
        };
        let Some(index) = waiting.get_mut(&key(&case.text)).and_then(Vec::pop) else {
            let near = found
                .iter()
                .filter(|statement| overlap(statement, lines))
                .map(|statement| statement.text.as_str());
            miss(Wrong::Missing, case.text.clone(), near.collect::<Vec<_>>().join(" / "));
            continue;
        };
        matched[index] = true;
        score.right += 1;
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
        if same_targets(case, statement) {
            score.targets += 1;
        } else {
            miss(Wrong::Targets, format!("{:?}", case.targets), format!("{:?}", statement.targets));
        }
        if case.department.as_deref().unwrap_or_default() == statement.departments {
            score.departments += 1;
        } else {
            miss(
                Wrong::Departments,
                format!("{:?}", case.department),
                format!("{:?}", statement.departments),
            );
        }
    }
    for statement in
        found.iter().zip(&matched).filter(|(_, matched)| !**matched).map(|(statement, _)| statement)
    {
        let lines = (statement.span.first_line, statement.span.last_line);
        let miss = Miss {
            file: file.to_owned(),
            lines,
            wrong: Wrong::Extra,
            expected: String::new(),
            found: statement.text.clone(),
        };
        misses.push(miss);
    }
    score.forbidden = reading.map_or(0, |reading| forbidden(gold, file, reading, misses));
    score
}

/// Lines of tables, captions, footers … of which a statement has a piece.
fn forbidden(gold: &Gold, file: &str, reading: &Reading<'_>, misses: &mut Vec<Miss>) -> usize {
    let starts: Vec<usize> =
        std::iter::once(0).chain(reading.source.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_of = |offset: usize| starts.partition_point(|&start| start <= offset);
    let mut count = 0;
    for line in gold.lines.iter().filter(|line| line.file == file && line.is_forbidden()) {
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
                file: file.to_owned(),
                lines: (line.line, line.line),
                wrong: Wrong::Forbidden,
                expected,
                found,
            });
        }
    }
    count
}

fn same_targets(case: &GoldStatement, statement: &Statement) -> bool {
    case.targets.len() == statement.targets.len()
        && case.targets.iter().zip(&statement.targets).all(|(gold, found)| {
            gold.text == found.text
                && gold.value == found.value
                && gold.unit == found.unit
                && gold.comparator == found.comparator
        })
}

fn overlap(statement: &Statement, (first, last): (usize, usize)) -> bool {
    statement.span.first_line <= last && first <= statement.span.last_line
}

/// The words without white space.
fn key(text: &str) -> String {
    text.split_whitespace().collect()
}
