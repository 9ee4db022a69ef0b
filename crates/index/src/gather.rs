//! Gathers what matches in a segment (一致の収集): as much of it as somebody wants.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::Result;

/// Scores that differ by less than one in this are equal.
const PRECISION: f32 = 1000.0;

/// From so many on those gathered are looked through for the best.
const MANY: usize = 64;

/// What scores are wanted for.
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    /// Nothing: what matches is counted.
    Count,
    /// The scores of all that matches.
    All,
    /// So many of the best.
    Best(usize, Arc<Floor>),
}

/// What it takes to be among the best (足切り): it rises while they are being found, in all segments at once.
#[derive(Debug, Default)]
pub(crate) struct Floor(AtomicU32);

impl Floor {
    /// Whoever scores less is not among the best.
    pub(crate) fn get(&self) -> Score {
        f32::from_bits(self.0.load(Ordering::Relaxed))
    }

    /// So many of the best score no less than this.
    pub(crate) fn raise(&self, least: Score) {
        // No score is below nothing, and then the bits are in the order of the numbers.
        self.0.fetch_max(least.max(0.0).to_bits(), Ordering::Relaxed);
    }
}

/// Something that matches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) address: DocAddress,
    pub(crate) score: Score,
}

/// What matches in a segment.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) total: usize,
    /// All of it, where that was asked for.
    pub(crate) docs: Vec<DocId>,
    /// What is wanted of it, and perhaps more.
    pub(crate) hits: Vec<Hit>,
}

impl Gathered {
    /// What `weight` matches in a segment; all of it besides what is wanted, if it is `listed`.
    pub(crate) fn of(
        weight: &dyn Weight,
        (ordinal, reader): (SegmentOrdinal, &SegmentReader),
        wanted: &Wanted,
        listed: bool,
    ) -> Result<Self> {
        let mut gathered = Self::default();
        let alive = reader.alive_bitset();
        let is_alive = |doc: DocId| alive.is_none_or(|alive| alive.is_alive(doc));
        if matches!(wanted, Wanted::Count) {
            weight.for_each_no_score(reader, &mut |docs| {
                for doc in docs.iter().copied().filter(|doc| is_alive(*doc)) {
                    gathered.total += 1;
                    if listed {
                        gathered.docs.push(doc);
                    }
                }
            })?;
            return Ok(gathered);
        }
        let mut room = MANY;
        weight.for_each(reader, &mut |doc, score| {
            if !is_alive(doc) {
                return;
            }
            gathered.total += 1;
            if listed {
                gathered.docs.push(doc);
            }
            let hit = Hit { address: DocAddress::new(ordinal, doc), score: rounded(score) };
            let Wanted::Best(wanted, floor) = wanted else {
                gathered.hits.push(hit);
                return;
            };
            if hit.score < floor.get() {
                return;
            }
            gathered.hits.push(hit);
            if gathered.hits.len() >= room.max(*wanted) {
                if let Some(least) = keep_best(&mut gathered.hits, *wanted) {
                    floor.raise(least);
                }
                room = MANY.max(2 * gathered.hits.len());
            }
        })?;
        Ok(gathered)
    }
}

/// Sums of floats depend on the order of adding, and that on how the index came about.
fn rounded(score: Score) -> Score {
    // No score is below nothing or above millions; this is done for every hit, and without a call.
    (score * PRECISION + 0.5) as u32 as Score / PRECISION
}

/// By how much a score may be rounded up.
pub(crate) const ROUNDING: Score = 1.0 / PRECISION;

/// Keeps so many of the best, and what is as good as the last of them: only these need an order. What the last one scores, if
/// there are as many.
pub(crate) fn keep_best(hits: &mut Vec<Hit>, wanted: usize) -> Option<Score> {
    let last = wanted.checked_sub(1).filter(|last| *last < hits.len())?;
    hits.select_nth_unstable_by(last, |a, b| b.score.total_cmp(&a.score));
    let least = hits[last].score;
    hits.retain(|hit| hit.score >= least);
    Some(least)
}
