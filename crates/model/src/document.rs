//! Documents (文書): one published plan, or one chapter of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{FiscalYear, MunicipalityCode, Outline, Period, Statement};

/// A document as it was read: what is known of it, its headings, its statements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What the catalogue knows of it.
    pub facts: DocumentFacts,
    /// Its headings.
    pub outline: Outline,
    /// Its statements in reading order; their spans are disjoint.
    pub statements: Vec<Statement>,
    /// The rows of its tables (表の行), which are no statements: they are found only where tables are asked for, and
    /// nothing is counted by them.
    pub rows: Vec<Statement>,
}

/// What is known of a document, each fact with where it was learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// Its identity.
    pub id: DocumentId,
    /// Who published it.
    pub municipality: Fact<MunicipalityCode>,
    /// Its title in full.
    pub title: Fact<String>,
    /// What sort of document it is.
    pub kind: Fact<DocumentKind>,
    /// The fiscal year it speaks for.
    pub fiscal_year: Option<Fact<FiscalYear>>,
    /// The years it covers, when it covers several.
    pub period: Option<Fact<Period>>,
    /// The division (部) it is the paper of.
    pub department: Option<Fact<String>>,
    /// The stored source, below `corpus/documents/`.
    pub file: String,
    /// Where the source was taken from.
    pub source: String,
    /// Under what terms it may be used.
    pub rights: String,
}

impl DocumentFacts {
    /// The year filters compare: the fiscal year, or the first year of the period.
    pub fn first_year(&self) -> Option<FiscalYear> {
        self.fiscal_year.as_ref().map(|fact| fact.value).or(self.period.as_ref().map(|fact| fact.value.first))
    }

    /// The facts the text states, by the names the catalogue and JSON have for them, each with its line.
    pub fn stated(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let lines = [
            ("municipality", self.municipality.line()),
            ("title", self.title.line()),
            ("kind", self.kind.line()),
            ("fiscal_year", self.fiscal_year.as_ref().and_then(Fact::line)),
            ("period", self.period.as_ref().and_then(Fact::line)),
            ("department", self.department.as_ref().and_then(Fact::line)),
        ];
        lines.into_iter().filter_map(|(fact, line)| Some((fact, line?)))
    }

    /// The name the stored source had, without its folder.
    pub fn file_name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or(&self.file)
    }
}

/// A fact and where it was learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// The fact.
    pub value: T,
    /// Who says so.
    pub origin: Origin,
}

impl<T> Fact<T> {
    /// A fact the curator of the corpus has added.
    pub const fn curated(value: T) -> Self {
        Self { value, origin: Origin::Curated }
    }
}

impl<T> Fact<T> {
    /// The line the text states it on; nothing for one the curator has added.
    pub const fn line(&self) -> Option<usize> {
        match self.origin {
            Origin::Stated { line } => Some(line),
            Origin::Curated => None,
        }
    }
}

/// Who states a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The text itself, on this line of the stored source.
    Stated {
        /// Counted from 1.
        line: usize,
    },
    /// The curator of the corpus.
    Curated,
}

/// What sort of document it is (文書の種類).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// 総合計画 and its 基本構想
    #[serde(rename = "総合計画")]
    ComprehensivePlan,
    /// 基本計画, 長期計画
    #[serde(rename = "基本計画")]
    BasicPlan,
    /// 実施計画
    #[serde(rename = "実施計画")]
    ImplementationPlan,
    /// 部の運営方針, 部の目標
    #[serde(rename = "運営方針")]
    DepartmentPolicy,
    /// 施政方針, 提案理由説明
    #[serde(rename = "施政方針")]
    PolicySpeech,
    /// 分野別計画: DX, 福祉, 環境 …
    #[serde(rename = "分野別計画")]
    SectorPlan,
    /// 行財政改革大綱 and its plans
    #[serde(rename = "行財政改革")]
    ReformPlan,
    /// 事務事業評価
    #[serde(rename = "事業評価")]
    Evaluation,
    /// Anything else
    #[serde(rename = "その他")]
    Other,
}

impl DocumentKind {
    /// All kinds, in the order they are listed to users.
    pub const ALL: [Self; 9] = [
        Self::ComprehensivePlan,
        Self::BasicPlan,
        Self::ImplementationPlan,
        Self::DepartmentPolicy,
        Self::PolicySpeech,
        Self::SectorPlan,
        Self::ReformPlan,
        Self::Evaluation,
        Self::Other,
    ];

    /// The kind a word of the catalogue means.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The word used in the catalogue, in filters and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ComprehensivePlan => "総合計画",
            Self::BasicPlan => "基本計画",
            Self::ImplementationPlan => "実施計画",
            Self::DepartmentPolicy => "運営方針",
            Self::PolicySpeech => "施政方針",
            Self::SectorPlan => "分野別計画",
            Self::ReformPlan => "行財政改革",
            Self::Evaluation => "事業評価",
            Self::Other => "その他",
        }
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The name of a document: lower-case ASCII letters, digits and hyphens, so that it needs no quoting
/// in a shell, a URL or a file name, and few enough of them to be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct DocumentId(String);

/// A text that cannot name a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a document id: use lower-case letters, digits and hyphens, beginning with a letter, {longest} at the most",
    longest = DocumentId::LONGEST
)]
pub struct InvalidDocumentId(String);

impl DocumentId {
    /// So many characters an id has at the most.
    pub const LONGEST: usize = 128;

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DocumentId {
    type Err = InvalidDocumentId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let ok = text.len() <= Self::LONGEST
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if ok { Ok(Self(text.to_owned())) } else { Err(InvalidDocumentId(text.to_owned())) }
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for DocumentId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
