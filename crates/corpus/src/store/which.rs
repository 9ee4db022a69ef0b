//! Which documents a user means: a document id, or a municipality by code, name, kana or short name; one document
//! by words about it.

use kurabe_model::{DocumentFacts, InvalidCode, Municipality, MunicipalityCode};
use kurabe_text::{Lookup, fold, parse_year};

use super::Corpus;
use crate::nearest::nearest;

/// How many names are suggested to a word that means nothing.
const SUGGESTIONS: usize = 5;

/// Why a word selects no document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotSelected {
    /// Neither a document nor a municipality is called so.
    Unknown {
        /// What was typed.
        typed: String,
        /// The documents and municipalities that could have been meant, most likely first.
        nearest: Vec<String>,
    },
    /// A municipality code with a wrong check digit.
    WrongCode {
        /// Which one would be right.
        cause: InvalidCode,
    },
    /// Several municipalities are called so.
    Ambiguous {
        /// What was typed.
        typed: String,
        /// All that could be meant, by code.
        choices: Vec<Municipality>,
    },
    /// Several documents are called so.
    Several {
        /// What was typed.
        typed: String,
        /// All of them.
        documents: Vec<DocumentFacts>,
    },
    /// A municipality the corpus has no document of.
    NoDocument {
        /// The municipality.
        municipality: Municipality,
    },
}

impl Corpus {
    /// The documents meant by words, in the order of [`Corpus::documents`]; all of them when there is no word.
    pub fn select(&self, words: &[String]) -> Result<Vec<&DocumentFacts>, NotSelected> {
        if words.is_empty() {
            return Ok(self.documents().iter().collect());
        }
        let mut meant = vec![false; self.documents().len()];
        for word in words {
            let word = word.trim();
            for (meant, facts) in meant.iter_mut().zip(self.meant_by(word)?) {
                *meant |= facts;
            }
        }
        Ok(self.documents().iter().zip(meant).filter(|(_, meant)| *meant).map(|(facts, _)| facts).collect())
    }

    /// The one document somebody means: by its id, or by words that all fit it and no other, each a municipality, a
    /// year, or a part of the title or the id.
    pub fn select_one(&self, typed: &str) -> Result<&DocumentFacts, NotSelected> {
        let typed = typed.trim();
        let documents = self.documents();
        if let Some(facts) = documents.iter().find(|facts| facts.id.as_str() == typed) {
            return Ok(facts);
        }
        let words: Vec<&str> = typed.split_whitespace().collect();
        let mut fit = vec![0; documents.len()];
        for word in &words {
            let (named, year, key) = (self.named(word), parse_year(word), fold(word));
            let fits = |facts: &DocumentFacts| {
                named.contains(&facts.municipality.value)
                    || year.is_some_and(|year| facts.first_year() == Some(year))
                    || fold(&facts.title.value).contains(&key)
                    || facts.id.as_str().contains(&key)
            };
            for (fit, facts) in fit.iter_mut().zip(documents) {
                *fit += usize::from(fits(facts));
            }
        }
        let with = |words: usize| {
            documents.iter().zip(&fit).filter(move |(_, fit)| **fit == words).map(|(facts, _)| facts)
        };
        match with(words.len()).collect::<Vec<_>>().as_slice() {
            _ if words.is_empty() => Err(self.no_document(typed)),
            [one] => Ok(one),
            // What fits some of the words is more likely meant than what is spelt alike.
            [] => match fit.iter().copied().max() {
                Some(most) if most > 0 => {
                    let nearest = with(most).map(|facts| facts.id.to_string()).take(SUGGESTIONS).collect();
                    Err(NotSelected::Unknown { typed: typed.to_owned(), nearest })
                }
                _ => Err(self.no_document(typed)),
            },
            several => Err(NotSelected::Several {
                typed: typed.to_owned(),
                documents: several.iter().map(|facts| (*facts).clone()).collect(),
            }),
        }
    }

    /// The municipalities that are called so.
    fn named(&self, word: &str) -> Vec<MunicipalityCode> {
        match self.gazetteer().named(word) {
            Some(Lookup::One(one)) => vec![one.code],
            Some(Lookup::Several(choices)) => choices.iter().map(|one| one.code).collect(),
            _ => Vec::new(),
        }
    }

    /// The one municipality that is called so, in the corpus or not.
    pub fn municipality_called(&self, word: &str) -> Result<&Municipality, NotSelected> {
        Err(match self.gazetteer().find(word) {
            Lookup::One(municipality) => return Ok(municipality),
            Lookup::Several(choices) => NotSelected::Ambiguous {
                typed: word.to_owned(),
                choices: choices.into_iter().cloned().collect(),
            },
            Lookup::WrongCode(cause) => NotSelected::WrongCode { cause },
            Lookup::None { did_you_mean } => NotSelected::Unknown {
                typed: word.to_owned(),
                nearest: did_you_mean.into_iter().map(|municipality| municipality.name.clone()).collect(),
            },
            // A way of being called that is not known here yet means nobody.
            _ => NotSelected::Unknown { typed: word.to_owned(), nearest: Vec::new() },
        })
    }

    /// Why no document is called so.
    fn no_document(&self, typed: &str) -> NotSelected {
        let unknown = || NotSelected::Unknown { typed: typed.to_owned(), nearest: Vec::new() };
        self.meant_by(typed).err().unwrap_or_else(unknown)
    }

    /// The ids a word is a slip or a part of.
    fn documents_like<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let ids = || self.documents().iter().map(|facts| facts.id.as_str());
        let slip = nearest(word, ids());
        let parts = ids().filter(move |id| word.len() > 2 && id.contains(word) && slip != Some(id));
        slip.into_iter().chain(parts)
    }

    /// For each document, whether the word means it.
    fn meant_by(&self, word: &str) -> Result<Vec<bool>, NotSelected> {
        let each =
            |test: &dyn Fn(&DocumentFacts) -> bool| self.documents().iter().map(test).collect::<Vec<_>>();
        let by_id = each(&|facts| facts.id.as_str() == word);
        if by_id.contains(&true) {
            return Ok(by_id);
        }
        match self.municipality_called(word) {
            Ok(municipality) => {
                let theirs = each(&|facts| facts.municipality.value == municipality.code);
                if theirs.contains(&true) {
                    Ok(theirs)
                } else {
                    Err(NotSelected::NoDocument { municipality: municipality.clone() })
                }
            }
            Err(NotSelected::Unknown { typed, nearest }) => {
                let nearest = self.documents_like(word).map(str::to_owned).chain(nearest);
                Err(NotSelected::Unknown { typed, nearest: nearest.take(SUGGESTIONS).collect() })
            }
            Err(other) => Err(other),
        }
    }
}
