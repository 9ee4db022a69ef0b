//! What a text is told to a model with: some were trained to know a question from a passage by it.

use serde::{Deserialize, Serialize};

use crate::encoder::Role;

/// What stands before questions, and what before passages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompts {
    /// Before what is asked for (問い).
    pub query: String,
    /// Before what may answer (本文).
    pub passage: String,
}

/// Families by a part of their names, the longer one first, and what their makers say texts are to be told.
const FAMILIES: [(&str, &str, &str); 3] = [
    ("e5", "query: ", "passage: "),
    ("ruri-v3", "検索クエリ: ", "検索文書: "),
    ("ruri", "クエリ: ", "文章: "),
];

impl Prompts {
    /// What models of the E5 family are told.
    pub(crate) fn e5() -> Self {
        Self::of_family("e5")
    }

    /// By the name of a model; nothing where its family is not known.
    pub(crate) fn of_family(name: &str) -> Self {
        let name = name.to_lowercase();
        let family = FAMILIES.into_iter().find(|(family, ..)| name.contains(family));
        family.map_or_else(Self::default, |(_, query, passage)| Self {
            query: query.to_owned(),
            passage: passage.to_owned(),
        })
    }

    pub(crate) fn of(&self, role: Role) -> &str {
        match role {
            Role::Query => &self.query,
            Role::Passage => &self.passage,
        }
    }
}
