//! Gaps as JSON.

use std::io::{self, Write};

use kurabe_model::Quote;
use kurabe_query::{Gap, Gaps};
use schemars::JsonSchema;
use serde::Serialize;

use super::corpus::Corpus;
use super::hit::Hit;
use super::similar::Reached;
use super::{Layout, rounded, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Gaps")]
pub(super) struct Whole<'a> {
    #[serde(flatten)]
    own: Reached<'a>,
    peers: Vec<Reached<'a>>,
    corpus: Corpus<'a>,
    total_missing: usize,
    missing: Vec<Row<'a>>,
    /// From how many statements of the others rows of `missing` were begun, where all would be too many.
    sample: Option<Sample>,
    total_alone: usize,
    alone: Vec<Row<'a>>,
}

/// So many statements, chosen evenly of all that there are.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GapsSample")]
struct Sample {
    statements: usize,
    of: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Gap")]
struct Row<'a> {
    /// `missing` here, or `alone` here.
    gap: &'static str,
    municipalities: usize,
    hits: Vec<Near<'a>>,
    nearest: Option<Near<'a>>,
}

/// A HIT with how comparable it is with the first of its row.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NearHit")]
pub(super) struct Near<'a> {
    #[serde(flatten)]
    hit: Hit<'a>,
    similarity: f64,
}

impl<'a> Near<'a> {
    pub(super) fn of(quote: &'a Quote, similarity: f32) -> Self {
        Self { hit: Hit::from(quote), similarity: rounded(similarity) }
    }
}

/// Writes gaps; as lines, one measure each.
pub fn gaps(out: &mut dyn Write, layout: Layout, found: &Gaps) -> io::Result<()> {
    let missing = found.missing.iter().map(|one| row("missing", one)).collect::<Vec<_>>();
    let alone = found.alone.iter().map(|one| row("alone", one)).collect::<Vec<_>>();
    match layout {
        Layout::Lines => write_lines(out, missing.into_iter().chain(alone)),
        Layout::Whole => write_whole(
            out,
            &Whole {
                own: Reached::from(&found.own),
                peers: found.peers.iter().map(Reached::from).collect(),
                corpus: Corpus::from(&found.corpus),
                total_missing: found.total_missing,
                missing,
                sample: found.sample.map(|(statements, of)| Sample { statements, of }),
                total_alone: found.total_alone,
                alone,
            },
        ),
    }
}

fn row<'a>(gap: &'static str, one: &'a Gap) -> Row<'a> {
    Row {
        gap,
        municipalities: one.measure.municipalities,
        hits: one.measure.statements.iter().map(|(quote, near)| Near::of(quote, *near)).collect(),
        nearest: one.nearest.as_ref().map(|(quote, near)| Near::of(quote, *near)),
    }
}
