//! Trends as JSON: one row for every term in every year.

use std::io::{self, Write};

use kurabe_query::{Point, Trends, YearOf};
use schemars::JsonSchema;
use serde::Serialize;

use super::corpus::Corpus;
use super::{Layout, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Trends")]
pub(super) struct Whole<'a> {
    terms: &'a [String],
    corpus: Corpus<'a>,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TermInYear")]
struct Row<'a> {
    term: &'a str,
    /// None for documents without a year.
    year: Option<u16>,
    mentions: Option<usize>,
    per_10000_words: Option<f64>,
    statements: usize,
    share: f64,
    interval: [f64; 2],
    statements_searched: usize,
    documents_searched: usize,
}

/// Writes trends; as lines, the rows.
pub fn trends(out: &mut dyn Write, layout: Layout, found: &Trends) -> io::Result<()> {
    let rows = found.terms.iter().zip(&found.points).flat_map(|(term, points)| {
        found.years.iter().zip(points).map(move |(year, point)| row(term, year, point))
    });
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Whole { terms: &found.terms, corpus: Corpus::from(&found.corpus), rows: rows.collect() },
        ),
    }
}

fn row<'a>(term: &'a str, year: &YearOf, point: &Point) -> Row<'a> {
    Row {
        term,
        year: year.year.map(|year| year.western()),
        mentions: point.mentions,
        per_10000_words: point.per_10000_words.map(rounded),
        statements: point.statements,
        share: rounded(point.share),
        interval: [rounded(point.interval.0), rounded(point.interval.1)],
        statements_searched: year.statements,
        documents_searched: year.documents,
    }
}

/// More figures than these say nothing.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
