//! What lies under a name on an engine (検索エンジンにあるもの).

use std::collections::BTreeMap;

/// A generation of statements on an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldGeneration {
    /// Its number.
    pub generation: u64,
    /// Whether it is whole.
    pub complete: bool,
    /// Whether it answers.
    pub answering: bool,
    /// The version of the corpus.
    pub version: Option<String>,
    /// How many statements there are, and how many there are to be.
    pub statements: (u64, usize),
    /// The same of rows of tables.
    pub rows: (u64, usize),
    /// Its indexes, with how large the engine says they are.
    pub sizes: BTreeMap<String, String>,
}
