//! The changes between two editions as JSON.

use std::io::{self, Write};

use kurabe_query::{Change, Changes, DeadlineChange, Edition, NearInMeaning, Segment, Stretch, TargetChange};
use serde::Serialize;

use super::corpus::Corpus;
use super::hit::{DeadlineRow, Hit, Place, Source, TargetRow};
use super::{Layout, rounded, write_lines, write_whole};

#[derive(Serialize)]
struct Whole<'a> {
    old: EditionRow<'a>,
    new: EditionRow<'a>,
    corpus: Corpus<'a>,
    counts: Vec<Count>,
    changes: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct EditionRow<'a> {
    municipality: Place<'a>,
    document: Source<'a>,
    statements: usize,
    /// How many of them stand in rows within the filters.
    within: usize,
}

#[derive(Serialize)]
struct Count {
    verdict: &'static str,
    changes: usize,
    old: usize,
    new: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    verdict: &'static str,
    similarity: Option<f64>,
    /// What lies nearest in meaning on the other side, of what only one side has.
    near: Option<NearRow<'a>>,
    old: Vec<Hit<'a>>,
    new: Vec<Hit<'a>>,
    /// Whether the headings of both sides are called otherwise.
    headings_changed: bool,
    segments: Vec<SegmentRow<'a>>,
    targets: Vec<TargetPair<'a>>,
    deadlines: Vec<DeadlinePair<'a>>,
}

#[derive(Serialize)]
struct NearRow<'a> {
    nearness: f64,
    statement: Hit<'a>,
}

#[derive(Serialize)]
struct SegmentRow<'a> {
    /// `same`, `removed` or `added`.
    segment: &'static str,
    old: Option<StretchRow<'a>>,
    new: Option<StretchRow<'a>>,
}

/// A stretch of the text of the statement at a place of its side; offsets count characters.
#[derive(Serialize)]
struct StretchRow<'a> {
    statement: usize,
    place: (usize, usize),
    text: &'a str,
}

#[derive(Serialize)]
struct TargetPair<'a> {
    measured: &'a str,
    old: Option<TargetRow<'a>>,
    new: Option<TargetRow<'a>>,
}

#[derive(Serialize)]
struct DeadlinePair<'a> {
    old: Option<DeadlineRow<'a>>,
    new: Option<DeadlineRow<'a>>,
}

/// Writes changes; as lines, one change each.
pub fn changes(out: &mut dyn Write, layout: Layout, found: &Changes) -> io::Result<()> {
    let rows = found.changes.iter().map(Row::from);
    let counts = found.tallies.iter().map(|tally| Count {
        verdict: tally.verdict.as_str(),
        changes: tally.changes,
        old: tally.old,
        new: tally.new,
    });
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Whole {
                old: EditionRow::from(&found.old),
                new: EditionRow::from(&found.new),
                corpus: Corpus::from(&found.corpus),
                counts: counts.collect(),
                changes: rows.collect(),
            },
        ),
    }
}

impl<'a> From<&'a Edition> for EditionRow<'a> {
    fn from(edition: &'a Edition) -> Self {
        Self {
            municipality: Place::from(&edition.municipality),
            document: Source::from(&edition.facts),
            statements: edition.statements,
            within: edition.within,
        }
    }
}

impl<'a> From<&'a Change> for Row<'a> {
    fn from(change: &'a Change) -> Self {
        Self {
            verdict: change.verdict.as_str(),
            similarity: change.similarity.map(rounded),
            near: change.near.as_ref().map(NearRow::from),
            old: change.old.iter().map(Hit::from).collect(),
            new: change.new.iter().map(Hit::from).collect(),
            headings_changed: change.renamed,
            segments: change.segments.iter().map(SegmentRow::from).collect(),
            targets: change.targets.iter().map(TargetPair::from).collect(),
            deadlines: change.deadlines.iter().map(DeadlinePair::from).collect(),
        }
    }
}

impl<'a> From<&'a NearInMeaning> for NearRow<'a> {
    fn from(near: &'a NearInMeaning) -> Self {
        Self { nearness: rounded(near.nearness), statement: Hit::from(&near.quote) }
    }
}

impl<'a> From<&'a Segment> for SegmentRow<'a> {
    fn from(segment: &'a Segment) -> Self {
        let row = |stretch: &'a Stretch| StretchRow {
            statement: stretch.statement,
            place: stretch.place,
            text: &stretch.text,
        };
        Self {
            segment: segment.sort.as_str(),
            old: segment.old.as_ref().map(row),
            new: segment.new.as_ref().map(row),
        }
    }
}

impl<'a> From<&'a TargetChange> for TargetPair<'a> {
    fn from(change: &'a TargetChange) -> Self {
        Self {
            measured: &change.measured,
            old: change.old.as_ref().map(TargetRow::from),
            new: change.new.as_ref().map(TargetRow::from),
        }
    }
}

impl<'a> From<&'a DeadlineChange> for DeadlinePair<'a> {
    fn from(change: &'a DeadlineChange) -> Self {
        Self {
            old: change.old.as_ref().map(DeadlineRow::from),
            new: change.new.as_ref().map(DeadlineRow::from),
        }
    }
}
