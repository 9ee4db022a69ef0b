//! Judges which themes statements were given (テーマの付与), on the statements whose themes were judged.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::{Document, Statement};
use serde::Serialize;

use crate::place::overlap;
use crate::{Counts, Gold, Reading, Result};

/// The judgement of the themes.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ThemeReport {
    /// How many statements were judged.
    pub statements: usize,
    /// Counts of each theme, by its id.
    pub themes: Vec<(String, Counts)>,
    /// All themes of all statements together; its F1 is the micro-averaged one.
    pub total: Counts,
    /// Statements that lack a theme or have one too many, in the order of the cases.
    pub misses: Vec<ThemeMiss>,
}

/// A statement with other themes than a person gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeMiss {
    /// The file.
    pub file: String,
    /// The lines of the case.
    pub lines: (usize, usize),
    /// The words.
    pub text: String,
    /// Themes it lacks.
    pub missing: Vec<String>,
    /// Themes it has too many.
    pub extra: Vec<String>,
}

/// Judges the themes `assign` gives to statements. What stands for a gold statement by its lines has its
/// themes together; where nothing does, all of them are missing.
pub fn judge_themes(
    gold: &Gold,
    readings: &[Reading<'_>],
    mut assign: impl FnMut(&Document, &Statement) -> Vec<String>,
) -> Result<ThemeReport> {
    let stored: Vec<&str> = readings.iter().map(|reading| reading.document.facts.file.as_str()).collect();
    let papers = gold.papers(&stored)?;
    let mut report = ThemeReport::default();
    let mut themes: BTreeMap<String, Counts> = BTreeMap::new();
    for case in &gold.statements {
        let Some(expected) = &case.themes else { continue };
        report.statements += 1;
        let expected: BTreeSet<String> = expected.iter().cloned().collect();
        let document = papers.iter().find(|paper| paper.is(&case.file)).and_then(|paper| paper.document);
        let mut given: BTreeSet<String> = BTreeSet::new();
        if let Some(document) = document.map(|index| readings[index].document) {
            for statement in &document.statements {
                let lines = (statement.span.first_line, statement.span.last_line);
                if overlap(lines, (case.start_line, case.end_line)) {
                    given.extend(assign(document, statement));
                }
            }
        }
        for theme in expected.union(&given) {
            let (gold, read) = (expected.contains(theme), given.contains(theme));
            let one = Counts { gold: gold.into(), read: read.into(), right: (gold && read).into() };
            themes.entry(theme.clone()).or_default().add(&one);
            report.total.add(&one);
        }
        if expected != given {
            report.misses.push(ThemeMiss {
                file: case.file.clone(),
                lines: (case.start_line, case.end_line),
                text: case.text.clone(),
                missing: expected.difference(&given).cloned().collect(),
                extra: given.difference(&expected).cloned().collect(),
            });
        }
    }
    report.themes = themes.into_iter().collect();
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::tests::document;

    #[test]
    fn themes_are_counted_over_the_statements_that_have_them() {
        let case = |line: usize, themes: &str| {
            format!(
                r#"{{"file":"plan.txt","start_line":{line},"end_line":{line},"section_path":[],"text":"文{line}","kind":"policy"{themes}}}"#
            )
        };
        let cases = [
            case(1, r#","themes":["dx","data"]"#),
            case(2, r#","themes":["dx"]"#),
            case(3, ""),
            case(4, r#","themes":["peace"]"#),
        ];
        let gold = Gold::parse(&cases.join("\n"), "").unwrap();
        let document = document("a/plan.txt", &[(1, "一", &[]), (2, "二", &[]), (3, "三", &[])]);
        let readings = [Reading { document: &document, source: "" }];
        let report = judge_themes(&gold, &readings, |_, statement| {
            let themes: &[&str] = if statement.text == "一" { &["dx", "dx"] } else { &["dx", "org"] };
            themes.iter().map(|theme| (*theme).to_owned()).collect()
        })
        .unwrap();
        assert_eq!((report.statements, report.total), (3, Counts { gold: 4, read: 3, right: 2 }));
        let counts = |gold, read, right| Counts { gold, read, right };
        let expected = [
            ("data", counts(1, 0, 0)),
            ("dx", counts(2, 2, 2)),
            ("org", counts(0, 1, 0)),
            ("peace", counts(1, 0, 0)),
        ];
        assert_eq!(report.themes, expected.map(|(theme, counts)| (theme.to_owned(), counts)));
        let misses: Vec<_> =
            report.misses.iter().map(|miss| (miss.lines.0, &miss.missing, &miss.extra)).collect();
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            misses,
            [
                (1, &names(&["data"]), &names(&[])),
                (2, &names(&[]), &names(&["org"])),
                (4, &names(&["peace"]), &names(&[])),
            ]
        );
    }
}
