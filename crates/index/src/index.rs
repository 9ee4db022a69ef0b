//! An open index: one generation, whole and good.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kurabe_model::{Quote, StatementId};
use serde::Deserialize;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, ReloadPolicy, Searcher, TantivyDocument, Term};

use crate::columns::Columns;
use crate::manifest::{Fingerprint, MANIFEST, Manifest, Seen, Summary, name_of, replace, written};
use crate::papers::{PAPERS, Papers};
use crate::record;
use crate::schema::{Facet, Fields, Searched, schema, tokenizers};
use crate::shelf::Shelf;
use crate::statistics::Statistics;
use crate::store::{Opening, Reason};
use crate::{Error, Result};

pub(crate) const META: &str = "meta.json";
/// The engine's own list of the files it keeps.
pub(crate) const MANAGED: &str = ".managed.json";
const SEEN: &str = "seen.json";
/// The folder of the rows of tables in a generation.
pub(crate) const ROWS: &str = "rows";
/// An index up to this size is looked through whenever it is opened: it takes a moment.
pub(crate) const ALWAYS_CHECKED: u64 = 8 * 1024 * 1024;

/// What is known of a manifest of any form.
#[derive(Deserialize)]
struct Formed {
    fingerprint: Form,
}

#[derive(Deserialize)]
struct Form {
    format: u64,
}

/// An index that can be asked.
pub struct Index {
    pub(crate) manifest: Manifest,
    summary: OnceLock<Summary>,
    pub(crate) searcher: Searcher,
    pub(crate) statistics: Statistics,
    pub(crate) fields: Fields,
    /// The folder it lies in, unless it lies in memory.
    pub(crate) folder: Option<PathBuf>,
    /// What is kept of the documents themselves; rows of tables have the same.
    pub(crate) papers: Papers,
    pub(crate) open: Columns,
    /// The index of the rows of tables, where there are any.
    pub(crate) rows: Option<Box<Index>>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the generation in `folder`, if its manifest has the short name `name` and all else fits.
    pub(crate) fn open(folder: &Path, name: &str, fingerprint: &Fingerprint) -> Result<Opening> {
        let damaged = |file: &str| Ok(Opening::Needed(Reason::Damaged { file: file.to_owned() }));
        let Ok(bytes) = fs::read(folder.join(MANIFEST)) else { return damaged(MANIFEST) };
        if name_of(&bytes) != name {
            return damaged(MANIFEST);
        }
        // The form is looked at first: of an older or newer manifest nothing else may be known.
        let form = serde_json::from_slice::<Formed>(&bytes).ok().map(|manifest| manifest.fingerprint.format);
        if form != Some(u64::from(fingerprint.format)) {
            return Ok(Opening::Needed(Reason::Format));
        }
        let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else { return damaged(MANIFEST) };
        let is = &manifest.fingerprint;
        if is.reading != fingerprint.reading {
            return Ok(Opening::Needed(Reason::Reading));
        }
        if is.words != fingerprint.words || is.vocabulary != fingerprint.vocabulary {
            return Ok(Opening::Needed(Reason::Lexicon));
        }
        if let Some(file) = damage(folder, &manifest) {
            return damaged(&file);
        }
        let Ok(mut inner) = Shelf::of(folder).and_then(tantivy::Index::open) else { return damaged(META) };
        inner.set_tokenizers(tokenizers());
        let (expected, fields) = schema();
        if inner.schema() != expected {
            return Ok(Opening::Needed(Reason::Format));
        }
        let rows = match &manifest.rows {
            None => None,
            Some(name) => match Self::open(&folder.join(ROWS), name, fingerprint)? {
                Opening::Ready(rows) => Some(rows),
                needed @ Opening::Needed(_) => return Ok(needed),
            },
        };
        let Some(papers) = Papers::checked(folder, &manifest) else { return damaged(PAPERS) };
        match Self::of(inner, fields, manifest, Some(folder.to_path_buf())) {
            Ok(index) => Ok(Opening::Ready(Box::new(index.with(papers, rows)))),
            Err(_) => damaged(META),
        }
    }

    pub(crate) fn of(
        inner: tantivy::Index,
        fields: Fields,
        manifest: Manifest,
        folder: Option<PathBuf>,
    ) -> Result<Self> {
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let statements = manifest.statements() as u64;
        let statistics = Statistics::new(&searcher, &fields, manifest.tokens(), statements);
        let papers = Papers::in_memory(Vec::new());
        let (summary, open) = (OnceLock::new(), Columns::default());
        let index =
            Self { manifest, summary, searcher, statistics, fields, folder, papers, open, rows: None };
        // No statement is quoted without its document.
        index.facet_columns(Facet::Document)?;
        Ok(index)
    }

    /// The same index with what is kept of its documents, and with the rows of their tables.
    pub(crate) fn with(self, papers: Papers, rows: Option<Box<Self>>) -> Self {
        let rows = rows.map(|rows| Box::new(Self { papers: papers.clone(), ..*rows }));
        Self { papers, rows, ..self }
    }

    /// The same index, scoring by other statistics than its own.
    pub(crate) fn scoring_by(self, statistics: Statistics) -> Self {
        Self { statistics, ..self }
    }

    /// The index of the rows of tables (表の行), asked as this one is; nothing where there are none. What is counted
    /// there are rows, and nothing of it is seen here.
    pub fn rows(&self) -> Option<&Self> {
        self.rows.as_deref()
    }

    /// What it was made of.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What it holds altogether, counted once.
    pub fn summary(&self) -> &Summary {
        self.summary.get_or_init(|| {
            let (own, papers) = (self.manifest.summary(), self.papers.size());
            let rows = self.rows().map_or(0, |rows| rows.manifest.summary().bytes);
            Summary { bytes: own.bytes + papers + rows, ..own }
        })
    }

    /// The folder of the generation, unless it lies in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What was known of each source without opening it, when it was last looked into; by document id.
    pub fn stamps(&self) -> BTreeMap<String, String> {
        self.folder.as_deref().map(seen).unwrap_or_default().sources
    }

    /// Notes what is known of the sources, so that they need not be looked into again while it stays the same.
    pub fn note_stamps(&self, stamps: BTreeMap<String, String>) {
        let Some(folder) = &self.folder else { return };
        let now = Seen { sources: stamps, ..seen(folder) };
        // Where nothing may be written they are looked into the next time.
        let _ = serde_json::to_vec(&now).map(|bytes| replace(&folder.join(SEEN), &bytes));
    }

    /// The statement at a place found before.
    pub fn quote(&self, place: Place) -> Result<Quote> {
        let document: TantivyDocument = self.searcher.doc(place.0)?;
        let bytes = document.get_first(self.fields.quote).and_then(|value| value.as_bytes());
        let head = self.document_of(place).and_then(|id| self.papers.place(&id, &self.manifest.sources));
        let head = head.map(|place| self.papers.head(place)).transpose()?.flatten();
        let (Some(bytes), Some(head)) = (bytes, head) else {
            return Err(Error::Record(postcard::Error::DeserializeUnexpectedEnd));
        };
        record::quote(bytes, head)
    }

    /// The id of the document a statement is of.
    fn document_of(&self, place: Place) -> Option<String> {
        let column = self.facet_columns(Facet::Document).ok()?.get(place.0.segment_ord as usize)?.as_ref()?;
        let mut id = String::new();
        column.ord_to_str(column.ords().first(place.0.doc_id)?, &mut id).ok()?.then_some(id)
    }

    /// The statement called `id`.
    pub fn statement(&self, id: &StatementId) -> Result<Option<Quote>> {
        self.place(id)?.map(|place| self.quote(place)).transpose()
    }

    /// Where the statement called `id` lies.
    pub fn place(&self, id: &StatementId) -> Result<Option<Place>> {
        let term = Term::from_field_text(self.fields.id, id.as_str());
        let found = self
            .searcher
            .search(&TermQuery::new(term, IndexRecordOption::Basic), &tantivy::collector::DocSetCollector)?;
        Ok(found.into_iter().next().map(Place))
    }

    /// How many statements hold `key` in a field.
    pub fn frequency(&self, searched: Searched, key: &str) -> Result<u64> {
        Ok(self.searcher.doc_freq(&Term::from_field_text(self.fields.searched(searched), key))?)
    }

    /// How many statements there are.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether there is no statement at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The keys of words that are read `kana`, in katakana.
    pub fn read_as(&self, kana: &str) -> Result<Vec<String>> {
        let start = format!("{kana}\t");
        let mut keys = Vec::new();
        for segment in self.searcher.segment_readers() {
            let dictionary = segment.inverted_index(self.fields.readings)?;
            let mut terms = dictionary
                .terms()
                .range()
                .ge(start.as_bytes())
                .into_stream()
                .map_err(|source| Error::Io { path: self.folder.clone().unwrap_or_default(), source })?;
            while terms.advance() {
                let Some(key) = terms.key().strip_prefix(start.as_bytes()) else { break };
                keys.push(String::from_utf8_lossy(key).into_owned());
            }
        }
        keys.sort();
        keys.dedup();
        Ok(keys)
    }
}

/// Where a statement lies in an open index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub(crate) DocAddress);

/// The names of the engine's files with their sizes, and the short name of its list of segments.
pub(crate) fn inventory(folder: &Path) -> Result<(BTreeMap<String, u64>, String)> {
    let mut files = BTreeMap::new();
    for item in fs::read_dir(folder).map_err(Error::io(folder))? {
        let item = item.map_err(Error::io(folder))?;
        let name = item.file_name().to_string_lossy().into_owned();
        // Hidden files are the engine's own notes, written again whenever it likes.
        if name.starts_with('.') || name == MANIFEST || name == SEEN || name == ROWS || name == PAPERS {
            continue;
        }
        files.insert(name, item.metadata().map_err(Error::io(folder))?.len());
    }
    let meta = fs::read(folder.join(META)).map_err(Error::io(folder.join(META)))?;
    Ok((files, name_of(&meta)))
}

fn seen(folder: &Path) -> Seen {
    let bytes = fs::read(folder.join(SEEN)).ok();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// The first file that is not as it was written. Sizes are always compared; what is in a file only when it
/// was written to since it was last seen whole.
fn damage(folder: &Path, manifest: &Manifest) -> Option<String> {
    let seen = seen(folder);
    let mut now = Seen { sources: seen.sources.clone(), ..Seen::default() };
    let small = manifest.files.values().sum::<u64>() <= ALWAYS_CHECKED;
    let mut doubtful = Vec::new();
    for (name, size) in &manifest.files {
        let Ok(metadata) = fs::metadata(folder.join(name)) else { return Some(name.clone()) };
        if metadata.len() != *size {
            return Some(name.clone());
        }
        let written = written(&metadata);
        if small || seen.files.get(name) != Some(&written) {
            doubtful.push(name);
        }
        now.files.insert(name.clone(), written);
    }
    if doubtful.is_empty() {
        return None;
    }
    match fs::read(folder.join(META)) {
        Ok(meta) if name_of(&meta) == manifest.meta => {}
        _ => return Some(META.to_owned()),
    }
    let Ok(inner) = Shelf::of(folder).and_then(tantivy::Index::open) else { return Some(META.to_owned()) };
    for name in doubtful.into_iter().filter(|name| *name != META) {
        if !inner.directory().validate_checksum(Path::new(name)).unwrap_or(false) {
            return Some(name.clone());
        }
    }
    // Where nothing may be written everything is looked at again the next time.
    if now == seen {
        return None;
    }
    let _ = serde_json::to_vec(&now).map(|bytes| replace(&folder.join(SEEN), &bytes));
    None
}
