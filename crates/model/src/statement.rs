//! Statements (施策文): what a municipality says it does or aims at.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Deadline, SectionIndex, Span, Target};

/// A statement (施策文): one bullet or one body paragraph, line wraps undone, otherwise verbatim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Its identity, stable as long as its words are.
    pub id: StatementId,
    /// The innermost section it stands in.
    pub section: Option<SectionIndex>,
    /// What it says, without its bullet mark.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Its bullet or number as printed, empty for a paragraph.
    pub marker: String,
    /// What sort of statement it is.
    pub kind: StatementKind,
    /// Divisions in charge (担当課): those of its headings, and those its own words put in charge.
    pub departments: Vec<String>,
    /// Numbers it commits to.
    pub targets: Vec<Target>,
    /// Dates it commits to (期限), with a number or without.
    pub deadlines: Vec<Deadline>,
    /// What the columns of its table, or the labels of its form, say of it (項目).
    pub fields: Vec<Field>,
}

/// A column of a table or a label of a form with what it says of one row (項目): 担当課, 子育て支援課.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The words of the head, those of a group of columns before its own: 予算額／令和6年度.
    pub name: String,
    /// The words of the cell.
    pub value: String,
}

/// The name of a statement: its document's id and a short word made from its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(String);

impl StatementId {
    /// Wraps a name made by the corpus or typed by a user.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The sort of a statement (種別).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// 方針・施策: at least one sentence commits.
    Policy,
    /// 現状・背景: it only describes.
    Background,
    /// 目標指標: an item of a list of targets.
    Target,
}

impl StatementKind {
    /// All kinds, in the order they are listed to users.
    pub const ALL: [Self; 3] = [Self::Policy, Self::Background, Self::Target];

    /// The word used in filters and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Background => "background",
            Self::Target => "target",
        }
    }
}

impl fmt::Display for StatementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
