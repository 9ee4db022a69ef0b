//! Batches on their way into one index (送る束): which are there, and the others brought several at once.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kurabe_index::Result;
use serde_json::json;

use crate::answer::counted;
use crate::engine::{Engine, Kind};
use crate::mapping::COMMITTED;
use crate::push::{LOOK, Push};
use crate::shape::Document;

/// How many batches are on their way at once: analysis of one goes on while another is taken in.
const AT_ONCE: usize = 4;

/// The documents of each of some batches.
pub(crate) type Batches = Vec<Vec<Document>>;

/// What is made at once: the batches of a document.
pub(crate) struct Unit {
    /// Which document.
    pub(crate) source: usize,
    /// The number of its first batch, and how many it has.
    pub(crate) first: u64,
    pub(crate) chunks: usize,
}

impl Unit {
    fn batches(&self) -> Range<u64> {
        self.first..self.first + self.chunks as u64
    }
}

/// For how long what was taken in before may still not be seen.
pub(crate) struct Unseen {
    left: Duration,
    on_several: bool,
}

impl Unseen {
    /// On one machine a commit shows all that is there; on several each has its own time.
    pub(crate) fn on(engine: &Engine) -> Result<Self> {
        let on_several = engine.nodes()? > 1;
        let left = if on_several { Duration::from_secs(3 * COMMITTED) } else { Duration::ZERO };
        Ok(Self { left, on_several })
    }
}

/// Makes the wanted batches of a unit.
pub(crate) trait Lines: Fn(&Unit, &dyn Fn(u64) -> bool) -> Result<Batches> + Sync {}

impl<F: Fn(&Unit, &dyn Fn(u64) -> bool) -> Result<Batches> + Sync> Lines for F {}

/// Batches on their way into one index.
pub(crate) struct Bringing<'b> {
    pub(crate) push: &'b Push<'b>,
    pub(crate) name: String,
    /// How many documents each batch has.
    pub(crate) expected: &'b [u64],
    /// Whether whoever waits is told.
    pub(crate) weigh: bool,
}

impl Bringing<'_> {
    /// How many documents of each batch are there. Of what was broken off some may be there and not be seen: the last batch
    /// makes it visible, and on several machines after some time.
    fn there(&self, units: &[Unit], resumed: Option<&mut Unseen>, lines: &impl Lines) -> Result<Vec<u64>> {
        let (Some(Unseen { left, .. }), Some(unit)) = (resumed, units.last()) else {
            return Ok(vec![0; self.expected.len()]);
        };
        let at = self.expected.len() - 1;
        let mut there = self.counts()?;
        if self.push.engine.kind() != Kind::Quickwit || self.is_whole(&there) {
            return Ok(there);
        }
        if there[at] == 0 {
            std::thread::sleep(LOOK * 6);
            there = self.counts()?;
        }
        if there[at] == 0 {
            for documents in lines(unit, &|batch| batch == at as u64)? {
                self.push.bring(&self.name, &documents, true)?;
            }
            self.push.until_seen(|| Ok(self.counts()?[at] > 0))?;
        }
        let mut waits = (*left).max(LOOK * 4);
        loop {
            there = self.counts()?;
            if self.has_all(&there) || waits.is_zero() {
                return Ok(there);
            }
            std::thread::sleep(LOOK);
            waits = waits.saturating_sub(LOOK);
            *left = left.saturating_sub(LOOK);
        }
    }

    /// Whether nothing is missing; there may be more.
    fn has_all(&self, there: &[u64]) -> bool {
        there.iter().zip(self.expected).all(|(there, expected)| there >= expected)
    }

    fn is_whole(&self, there: &[u64]) -> bool {
        there == self.expected
    }

    fn counts(&self) -> Result<Vec<u64>> {
        let size = self.expected.len() + 2;
        let body = json!({
            "size": 0,
            "query": { "range": { "batch": { "lt": self.expected.len() } } },
            "aggs": { "batches": { "terms": { "field": "batch", "size": size } } },
        });
        let answer = self.push.engine.search(&self.name, &body)?;
        let mut counts = vec![0; self.expected.len()];
        for (batch, count) in counted(&answer, "batches")?.values {
            // Some engines write whole numbers as others.
            let batch = batch.as_u64().or(batch.as_f64().map(|batch| batch as u64));
            if let Some(known) = batch.and_then(|batch| counts.get_mut(batch as usize)) {
                *known = count;
            }
        }
        Ok(counts)
    }

    /// Brings every batch that is missing, part by part; says how many documents were there, or nothing if there are more
    /// than there should be in the end.
    pub(crate) fn all(
        &self,
        units: &[Unit],
        resumed: Option<&mut Unseen>,
        lines: impl Lines,
    ) -> Result<Option<usize>> {
        let may_come = resumed.as_ref().is_some_and(|unseen| unseen.on_several);
        let there = self.there(units, resumed, &lines)?;
        let total: u64 = self.expected.iter().sum();
        let before: u64 = there.iter().sum();
        // A part of a batch cannot be brought again without the rest of it.
        if there.iter().zip(self.expected).any(|(there, expected)| *there != 0 && there != expected) {
            return Ok(None);
        }
        let done = AtomicUsize::new(before as usize);
        let tell = |more: usize| {
            let done = done.fetch_add(more, Ordering::Relaxed) + more;
            if self.weigh {
                (self.push.progress)(done, total as usize);
            }
        };
        tell(0);
        let parts = self.push.shards.clamp(1, units.len().max(1));
        for part in 0..parts {
            let units = &units[units.len() * part / parts..units.len() * (part + 1) / parts];
            let missing = |batch: u64| there[batch as usize] == 0;
            let last = units.iter().rev().flat_map(|unit| unit.batches().rev()).find(|&batch| missing(batch));
            let Some(last) = last else { continue };
            self.part(units, &|batch| missing(batch) && batch != last, &lines, &tell)?;
            // All others have been taken in: it makes them visible.
            let unit = units.iter().find(|unit| unit.batches().contains(&last));
            for documents in
                unit.map(|unit| lines(unit, &|batch| batch == last)).transpose()?.into_iter().flatten()
            {
                self.push.bring(&self.name, &documents, true)?;
                tell(documents.len());
            }
        }
        self.push.until_seen(|| Ok(self.has_all(&self.counts()?)))?;
        if may_come {
            // What was brought again may have been on its way all the same.
            std::thread::sleep(Duration::from_secs(COMMITTED) + LOOK);
        }
        Ok(self.is_whole(&self.counts()?).then_some(before as usize))
    }

    /// Brings the wanted batches of some documents, several at once.
    fn part(
        &self,
        units: &[Unit],
        wanted: &(dyn Fn(u64) -> bool + Sync),
        lines: &impl Lines,
        tell: &(impl Fn(usize) + Sync),
    ) -> Result<()> {
        let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
        let failure = Mutex::new(None);
        let work = || -> Result<()> {
            while let Some(unit) = units.get(next.fetch_add(1, Ordering::Relaxed)) {
                if failed.load(Ordering::Relaxed) {
                    return Ok(());
                }
                if !unit.batches().any(wanted) {
                    continue;
                }
                for documents in lines(unit, &wanted)? {
                    self.push.bring(&self.name, &documents, false)?;
                    tell(documents.len());
                }
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(units.len()) {
                scope.spawn(|| {
                    if let Err(error) = work() {
                        failed.store(true, Ordering::Relaxed);
                        failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    }
                });
            }
        });
        failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }
}
