//! What is kept beside statements (台帳): what they were made of, their documents, how common words are and how they are
//! read. Everything has a key, words lie together in drawers, and a question opens several at once.

use std::collections::BTreeMap;

use kurabe_index::{Counts, Error, Facet, Index, Manifest, Result, Searched, pack_tightly, unpack};
use serde::{Deserialize, Serialize};

use crate::http::faulty;

/// What statements come to, and what scores are reckoned with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Register {
    pub(crate) manifest: Manifest,
    /// Facets with how many statements have each value, those of few values.
    pub(crate) values: Vec<(Facet, Counts)>,
    /// How many values of each facet a statement has on average.
    pub(crate) averages: Vec<(Facet, f32)>,
    /// How much a statement is about on average, by its own words and by its headings.
    pub(crate) about: [f32; 2],
    /// How many drawers of words there are, and of readings.
    pub(crate) drawers: u64,
}

/// Which statements something is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Half {
    Statements,
    Rows,
}

impl Half {
    pub(crate) const ALL: [Self; 2] = [Self::Statements, Self::Rows];

    fn sign(self) -> &'static str {
        match self {
            Self::Statements => "s",
            Self::Rows => "r",
        }
    }
}

/// The facets with few values, which every question may need.
const FEW: [Facet; 8] = [
    Facet::Municipality,
    Facet::MunicipalityKind,
    Facet::Prefecture,
    Facet::Year,
    Facet::DocumentKind,
    Facet::Theme,
    Facet::Kind,
    Facet::Has,
];
/// How many words lie in a drawer.
const IN_A_DRAWER: usize = 48;
/// Nothing unpacks to more.
const LARGEST: usize = 1024 * 1024 * 1024;

/// Keys.
pub(crate) const REGISTER: &str = "register";
pub(crate) const LEXICON: &str = "lexicon";

pub(crate) fn register_of(half: Half) -> String {
    format!("{REGISTER}:{}", half.sign())
}

pub(crate) fn values_of(half: Half, facet: Facet) -> String {
    format!("values:{}:{}", half.sign(), facet.name())
}

pub(crate) fn paper_of(place: usize) -> String {
    format!("paper:{place}")
}

fn drawer(half: Half, sort: &str, number: u64) -> String {
    format!("{sort}:{}:{number}", half.sign())
}

/// The drawer a word lies in.
pub(crate) fn word_drawer(half: Half, searched: Searched, key: &str, drawers: u64) -> String {
    let text = searched.name().bytes().chain([0]).chain(key.bytes());
    drawer(half, "words", spread(text) % drawers.max(1))
}

/// The drawer a reading lies in.
pub(crate) fn reading_drawer(half: Half, kana: &str, drawers: u64) -> String {
    drawer(half, "readings", spread(kana.bytes()) % drawers.max(1))
}

/// FNV-1a: the same number everywhere and for ever.
fn spread(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Words of fields with how many statements hold each.
pub(crate) type Words = Vec<(u8, String, u64)>;
/// Readings with the words that are read so.
pub(crate) type Readings = Vec<(String, Vec<String>)>;

/// Shows all that is kept beside the statements of an index, by its keys.
pub(crate) fn each(
    half: Half,
    index: &Index,
    mut keep: impl FnMut(String, Vec<u8>) -> Result<()>,
) -> Result<()> {
    let mut words: BTreeMap<(u8, Box<str>), u64> = BTreeMap::new();
    for searched in Searched::ALL {
        index.each_word(searched, |key, count| {
            *words.entry((searched as u8, key.into())).or_default() += count;
        })?;
    }
    let drawers = words.len().div_ceil(IN_A_DRAWER).max(1) as u64;
    let mut by_drawer: BTreeMap<String, Words> = BTreeMap::new();
    for ((searched, key), count) in words {
        let drawer = word_drawer(half, Searched::ALL[usize::from(searched)], &key, drawers);
        by_drawer.entry(drawer).or_default().push((searched, key.into(), count));
    }
    for (key, words) in by_drawer {
        keep(key, packed(&words)?)?;
    }
    let mut readings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    index.each_reading(|reading| {
        if let Some((kana, word)) = reading.split_once('\t') {
            readings.entry(kana.to_owned()).or_default().push(word.to_owned());
        }
    })?;
    let mut by_drawer: BTreeMap<String, Readings> = BTreeMap::new();
    for (kana, mut words) in readings {
        words.sort();
        words.dedup();
        by_drawer.entry(reading_drawer(half, &kana, drawers)).or_default().push((kana, words));
    }
    for (key, readings) in by_drawer {
        keep(key, packed(&readings)?)?;
    }
    for facet in Facet::ALL.into_iter().filter(|facet| !FEW.contains(facet)) {
        keep(values_of(half, facet), packed(&index.values(facet)?)?)?;
    }
    let statements = index.len().max(1) as f32;
    let mut averages = Vec::new();
    for facet in Facet::ALL {
        averages.push((facet, index.values_altogether(facet)? as f32 / statements));
    }
    let mut about = [0.0; 2];
    for (_, count) in index.elements_with_counts()? {
        about[0] += count.own as f32 / statements;
        about[1] += count.above as f32 / statements;
    }
    let values = FEW.into_iter().map(|facet| Ok((facet, index.values(facet)?))).collect::<Result<_>>()?;
    let manifest = index.manifest().of_sources(index.manifest().sources.clone());
    let register = Register { manifest, values, averages, about, drawers };
    // Its manifest says what it is in JSON, as that of an index does.
    keep(register_of(half), deflated(&serde_json::to_vec(&register).map_err(Error::List)?)?)
}

/// The register of some bytes.
pub(crate) fn register(bytes: &[u8]) -> Result<Register> {
    serde_json::from_slice(&inflated(bytes)?)
        .map_err(|error| faulty(format!("the register cannot be read: {error}")))
}

/// What lies in a drawer, and the bytes it is kept as.
pub(crate) fn packed<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(Error::Record)
}

pub(crate) fn unpacked<T: for<'d> Deserialize<'d>>(bytes: &[u8]) -> Result<T> {
    postcard::from_bytes(bytes)
        .map_err(|error| faulty(format!("an entry of a ledger cannot be read: {error}")))
}

pub(crate) fn deflated(bytes: &[u8]) -> Result<Vec<u8>> {
    pack_tightly(bytes).map_err(|error| faulty(error.to_string()))
}

pub(crate) fn inflated(bytes: &[u8]) -> Result<Vec<u8>> {
    unpack(bytes, LARGEST)
        .map_err(|error| faulty(format!("what is kept beside statements cannot be unpacked: {error}")))
}
