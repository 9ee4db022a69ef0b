//! Pointed terms (主題として述べる語): a query of our own for words that count only where a statement is about
//! them. A long statement that mentions a neighbour of the word looked for in passing is no answer.

use tantivy::query::{BoostQuery, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::scorers::ordinary;

/// Matches where a term gives at least a share of the score it gives when it stands once in a statement of average
/// length.
#[derive(Debug, Clone)]
pub(crate) struct Pointed {
    pub(crate) term: Term,
    pub(crate) boost: f32,
    pub(crate) share: f32,
}

impl Query for Pointed {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let ordinary = ordinary(&self.term, scoring)?;
        let term = TermQuery::new(self.term.clone(), IndexRecordOption::WithFreqs);
        let term = BoostQuery::new(Box::new(term), self.boost).weight(scoring)?;
        Ok(Box::new(PointedWeight { term, least: ordinary * self.boost * self.share }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.term, false);
    }
}

struct PointedWeight {
    term: Box<dyn Weight>,
    least: Score,
}

impl Weight for PointedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorer = PointedScorer { term: self.term.scorer(reader, boost)?, least: self.least * boost };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.term.explain(reader, doc)
    }
}

struct PointedScorer {
    term: Box<dyn Scorer>,
    least: Score,
}

impl PointedScorer {
    /// Goes on until the score suffices.
    fn settle(&mut self) -> DocId {
        while self.term.doc() != TERMINATED && self.term.score() < self.least {
            self.term.advance();
        }
        self.term.doc()
    }
}

impl DocSet for PointedScorer {
    fn advance(&mut self) -> DocId {
        self.term.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.term.seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.term.doc()
    }

    fn size_hint(&self) -> u32 {
        self.term.size_hint()
    }
}

impl Scorer for PointedScorer {
    fn score(&mut self) -> Score {
        self.term.score()
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;

    use super::*;
    use crate::example::texts;

    #[test]
    fn a_mention_in_passing_does_not_count() {
        let passing = format!("{} school", "town ".repeat(60));
        let (searcher, field) =
            texts(["school meals", "town hall", &passing, "school and school again", "roads"]);
        let found = |share| {
            let query = Pointed { term: Term::from_field_text(field, "school"), boost: 0.5, share };
            let mut found = searcher.search(&query, &TopDocs::with_limit(9).order_by_score()).unwrap();
            found.sort_by_key(|(_, address)| address.doc_id);
            found.into_iter().map(|(_, address)| address.doc_id).collect::<Vec<_>>()
        };
        assert_eq!(found(0.0), [0, 2, 3]);
        assert_eq!(found(0.6), [0, 3]);
    }
}
