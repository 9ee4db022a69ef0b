//! Municipalities (自治体) and the six-digit code (全国地方公共団体コード) that identifies them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One local government (地方公共団体) of the national list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Municipality {
    /// Its identity.
    pub code: MunicipalityCode,
    /// Its name with the suffix: 府中市.
    pub name: String,
    /// The reading in katakana: フチュウシ.
    pub kana: String,
    /// The prefecture (都道府県) it lies in; a prefecture lies in itself.
    pub prefecture: String,
    /// What sort of local government it is.
    pub kind: MunicipalityKind,
}

/// The sort of a local government (団体の種類).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MunicipalityKind {
    /// 都道府県
    #[serde(rename = "都道府県")]
    Prefecture,
    /// 政令指定都市
    #[serde(rename = "政令指定都市")]
    DesignatedCity,
    /// 政令市の区, an administrative ward without a council of its own.
    #[serde(rename = "政令市の区")]
    AdministrativeWard,
    /// 特別区, a special ward of Tokyo.
    #[serde(rename = "特別区")]
    SpecialWard,
    /// 市
    #[serde(rename = "市")]
    City,
    /// 町
    #[serde(rename = "町")]
    Town,
    /// 村
    #[serde(rename = "村")]
    Village,
}

impl MunicipalityKind {
    /// All kinds, in the order of the ministry's list.
    pub const ALL: [Self; 7] = [
        Self::Prefecture,
        Self::DesignatedCity,
        Self::AdministrativeWard,
        Self::SpecialWard,
        Self::City,
        Self::Town,
        Self::Village,
    ];

    /// The word used in the list of municipalities, in filters and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prefecture => "都道府県",
            Self::DesignatedCity => "政令指定都市",
            Self::AdministrativeWard => "政令市の区",
            Self::SpecialWard => "特別区",
            Self::City => "市",
            Self::Town => "町",
            Self::Village => "村",
        }
    }
}

/// A local government code (全国地方公共団体コード): five digits and a check digit.
///
/// The check digit follows the Ministry's rule: the five digits are weighted 6, 5, 4, 3, 2 from the
/// left; the last digit of 11 minus the remainder of the sum by 11 is the sixth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(u32);

/// Why a text is not a local government code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidCode {
    /// Not six ASCII digits.
    #[error("`{text}` is not a municipality code: six digits are needed")]
    NotSixDigits {
        /// What was given.
        text: String,
    },
    /// Six digits whose last one does not agree with the first five.
    #[error("`{text}` is not a municipality code: its check digit should be {expected}")]
    CheckDigit {
        /// What was given.
        text: String,
        /// The digit that would have agreed.
        expected: u8,
    },
}

/// What can be wrong with a line of a list of municipalities (自治体名簿); the words for it are chosen where it
/// is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListProblem {
    /// The first line does not name the columns.
    NoHead,
    /// There is a head and nothing below it.
    Nothing,
    /// Fewer columns than are needed.
    TooFewColumns,
    /// The first column is no code.
    Code(InvalidCode),
    /// A municipality without a name or a prefecture.
    NoName,
    /// Not a kind of municipality.
    UnknownKind {
        /// What was given.
        kind: String,
    },
    /// A code that has been given already.
    Twice {
        /// The code.
        code: MunicipalityCode,
        /// The line it was given on.
        first: usize,
    },
}

impl FromStr for MunicipalityCode {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
        let Some([a, b, c, d, e, check]) = digits.as_deref() else {
            return Err(InvalidCode::NotSixDigits { text: text.to_owned() });
        };
        let expected = (11 - (a * 6 + b * 5 + c * 4 + d * 3 + e * 2) % 11) % 10;
        if *check != expected {
            return Err(InvalidCode::CheckDigit { text: text.to_owned(), expected: expected as u8 });
        }
        Ok(Self(((((a * 10 + b) * 10 + c) * 10 + d) * 10 + e) * 10 + check))
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl Serialize for MunicipalityCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MunicipalityCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_verified() {
        for good in ["010006", "132144", "131105", "122173", "473821"] {
            assert_eq!(good.parse::<MunicipalityCode>().unwrap().to_string(), good);
        }
        assert_eq!(
            "132145".parse::<MunicipalityCode>(),
            Err(InvalidCode::CheckDigit { text: "132145".into(), expected: 4 })
        );
    }

    #[test]
    fn other_texts_are_not_codes() {
        for bad in ["", "13214", "1321444", "13214x", "１３２１４４", "13 144"] {
            assert!(
                matches!(bad.parse::<MunicipalityCode>(), Err(InvalidCode::NotSixDigits { .. })),
                "{bad}"
            );
        }
    }
}
