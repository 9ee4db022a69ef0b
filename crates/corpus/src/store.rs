//! The corpus as it lies in its home: the catalogue, the stored sources, the list of municipalities.

pub(crate) mod extracts;
pub(crate) mod files;
pub(crate) mod journal;
mod stated;
mod which;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use kurabe_model::{
    Diagnostic, Document, DocumentFacts, DocumentId, Municipality, MunicipalityCode, Problem, Warned,
};
use kurabe_text::{Gazetteer, LexiconError, LexiconSources};
use rayon::prelude::*;

pub use files::Draft;
pub use journal::Occasion;
pub use which::NotSelected;

use crate::catalogue::Catalogue;
use crate::corrections::{self, Correction, Corrections};
use crate::extract::text::decode;
use crate::extract::{Extract, extract, is_its_own};
use crate::read::{Perused, nothing};
use crate::{Error, Home, Result, shipped};

/// An open corpus. Its catalogue is sound; its documents have yet to be read.
pub struct Corpus {
    home: Home,
    catalogue: Catalogue,
    gazetteer: Gazetteer,
    corrections: Corrections,
    extractor: Extractor,
}

/// What turns a file, by its name and its bytes, into text.
type Extractor = Box<dyn Fn(&str, &[u8]) -> std::result::Result<Extract, Problem> + Send + Sync>;

/// The files of a lexicon (語彙) as they lie in a home.
#[derive(Debug)]
pub struct LexiconFiles {
    words: Cow<'static, str>,
    synonyms: Cow<'static, str>,
    themes: Cow<'static, str>,
    folder: PathBuf,
}

impl LexiconFiles {
    /// Their texts.
    pub fn sources(&self) -> LexiconSources<'_> {
        LexiconSources { words: &self.words, synonyms: &self.synonyms, themes: &self.themes }
    }

    /// An error in one of them, with its place.
    pub fn error(&self, source: LexiconError) -> Error {
        Error::Lexicon { path: self.folder.join(source.file.name()), source }
    }
}

impl Corpus {
    /// Opens the corpus of a home. A home without a list of municipalities uses the one in the binary.
    pub fn open(home: Home) -> Result<Self> {
        let folder = home.corpus();
        let load = |name: &str, inside: &'static str| match &folder {
            Some(folder) => read_text(&folder.join(name), inside),
            None => Ok(Cow::Borrowed(inside)),
        };
        let path = |name: &str| folder.clone().unwrap_or_default().join(name);

        let municipalities = load("municipalities.csv", shipped::MUNICIPALITIES)?;
        let gazetteer = Gazetteer::parse(&municipalities)
            .map_err(|source| Error::Municipalities { path: path("municipalities.csv"), source })?;
        let catalogue = load("catalogue.toml", shipped::CATALOGUE)?;
        let catalogue = Catalogue::parse(&catalogue, &gazetteer)
            .map_err(|faults| Error::Catalogue { path: path("catalogue.toml"), faults })?;
        let corrections = corrections::parse(&load(CORRECTIONS, "")?)
            .map_err(|faults| Error::Catalogue { path: path(CORRECTIONS), faults })?;
        Ok(Self { home, catalogue, gazetteer, corrections, extractor: Box::new(extract) })
    }

    /// The folder of a corpus that can be changed.
    pub(crate) fn folder(&self) -> Result<PathBuf> {
        self.home.corpus().ok_or(Error::NoHome)
    }

    /// The text of the catalogue as it is now, which has become that of this corpus.
    pub(crate) fn reload(&mut self) -> Result<String> {
        let path = self.folder()?.join("catalogue.toml");
        let text = read_text(&path, "")?.into_owned();
        self.catalogue =
            Catalogue::parse(&text, &self.gazetteer).map_err(|faults| Error::Catalogue { path, faults })?;
        Ok(text)
    }

    /// Puts another catalogue in the place of the one that is, if it is sound.
    pub(crate) fn replace_catalogue(&mut self, text: &str) -> Result<()> {
        let path = self.folder()?.join("catalogue.toml");
        let catalogue = Catalogue::parse(text, &self.gazetteer)
            .map_err(|faults| Error::Catalogue { path: path.clone(), faults })?;
        files::replace(&path, text.as_bytes()).map_err(|source| Error::NotWritten { path, source })?;
        self.catalogue = catalogue;
        Ok(())
    }

    /// The same corpus, whose files that are not text are extracted by `extractor`: a program that answers others
    /// has a process of its own do it.
    #[must_use]
    pub fn extracting_by(
        self,
        extractor: impl Fn(&str, &[u8]) -> std::result::Result<Extract, Problem> + Send + Sync + 'static,
    ) -> Self {
        Self { extractor: Box::new(extractor), ..self }
    }

    /// Where it lies.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// What is known of each document, by municipality code, then by document id.
    pub fn documents(&self) -> &[DocumentFacts] {
        &self.catalogue.documents
    }

    /// What is known of one document.
    pub fn document(&self, id: &DocumentId) -> Option<&DocumentFacts> {
        self.documents().iter().find(|facts| facts.id == *id)
    }

    /// All municipalities there are, in the corpus or not.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// A municipality by its code.
    pub fn municipality(&self, code: MunicipalityCode) -> Option<&Municipality> {
        self.gazetteer.get(code)
    }

    /// Reads one document of the catalogue.
    pub fn read(&self, id: &DocumentId) -> Option<Warned<Document>> {
        self.document(id).map(|facts| self.read_known(facts))
    }

    /// Reads every document, in the order of [`Corpus::documents`].
    pub fn read_all(&self) -> Vec<Warned<Document>> {
        self.read_many(&self.documents().iter().collect::<Vec<_>>())
    }

    /// Reads the documents known by `facts`, in their order, on all cores.
    pub fn read_many(&self, facts: &[&DocumentFacts]) -> Vec<Warned<Document>> {
        facts.par_iter().map(|facts| self.read_known(facts)).collect()
    }

    fn read_known(&self, facts: &DocumentFacts) -> Warned<Document> {
        self.read_asking(facts, |_| ()).1
    }

    /// Reads a document, and what tells all it says from what others say.
    pub(crate) fn read_with_words(&self, facts: &DocumentFacts) -> (Option<u64>, Warned<Document>) {
        self.read_asking(facts, |perused| perused.words())
    }

    /// Reads a document, once it has been asked something; nothing comes of one that cannot be read.
    fn read_asking<T: Default>(
        &self,
        facts: &DocumentFacts,
        ask: impl FnOnce(&Perused<'_>) -> T,
    ) -> (T, Warned<Document>) {
        match self.extract(facts) {
            Ok(extract) => {
                let (placed, stale) = corrections::place(self.corrections_of(&facts.id), &extract.text);
                let perused = Perused::of(&facts.file, &extract, &placed);
                let answer = ask(&perused);
                let mut read = perused.document(facts.clone());
                read.diagnostics.extend(stale.into_iter().map(|one| stale_correction(Some(&facts.id), one)));
                (answer, self.prove(read, &extract.text))
            }
            Err(problem) => (T::default(), nothing(facts.clone(), problem)),
        }
    }

    fn corrections_of(&self, id: &DocumentId) -> &[Correction] {
        self.corrections.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a planner has corrected in the reading of a document: where this differs, it is read as something else.
    pub fn corrected(&self, id: &DocumentId) -> String {
        corrections::said(self.corrections_of(id))
    }

    /// Corrections of documents that are not in the catalogue.
    pub fn stray_corrections(&self) -> Vec<Diagnostic> {
        let strays = self.corrections.iter().filter(|(id, _)| self.document(id).is_none());
        strays.flat_map(|(_, all)| all.iter().map(|one| stale_correction(None, one))).collect()
    }

    /// What a stored source says: what was kept of it, or what is extracted now and kept where that is possible.
    fn extract(&self, facts: &DocumentFacts) -> std::result::Result<Extract, Problem> {
        let bytes = self.bytes(facts)?;
        let load = |_| extracts::load(&self.documents_folder(), &facts.file, &bytes);
        if let Some(kept) = self.home.corpus().and_then(load) {
            return Ok(kept);
        }
        let extract = self.extract_bytes(&facts.file, &bytes)?;
        // A home that cannot be written to has its files extracted whenever they are read.
        let _ = self.keep_extract(&facts.file, &bytes, &extract);
        Ok(extract)
    }

    /// Keeps what a source says beside it, where that is not the source itself and takes the place of none.
    pub(crate) fn keep_extract(&self, file: &str, bytes: &[u8], extract: &Extract) -> io::Result<()> {
        match self.extract_names(file) {
            Some(_) if extract.text.as_bytes() != bytes => {
                extracts::keep(&self.documents_folder(), file, bytes, extract)
            }
            _ => Ok(()),
        }
    }

    /// Removes a source no entry names any more, and what was kept of it.
    pub(crate) fn drop_files(&self, file: &str) {
        let documents = self.documents_folder();
        for name in self.extract_names(file).into_iter().flatten().chain([file.to_owned()]) {
            // What is not there need not be removed, and what cannot be removed is named by `corpus check`.
            let _: io::Result<()> = fs::remove_file(documents.join(name));
        }
    }

    /// The files in which what a source says is kept; none in the binary, and where one of them is a source.
    fn extract_names(&self, file: &str) -> Option<[String; 2]> {
        self.home.corpus()?;
        let is_source = |name: &String| self.documents().iter().any(|facts| facts.file == *name);
        let names = extracts::names(file);
        (!names.iter().any(is_source)).then_some(names)
    }

    /// What a file says, whether it is in the corpus or not.
    pub(crate) fn extract_bytes(&self, file: &str, bytes: &[u8]) -> std::result::Result<Extract, Problem> {
        if is_its_own(file, bytes) { extract(file, bytes) } else { (self.extractor)(file, bytes) }
    }

    /// The files of the lexicon (語彙) of this home; of one it has not, the one in the binary.
    pub fn lexicon(&self) -> Result<LexiconFiles> {
        let inside = LexiconSources::SHIPPED;
        let folder = self.home.corpus().map(|corpus| corpus.join("lexicon"));
        let load = |name: &str, inside: &'static str| match &folder {
            Some(folder) => read_text(&folder.join(name), inside),
            None => Ok(Cow::Borrowed(inside)),
        };
        Ok(LexiconFiles {
            words: load("words.csv", inside.words)?,
            synonyms: load("synonyms.tsv", inside.synonyms)?,
            themes: load("themes.toml", inside.themes)?,
            folder: folder.unwrap_or_default(),
        })
    }

    /// What the system knows of a stored source without opening it: size and time of the last change. While
    /// it stays the same, so does the source. Nothing for one that is not there.
    pub fn stamp(&self, facts: &DocumentFacts) -> Option<String> {
        match &self.home {
            Home::Folder(_) => files::stamp(&self.documents_folder().join(&facts.file)),
            Home::Shipped => shipped::document(&facts.file).map(|bytes| bytes.len().to_string()),
        }
    }

    /// How many bytes a stored source has.
    pub(crate) fn size(&self, facts: &DocumentFacts) -> Option<u64> {
        match &self.home {
            Home::Folder(_) => {
                fs::metadata(self.documents_folder().join(&facts.file)).ok().map(|it| it.len())
            }
            Home::Shipped => shipped::document(&facts.file).map(|bytes| bytes.len() as u64),
        }
    }

    /// A short name of what the stored source holds; nothing for one that cannot be read.
    pub fn digest(&self, facts: &DocumentFacts) -> Option<String> {
        Some(files::digest(&self.bytes(facts).ok()?).chars().take(16).collect())
    }

    /// The SHA-256 of the stored sources of the documents known by `facts`, by their ids, as far as they can be read.
    pub fn sums(&self, facts: &[&DocumentFacts]) -> BTreeMap<String, String> {
        let sum =
            |facts: &&DocumentFacts| Some((facts.id.to_string(), files::digest(&self.bytes(facts).ok()?)));
        facts.par_iter().filter_map(sum).collect()
    }

    /// The sources that are other files than those the catalogue knows, by the sums they have.
    pub fn altered(&self, sums: &BTreeMap<String, String>) -> Vec<Diagnostic> {
        let alter = |facts: &DocumentFacts| {
            let (is, was) = (sums.get(facts.id.as_str())?, self.catalogue.sums.get(&facts.id)?);
            (is != was).then(|| Diagnostic {
                document: Some(facts.id.clone()),
                file: facts.file.clone(),
                lines: None,
                problem: Problem::Altered { sha256: is.clone() },
            })
        };
        self.documents().iter().filter_map(alter).collect()
    }

    /// The text a document was read from, as far as it is one.
    pub fn source(&self, facts: &DocumentFacts) -> Option<String> {
        self.extract(facts).ok().map(|extract| extract.text)
    }

    /// The stored source as it came, if it can be read.
    pub fn original(&self, facts: &DocumentFacts) -> Option<Cow<'static, [u8]>> {
        self.bytes(facts).ok()
    }

    pub(crate) fn bytes(&self, facts: &DocumentFacts) -> std::result::Result<Cow<'static, [u8]>, Problem> {
        match &self.home {
            Home::Folder(_) => files::load(&self.documents_folder(), &facts.file),
            Home::Shipped => shipped::document(&facts.file).map(Cow::Borrowed).ok_or(Problem::MissingFile),
        }
    }

    /// Adds the facts the text does not state where the catalogue says it does.
    pub(crate) fn prove(&self, mut read: Warned<Document>, text: &str) -> Warned<Document> {
        let facts = &read.value.facts;
        let municipality = self.municipality(facts.municipality.value);
        if let Some(municipality) = municipality {
            let era = self.catalogue.eras.get(&facts.id).copied();
            read.diagnostics.extend(stated::missing(facts, &municipality.name, era, text));
            read.diagnostics.sort_by_key(|diagnostic| diagnostic.lines);
        }
        read
    }

    /// Files below `documents/` that no entry names, in the order of their names.
    pub fn uncatalogued(&self) -> Vec<Diagnostic> {
        let Home::Folder(_) = self.home else { return Vec::new() };
        let known: BTreeSet<&str> = self.documents().iter().map(|facts| facts.file.as_str()).collect();
        let files = files::below(&self.documents_folder()).into_iter().map(|place| files::parted(&place));
        let extracts: BTreeSet<String> = known.iter().flat_map(|file| extracts::names(file)).collect();
        let strangers = files.filter(|file| !known.contains(file.as_str()) && !extracts.contains(file));
        strangers
            .map(|file| Diagnostic { document: None, file, lines: None, problem: Problem::Uncatalogued })
            .collect()
    }

    pub(crate) fn documents_folder(&self) -> PathBuf {
        self.home.corpus().unwrap_or_default().join("documents")
    }
}

/// The file in which planners correct what was misread.
const CORRECTIONS: &str = "corrections.toml";

fn stale_correction(document: Option<&DocumentId>, correction: &Correction) -> Diagnostic {
    Diagnostic {
        document: document.cloned(),
        file: CORRECTIONS.to_owned(),
        lines: Some((correction.entry, correction.entry)),
        problem: Problem::StaleCorrection { text: correction.text.clone() },
    }
}

fn read_text(path: &Path, inside: &'static str) -> Result<Cow<'static, str>> {
    match fs::read(path) {
        Ok(bytes) => match decode(&bytes) {
            Ok(text) => Ok(Cow::Owned(text.trim_start_matches('\u{feff}').to_owned())),
            Err(Problem::Empty) => Ok(Cow::Borrowed("")),
            Err(problem) => Err(Error::NotText { path: path.to_path_buf(), problem }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Cow::Borrowed(inside)),
        Err(source) => Err(Error::Unreadable { path: path.to_path_buf(), source }),
    }
}
