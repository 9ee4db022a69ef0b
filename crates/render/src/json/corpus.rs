//! What an answer was looked for in, and how a question was taken: the same in every answer.

use kurabe_query::{CorpusFacts, Facet, Note};
use schemars::JsonSchema;
use serde::Serialize;

/// What the index holds.
#[derive(Serialize, JsonSchema)]
pub(super) struct Corpus<'a> {
    /// The same questions have the same answers as long as this and the model of meaning are the same.
    version: &'a str,
    documents: usize,
    /// Documents that gave no statement.
    unreadable: usize,
    statements: usize,
    municipalities: usize,
    /// What ranks answers beside words, and of how many statements it knows the meaning; null where words are alone.
    meaning: Option<Meaning<'a>>,
}

/// A model of meaning.
#[derive(Serialize, JsonSchema)]
struct Meaning<'a> {
    /// The beginning of the SHA-256 of its weights.
    model: &'a str,
    statements: usize,
}

impl<'a> From<&'a CorpusFacts> for Corpus<'a> {
    fn from(facts: &'a CorpusFacts) -> Self {
        let CorpusFacts { version, documents, unreadable, statements, municipalities, meaning } = facts;
        Self {
            version,
            documents: *documents,
            unreadable: *unreadable,
            statements: *statements,
            municipalities: *municipalities,
            meaning: meaning
                .as_ref()
                .map(|meaning| Meaning { model: &meaning.model, statements: meaning.statements }),
        }
    }
}

/// How much was searched: the denominators of what was not found.
#[derive(Serialize, JsonSchema)]
pub(super) struct Searched {
    statements: usize,
    documents: usize,
    /// How many of these have tables only, and no statement to search.
    only_tables: usize,
}

impl From<&kurabe_query::Searched> for Searched {
    fn from(searched: &kurabe_query::Searched) -> Self {
        Self {
            statements: searched.statements,
            documents: searched.documents,
            only_tables: searched.only_tables,
        }
    }
}

/// What is to be said of how a question was taken.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Note")]
pub(super) struct NoteRow<'a> {
    note: &'static str,
    field: Option<&'static str>,
    text: Option<&'a str>,
}

impl<'a> From<&'a Note> for NoteRow<'a> {
    fn from(note: &'a Note) -> Self {
        let (field, text) = match note {
            Note::Syntax { text, .. } => (None, Some(text)),
            Note::UnknownValue { facet, value } => (Some(facet.name()), Some(value)),
            Note::ReadAsTheme { typed, .. } => (Some(Facet::Theme.name()), Some(typed)),
            _ => (None, None),
        };
        Self { note: note.name(), field, text: text.map(String::as_str) }
    }
}
