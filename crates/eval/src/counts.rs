//! Counts of what people found and what was found, and the shares made of them.

use serde::{Deserialize, Serialize};

/// What a person found, what was read, and what agrees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// How many a person found.
    pub gold: usize,
    /// How many were read.
    pub read: usize,
    /// How many of these are the same.
    pub right: usize,
}

impl Counts {
    /// How many of the person's were read; unknown where there are none.
    pub fn recall(&self) -> Option<f64> {
        share(self.right, self.gold)
    }

    /// How many of those read are a person's; unknown where none was read.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.read)
    }

    /// The harmonic mean of both; unknown where neither has any.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.right, self.gold + self.read)
    }

    /// Adds other counts.
    pub fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.read += other.read;
        self.right += other.right;
    }
}

pub(crate) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
