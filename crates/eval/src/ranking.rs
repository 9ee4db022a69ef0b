//! Judges how answers are ranked (検索の順位): graded searches against the hits they brought.
//!
//! | figure | what it is |
//! |---|---|
//! | nDCG@10 | gains 2^grade − 1, divided by log2(rank + 1), over those of the best order there is |
//! | recall@20 | the share of statements with a grade that the first 20 hits stand for |
//! | the same, capped | of as many as 20 hits can hold |
//! | MRR | one over the rank of the first hit with a grade |
//!
//! A hit stands for a gold statement by its lines. Where several hits stand for one, the best rank counts and
//! the others are empty places, neither gain nor fault; a hit that stands for several brings the gain of one.

mod difference;
mod report;

pub use difference::{Change, Difference, Measure};
pub use report::{Category, Figures, Instead, QueryScore, RankingMiss, RankingReport, Wanted};

use crate::{Found, Gold, GoldStatement, Query, Question};

/// How many hits a reader looks at.
const FIRST: usize = 10;
/// How many a patient one does.
const FAR: usize = 20;
/// How many of each sort a miss names.
const NAMED: usize = 5;

/// Asks every query and judges what comes back, best first: at least the first 20 hits of it.
///
/// A file is told by the end of its path, so `gold` should know each document by a name of its own; see
/// [`Gold::papers`].
pub fn judge_ranking(
    gold: &Gold,
    queries: &[Query],
    mut ask: impl FnMut(&Question) -> Vec<Found>,
) -> RankingReport {
    let mut report = RankingReport::default();
    for query in queries {
        let found = ask(&query.question);
        let ranked = Ranked::new(gold, query, &found);
        report.queries.push(QueryScore {
            id: query.id.clone(),
            query: query.question.query.clone(),
            category: query.kind.clone(),
            returned: found.len(),
            figures: ranked.figures(),
        });
        report.misses.extend(ranked.miss(gold, query));
    }
    report.sum_up();
    report
}

/// The hits of one answer beside the statements that were wanted.
struct Ranked<'a> {
    found: &'a [Found],
    wanted: Vec<(&'a GoldStatement, u8)>,
    /// For each wanted statement the place of the first hit that stands for it.
    best: Vec<Option<usize>>,
    /// For each hit the grade of the best statement it stands for, 0 for none.
    grades: Vec<u8>,
    /// For each hit the grade it brings, 0 when a hit before it has brought it already.
    brought: Vec<u8>,
}

impl<'a> Ranked<'a> {
    fn new(gold: &'a Gold, query: &Query, found: &'a [Found]) -> Self {
        let grade = |case: &GoldStatement| query.relevant.get(case.id.as_ref()?).copied();
        let mut wanted: Vec<(&GoldStatement, u8)> =
            gold.statements.iter().filter_map(|case| Some((case, grade(case)?))).collect();
        wanted.retain(|(_, grade)| *grade > 0);
        // The best first, so that a hit brings the best it stands for.
        wanted.sort_by_key(|(_, grade)| std::cmp::Reverse(*grade));
        let mut best = vec![None; wanted.len()];
        let mut taken = vec![false; wanted.len()];
        let (mut grades, mut brought) = (vec![0; found.len()], vec![0; found.len()]);
        for (place, hit) in found.iter().enumerate() {
            for (index, (case, grade)) in wanted.iter().enumerate() {
                if hit.stands_for(case) {
                    best[index].get_or_insert(place);
                    grades[place] = grades[place].max(*grade);
                    if brought[place] == 0 && !taken[index] {
                        taken[index] = true;
                        brought[place] = *grade;
                    }
                }
            }
        }
        Self { found, wanted, best, grades, brought }
    }

    fn figures(&self) -> Option<Figures> {
        if self.wanted.is_empty() {
            return None;
        }
        let ideal: Vec<u8> = self.wanted.iter().map(|(_, grade)| *grade).collect();
        let near = self.best.iter().flatten().filter(|&&place| place < FAR).count();
        let first = self.grades.iter().position(|&grade| grade > 0);
        let all = self.wanted.len();
        Some(Figures {
            ndcg: gain(&self.brought) / gain(&ideal),
            recall: near as f64 / all as f64,
            capped_recall: (near as f64 / all.min(FAR) as f64).min(1.0),
            mrr: first.map_or(0.0, |place| 1.0 / (place + 1) as f64),
        })
    }

    /// What is wrong: statements that should be among the first hits, and hits that should not.
    fn miss(&self, gold: &Gold, query: &Query) -> Option<RankingMiss> {
        let first = &self.grades[..self.grades.len().min(FIRST)];
        let room = first.len() < FIRST;
        let late = |place: Option<usize>| place.is_none_or(|place| place >= FIRST);
        let should_be_there = |grade: u8| room || first.iter().any(|&other| other < grade);
        let outside: Vec<Wanted> = self
            .wanted
            .iter()
            .zip(&self.best)
            .filter(|((_, grade), place)| late(**place) && should_be_there(*grade))
            .map(|(&(case, grade), &place)| Wanted {
                id: case.id.clone().unwrap_or_default(),
                file: case.file.clone(),
                lines: (case.start_line, case.end_line),
                text: case.text.clone(),
                grade,
                rank: place.map(|place| place + 1),
                explain: place.and_then(|place| self.found[place].explain.clone()),
            })
            .collect();
        let inside = |place: usize| Instead {
            rank: place + 1,
            text: gold
                .statements
                .iter()
                .find(|case| self.found[place].stands_for(case))
                .map(|case| case.text.clone()),
            found: self.found[place].clone(),
        };
        // Where all that is wanted is there, what stands among it or after it does no harm.
        let silence_wanted = self.wanted.is_empty();
        let instead: Vec<Instead> = (0..first.len())
            .filter(|&place| first[place] == 0 && (silence_wanted || !outside.is_empty()))
            .map(inside)
            .collect();
        if outside.is_empty() && instead.is_empty() {
            return None;
        }
        let (missing, irrelevant) = (outside.len(), instead.len());
        Some(RankingMiss {
            id: query.id.clone(),
            query: query.question.query.clone(),
            ndcg: self.figures().map(|figures| figures.ndcg),
            missing,
            wanted: outside.into_iter().take(NAMED).collect(),
            irrelevant,
            instead: instead.into_iter().take(NAMED).collect(),
        })
    }
}

/// The discounted gain of the first ten grades.
fn gain(grades: &[u8]) -> f64 {
    discounted(grades, FIRST)
}

/// The discounted gain of the first grades.
pub(crate) fn discounted(grades: &[u8], first: usize) -> f64 {
    let gains = grades.iter().take(first).enumerate();
    gains.map(|(place, &grade)| (f64::from(grade).exp2() - 1.0) / ((place + 2) as f64).log2()).sum()
}

#[cfg(test)]
mod tests;
