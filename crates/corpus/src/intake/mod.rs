//! Files come into the corpus, and leave it (収める・除く).
//!
//! What a file says of itself becomes an entry of the catalogue beside what the user says of it. Files are read on all
//! cores, then settled one after the other under a lock, so that no two of them, nor of two processes, take one name.
//! Sources are stored first, byte for byte, and the catalogue is replaced as a whole last: whatever fails or is killed
//! before leaves a sound catalogue, and at most sources no entry names.

mod archive;
mod division;
mod entry;
mod facts;
mod head;
mod lot;
mod parcel;
mod romaji;
mod settle;
mod twins;

use kurabe_model::{
    ArchiveFault, Document, DocumentId, DocumentKind, Fact, FiscalYear, Format, Municipality, Origin, Period,
    Problem, Warned,
};
use rayon::prelude::*;

use self::facts::Publisher;
use self::head::Title;
use self::settle::{Named, Settled, Taken, stem};
use crate::extract::Extract;
use crate::read::{Perused, line_end};
use crate::store::journal::Journal;
use crate::store::{files, journal};
use crate::{Corpus, Error, Occasion, Result as CorpusResult};

pub use self::parcel::{Item, Parcel, Passed, Why};
pub use self::twins::Twin;

/// What a user says of a file; what is left open the file has to say.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Whose paper it is.
    pub municipality: Option<Municipality>,
    /// What it is called.
    pub title: Option<String>,
    /// The fiscal years it speaks for.
    pub years: Option<Period>,
    /// The division whose paper it is.
    pub department: Option<String>,
    /// What sort of paper it is.
    pub kind: Option<DocumentKind>,
    /// What it is to be called in the corpus.
    pub id: Option<DocumentId>,
    /// Where it was taken from.
    pub source: Option<String>,
    /// Under what terms it may be used.
    pub rights: Option<String>,
    /// The day it was taken, as 2026-04-01.
    pub retrieved: String,
}

/// A file that came in, or would (収録).
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// As it is read in the corpus.
    pub document: Warned<Document>,
    /// Whether it is called as its file was, because it does not say what it is called.
    pub titled_by_name: bool,
    /// What it was read as, against its name.
    pub read_as: Option<Format>,
    /// The municipality whose paper it says it is, where a user says it is another's.
    pub stated_publisher: Option<Municipality>,
    /// The paper of the same municipality it may be in another form.
    pub twin: Option<Twin>,
}

/// Why a file is not taken in.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// No file is called so.
    NotThere {
        /// One that is there, and was probably meant.
        meant: Option<String>,
    },
    /// It cannot be read.
    Unread(Problem),
    /// It stands in an archive in a way that cannot be trusted.
    Archive(ArchiveFault),
    /// A document of the corpus has the same bytes.
    Known(DocumentId),
    /// A document of the same municipality says the same, word for word.
    SameWords(DocumentId),
    /// Nothing in it says whose paper it is.
    NoMunicipality {
        /// After whom it is named.
        named: Vec<Municipality>,
    },
    /// It could be the paper of several; most likely first.
    SeveralMunicipalities(Vec<Municipality>),
    /// No id can be made of its name.
    NoId,
    /// Another document is called so.
    TakenId(DocumentId),
    /// It could not be stored.
    NotStored {
        /// What the system said.
        cause: String,
    },
}

/// What became of each file, in the order they were given.
#[derive(Debug, Default)]
pub struct Intake {
    /// The files by the names they were given, and what became of them.
    pub files: Vec<(String, Result<Arrival, Refusal>)>,
    /// What ended it before the last file; the files before are in the corpus.
    pub stopped: Option<Error>,
}

/// A file that has been opened.
struct Opened {
    /// As the user named it.
    path: String,
    /// What it is to be called, but for what is taken.
    name: String,
    bytes: Vec<u8>,
    extract: Extract,
    read_as: Option<Format>,
}

/// A file of which is known what it says of itself, but not what it is to be called.
struct Candidate<'o> {
    opened: &'o Opened,
    perused: Perused<'o>,
    municipality: Fact<Municipality>,
    title: Fact<String>,
    titled_by_name: bool,
    stated_publisher: Option<Municipality>,
    kind: Fact<DocumentKind>,
    fiscal_year: Option<Fact<FiscalYear>>,
    period: Option<Fact<Period>>,
    department: Option<Fact<String>>,
}

/// As many files are read before the first of them are in the catalogue; then twice as many, and so on. So the
/// catalogue is written a few times for many files, and nothing is long in coming.
const FIRST: usize = 16;
/// Never more at once than this many files, and this many bytes, are held in memory.
const MOST: usize = 512;
const BYTES: u64 = 256 * 1024 * 1024;

impl Corpus {
    /// Takes files in; where there is no `occasion`, only looks what would come of it. `progress` is called once a file.
    pub fn take_in(
        &mut self,
        items: &[Item],
        told: &Told,
        occasion: Option<&Occasion>,
        progress: &(dyn Fn() + Sync),
    ) -> Intake {
        let mut intake = Intake::default();
        let mut taken = Taken::of(self);
        let (mut rest, mut most) = (items, FIRST);
        while !rest.is_empty() {
            let mut bytes = 0;
            let fit = rest.iter().take(most).take_while(|item| {
                bytes += item.size();
                bytes <= BYTES
            });
            let (group, behind) = rest.split_at(fit.count().max(1));
            (rest, most) = (behind, (most * 2).min(MOST));
            match self.take_in_group(group, told, occasion, &mut taken, progress) {
                Ok(files) => {
                    intake.files.extend(group.iter().map(|item| item.path().to_owned()).zip(files));
                }
                Err(error) => {
                    intake.stopped = Some(error);
                    break;
                }
            }
        }
        intake
    }

    fn take_in_group(
        &mut self,
        group: &[Item],
        told: &Told,
        occasion: Option<&Occasion>,
        taken: &mut Taken,
        progress: &(dyn Fn() + Sync),
    ) -> CorpusResult<Vec<Result<Arrival, Refusal>>> {
        let open = |item: &Item| {
            let opened = item.read().and_then(|bytes| self.open_file(item, bytes, taken));
            progress();
            opened
        };
        let opened: Vec<Result<Opened, Refusal>> = group.par_iter().map(open).collect();
        let candidates: Vec<Result<Candidate<'_>, Refusal>> = opened
            .par_iter()
            .map(|one| one.as_ref().map_err(Clone::clone).and_then(|opened| self.examine(opened, told)))
            .collect();
        let Some(occasion) = occasion else {
            let read = self.settle(candidates, told, taken);
            return Ok(read.into_iter().map(|one| one.map(|(_, arrival)| arrival)).collect());
        };
        let folder = self.folder()?;
        let _lock = files::lock(&folder)
            .map_err(|source| Error::NotWritten { path: folder.join("catalogue.toml"), source })?;
        // Another process may have been here, or a planner.
        let catalogue = self.reload()?;
        taken.follow(self);
        let journal = Journal::of(&folder);
        journal.note(self, &catalogue, &Occasion { command: None, ..occasion.clone() }, journal::Begin::Now);

        let read = self.settle(candidates, told, taken);
        let stored: Vec<Result<(Named<'_>, Arrival), Refusal>> = read
            .into_par_iter()
            .map(|one| one.and_then(|(named, arrival)| self.store(named, arrival)))
            .collect();
        let entries: Vec<String> = stored
            .iter()
            .flatten()
            .map(|(named, arrival)| entry::written(named, &arrival.document.value.facts, &told.retrieved))
            .collect();
        if !entries.is_empty() {
            let after = format!("{}\n\n{}", catalogue.trim_end(), entries.join("\n"));
            let replaced = self.replace_catalogue(after.trim_start());
            if let Err(error) = replaced {
                let files = stored.iter().flatten().map(|(_, arrival)| &arrival.document.value.facts.file);
                files.for_each(|file| self.drop_files(file));
                return Err(error);
            }
            journal.note(self, &after, occasion, journal::Begin::Now);
        }
        Ok(stored.into_iter().map(|one| one.map(|(_, arrival)| arrival)).collect())
    }

    /// Reads a file that is not in the corpus.
    fn open_file(&self, item: &Item, bytes: Vec<u8>, taken: &Taken) -> Result<Opened, Refusal> {
        if let Some(known) = taken.known(self, &bytes) {
            return Err(Refusal::Known(known));
        }
        let (path, name) = (item.path().to_owned(), item.name());
        let as_named = self.extract_bytes(name, &bytes);
        let read_as = match &as_named {
            Err(Problem::Disguised { format }) if format.is_paper() => Some(*format),
            _ => None,
        };
        // A paper with a wrong ending is read as what it is, and kept under the right one.
        let (name, extract) = match read_as.and_then(Format::ending) {
            Some(ending) => {
                let name = format!("{}.{ending}", stem(name).0);
                let extract = self.extract_bytes(&name, &bytes);
                (name, extract)
            }
            None => (name.to_owned(), as_named),
        };
        Ok(Opened { path, name, bytes, extract: extract.map_err(Refusal::Unread)?, read_as })
    }

    /// Works out what a file says of itself.
    fn examine<'o>(&self, opened: &'o Opened, told: &Told) -> Result<Candidate<'o>, Refusal> {
        let Opened { path, name, extract, .. } = opened;
        let gazetteer = self.gazetteer();
        let perused = Perused::of(name, extract, &[]);
        let printed = perused.title().map(|heading| Title::printed(heading, &extract.text, gazetteer));
        let title = told.title.as_deref().map(Title::told).or(printed);
        let publisher = facts::publisher(&extract.text, title.as_ref(), gazetteer);
        let mut stated_publisher = None;
        let municipality = match (&told.municipality, publisher) {
            (Some(municipality), publisher) => {
                stated_publisher =
                    facts::contradicts(&publisher, municipality, &extract.text, title.as_ref()).cloned();
                stated_or_told(extract, municipality)
            }
            (None, Publisher::Named(fact)) => Fact { value: fact.value.clone(), origin: fact.origin },
            (None, Publisher::Several(mut several)) => {
                let named = facts::named_by(path, gazetteer);
                several.sort_by_key(|one| !named.contains(one));
                return Err(Refusal::SeveralMunicipalities(several.into_iter().cloned().collect()));
            }
            (None, Publisher::Nobody) => {
                let named = facts::named_by(path, gazetteer).into_iter().cloned().collect();
                return Err(Refusal::NoMunicipality { named });
            }
        };
        // Whoever keeps a paper without a title has given it a name.
        let titled_by_name = title.is_none();
        let title = match title {
            Some(title) if told.title.is_none() => title.without_publisher(gazetteer),
            title => title.unwrap_or_else(|| Title::told(stem(name).0)),
        };
        let (fiscal_year, period) = match told.years {
            Some(years) if years.first == years.last => (Some(Fact::curated(years.first)), None),
            Some(years) => (None, Some(Fact::curated(years))),
            None => title.years(),
        };
        Ok(Candidate {
            opened,
            perused,
            municipality,
            title: title.fact(),
            titled_by_name,
            stated_publisher,
            kind: told.kind.map_or_else(|| facts::kind(&title), Fact::curated),
            fiscal_year,
            period,
            department: told
                .department
                .clone()
                .map(Fact::curated)
                .or_else(|| division::department(&title, gazetteer)),
        })
    }

    /// Settles what files are to be called, and reads them as they are called then.
    fn settle<'o>(
        &self,
        candidates: Vec<Result<Candidate<'o>, Refusal>>,
        told: &Told,
        taken: &mut Taken,
    ) -> Vec<Result<(Named<'o>, Arrival), Refusal>> {
        let settled: Vec<_> = candidates.into_iter().map(|one| taken.settle(self, one?, told)).collect();
        let mut read: Vec<_> = settled.into_par_iter().map(|one| one.map(|one| self.arrival(one))).collect();
        for (_, arrival) in read.iter_mut().flatten() {
            arrival.twin = taken.twins.compare(&arrival.document.value);
        }
        read
    }

    /// A file as it is read once its names are settled.
    fn arrival<'o>(&self, settled: Settled<'o>) -> (Named<'o>, Arrival) {
        let Settled { facts, named, perused, titled_by_name, stated_publisher } = settled;
        let document = self.prove(perused.document(facts), &named.opened.extract.text);
        let read_as = named.opened.read_as;
        (named, Arrival { document, titled_by_name, read_as, stated_publisher, twin: None })
    }

    /// Stores a source and what it says beside it.
    fn store<'o>(&self, named: Named<'o>, arrival: Arrival) -> Result<(Named<'o>, Arrival), Refusal> {
        let file = &arrival.document.value.facts.file;
        let Opened { bytes, extract, .. } = named.opened;
        let store = || {
            files::replace(&self.documents_folder().join(file), bytes)?;
            self.keep_extract(file, bytes, extract)
        };
        store().map_err(|error| {
            self.drop_files(file);
            Refusal::NotStored { cause: error.to_string() }
        })?;
        Ok((named, arrival))
    }

    /// Takes documents out of the catalogue, and their sources out of the corpus.
    pub fn remove(&mut self, ids: &[DocumentId], occasion: &Occasion) -> CorpusResult<()> {
        let folder = self.folder()?;
        let path = folder.join("catalogue.toml");
        let _lock =
            files::lock(&folder).map_err(|source| Error::NotWritten { path: path.clone(), source })?;
        let mut text = self.reload()?;
        let journal = Journal::of(&folder);
        journal.note(self, &text, &Occasion { command: None, ..occasion.clone() }, journal::Begin::Now);
        let mut sources = Vec::new();
        for id in ids {
            sources.extend(self.document(id).map(|facts| facts.file.clone()));
            text = entry::without(&text, id)
                .ok_or_else(|| Error::Entry { path: path.clone(), id: id.clone() })?;
        }
        self.replace_catalogue(&text)?;
        sources.iter().for_each(|file| self.drop_files(file));
        journal.note(self, &text, occasion, journal::Begin::Now);
        Ok(())
    }
}

/// The municipality a user names, with the line that names it if there is one.
fn stated_or_told(extract: &Extract, municipality: &Municipality) -> Fact<Municipality> {
    let mut lines = extract.text.split(line_end(&extract.text));
    let line = lines.position(|line| line.contains(&municipality.name));
    let origin = line.map_or(Origin::Curated, |line| Origin::Stated { line: line + 1 });
    Fact { value: municipality.clone(), origin }
}
