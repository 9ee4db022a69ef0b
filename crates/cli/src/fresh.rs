//! Brings the index up to date before it answers (索引の更新).
//!
//! A source that has the size and the time it had is taken for unchanged; any other is looked into. A few
//! seconds' work is done at once; more is left to `kurabe index`, and the last index answers, with the lexicon it
//! was built with.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use kurabe_corpus::Corpus;
use kurabe_index::{
    Error, Index, Job, Lock, Locking, Opening, Paper, Part, Reason, Source, Store, Summary, Wanted,
};
use kurabe_model::{DocumentFacts, Warned};
use kurabe_render::{FieldSize, IndexFacts, IndexMessage, IndexNumbers, IndexState, Rebuild};
use rayon::prelude::*;

use crate::bar::Bar;
use crate::library::{Holds, Library};
use crate::session::Session;
use crate::stop::Stop;
use crate::system;
use crate::toolbox::{Toolbox, stores};

/// As many bytes of sources as are read in a few seconds.
const AT_ONCE: u64 = 12 * 1024 * 1024;

/// How much is done to have a fresh index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// A few seconds' work; more only when there is no index at all.
    Little,
    /// Whatever it takes.
    Any,
    /// Everything anew.
    Anew,
}

/// What was done.
pub(crate) struct Freshened {
    pub(crate) library: Library,
    /// How many documents were read; nothing if the index was fresh.
    pub(crate) read: Option<usize>,
}

impl Session {
    /// The corpus with an index that answers, fresh if that is a few seconds' work.
    pub(crate) fn library(&mut self) -> Result<Library, Stop> {
        let corpus = self.corpus()?;
        let library = self.library_of(corpus)?;
        self.answers_from(&library);
        Ok(library)
    }

    /// The same for a corpus that is open already.
    pub(crate) fn library_of(&self, corpus: Corpus) -> Result<Library, Stop> {
        match self.far()? {
            Some(cluster) => self.library_on(cluster, corpus),
            None => Ok(self.freshen(corpus, Effort::Little)?.library),
        }
    }

    /// Brings the index of a corpus up to date.
    pub(crate) fn freshen(&self, corpus: Corpus, effort: Effort) -> Result<Freshened, Stop> {
        let toolbox = Toolbox::of(&corpus)?;
        let freshening = Freshening::of(self, &corpus, &toolbox);
        let (index, read) = freshening.run(effort)?;
        let toolbox = freshening.last.into_inner().unwrap_or(toolbox);
        let library = Library::new(corpus, Holds::Index(Box::new(index)), toolbox);
        Ok(Freshened { library, read })
    }

    /// What there is of an index, without building one; what its bytes are spent on, where that is asked.
    pub(crate) fn status(&self, corpus: &Corpus, sized: bool) -> Result<IndexFacts, Stop> {
        let toolbox = Toolbox::of(corpus)?;
        let freshening = Freshening::of(self, corpus, &toolbox);
        let documents = corpus.documents().len();
        let mut facts = IndexFacts {
            home: corpus.home().corpus().map(|corpus| corpus.display().to_string()),
            folder: None,
            state: IndexState::Needed { why: Rebuild::First, documents },
            manifest: None,
            meaning: None,
            sizes: None,
        };
        for store in stores(corpus) {
            facts.folder.get_or_insert_with(|| store.folder().display().to_string());
            match store.open(&toolbox.fingerprint()) {
                Ok(Opening::Ready(index)) => {
                    let state = freshening.state(Some(&index));
                    // One that is behind answers only where no other place has a fresh one.
                    if !state.same && facts.manifest.is_some() {
                        continue;
                    }
                    facts.folder = Some(store.folder().display().to_string());
                    facts.manifest = Some(numbers(&index));
                    facts.meaning = self.known_of(&index, &store);
                    let sizes = sized.then(|| sizes(&index)).transpose();
                    facts.sizes = sizes.map_err(|error| freshening.failed(&store, &error))?;
                    if state.same {
                        facts.state = IndexState::Fresh;
                        return Ok(facts);
                    }
                    facts.state = IndexState::Stale { documents: state.changed };
                }
                Ok(Opening::Needed(Reason::Missing)) | Err(_) => {}
                Ok(Opening::Needed(_)) if facts.manifest.is_some() => {}
                Ok(Opening::Needed(reason)) => {
                    facts.state = IndexState::Needed { why: why(reason), documents };
                }
            }
        }
        Ok(facts)
    }
}

/// What an index holds.
pub(crate) fn numbers(index: &Index) -> IndexNumbers {
    let Summary { version, documents, unreadable, statements, municipalities, bytes } =
        index.summary().clone();
    let program = index.manifest().program.clone();
    IndexNumbers { version, program, documents, unreadable, statements, municipalities, bytes }
}

/// What an index spends its bytes on, the most first.
fn sizes(index: &Index) -> kurabe_index::Result<Vec<FieldSize>> {
    let sizes = index.sizes()?.into_iter().map(|(field, parts)| {
        let parts = Part::ALL.map(|part| parts.get(&part).copied().unwrap_or_default());
        FieldSize { field, parts }
    });
    let mut sizes: Vec<FieldSize> = sizes.collect();
    sizes.sort_by_key(|size| Reverse(size.bytes()));
    Ok(sizes)
}

struct Freshening<'a> {
    session: &'a Session,
    corpus: &'a Corpus,
    toolbox: &'a Toolbox,
    /// What the index that answers was built with, where that was another lexicon.
    last: OnceCell<Toolbox>,
}

/// The sources as they are now.
struct State {
    wanted: Vec<Wanted>,
    stamps: BTreeMap<String, String>,
    /// How many have changed, and how many bytes that are.
    changed: usize,
    bytes: u64,
    /// Whether the index holds exactly these, in this order.
    same: bool,
}

impl<'a> Freshening<'a> {
    fn of(session: &'a Session, corpus: &'a Corpus, toolbox: &'a Toolbox) -> Self {
        Self { session, corpus, toolbox, last: OnceCell::new() }
    }

    fn run(&self, effort: Effort) -> Result<(Index, Option<usize>), Stop> {
        // Where the home cannot be written to, the index goes to the user's own place, and else nowhere.
        for store in stores(self.corpus) {
            if let Some(done) = self.at(&store, effort)? {
                return Ok(done);
            }
        }
        self.in_memory()
    }

    /// The last index with the lexicon it was built with, where the corpus has another one by now and to read all of
    /// it anew is more than a few seconds' work.
    fn with_last_lexicon(&self, store: &Store) -> Option<Index> {
        if self.bytes() <= AT_ONCE {
            return None;
        }
        let last = Toolbox::last(store)?;
        let Ok(Opening::Ready(index)) = store.open(&last.fingerprint()) else { return None };
        self.session.say(&IndexMessage::StaleLexicon.into());
        self.last.set(last).ok()?;
        Some(*index)
    }

    /// An index in `store`; nothing if nothing may be written there and nothing good is.
    fn at(&self, store: &Store, effort: Effort) -> Result<Option<(Index, Option<usize>)>, Stop> {
        let fingerprint = self.toolbox.fingerprint();
        let opening = match store.open(&fingerprint) {
            Ok(opening) => opening,
            Err(error) if error.is_unusable_place() => return Ok(None),
            Err(error) => return Err(self.failed(store, &error)),
        };
        let (last, why) = match opening {
            Opening::Ready(_) if effort == Effort::Anew => (None, Rebuild::Asked),
            Opening::Ready(index) => {
                let index = *index;
                let state = self.state(Some(&index));
                if state.same {
                    if state.stamps != index.stamps() {
                        index.note_stamps(state.stamps);
                    }
                    return Ok(Some((index, None)));
                }
                if effort == Effort::Little && state.bytes > AT_ONCE {
                    self.session.say(&IndexMessage::Stale { documents: state.changed }.into());
                    return Ok(Some((index, None)));
                }
                (Some((index, state)), Rebuild::Changed)
            }
            Opening::Needed(reason) => {
                if reason == Reason::Lexicon
                    && effort == Effort::Little
                    && let Some(index) = self.with_last_lexicon(store)
                {
                    return Ok(Some((index, None)));
                }
                (None, why(reason))
            }
        };
        let lock = match store.lock() {
            Ok(Locking::Held(lock)) => lock,
            Ok(Locking::Taken { process }) => {
                let old = last.is_some() && effort == Effort::Little;
                self.session.say(&IndexMessage::SomeoneBuilds { process, old }.into());
                if let Some((index, _)) = last.filter(|_| old) {
                    return Ok(Some((index, None)));
                }
                let lock = store.wait().map_err(|error| self.failed(store, &error))?;
                drop(lock);
                // Whoever was before may have done it all.
                return self.at(store, effort);
            }
            // The index is behind and cannot be brought up to date here: another place may take a new one.
            Err(error) if error.is_unusable_place() => return Ok(None),
            Err(error) => return Err(self.failed(store, &error)),
        };
        let (last, state) = last.unzip();
        let state = state.unwrap_or_else(|| self.state(None));
        let built = self.build(store, &lock, last.as_ref(), state, why);
        match (built, last) {
            // What cannot be built leaves the last index as it was, and that answers.
            (Err(Stop::Failed { messages, .. }), Some(index)) if effort == Effort::Little => {
                messages.iter().for_each(|message| self.session.say(message));
                Ok(Some((index, None)))
            }
            (built, _) => built.map(Some),
        }
    }

    fn build(
        &self,
        store: &Store,
        lock: &Lock,
        last: Option<&Index>,
        state: State,
        why: Rebuild,
    ) -> Result<(Index, Option<usize>), Stop> {
        let read = state.wanted.iter().filter(|wanted| !wanted.unchanged).count();
        // Documents that only left are no work to speak of.
        if read > 0 {
            self.session.say(&IndexMessage::Building { why, documents: read }.into());
        }
        let built = self.with_job(state.wanted, read, |job| store.build(lock, last, job));
        let index = built.map_err(|error| self.failed(store, &error))?;
        index.note_stamps(state.stamps);
        self.toolbox.keep(store);
        Ok((index, Some(read)))
    }

    fn in_memory(&self) -> Result<(Index, Option<usize>), Stop> {
        self.session.say(&IndexMessage::InMemory.into());
        let state = self.state(None);
        let read = state.wanted.len();
        let index = self.with_job(state.wanted, read, Index::in_memory);
        let index =
            index.map_err(|error| Stop::users(IndexMessage::Unusable { cause: error.to_string() }.into()))?;
        Ok((index, Some(read)))
    }

    fn with_job<T>(&self, wanted: Vec<Wanted>, read: usize, build: impl FnOnce(Job<'_>) -> T) -> T {
        let documents = self.corpus.documents();
        let paper = |place: usize| {
            let facts: &DocumentFacts = documents.get(place)?;
            let municipality = self.corpus.municipality(facts.municipality.value)?.clone();
            let Warned { value: document, diagnostics } = self.corpus.read(&facts.id)?;
            Some(Paper { municipality, document, diagnostics })
        };
        let bar = Bar::over(read);
        let done = build(Job {
            fingerprint: self.toolbox.fingerprint(),
            tools: self.toolbox.tools(),
            wanted,
            read: &paper,
            progress: &|done| bar.show(done),
        });
        bar.clear();
        done
    }

    /// How many bytes all sources have.
    fn bytes(&self) -> u64 {
        let documents = self.corpus.documents().iter();
        documents.filter_map(|facts| size_in(&self.corpus.stamp(facts)?)).sum()
    }

    /// Compares the sources with what the index holds of them.
    fn state(&self, index: Option<&Index>) -> State {
        let held = index.map(|index| index.manifest().sources.as_slice()).unwrap_or_default();
        let by_id: BTreeMap<&str, &Source> = held.iter().map(|source| (source.id.as_str(), source)).collect();
        let seen = index.map(Index::stamps).unwrap_or_default();
        let documents = self.corpus.documents();
        let mut state = State {
            wanted: Vec::new(),
            stamps: BTreeMap::new(),
            changed: 0,
            bytes: 0,
            same: held.len() == documents.len(),
        };
        let corpus = self.corpus;
        // Thousands of sources are looked at side by side.
        let now = documents.par_iter().map(|facts| {
            let id = facts.id.as_str();
            let stamp = corpus.stamp(facts).unwrap_or_default();
            let held = by_id.get(id);
            let publisher = corpus.municipality(facts.municipality.value);
            let corrected = corpus.corrected(&facts.id);
            let entry = serde_json::to_string(&(facts, publisher)).unwrap_or_default();
            let entry = system::short_name(&format!("{entry}{corrected}"));
            let known =
                held.filter(|_| seen.get(id) == Some(&stamp)).and_then(|held| held.digest.split_once('-'));
            let content = match known {
                // What could not be read may be readable now.
                Some((_, content)) if !content.is_empty() => content.to_owned(),
                _ => corpus.digest(facts).unwrap_or_default(),
            };
            let digest = format!("{entry}-{content}");
            let unchanged = held.is_some_and(|held| held.digest == digest);
            (stamp, digest, unchanged)
        });
        let now: Vec<(String, String, bool)> = now.collect();
        for (place, (facts, (stamp, digest, unchanged))) in documents.iter().zip(now).enumerate() {
            let id = facts.id.as_str();
            if !unchanged {
                state.changed += 1;
                state.bytes += size_in(&stamp).unwrap_or_default();
            }
            state.same &= unchanged && by_place(index, place) == Some(id);
            state.stamps.insert(id.to_owned(), stamp);
            let municipality = facts.municipality.value.to_string();
            let source = Source {
                id: facts.id.clone(),
                municipality,
                digest,
                statements: 0,
                rows: 0,
                tokens: Default::default(),
            };
            state.wanted.push(Wanted { source, unchanged });
        }
        state
    }

    fn failed(&self, store: &Store, error: &Error) -> Stop {
        let folder = store.folder().display().to_string();
        if error.is_full_disk() {
            return Stop::users(IndexMessage::FullDisk { folder }.into());
        }
        let cause = match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        };
        Stop::users(IndexMessage::Unusable { cause }.into())
    }
}

/// The size a stamp begins with.
fn size_in(stamp: &str) -> Option<u64> {
    stamp.split(' ').next()?.parse().ok()
}

fn by_place(index: Option<&Index>, place: usize) -> Option<&str> {
    index?.manifest().sources.get(place).map(|source| source.id.as_str())
}

fn why(reason: Reason) -> Rebuild {
    match reason {
        Reason::Missing => Rebuild::First,
        Reason::Lexicon => Rebuild::Lexicon,
        Reason::Damaged { file } => Rebuild::Damaged { file },
        _ => Rebuild::Version,
    }
}
