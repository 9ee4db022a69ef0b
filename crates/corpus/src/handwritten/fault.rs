//! What a planner can get wrong in a file written by hand, each with what it takes to put it right.

use kurabe_model::InvalidCode;

/// One thing that is wrong in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line it stands on, counted from 1.
    pub line: usize,
    /// The entry it is in: its id, or its place when it has none.
    pub entry: Option<String>,
    /// What it is.
    pub kind: FaultKind,
}

/// The sorts of faults; the words for them are chosen where they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// Not TOML.
    Syntax {
        /// What the parser said.
        message: String,
    },
    /// A key no entry has.
    UnknownKey {
        /// The key.
        key: String,
        /// The key that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A key every entry needs.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A value that is not of the kind the key needs.
    WrongValue {
        /// The key.
        key: &'static str,
        /// What would be right, as it would be written.
        example: &'static str,
    },
    /// Not a municipality code at all.
    InvalidCode {
        /// Why not.
        cause: InvalidCode,
    },
    /// A well-formed code no municipality has.
    UnknownMunicipality {
        /// The code.
        code: String,
    },
    /// Not a document id.
    InvalidId {
        /// What was given.
        id: String,
    },
    /// An id another entry has.
    DuplicateId {
        /// The id.
        id: String,
        /// Where the other one stands.
        first: usize,
    },
    /// A file another entry has.
    DuplicateFile {
        /// The file.
        file: String,
        /// Where the other one stands.
        first: usize,
    },
    /// A file that is not below `documents/`.
    OutsideDocuments {
        /// The file.
        file: String,
    },
    /// Not a kind of document.
    UnknownKind {
        /// What was given.
        kind: String,
    },
    /// Not a year.
    UnreadableYear {
        /// The key.
        key: &'static str,
        /// What was given.
        text: String,
    },
    /// `stated` names a fact the entry does not have.
    NothingStated {
        /// The fact.
        key: &'static str,
    },
}
