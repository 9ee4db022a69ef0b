//! How answers are ranked, as JSON.

use kurabe_eval::{Category, Difference, QueryScore, RankingMiss, RankingReport};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Ranking<'a> {
    categories: &'a [Category],
    total: &'a Category,
    queries: &'a [QueryScore],
    misses: &'a [RankingMiss],
    difference: Option<&'a Difference>,
}

impl<'a> Ranking<'a> {
    /// A report, and what has changed where an earlier one is known.
    pub(super) fn of(report: &'a RankingReport, difference: Option<&'a Difference>) -> Self {
        let RankingReport { queries, categories, total, misses } = report;
        Self { categories, total, queries, misses, difference }
    }
}
