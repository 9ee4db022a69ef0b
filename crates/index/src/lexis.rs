//! What an index knows of words beside its statements (語の台帳): how common each is, and how it is read. It travels with
//! them.

use tantivy::TantivyError;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;

use crate::index::Index;
use crate::manifest::Tokens;
use crate::paper::Paper;
use crate::papers::{of_record, record};
use crate::schema::{Facet, Searched};
use crate::{Manifest, Result};

impl Index {
    /// Shows every word of a field with how many statements hold it: once for each part of the index, which add up.
    pub fn each_word(&self, searched: Searched, see: impl FnMut(&str, u64)) -> Result<()> {
        self.each_term(self.fields.searched(searched), see)
    }

    /// Shows how words are read: reading, tab, word.
    pub fn each_reading(&self, mut see: impl FnMut(&str)) -> Result<()> {
        self.each_term(self.fields.readings, |reading, _| see(reading))
    }

    /// How many values of a facet statements have altogether.
    pub fn values_altogether(&self, facet: Facet) -> Result<u64> {
        Ok(self.values(facet)?.iter().map(|(_, count)| *count as u64).sum())
    }

    fn each_term(&self, field: Field, mut see: impl FnMut(&str, u64)) -> Result<()> {
        for segment in self.searcher.segment_readers() {
            let dictionary = segment.inverted_index(field)?;
            let mut terms = dictionary.terms().stream().map_err(TantivyError::from)?;
            while terms.advance() {
                if let Ok(key) = std::str::from_utf8(terms.key()) {
                    see(key, u64::from(terms.value().doc_freq));
                }
            }
        }
        Ok(())
    }
}

/// How long a field of so many tokens counts: lengths are kept in one byte.
pub fn counted_length(tokens: u32) -> u32 {
    let shorter = (0..=u8::MAX).map(FieldNormReader::id_to_fieldnorm).take_while(|length| *length <= tokens);
    shorter.last().unwrap_or_default()
}

impl Manifest {
    /// How long a field is on average, in tokens.
    pub fn average(&self, searched: Searched) -> f32 {
        let tokens: Tokens = self.tokens();
        tokens[searched as usize] as f32 / self.statements().max(1) as f32
    }
}

impl Paper {
    /// The bytes a document travels as, without its statements.
    pub fn to_record(&self) -> Result<Vec<u8>> {
        record(self)
    }

    /// The document of some bytes.
    pub fn of_record(bytes: &[u8]) -> Result<Self> {
        of_record(bytes)
    }
}
