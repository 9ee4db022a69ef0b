//! What is written beside the engine's files: what the index was made of, and how to know that it is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use kurabe_model::DocumentId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The form of the index on disk. A higher number makes every older index be built anew.
pub const FORMAT: u32 = 11;

/// The manifest's name in a generation.
pub(crate) const MANIFEST: &str = "kurabe.json";

/// What an index is only good with (指紋).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The form on disk.
    pub format: u32,
    /// The rules documents are read by.
    pub reading: String,
    /// The dictionary and the words it was cut with.
    pub words: String,
    /// The synonyms and themes.
    pub vocabulary: String,
}

/// How many tokens there are, in each of the fields words are looked for in.
pub type Tokens = [u64; 7];

/// A source (文書) the index holds the statements of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its document.
    pub id: DocumentId,
    /// Who published it: the code.
    pub municipality: String,
    /// What its bytes and its entry in the catalogue are, in short.
    pub digest: String,
    /// How many statements it gave.
    pub statements: usize,
    /// How many rows its tables gave. A source that gave neither could not be read.
    pub rows: usize,
    /// How many tokens these have in each field.
    pub tokens: Tokens,
}

impl Source {
    /// Whether it said something.
    pub fn is_read(&self) -> bool {
        self.statements > 0 || self.rows > 0
    }
}

/// What an index was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// What it is good with.
    pub fingerprint: Fingerprint,
    /// The version of the program that built it.
    pub program: String,
    /// Its sources in the order of the corpus.
    pub sources: Vec<Source>,
    /// The files of the engine with their sizes.
    pub(crate) files: BTreeMap<String, u64>,
    /// The engine's list of segments, which has no checksum of its own.
    pub(crate) meta: String,
    /// The short name of what is kept of the documents themselves, and its size; rows of tables have none of it.
    pub(crate) papers: Option<(String, u64)>,
    /// The short name of the manifest of the rows of tables, where there are any.
    pub(crate) rows: Option<String>,
}

impl Manifest {
    /// The same of other sources, without any file.
    pub fn of_sources(&self, sources: Vec<Source>) -> Self {
        Self {
            fingerprint: self.fingerprint.clone(),
            program: self.program.clone(),
            sources,
            files: BTreeMap::new(),
            meta: String::new(),
            papers: None,
            rows: None,
        }
    }

    /// How many statements there are.
    pub fn statements(&self) -> usize {
        self.sources.iter().map(|source| source.statements).sum()
    }

    /// How many tokens there are in each field.
    pub fn tokens(&self) -> Tokens {
        let mut sums = Tokens::default();
        for source in &self.sources {
            for (sum, tokens) in sums.iter_mut().zip(source.tokens) {
                *sum += tokens;
            }
        }
        sums
    }

    /// What it comes to.
    pub fn summary(&self) -> Summary {
        let mut digest = Sha256::new();
        digest.update(format!("{:?}", self.fingerprint));
        for source in &self.sources {
            digest.update(format!("{} {}\n", source.id, source.digest));
        }
        let municipalities: BTreeSet<&str> =
            self.sources.iter().map(|source| source.municipality.as_str()).collect();
        Summary {
            version: short(digest),
            documents: self.sources.len(),
            unreadable: self.sources.iter().filter(|source| !source.is_read()).count(),
            statements: self.statements(),
            municipalities: municipalities.len(),
            bytes: self.files.values().sum(),
        }
    }
}

/// What an index holds altogether.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// A short name of exactly this corpus, read and understood in exactly this way (コーパスの版).
    pub version: String,
    /// How many sources there are.
    pub documents: usize,
    /// How many of them gave nothing at all.
    pub unreadable: usize,
    /// How many statements there are.
    pub statements: usize,
    /// How many municipalities there are.
    pub municipalities: usize,
    /// How large its files are.
    pub bytes: u64,
}

pub(crate) fn short(digest: Sha256) -> String {
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Short name of some bytes.
pub(crate) fn name_of(bytes: &[u8]) -> String {
    short(Sha256::new_with_prefix(bytes))
}

/// When each file was last written, as far as the system knows: a file that was not written since it was last
/// seen whole is whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) files: BTreeMap<String, u64>,
    /// What was known of each source without opening it, when it was last looked into.
    #[serde(default)]
    pub(crate) sources: BTreeMap<String, String>,
}

/// When a file was last written, in nanoseconds.
pub(crate) fn written(metadata: &fs::Metadata) -> u64 {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    modified.map_or(0, |time| u64::try_from(time.as_nanos()).unwrap_or(0))
}

/// Replaces a file at once: whoever reads it sees the old text or the new one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = fs::File::create(&beside)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let replaced = written.and_then(|()| fs::rename(&beside, path));
    if replaced.is_err() {
        let _ = fs::remove_file(&beside);
    }
    replaced
}
