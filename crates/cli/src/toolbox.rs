//! What a corpus is analysed with (解析の道具), and where what is made of it may be kept.

use std::path::PathBuf;

use kurabe_corpus::{Corpus, Home, READING};
use kurabe_index::{FORMAT, Fingerprint, Paper, Store, Tools};
use kurabe_render::Reading;
use kurabe_text::{Analyser, Lexicon, LexiconSources, Vocabulary};

use crate::stop::Stop;
use crate::system;

/// What is kept beside the index: the vocabulary, with what it was made of; and the lexicon the index was built
/// with, which can still answer when the corpus has another one.
const VOCABULARY: &str = "vocabulary.json";
const LEXICON: &str = "lexicon.json";

/// What text is analysed with, for one corpus.
pub(crate) struct Toolbox {
    analyser: Analyser,
    vocabulary: Vocabulary,
    /// The texts of the lexicon both are made from, by the names of its files.
    sources: [String; 3],
    /// A short name of them.
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
        let made_of = format!("{READING} {} {lexicon}", analyser.fingerprint());
        let stores = stores(corpus);
        let kept = stores.iter().find_map(|store| {
            let (of, vocabulary) =
                serde_json::from_str::<(String, Vocabulary)>(&store.kept(VOCABULARY)?).ok()?;
            (of == made_of).then_some(vocabulary)
        });
        let vocabulary = match kept {
            Some(vocabulary) => vocabulary,
            None => {
                let lexicon = Lexicon::parse(sources).map_err(|error| files.error(error))?;
                let vocabulary = Vocabulary::new(&lexicon, &analyser);
                if let Ok(text) = serde_json::to_string(&(made_of, &vocabulary)) {
                    // The first place that takes it; without any it is made again the next time.
                    let _ = stores.iter().find(|store| store.keep(VOCABULARY, &text).is_ok());
                }
                vocabulary
            }
        };
        Ok(Self { analyser, vocabulary, sources: texts(&sources), lexicon })
    }

    /// The analysis the index in `store` was built with, if its lexicon was kept and is still good.
    pub(crate) fn last(store: &Store) -> Option<Self> {
        Self::of_lexicon(serde_json::from_str(&store.kept(LEXICON)?).ok()?)
    }

    /// The analysis with the texts of a lexicon, if they are good.
    pub(crate) fn of_lexicon(kept: [String; 3]) -> Option<Self> {
        let [words, synonyms, themes] = &kept;
        let sources = LexiconSources { words, synonyms, themes };
        let lexicon = Lexicon::parse(sources).ok()?;
        let analyser = Analyser::new(&lexicon).ok()?;
        let vocabulary = Vocabulary::new(&lexicon, &analyser);
        let lexicon = sources.fingerprint();
        Some(Self { analyser, vocabulary, sources: kept, lexicon })
    }

    /// Keeps the lexicon beside an index that was built with it.
    pub(crate) fn keep(&self, store: &Store) {
        // Without it a changed lexicon means building first and answering then.
        let _ = serde_json::to_string(&self.sources).map(|text| store.keep(LEXICON, &text));
    }

    /// The texts of the lexicon: words, synonyms, themes.
    pub(crate) fn lexicon(&self) -> &[String; 3] {
        &self.sources
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

fn texts(sources: &LexiconSources<'_>) -> [String; 3] {
    [sources.words, sources.synonyms, sources.themes].map(str::to_owned)
}

/// A document that was read, on its way into an index.
pub(crate) fn paper(reading: &Reading<'_>) -> Paper {
    Paper {
        municipality: reading.municipality.clone(),
        document: reading.document.clone(),
        diagnostics: reading.diagnostics.to_vec(),
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
