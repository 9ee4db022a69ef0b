//! Builds a generation: from scratch, or from the one before with only what changed read again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use kurabe_model::DocumentId;
use rayon::prelude::*;
use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexSettings, IndexWriter, TantivyDocument, Term};

use crate::index::{Index, inventory};
use crate::manifest::{Fingerprint, Manifest, Source, Tokens};
use crate::paper::{Paper, Tools, documents};
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
        let (schema, fields) = schema();
        let last = last.and_then(|index| Some((index, index.folder.as_deref()?)));
        let inner = match last {
            Some((index, from)) => {
                take_over(index, from, &folder)?;
                tantivy::Index::open_in_dir(&folder)?
            }
            None => tantivy::Index::builder()
                .schema(schema)
                .settings(IndexSettings::default())
                .create_in_dir(&folder)?,
        };
        let sources = fill(inner, &fields, last.map(|(index, _)| index), &job)?;
        let (files, meta) = inventory(&folder)?;
        let manifest = Manifest {
            fingerprint: job.fingerprint.clone(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            sources,
            files,
            meta,
        };
        let place = self.publish(lock, &manifest)?;
        open(&place, fields, manifest)
    }
}

impl Index {
    /// An index in memory, for where nothing can be written.
    pub fn in_memory(job: Job<'_>) -> Result<Self> {
        let (schema, fields) = schema();
        let inner = tantivy::Index::create_in_ram(schema);
        let sources = fill(inner.clone(), &fields, None, &job)?;
        let manifest = Manifest {
            fingerprint: job.fingerprint,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            sources,
            files: BTreeMap::new(),
            meta: String::new(),
        };
        Self::of(inner, fields, manifest, None)
    }
}

fn open(place: &Path, fields: Fields, manifest: Manifest) -> Result<Index> {
    let mut inner = tantivy::Index::open(Shelf::of(place)?)?;
    inner.set_tokenizers(tokenizers());
    Index::of(inner, fields, manifest, Some(place.to_path_buf()))
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

/// Writes what is wanted into `inner`; returns the sources with what they gave.
fn fill(
    mut inner: tantivy::Index,
    fields: &Fields,
    last: Option<&Index>,
    job: &Job<'_>,
) -> Result<Vec<Source>> {
    inner.set_tokenizers(tokenizers());
    let last = last.map(|index| index.manifest.sources.as_slice()).unwrap_or_default();
    let mut leaving: BTreeMap<&DocumentId, &Source> =
        last.iter().map(|source| (&source.id, source)).collect();
    let (mut sources, mut unread) = (Vec::new(), Vec::new());
    for (place, wanted) in job.wanted.iter().enumerate() {
        let mut source = wanted.source.clone();
        if wanted.unchanged
            && let Some(held) = leaving.remove(&source.id)
        {
            (source.statements, source.tokens) = (held.statements, held.tokens);
        } else {
            unread.push(place);
        }
        sources.push(source);
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = (unread.len() / WORTH_A_THREAD + 1).min(cores).min(THREADS);
    let mut writer: IndexWriter = inner.writer_with_num_threads(threads, ARENA * threads)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut deleted = false;
    for source in leaving.into_values().filter(|source| source.statements > 0) {
        writer.delete_term(Term::from_field_text(fields.facet(Facet::Document), source.id.as_str()));
        deleted = true;
    }
    let done = AtomicUsize::new(0);
    let counts: Result<Vec<(usize, usize, Tokens)>> = unread
        .par_iter()
        .map(|&place| {
            let nothing = Ok((0, Tokens::default()));
            let (count, tokens) =
                (job.read)(place).map_or(nothing, |paper| add(&paper, job.tools, fields, &writer))?;
            (job.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok((place, count, tokens))
        })
        .collect();
    for (place, count, tokens) in counts? {
        if let Some(source) = sources.get_mut(place) {
            source.statements = count;
            source.tokens = tokens;
        }
    }
    writer.commit()?;
    tidy(&mut writer, &inner, deleted)?;
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(sources)
}

fn add(
    paper: &Paper,
    tools: Tools<'_>,
    fields: &Fields,
    writer: &IndexWriter<TantivyDocument>,
) -> Result<(usize, Tokens)> {
    let tokens =
        documents(paper, tools, fields, |document| Ok(writer.add_document(document).map(|_| ())?))?;
    Ok((paper.document.statements.len(), tokens))
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
