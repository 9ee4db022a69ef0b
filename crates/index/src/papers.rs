//! What the index keeps of the documents themselves (文書の記録): facts, headings and what was to be said of the reading,
//! one line of JSON a document, in the order of the corpus. Statements lie in the engine and are not repeated here.

use std::collections::BTreeMap;
use std::path::Path;

use kurabe_model::{Document, DocumentId};
use tantivy::directory::{Directory, OwnedBytes};

use crate::index::ALWAYS_CHECKED;
use crate::manifest::{Manifest, Source, name_of};
use crate::paper::Paper;
use crate::shelf::Shelf;
use crate::{Error, Index, Result};

/// The file in a generation.
pub(crate) const PAPERS: &str = "papers.jsonl";

/// The lines, mapped from the file or held in memory: whoever has them open keeps them when the generation goes.
pub(crate) struct Papers(OwnedBytes);

impl Papers {
    pub(crate) fn in_memory(lines: Vec<u8>) -> Self {
        Self(OwnedBytes::new(lines))
    }

    /// Those of a generation.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self> {
        let file = Shelf::of(folder)?.open_read(Path::new(PAPERS)).map_err(tantivy::TantivyError::from)?;
        Ok(Self(file.read_bytes().map_err(Error::io(folder.join(PAPERS)))?))
    }

    /// How a manifest knows them: by their short name and their size.
    pub(crate) fn described(&self) -> Option<(String, u64)> {
        Some((name_of(&self.0), self.0.len() as u64))
    }

    /// Those a manifest speaks of, if they are what was written. Many are only measured: to read all of them would
    /// cost whoever asks for none.
    pub(crate) fn checked(folder: &Path, manifest: &Manifest) -> Option<Self> {
        let Some((name, size)) = &manifest.papers else { return Some(Self::in_memory(Vec::new())) };
        let papers = Self::of_folder(folder).ok()?;
        let is_whole =
            papers.0.len() as u64 == *size && (*size > ALWAYS_CHECKED || name_of(&papers.0) == *name);
        is_whole.then_some(papers)
    }

    fn lines(&self) -> impl Iterator<Item = &[u8]> {
        self.0.as_slice().split(|&byte| byte == b'\n').filter(|line| !line.is_empty())
    }
}

/// The line of a paper.
pub(crate) fn line(paper: &Paper) -> Result<Vec<u8>> {
    let Document { facts, outline, .. } = &paper.document;
    let bare =
        Document { facts: facts.clone(), outline: outline.clone(), statements: Vec::new(), rows: Vec::new() };
    let bare = Paper { document: bare, ..paper.clone() };
    serde_json::to_vec(&bare).map_err(Error::Quote)
}

/// The lines of all sources in order: those just read, and of the others what the last generation had.
pub(crate) fn lines<'a>(
    sources: impl Iterator<Item = &'a Source>,
    mut read: BTreeMap<usize, Vec<u8>>,
    last: Option<&Index>,
) -> Vec<u8> {
    let held = last.map(|last| last.manifest.sources.iter().zip(last.papers.lines()));
    let held: BTreeMap<&DocumentId, &[u8]> =
        held.into_iter().flatten().map(|(source, line)| (&source.id, line)).collect();
    let mut lines = Vec::new();
    for (place, source) in sources.enumerate() {
        match read.remove(&place) {
            Some(line) => lines.extend(line),
            // A source without a record still has its line: places are those of the manifest.
            None => lines.extend_from_slice(held.get(&source.id).copied().unwrap_or(b"null")),
        }
        lines.push(b'\n');
    }
    lines
}

impl Index {
    /// The documents in the order of the corpus, each without its statements; nothing for a source that could not even
    /// be looked at.
    pub fn papers(&self) -> impl Iterator<Item = Result<Option<Paper>>> {
        self.papers.lines().map(|line| serde_json::from_slice(line).map_err(Error::Quote))
    }

    /// The document called `id`, without its statements.
    pub fn paper(&self, id: &DocumentId) -> Result<Option<Paper>> {
        let place = self.manifest.sources.iter().position(|source| source.id == *id);
        let line = place.and_then(|place| self.papers.lines().nth(place));
        line.map_or(Ok(None), |line| serde_json::from_slice(line).map_err(Error::Quote))
    }
}
