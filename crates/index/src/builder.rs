//! Builds a generation: from scratch, or from the one before with only what changed read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use kurabe_model::{DocumentId, Statement};
use rayon::prelude::*;
use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexSettings, IndexWriter, Term};

use crate::index::{Index, ROWS, inventory};
use crate::manifest::{Fingerprint, Manifest, Source, Tokens, replace};
use crate::paper::{Paper, Tools, documents};
use crate::papers::{PAPERS, Papers, line, lines};
use crate::schema::{Facet, Fields, schema, tokenizers};
use crate::shelf::Shelf;
use crate::store::{Lock, Store};
use crate::{Error, Result};

/// How much each thread of the engine gathers before it writes a segment.
const ARENA: usize = 64 * 1024 * 1024;
/// How many documents are worth a thread of the engine; fewer would only leave more segments behind.
const WORTH_A_THREAD: usize = 50;
/// The engine's threads, at the most.
const THREADS: usize = 8;
/// Segments with fewer statements are merged away as soon as there are several.
const SMALL: u32 = 5_000;

/// What a source should be in the new generation.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The source; how many statements it gives is found out.
    pub source: Source,
    /// Whether what the last generation holds of it is still good.
    pub unchanged: bool,
}

/// What a build is told.
pub struct Job<'a> {
    /// What the index will be good with.
    pub fingerprint: Fingerprint,
    /// What text is analysed with.
    pub tools: Tools<'a>,
    /// All sources in the order of the corpus.
    pub wanted: Vec<Wanted>,
    /// Reads a source, by its place among the wanted ones; nothing if it cannot be read.
    pub read: &'a (dyn Fn(usize) -> Option<Paper> + Sync),
    /// Is told how many sources have been read so far.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

impl std::fmt::Debug for Job<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("wanted", &self.wanted).finish_non_exhaustive()
    }
}

impl Store {
    /// Builds the generation `job` describes and makes it the current one. What is unchanged is taken over
    /// from `last`. If anything fails, the current generation stays what it was.
    pub fn build(&self, lock: &Lock, last: Option<&Index>, job: Job<'_>) -> Result<Index> {
        let built = self.build_beside(lock, last, job);
        if built.is_err() {
            self.abandon(lock);
        }
        built
    }

    fn build_beside(&self, lock: &Lock, last: Option<&Index>, job: Job<'_>) -> Result<Index> {
        let folder = self.begin(lock)?;
        let last = last.filter(|index| index.folder.is_some());
        let statements = Half::begin(&folder, last)?;
        let rows = Half::begin(&folder.join(ROWS), last.and_then(Index::rows))?;
        let ([statements, rows], papers) = fill([statements, rows], &job)?;
        let below = folder.join(ROWS);
        let rows = match rows.statements() {
            0 => {
                fs::remove_dir_all(&below).map_err(Error::io(&below))?;
                None
            }
            _ => Some(of_folder(&below, rows)?),
        };
        let described = rows.as_ref().map(|rows| self.describe(&below, rows)).transpose()?;
        replace(&folder.join(PAPERS), &papers).map_err(Error::io(folder.join(PAPERS)))?;
        let papers = Papers::in_memory(papers).described();
        let manifest = Manifest { rows: described, papers, ..of_folder(&folder, statements)? };
        let place = self.publish(lock, &manifest)?;
        let rows = rows.map(|rows| open(&place.join(ROWS), rows)).transpose()?.map(Box::new);
        Ok(Index { rows, papers: Papers::of_folder(&place)?, ..open(&place, manifest)? })
    }
}

impl Index {
    /// An index in memory, for where nothing can be written.
    pub fn in_memory(job: Job<'_>) -> Result<Self> {
        let (schema, fields) = schema();
        let inner = [schema.clone(), schema].map(tantivy::Index::create_in_ram);
        let [statements, rows] = inner.clone().map(|inner| Half { inner, last: None });
        let ([statements, rows], papers) = fill([statements, rows], &job)?;
        let papers = Papers::in_memory(papers);
        let [held, tables] = inner;
        let rows = match rows.statements() {
            0 => None,
            _ => Some(Box::new(Self::of(tables, fields.clone(), rows, None)?)),
        };
        Ok(Self { rows, papers, ..Self::of(held, fields, statements, None)? })
    }
}

/// Opens what was just written, whose manifest is known.
fn open(place: &Path, manifest: Manifest) -> Result<Index> {
    let mut inner = tantivy::Index::open(Shelf::of(place)?)?;
    inner.set_tokenizers(tokenizers());
    Index::of(inner, schema().1, manifest, Some(place.to_path_buf()))
}

/// The manifest with the files of the engine it speaks of.
fn of_folder(folder: &Path, manifest: Manifest) -> Result<Manifest> {
    let (files, meta) = inventory(folder)?;
    Ok(Manifest { files, meta, ..manifest })
}

/// One of the two indexes of a generation, of statements or of rows of tables, while it is built.
struct Half<'a> {
    inner: tantivy::Index,
    /// The same of the last generation, where there is one to go on from.
    last: Option<&'a Index>,
}

impl<'a> Half<'a> {
    fn begin(folder: &Path, last: Option<&'a Index>) -> Result<Self> {
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let inner = match last.and_then(|index| Some((index, index.folder.as_deref()?))) {
            Some((index, from)) => {
                take_over(index, from, folder)?;
                tantivy::Index::open_in_dir(folder)?
            }
            None => tantivy::Index::builder()
                .schema(schema().0)
                .settings(IndexSettings::default())
                .create_in_dir(folder)?,
        };
        Ok(Self { inner, last })
    }

    /// What the last generation holds of each source.
    fn held(&self) -> BTreeMap<&'a DocumentId, &'a Source> {
        let last = self.last.map(|index| index.manifest.sources.as_slice()).unwrap_or_default();
        last.iter().map(|source| (&source.id, source)).collect()
    }
}

/// Puts the files of `last` into the new generation. They never change, so a second name is enough; only the
/// engine's lists of them are copied.
fn take_over(last: &Index, from: &Path, to: &Path) -> Result<()> {
    let names = last.manifest.files.keys().map(String::as_str).chain([".managed.json"]);
    for name in names {
        let (from, to) = (from.join(name), to.join(name));
        let is_list = name.ends_with(".json");
        if is_list || fs::hard_link(&from, &to).is_err() {
            match fs::copy(&from, &to) {
                // The engine's own note of its files; without it only less is tidied up.
                Err(_) if name.starts_with('.') => {}
                done => drop(done.map_err(Error::io(&from))?),
            }
        }
    }
    Ok(())
}

/// Writes what is wanted into both indexes; returns what each was made of, its files aside, and what is kept of the
/// documents themselves.
fn fill(halves: [Half<'_>; 2], job: &Job<'_>) -> Result<([Manifest; 2], Vec<u8>)> {
    let (_, fields) = schema();
    let (held, last) = (halves[0].held(), halves[0].last);
    let is_kept = |wanted: &Wanted| wanted.unchanged && held.contains_key(&wanted.source.id);
    let unread: Vec<usize> = (0..job.wanted.len()).filter(|&place| !is_kept(&job.wanted[place])).collect();
    let kept: BTreeSet<&DocumentId> =
        job.wanted.iter().filter(|wanted| is_kept(wanted)).map(|wanted| &wanted.source.id).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = (unread.len() / WORTH_A_THREAD + 1).min(cores).min(THREADS);
    let [statements, rows] = halves.map(|half| Filling::begin(half, &fields, &kept, threads));
    let (statements, rows) = (statements?, rows?);
    let done = AtomicUsize::new(0);
    let taken: Result<Vec<Taken>> = unread
        .par_iter()
        .map(|&place| {
            let (given, line) = match (job.read)(place) {
                Some(paper) => (
                    [
                        statements.add(&paper, &paper.document.statements, job.tools, &fields)?,
                        rows.add(&paper, &paper.document.rows, job.tools, &fields)?,
                    ],
                    line(&paper)?,
                ),
                None => ([Given::default(); 2], b"null".to_vec()),
            };
            (job.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok((place, given, line))
        })
        .collect();
    let (mut counts, mut read) = (BTreeMap::new(), BTreeMap::new());
    for (place, given, line) in taken? {
        counts.insert(place, given);
        read.insert(place, line);
    }
    let papers = lines(job.wanted.iter().map(|wanted| &wanted.source), read, last);
    let manifest = |filling: &Filling<'_>, which: usize| {
        let held = filling.half.held();
        let sources = job.wanted.iter().enumerate().map(|(place, wanted)| {
            let own = wanted.source.clone();
            match (counts.get(&place), held.get(&wanted.source.id)) {
                (Some(given), _) => {
                    // In the index of rows, these are what is counted as statements are.
                    let rows = if which == 0 { given[1].statements } else { 0 };
                    Source { statements: given[which].statements, rows, tokens: given[which].tokens, ..own }
                }
                (None, Some(held)) => {
                    Source { statements: held.statements, rows: held.rows, tokens: held.tokens, ..own }
                }
                (None, None) => own,
            }
        });
        Manifest {
            fingerprint: job.fingerprint.clone(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            sources: sources.collect(),
            files: BTreeMap::new(),
            meta: String::new(),
            papers: None,
            rows: None,
        }
    };
    let manifests = [manifest(&statements, 0), manifest(&rows, 1)];
    statements.finish()?;
    rows.finish()?;
    Ok((manifests, papers))
}

/// A source that was read: its place, what it gave statements and rows, and the line that is kept of it.
type Taken = (usize, [Given; 2], Vec<u8>);

/// What a source gave.
#[derive(Debug, Clone, Copy, Default)]
struct Given {
    statements: usize,
    tokens: Tokens,
}

/// An index that is being written to.
struct Filling<'a> {
    half: Half<'a>,
    writer: IndexWriter,
    deleted: bool,
}

impl<'a> Filling<'a> {
    /// Opens an index for writing; what it holds of sources that are not `kept` leaves it.
    fn begin(
        mut half: Half<'a>,
        fields: &Fields,
        kept: &BTreeSet<&DocumentId>,
        threads: usize,
    ) -> Result<Self> {
        half.inner.set_tokenizers(tokenizers());
        let writer: IndexWriter = half.inner.writer_with_num_threads(threads, ARENA * threads)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut deleted = false;
        let held = half.held().into_values();
        for source in held.filter(|source| source.statements > 0 && !kept.contains(&source.id)) {
            writer.delete_term(Term::from_field_text(fields.facet(Facet::Document), source.id.as_str()));
            deleted = true;
        }
        Ok(Self { half, writer, deleted })
    }

    fn add(
        &self,
        paper: &Paper,
        statements: &[Statement],
        tools: Tools<'_>,
        fields: &Fields,
    ) -> Result<Given> {
        let take = |document| Ok(self.writer.add_document(document).map(|_| ())?);
        let tokens = documents(paper, statements, tools, fields, take)?;
        Ok(Given { statements: statements.len(), tokens })
    }

    fn finish(mut self) -> Result<()> {
        self.writer.commit()?;
        tidy(&mut self.writer, &self.half.inner, self.deleted)?;
        self.writer.garbage_collect_files().wait()?;
        Ok(self.writer.wait_merging_threads()?)
    }
}

/// Merges segments something was deleted from, and small ones. Statements that are gone count in the engine's
/// statistics until then, and scores would tell how an index came to be what it is.
fn tidy(writer: &mut IndexWriter, inner: &tantivy::Index, deleted: bool) -> Result<()> {
    let metas = inner.searchable_segment_metas()?;
    let small = metas.iter().filter(|meta| meta.num_docs() < SMALL).count() > 1;
    let untidy: Vec<_> = metas
        .iter()
        .filter(|meta| (deleted && meta.num_deleted_docs() > 0) || (small && meta.num_docs() < SMALL))
        .map(tantivy::SegmentMeta::id)
        .collect();
    if !untidy.is_empty() {
        writer.merge(&untidy).wait()?;
    }
    Ok(())
}
