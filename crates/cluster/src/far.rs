//! The statements of one half as they lie there (遠くの索引): their register, and what has been looked up of it. It is shared by
//! all questions, and nothing in it ever changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use kurabe_index::{Counts, Facet, Frequencies, Paper, Result, Searched, Summary};
use kurabe_model::DocumentId;

use crate::engine::Engine;
use crate::generation::{Generation, entries};
use crate::http::faulty;
use crate::ledger::{
    self, Half, Readings, Register, Words, paper_of, reading_drawer, unpacked, values_of, word_drawer,
};

/// So many documents are fetched together.
const PAPERS: usize = 200;

#[derive(Debug)]
pub(crate) struct Far {
    pub(crate) half: Half,
    /// The index of the statements, and the ledger beside it.
    pub(crate) index: String,
    ledger: String,
    pub(crate) register: Register,
    pub(crate) summary: Summary,
    pub(crate) frequencies: Arc<Frequencies>,
    values: Mutex<BTreeMap<Facet, Counts>>,
}

impl Far {
    pub(crate) fn new(half: Half, generation: &Generation, register: Register) -> Self {
        Self {
            half,
            index: generation.index(half),
            ledger: generation.ledger(),
            summary: register.manifest.summary(),
            values: Mutex::new(register.values.iter().cloned().collect()),
            register,
            frequencies: Arc::default(),
        }
    }

    /// Looks up how common words are that nobody asked about before, all together.
    pub(crate) fn learn(
        &self,
        engine: &Engine,
        words: impl Iterator<Item = (Searched, String)>,
    ) -> Result<()> {
        let drawers = self.register.drawers;
        let unknown: BTreeSet<(Searched, String)> =
            words.filter(|(searched, key)| self.frequencies.of(*searched, key).is_none()).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let keys: BTreeSet<String> =
            unknown.iter().map(|(searched, key)| word_drawer(self.half, *searched, key, drawers)).collect();
        let found = entries(engine, &self.ledger, &keys.into_iter().collect::<Vec<_>>())?;
        // What lies in no drawer nobody says.
        self.frequencies.note(unknown.into_iter().map(|word| (word, 0)));
        for (_, bytes) in found {
            let words: Words = unpacked(&bytes)?;
            let known = words.into_iter().filter_map(|(searched, key, count)| {
                Some(((*Searched::ALL.get(usize::from(searched))?, key), count))
            });
            self.frequencies.note(known);
        }
        Ok(())
    }

    /// How many statements hold a word.
    pub(crate) fn frequency(&self, engine: &Engine, searched: Searched, key: &str) -> Result<u64> {
        if let Some(known) = self.frequencies.of(searched, key) {
            return Ok(known);
        }
        self.learn(engine, std::iter::once((searched, key.to_owned())))?;
        Ok(self.frequencies.of(searched, key).unwrap_or_default())
    }

    /// The words that are read `kana`.
    pub(crate) fn read_as(&self, engine: &Engine, kana: &str) -> Result<Vec<String>> {
        let drawer = reading_drawer(self.half, kana, self.register.drawers);
        for (_, bytes) in entries(engine, &self.ledger, &[drawer])? {
            let readings: Readings = unpacked(&bytes)?;
            if let Some((_, words)) = readings.into_iter().find(|(known, _)| known == kana) {
                return Ok(words);
            }
        }
        Ok(Vec::new())
    }

    /// Every value of a facet with how many statements have it.
    pub(crate) fn values(&self, engine: &Engine, facet: Facet) -> Result<Counts> {
        let held = || self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held().get(&facet) {
            return Ok(known.clone());
        }
        let found = entries(engine, &self.ledger, &[values_of(self.half, facet)])?;
        let counts: Counts = found.first().map(|(_, bytes)| unpacked(bytes)).transpose()?.unwrap_or_default();
        held().insert(facet, counts.clone());
        Ok(counts)
    }

    /// How many statements have a value of a facet with few of them.
    pub(crate) fn count_of(&self, facet: Facet, value: &str) -> u64 {
        let counts = self.register.values.iter().find(|(known, _)| *known == facet).map(|(_, counts)| counts);
        let count = counts.and_then(|counts| counts.iter().find(|(known, _)| known == value));
        count.map_or(0, |(_, count)| *count as u64)
    }

    /// How many values of a facet a statement has on average.
    pub(crate) fn average_of(&self, facet: Facet) -> f32 {
        let average = self.register.averages.iter().find(|(known, _)| *known == facet);
        average.map_or(1.0, |(_, average)| *average)
    }

    /// The document called `id`.
    pub(crate) fn paper(&self, engine: &Engine, id: &DocumentId) -> Result<Option<Paper>> {
        let place = self.register.manifest.sources.iter().position(|source| source.id == *id);
        let Some(place) = place else { return Ok(None) };
        let found = entries(engine, &self.ledger, &[paper_of(place)])?;
        found.first().map(|(_, bytes)| paper_from(bytes)).transpose()
    }

    /// All documents in order, fetched as they are asked for.
    pub(crate) fn papers<'f>(
        &'f self,
        engine: &'f Engine,
    ) -> impl Iterator<Item = Result<Option<Paper>>> + 'f {
        let count = self.register.manifest.sources.len();
        (0..count).step_by(PAPERS).flat_map(move |first| {
            let places = first..count.min(first + PAPERS);
            let keys: Vec<String> = places.clone().map(paper_of).collect();
            let found = match entries(engine, &self.ledger, &keys) {
                Ok(found) => found,
                Err(error) => return vec![Err(error)],
            };
            let found: BTreeMap<String, Vec<u8>> = found.into_iter().collect();
            let paper = |key: &String| found.get(key).map(|bytes| paper_from(bytes)).transpose();
            keys.iter().map(paper).collect()
        })
    }

    /// The register in a ledger.
    pub(crate) fn read(
        half: Half,
        generation: &Generation,
        found: &[(String, Vec<u8>)],
    ) -> Result<Option<Self>> {
        let key = ledger::register_of(half);
        let bytes = found.iter().find(|(known, _)| *known == key).map(|(_, bytes)| bytes);
        let register = bytes.map(|bytes| ledger::register(bytes)).transpose()?;
        Ok(register.map(|register| Self::new(half, generation, register)))
    }
}

fn paper_from(bytes: &[u8]) -> Result<Paper> {
    Paper::of_record(bytes).map_err(|error| faulty(format!("a document: {error}")))
}
