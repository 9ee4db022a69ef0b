//! Brings the index up to date before it answers (索引の更新).
//!
//! A source that has the size and the time it had is taken for unchanged; any other is looked into. A few
//! seconds' work is done at once; more is left to `kurabe index`, and the last index answers.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use kurabe_corpus::{Corpus, Home, READING};
use kurabe_index::{
    Error, FORMAT, Fingerprint, Index, Job, Lock, Locking, Opening, Paper, Reason, Source, Store, Tools,
    Wanted,
};
use kurabe_model::DocumentFacts;
use kurabe_query::Context;
use kurabe_render::{IndexFacts, IndexNumbers, IndexState, Message, Reading, Rebuild};
use kurabe_text::{Analyser, Lexicon, Vocabulary};

use crate::session::Session;
use crate::stop::Stop;
use crate::system;

/// As many bytes of sources as are read in a few seconds.
const AT_ONCE: u64 = 12 * 1024 * 1024;

/// A corpus, its index, and what both are analysed with.
pub(crate) struct Library {
    pub(crate) corpus: Corpus,
    pub(crate) index: Index,
    toolbox: Toolbox,
}

impl Library {
    /// What questions are answered from.
    pub(crate) fn context(&self) -> Context<'_> {
        Context { index: &self.index, tools: self.toolbox.tools(), gazetteer: self.corpus.gazetteer() }
    }
}

impl Library {
    /// A file beside the index for what is remembered under a name; nothing where nothing is kept.
    pub(crate) fn notes(&self, name: &str) -> Option<PathBuf> {
        Some(self.index.folder()?.parent()?.join(format!("eval-{name}.json")))
    }
}

/// What text is analysed with, for one corpus.
pub(crate) struct Toolbox {
    analyser: Analyser,
    vocabulary: Vocabulary,
    /// A short name of the lexicon both are made from.
    lexicon: String,
}

impl Toolbox {
    /// The analysis with the lexicon of a corpus. What was made of it is kept beside the index.
    pub(crate) fn of(corpus: &Corpus) -> Result<Self, Stop> {
        let files = corpus.lexicon()?;
        let sources = files.sources();
        let words = Lexicon::parse_words(sources.words).map_err(|error| files.error(error))?;
        let analyser = Analyser::new(&words).map_err(|error| Stop::broken(&error))?;
        let lexicon = sources.fingerprint();
        let name = format!("vocabulary-{READING}-{}-{lexicon}.json", analyser.fingerprint());
        let places: Vec<PathBuf> = stores(corpus).iter().map(|store| store.folder().join(&name)).collect();
        let kept = places.iter().find_map(|place| kept(place));
        let vocabulary = match kept {
            Some(vocabulary) => vocabulary,
            None => {
                let lexicon = Lexicon::parse(sources).map_err(|error| files.error(error))?;
                let vocabulary = Vocabulary::new(&lexicon, &analyser);
                keep(&vocabulary, &places);
                vocabulary
            }
        };
        Ok(Self { analyser, vocabulary, lexicon })
    }

    /// Both, to be handed on.
    pub(crate) fn tools(&self) -> Tools<'_> {
        Tools { analyser: &self.analyser, vocabulary: &self.vocabulary }
    }

    /// What an index is only good with.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            format: FORMAT,
            reading: READING.to_owned(),
            words: self.analyser.fingerprint().to_owned(),
            vocabulary: self.lexicon.clone(),
        }
    }
}

/// A vocabulary that was kept, if it is as it was written: its digest stands on the first line.
fn kept(place: &Path) -> Option<Vocabulary> {
    let text = std::fs::read_to_string(place).ok()?;
    let (digest, vocabulary) = text.split_once('\n')?;
    (digest == system::short_name(vocabulary)).then(|| serde_json::from_str(vocabulary).ok())?
}

/// Keeps a vocabulary in the first place that takes it; those of other lexicons go.
fn keep(vocabulary: &Vocabulary, places: &[PathBuf]) {
    let Ok(text) = serde_json::to_string(vocabulary) else { return };
    let text = format!("{}\n{text}", system::short_name(&text));
    for place in places {
        let Some(folder) = place.parent() else { continue };
        let beside = place.with_extension(format!("{}.new", std::process::id()));
        let written = std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&beside, &text))
            .and_then(|()| std::fs::rename(&beside, place));
        if written.is_err() {
            // It is made again the next time.
            let _ = std::fs::remove_file(&beside);
            continue;
        }
        for item in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let old = item.file_name().to_string_lossy().starts_with("vocabulary-") && item.path() != *place;
            if old {
                let _ = std::fs::remove_file(item.path());
            }
        }
        return;
    }
}

/// A document that was read, on its way into an index.
pub(crate) fn paper(reading: &Reading<'_>) -> Paper {
    Paper { municipality: reading.municipality.clone(), document: reading.document.clone() }
}

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
        let library = self.freshen(Effort::Little)?.library;
        self.version = Some(library.index.manifest().version());
        Ok(library)
    }

    /// Brings the index up to date.
    pub(crate) fn freshen(&mut self, effort: Effort) -> Result<Freshened, Stop> {
        let corpus = self.corpus()?;
        let toolbox = Toolbox::of(&corpus)?;
        let freshening = Freshening { session: self, corpus: &corpus, toolbox: &toolbox };
        let (index, read) = freshening.run(effort)?;
        Ok(Freshened { library: Library { corpus, index, toolbox }, read })
    }
}

impl Session {
    /// What there is of an index, without building one.
    pub(crate) fn status(&mut self) -> Result<IndexFacts, Stop> {
        let corpus = self.corpus()?;
        let toolbox = Toolbox::of(&corpus)?;
        let freshening = Freshening { session: self, corpus: &corpus, toolbox: &toolbox };
        let documents = corpus.documents().len();
        let mut facts = IndexFacts {
            home: corpus.home().corpus().map(|corpus| corpus.display().to_string()),
            folder: None,
            state: IndexState::Needed { why: Rebuild::First, documents },
            manifest: None,
        };
        for store in stores(&corpus) {
            facts.folder.get_or_insert_with(|| store.folder().display().to_string());
            match store.open(&toolbox.fingerprint()) {
                Ok(Opening::Ready(index)) => {
                    let state = freshening.state(Some(&index));
                    facts.folder = Some(store.folder().display().to_string());
                    facts.state = if state.same {
                        IndexState::Fresh
                    } else {
                        IndexState::Stale { documents: state.changed }
                    };
                    facts.manifest = Some(numbers(&index));
                    return Ok(facts);
                }
                Ok(Opening::Needed(Reason::Missing)) | Err(_) => {}
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
    let manifest = index.manifest();
    IndexNumbers {
        version: manifest.version(),
        program: manifest.program.clone(),
        documents: manifest.sources.len(),
        unreadable: manifest.sources.iter().filter(|source| source.statements == 0).count(),
        statements: manifest.statements(),
        municipalities: manifest.municipalities(),
        bytes: manifest.bytes(),
    }
}

struct Freshening<'a> {
    session: &'a Session,
    corpus: &'a Corpus,
    toolbox: &'a Toolbox,
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

impl Freshening<'_> {
    fn run(&self, effort: Effort) -> Result<(Index, Option<usize>), Stop> {
        // Where the home cannot be written to, the index goes to the user's own place, and else nowhere.
        for store in stores(self.corpus) {
            if let Some(done) = self.at(&store, effort)? {
                return Ok(done);
            }
        }
        self.in_memory()
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
            Opening::Ready(index) => {
                let index = *index;
                let state = self.state(Some(&index));
                if state.same && effort != Effort::Anew {
                    if state.stamps != index.stamps() {
                        index.note_stamps(state.stamps);
                    }
                    return Ok(Some((index, None)));
                }
                if effort == Effort::Little && state.bytes > AT_ONCE {
                    self.session.say(&Message::Stale { documents: state.changed });
                    return Ok(Some((index, None)));
                }
                let why = if effort == Effort::Anew { Rebuild::Asked } else { Rebuild::Changed };
                (Some(index), why)
            }
            Opening::Needed(reason) => (None, why(reason)),
        };
        let lock = match store.lock() {
            Ok(Locking::Held(lock)) => lock,
            Ok(Locking::Taken { process }) => {
                let old = last.is_some() && effort == Effort::Little;
                self.session.say(&Message::SomeoneBuilds { process, old });
                if let Some(index) = last.filter(|_| old) {
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
        let built = self.build(store, &lock, last.as_ref().filter(|_| effort != Effort::Anew), why);
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
        why: Rebuild,
    ) -> Result<(Index, Option<usize>), Stop> {
        let state = self.state(last);
        let read = state.wanted.iter().filter(|wanted| !wanted.unchanged).count();
        // Documents that only left are no work to speak of.
        if read > 0 {
            self.session.say(&Message::Building { why, documents: read });
        }
        let built = self.with_job(state.wanted, read, |job| store.build(lock, last, job));
        let index = built.map_err(|error| self.failed(store, &error))?;
        index.note_stamps(state.stamps);
        Ok((index, Some(read)))
    }

    fn in_memory(&self) -> Result<(Index, Option<usize>), Stop> {
        self.session.say(&Message::IndexInMemory);
        let state = self.state(None);
        let read = state.wanted.len();
        let index = self.with_job(state.wanted, read, Index::in_memory);
        let index = index.map_err(|error| Stop::users(Message::NoIndex { cause: error.to_string() }))?;
        Ok((index, Some(read)))
    }

    fn with_job<T>(&self, wanted: Vec<Wanted>, read: usize, build: impl FnOnce(Job<'_>) -> T) -> T {
        let documents = self.corpus.documents();
        let paper = |place: usize| {
            let facts: &DocumentFacts = documents.get(place)?;
            let municipality = self.corpus.municipality(facts.municipality.value)?.clone();
            let document = self.corpus.read(&facts.id)?.value;
            Some(Paper { municipality, document })
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
        for (place, facts) in documents.iter().enumerate() {
            let id = facts.id.as_str();
            let stamp = self.corpus.stamp(facts).unwrap_or_default();
            let held = by_id.get(id);
            let publisher = self.corpus.municipality(facts.municipality.value);
            let entry = system::short_name(&format!("{facts:?}{publisher:?}"));
            let known =
                held.filter(|_| seen.get(id) == Some(&stamp)).and_then(|held| held.digest.split_once('-'));
            let content = match known {
                // What could not be read may be readable now.
                Some((_, content)) if !content.is_empty() => content.to_owned(),
                _ => self.corpus.digest(facts).unwrap_or_default(),
            };
            let digest = format!("{entry}-{content}");
            let unchanged = held.is_some_and(|held| held.digest == digest);
            if !unchanged {
                state.changed += 1;
                let size = stamp.split(' ').next().and_then(|size| size.parse::<u64>().ok());
                state.bytes += size.unwrap_or_default();
            }
            state.same &= unchanged && by_place(index, place) == Some(id);
            state.stamps.insert(id.to_owned(), stamp);
            let municipality = facts.municipality.value.to_string();
            let source = Source {
                id: facts.id.clone(),
                municipality,
                digest,
                statements: 0,
                tokens: Default::default(),
            };
            state.wanted.push(Wanted { source, unchanged });
        }
        state
    }

    fn failed(&self, store: &Store, error: &Error) -> Stop {
        let folder = store.folder().display().to_string();
        if error.is_full_disk() {
            return Stop::users(Message::FullDisk { folder });
        }
        let cause = match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        };
        Stop::users(Message::NoIndex { cause })
    }
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

/// Where the index of a corpus may lie, best first.
pub(crate) fn stores(corpus: &Corpus) -> Vec<Store> {
    let cache = system::cache_folder().map(|folder| folder.join("kurabe"));
    let (own, name) = match corpus.home() {
        Home::Folder(folder) => {
            let whole = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            (Some(folder.join("index")), format!("home-{}", system::short_name(&whole.to_string_lossy())))
        }
        Home::Shipped => (None, format!("shipped-{READING}")),
    };
    let places: [Option<PathBuf>; 2] = [own, cache.map(|cache| cache.join(name))];
    places.into_iter().flatten().map(Store::at).collect()
}

/// A bar on a terminal that fills while documents are read.
struct Bar {
    total: usize,
    /// How much of it is full; nothing where nobody sees it.
    shown: Option<Mutex<usize>>,
}

impl Bar {
    const WIDTH: usize = 40;

    fn over(total: usize) -> Self {
        // What is done in a moment needs no bar.
        let seen = io::stderr().is_terminal() && total > 20;
        Self { total, shown: seen.then(|| Mutex::new(0)) }
    }

    fn show(&self, done: usize) {
        let Some(Ok(mut shown)) = self.shown.as_ref().map(Mutex::lock) else { return };
        let full = done * Self::WIDTH / self.total.max(1);
        if full > *shown || done == 1 {
            *shown = full;
            let (full, empty) = ("#".repeat(full), "-".repeat(Self::WIDTH - full.min(Self::WIDTH)));
            let _ = write!(io::stderr(), "\r[{full}{empty}] {done}/{}", self.total);
        }
    }

    fn clear(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r{:1$}\r", "", Self::WIDTH + 24);
        }
    }
}
