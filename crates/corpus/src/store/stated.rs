//! Whether the text states what the catalogue says it states (出典の確認).
//!
//! A planner moves a line or mistypes a number, and the fact would point to nothing; so each is looked up.
//! Spelling is compared folded and without white space; a title may run on over the next lines.

use crate::read::line_end;
use kurabe_model::{Diagnostic, DocumentFacts, FiscalYear, Problem};
use kurabe_text::{Era, bare_years, fold, years};

/// How many lines a printed title may take, blank ones included.
const TITLE: usize = 6;

/// The facts that are not on the line they are said to be on.
pub(super) fn missing(
    facts: &DocumentFacts,
    municipality: &str,
    era: Option<Era>,
    text: &str,
) -> Vec<Diagnostic> {
    let lines: Vec<&str> = text.split(line_end(text)).collect();
    let says = |line: usize, count: usize, words: &str| {
        let from = lines.get(line - 1..).unwrap_or_default();
        let there: Vec<String> = from.iter().take(count).map(|line| fold(line)).collect();
        // Only what begins on the line counts as stated there.
        there.concat().find(&fold(words)).is_some_and(|at| at < there.first().map_or(0, String::len))
    };
    // A year, or a period, may run on over the next lines, as the title it stands in does.
    let counts = |line: usize, year: FiscalYear, begins: bool| {
        let there = lines.get(line - 1..).unwrap_or_default().iter().take(TITLE).map(|line| line.trim());
        let words: String = there.clone().collect();
        let end = there.map(str::len).next().unwrap_or_default();
        let bare = era.map(|era| bare_years(&words, era)).unwrap_or_default();
        years(&words).iter().chain(&bare).any(|mention| {
            (!begins || mention.range.start < end) && mention.first <= year && year <= mention.last
        })
    };
    let mut found = Vec::new();
    let mut look = |name: &str, line: Option<usize>, stated: &dyn Fn(usize) -> bool| {
        if let Some(line) = line.filter(|&line| !stated(line)) {
            found.push(Diagnostic {
                document: Some(facts.id.clone()),
                file: facts.file.clone(),
                lines: Some((line, line)),
                problem: Problem::NotStated { fact: name.to_owned() },
            });
        }
    };
    look("municipality", facts.municipality.line(), &|at| says(at, 1, municipality));
    look("title", facts.title.line(), &|at| says(at, TITLE, &facts.title.value));
    look("kind", facts.kind.line(), &|at| says(at, 1, facts.kind.value.as_str()));
    if let Some(fact) = &facts.fiscal_year {
        look("fiscal_year", fact.line(), &|at| counts(at, fact.value, true));
    }
    if let Some(fact) = &facts.period {
        look("period", fact.line(), &|at| {
            counts(at, fact.value.first, true) && counts(at, fact.value.last, false)
        });
    }
    if let Some(fact) = &facts.department {
        look("department", fact.line(), &|at| says(at, TITLE, &fact.value));
    }
    found
}
