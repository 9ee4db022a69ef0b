//! What stops the corpus from being opened. A document that cannot be read stops nothing: it is a
//! [`Diagnostic`](kurabe_model::Diagnostic) beside the others.

use std::io;
use std::path::PathBuf;

use kurabe_model::{DocumentId, Problem};

use crate::Fault;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the corpus cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder the user named has no `corpus/catalogue.toml`.
    #[error("no corpus/catalogue.toml in `{}`", home.display())]
    NoCatalogue {
        /// The folder.
        home: PathBuf,
    },
    /// A file the corpus cannot do without.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file the corpus cannot do without, that is no text.
    #[error("`{}` is not UTF-8", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        problem: Problem,
    },
    /// The catalogue says something that cannot be so; all of it is listed.
    #[error("{} faults in `{}`", faults.len(), path.display())]
    Catalogue {
        /// The catalogue.
        path: PathBuf,
        /// What is wrong with it, in the order of its lines; never empty.
        faults: Vec<Fault>,
    },
    /// A file of the corpus could not be written.
    #[error("cannot write `{}`", path.display())]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An entry of the catalogue is not written as one that can be taken out.
    #[error("the entry `{id}` in `{}` is not written as `[[document]]`", path.display())]
    Entry {
        /// The catalogue.
        path: PathBuf,
        /// The document.
        id: DocumentId,
    },
    /// The corpus is the one in the binary, which nothing can be added to.
    #[error("the corpus is inside the binary")]
    NoHome,
    /// A file of the lexicon is not one.
    #[error("{}: {}:{}: {}", path.display(), source.file, source.line, source.problem)]
    Lexicon {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: kurabe_text::LexiconError,
    },
    /// The list of municipalities is not one.
    #[error("`{}` is not a list of municipalities", path.display())]
    Municipalities {
        /// The list.
        path: PathBuf,
        /// What is wrong with it.
        source: kurabe_text::GazetteerError,
    },
}
