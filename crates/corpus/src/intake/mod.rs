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

use kurabe_model::{
    ArchiveFault, Document, DocumentId, DocumentKind, Fact, FiscalYear, Format, Municipality, Origin, Period,
    Problem, Warned,
};
use rayon::prelude::*;

use self::facts::Publisher;
use self::head::Title;
use self::settle::{Settled, Taken, stem};
use crate::extract::Extract;
use crate::read::{self, line_end, read_extract};
use crate::store::journal::Journal;
use crate::store::{files, journal};
use crate::{Corpus, Error, Occasion, Result as CorpusResult};

pub use self::parcel::{Item, Parcel, Passed, Why};

/// What a user says of a file; what is left open the file has to say.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Whose paper it is.
    pub municipality: Option<Municipality>,
    /// What it is called.
    pub title: Option<String>,
    /// The fiscal year it speaks for.
    pub fiscal_year: Option<FiscalYear>,
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
    /// Nothing in it says whose paper it is.
    NoMunicipality,
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

/// A file that has been read, with what is known of it but for its names.
struct Candidate {
    name: String,
    bytes: Vec<u8>,
    extract: Extract,
    municipality: Fact<Municipality>,
    title: Fact<String>,
    titled_by_name: bool,
    read_as: Option<Format>,
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
        let look = |item: &Item| {
            let candidate = item.read().and_then(|bytes| self.examine(item.name(), bytes, told, taken));
            progress();
            candidate
        };
        let candidates: Vec<_> = group.par_iter().map(look).collect();
        let Some(occasion) = occasion else {
            let settled: Vec<_> = candidates.into_iter().map(|one| taken.settle(self, one?, told)).collect();
            return Ok(settled
                .into_par_iter()
                .map(|one| one.map(|settled| self.arrival(&settled)))
                .collect());
        };
        let folder = self.folder()?;
        let _lock = files::lock(&folder)
            .map_err(|source| Error::NotWritten { path: folder.join("catalogue.toml"), source })?;
        // Another process may have been here, or a planner.
        let before = self.reload()?;
        taken.follow(self);
        let journal = Journal::of(&folder);
        journal.note(self, &before, &Occasion { command: None, ..occasion.clone() }, journal::Begin::Now);

        let settled: Vec<_> = candidates.into_iter().map(|one| taken.settle(self, one?, told)).collect();
        let stored: Vec<Result<(Settled, Arrival), Refusal>> =
            settled.into_par_iter().map(|one| self.store(one?)).collect();
        let entries: Vec<String> =
            stored.iter().flatten().map(|(settled, _)| entry::written(settled, &told.retrieved)).collect();
        if !entries.is_empty() {
            let after = format!("{}\n\n{}", before.trim_end(), entries.join("\n"));
            let replaced = self.replace_catalogue(after.trim_start());
            if let Err(error) = replaced {
                stored.iter().flatten().for_each(|(settled, _)| self.drop_files(&settled.facts.file));
                return Err(error);
            }
            journal.note(self, &after, occasion, journal::Begin::Now);
        }
        Ok(stored.into_iter().map(|one| one.map(|(_, arrival)| arrival)).collect())
    }

    /// Reads a file that is not in the corpus and works out what it says of itself.
    fn examine(&self, name: &str, bytes: Vec<u8>, told: &Told, taken: &Taken) -> Result<Candidate, Refusal> {
        if let Some(known) = taken.known(self, &bytes) {
            return Err(Refusal::Known(known));
        }
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
        let (name, extract) = (name.as_str(), extract.map_err(Refusal::Unread)?);
        let gazetteer = self.gazetteer();
        let printed =
            read::title(name, &extract).map(|heading| Title::printed(heading, &extract.text, gazetteer));
        let title = told.title.as_deref().map(Title::told).or(printed);
        let publisher = facts::publisher(&extract.text, title.as_ref(), gazetteer);
        let mut stated_publisher = None;
        let municipality = match (&told.municipality, publisher) {
            (Some(municipality), publisher) => {
                stated_publisher =
                    facts::contradicts(&publisher, municipality, &extract.text, title.as_ref()).cloned();
                stated_or_told(&extract, municipality)
            }
            (None, Publisher::Named(fact)) => Fact { value: fact.value.clone(), origin: fact.origin },
            (None, Publisher::Several(several)) => {
                return Err(Refusal::SeveralMunicipalities(several.into_iter().cloned().collect()));
            }
            (None, Publisher::Nobody) => return Err(Refusal::NoMunicipality),
        };
        // Whoever keeps a paper without a title has given it a name.
        let titled_by_name = title.is_none();
        let title = match title {
            Some(title) if told.title.is_none() => title.without_publisher(gazetteer),
            title => title.unwrap_or_else(|| Title::told(stem(name).0)),
        };
        let (year, period) = title.years();
        Ok(Candidate {
            name: name.to_owned(),
            municipality,
            title: title.fact(),
            titled_by_name,
            read_as,
            stated_publisher,
            kind: told.kind.map_or_else(|| facts::kind(&title), Fact::curated),
            period: period.filter(|_| told.fiscal_year.is_none()),
            fiscal_year: told.fiscal_year.map(Fact::curated).or(year),
            department: told
                .department
                .clone()
                .map(Fact::curated)
                .or_else(|| division::department(&title, gazetteer)),
            bytes,
            extract,
        })
    }

    /// Stores a source and what it says beside it.
    fn store(&self, settled: Settled) -> Result<(Settled, Arrival), Refusal> {
        let stored = self.documents_folder().join(&settled.facts.file);
        let store = || {
            files::replace(&stored, &settled.bytes)?;
            self.keep_extract(&settled.facts.file, &settled.bytes, &settled.extract)
        };
        store().map_err(|error| {
            self.drop_files(&settled.facts.file);
            Refusal::NotStored { cause: error.to_string() }
        })?;
        let arrival = self.arrival(&settled);
        // What has been stored need not be held any longer.
        let settled = Settled { bytes: Vec::new(), extract: Extract::default(), ..settled };
        Ok((settled, arrival))
    }

    /// A file as it is read once its names are settled.
    fn arrival(&self, settled: &Settled) -> Arrival {
        let Settled { facts, extract, titled_by_name, read_as, stated_publisher, .. } = settled;
        let document = self.prove(read_extract(facts.clone(), extract, &[]), &extract.text);
        let (titled_by_name, read_as) = (*titled_by_name, *read_as);
        Arrival { document, titled_by_name, read_as, stated_publisher: stated_publisher.clone() }
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
