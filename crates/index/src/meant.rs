//! What is meant (意味の近さ): a query of our own, whose scores come from vectors and not from words.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use crate::meanings::Nearness;

/// Matches what lies at least so near, and gives the nearness times the boost.
#[derive(Debug, Clone)]
pub(crate) struct Meant {
    pub(crate) nearness: Nearness,
    /// Above nothing.
    pub(crate) least: f32,
    pub(crate) boost: f32,
}

impl Query for Meant {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Meant {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let (values, rows) = self.nearness.of_segment(reader.segment_id());
        let (least, boost) = (self.least, self.boost * boost);
        let mut scorer =
            MeantScorer { values, first: rows.start, count: rows.len() as DocId, least, boost, doc: 0 };
        scorer.seek(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("nearness of meaning", scorer.score()))
    }
}

/// Goes from one statement that is near enough to the next.
struct MeantScorer {
    /// Of all segments.
    values: Arc<Vec<f32>>,
    /// Where those of this one begin, and how many they are.
    first: usize,
    count: DocId,
    least: f32,
    boost: Score,
    doc: DocId,
}

impl MeantScorer {
    fn nearness(&self, doc: DocId) -> f32 {
        self.values.get(self.first + doc as usize).copied().unwrap_or(0.0)
    }
}

impl DocSet for MeantScorer {
    fn advance(&mut self) -> DocId {
        self.seek(self.doc.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let near = (target.min(self.count)..self.count).find(|doc| self.nearness(*doc) >= self.least);
        self.doc = near.unwrap_or(TERMINATED);
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.count
    }
}

impl Scorer for MeantScorer {
    fn score(&mut self) -> Score {
        self.nearness(self.doc) * self.boost
    }
}
