//! Builds a generation: from scratch, or from the one before with only what changed read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use kurabe_model::DocumentId;
use rayon::prelude::*;

use crate::filling::{Filling, Given, Half};
use crate::index::{Index, MANAGED, META, ROWS, inventory};
use crate::manifest::{Fingerprint, Manifest, Source, replace};
use crate::paper::{Paper, Tools};
use crate::papers::{PAPERS, Papers, record, records};
use crate::schema::{schema, tokenizers};
use crate::shelf::Shelf;
use crate::store::{Lock, Store};
use crate::{Error, Result};

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
        Ok(open(&place, manifest)?.with(Papers::of_folder(&place)?, rows))
    }
}

impl Index {
    /// An index in memory, for where nothing can be written.
    pub fn in_memory(job: Job<'_>) -> Result<Self> {
        let (schema, fields) = schema();
        let inner = [schema.clone(), schema].map(tantivy::Index::create_in_ram);
        let [statements, rows] = inner.clone().map(Half::in_memory);
        let ([statements, rows], papers) = fill([statements, rows], &job)?;
        let papers = Papers::in_memory(papers);
        let [held, tables] = inner;
        let rows = match rows.statements() {
            0 => None,
            _ => Some(Box::new(Self::of(tables, fields.clone(), rows, None)?)),
        };
        Ok(Self::of(held, fields, statements, None)?.with(papers, rows))
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
    // The engine keeps its lists for whoever wrote them; the others of a shared folder read them, too.
    if let Some(one) = files.keys().find(|name| *name != META) {
        let open = fs::metadata(folder.join(one)).map_err(Error::io(folder))?.permissions();
        for list in [META, MANAGED].map(|list| folder.join(list)).into_iter().filter(|list| list.exists()) {
            fs::set_permissions(&list, open.clone()).map_err(Error::io(&list))?;
        }
    }
    Ok(Manifest { files, meta, ..manifest })
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
    let threads = unread.len().min(rayon::current_num_threads());
    let [statements, rows] = halves.map(|half| Filling::begin(half, &fields, &kept, threads));
    let (statements, rows) = (statements?, rows?);
    let done = AtomicUsize::new(0);
    let taken: Result<Vec<Taken>> = unread
        .par_iter()
        .map(|&place| {
            let (given, record) = match (job.read)(place) {
                Some(paper) => (
                    [
                        statements.add(&paper, &paper.document.statements, job.tools, &fields)?,
                        rows.add(&paper, &paper.document.rows, job.tools, &fields)?,
                    ],
                    record(&paper)?,
                ),
                None => ([Given::default(); 2], Vec::new()),
            };
            (job.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok((place, given, record))
        })
        .collect();
    let (mut counts, mut read) = (BTreeMap::new(), BTreeMap::new());
    for (place, given, record) in taken? {
        counts.insert(place, given);
        read.insert(place, record);
    }
    let papers = records(job.wanted.iter().map(|wanted| &wanted.source), read, last);
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

/// A source that was read: its place, what it gave statements and rows, and the record that is kept of it.
type Taken = (usize, [Given; 2], Vec<u8>);
