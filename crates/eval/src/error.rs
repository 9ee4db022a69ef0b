//! What stops a judgement before it begins.

/// Cases that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A line is not a case.
    #[error("line {line} of the {what} is not a judged case: {source}")]
    Case {
        /// Which of the files: statements, lines, …
        what: &'static str,
        /// Counted from 1.
        line: usize,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// The file of a case is that of two documents.
    #[error("`{file}` of the cases may be `{first}` or `{second}`")]
    Ambiguous {
        /// The file as the case gives it.
        file: String,
        /// One stored source.
        first: String,
        /// Another one.
        second: String,
    },
    /// A search is answered by a statement that is not there.
    #[error("`{id}`, which answers query `{query}`, is none of the statements")]
    UnknownStatement {
        /// The search.
        query: String,
        /// The statement.
        id: String,
    },
}

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
