//! Names for statements (施策文): the document's id and a word made from what the statement says.
//!
//! A name depends on the words alone, not on lines, headings or neighbours: it survives a better reading of
//! the same document, other documents beside it, and white space. Where one document says the same twice,
//! each is told apart by a word made from the headings it stands below, their numbers left out: one more of
//! the same, or one less, leaves the names of the others as they are. Only below the same headings they are
//! counted.

use std::collections::BTreeMap;

use kurabe_model::{DocumentId, Statement, StatementId};
use sha2::{Digest, Sha256};

/// Letters that are not mistaken for one another when read aloud or typed.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Thirty bits: among a thousand statements of a document two meet by chance once in two thousand documents.
const LETTERS: usize = 6;
/// Twenty bits: the places of one statement are few.
const PLACE_LETTERS: usize = 4;

/// The name of a statement that says `text`.
pub(crate) fn name(document: &DocumentId, text: &str) -> StatementId {
    StatementId::new(format!("{document}-{}", word(text, LETTERS)))
}

/// The name of a row of a table that says `text`; no statement is called so.
pub(crate) fn row_name(document: &DocumentId, text: &str) -> StatementId {
    StatementId::new(format!("{document}-row-{}", word(text, LETTERS)))
}

/// Tells statements of one name apart. `place` is what the headings above a statement say.
pub(crate) fn tell_apart<P: AsRef<str>>(statements: &mut [Statement], place: impl Fn(&Statement) -> P) {
    rename_twins(statements, |statement, _| Some(word(place(statement).as_ref(), PLACE_LETTERS)));
    rename_twins(statements, |_, times| (times > 1).then(|| times.to_string()));
}

/// Adds a word, if there is one, to the names that several have; `word` is told how often the name has come.
fn rename_twins(statements: &mut [Statement], word: impl Fn(&Statement, usize) -> Option<String>) {
    let mut twins: BTreeMap<StatementId, Vec<usize>> = BTreeMap::new();
    for (index, statement) in statements.iter().enumerate() {
        twins.entry(statement.id.clone()).or_default().push(index);
    }
    for (name, twins) in twins.into_iter().filter(|(_, twins)| twins.len() > 1) {
        for (times, index) in (1..).zip(twins) {
            if let Some(word) = word(&statements[index], times) {
                statements[index].id = StatementId::new(format!("{name}-{word}"));
            }
        }
    }
}

fn word(text: &str, letters: usize) -> String {
    let mut hash = Sha256::new();
    for part in text.split_whitespace() {
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let bits = u64::from_be_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ]);
    (0..letters).map(|at| char::from(ALPHABET[(bits >> (59 - 5 * at)) as usize & 31])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_depends_on_the_words() {
        let document: DocumentId = "midori-2024".parse().unwrap();
        let first = name(&document, "市民参加を進める。");
        assert_eq!(first, name(&document, "市民参加を 進める。"));
        assert_ne!(first, name(&document, "市民参画を進める。"));
        assert_eq!(first.as_str().len(), "midori-2024-".len() + LETTERS);
    }
}
