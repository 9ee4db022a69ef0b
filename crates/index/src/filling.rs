//! Writes the engine's segments (索引の書き込み): whoever has read and analysed a document lays its statements down itself,
//! one behind another in one segment. No queue stands between, so no more is in memory than is being worked on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use kurabe_model::{DocumentId, Statement};
use rayon::prelude::*;
use tantivy::directory::Directory;
use tantivy::index::SegmentId;
use tantivy::indexer::{AddOperation, NoMergePolicy, SegmentWriter};
use tantivy::{Index as Inner, IndexSettings, IndexWriter, Segment, SegmentMeta, TantivyDocument, Term};

use crate::index::{Index, MANAGED, META};
use crate::manifest::{Source, Tokens};
use crate::paper::{Paper, Tools, documents};
use crate::schema::{Facet, Fields, schema, tokenizers};
use crate::{Error, Result};

/// How much all threads together gather before they write a segment.
const ARENAS: usize = 320 * 1024 * 1024;
/// How much one of many still gathers: less would leave many small segments behind.
const ARENA: usize = 48 * 1024 * 1024;
/// What the engine takes to delete and to merge.
const TIDYING: usize = 16 * 1024 * 1024;
/// Segments with fewer statements are merged away as soon as there are several.
const SMALL: u32 = 5_000;

/// One of the two indexes of a generation, of statements or of rows of tables, while it is built.
pub(crate) struct Half<'a> {
    inner: Inner,
    /// The same of the last generation, where there is one to go on from.
    pub(crate) last: Option<&'a Index>,
}

impl<'a> Half<'a> {
    pub(crate) fn begin(folder: &Path, last: Option<&'a Index>) -> Result<Self> {
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let inner = match last.and_then(|index| Some((index, index.folder.as_deref()?))) {
            Some((index, from)) => {
                take_over(index, from, folder)?;
                Inner::open_in_dir(folder)?
            }
            None => Inner::builder()
                .schema(schema().0)
                .settings(IndexSettings::default())
                .create_in_dir(folder)?,
        };
        Ok(Self { inner, last })
    }

    pub(crate) fn in_memory(inner: Inner) -> Self {
        Self { inner, last: None }
    }

    /// What the last generation holds of each source.
    pub(crate) fn held(&self) -> BTreeMap<&'a DocumentId, &'a Source> {
        let last = self.last.map(|index| index.manifest.sources.as_slice()).unwrap_or_default();
        last.iter().map(|source| (&source.id, source)).collect()
    }
}

/// Puts the files of `last` into the new generation. They never change, so a second name is enough; only the
/// engine's lists of them are copied.
fn take_over(last: &Index, from: &Path, to: &Path) -> Result<()> {
    let names = last.manifest.files.keys().map(String::as_str).chain([MANAGED]);
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

/// What a source gave.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Given {
    pub(crate) statements: usize,
    pub(crate) tokens: Tokens,
}

/// An index that is being written to.
pub(crate) struct Filling<'a> {
    pub(crate) half: Half<'a>,
    /// The segments nobody writes to at the moment; there are never more than there are threads.
    idle: Mutex<Vec<Open>>,
    written: Mutex<Vec<SegmentMeta>>,
    /// How much is gathered for a segment.
    arena: usize,
    deleted: bool,
}

/// A segment that grows.
struct Open {
    segment: Segment,
    writer: SegmentWriter,
}

impl<'a> Filling<'a> {
    /// Opens an index for writing; what it holds of sources that are not `kept` leaves it.
    pub(crate) fn begin(
        mut half: Half<'a>,
        fields: &Fields,
        kept: &BTreeSet<&DocumentId>,
        threads: usize,
    ) -> Result<Self> {
        half.inner.set_tokenizers(tokenizers());
        let held = half.held().into_values();
        let gone: Vec<&Source> =
            held.filter(|source| source.statements > 0 && !kept.contains(&source.id)).collect();
        if !gone.is_empty() {
            let mut writer = tidier(&half.inner)?;
            for source in &gone {
                writer.delete_term(Term::from_field_text(fields.facet(Facet::Document), source.id.as_str()));
            }
            writer.commit()?;
            writer.wait_merging_threads()?;
        }
        let arena = (ARENAS / threads.max(1)).max(ARENA);
        let deleted = !gone.is_empty();
        Ok(Self { half, idle: Mutex::default(), written: Mutex::default(), arena, deleted })
    }

    /// Lays down statements of a paper, one behind another.
    pub(crate) fn add(
        &self,
        paper: &Paper,
        statements: &[Statement],
        tools: Tools<'_>,
        fields: &Fields,
    ) -> Result<Given> {
        if statements.is_empty() {
            return Ok(Given::default());
        }
        let idle = locked(&self.idle).pop();
        let mut open = idle.map_or_else(|| self.open(), Ok)?;
        let take = |document: TantivyDocument| {
            Ok(open.writer.add_document(AddOperation { opstamp: 0, document })?)
        };
        let tokens = documents(paper, statements, tools, fields, take)?;
        if open.writer.mem_usage() < self.arena {
            locked(&self.idle).push(open);
        } else {
            self.close(open)?;
        }
        Ok(Given { statements: statements.len(), tokens })
    }

    fn open(&self) -> Result<Open> {
        let segment = self.half.inner.new_segment();
        Ok(Open { writer: SegmentWriter::for_segment(self.arena, segment.clone())?, segment })
    }

    fn close(&self, open: Open) -> Result<()> {
        let Open { segment, writer } = open;
        let statements = writer.max_doc();
        writer.finalize()?;
        let meta = self.half.inner.new_segment_meta(segment.id(), statements);
        locked(&self.written).push(meta);
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<()> {
        let idle = std::mem::take(&mut *locked(&self.idle));
        idle.into_par_iter().try_for_each(|open| self.close(open))?;
        self.list()?;
        tidy(&self.half.inner, self.deleted)
    }

    /// Names what was written in the engine's list of segments. Nobody holds on to the list afterwards: what is held
    /// is not tidied away.
    fn list(&self) -> Result<()> {
        list(&self.half.inner, std::mem::take(&mut *locked(&self.written)))
    }
}

/// Names new segments in the engine's list of them.
pub(crate) fn list(inner: &Inner, mut segments: Vec<SegmentMeta>) -> Result<()> {
    let mut metas = inner.load_metas()?;
    metas.segments.append(&mut segments);
    let json = serde_json::to_vec(&metas).map_err(Error::List)?;
    let directory = inner.directory();
    let synced = directory.sync_directory();
    synced.and_then(|()| directory.atomic_write(Path::new(META), &json)).map_err(Error::io(META))
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What a thread that failed left behind is not used: its failure ends the build.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The engine's own writer, which merges nothing unasked.
fn tidier(inner: &Inner) -> Result<IndexWriter> {
    let writer: IndexWriter = inner.writer_with_num_threads(1, TIDYING)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    Ok(writer)
}

/// Merges segments something was deleted from, and small ones. Statements that are gone count in the engine's
/// statistics until then, and scores would tell how an index came to be what it is.
fn tidy(inner: &Inner, deleted: bool) -> Result<()> {
    let untidy = untidy(&inner.searchable_segment_metas()?, deleted);
    if untidy.is_empty() && !deleted {
        return Ok(());
    }
    let mut writer = tidier(inner)?;
    if !untidy.is_empty() {
        writer.merge(&untidy).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    Ok(writer.wait_merging_threads()?)
}

fn untidy(segments: &[SegmentMeta], deleted: bool) -> Vec<SegmentId> {
    let is_small = |segment: &SegmentMeta| segment.num_docs() < SMALL;
    let several = segments.iter().filter(|segment| is_small(segment)).count() > 1;
    let untidy = segments
        .iter()
        .filter(|segment| (deleted && segment.num_deleted_docs() > 0) || (several && is_small(segment)));
    untidy.map(SegmentMeta::id).collect()
}
