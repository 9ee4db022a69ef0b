//! The cases: statements a person found, and what each line of a source is.

use kurabe_model::{Comparator, StatementKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Error, Found, Result};

/// All judged cases of one folder.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// Statements, in the order of the file.
    pub statements: Vec<GoldStatement>,
    /// Labelled lines.
    pub lines: Vec<GoldLine>,
}

/// A statement as a person read it.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldStatement {
    /// Its name, by which searches and comparisons call it.
    #[serde(default)]
    pub id: Option<String>,
    /// The stored file it stands in: its name, and as much of its folder as tells it from others.
    pub file: String,
    /// First line, counted from 1.
    pub start_line: usize,
    /// Last line.
    pub end_line: usize,
    /// Headings from the printed title inwards.
    pub section_path: Vec<String>,
    /// Divisions the text puts in charge.
    #[serde(default)]
    pub department: Option<Vec<String>>,
    /// The words.
    pub text: String,
    /// The kind.
    pub kind: StatementKind,
    /// The numbers.
    #[serde(default)]
    pub targets: Vec<GoldTarget>,
    /// Themes by their ids, where they were judged.
    #[serde(default)]
    pub themes: Option<Vec<String>>,
}

impl GoldStatement {
    /// Whether a statement on these lines of a file stands for it.
    pub fn is_at(&self, file: &str, lines: (usize, usize)) -> bool {
        Found::at(file, lines).stands_for(self)
    }
}

/// A number a person took for a target.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldTarget {
    /// The words.
    pub text: String,
    /// The number.
    pub value: f64,
    /// What is counted.
    pub unit: String,
    /// How it binds.
    pub comparator: Comparator,
}

/// What a line of a source is.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldLine {
    /// The stored file.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// statement, heading, toc, table, …
    pub label: String,
}

impl GoldLine {
    /// Whether a statement must not have anything of the line.
    pub fn is_forbidden(&self) -> bool {
        !matches!(self.label.as_str(), "statement" | "heading" | "title" | "department")
    }
}

impl Gold {
    /// Reads cases from JSON lines: statements, and labels of lines. Either may be empty; a file that only
    /// has labels is one a person found no statement in.
    pub fn parse(statements: &str, lines: &str) -> Result<Self> {
        Ok(Self { statements: parse(statements, "statements")?, lines: parse(lines, "lines")? })
    }
}

/// Reads one case a line.
pub(crate) fn parse<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<Vec<T>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|source| Error::Case { what, line: index + 1, source })
        })
        .collect()
}
