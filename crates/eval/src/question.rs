//! Searches people have judged answers to (検索の正解), and an answer as far as it is judged.

use std::collections::BTreeMap;

use kurabe_model::{FiscalYear, MunicipalityCode, StatementKind};
use serde::{Deserialize, Deserializer, Serialize};

use crate::gold::parse;
use crate::place::{overlap, shared};
use crate::{Error, Gold, GoldStatement, Result};

/// Filters (絞り込み) by name, as a user gives them: `municipality` → 柏市.
pub type Filters = BTreeMap<String, Vec<String>>;

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// The words.
    pub query: String,
    /// The filters.
    #[serde(default, deserialize_with = "filters")]
    pub filters: Filters,
}

/// A search whose answers a person has graded.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Query {
    /// Its name.
    pub id: String,
    /// What is asked.
    #[serde(flatten)]
    pub question: Question,
    /// What sort of search it is: keyword, synonym, typo, …
    #[serde(rename = "type")]
    pub kind: String,
    /// What the person who asks wants to know.
    #[serde(default)]
    pub intent: String,
    /// Statements by their ids: 2 answers it, 1 is context, anything else is irrelevant.
    pub relevant: BTreeMap<String, u8>,
}

/// Reads graded searches from JSON lines. Each statement they name is one of `gold`.
pub fn parse_queries(text: &str, gold: &Gold) -> Result<Vec<Query>> {
    let queries: Vec<Query> = parse(text, "queries")?;
    for query in &queries {
        let known = |id: &String| gold.statements.iter().any(|case| case.id.as_ref() == Some(id));
        if let Some(id) = query.relevant.keys().find(|id| !known(id)) {
            return Err(Error::UnknownStatement { query: query.id.clone(), id: id.clone() });
        }
    }
    Ok(queries)
}

/// One hit of an answer: a statement of ours, by its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The stored file, with its folder where two files have one name.
    pub file: String,
    /// First and last line, counted from 1.
    pub lines: (usize, usize),
    /// Why it was found, for a person.
    pub explain: Option<String>,
    /// What filters compare, where filters are judged.
    #[serde(flatten)]
    pub facts: Facts,
}

/// What filters compare.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Who published it.
    pub municipality: Option<MunicipalityCode>,
    /// The year of its document.
    pub year: Option<FiscalYear>,
    /// Its kind.
    pub kind: Option<StatementKind>,
    /// Its divisions, that of its document among them.
    pub departments: Vec<String>,
}

impl Found {
    /// A hit on these lines of a file.
    pub fn at(file: impl Into<String>, lines: (usize, usize)) -> Self {
        Self { file: file.into(), lines, ..Self::default() }
    }

    /// Whether it stands for a statement a person found: the lines of one are half of the other's.
    pub(crate) fn stands_for(&self, case: &GoldStatement) -> bool {
        self.is_at(&case.file, (case.start_line, case.end_line))
    }

    /// Whether it is of a file.
    pub(crate) fn is_of(&self, file: &str) -> bool {
        shared(&self.file, file).is_some()
    }

    pub(crate) fn is_at(&self, file: &str, lines: (usize, usize)) -> bool {
        shared(&self.file, file).is_some() && overlap(self.lines, lines)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Word {
    Text(String),
    Number(u64),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(Word),
    Many(Vec<Word>),
}

impl OneOrMany {
    fn words(self) -> Vec<String> {
        let words = match self {
            Self::One(word) => vec![word],
            Self::Many(words) => words,
        };
        words
            .into_iter()
            .map(|word| match word {
                Word::Text(text) => text,
                Word::Number(number) => number.to_string(),
            })
            .collect()
    }
}

/// One word or several, numbers among them.
pub(crate) fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    OneOrMany::deserialize(deserializer).map(OneOrMany::words)
}

pub(crate) fn filters<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Filters, D::Error> {
    let filters = BTreeMap::<String, OneOrMany>::deserialize(deserializer)?;
    Ok(filters.into_iter().map(|(name, values)| (name, values.words())).collect())
}
