//! Enough of the parts (十分な一致): a query of our own, which the engine lacks. Its own union can count how many
//! parts match, but a rare word left out is worse than two common ones.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::scorers::{explained, stands_at};

/// Sums of the same weights in another order differ by less.
const ROUNDING: f32 = 1e-4;

/// Matches where the weights of the parts that match reach a limit; their scores are added.
#[derive(Debug, Clone)]
pub(crate) struct Enough {
    parts: Vec<(Arc<dyn Query>, f32)>,
    limit: f32,
}

impl Enough {
    /// No weight is below nothing, and the limit lies above it.
    pub(crate) fn new(parts: Vec<(Box<dyn Query>, f32)>, limit: f32) -> Self {
        let parts = parts.into_iter().map(|(part, weight)| (part.into(), weight)).collect();
        Self { parts, limit }
    }
}

impl Query for Enough {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let parts = self.parts.iter().map(|(part, weight)| Ok((part.weight(scoring)?, *weight)));
        Ok(Box::new(EnoughWeight { parts: parts.collect::<tantivy::Result<_>>()?, limit: self.limit }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for (part, _) in &self.parts {
            part.query_terms(visitor);
        }
    }
}

struct EnoughWeight {
    parts: Vec<(Box<dyn Weight>, f32)>,
    limit: f32,
}

impl Weight for EnoughWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let parts = self.parts.iter().map(|(part, weight)| Ok((part.scorer(reader, boost)?, *weight)));
        Ok(Box::new(EnoughScorer::new(parts.collect::<tantivy::Result<_>>()?, self.limit)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "enough of the parts")
    }
}

/// Goes from one document that has enough to the next.
///
/// The lightest parts that do not reach the limit together can never make a match alone: only the others, the
/// leaders, are gone through; the rest is asked about documents that a leader has.
struct EnoughScorer {
    /// The heaviest first.
    parts: Vec<(Box<dyn Scorer>, f32)>,
    /// How many of them lead.
    leaders: usize,
    limit: f32,
    doc: DocId,
}

impl EnoughScorer {
    fn new(mut parts: Vec<(Box<dyn Scorer>, f32)>, limit: f32) -> Self {
        let limit = limit - ROUNDING;
        parts.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let mut behind = 0.0;
        let followers = parts.iter().rev().take_while(|(_, weight)| {
            behind += weight;
            behind < limit
        });
        let leaders = parts.len() - followers.count();
        let mut scorer = Self { parts, leaders, limit, doc: 0 };
        scorer.doc = scorer.settle();
        scorer
    }

    /// The first document with enough among those the leaders stand at or before.
    fn settle(&mut self) -> DocId {
        loop {
            let leaders = self.parts.iter().take(self.leaders);
            let Some(doc) = leaders.map(|(leader, _)| leader.doc()).min() else { return TERMINATED };
            if doc == TERMINATED || self.has_enough(doc) {
                return doc;
            }
            self.leave(doc);
        }
    }

    /// Whether the parts that match `doc` weigh enough. Stops asking when what is left to ask does not matter.
    fn has_enough(&mut self, doc: DocId) -> bool {
        let mut open: f32 = self.parts.iter().map(|(_, weight)| weight).sum();
        let mut found = 0.0;
        for (part, weight) in &mut self.parts {
            open -= *weight;
            if stands_at(part.as_mut(), doc) {
                found += *weight;
            }
            if found >= self.limit {
                return true;
            }
            if found + open < self.limit {
                return false;
            }
        }
        false
    }

    /// Moves the leaders behind `doc`.
    fn leave(&mut self, doc: DocId) {
        for (leader, _) in self.parts.iter_mut().take(self.leaders) {
            if leader.doc() == doc {
                leader.advance();
            }
        }
    }
}

impl DocSet for EnoughScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.leave(self.doc);
            self.doc = self.settle();
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for (leader, _) in self.parts.iter_mut().take(self.leaders) {
            if leader.doc() < target {
                leader.seek(target);
            }
        }
        self.doc = self.settle();
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts.iter().take(self.leaders).map(|(leader, _)| leader.size_hint()).max().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        self.parts.iter().take(self.leaders).map(|(leader, _)| leader.cost()).sum()
    }
}

impl Scorer for EnoughScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let matching =
            self.parts.iter_mut().filter_map(|(part, _)| stands_at(part.as_mut(), doc).then(|| part.score()));
        matching.sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::collector::DocSetCollector;
    use tantivy::query::TermQuery;
    use tantivy::schema::IndexRecordOption;

    use super::*;
    use crate::example::texts;

    const WORDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

    /// Documents by the words they hold, as bits.
    fn found(documents: &[u8], weights: &[f32], limit: f32) -> Vec<DocId> {
        let (searcher, field) = texts(documents.iter().map(|bits| {
            let held = WORDS.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
            held.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
        }));
        let part = |word| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic))
        };
        let parts = WORDS.iter().zip(weights).map(|(word, weight)| (part(word), *weight)).collect();
        let found = searcher.search(&Enough::new(parts, limit), &DocSetCollector).unwrap();
        let mut found: Vec<DocId> = found.into_iter().map(|address| address.doc_id).collect();
        found.sort_unstable();
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn finds_what_reaches_the_limit_and_nothing_else(
            documents in prop::collection::vec(0_u8..64, 1..80),
            weights in prop::collection::vec(1_u8..10, WORDS.len()),
            share in 0.1_f32..1.0,
        ) {
            let weights: Vec<f32> = weights.into_iter().map(f32::from).collect();
            let limit = weights.iter().sum::<f32>() * share;
            let weight = |bits: u8| -> f32 {
                weights.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1).map(|(_, weight)| weight).sum()
            };
            let expected: Vec<DocId> = (0..).zip(&documents)
                .filter(|(_, bits)| weight(**bits) >= limit - ROUNDING)
                .map(|(doc, _)| doc)
                .collect();
            prop_assert_eq!(found(&documents, &weights, limit), expected);
        }
    }
}
