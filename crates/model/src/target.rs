//! Numeric targets (数値目標).

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::FiscalYear;

/// A number a municipality commits itself to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The words it was read from, verbatim: 90%以上.
    pub text: String,
    /// Where they stand in the statement's text, in bytes.
    pub range: Range<usize>,
    /// The number itself, 万 and 億 worked out.
    pub value: f64,
    /// What is counted, verbatim: 件, %, 人（件）.
    pub unit: String,
    /// How the value binds.
    pub comparator: Comparator,
    /// By when, if it says so.
    pub deadline: Option<Deadline>,
}

/// How the value of a target binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Comparator {
    /// The value itself.
    #[serde(rename = "=")]
    Equal,
    /// 以上
    #[serde(rename = ">=")]
    AtLeast,
    /// 以下, 以内
    #[serde(rename = "<=")]
    AtMost,
    /// 超, を超える
    #[serde(rename = ">")]
    MoreThan,
    /// 未満
    #[serde(rename = "<")]
    LessThan,
    /// 程度, 約, およそ
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// The sign people are shown.
    pub const fn sign(self) -> char {
        match self {
            Self::Equal => '=',
            Self::AtLeast => '≥',
            Self::AtMost => '≤',
            Self::MoreThan => '>',
            Self::LessThan => '<',
            Self::About => '≈',
        }
    }
}

/// A date by which something is to be reached (期限): 令和7年度までに.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The words, verbatim.
    pub text: String,
    /// The fiscal year meant.
    pub year: FiscalYear,
}
