//! What has changed since an earlier judgement of the same searches.

use serde::{Deserialize, Serialize};

use super::{QueryScore, RankingReport};

/// Figures that differ by less are printed the same.
const SAME: f64 = 0.0005;

/// Searches that are answered better or worse than they were.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Better, the most first.
    pub better: Vec<Change>,
    /// Worse, the most first.
    pub worse: Vec<Change>,
    /// Searches that were not asked then.
    pub new: Vec<String>,
    /// Searches that are not asked any more.
    pub gone: Vec<String>,
}

/// A search that is answered otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Its name.
    pub id: String,
    /// Its words.
    pub query: String,
    /// The first figure that differs.
    pub measure: Measure,
    /// What it was.
    pub before: f64,
    /// What it is.
    pub now: f64,
}

/// The figures that are compared, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Whether nothing came where nothing should: 1 or 0.
    Silence,
    /// nDCG of the first ten.
    Ndcg,
    /// Recall of the first twenty.
    Recall,
}

impl RankingReport {
    /// What has changed since `earlier`.
    pub fn difference(&self, earlier: &Self) -> Difference {
        let mut difference = Difference::default();
        for now in &self.queries {
            match earlier.queries.iter().find(|before| before.id == now.id) {
                None => difference.new.push(now.id.clone()),
                Some(before) => match change(before, now) {
                    Some(change) if change.now > change.before => difference.better.push(change),
                    Some(change) => difference.worse.push(change),
                    None => {}
                },
            }
        }
        let asked = |id: &str| self.queries.iter().any(|now| now.id == id);
        let gone = earlier.queries.iter().filter(|before| !asked(&before.id));
        difference.gone = gone.map(|before| before.id.clone()).collect();
        let much = |change: &Change| (change.now - change.before).abs();
        difference.better.sort_by(|a, b| much(b).total_cmp(&much(a)));
        difference.worse.sort_by(|a, b| much(b).total_cmp(&much(a)));
        difference
    }
}

fn change(before: &QueryScore, now: &QueryScore) -> Option<Change> {
    let figures = match (before.figures, now.figures) {
        (Some(before), Some(now)) => {
            vec![(Measure::Ndcg, before.ndcg, now.ndcg), (Measure::Recall, before.recall, now.recall)]
        }
        (None, None) => {
            let silence = |score: &QueryScore| f64::from(u8::from(score.is_silent()));
            vec![(Measure::Silence, silence(before), silence(now))]
        }
        // The case itself has changed, and tells nothing about the answer.
        _ => Vec::new(),
    };
    let (measure, before, now_is) =
        figures.into_iter().find(|(_, before, now)| (now - before).abs() >= SAME)?;
    Some(Change { id: now.id.clone(), query: now.query.clone(), measure, before, now: now_is })
}
