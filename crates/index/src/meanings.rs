//! What statements mean (意味): their vectors by a model, beside an index and never part of it.
//!
//! ```text
//! index/
//!   vectors-MODEL           a vector a text, kept for as long as the model is: nothing is encoded twice
//!   vectors-MODEL.aligned   the same in the order of the current generation
//! ```
//!
//! Both can be made again. Until all statements have a vector, those that have none are near to nothing, and
//! [`Meanings::coverage`] says how many that are.

use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use kurabe_embed::{Encoder, Extent, Kept, Neighbourhood, Role};
use tantivy::directory::{Directory as _, MmapDirectory, OwnedBytes};
use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, SegmentOrdinal, SegmentReader};

use crate::index::{Index, Place};
use crate::manifest::replace;
use crate::store::{Store, VECTORS};
use crate::{Error, Result};

/// How much of its fingerprint names the files of a model.
const NAME: usize = 12;

/// What the statements of an open index mean to a model. Neither the vectors nor the model are looked at before they are asked
/// for: most questions need neither.
pub struct Meanings {
    model: Arc<dyn Encoder>,
    vectors: Vectors,
    coverage: Coverage,
    rows: Rows,
}

/// Where the vectors of all statements are.
enum Vectors {
    /// Here.
    Here(Neighbourhood),
    /// In a file that is mapped, in the order of a generation, and looked at when somebody asks; nothing if it turns out
    /// to be damaged.
    There { path: PathBuf, bytes: OwnedBytes, generation: String, read: OnceLock<Option<Neighbourhood>> },
}

/// How near every statement of an index lies to something: the cosine of the angle between, from −1 to 1.
#[derive(Clone, PartialEq)]
pub struct Nearness {
    values: Arc<Vec<f32>>,
    rows: Rows,
}

/// In which row the vector of a statement stands: segment by segment, one behind the other.
#[derive(Clone, PartialEq)]
struct Rows {
    /// The first row of each segment, and the one behind the last.
    first: Arc<Vec<usize>>,
    segments: Arc<Vec<SegmentId>>,
}

/// How many statements have a vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// So many.
    pub with: usize,
    /// Of so many.
    pub of: usize,
}

impl Coverage {
    /// Whether all have.
    pub fn is_whole(self) -> bool {
        self.with == self.of
    }
}

impl Meanings {
    /// What there is of the vectors of an index in `store`. If no more than `most` are missing they are made, and `progress` is
    /// told how many of how many are done; more are left to whoever asks for them.
    ///
    /// # Errors
    /// If the index cannot be read, or vectors were kept there by something else.
    pub fn of(
        index: &Index,
        store: &Store,
        model: Arc<dyn Encoder>,
        most: usize,
        progress: impl FnMut(usize, usize),
    ) -> Result<Self> {
        let rows = Rows::of(index);
        let (kept, aligned) = files(store, &*model);
        let generation = index.manifest().meta.as_str();
        // What lies in memory has no name of its own.
        if index.folder().is_some()
            && let Some(bytes) = mapped(&aligned)
            && let Some(Extent { texts, filled }) = Extent::of(&bytes, &*model, generation)
            && texts == rows.len()
            && (filled == texts || texts - filled > most && is_newer(&aligned, &kept))
        {
            let there = Vectors::There {
                path: aligned,
                bytes,
                generation: generation.to_owned(),
                read: OnceLock::new(),
            };
            return Ok(Self { model, vectors: there, coverage: Coverage { with: filled, of: texts }, rows });
        }
        let texts = texts(index, &rows)?;
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut vectors = Kept::read(&kept, &*model)?;
        let missing = texts.iter().filter(|text| !vectors.has(text)).count();
        if missing > 0 && missing <= most {
            // Whether it is there shows when it is written to.
            let _ = fs::create_dir_all(store.folder());
            vectors = match Kept::fill(&kept, &*model, &texts, progress) {
                // What nobody may write is done without.
                Err(kurabe_embed::Error::Unwritable { .. }) => vectors,
                filled => filled?,
            };
        }
        let near = Neighbourhood::of(&vectors, &texts);
        if index.folder().is_some() {
            // Where it cannot be kept it is made again the next time.
            let _ = replace(&aligned, &near.to_bytes(&*model, generation));
        }
        let coverage = Coverage { with: near.filled(), of: near.len() };
        Ok(Self { model, vectors: Vectors::Here(near), coverage, rows })
    }

    /// The vectors; nothing where they were damaged, which the next one to ask for them makes good.
    fn near(&self) -> Option<&Neighbourhood> {
        match &self.vectors {
            Vectors::Here(near) => Some(near),
            Vectors::There { path, bytes, generation, read } => read
                .get_or_init(|| {
                    let near = Neighbourhood::stored(bytes.clone(), &*self.model, generation);
                    if near.is_none() {
                        let _ = fs::remove_file(path);
                    }
                    near
                })
                .as_ref(),
        }
    }

    /// The beginning of the model's fingerprint, by which its files are named.
    pub fn model(&self) -> &str {
        short(&*self.model)
    }

    /// How many statements have a vector.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// How near all statements lie to the meaning of a question, or of a passage that may be the like of theirs.
    pub fn nearness_to(&self, role: Role, text: &str) -> Nearness {
        self.nearness(|near| {
            let vectors = self.model.encode(role, &[text]);
            vectors.rows().next().map(|vector| near.direction(vector)).unwrap_or_default()
        })
    }

    /// How near all statements lie to one of them.
    pub fn nearness_to_place(&self, place: Place) -> Nearness {
        self.nearness(|near| near.direction_of(self.rows.row(place.0)))
    }

    /// How near two statements lie to each other.
    pub fn nearness_of(&self, one: Place, other: Place) -> f32 {
        let (one, other) = (self.rows.row(one.0), self.rows.row(other.0));
        self.near().map_or(0.0, |near| near.nearness_of(one, other))
    }

    fn nearness(&self, direction: impl FnOnce(&Neighbourhood) -> Vec<f32>) -> Nearness {
        let values = self.near().map(|near| near.nearness(&direction(near))).unwrap_or_default();
        Nearness { values: Arc::new(values), rows: self.rows.clone() }
    }
}

impl fmt::Debug for Meanings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meanings").field("coverage", &self.coverage()).finish_non_exhaustive()
    }
}

impl Nearness {
    /// How near the statement at a place lies.
    pub fn of(&self, place: Place) -> f32 {
        self.values.get(self.rows.row(place.0)).copied().unwrap_or(0.0)
    }

    /// How near the nearest lies.
    pub fn best(&self) -> f32 {
        self.values.iter().copied().fold(0.0, f32::max)
    }

    /// Those of all segments, and which of them are of one.
    pub(crate) fn of_segment(&self, segment: SegmentId) -> (Arc<Vec<f32>>, Range<usize>) {
        let number = self.rows.segments.iter().position(|known| *known == segment);
        let end = |number: usize| self.rows.first.get(number).copied().unwrap_or_default();
        (self.values.clone(), number.map_or(0..0, |number| end(number)..end(number + 1)))
    }
}

impl fmt::Debug for Nearness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nearness").field("statements", &self.values.len()).finish_non_exhaustive()
    }
}

impl Rows {
    fn of(index: &Index) -> Self {
        let mut first = vec![0];
        for segment in index.searcher.segment_readers() {
            first.push(first.last().copied().unwrap_or(0) + segment.max_doc() as usize);
        }
        let segments = index.searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        Self { first: Arc::new(first), segments: Arc::new(segments) }
    }

    fn len(&self) -> usize {
        self.first.last().copied().unwrap_or(0)
    }

    fn row(&self, address: DocAddress) -> usize {
        let before = self.first.get(address.segment_ord as usize).copied().unwrap_or(0);
        before + address.doc_id as usize
    }

    /// Where every row lies.
    fn addresses(&self) -> impl Iterator<Item = DocAddress> {
        let segments = (0..).zip(self.first.windows(2));
        segments.flat_map(|(segment, ends): (SegmentOrdinal, &[usize])| {
            let documents = ends.last().zip(ends.first()).map_or(0, |(end, first)| end - first);
            (0..documents as DocId).map(move |document| DocAddress::new(segment, document))
        })
    }
}

/// The text of every statement, row by row.
fn texts(index: &Index, rows: &Rows) -> Result<Vec<String>> {
    rows.addresses().map(|address| Ok(index.quote(Place(address))?.statement.text)).collect()
}

/// Where the vectors of a model are kept, and where in the order of an index.
fn files(store: &Store, model: &dyn Encoder) -> (PathBuf, PathBuf) {
    let kept = store.folder().join(format!("{VECTORS}{}", short(model)));
    let aligned = kept.with_extension("aligned");
    (kept, aligned)
}

/// Whether a file was written after another one, or there is no other: vectors that are kept since are not in it.
fn is_newer(one: &Path, other: &Path) -> bool {
    let written = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    written(one) > written(other)
}

/// The bytes of a file, mapped: of many vectors memory holds what was asked of last, and gives it back. Files are
/// replaced, never written into, so that what is mapped stays as it is.
fn mapped(path: &Path) -> Option<OwnedBytes> {
    let (folder, name) = (path.parent()?, path.file_name()?);
    MmapDirectory::open(folder).ok()?.open_read(Path::new(name)).ok()?.read_bytes().ok()
}

fn short(model: &dyn Encoder) -> &str {
    let whole = model.fingerprint();
    whole.get(..NAME).unwrap_or(whole)
}

impl From<kurabe_embed::Error> for Error {
    fn from(error: kurabe_embed::Error) -> Self {
        Self::Vectors(error)
    }
}
