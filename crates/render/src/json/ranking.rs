//! How answers are ranked, as JSON.

use std::io::{self, Write};

use kurabe_eval::{Category, Difference, QueryScore, RankingMiss, RankingReport};
use serde::Serialize;

use super::{Layout, write_lines, write_whole};

#[derive(Serialize)]
struct Ranking<'a> {
    categories: &'a [Category],
    total: &'a Category,
    queries: &'a [QueryScore],
    misses: &'a [RankingMiss],
    difference: Option<&'a Difference>,
}

/// Writes a report, and what has changed where an earlier one is known; as lines, one search each.
pub fn ranking(
    out: &mut dyn Write,
    layout: Layout,
    report: &RankingReport,
    difference: Option<&Difference>,
) -> io::Result<()> {
    let RankingReport { queries, categories, total, misses } = report;
    match layout {
        Layout::Lines => write_lines(out, queries),
        Layout::Whole => write_whole(out, &Ranking { categories, total, queries, misses, difference }),
    }
}
