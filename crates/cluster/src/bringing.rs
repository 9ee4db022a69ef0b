//! Batches on their way into one index (送る束): which are there, and the others brought several at once.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kurabe_index::Result;
use serde_json::{Value, json};

use crate::engine::Kind;
use crate::mapping::COMMITTED;
use crate::push::{LOOK, Push};

/// How many batches are on their way at once: analysis of one goes on while another is taken in.
const AT_ONCE: usize = 4;

/// Batches by their numbers, with the documents of each.
pub(crate) type Batches = Vec<(u64, Vec<Value>)>;

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
    /// makes it visible.
    pub(crate) fn there(&self, resumed: bool, last: impl FnOnce(u64) -> Result<Batches>) -> Result<Vec<u64>> {
        let mut there = if resumed { self.counts()? } else { vec![0; self.expected.len()] };
        let Some(at) = self.expected.len().checked_sub(1).filter(|_| resumed) else { return Ok(there) };
        if self.push.engine.kind() != Kind::Quickwit || self.is_whole(&there) {
            return Ok(there);
        }
        if there[at] == 0 {
            std::thread::sleep(LOOK * 6);
            there = self.counts()?;
        }
        if there[at] == 0 {
            for (_, documents) in last(at as u64)? {
                self.push.bring(&self.name, &documents, true)?;
            }
            self.push.until_seen(|| Ok(self.counts()?[at] > 0))?;
        }
        let mut waited = Duration::ZERO;
        loop {
            there = self.counts()?;
            // On several machines some of it may be seen a while later.
            let waits = there.iter().zip(self.expected).any(|(there, expected)| there < expected);
            if !waits || waited > self.settled()? {
                return Ok(there);
            }
            std::thread::sleep(LOOK);
            waited += LOOK;
        }
    }

    /// After how long what was taken in is certainly seen.
    fn settled(&self) -> Result<Duration> {
        let alone = self.push.engine.nodes()? < 2;
        Ok(if alone { LOOK * 4 } else { Duration::from_secs(COMMITTED + 5) })
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
        let buckets = answer.pointer("/aggregations/batches/buckets").and_then(Value::as_array);
        let mut counts = vec![0; self.expected.len()];
        for bucket in buckets.into_iter().flatten() {
            let number = |key: &str| {
                bucket.get(key).and_then(|value| value.as_u64().or(value.as_f64().map(|value| value as u64)))
            };
            if let (Some(batch), Some(count)) = (number("key"), number("doc_count"))
                && let Some(known) = counts.get_mut(batch as usize)
            {
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
        there: Vec<u64>,
        lines: impl Fn(&Unit, &dyn Fn(u64) -> bool) -> Result<Batches> + Sync,
    ) -> Result<Option<usize>> {
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
            for (_, documents) in
                unit.map(|unit| lines(unit, &|batch| batch == last)).transpose()?.into_iter().flatten()
            {
                self.push.bring(&self.name, &documents, true)?;
                tell(documents.len());
            }
        }
        let mut more = false;
        self.push.until_seen(|| {
            let there = self.counts()?;
            Ok(there.iter().zip(self.expected).all(|(there, expected)| there >= expected))
        })?;
        more |= !self.is_whole(&self.counts()?);
        Ok((!more).then_some(before as usize))
    }

    /// Brings the wanted batches of some documents, several at once.
    fn part(
        &self,
        units: &[Unit],
        wanted: &(dyn Fn(u64) -> bool + Sync),
        lines: &(impl Fn(&Unit, &dyn Fn(u64) -> bool) -> Result<Batches> + Sync),
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
                for (_, documents) in lines(unit, &wanted)? {
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
