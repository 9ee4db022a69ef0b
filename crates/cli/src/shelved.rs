//! The open index for programs that answer for long (画面・助手): exchanged for a newer one when the corpus changes.

use std::sync::Arc;
use std::time::Duration;

use kurabe_corpus::Corpus;
use kurabe_model::DocumentId;
use kurabe_query::Asking;
use kurabe_render::sheet::Origin;
use kurabe_web::{Original, Shelf};

use crate::library::Library;
use crate::session::Session;

/// How often it is looked whether the corpus has changed.
pub(crate) const EVERY: Duration = Duration::from_secs(5);

impl kurabe_web::Library for Library {
    fn asking(&self) -> Asking<'_> {
        self.asking()
    }

    fn origins(&self) -> Vec<Origin> {
        self.origins()
    }

    fn original(&self, id: &DocumentId) -> Option<Original> {
        let facts = self.corpus.document(id)?;
        let bytes = self.corpus.original(facts)?;
        Some(Original { name: facts.file_name().to_owned(), bytes })
    }
}

/// A shelf with an open index, and what renews it.
pub(crate) fn shelved(library: Library, session: &Session) -> (Arc<Shelf>, impl FnMut()) {
    let mut last = seen(&library.corpus, &library);
    let mut current = Arc::new(library);
    let shelf = Arc::new(Shelf::new(current.clone()));
    let renewed = Arc::clone(&shelf);
    let renew = move || {
        // What cannot be opened now leaves the last one to answer, and so does what has not changed.
        let Ok(corpus) = session.open() else { return };
        if seen(&corpus, &current) == last {
            return;
        }
        let Ok(library) = session.library_of(corpus) else { return };
        let library = session.with_meaning(library);
        last = seen(&library.corpus, &library);
        let version = |library: &Library| (library.summary().version.clone(), library.signals().facts());
        if version(&library) != version(&current) {
            current = Arc::new(library);
            renewed.exchange(current.clone());
        }
    };
    (shelf, renew)
}

/// What can be seen of a corpus and of its index without reading either: while it stays the same, so do the answers.
fn seen(corpus: &Corpus, library: &Library) -> String {
    let documents =
        corpus.documents().iter().map(|facts| (facts, corpus.stamp(facts), corpus.corrected(&facts.id)));
    let generation = library.store().and_then(|store| store.generation());
    let model = crate::models::Models::of_user().and_then(|models| models.chosen());
    let vectors = library.store().map(|store| store.vectors());
    let lexicon = corpus.lexicon().ok();
    // Whoever cannot be asked just now has not changed.
    let replaced = library.cluster().is_some_and(|cluster| cluster.is_replaced().unwrap_or(false));
    format!("{:?} {generation:?} {lexicon:?} {model:?} {vectors:?} {replaced}", documents.collect::<Vec<_>>())
}
