//! Words near each other (語の近接): a query of our own for words that follow each other with some others between. The engine's
//! looks at the rarest word of a segment first, and what it finds of three words and more depends on which that is: an answer
//! would tell how its index came about.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::scorers::explained;

/// Matches where words of a field follow each other, with at most so many others between all of them.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    /// In order; two at least.
    pub(crate) terms: Vec<Term>,
    pub(crate) slop: u32,
}

impl Query for Near {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                Some(Bm25Weight::for_terms(statistics_provider, &self.terms)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(NearWeight { near: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.terms.iter().for_each(|term| visitor(term, true));
    }
}

struct NearWeight {
    near: Near,
    /// Nothing where nobody asks for scores.
    bm25: Option<Bm25Weight>,
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(field) = self.near.terms.first().map(Term::field) else { return Ok(Box::new(EmptyScorer)) };
        let lists = reader.inverted_index(field)?;
        let mut words = Vec::with_capacity(self.near.terms.len());
        for term in &self.near.terms {
            match lists.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? {
                Some(list) => words.push(list),
                None => return Ok(Box::new(EmptyScorer)),
            }
        }
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_key(|&word| words[word].doc_freq());
        let mut scorer = NearScorer {
            positions: vec![Vec::new(); words.len()],
            words,
            order,
            slop: self.near.slop,
            often: 0,
            bm25: self.bm25.as_ref().map(|bm25| bm25.boost_by(boost)),
            lengths: reader.get_fieldnorms_reader(field)?,
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "words near each other")
    }
}

/// Goes from one document to the next, led by the rarest word.
struct NearScorer {
    words: Vec<SegmentPostings>,
    /// The words from the rarest on.
    order: Vec<usize>,
    /// Where each word stands in the document.
    positions: Vec<Vec<u32>>,
    slop: u32,
    /// How often they follow each other in it.
    often: u32,
    bm25: Option<Bm25Weight>,
    lengths: FieldNormReader,
}

impl NearScorer {
    /// The first document with all words near each other, from where the rarest stands.
    fn settle(&mut self) -> DocId {
        let mut doc = self.doc();
        while doc != TERMINATED {
            let ahead = self.order[1..].iter().find_map(|&word| {
                let word = &mut self.words[word];
                let at = if word.doc() < doc { word.seek(doc) } else { word.doc() };
                (at != doc).then_some(at)
            });
            if ahead.is_none() {
                self.often = self.count();
                if self.often > 0 {
                    return doc;
                }
            }
            let leader = &mut self.words[self.order[0]];
            doc = match ahead {
                Some(ahead) => leader.seek(ahead),
                None => leader.advance(),
            };
        }
        TERMINATED
    }

    /// How often the words follow each other here: every place of the first one counts once.
    fn count(&mut self) -> u32 {
        for (word, positions) in self.words.iter_mut().zip(&mut self.positions) {
            word.positions(positions);
        }
        let Some((first, others)) = self.positions.split_first() else { return 0 };
        let follows = |start: &&u32| {
            let (mut next, mut left) = (**start + 1, self.slop);
            others.iter().all(|positions| {
                // The nearest leaves most for those behind.
                let place = positions.partition_point(|position| *position < next);
                let Some(gap) =
                    positions.get(place).map(|position| position - next).filter(|gap| *gap <= left)
                else {
                    return false;
                };
                left -= gap;
                next += gap + 1;
                true
            })
        };
        first.iter().filter(follows).count() as u32
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.words[self.order[0]].advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.words[self.order[0]].seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.words[self.order[0]].doc()
    }

    fn size_hint(&self) -> u32 {
        self.words[self.order[0]].size_hint() / 4
    }

    fn cost(&self) -> u64 {
        u64::from(self.words[self.order[0]].size_hint()) * self.words.len() as u64
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc();
        let score = |bm25: &Bm25Weight| bm25.score(self.lengths.fieldnorm_id(doc), self.often);
        self.bm25.as_ref().map_or(1.0, score)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::DocSetCollector;

    use super::*;
    use crate::example::texts;

    /// The documents that have words near each other; `more` stand behind them in the same segment.
    fn found(words: &[&str], slop: u32, more: &[&str]) -> Vec<DocId> {
        let searched = ["a b c", "a x b c", "a x b x c", "c b a", "a b", "a b b c", "b a c b c a b c"];
        let (searcher, field) = texts(searched.iter().chain(more));
        let terms = words.iter().map(|word| Term::from_field_text(field, word)).collect();
        let found = searcher.search(&Near { terms, slop }, &DocSetCollector).unwrap();
        let mut found: Vec<DocId> = found.into_iter().map(|address| address.doc_id).collect();
        found.retain(|doc| (*doc as usize) < searched.len());
        found.sort_unstable();
        found
    }

    #[test]
    fn what_is_near_does_not_depend_on_what_is_rare() {
        for more in [&[][..], &["a", "a", "a", "a a"], &["b", "b", "b", "b"], &["c", "c", "c", "c", "c"]] {
            assert_eq!(found(&["a", "b", "c"], 0, more), [0, 6]);
            assert_eq!(found(&["a", "b", "c"], 1, more), [0, 1, 5, 6]);
            assert_eq!(found(&["a", "b", "c"], 2, more), [0, 1, 2, 5, 6]);
            assert_eq!(found(&["a", "b"], 1, more), [0, 1, 2, 4, 5, 6]);
            assert!(found(&["a", "d"], 1, more).is_empty());
        }
    }
}
