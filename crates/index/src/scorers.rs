//! What queries of our own have in common (独自の問い合わせの共通部分).

use tantivy::query::{EnableScoring, Explanation, Scorer};
use tantivy::{DocId, Score, TantivyError, Term};

/// How much more than once in a statement of average length a word gives at most that stands there ever so often.
const OFTEN: Score = 2.2;

/// What BM25 gives a word that stands once in a statement of average length.
pub(crate) fn ordinary(word: &Term, scoring: EnableScoring<'_>) -> tantivy::Result<Score> {
    let EnableScoring::Enabled { statistics_provider: statistics, .. } = scoring else {
        return Err(TantivyError::InvalidArgument("no statistics without scores".to_owned()));
    };
    let (all, with) = (statistics.total_num_docs()? as f32, statistics.doc_freq(word)? as f32);
    Ok((1.0 + (all - with + 0.5) / (with + 0.5)).ln())
}

/// What BM25 gives words at most that stand together.
pub(crate) fn most_of(words: &[Term], scoring: EnableScoring<'_>) -> tantivy::Result<Score> {
    Ok(OFTEN * words.iter().map(|word| ordinary(word, scoring)).sum::<tantivy::Result<Score>>()?)
}

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
