//! Brings an index to an engine (送り出し): whole or not at all, and where it broke off it goes on.
//!
//! What is brought is parted into batches that are the same every time. A batch that was brought carries its number, so
//! whoever goes on counts what is there of each. The last batch of a part waits for all others and makes all of them
//! visible. Where more is there than was brought, as nobody knows whether a batch was taken in that nobody acknowledged,
//! everything is begun anew.

use std::time::Duration;

use kurabe_index::{ElementCounts, Error, Index, Result, Searched, Tools, Trouble};
use serde_json::json;

use crate::bringing::{Batches, Bringing, Unit, Unseen};
use crate::engine::{Engine, Kind, Listed};
use crate::generation::{BEGUN, COMPLETE, FORM, Generation, Made, entry};
use crate::http::faulty;
use crate::ledger::{self, Half, LEXICON, deflated, paper_of};
use crate::shape::{Document, Shape, document};

/// How many statements a batch has.
const BATCH: usize = 500;
/// How many entries of a ledger, and how many bytes, a batch has.
const ENTRIES: usize = 500;
const ENTRIES_BYTES: usize = 4 * 1024 * 1024;
/// How long what was taken in may take to be seen.
const SEEN: Duration = Duration::from_secs(180);
/// For how long the generation before can still be asked.
const GRACE: Duration = Duration::from_secs(12);
/// How often it is looked.
pub(crate) const LOOK: Duration = Duration::from_millis(500);
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
        if made.statements + made.rows == 0 {
            let cause = format!(
                "{}: an index without any statement would take the place of what is there",
                self.name
            );
            return Err(Error::Far { trouble: Trouble::Empty, cause });
        }
        let all = Generation::all(self.engine, self.name)?;
        let newest = all.first().map(|(generation, _)| generation);
        let mut begun = None;
        if let Some(newest) = newest {
            if newest.made(self.engine, COMPLETE)?.as_ref() == Some(&made) {
                self.remove_before(newest, &all)?;
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
        let mut resumed = begun.is_some().then(|| Unseen::on(self.engine)).transpose()?;
        let generation = match begun {
            Some(generation) => generation,
            None => self.begin(newest.map_or(1, |newest| newest.number + 1), &made)?,
        };
        let Some(there) = self.fill(&generation, resumed.as_mut())? else {
            generation.remove(self.engine)?;
            return Ok(None);
        };
        let complete = serde_json::to_vec(&made).map_err(Error::List)?;
        self.bring(&generation.ledger(), &[entry(COMPLETE, &complete, u64::from(u32::MAX) + 1)], true)?;
        self.until_seen(|| Ok(generation.made(self.engine, COMPLETE)?.is_some()))?;
        if !all.is_empty() {
            // Whoever asks the one before still looks for a new one only now and then.
            std::thread::sleep(GRACE);
        }
        self.remove_before(&generation, &all)?;
        let Made { statements, rows, .. } = made;
        Ok(Some(Pushed { generation: generation.number, statements, rows, there, same: false }))
    }

    /// Brings all that a generation is to be; says how many statements were there, or nothing if there are more in the end.
    fn fill(&self, generation: &Generation, mut resumed: Option<&mut Unseen>) -> Result<Option<usize>> {
        let mut there = 0;
        for half in Half::ALL {
            let Some(index) = self.half(half) else { continue };
            let Some(before) = self.statements(generation, half, index, resumed.as_deref_mut())? else {
                return Ok(None);
            };
            there += before;
        }
        Ok(self.ledger(generation, resumed)?.map(|_| there))
    }

    /// Takes the generations away that came before one.
    fn remove_before(&self, generation: &Generation, all: &[(Generation, Vec<Listed>)]) -> Result<()> {
        for (older, _) in all.iter().filter(|(older, _)| older.number < generation.number) {
            older.remove(self.engine)?;
        }
        Ok(())
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
            form: FORM,
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
        resumed: Option<&mut Unseen>,
    ) -> Result<Option<usize>> {
        let sources = &index.manifest().sources;
        let (mut units, mut expected) = (Vec::new(), Vec::new());
        for (place, source) in sources.iter().enumerate().filter(|(_, source)| source.statements > 0) {
            let first = expected.len() as u64;
            let chunks = source.statements.div_ceil(BATCH);
            expected.extend((0..chunks).map(|chunk| BATCH.min(source.statements - chunk * BATCH) as u64));
            units.push(Unit { source: place, first, chunks });
        }
        let counts = index.elements_with_counts()?.into_iter().collect();
        let averages = Searched::ALL.map(|searched| index.manifest().average(searched));
        let bringing = Bringing {
            push: self,
            name: generation.index(half),
            expected: &expected,
            weigh: half == Half::Statements,
        };
        bringing.all(&units, resumed, |unit: &Unit, wanted: &dyn Fn(u64) -> bool| {
            self.lines(index, unit, (&counts, &averages), wanted)
        })
    }

    /// The wanted batches of a document, as lines.
    fn lines(
        &self,
        index: &Index,
        unit: &Unit,
        (counts, averages): (&ElementCounts, &[f32; 7]),
        wanted: impl Fn(u64) -> bool,
    ) -> Result<Batches> {
        let source = &index.manifest().sources[unit.source];
        let parcels = index.parcels(&source.id, self.tools, counts)?;
        let chunks = parcels.chunks(BATCH).zip(unit.first..);
        let chunks = chunks.filter(|(_, batch)| wanted(*batch));
        let lines = chunks.map(|(parcels, batch)| {
            let documents = parcels.iter().map(|parcel| document(parcel, batch, averages));
            documents.collect::<Result<Vec<_>>>()
        });
        lines.collect()
    }

    /// Brings what is kept beside the statements.
    fn ledger(&self, generation: &Generation, resumed: Option<&mut Unseen>) -> Result<Option<usize>> {
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
            if let Some(batch) = batches.last_mut() {
                batch.push((key, value));
            }
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
        bringing.all(&units, resumed, |unit: &Unit, _: &dyn Fn(u64) -> bool| {
            let entries = batches[unit.source].iter();
            Ok(vec![entries.map(|(key, value)| entry(key, value, unit.first)).collect()])
        })
    }

    /// Brings documents into an index.
    pub(crate) fn bring(&self, index: &str, documents: &[Document], last: bool) -> Result<()> {
        let lines = documents.iter().map(|Document { name, json }| {
            let action = match self.engine.kind() {
                Kind::Quickwit => json!({ "create": {} }),
                Kind::OpenSearch | Kind::Elasticsearch => json!({ "index": { "_id": name } }),
            };
            [action.to_string().as_bytes(), b"\n", json, b"\n"].concat()
        });
        self.engine.bring(index, &lines.collect::<Vec<_>>(), last)
    }

    pub(crate) fn until_seen(&self, seen: impl Fn() -> Result<bool>) -> Result<()> {
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
