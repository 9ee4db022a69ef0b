//! Brings an index to an engine (送り出し): whole or not at all, and where it broke off it goes on.
//!
//! What is brought is parted into batches that are the same every time. A batch that was brought carries its number, so
//! whoever goes on counts what is there of each. The last batch of a part waits for all others and makes all of them
//! visible. Where more is there than was brought, as nobody knows whether a batch was taken in that nobody acknowledged,
//! everything is begun anew.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kurabe_index::{ElementCounts, Error, Index, Result, Searched, Tools, Trouble};
use serde_json::{Value, json};

use crate::engine::{COMMITTED, Engine, Kind};
use crate::generation::{BEGUN, COMPLETE, Generation, Made, entry};
use crate::http::faulty;
use crate::ledger::{self, Half, LEXICON, deflated, paper_of};
use crate::shape::{Shape, document};

/// How many statements a batch has.
const BATCH: usize = 500;
/// How many entries of a ledger, and how many bytes, a batch has.
const ENTRIES: usize = 500;
const ENTRIES_BYTES: usize = 4 * 1024 * 1024;
/// How many batches are on their way at once: analysis of one goes on while another is taken in.
const AT_ONCE: usize = 4;
/// How long what was taken in may take to be seen.
const SEEN: Duration = Duration::from_secs(3 * COMMITTED);
/// How often it is looked.
const LOOK: Duration = Duration::from_millis(500);
/// How often everything is begun anew before it is given up.
const TRIES: usize = 3;

/// What is brought, and how.
pub struct Push<'p> {
    /// The engine.
    pub engine: &'p Engine,
    /// Under which name.
    pub name: &'p str,
    /// What is brought.
    pub index: &'p Index,
    /// What it was analysed with.
    pub tools: Tools<'p>,
    /// The texts of the lexicon, for whoever has another one.
    pub lexicon: &'p [String; 3],
    /// Into how many parts.
    pub shards: usize,
    /// Is told how many statements of how many are there.
    pub progress: &'p (dyn Fn(usize, usize) + Sync),
}

impl std::fmt::Debug for Push<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Push").field("name", &self.name).field("shards", &self.shards).finish_non_exhaustive()
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// The number of the generation that answers now.
    pub generation: u64,
    /// How many statements and rows of tables it has.
    pub statements: usize,
    /// Rows of tables.
    pub rows: usize,
    /// How many of both were there already.
    pub there: usize,
    /// Whether there was nothing to do.
    pub same: bool,
}

impl Push<'_> {
    /// Brings it.
    ///
    /// # Errors
    /// If the engine cannot be asked, or does not keep what it was brought. What was there before answers on.
    pub fn run(&self) -> Result<Pushed> {
        self.engine.is_new_enough()?;
        for _ in 0..TRIES {
            if let Some(pushed) = self.once()? {
                return Ok(pushed);
            }
        }
        Err(faulty(format!(
            "{}: {TRIES} times another number of documents was there than was brought",
            self.name
        )))
    }

    /// Brings it once; nothing if more is there than was brought, which was taken away.
    fn once(&self) -> Result<Option<Pushed>> {
        let made = self.made();
        let all = Generation::all(self.engine, self.name)?;
        let newest = all.first().map(|(generation, _)| generation);
        let mut begun = None;
        if let Some(newest) = newest {
            if newest.made(self.engine, COMPLETE)?.as_ref() == Some(&made) {
                return Ok(Some(Pushed {
                    generation: newest.number,
                    statements: made.statements,
                    rows: made.rows,
                    there: made.statements + made.rows,
                    same: true,
                }));
            }
            if newest.made(self.engine, BEGUN)?.as_ref() == Some(&made) {
                begun = Some(newest.clone());
            }
        }
        let resumed = begun.is_some();
        let generation = match begun {
            Some(generation) => generation,
            None => self.begin(newest.map_or(1, |newest| newest.number + 1), &made)?,
        };
        let mut there = 0;
        for half in Half::ALL {
            let Some(index) = self.half(half) else { continue };
            match self.statements(&generation, half, index, resumed)? {
                Some(before) => there += before,
                None => {
                    generation.remove(self.engine)?;
                    return Ok(None);
                }
            }
        }
        if self.ledger(&generation, resumed)?.is_none() {
            generation.remove(self.engine)?;
            return Ok(None);
        }
        let complete = serde_json::to_vec(&made).map_err(Error::List)?;
        self.bring(&generation.ledger(), &[entry(COMPLETE, &complete, u64::from(u32::MAX) + 1)], true)?;
        self.until_seen(|| Ok(generation.made(self.engine, COMPLETE)?.is_some()))?;
        for (older, _) in all.iter().filter(|(older, _)| older.number != generation.number) {
            older.remove(self.engine)?;
        }
        let Made { statements, rows, .. } = made;
        Ok(Some(Pushed { generation: generation.number, statements, rows, there, same: false }))
    }

    fn half(&self, half: Half) -> Option<&Index> {
        match half {
            Half::Statements => Some(self.index),
            Half::Rows => self.index.rows(),
        }
    }

    fn made(&self) -> Made {
        let fingerprint = &self.index.manifest().fingerprint;
        Made {
            version: self.index.summary().version.clone(),
            fingerprint: format!("{fingerprint:?}"),
            shards: self.shards,
            statements: self.index.manifest().statements(),
            rows: self.index.rows().map_or(0, |rows| rows.manifest().statements()),
        }
    }

    fn begin(&self, number: u64, made: &Made) -> Result<Generation> {
        let generation = Generation { name: self.name.to_owned(), number };
        let [statements, rows, ledger] = generation.indexes();
        self.engine.create(&statements, &Shape::Statements, self.shards)?;
        if self.index.rows().is_some() {
            self.engine.create(&rows, &Shape::Statements, self.shards)?;
        }
        self.engine.create(&ledger, &Shape::Ledger, 1)?;
        let begun = serde_json::to_vec(made).map_err(Error::List)?;
        self.bring(&ledger, &[entry(BEGUN, &begun, u64::from(u32::MAX))], true)?;
        self.until_seen(|| Ok(generation.made(self.engine, BEGUN)?.is_some()))?;
        Ok(generation)
    }

    /// Brings one half; says how many of it were there, or nothing if there are more than there should be.
    fn statements(
        &self,
        generation: &Generation,
        half: Half,
        index: &Index,
        resumed: bool,
    ) -> Result<Option<usize>> {
        let sources = &index.manifest().sources;
        let (mut batches, mut expected) = (Vec::new(), Vec::new());
        for (place, source) in sources.iter().enumerate().filter(|(_, source)| source.statements > 0) {
            let first = expected.len() as u64;
            let chunks = source.statements.div_ceil(BATCH);
            expected.extend((0..chunks).map(|chunk| BATCH.min(source.statements - chunk * BATCH) as u64));
            batches.push(Unit { source: place, first, chunks });
        }
        let counts = index.elements_with_counts()?;
        let averages = Searched::ALL.map(|searched| index.manifest().average(searched));
        let bringing = Bringing {
            push: self,
            name: generation.index(half),
            expected: &expected,
            weigh: half == Half::Statements,
        };
        let there = bringing.there(resumed, |last| {
            let unit = batches.last().ok_or_else(|| faulty("there is nothing to bring"))?;
            self.lines(index, unit, (&counts, &averages), |batch| batch == last)
        })?;
        let brought =
            |unit: &Unit, wanted: &dyn Fn(u64) -> bool| self.lines(index, unit, (&counts, &averages), wanted);
        bringing.all(&batches, there, brought)
    }

    /// The wanted batches of a document, as lines.
    fn lines(
        &self,
        index: &Index,
        unit: &Unit,
        (counts, averages): (&ElementCounts, &[f32; 7]),
        wanted: impl Fn(u64) -> bool,
    ) -> Result<Vec<(u64, Vec<Value>)>> {
        let source = &index.manifest().sources[unit.source];
        let parcels = index.parcels(&source.id, self.tools, counts)?;
        let chunks = parcels.chunks(BATCH).zip(unit.first..);
        let chunks = chunks.filter(|(_, batch)| wanted(*batch));
        let lines = chunks.map(|(parcels, batch)| {
            let lines = parcels.iter().map(|parcel| Ok(Value::Object(document(parcel, batch, averages)?)));
            Ok((batch, lines.collect::<Result<Vec<_>>>()?))
        });
        lines.collect()
    }

    /// Brings what is kept beside the statements.
    fn ledger(&self, generation: &Generation, resumed: bool) -> Result<Option<usize>> {
        let mut batches: Vec<Vec<(String, Vec<u8>)>> = vec![Vec::new()];
        let mut size = 0;
        let mut keep = |key: String, value: Vec<u8>| {
            if batches.last().is_some_and(|batch| {
                batch.len() >= ENTRIES || size + value.len() > ENTRIES_BYTES && !batch.is_empty()
            }) {
                batches.push(Vec::new());
                size = 0;
            }
            size += value.len();
            batches.last_mut().into_iter().for_each(|batch| batch.push((key.clone(), value.clone())));
            Ok(())
        };
        for half in Half::ALL {
            if let Some(index) = self.half(half) {
                ledger::each(half, index, &mut keep)?;
            }
        }
        for (place, paper) in self.index.papers().enumerate() {
            if let Some(paper) = paper? {
                keep(paper_of(place), paper.to_record()?)?;
            }
        }
        keep(LEXICON.to_owned(), deflated(&serde_json::to_vec(self.lexicon).map_err(Error::List)?)?)?;
        let expected: Vec<u64> = batches.iter().map(|batch| batch.len() as u64).collect();
        let units: Vec<Unit> =
            (0..batches.len()).map(|place| Unit { source: place, first: place as u64, chunks: 1 }).collect();
        let bringing = Bringing { push: self, name: generation.ledger(), expected: &expected, weigh: false };
        let lines = |unit: &Unit| {
            let entries = batches[unit.source].iter();
            vec![(unit.first, entries.map(|(key, value)| entry(key, value, unit.first)).collect::<Vec<_>>())]
        };
        let there = bringing.there(resumed, |_| Ok(units.last().map(lines).unwrap_or_default()))?;
        bringing.all(&units, there, |unit, _| Ok(lines(unit)))
    }

    /// Brings documents into an index.
    fn bring(&self, index: &str, documents: &[Value], last: bool) -> Result<()> {
        let lines = documents.iter().map(|document| {
            let name = document.get("id").or_else(|| document.get("key"));
            let action = match (self.engine.kind(), name) {
                (Kind::OpenSearch | Kind::Elasticsearch, Some(name)) => {
                    json!({ "index": { "_id": name[0] } })
                }
                _ => json!({ "create": {} }),
            };
            let mut lines = Vec::new();
            for line in [&action, document] {
                serde_json::to_writer(&mut lines, line).map_err(Error::List)?;
                lines.push(b'\n');
            }
            Ok(lines)
        });
        self.engine.bring(index, &lines.collect::<Result<Vec<_>>>()?, last)
    }

    fn until_seen(&self, seen: impl Fn() -> Result<bool>) -> Result<()> {
        let mut waited = Duration::ZERO;
        while !seen()? {
            if waited > SEEN {
                let cause =
                    format!("{}: what was brought is still not seen after {} s", self.name, SEEN.as_secs());
                return Err(Error::Far { trouble: Trouble::Unreachable, cause });
            }
            std::thread::sleep(LOOK);
            waited += LOOK;
        }
        Ok(())
    }
}

/// What is made at once: the batches of a document.
struct Unit {
    source: usize,
    first: u64,
    chunks: usize,
}

/// Batches on their way into one index.
struct Bringing<'b> {
    push: &'b Push<'b>,
    name: String,
    /// How many documents each batch has.
    expected: &'b [u64],
    /// Whether whoever waits is told.
    weigh: bool,
}

impl Bringing<'_> {
    /// How many documents of each batch are there. Of what was broken off some may be there and not be seen: the last batch
    /// makes it visible.
    fn there(
        &self,
        resumed: bool,
        last: impl FnOnce(u64) -> Result<Vec<(u64, Vec<Value>)>>,
    ) -> Result<Vec<u64>> {
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
    fn all(
        &self,
        units: &[Unit],
        there: Vec<u64>,
        lines: impl Fn(&Unit, &dyn Fn(u64) -> bool) -> Result<Vec<(u64, Vec<Value>)>> + Sync,
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
            let last = units
                .iter()
                .rev()
                .flat_map(|unit| (unit.first..unit.first + unit.chunks as u64).rev())
                .find(|&batch| missing(batch));
            let Some(last) = last else { continue };
            self.part(units, &|batch| missing(batch) && batch != last, &lines, &tell)?;
            // All others have been taken in: it makes them visible.
            let unit =
                units.iter().find(|unit| (unit.first..unit.first + unit.chunks as u64).contains(&last));
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
        lines: &(impl Fn(&Unit, &dyn Fn(u64) -> bool) -> Result<Vec<(u64, Vec<Value>)>> + Sync),
        tell: &(impl Fn(usize) + Sync),
    ) -> Result<()> {
        let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
        let failure = Mutex::new(None);
        let work = || -> Result<()> {
            while let Some(unit) = units.get(next.fetch_add(1, Ordering::Relaxed)) {
                if failed.load(Ordering::Relaxed) {
                    return Ok(());
                }
                if !(unit.first..unit.first + unit.chunks as u64).any(wanted) {
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

/// What is there under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The number of the generation.
    pub generation: u64,
    /// Whether it is whole; else nobody asks it.
    pub complete: bool,
    /// The version of the corpus, as far as it says.
    pub version: Option<String>,
    /// How many statements there are, and how many there are to be.
    pub statements: (u64, usize),
    /// The same of rows of tables.
    pub rows: (u64, usize),
    /// How large each of its indexes is, as the engine puts it.
    pub sizes: BTreeMap<String, String>,
}

/// What is there under a name, the newest first.
///
/// # Errors
/// If the engine cannot be asked.
pub fn held(engine: &Engine, name: &str) -> Result<Vec<Held>> {
    let all = Generation::all(engine, name)?.into_iter().map(|(generation, indexes)| {
        let complete = generation.made(engine, COMPLETE)?;
        let is_complete = complete.is_some();
        let made = match complete {
            Some(made) => Some(made),
            None => generation.made(engine, BEGUN)?,
        };
        let count = |half: Half| {
            let name = generation.index(half);
            indexes.iter().find(|listed| listed.name == name).map_or(0, |listed| listed.documents)
        };
        Ok(Held {
            generation: generation.number,
            complete: is_complete,
            version: made.as_ref().map(|made| made.version.clone()),
            statements: (count(Half::Statements), made.as_ref().map_or(0, |made| made.statements)),
            rows: (count(Half::Rows), made.as_ref().map_or(0, |made| made.rows)),
            sizes: indexes.iter().map(|listed| (listed.name.clone(), listed.size.clone())).collect(),
        })
    });
    all.collect()
}

/// Takes away all that is there under a name; how many generations that were.
///
/// # Errors
/// If the engine cannot be asked, or does not let go.
pub fn forget(engine: &Engine, name: &str) -> Result<usize> {
    let all = Generation::all(engine, name)?;
    for (generation, _) in &all {
        generation.remove(engine)?;
    }
    Ok(all.len())
}
