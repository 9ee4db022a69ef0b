//! Comparable statements as JSON.

use std::io::{self, Write};

use kurabe_query::{Comparables, Counterpart, Counterparts, Reach, Reason};
use schemars::JsonSchema;
use serde::Serialize;

use super::corpus::Corpus;
use super::hit::{Hit, Place};
use super::{Layout, rounded, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Comparables")]
pub(super) struct Whole<'a> {
    source: Option<Hit<'a>>,
    text: &'a str,
    corpus: Corpus<'a>,
    threshold: f32,
    municipalities: Vec<Row<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Counterparts")]
struct Row<'a> {
    #[serde(flatten)]
    reach: Reached<'a>,
    found: bool,
    best: Option<f64>,
    hits: Vec<Compared<'a>>,
}

/// A municipality with the denominators of what it was searched for.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SearchedMunicipality")]
pub(super) struct Reached<'a> {
    municipality: Place<'a>,
    statements_searched: usize,
    documents_searched: usize,
    documents_only_tables: usize,
    documents_unreadable: usize,
}

impl<'a> From<&'a Reach> for Reached<'a> {
    fn from(reach: &'a Reach) -> Self {
        Self {
            municipality: Place::from(&reach.municipality),
            statements_searched: reach.statements,
            documents_searched: reach.documents,
            documents_only_tables: reach.only_tables,
            documents_unreadable: reach.unreadable,
        }
    }
}

/// A HIT with what makes it comparable.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ComparedHit")]
pub(super) struct Compared<'a> {
    #[serde(flatten)]
    hit: Hit<'a>,
    similarity: f64,
    reasons: Vec<ReasonRow<'a>>,
}

/// Why two statements are comparable.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reason")]
struct ReasonRow<'a> {
    reason: &'static str,
    of: &'a str,
    term: &'a str,
}

impl<'a> From<&'a Reason> for ReasonRow<'a> {
    fn from(reason: &'a Reason) -> Self {
        Self { reason: reason.sort.as_str(), of: &reason.of, term: &reason.term }
    }
}

impl<'a> From<(usize, &'a Counterpart)> for Compared<'a> {
    fn from((place, counterpart): (usize, &'a Counterpart)) -> Self {
        let Counterpart { quote, similarity, reasons } = counterpart;
        Self {
            hit: Hit::ranked(quote, place + 1),
            similarity: rounded(*similarity),
            reasons: reasons.iter().map(ReasonRow::from).collect(),
        }
    }
}

/// Writes comparable statements; as lines, one municipality each.
pub fn similar(out: &mut dyn Write, layout: Layout, found: &Comparables) -> io::Result<()> {
    let rows = found.municipalities.iter().map(row);
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Whole {
                source: found.source.as_ref().map(Hit::from),
                text: &found.text,
                corpus: Corpus::from(&found.corpus),
                threshold: kurabe_query::FOUND,
                municipalities: rows.collect(),
            },
        ),
    }
}

fn row(one: &Counterparts) -> Row<'_> {
    Row {
        reach: Reached::from(&one.reach),
        found: one.found,
        best: one.best.map(rounded),
        hits: one.hits.iter().enumerate().map(Compared::from).collect(),
    }
}
