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
    let counts = |line: usize, year: FiscalYear| {
        let line = lines.get(line - 1).copied().unwrap_or_default();
        let bare = era.map(|era| bare_years(line, era)).unwrap_or_default();
        years(line).iter().chain(&bare).any(|mention| mention.first <= year && year <= mention.last)
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
        look("fiscal_year", fact.line(), &|at| counts(at, fact.value));
    }
    if let Some(fact) = &facts.period {
        look("period", fact.line(), &|at| counts(at, fact.value.first) && counts(at, fact.value.last));
    }
    if let Some(fact) = &facts.department {
        look("department", fact.line(), &|at| says(at, TITLE, &fact.value));
    }
    found
}
