//! What stops an index from being built or read.

use std::io;
use std::path::PathBuf;

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why there is no index, or no answer from it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the index cannot be read or written.
    #[error("cannot use `{}`", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The engine cannot go on.
    #[error("the index cannot be used: {0}")]
    Engine(#[from] tantivy::TantivyError),
    /// A stored statement is not one.
    #[error("a stored statement cannot be read: {0}")]
    Record(serde_json::Error),
}

impl Error {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Io { path, source }
    }

    pub(crate) fn record(error: serde_json::Error) -> Self {
        Self::Record(error)
    }

    /// Whether the disk is full.
    pub fn is_full_disk(&self) -> bool {
        let full = |error: &io::Error| {
            matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
        };
        match self {
            Self::Io { source, .. } => full(source),
            Self::Engine(tantivy::TantivyError::IoError(error)) => full(error),
            // The engine's threads tell what happened to them in words only.
            Self::Engine(error) => {
                let said = error.to_string();
                said.contains("No space left") || said.contains("StorageFull")
            }
            Self::Record(_) => false,
        }
    }

    /// Whether the place may not be written to.
    pub fn is_read_only(&self) -> bool {
        let refused = |error: &io::Error| {
            matches!(error.kind(), io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied)
        };
        matches!(self, Self::Io { source, .. } if refused(source))
    }
}
