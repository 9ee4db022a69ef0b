//! What files are to be called in the corpus, and where they lie (命名): no two of them take one name.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::{DocumentFacts, DocumentId, Fact, FiscalYear, Municipality};

use super::twins::Twins;
use super::{Candidate, Opened, Refusal, Told, romaji};
use crate::Corpus;
use crate::read::Perused;
use crate::store::{extracts, files};

/// A file whose names are settled.
pub(super) struct Settled<'o> {
    pub(super) facts: DocumentFacts,
    pub(super) named: Named<'o>,
    pub(super) perused: Perused<'o>,
    pub(super) titled_by_name: bool,
    pub(super) stated_publisher: Option<Municipality>,
}

/// What an entry of the catalogue says of a file besides the facts.
pub(super) struct Named<'o> {
    /// The name of the municipality.
    pub(super) municipality: String,
    /// The SHA-256 of the bytes.
    pub(super) sum: String,
    pub(super) opened: &'o Opened,
}

/// As long a name may be in a folder, in bytes: few systems take more.
const LONGEST_NAME: usize = 255;
/// As much of it is left for a number behind a name that is taken, and for what is kept beside a source.
const BEHIND: usize = "-99999".len() + ".extract.json".len();

/// The name of a file without its ending, and the ending.
pub(super) fn stem(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, ""))
}

/// What is taken: by the documents of the corpus, and by the files of this call.
pub(super) struct Taken {
    ids: BTreeSet<DocumentId>,
    /// Places below `documents/`, in small letters, as some systems know no others.
    places: BTreeSet<String>,
    /// The documents of the corpus by the size of their sources: a file of another size need not be read.
    sizes: BTreeMap<u64, Vec<DocumentId>>,
    /// The files of this call, by the SHA-256 of their bytes.
    sums: BTreeMap<String, DocumentId>,
    /// What they say.
    pub(super) twins: Twins,
}

impl Taken {
    /// What the documents of a corpus take.
    pub(super) fn of(corpus: &Corpus) -> Self {
        let mut taken = Self {
            ids: BTreeSet::new(),
            places: BTreeSet::new(),
            sizes: BTreeMap::new(),
            sums: BTreeMap::new(),
            twins: Twins::default(),
        };
        taken.follow(corpus);
        taken
    }

    /// Takes what documents of a corpus take that were not there before.
    pub(super) fn follow(&mut self, corpus: &Corpus) {
        for facts in corpus.documents() {
            if self.ids.insert(facts.id.clone()) {
                self.take_place(&facts.file);
                if let Some(size) = corpus.size(facts) {
                    self.sizes.entry(size).or_default().push(facts.id.clone());
                }
            }
        }
    }

    fn take_place(&mut self, file: &str) {
        let kept = extracts::names(file);
        self.places.extend(kept.iter().map(String::as_str).chain([file]).map(str::to_lowercase));
    }

    /// The document of the corpus whose source has these bytes.
    pub(super) fn known(&self, corpus: &Corpus, bytes: &[u8]) -> Option<DocumentId> {
        let alike = self.sizes.get(&(bytes.len() as u64)).into_iter().flatten();
        let has_them = |id: &&DocumentId| {
            let facts = corpus.document(id);
            facts.is_some_and(|facts| corpus.bytes(facts).is_ok_and(|other| *other == *bytes))
        };
        alike.into_iter().find(has_them).cloned()
    }

    /// Settles what a file is to be called.
    pub(super) fn settle<'o>(
        &mut self,
        corpus: &Corpus,
        candidate: Candidate<'o>,
        told: &Told,
    ) -> Result<Settled<'o>, Refusal> {
        let Candidate {
            opened,
            perused,
            municipality,
            title,
            titled_by_name,
            stated_publisher,
            kind,
            fiscal_year,
            period,
            department,
        } = candidate;
        let Opened { name, bytes, .. } = opened;
        let sum = files::digest(bytes);
        if let Some(known) = self.sums.get(&sum).cloned().or_else(|| self.known(corpus, bytes)) {
            return Err(Refusal::Known(known));
        }
        let words = perused.words();
        let same = self.twins.same(corpus, municipality.value.code, words);
        // Who gives it an id of its own wants both.
        if let Some(same) = same.filter(|_| told.id.is_none()) {
            return Err(Refusal::SameWords(same));
        }
        let folder = romaji::name(&municipality.value);
        let id = self.id_for(&folder, name, fiscal_year.as_ref(), told)?;
        let file = self.place_for(corpus, &folder, name, bytes);
        self.ids.insert(id.clone());
        self.take_place(&file);
        self.sums.insert(sum.clone(), id.clone());
        let place = municipality.value.name;
        let facts = DocumentFacts {
            id,
            municipality: Fact { value: municipality.value.code, origin: municipality.origin },
            title,
            kind,
            fiscal_year,
            period,
            department,
            file,
            source: told.source.clone().unwrap_or_else(|| format!("受け取ったファイル「{name}」")),
            rights: told.rights.clone().unwrap_or_else(|| format!("{place}の著作物。出典を示して引用する")),
        };
        self.twins.take(corpus, &facts, words);
        let named = Named { municipality: place, sum, opened };
        Ok(Settled { facts, named, perused, titled_by_name, stated_publisher })
    }

    fn id_for(
        &self,
        folder: &str,
        name: &str,
        year: Option<&Fact<FiscalYear>>,
        told: &Told,
    ) -> Result<DocumentId, Refusal> {
        if let Some(id) = &told.id {
            return if self.ids.contains(id) { Err(Refusal::TakenId(id.clone())) } else { Ok(id.clone()) };
        }
        let stem = stem(name).0.to_lowercase();
        let is_plain =
            !stem.is_empty() && stem.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let rest = if is_plain {
            stem.replace('_', "-")
        } else {
            year.map_or_else(|| "plan".to_owned(), |year| year.value.to_string())
        };
        let begins = rest.strip_prefix(folder).is_some_and(|rest| rest.starts_with('-'));
        let base = if begins { rest } else { format!("{folder}-{rest}") };
        // A number behind it must fit too.
        let most = DocumentId::LONGEST - "-99999".len();
        let base = base.get(..most).unwrap_or(&base).trim_end_matches('-').to_owned();
        let free = numbered(&base).find_map(|id| id.parse().ok().filter(|id| !self.ids.contains(id)));
        free.ok_or(Refusal::NoId)
    }

    /// A place below `documents/` that no file takes, or only the same file, left over from a run that was killed.
    fn place_for(&self, corpus: &Corpus, folder: &str, name: &str, bytes: &[u8]) -> String {
        let name: String = name
            .chars()
            .map(|c| if c.is_control() || matches!(c, '\\' | '/' | ':') { '_' } else { c })
            .collect();
        let (stem, ending) = stem(&name);
        let most = LONGEST_NAME.saturating_sub(BEHIND + ".".len() + ending.len());
        let stem = stem.get(..stem.floor_char_boundary(most)).unwrap_or(stem).trim_end();
        let documents = corpus.documents_folder();
        let is_free = |file: &String| {
            let path = documents.join(file);
            let kept = extracts::names(file);
            let mut names = kept.iter().map(String::as_str).chain([file.as_str()]);
            names.all(|name| !self.places.contains(&name.to_lowercase()))
                && (path.symlink_metadata().is_err() || files::read(&path).is_ok_and(|there| there == bytes))
        };
        let free = numbered(stem).map(|stem| format!("{folder}/{stem}.{ending}")).find(is_free);
        free.unwrap_or_else(|| name.clone())
    }
}

/// A name, and the same with -2, -3 behind it.
fn numbered(name: &str) -> impl Iterator<Item = String> {
    std::iter::once(name.to_owned()).chain((2..100_000).map(move |number| format!("{name}-{number}")))
}
