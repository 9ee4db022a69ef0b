//! Fiscal years (年度) and the periods plans cover (計画期間).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A Japanese fiscal year (年度), April to March, named by the western year it begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// The fiscal year that begins in the western `year`.
    pub const fn new(year: u16) -> Self {
        Self(year)
    }

    /// The western year it begins in.
    pub const fn western(self) -> u16 {
        self.0
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The fiscal years a plan covers (計画期間), both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First year.
    pub first: FiscalYear,
    /// Last year, not before the first.
    pub last: FiscalYear,
}

impl Period {
    /// A period, or nothing when it would end before it begins.
    pub fn new(first: FiscalYear, last: FiscalYear) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Whether `year` lies in it.
    pub fn contains(self, year: FiscalYear) -> bool {
        self.first <= year && year <= self.last
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.first, self.last)
    }
}
