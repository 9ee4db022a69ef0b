//! What answers, and its exchange for something newer.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock};

use kurabe_model::DocumentId;
use kurabe_query::Asking;
use kurabe_render::sheet::Origin;

/// An open index with all that is needed to ask it.
pub trait Library: Send + Sync + 'static {
    /// What a question is put to.
    fn asking(&self) -> Asking<'_>;
    /// The documents of the corpus, with what of them answers.
    fn origins(&self) -> Vec<Origin>;
    /// The file of a document as it came, if it is still there.
    fn original(&self, id: &DocumentId) -> Option<Original>;
}

/// A file documents were read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// What it is called, without its folder.
    pub name: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

/// A place for the library of the moment.
pub struct Shelf {
    current: RwLock<Arc<dyn Library>>,
}

impl Shelf {
    /// A shelf with a library.
    pub fn new(library: Arc<dyn Library>) -> Self {
        Self { current: RwLock::new(library) }
    }

    /// The library of the moment; it stays whole as long as it is held.
    pub fn library(&self) -> Arc<dyn Library> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a newer one in its place: whoever asks from now on asks that.
    pub fn exchange(&self, library: Arc<dyn Library>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = library;
    }
}
