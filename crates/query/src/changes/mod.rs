//! Changes (改訂の対照): what became of every statement from one edition of a plan to the next.
//!
//! Both editions are read whole, and their statements are [aligned](align) all at once: what is the same word for
//! word first, then what says most of the same. Filters choose which of the rows are shown; they change no row.

mod align;
mod assignment;
mod diff;
mod editions;
mod heading;
mod meant;
mod order;
mod pieces;
mod said;
mod target;

use std::collections::BTreeSet;

use kurabe_index::Place;
use kurabe_model::{DocumentFacts, DocumentId, Municipality, Quote};

use editions::Editions;

use crate::passage::in_order;
use crate::search::corpus;
use crate::{Context, CorpusFacts, Error, Filters, Result, UnderstoodFilter};

pub use diff::{Segment, SegmentSort, Stretch};
pub use target::{DeadlineChange, TargetChange};

/// A question for changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesRequest {
    /// The edition things were so in.
    pub old: DocumentId,
    /// The edition they are so in now.
    pub new: DocumentId,
    /// Which rows are wanted: those of which either side is within.
    pub filters: Filters,
    /// Which verdicts are wanted; all of them without.
    pub only: Vec<Verdict>,
}

/// What became of the statements of an edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The older edition.
    pub old: Edition,
    /// The newer one.
    pub new: Edition,
    /// How many there are of each verdict, within the filters.
    pub tallies: Vec<Tally>,
    /// The rows, in the order of the newer edition; what is gone where it stood.
    pub changes: Vec<Change>,
    /// What the rows are narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// An edition (版) of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Whose it is.
    pub municipality: Municipality,
    /// What is known of it.
    pub facts: DocumentFacts,
    /// How many statements it has.
    pub statements: usize,
    /// How many of them stand in rows within the filters.
    pub within: usize,
}

/// How many rows have a verdict: the denominators are the editions'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The verdict.
    pub verdict: Verdict,
    /// Rows.
    pub changes: usize,
    /// Statements of the older edition in them.
    pub old: usize,
    /// Statements of the newer edition in them.
    pub new: usize,
}

/// What became of a statement, or of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// In a word.
    pub verdict: Verdict,
    /// Which part of what both sides say is the same, 1 for the same words; none where a side has nothing.
    pub similarity: Option<f32>,
    /// What lies nearest in meaning to a statement that only one edition has, where a model says so.
    pub near: Option<NearInMeaning>,
    /// The statements of the older edition, as it has them.
    pub old: Vec<Quote>,
    /// The statements of the newer edition.
    pub new: Vec<Quote>,
    /// Whether both sides stand below headings of other names, moved or not.
    pub renamed: bool,
    /// The words of both sides, where they differ and neither is empty.
    pub segments: Vec<Segment>,
    /// Targets that are not what they were.
    pub targets: Vec<TargetChange>,
    /// Dates that are not what they were.
    pub deadlines: Vec<DeadlineChange>,
}

/// A statement of the other edition that lies near in meaning (意味の近い文): perhaps what it became, or was.
#[derive(Debug, Clone, PartialEq)]
pub struct NearInMeaning {
    /// The statement.
    pub quote: Quote,
    /// How near, at most 1.
    pub nearness: f32,
}

/// What became of a statement (判定).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// 継続: the same words below the same headings.
    Continued,
    /// 修正: other words.
    Reworded,
    /// 移動: the same words below other headings.
    Moved,
    /// 移動・修正: other words below other headings.
    MovedReworded,
    /// 分割: one became several.
    Split,
    /// 統合: several became one.
    Merged,
    /// 新規: nothing of the older edition is like it.
    New,
    /// 削除: nothing of the newer edition is like it.
    Gone,
}

impl Verdict {
    /// All of them, in the order they are counted in.
    pub const ALL: [Self; 8] = [
        Self::Continued,
        Self::Reworded,
        Self::Moved,
        Self::MovedReworded,
        Self::Split,
        Self::Merged,
        Self::New,
        Self::Gone,
    ];

    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Continued => "continued",
            Self::Reworded => "reworded",
            Self::Moved => "moved",
            Self::MovedReworded => "moved_reworded",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }
}

/// Follows the statements of one edition into the other.
pub fn changes(context: &Context<'_>, request: &ChangesRequest) -> Result<Changes> {
    if request.old == request.new {
        return Err(Error::SameDocument { id: request.old.clone() });
    }
    let filters = context.filters(&request.filters)?;
    let ids = [&request.old, &request.new];
    let mut worker = context.tools.analyser.worker();
    let (editions, mut links) = Editions::of(context, &mut worker, ids)?;
    if !filters.is_empty() {
        let filters = filters.iter().map(|filter| filter.filter.clone()).collect();
        let within: BTreeSet<Place> = in_order(context, filters, &ids)?.into_iter().collect();
        links.retain(|link| editions.is_within(link, &within));
    }
    let tallies = editions.tallies(&links);
    let wanted = |verdict: Verdict| request.only.is_empty() || request.only.contains(&verdict);
    let rows = links.iter().filter(|link| wanted(editions.verdict(link)));
    let changes = rows.map(|link| editions.change(&mut worker, link)).collect();
    let [old, new] = editions.known(&tallies);
    Ok(Changes { old, new, tallies, changes, filters, corpus: corpus(context) })
}
