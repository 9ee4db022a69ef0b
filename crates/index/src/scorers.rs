//! What queries of our own have in common (独自の問い合わせの共通部分).

use tantivy::query::{Explanation, Scorer};
use tantivy::{DocId, TantivyError};

/// Whether a scorer matches `doc`, which lies not before any it was asked about.
pub(crate) fn stands_at(scorer: &mut dyn Scorer, doc: DocId) -> bool {
    let at = scorer.doc();
    at == doc || (at < doc && scorer.seek(doc) == doc)
}

/// What a scorer that was asked about nothing yet gives `doc`, and why.
pub(crate) fn explained(
    mut scorer: Box<dyn Scorer>,
    doc: DocId,
    why: &'static str,
) -> tantivy::Result<Explanation> {
    match stands_at(scorer.as_mut(), doc) {
        true => Ok(Explanation::new(why, scorer.score())),
        false => Err(TantivyError::InvalidArgument(format!("document {doc} does not match"))),
    }
}
