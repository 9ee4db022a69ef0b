//! What a judgement found: counts for each file and all together, and every miss by name.

use serde::Serialize;

/// The judgement of a whole folder of cases.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// One score a file, in the order of the cases.
    pub files: Vec<(String, Score)>,
    /// All files together.
    pub total: Score,
    /// What was wrong, in the order of the cases.
    pub misses: Vec<Miss>,
}

/// Counts over statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Statements a person found.
    pub gold: usize,
    /// Statements that were read.
    pub read: usize,
    /// Of those, the ones with a person's words.
    pub right: usize,
    /// Right ones below the right headings.
    pub path: usize,
    /// Right ones of the right kind.
    pub kind: usize,
    /// Right ones with the right numbers.
    pub targets: usize,
    /// Right ones with the right divisions.
    pub departments: usize,
    /// Lines inside statements that are none of a statement's.
    pub forbidden: usize,
}

impl Score {
    /// How many of the person's statements were read.
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// How many of the statements read are a person's.
    pub fn precision(&self) -> f64 {
        share(self.right, self.read)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.gold + self.read)
    }

    /// The part of `count` among the right ones.
    pub fn of_right(&self, count: usize) -> f64 {
        share(count, self.right)
    }

    /// Adds the counts of another score.
    pub fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.read += other.read;
        self.right += other.right;
        self.path += other.path;
        self.kind += other.kind;
        self.targets += other.targets;
        self.departments += other.departments;
        self.forbidden += other.forbidden;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
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
    /// What a person found there.
    pub expected: String,
    /// What was read there.
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
