//! What a judgement of the reading found: counts for each file and all together, and every miss by name.

use serde::Serialize;

use crate::Counts;
use crate::counts::share;

/// The judgement of a whole folder of cases.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// One score a file, in the order of the cases.
    pub files: Vec<(String, Score)>,
    /// All files together.
    pub total: Score,
    /// What was wrong, in the order of the cases.
    pub misses: Vec<Miss>,
    /// Files of the cases that were not there to be judged. They count as read without a statement.
    pub absent: Vec<String>,
}

/// Counts over the statements of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// The statements: right are those with a person's words.
    pub statements: Counts,
    /// Right statements below the right headings.
    pub path: usize,
    /// Right statements of the right kind.
    pub kind: usize,
    /// Right statements with the right divisions.
    pub departments: usize,
    /// The numbers of all statements. Those of a statement that is missing or extra are so themselves.
    pub targets: Counts,
    /// Lines inside statements that are none of a statement's.
    pub forbidden: usize,
}

impl Score {
    /// The part of `count` among the right statements.
    pub fn of_right(&self, count: usize) -> Option<f64> {
        share(count, self.statements.right)
    }

    /// Adds the counts of another score.
    pub fn add(&mut self, other: &Self) {
        self.statements.add(&other.statements);
        self.path += other.path;
        self.kind += other.kind;
        self.departments += other.departments;
        self.targets.add(&other.targets);
        self.forbidden += other.forbidden;
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The file.
    pub file: String,
    /// The lines it is about.
    pub lines: (usize, usize),
    /// What is wrong.
    pub wrong: Wrong,
    /// What a person found there; empty for nothing.
    pub expected: String,
    /// What was read there; empty for nothing.
    pub found: String,
}

/// What can be wrong with a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wrong {
    /// It was not read, or not with these words.
    Missing,
    /// It was read, and a person found none.
    Extra,
    /// The headings above it.
    Path,
    /// Its kind.
    Kind,
    /// Its numbers.
    Targets,
    /// Its divisions.
    Departments,
    /// A line inside it that is a table's, a caption's, a footer's.
    Forbidden,
}
