//! What the index keeps of the documents themselves (文書の記録), in the order of the corpus. Statements lie in the engine
//! and are not repeated here.
//!
//! A record has two parts: what every quotation of the document says of it, which is read often and lies open; and its
//! headings with what was to be said of the reading, which is read seldom and is packed. Where each record begins stands
//! behind all of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use kurabe_model::{Document, DocumentFacts, DocumentId, Municipality, Outline};
use serde::{Deserialize, Serialize};
use tantivy::directory::{Directory, OwnedBytes};

use crate::index::ALWAYS_CHECKED;
use crate::manifest::{Manifest, Source, name_of};
use crate::packing::{pack_tightly, unpack};
use crate::paper::Paper;
use crate::shelf::Shelf;
use crate::{Error, Index, Result};

/// The file in a generation.
pub(crate) const PAPERS: &str = "papers";
/// The headings of no document are larger unpacked.
const LARGEST: usize = 1024 * 1024 * 1024;
/// How many bytes a length or a place takes.
const NUMBER: usize = 8;

/// The records, mapped from the file or held in memory: whoever has them open keeps them when the generation goes.
#[derive(Clone)]
pub(crate) struct Papers {
    bytes: OwnedBytes,
    /// The places of the records in the order of the ids of their documents, found out when first asked for.
    by_id: Arc<OnceLock<Vec<usize>>>,
}

/// What every quotation of a document says of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) municipality: Municipality,
    pub(crate) facts: DocumentFacts,
    /// Whether its printed title stands above everything.
    pub(crate) titled: bool,
}

/// The rest of what is kept of a document: its headings, and as JSON what was to be said of the reading, whose form says
/// which of many things it is.
type Rest = (Outline, Vec<u8>);

impl Papers {
    pub(crate) fn in_memory(records: Vec<u8>) -> Self {
        Self::of(OwnedBytes::new(records))
    }

    fn of(bytes: OwnedBytes) -> Self {
        Self { bytes, by_id: Arc::default() }
    }

    /// Those of a generation.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self> {
        let file = Shelf::of(folder)?.open_read(Path::new(PAPERS)).map_err(tantivy::TantivyError::from)?;
        Ok(Self::of(file.read_bytes().map_err(Error::io(folder.join(PAPERS)))?))
    }

    /// How a manifest knows them: by their short name and their size.
    pub(crate) fn described(&self) -> Option<(String, u64)> {
        Some((name_of(&self.bytes), self.size()))
    }

    /// Those a manifest speaks of, if they are what was written. Many are only measured: to read all of them would
    /// cost whoever asks for none.
    pub(crate) fn checked(folder: &Path, manifest: &Manifest) -> Option<Self> {
        let Some((name, size)) = &manifest.papers else { return Some(Self::in_memory(Vec::new())) };
        let papers = Self::of_folder(folder).ok()?;
        let is_whole = papers.size() == *size && (*size > ALWAYS_CHECKED || name_of(&papers.bytes) == *name);
        is_whole.then_some(papers)
    }

    /// How many bytes they take.
    pub(crate) fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// How many there are, and where they end and it is written where each begins.
    fn extent(&self) -> Option<(usize, usize)> {
        let last = self.bytes.len().checked_sub(NUMBER)?;
        let count = number(&self.bytes, last)?;
        Some((count, last.checked_sub(count.checked_mul(NUMBER)?)?))
    }

    /// How many there are.
    fn count(&self) -> usize {
        self.extent().map_or(0, |(count, _)| count)
    }

    /// A record as it was written.
    fn record(&self, place: usize) -> Option<&[u8]> {
        let (count, end) = self.extent()?;
        let begins = |place: usize| match place < count {
            true => number(&self.bytes, end + NUMBER * place),
            false => Some(end),
        };
        if place < count { self.bytes.get(begins(place)?..begins(place + 1)?) } else { None }
    }

    /// The two parts of a record; nothing for a source that could not even be looked at.
    fn parts(&self, place: usize) -> Option<(&[u8], &[u8])> {
        parts(self.record(place)?)
    }

    /// What quotations say of the document at a place.
    pub(crate) fn head(&self, place: usize) -> Result<Option<Head>> {
        let head = self.parts(place).map(|(head, _)| postcard::from_bytes(head));
        head.transpose().map_err(Error::Record)
    }

    /// The document at a place, without its statements.
    fn paper(&self, place: usize) -> Result<Option<Paper>> {
        self.parts(place).map(paper_of).transpose()
    }

    /// The place of a document, where there is a record of it; `sources` are those the records are of.
    pub(crate) fn place(&self, id: &str, sources: &[Source]) -> Option<usize> {
        let by_id = self.by_id.get_or_init(|| {
            let mut by_id: Vec<usize> = (0..sources.len()).collect();
            by_id.sort_unstable_by_key(|&place| &sources[place].id);
            by_id
        });
        let found = by_id.binary_search_by(|&place| sources[place].id.as_str().cmp(id)).ok()?;
        Some(by_id[found]).filter(|&place| self.parts(place).is_some())
    }
}

/// The two parts of a record.
fn parts(record: &[u8]) -> Option<(&[u8], &[u8])> {
    record.get(NUMBER..)?.split_at_checked(number(record, 0)?)
}

/// The document of both parts.
fn paper_of((head, rest): (&[u8], &[u8])) -> Result<Paper> {
    let Head { municipality, facts, .. } = postcard::from_bytes(head).map_err(Error::Record)?;
    let rest = unpack(rest, LARGEST).map_err(Error::io(PAPERS))?;
    let (outline, diagnostics): Rest = postcard::from_bytes(&rest).map_err(Error::Record)?;
    let diagnostics = serde_json::from_slice(&diagnostics).map_err(Error::List)?;
    let document = Document { facts, outline, statements: Vec::new(), rows: Vec::new() };
    Ok(Paper { municipality, document, diagnostics })
}

/// The document of a record.
pub(crate) fn of_record(record: &[u8]) -> Result<Paper> {
    parts(record).map_or(Err(Error::Record(postcard::Error::DeserializeUnexpectedEnd)), paper_of)
}

/// The number written at a place.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes: [u8; NUMBER] = bytes.get(at..)?.first_chunk().copied()?;
    usize::try_from(u64::from_le_bytes(bytes)).ok()
}

/// The record of a paper of which there is no more than its head.
pub(crate) fn record_of_head(head: &Head) -> Result<Vec<u8>> {
    let head = postcard::to_allocvec(head).map_err(Error::Record)?;
    let mut record = (head.len() as u64).to_le_bytes().to_vec();
    record.extend(head);
    Ok(record)
}

/// The record of a paper.
pub(crate) fn record(paper: &Paper) -> Result<Vec<u8>> {
    let Document { facts, outline, .. } = &paper.document;
    let (municipality, facts) = (paper.municipality.clone(), facts.clone());
    let record = record_of_head(&Head { municipality, facts, titled: outline.title.is_some() })?;
    let diagnostics = serde_json::to_vec(&paper.diagnostics).map_err(Error::List)?;
    let rest: Rest = (outline.clone(), diagnostics);
    let rest = postcard::to_allocvec(&rest).map_err(Error::Record)?;
    Ok([record, pack_tightly(&rest).map_err(Error::io(PAPERS))?].concat())
}

/// The records of all sources in order: those just read, and of the others what the last generation had.
pub(crate) fn records<'a>(
    sources: impl Iterator<Item = &'a Source>,
    mut read: BTreeMap<usize, Vec<u8>>,
    last: Option<&Index>,
) -> Vec<u8> {
    let held = |id: &DocumentId| {
        let Index { papers, manifest, .. } = last?;
        papers.record(papers.place(id.as_str(), &manifest.sources)?)
    };
    let (mut records, mut begins) = (Vec::new(), Vec::new());
    for (place, source) in sources.enumerate() {
        begins.push(records.len() as u64);
        match read.remove(&place) {
            Some(record) => records.extend(record),
            // A source without a record still has its place: they are those of the manifest.
            None => records.extend_from_slice(held(&source.id).unwrap_or_default()),
        }
    }
    begins.push(begins.len() as u64);
    records.extend(begins.into_iter().flat_map(u64::to_le_bytes));
    records
}

impl Index {
    /// The documents in the order of the corpus, each without its statements; nothing for a source that could not even
    /// be looked at.
    pub fn papers(&self) -> impl Iterator<Item = Result<Option<Paper>>> {
        (0..self.papers.count()).map(|place| self.papers.paper(place))
    }

    /// The document called `id`, without its statements.
    pub fn paper(&self, id: &DocumentId) -> Result<Option<Paper>> {
        let place = self.papers.place(id.as_str(), &self.manifest.sources);
        place.map_or(Ok(None), |place| self.papers.paper(place))
    }
}

#[cfg(test)]
mod tests {
    use kurabe_model::{Heading, Section, Span};
    use proptest::prelude::*;

    use super::*;
    use crate::example;

    fn paper(id: &str) -> Paper {
        let mut paper = example::paper(id, "基本計画");
        let heading =
            Heading { text: "１ 協働".into(), span: Span::new(std::iter::once(0..9).collect(), 1, 1) };
        let section = Section { parent: None, heading: heading.clone(), departments: Vec::new() };
        paper.document.outline = Outline { title: Some(heading), sections: vec![section] };
        paper
    }

    /// Two papers and between them a source that could not be looked at.
    fn three() -> (Vec<u8>, [Source; 3]) {
        let sources = ["z-first", "m-second", "a-third"].map(example::source);
        let read = [(0, "z-first"), (2, "a-third")].map(|(place, id)| (place, record(&paper(id)).unwrap()));
        (records(sources.iter(), read.into_iter().collect(), None), sources)
    }

    #[test]
    fn papers_come_out_as_they_went_in() {
        let (records, sources) = three();
        let papers = Papers::in_memory(records);
        let read: Vec<Option<Paper>> = (0..4).map(|place| papers.paper(place).unwrap()).collect();
        assert_eq!(read, [Some(paper("z-first")), None, Some(paper("a-third")), None]);
        assert_eq!(
            ["a-third", "z-first", "m-second"].map(|id| papers.place(id, &sources)),
            [Some(2), Some(0), None]
        );
        assert!(papers.head(0).unwrap().unwrap().titled);
        assert_eq!(Papers::in_memory(Vec::new()).count(), 0);
    }

    proptest! {
        #[test]
        fn damaged_papers_are_refused_or_read_and_nothing_else(
            at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(),
        ) {
            let (mut bytes, sources) = three();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut.index(2) * cut.index(bytes.len()));
            let papers = Papers::in_memory(bytes);
            for place in 0..4 {
                let _ = papers.paper(place);
            }
            let _ = papers.place("a-third", &sources);
        }
    }
}
