//! A file comes into the corpus, and leaves it (収める・除く).
//!
//! What a file says of itself becomes an entry of the catalogue beside what the user says of it. The source is
//! stored first, byte for byte, and the catalogue is replaced as a whole last: whatever fails before leaves the
//! corpus as it was.

mod entry;
mod facts;
mod romaji;

use std::path::{Path, PathBuf};
use std::{fs, io};

use kurabe_model::{
    Document, DocumentFacts, DocumentId, DocumentKind, Fact, FiscalYear, Municipality, Origin, Problem,
    Warned,
};

use self::facts::{Publisher, Title};
use crate::catalogue::Catalogue;
use crate::extract::{Extract, is_its_own};
use crate::read::read_extract;
use crate::store::{extracts, files};
use crate::{Corpus, Error, Home, Result as CorpusResult};

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

/// A file that can be taken in, with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// As it would be read in the corpus.
    pub document: Warned<Document>,
    /// The day it was taken.
    retrieved: String,
    municipality: String,
    bytes: Vec<u8>,
    extract: Extract,
}

/// Why a file is not taken in.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// It cannot be read.
    Unread(Problem),
    /// A document of the corpus has the same bytes.
    Known(DocumentId),
    /// Nothing in it says whose paper it is.
    NoMunicipality,
    /// It could be the paper of several; most likely first.
    SeveralMunicipalities(Vec<Municipality>),
    /// Nothing in it says what it is called.
    NoTitle,
    /// Another document is called so.
    TakenId(DocumentId),
}

impl Corpus {
    /// Reads a file that is not in the corpus and works out what it says of itself.
    pub fn examine(&self, path: &Path, told: &Told) -> Result<Arrival, Refusal> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = files::read(path).map_err(Refusal::Unread)?;
        if let Some(known) = self.twin(&bytes) {
            return Err(Refusal::Known(known.id.clone()));
        }
        let extract = self.extract_bytes(&name, &bytes).map_err(Refusal::Unread)?;
        let facts = self.work_out(&name, &extract, told)?;
        let municipality = self.municipality(facts.municipality.value).map(|place| place.name.clone());
        let document = self.prove(read_extract(facts, &extract), &extract.text);
        Ok(Arrival {
            document,
            retrieved: told.retrieved.clone(),
            municipality: municipality.unwrap_or_default(),
            bytes,
            extract,
        })
    }

    fn work_out(&self, name: &str, extract: &Extract, told: &Told) -> Result<DocumentFacts, Refusal> {
        let title = printed_title(name, extract);
        let municipality = match &told.municipality {
            Some(municipality) => stated_or_told(extract, municipality),
            None => match facts::publisher(&extract.text, title.as_ref(), self.gazetteer()) {
                Publisher::Named(fact) => fact,
                Publisher::Several(several) => {
                    return Err(Refusal::SeveralMunicipalities(several.into_iter().cloned().collect()));
                }
                Publisher::Nobody => return Err(Refusal::NoMunicipality),
            },
        };
        let told_title = told.title.clone().map(|text| Title { text, line: None });
        let title = told_title.or(title).ok_or(Refusal::NoTitle)?;
        let (year, period) = facts::year(&title);
        let folder = romaji::name(municipality.value);
        let fiscal_year = told.fiscal_year.map(Fact::curated).or(year);
        let id = self.id_for(&folder, name, fiscal_year.as_ref(), told)?;
        let place = municipality.value.name.clone();
        Ok(DocumentFacts {
            file: self.free_file(&folder, name),
            id,
            title: title.fact(),
            kind: told.kind.map_or_else(|| facts::kind(&title), Fact::curated),
            period: period.filter(|_| told.fiscal_year.is_none()),
            fiscal_year,
            department: told.department.clone().map(Fact::curated).or_else(|| facts::department(&title)),
            source: told.source.clone().unwrap_or_else(|| format!("受け取ったファイル「{name}」")),
            rights: told.rights.clone().unwrap_or_else(|| format!("{place}の著作物。出典を示して引用する")),
            municipality: Fact { value: municipality.value.code, origin: municipality.origin },
        })
    }

    fn id_for(
        &self,
        folder: &str,
        name: &str,
        year: Option<&Fact<FiscalYear>>,
        told: &Told,
    ) -> Result<DocumentId, Refusal> {
        if let Some(id) = &told.id {
            return if self.document(id).is_some() {
                Err(Refusal::TakenId(id.clone()))
            } else {
                Ok(id.clone())
            };
        }
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
        let is_plain =
            !stem.is_empty() && stem.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let rest = if is_plain {
            stem.replace('_', "-")
        } else {
            year.map_or_else(|| "plan".to_owned(), |year| year.value.to_string())
        };
        let begins = rest.strip_prefix(folder).is_some_and(|rest| rest.starts_with('-'));
        let base = if begins { rest } else { format!("{folder}-{rest}") };
        let free = numbered(&base).find_map(|id| id.parse().ok().filter(|id| self.document(id).is_none()));
        free.ok_or(Refusal::NoTitle)
    }

    /// A place below `documents/` that no file takes.
    fn free_file(&self, folder: &str, name: &str) -> String {
        let name: String =
            name.chars().map(|c| if c.is_control() || matches!(c, '\\' | ':') { '_' } else { c }).collect();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let is_taken = |file: &String| {
            self.documents().iter().any(|facts| facts.file == *file)
                || self.documents_folder().join(file).exists()
        };
        let free =
            numbered(stem).map(|stem| format!("{folder}/{stem}.{ending}")).find(|file| !is_taken(file));
        free.unwrap_or(name)
    }

    /// Stores a file and enters it in the catalogue; either all of it happens or nothing.
    pub fn take_in(&self, arrival: &Arrival) -> CorpusResult<()> {
        let catalogue = self.catalogue_file()?;
        let facts = &arrival.document.value.facts;
        let before = text_of(&catalogue)?;
        let entry = entry::written(
            facts,
            &arrival.municipality,
            &arrival.retrieved,
            &extracts::digest(&arrival.bytes),
        );
        let after = format!("{}\n\n{entry}", before.trim_end());
        self.check(&catalogue, &after)?;
        let documents = self.documents_folder();
        let stored = documents.join(&facts.file);
        let store = || {
            extracts::replace(&stored, &arrival.bytes)?;
            if !is_its_own(&facts.file, &arrival.bytes) {
                extracts::keep(&documents, &facts.file, &arrival.bytes, &arrival.extract)?;
            }
            extracts::replace(&catalogue, after.as_bytes())
        };
        store().map_err(|source| {
            remove_files(&documents, &facts.file);
            Error::NotWritten { path: stored.clone(), source }
        })
    }

    /// Takes a document out of the catalogue, and its source out of the corpus.
    pub fn remove(&self, facts: &DocumentFacts) -> CorpusResult<()> {
        let catalogue = self.catalogue_file()?;
        let before = text_of(&catalogue)?;
        let after = entry::without(&before, &facts.id)
            .ok_or_else(|| Error::Entry { path: catalogue.clone(), id: facts.id.clone() })?;
        self.check(&catalogue, &after)?;
        extracts::replace(&catalogue, after.as_bytes())
            .map_err(|source| Error::NotWritten { path: catalogue.clone(), source })?;
        remove_files(&self.documents_folder(), &facts.file);
        Ok(())
    }

    /// Whether a catalogue would be sound, before it takes the place of the one that is.
    fn check(&self, path: &Path, text: &str) -> CorpusResult<()> {
        let sound = Catalogue::parse(text, self.gazetteer());
        sound.map(drop).map_err(|faults| Error::Catalogue { path: path.to_path_buf(), faults })
    }

    fn catalogue_file(&self) -> CorpusResult<PathBuf> {
        match self.home() {
            Home::Folder(_) => Ok(self.home().corpus().unwrap_or_default().join("catalogue.toml")),
            Home::Shipped => Err(Error::NoHome),
        }
    }
}

/// The municipality a user names, with the line that names it if there is one.
fn stated_or_told<'m>(extract: &Extract, municipality: &'m Municipality) -> Fact<&'m Municipality> {
    let line = extract.text.lines().position(|line| line.contains(&municipality.name));
    let origin = line.map_or(Origin::Curated, |line| Origin::Stated { line: line + 1 });
    Fact { value: municipality, origin }
}

/// The title printed in a file.
fn printed_title(name: &str, extract: &Extract) -> Option<Title> {
    // Who reads it as what changes nothing about its headings.
    let nobody = DocumentFacts {
        id: "unknown".parse().ok()?,
        municipality: Fact::curated("131105".parse().ok()?),
        title: Fact::curated(String::new()),
        kind: Fact::curated(DocumentKind::Other),
        fiscal_year: None,
        period: None,
        department: None,
        file: name.to_owned(),
        source: String::new(),
        rights: String::new(),
    };
    let heading = read_extract(nobody, extract).value.outline.title?;
    Some(Title { text: heading.text, line: Some(heading.span.first_line) })
}

/// A name, and the same with -2, -3 behind it.
fn numbered(name: &str) -> impl Iterator<Item = String> {
    std::iter::once(name.to_owned()).chain((2..1000).map(move |number| format!("{name}-{number}")))
}

fn text_of(path: &Path) -> CorpusResult<String> {
    fs::read_to_string(path).map_err(|source| Error::Unreadable { path: path.to_path_buf(), source })
}

fn remove_files(documents: &Path, file: &str) {
    let [text, record] = extracts::names(file);
    for name in [file, &text, &record] {
        // What is not there need not be removed, and what cannot be removed is named by `corpus check`.
        let _: io::Result<()> = fs::remove_file(documents.join(name));
    }
}
