//! What scores are reckoned with, exactly: the engine only estimates how long statements are on average once
//! some were deleted, and an answer would tell how its index came about.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::manifest::Tokens;
use crate::schema::Fields;

/// The statistics of a whole index.
#[derive(Debug)]
pub(crate) struct Statistics {
    searcher: Searcher,
    /// Fields with the tokens they hold.
    tokens: Vec<(Field, u64)>,
    documents: u64,
}

impl Statistics {
    pub(crate) fn new(searcher: &Searcher, fields: &Fields, tokens: Tokens, documents: u64) -> Self {
        let tokens = fields.all_searched().into_iter().zip(tokens).collect();
        Self { searcher: searcher.clone(), tokens, documents }
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
        self.searcher.doc_freq(term)
    }
}
