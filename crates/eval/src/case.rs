//! Typed cases (型のある正解): what must be true of an answer whoever ranks it, one JSON object a line.
//!
//! | `case` | what it demands |
//! |---|---|
//! | `same` | the `queries` bring the same first ten hits in the same order, and at least one |
//! | `first` | a hit on `line` of `file` is among the first `within` |
//! | `only` | every hit has the `municipality`, `year`, `kind`, `department`, and there is one |
//! | `none` | nothing comes |
//!
//! Each has a `category` and a `description`, and may have `filters`.

use kurabe_model::{FiscalYear, MunicipalityCode, StatementKind};
use serde::Deserialize;

use crate::gold::parse;
use crate::question::{Facts, Filters, words};
use crate::{Question, Result};

/// Something that must be true of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Line")]
pub struct Case {
    /// What sort of case it is: width, okurigana, filter, …
    pub category: String,
    /// Why it must be true.
    pub description: String,
    /// What is asked; several questions where they must bring the same.
    pub questions: Vec<Question>,
    /// What the answer must be.
    pub demand: Demand,
}

/// What an answer must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// That of every other question.
    Same,
    /// A hit on this line is among the first.
    First {
        /// The stored file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// Among how many.
        within: usize,
    },
    /// Every hit has one of each.
    Only(Conditions),
    /// Nothing.
    None,
}

/// What every hit of a filtered answer must be; nothing is demanded where none is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Who may have published it.
    pub municipality: Vec<MunicipalityCode>,
    /// The years its document may be of.
    pub year: Vec<FiscalYear>,
    /// The kinds it may be of.
    pub kind: Vec<StatementKind>,
    /// Divisions of which it must name one.
    pub department: Vec<String>,
}

impl Conditions {
    /// Whether a hit fulfils them. What is not known of it fulfils nothing.
    pub fn hold(&self, facts: &Facts) -> bool {
        fn one_of<T: PartialEq>(allowed: &[T], is: Option<&T>) -> bool {
            allowed.is_empty() || is.is_some_and(|is| allowed.contains(is))
        }
        one_of(&self.municipality, facts.municipality.as_ref())
            && one_of(&self.year, facts.year.as_ref())
            && one_of(&self.kind, facts.kind.as_ref())
            && (self.department.is_empty()
                || facts.departments.iter().any(|name| self.department.contains(name)))
    }
}

/// Reads typed cases from JSON lines.
pub fn parse_cases(text: &str) -> Result<Vec<Case>> {
    parse(text, "cases")
}

/// A case as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    case: String,
    category: String,
    description: String,
    query: Option<String>,
    #[serde(default)]
    queries: Vec<String>,
    #[serde(default, deserialize_with = "crate::question::filters")]
    filters: Filters,
    file: Option<String>,
    line: Option<usize>,
    within: Option<usize>,
    #[serde(default, deserialize_with = "words")]
    municipality: Vec<String>,
    #[serde(default, deserialize_with = "words")]
    year: Vec<String>,
    #[serde(default, deserialize_with = "words")]
    kind: Vec<String>,
    #[serde(default, deserialize_with = "words")]
    department: Vec<String>,
}

impl TryFrom<Line> for Case {
    type Error = String;

    fn try_from(line: Line) -> Result<Self, String> {
        let demand = match line.case.as_str() {
            "same" => Demand::Same,
            "first" => match (line.file, line.line, line.within) {
                (Some(file), Some(line), Some(within @ 1..)) => Demand::First { file, line, within },
                _ => return Err("`first` needs `file`, `line` and `within`".into()),
            },
            "only" => {
                let conditions = Conditions {
                    municipality: read(&line.municipality)?,
                    year: read::<u16>(&line.year)?.into_iter().map(FiscalYear::new).collect(),
                    kind: line.kind.iter().map(|name| kind(name)).collect::<Result<_, _>>()?,
                    department: line.department,
                };
                if conditions == Conditions::default() {
                    return Err("`only` needs `municipality`, `year`, `kind` or `department`".into());
                }
                Demand::Only(conditions)
            }
            "none" => Demand::None,
            other => return Err(format!("there is no case `{other}`: same, first, only or none")),
        };
        let queries = match (line.query, line.queries, &demand) {
            (None, queries, Demand::Same) if queries.len() > 1 => queries,
            (_, _, Demand::Same) => return Err("`same` needs two `queries`".into()),
            (Some(query), queries, _) if queries.is_empty() => vec![query],
            _ => return Err(format!("`{}` needs one `query`", line.case)),
        };
        let question = |query| Question { query, filters: line.filters.clone() };
        Ok(Self {
            category: line.category,
            description: line.description,
            questions: queries.into_iter().map(question).collect(),
            demand,
        })
    }
}

fn read<T: std::str::FromStr<Err: std::fmt::Display>>(words: &[String]) -> Result<Vec<T>, String> {
    words.iter().map(|word| word.parse().map_err(|error: T::Err| format!("`{word}`: {error}"))).collect()
}

fn kind(name: &str) -> Result<StatementKind, String> {
    let known = StatementKind::ALL.into_iter().find(|kind| kind.as_str() == name);
    known.ok_or_else(|| format!("there is no kind `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(line: &str, why: &str) {
        let error = parse_cases(&line.replace('}', r#","category":"x","description":"x"}"#)).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }

    #[test]
    fn a_case_that_demands_nothing_is_refused() {
        refused(r#"{"case":"same","queries":["AI"]}"#, "`same` needs two `queries`");
        refused(r#"{"case":"first","query":"AI","file":"a.txt","line":1,"within":0}"#, "`first` needs");
        refused(r#"{"case":"only","query":"AI"}"#, "`only` needs");
        refused(r#"{"case":"only","query":"AI","municipality":"122174"}"#, "check digit should be 3");
        refused(r#"{"case":"only","query":"AI","kind":"policies"}"#, "there is no kind `policies`");
        refused(r#"{"case":"none"}"#, "`none` needs one `query`");
        refused(r#"{"case":"last","query":"AI"}"#, "there is no case `last`");
        refused(r#"{"case":"none","query":"AI","filter":"x"}"#, "unknown field `filter`");
    }

    #[test]
    fn one_word_or_several() {
        let line = r#"{"case":"only","category":"filter","description":"","query":"AI","filters":{"year":2024},
            "year":2024,"municipality":["122173","132144"]}"#;
        let cases = parse_cases(&line.replace('\n', "")).unwrap();
        let conditions = Conditions {
            municipality: vec!["122173".parse().unwrap(), "132144".parse().unwrap()],
            year: vec![FiscalYear::new(2024)],
            ..Conditions::default()
        };
        assert_eq!(cases[0].demand, Demand::Only(conditions));
        assert_eq!(cases[0].questions[0].filters["year"], ["2024"]);
    }
}
