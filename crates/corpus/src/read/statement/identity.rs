//! Names for statements (施策文): the document's id and a word made from what the statement says.
//!
//! A name depends on the words alone, not on lines, headings or neighbours: it survives a better reading of
//! the same document, other documents beside it, and white space. Where one document says the same twice,
//! the second one is told apart by a number.

use std::collections::BTreeMap;

use kurabe_model::{DocumentId, StatementId};
use sha2::{Digest, Sha256};

/// Letters that are not mistaken for one another when read aloud or typed.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Thirty bits: among a thousand statements of a document two meet by chance once in two thousand documents.
const LETTERS: usize = 6;

/// The names given in one document so far.
#[derive(Debug)]
pub(crate) struct Names<'d> {
    document: &'d DocumentId,
    given: BTreeMap<String, usize>,
}

impl<'d> Names<'d> {
    /// No names yet.
    pub(crate) fn new(document: &'d DocumentId) -> Self {
        Self { document, given: BTreeMap::new() }
    }

    /// The name of the next statement, which says `text`.
    pub(crate) fn name(&mut self, text: &str) -> StatementId {
        let word = word(text);
        let times = self.given.entry(word.clone()).or_default();
        *times += 1;
        let document = self.document;
        StatementId::new(if *times == 1 {
            format!("{document}-{word}")
        } else {
            format!("{document}-{word}-{times}")
        })
    }
}

fn word(text: &str) -> String {
    let mut hash = Sha256::new();
    for part in text.split_whitespace() {
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let bits = u64::from_be_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ]);
    (0..LETTERS).map(|at| char::from(ALPHABET[(bits >> (59 - 5 * at)) as usize & 31])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_depends_on_the_words() {
        let document: DocumentId = "midori-2024".parse().unwrap();
        let mut names = Names::new(&document);
        let first = names.name("市民参加を進める。");
        assert_eq!(first, Names::new(&document).name("市民参加を 進める。"));
        assert_ne!(first, names.name("市民参画を進める。"));
        assert_eq!(names.name("市民参加を進める。").to_string(), format!("{first}-2"));
        assert_eq!(first.as_str().len(), "midori-2024-".len() + LETTERS);
    }
}
