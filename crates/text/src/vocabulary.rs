//! The vocabulary (語彙): the lexicon made ready to recognise its words in the terms of a text.
//!
//! Every word of `synonyms.tsv` and `themes.toml` is cut into terms as any text is, and found again as that
//! sequence: so 縦割り打破 is recognised in 縦割りを打破し, and a word inside another one is not.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::lexicon::{Lexicon, Theme};
use crate::terms::Term;
use crate::{Analyser, Normalized, Worker};

mod label;
mod trie;

pub use label::Signs;
use trie::Trie;

/// Concepts (概念) and themes (テーマ), ready to be recognised. Making one is a few dozen milliseconds' work;
/// whoever starts often keeps it, with the fingerprint of what it was made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Vocabulary {
    trie: Trie<Meaning>,
    concepts: Vec<Concept>,
    themes: Vec<Theme>,
}

/// What a sequence of terms means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Meaning {
    Concept(ConceptIndex),
    /// A theme by its place in the lexicon, and what the words do for it.
    Theme(usize, Sign),
}

/// What words do for a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Sign {
    Name,
    Term,
    Hint,
    Not,
}

/// The place of a concept in a [`Vocabulary`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConceptIndex(usize);

impl ConceptIndex {
    /// The number an index knows it by.
    pub(crate) fn number(self) -> usize {
        self.0
    }

    /// The concept an index knows by a number.
    pub(crate) fn of_number(number: usize) -> Self {
        Self(number)
    }
}

/// Words that mean the same, and the concepts near them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Concept {
    /// Its name in an index: the terms of the word, without white space.
    pub name: String,
    /// How it is called.
    pub label: String,
    /// Kinds and parts of it.
    pub narrower: Vec<ConceptIndex>,
    /// What it is a kind or a part of.
    pub broader: Vec<ConceptIndex>,
    /// Its neighbours.
    pub related: Vec<ConceptIndex>,
    /// Ids of the themes it is a name of.
    pub themes: Vec<String>,
}

/// A concept where it is mentioned in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What is mentioned.
    pub concept: ConceptIndex,
    /// The position of its first term.
    pub position: u32,
    /// How many positions it covers.
    pub width: u32,
    /// Where it stands in the normalised text.
    pub range: Range<usize>,
}

impl Vocabulary {
    /// Makes `lexicon` ready for texts that are cut by `analyser`.
    pub fn new(lexicon: &Lexicon, analyser: &Analyser) -> Self {
        let mut builder = Builder {
            worker: analyser.worker(),
            trie: Trie::default(),
            concepts: Vec::new(),
            homes: HashMap::new(),
        };
        for synonyms in lexicon.synonyms() {
            let concept = builder.concept(&synonyms.name);
            for word in &synonyms.same {
                builder.word_of(concept, word);
            }
        }
        for synonyms in lexicon.synonyms() {
            let concept = builder.concept(&synonyms.name);
            for word in &synonyms.narrower {
                let narrower = builder.concept(word);
                builder.relate(concept, narrower);
            }
            for word in &synonyms.broader {
                let broader = builder.concept(word);
                builder.relate(broader, concept);
            }
            for word in &synonyms.related {
                let related = builder.concept(word);
                builder.neighbours(concept, related);
            }
        }
        for (index, theme) in lexicon.themes().iter().enumerate() {
            let words = [
                (Sign::Name, &theme.names),
                (Sign::Term, &theme.terms),
                (Sign::Hint, &theme.hints),
                (Sign::Not, &theme.not),
            ];
            for (sign, words) in words {
                for word in words {
                    builder.insert(word, Meaning::Theme(index, sign));
                }
            }
            for name in &theme.names {
                let concept = builder.concept(name);
                builder.concepts[concept.0].themes.push(theme.id.clone());
            }
        }
        Self { trie: builder.trie, concepts: builder.concepts, themes: lexicon.themes().to_vec() }
    }

    /// A concept.
    pub fn concept(&self, index: ConceptIndex) -> &Concept {
        // Indices are only handed out by the vocabulary they belong to; another one's mean nothing here.
        static NONE: Concept = Concept {
            name: String::new(),
            label: String::new(),
            narrower: Vec::new(),
            broader: Vec::new(),
            related: Vec::new(),
            themes: Vec::new(),
        };
        self.concepts.get(index.0).unwrap_or(&NONE)
    }

    /// All concepts mentioned in a text, by position, one perhaps inside another; and what it says for themes.
    pub fn read(&self, terms: &[Term<'_>]) -> (Vec<Mention>, Signs) {
        let (mut mentions, mut signs) = (Vec::new(), Signs::default());
        self.trie.find(terms, |found, meaning| match *meaning {
            Meaning::Concept(concept) => mentions.push(Mention {
                concept,
                position: found.position,
                width: found.width,
                range: found.range.clone(),
            }),
            Meaning::Theme(theme, sign) => signs.add(theme, sign, found.range.clone()),
        });
        (mentions, signs)
    }

    /// All concepts mentioned in a text.
    pub fn mentions(&self, terms: &[Term<'_>]) -> Vec<Mention> {
        self.read(terms).0
    }

    /// What a text says for themes.
    pub fn signs(&self, terms: &[Term<'_>]) -> Signs {
        self.read(terms).1
    }

    /// The themes, in the order of the lexicon.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }
}

/// A vocabulary half-way.
struct Builder {
    worker: Worker,
    trie: Trie<Meaning>,
    concepts: Vec<Concept>,
    /// The concept each sequence of terms belongs to.
    homes: HashMap<Vec<String>, ConceptIndex>,
}

impl Builder {
    /// The concept a word belongs to; a new one for a word that has none yet.
    fn concept(&mut self, word: &str) -> ConceptIndex {
        let keys = self.keys(word);
        if let Some(concept) = self.homes.get(&keys[0]) {
            return *concept;
        }
        let concept = ConceptIndex(self.concepts.len());
        self.concepts.push(Concept { name: keys[0].concat(), label: word.to_owned(), ..Concept::default() });
        self.add(concept, keys);
        concept
    }

    fn word_of(&mut self, concept: ConceptIndex, word: &str) {
        let keys = self.keys(word);
        // Two words may be one to the analysis; the first line that has it keeps it.
        if !self.homes.contains_key(&keys[0]) {
            self.add(concept, keys);
        }
    }

    fn add(&mut self, concept: ConceptIndex, [keys, joined]: [Vec<String>; 2]) {
        self.trie.insert(&keys, Meaning::Concept(concept));
        self.trie.insert(&joined, Meaning::Concept(concept));
        self.homes.insert(keys, concept);
    }

    fn insert(&mut self, word: &str, meaning: Meaning) {
        for keys in self.keys(word) {
            self.trie.insert(&keys, meaning);
        }
    }

    fn relate(&mut self, broader: ConceptIndex, narrower: ConceptIndex) {
        if broader != narrower {
            push(&mut self.concepts[broader.0].narrower, narrower);
            push(&mut self.concepts[narrower.0].broader, broader);
        }
    }

    fn neighbours(&mut self, one: ConceptIndex, other: ConceptIndex) {
        if one != other {
            push(&mut self.concepts[one.0].related, other);
            push(&mut self.concepts[other.0].related, one);
        }
    }

    /// The sequences of terms a word is found by: its words, and what is joined (wi-fi) as one.
    fn keys(&mut self, word: &str) -> [Vec<String>; 2] {
        let text = Normalized::new(word);
        let terms = self.worker.terms(&text);
        let keys: Vec<String> =
            terms.iter().filter(|term| term.width == 1).map(|term| term.key.to_string()).collect();
        let whole = terms.iter().find(|term| term.width > 1 && term.width as usize == keys.len());
        let joined = whole.map(|term| vec![term.key.to_string()]).unwrap_or_default();
        [keys, joined]
    }
}

fn push(list: &mut Vec<ConceptIndex>, concept: ConceptIndex) {
    if !list.contains(&concept) {
        list.push(concept);
    }
}
