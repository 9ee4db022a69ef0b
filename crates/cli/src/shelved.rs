//! The open index for programs that answer for long (画面・助手): exchanged for a newer one when the corpus changes.

use std::sync::Arc;
use std::time::Duration;

use kurabe_query::Context;
use kurabe_render::sheet::Origin;
use kurabe_web::Shelf;

use crate::fresh::Library;
use crate::session::Session;

/// How often it is looked whether the corpus has changed.
pub(crate) const EVERY: Duration = Duration::from_secs(5);

impl kurabe_web::Library for Library {
    fn context(&self) -> Context<'_> {
        self.context()
    }

    fn origins(&self) -> Vec<Origin> {
        self.origins()
    }
}

/// A shelf with an open index, and what renews it.
pub(crate) fn shelved(library: Library, session: &Session) -> (Arc<Shelf>, impl FnMut()) {
    let mut version = library.index.manifest().version();
    let shelf = Arc::new(Shelf::new(Arc::new(library)));
    let renewed = Arc::clone(&shelf);
    let renew = move || {
        // What cannot be opened now leaves the last one to answer.
        if let Ok(corpus) = session.open()
            && let Ok(library) = session.library_of(corpus)
            && library.index.manifest().version() != version
        {
            version = library.index.manifest().version();
            renewed.exchange(Arc::new(library));
        }
    };
    (shelf, renew)
}
