//! What the index hands out: a statement with all that an answer says of it.

use kurabe_model::{DocumentFacts, Municipality, Statement};
use serde::{Deserialize, Serialize};

/// A statement (施策文) as it is stored in the index, complete enough to be quoted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Who says it.
    pub municipality: Municipality,
    /// Where.
    pub facts: DocumentFacts,
    /// The headings above it, from the printed title to the innermost.
    pub path: Vec<String>,
    /// Whether the first of these is the title.
    pub titled: bool,
    /// What it says.
    pub statement: Statement,
    /// The ids of its themes.
    pub themes: Vec<String>,
}

impl Record {
    /// The headings without the title.
    pub fn headings(&self) -> &[String] {
        self.path.get(usize::from(self.titled)..).unwrap_or_default()
    }
}
