//! What stops a judgement before it begins.

/// A file of cases that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A line is not a case.
    #[error("line {line} of the {what} is not a judged case: {source}")]
    Case {
        /// Which of the files: statements or lines.
        what: &'static str,
        /// Counted from 1.
        line: usize,
        /// What the parser said.
        source: serde_json::Error,
    },
}

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
