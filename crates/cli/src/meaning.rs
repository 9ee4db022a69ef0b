//! Meaning beside the index (意味): vectors are made after a build and never stand in its way.
//!
//! What a new edition adds is worked out at once; more than a few seconds' work is left to `kurabe index`, and words
//! answer for what has no vector yet. Whatever is wrong with a model or its vectors is said, and words alone answer.

use std::sync::Arc;

use kurabe_embed::Encoder as _;
use kurabe_index::{Coverage, Index, Meanings, Store};
use kurabe_render::{MeaningNumbers, ModelMessage};

use crate::bar::Bar;
use crate::library::Library;
use crate::models::{Model, Models};
use crate::session::Session;
use crate::stop::Stop;
use crate::system;

/// As many statements as are worked out in a few seconds.
const AT_ONCE: usize = 100;

impl Session {
    /// The corpus with an index that answers, and what its statements mean where a model says so.
    pub(crate) fn library_with_meaning(&mut self) -> Result<Library, Stop> {
        let corpus = self.corpus()?;
        let library = self.library_of(corpus)?;
        let library = self.with_meaning(library);
        self.answers_from(&library);
        Ok(library)
    }

    /// Lets a library answer by meaning, too, as far as its vectors are there or a few seconds' work.
    pub(crate) fn with_meaning(&self, library: Library) -> Library {
        let meanings = self.meanings(&library, AT_ONCE);
        if let Some(Coverage { with, of }) =
            meanings.as_ref().map(Meanings::coverage).filter(|all| !all.is_whole())
        {
            self.say(&ModelMessage::Partial { with, of }.into());
        }
        library.meaning(meanings)
    }

    /// Makes all vectors that are missing; how many statements have one then, nothing where there is no model.
    pub(crate) fn fill(&self, library: &Library) -> Option<Coverage> {
        self.meanings(library, usize::MAX).map(|meanings| meanings.coverage())
    }

    fn meanings(&self, library: &Library, most: usize) -> Option<Meanings> {
        match (library.index(), library.store()) {
            (Some(index), Some(store)) => self.meanings_of(index, &store, most),
            // Engines are told words alone.
            (None, _) => None,
            (Some(_), None) => {
                if self.model().is_some() {
                    self.say(&ModelMessage::NoPlaceForVectors.into());
                }
                None
            }
        }
    }

    fn meanings_of(&self, index: &Index, store: &Store, most: usize) -> Option<Meanings> {
        let model = self.model()?;
        let mut bar: Option<Bar> = None;
        let progress = |done: usize, of: usize| {
            let bar = bar.get_or_insert_with(|| {
                if of > AT_ONCE {
                    self.say(&ModelMessage::Filling { statements: of }.into());
                }
                Bar::over(of)
            });
            bar.show(done);
        };
        let meanings = Meanings::of(index, store, model, most, progress);
        if let Some(bar) = bar {
            bar.clear();
        }
        meanings.map_err(|error| self.say(&ModelMessage::NoVectors { cause: error.to_string() }.into())).ok()
    }

    /// How many statements of an index the model knows the meaning of; nothing where there is no model.
    pub(crate) fn known_of(&self, index: &Index, store: &Store) -> Option<MeaningNumbers> {
        let model = self.model()?.name().to_owned();
        let Coverage { with, of } = self.meanings_of(index, store, 0)?.coverage();
        Some(MeaningNumbers { model, with, of })
    }

    /// What the statements of an index in memory mean, whose vectors are kept in the user's cache.
    pub(crate) fn meanings_in_memory(&self, index: &Index) -> Option<Meanings> {
        let store = Store::at(system::cache_folder()?.join("kurabe").join("texts"));
        self.meanings_of(index, &store, usize::MAX)
    }

    /// The model that is asked; nothing where there is none, or none is wanted.
    fn model(&self) -> Option<Arc<Model>> {
        let asked = Models::of_user().filter(|_| self.wants_meaning()).and_then(|models| models.asked());
        let mut last = self.model.borrow_mut();
        if last.as_deref().map(Model::fingerprint) != asked.as_ref().map(Model::fingerprint) {
            *last = asked.map(Arc::new);
        }
        last.clone()
    }

    /// Opens the model for whoever will be asked for long, and says so where it cannot be.
    pub(crate) fn warm(&self) {
        if let Some(model) = self.model() {
            model.warm();
        }
        self.say_fault();
    }

    /// Says why a model had nothing to say.
    pub(crate) fn say_fault(&self) {
        if let Some(fault) = self.model.borrow().as_ref().and_then(|model| model.fault()) {
            self.say(&fault.into());
        }
    }
}
