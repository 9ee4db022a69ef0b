//! What adds to a score without being needed (併せて見る手がかり): a query of our own. The engine's reads all that any of the others
//! matches, thousands of documents at a time; here they are asked about what matches alone.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};

use crate::gather::{Floor, ROUNDING};
use crate::scorers::{explained, most_of, stands_at};

/// What is put together of others: the score is the sum of theirs, or the best of them.
#[derive(Debug, Clone)]
pub(crate) enum Side<T> {
    One(T),
    Sum(Vec<Self>),
    Best(Vec<Self>),
}

impl<T> Side<T> {
    /// The same of something else.
    fn map<U>(&self, make: &mut impl FnMut(&T) -> tantivy::Result<U>) -> tantivy::Result<Side<U>> {
        let mut all =
            |sides: &[Self]| sides.iter().map(|side| side.map(make)).collect::<tantivy::Result<_>>();
        Ok(match self {
            Self::One(one) => Side::One(make(one)?),
            Self::Sum(sides) => Side::Sum(all(sides)?),
            Self::Best(sides) => Side::Best(all(sides)?),
        })
    }

    /// Shows each of them.
    fn each<'s>(&'s self, see: &mut impl FnMut(&'s T)) {
        match self {
            Self::One(one) => see(one),
            Self::Sum(sides) | Self::Best(sides) => sides.iter().for_each(|side| side.each(see)),
        }
    }
}

impl Side<Clue> {
    /// What it gives at most.
    fn most(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Score> {
        Ok(match self {
            Self::One(Clue { most: Most::Same(most), .. }) => *most,
            Self::One(Clue { most: Most::Words(words, boost), .. }) => most_of(words, scoring)? * boost,
            Self::One(Clue { most: Most::Unknown, .. }) => Score::INFINITY,
            Self::Sum(sides) => sides.iter().map(|side| side.most(scoring)).sum::<tantivy::Result<_>>()?,
            Self::Best(sides) => sides
                .iter()
                .try_fold(0.0, |most: Score, side| tantivy::Result::Ok(most.max(side.most(scoring)?)))?,
        })
    }
}

/// A query on the side.
#[derive(Debug, Clone)]
pub(crate) struct Clue {
    pub(crate) query: Arc<dyn Query>,
    pub(crate) most: Most,
}

/// What a query gives at most.
#[derive(Debug, Clone)]
pub(crate) enum Most {
    /// So much.
    Same(Score),
    /// What words give together, times a boost.
    Words(Vec<Term>, Score),
    /// Nobody knows.
    Unknown,
}

/// Matches what the part does; what the sides give is added to its score.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    part: Arc<dyn Query>,
    sides: Side<Clue>,
    /// Where only the best are wanted.
    floor: Option<Arc<Floor>>,
}

impl Beside {
    pub(crate) fn new(part: Box<dyn Query>, sides: Vec<Side<Clue>>) -> Self {
        Self { part: part.into(), sides: Side::Sum(sides), floor: None }
    }

    /// The same where only what is above a floor is wanted: others get less than they score.
    pub(crate) fn above(self, floor: &Arc<Floor>) -> Self {
        Self { floor: Some(Arc::clone(floor)), ..self }
    }
}

impl Query for Beside {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let part = self.part.weight(scoring)?;
        if !scoring.is_scoring_enabled() {
            return Ok(part);
        }
        let sides = self.sides.map(&mut |clue| clue.query.weight(scoring))?;
        let floor = match &self.floor {
            Some(floor) => Some((Arc::clone(floor), self.sides.most(scoring)?)),
            None => None,
        };
        Ok(Box::new(BesideWeight { part, sides, floor }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.part.query_terms(visitor);
        self.sides.each(&mut |clue| clue.query.query_terms(visitor));
    }
}

struct BesideWeight {
    part: Box<dyn Weight>,
    sides: Side<Box<dyn Weight>>,
    /// A floor, and what the sides give at most.
    floor: Option<(Arc<Floor>, Score)>,
}

impl Weight for BesideWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let part = self.part.scorer(reader, boost)?;
        let sides = self.sides.map(&mut |weight| weight.scorer(reader, boost))?;
        let floor = self.floor.as_ref().map(|(floor, most)| (Arc::clone(floor), most * boost));
        Ok(Box::new(BesideScorer { part, sides, floor, scored: None }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self.scorer(reader, 1.0)?, doc, "a part and what adds to it")
    }
}

struct BesideScorer {
    part: Box<dyn Scorer>,
    sides: Side<Box<dyn Scorer>>,
    /// A floor, and what the sides give at most.
    floor: Option<(Arc<Floor>, Score)>,
    /// What the document it stands at scores, once it was asked.
    scored: Option<Score>,
}

impl Side<Box<dyn Scorer>> {
    /// What it gives a document, which lies behind those asked about before; nothing if it does not match.
    fn score(&mut self, doc: DocId) -> Option<Score> {
        match self {
            Self::One(scorer) => stands_at(scorer.as_mut(), doc).then(|| scorer.score()),
            Self::Sum(sides) => {
                sides.iter_mut().filter_map(|side| side.score(doc)).reduce(|one, other| one + other)
            }
            Self::Best(sides) => sides.iter_mut().filter_map(|side| side.score(doc)).reduce(Score::max),
        }
    }
}

impl DocSet for BesideScorer {
    fn advance(&mut self) -> DocId {
        self.scored = None;
        self.part.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.scored = None;
        self.part.seek(target)
    }

    fn doc(&self) -> DocId {
        self.part.doc()
    }

    fn size_hint(&self) -> u32 {
        self.part.size_hint()
    }

    fn cost(&self) -> u64 {
        self.part.cost()
    }
}

impl Scorer for BesideScorer {
    fn score(&mut self) -> Score {
        if let Some(scored) = self.scored {
            return scored;
        }
        let mut scored = self.part.score();
        let is_low = |(floor, most): &(Arc<Floor>, Score)| scored + most + ROUNDING < floor.get();
        if !self.floor.as_ref().is_some_and(is_low) {
            scored += self.sides.score(self.part.doc()).unwrap_or_default();
        }
        self.scored = Some(scored);
        scored
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;
    use tantivy::query::{BooleanQuery, DisjunctionMaxQuery, Occur, TermQuery};
    use tantivy::schema::IndexRecordOption;

    use super::*;
    use crate::example::texts;

    #[test]
    fn it_scores_as_the_engine_does() {
        let (searcher, field) = texts((1..=600_usize).map(|number| {
            let said = [("town", 2), ("park", 3), ("road", 5), ("school", 7)];
            let words = said.iter().filter(|(_, often)| number % often == 0).map(|(word, _)| *word);
            words.collect::<Vec<_>>().join(" ")
        }));
        let term = |word: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
        };
        let best = DisjunctionMaxQuery::new(vec![term("road"), term("school")]);
        let theirs = BooleanQuery::new(vec![
            (Occur::Must, term("town")),
            (Occur::Should, term("park")),
            (Occur::Should, Box::new(best)),
        ]);
        let one = |word: &str| {
            let most = Most::Words(vec![Term::from_field_text(field, word)], 1.0);
            Side::One(Clue { query: Arc::from(term(word)), most })
        };
        let sides = vec![one("park"), Side::Best(vec![one("road"), one("school")])];
        let ours = Beside::new(term("town"), sides).clone();
        let found = |query: &dyn Query| {
            let mut found = searcher.search(query, &TopDocs::with_limit(600).order_by_score()).unwrap();
            found.sort_by_key(|(_, address)| *address);
            found
        };
        let theirs = found(&theirs);
        assert_eq!((found(&ours).len(), theirs.len()), (300, 300));
        for ((score, address), (other, same)) in found(&ours).iter().zip(&theirs) {
            assert!(address == same && (score - other).abs() < 1e-5, "{address:?}: {score} {other}");
        }
        // What is above a floor scores the same, and all else stays below.
        let mut scores: Vec<Score> = theirs.iter().map(|(score, _)| *score).collect();
        scores.sort_by(Score::total_cmp);
        for least in [scores[0], scores[150], scores[299]] {
            let floor = Arc::new(Floor::default());
            floor.raise(least);
            for ((score, _), (other, _)) in found(&ours.clone().above(&floor)).iter().zip(&theirs) {
                let same = (score - other).abs() < 1e-5;
                assert!(same || *score < least && *other < least, "{score} {other} {least}");
            }
        }
    }
}
