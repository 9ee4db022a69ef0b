//! What stops an answer.

use kurabe_index::Facet;
use kurabe_model::{DocumentId, StatementId};

use crate::filter::NoValue;

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A filter was asked for that means nothing here.
    #[error("`{typed}` is no {}", facet.name())]
    Filter {
        /// What it should have been a value of.
        facet: Facet,
        /// What was typed.
        typed: String,
        /// Why it is none.
        why: NoValue,
    },
    /// Words were typed that say nothing to look for: `OR`, a lone quotation mark.
    #[error("`{typed}` says nothing to look for")]
    NothingAsked {
        /// What was typed.
        typed: String,
    },
    /// Measures were asked for, and kinds of statements that are none.
    #[error("statements that only describe are no measures")]
    OnlyDescriptions,
    /// More statements than can be compared with one another.
    #[error("{statements} statements are too many to compare with one another; {most} at most")]
    TooMany {
        /// How many there are.
        statements: usize,
        /// How many there may be.
        most: usize,
    },
    /// Less than two groups are left to be set against each other.
    #[error("there is nothing to set against each other by {}", facet.name())]
    NothingToContrast {
        /// What they were grouped by.
        facet: Facet,
        /// The one group that is left, if there is one.
        only: Option<String>,
        /// How many statements there are.
        statements: usize,
        /// Whether filters left no more.
        narrowed: bool,
    },
    /// No statement is called so.
    #[error("no statement is called `{id}`")]
    UnknownStatement {
        /// What was asked for.
        id: StatementId,
    },
    /// A document was to be compared with itself.
    #[error("`{id}` is compared with itself")]
    SameDocument {
        /// The document.
        id: DocumentId,
    },
    /// No document of the index is called so.
    #[error("no document of the index is called `{id}`")]
    UnknownDocument {
        /// What was asked for.
        id: DocumentId,
    },
    /// A document that gave no statement.
    #[error("`{id}` gave no statement")]
    NoStatements {
        /// The document.
        id: DocumentId,
    },
    /// The index could not be asked.
    #[error(transparent)]
    Index(#[from] kurabe_index::Error),
}
