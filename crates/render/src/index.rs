//! What is known of an index, to be shown.

use crate::Rebuild;

/// An index (索引), or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFacts {
    /// The folder of the corpus, unless it is inside the binary.
    pub home: Option<String>,
    /// The folder of the index, if it has one.
    pub folder: Option<String>,
    /// Whether it is good.
    pub state: IndexState,
    /// What it holds.
    pub manifest: Option<IndexNumbers>,
    /// What is known of the meaning of its statements, where a model is asked.
    pub meaning: Option<MeaningNumbers>,
    /// What its bytes are spent on, where somebody asked.
    pub sizes: Option<Vec<FieldSize>>,
}

/// What an index spends on one of its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSize {
    /// The field's name in the index.
    pub field: String,
    /// The bytes of its parts, by the places of [`PARTS`].
    pub parts: [u64; PARTS.len()],
}

/// What may be kept of a field: its words, which statements have each, where they stand in them, a value for every
/// statement, how long the field is in each, and what is stored as it is.
pub const PARTS: [&str; 6] = ["words", "lists", "positions", "columns", "lengths", "stored"];

impl FieldSize {
    /// All its bytes.
    pub fn bytes(&self) -> u64 {
        self.parts.iter().sum()
    }
}

/// How many statements a model knows the meaning of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeaningNumbers {
    /// The name of the model.
    pub model: String,
    /// So many.
    pub with: usize,
    /// Of so many.
    pub of: usize,
}

/// Whether an index is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexState {
    /// It holds the corpus as it is.
    Fresh,
    /// Documents have changed since.
    Stale {
        /// How many; none if some have only left.
        documents: usize,
    },
    /// It has to be built.
    Needed {
        /// Why.
        why: Rebuild,
        /// From how many documents.
        documents: usize,
    },
}

/// What an index holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexNumbers {
    /// The version of the corpus.
    pub version: String,
    /// The version of the program that built it.
    pub program: String,
    /// Documents.
    pub documents: usize,
    /// Documents without a statement.
    pub unreadable: usize,
    /// Statements.
    pub statements: usize,
    /// Municipalities.
    pub municipalities: usize,
    /// How large it is.
    pub bytes: u64,
}
