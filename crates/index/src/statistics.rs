//! What scores are reckoned with, exactly: the engine only estimates how long statements are on average once
//! some were deleted, and an answer would tell how its index came about. What was fetched from elsewhere is scored with the
//! statistics of all that lies there.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, TantivyError, Term};

use crate::manifest::Tokens;
use crate::schema::{Fields, Searched};

/// The statistics of a whole index.
#[derive(Debug)]
pub(crate) struct Statistics {
    searcher: Searcher,
    /// Fields with the tokens they hold.
    tokens: Vec<(Field, u64)>,
    documents: u64,
    /// How many statements hold a word, where they are not those at hand.
    elsewhere: Option<Arc<Frequencies>>,
}

/// How many statements elsewhere hold words of fields, as far as that was asked already.
#[derive(Debug, Default)]
pub struct Frequencies(RwLock<HashMap<(Searched, String), u64>>);

impl Frequencies {
    /// How many hold a word, if that is known.
    pub fn of(&self, searched: Searched, key: &str) -> Option<u64> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&(searched, key.to_owned())).copied()
    }

    /// Notes how many hold words.
    pub fn note(&self, words: impl IntoIterator<Item = ((Searched, String), u64)>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).extend(words);
    }
}

impl Statistics {
    pub(crate) fn new(searcher: &Searcher, fields: &Fields, tokens: Tokens, documents: u64) -> Self {
        let tokens = fields.all_searched().into_iter().zip(tokens).collect();
        Self { searcher: searcher.clone(), tokens, documents, elsewhere: None }
    }

    /// The same for statements of which only some are at hand.
    pub(crate) fn elsewhere(self, frequencies: Arc<Frequencies>) -> Self {
        Self { elsewhere: Some(frequencies), ..self }
    }
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        match self.tokens.iter().find(|(known, _)| *known == field) {
            Some((_, tokens)) => Ok(*tokens),
            None => self.searcher.total_num_tokens(field),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let place = self.tokens.iter().position(|(known, _)| *known == term.field());
        match (&self.elsewhere, place, term.value().as_str()) {
            (Some(elsewhere), Some(place), Some(key)) => {
                let known = elsewhere.of(Searched::ALL[place], key);
                known
                    .ok_or_else(|| TantivyError::InvalidArgument(format!("nobody asked how common {key} is")))
            }
            _ => self.searcher.doc_freq(term),
        }
    }
}
