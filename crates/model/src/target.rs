//! Numeric targets (数値目標).

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::FiscalYear;

/// A number a municipality commits itself to.
///
/// One convention holds in sentences and in tables: the value is the number as it is printed, with the sign that is printed
/// before it (▲30 is −30, △5％ is −5). What a word says of its way is in the text and leaves the value as it is: 30％削減,
/// 前年度比5％増 and 10人減 are 30, 5 and 10; 半減 is 50 ％, 倍増 2 倍, ゼロ 0. Of a range (50～55％) the value is the lower
/// end, which is to be reached at least; the text has both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The words it was read from, verbatim: 90%以上.
    pub text: String,
    /// Where they stand in the statement's text, in bytes.
    pub range: Range<usize>,
    /// The number itself, 万 and 億 worked out.
    pub value: f64,
    /// What is counted, verbatim: 件, %, 人（件）, g/人・日; 件 of 30件/年, as of 年間30件. Empty for a rate that is counted in
    /// nothing (合計特殊出生率 1.5) and for a ゼロ of which nothing is said.
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
    /// 以上, 50～55％, 50％台
    #[serde(rename = ">=")]
    AtLeast,
    /// 以下, 以内
    #[serde(rename = "<=")]
    AtMost,
    /// 超, を超える, を上回る
    #[serde(rename = ">")]
    MoreThan,
    /// 未満, を下回る
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
