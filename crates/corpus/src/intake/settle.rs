//! What files are to be called in the corpus, and where they lie (命名): no two of them take one name.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::{DocumentFacts, DocumentId, Fact, FiscalYear, Format, Municipality};

use super::{Candidate, Refusal, Told, romaji};
use crate::Corpus;
use crate::extract::Extract;
use crate::store::{extracts, files};

/// A file whose names are settled.
pub(super) struct Settled {
    pub(super) facts: DocumentFacts,
    pub(super) municipality: String,
    /// The SHA-256 of the bytes.
    pub(super) sum: String,
    pub(super) bytes: Vec<u8>,
    pub(super) extract: Extract,
    pub(super) titled_by_name: bool,
    pub(super) read_as: Option<Format>,
    pub(super) stated_publisher: Option<Municipality>,
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
}

impl Taken {
    /// What the documents of a corpus take.
    pub(super) fn of(corpus: &Corpus) -> Self {
        let mut taken = Self {
            ids: BTreeSet::new(),
            places: BTreeSet::new(),
            sizes: BTreeMap::new(),
            sums: BTreeMap::new(),
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
    pub(super) fn settle(
        &mut self,
        corpus: &Corpus,
        candidate: Candidate,
        told: &Told,
    ) -> Result<Settled, Refusal> {
        let sum = files::digest(&candidate.bytes);
        if let Some(twin) = self.sums.get(&sum).cloned().or_else(|| self.known(corpus, &candidate.bytes)) {
            return Err(Refusal::Known(twin));
        }
        let Candidate {
            name,
            bytes,
            extract,
            municipality,
            title,
            titled_by_name,
            read_as,
            stated_publisher,
            kind,
            fiscal_year,
            period,
            department,
        } = candidate;
        let folder = romaji::name(&municipality.value);
        let id = self.id_for(&folder, &name, fiscal_year.as_ref(), told)?;
        let file = self.place_for(corpus, &folder, &name, &bytes);
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
        Ok(Settled {
            facts,
            municipality: place,
            sum,
            bytes,
            extract,
            titled_by_name,
            read_as,
            stated_publisher,
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
