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
    /// A stored statement, or what is kept of a document, is not one.
    #[error("a stored statement cannot be read: {0}")]
    Record(postcard::Error),
    /// A list the index keeps (of its documents, its headings, its segments) is none.
    #[error("a list of the index cannot be used: {0}")]
    List(serde_json::Error),
    /// The vectors beside the index cannot be used.
    #[error(transparent)]
    Vectors(kurabe_embed::Error),
    /// Statements that lie far away cannot be asked.
    #[error("{cause}")]
    Far {
        /// What is the matter.
        trouble: Trouble,
        /// What was said by whom.
        cause: String,
    },
}

/// What can be the matter with statements that lie far away (遠くの索引の不具合).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// This is no address.
    Address,
    /// There is nothing to bring there.
    Empty,
    /// Nobody answers there, or not in time.
    Unreachable,
    /// Whoever answers does not let us in.
    Refused,
    /// Too much is asked of it at the moment.
    Busy,
    /// It answered from a part of what it has.
    Partial,
    /// It is no engine, or one of a version, that is known here.
    Unknown,
    /// Nothing is there under that name, or nothing whole.
    Missing,
    /// What is there was made by another form of this program, or with another lexicon.
    Foreign,
    /// More statements would have to be fetched than can be.
    TooMuch,
    /// What it says makes no sense.
    Faulty,
}

impl Error {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Io { path, source }
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
            Self::Record(_) | Self::List(_) | Self::Vectors(_) | Self::Far { .. } => false,
        }
    }

    /// Whether nothing can be kept at the place: it may not be written to, or is no folder.
    pub fn is_unusable_place(&self) -> bool {
        let refused = |error: &io::Error| {
            matches!(
                error.kind(),
                io::ErrorKind::ReadOnlyFilesystem
                    | io::ErrorKind::PermissionDenied
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::AlreadyExists
                    | io::ErrorKind::NotFound
            )
        };
        matches!(self, Self::Io { source, .. } if refused(source))
    }
}
