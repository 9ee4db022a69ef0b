//! How much an element tells (情報量), by how few statements have it; each is reckoned once.

use std::collections::{BTreeMap, HashMap};
use std::sync::{PoisonError, RwLock};

use kurabe_index::{Facet, Searched};
use kurabe_text::Element;

use crate::{Context, Result};

/// What a concept counts for more than its words.
const CONCEPT: f32 = 1.3;
/// Rarer than once in e^6 statements is rare, in every corpus.
const RAREST: f32 = 6.0;
/// A small corpus knows little of what is common: as if so many statements were without a word.
const UNSEEN: f32 = 50.0;

/// The weights of one corpus.
pub(crate) struct Weights<'a> {
    pub(crate) context: &'a Context<'a>,
    known: RwLock<HashMap<Element, f32>>,
    /// Of every theme, by its id.
    themes: Vec<(String, f32)>,
}

/// How many statements have each word, and each concept by its name: in their text, and in the headings above it.
pub(crate) struct AllWords<'a> {
    context: &'a Context<'a>,
    words: [HashMap<String, u64>; 2],
    concepts: [HashMap<String, u64>; 2],
}

impl AllWords<'_> {
    /// What an element tells without counting compounds, as [`Weights::rough`] says.
    pub(crate) fn rough(&self, element: &Element) -> f32 {
        let told = |counts: &[HashMap<String, u64>; 2], key: &str| {
            let most = counts.iter().filter_map(|counts| counts.get(key)).max();
            rarity(most.copied().unwrap_or_default(), self.context.index.len())
        };
        match element {
            Element::Concept(concept) => {
                let name = &self.context.tools.vocabulary.concept(*concept).name;
                CONCEPT * told(&self.concepts, name)
            }
            Element::Word(word) => told(&self.words, word),
            Element::Pair(first, second) => told(&self.words, first).max(told(&self.words, second)),
        }
    }
}

/// The themes of a statement, by their numbers.
#[derive(Debug, Clone)]
pub(crate) struct Themes {
    numbers: Vec<u16>,
    /// A bit for each, by which those that have none in common are told apart.
    marks: u64,
    /// Whether a bit may stand for several.
    shared: bool,
    /// All that they tell.
    told: f32,
}

impl Themes {
    pub(crate) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// A bit for each theme.
    pub(crate) fn marks(&self) -> u64 {
        self.marks
    }

    /// Those others have, too.
    fn common<'t>(&'t self, others: &'t Self) -> impl Iterator<Item = u16> + 't {
        self.numbers.iter().copied().filter(|theme| others.has(*theme))
    }

    fn has(&self, theme: u16) -> bool {
        self.marks & mark(theme) != 0 && (!self.shared || self.numbers.contains(&theme))
    }

    /// Whether both are some, and none in common.
    pub(crate) fn conflict_with(&self, others: &Self) -> bool {
        let is_none =
            || self.marks & others.marks == 0 || self.shared && self.common(others).next().is_none();
        !self.is_empty() && !others.is_empty() && is_none()
    }
}

impl<'a> Weights<'a> {
    pub(crate) fn new(context: &'a Context<'a>) -> Result<Self> {
        let all = context.index.len();
        // What no statement has is worth most.
        let known = context.tools.vocabulary.themes().iter().map(|theme| (theme.id.clone(), 1.0));
        let mut themes: BTreeMap<String, f32> = known.collect();
        let counts = context.index.values(Facet::Theme)?.into_iter();
        themes.extend(counts.map(|(theme, count)| (theme, rarity(count as u64, all))));
        Ok(Self { context, known: RwLock::default(), themes: themes.into_iter().collect() })
    }

    /// Themes by their ids.
    pub(crate) fn themes<'t>(&self, ids: impl IntoIterator<Item = &'t str>) -> Themes {
        self.numbered(ids.into_iter().filter_map(|id| self.number(id)))
    }

    /// The number of a theme.
    pub(crate) fn number(&self, id: &str) -> Option<u16> {
        let number = self.themes.binary_search_by(|(known, _)| known.as_str().cmp(id));
        number.ok().map(|number| number as u16)
    }

    /// Themes by their numbers.
    pub(crate) fn numbered(&self, numbers: impl Iterator<Item = u16>) -> Themes {
        let numbers: Vec<u16> = numbers.collect();
        let shared = self.themes.len() > u64::BITS as usize;
        Themes {
            marks: marks(numbers.iter().copied()),
            told: self.sum(numbers.iter().copied()),
            shared,
            numbers,
        }
    }

    /// How far themes are the same, rare ones counting more.
    pub(crate) fn agreement(&self, own: &Themes, others: &Themes) -> f32 {
        let all = (own.told * others.told).sqrt();
        if all > 0.0 { self.sum(own.common(others)) / all } else { 0.0 }
    }

    /// The ids of the themes both have.
    pub(crate) fn common<'w>(&'w self, own: &'w Themes, others: &'w Themes) -> impl Iterator<Item = &'w str> {
        own.common(others).filter_map(|theme| self.themes.get(usize::from(theme))).map(|(id, _)| id.as_str())
    }

    /// The ids of themes.
    pub(crate) fn ids<'w>(&'w self, themes: &'w Themes) -> impl Iterator<Item = &'w str> {
        self.common(themes, themes)
    }

    /// How far themes are the same at most that are known by their marks and by what they tell.
    pub(crate) fn most_agreement(&self, own: &Themes, marks: u64, told: f32) -> f32 {
        let all = (own.told * told).sqrt();
        let common = own.numbers.iter().copied().filter(|theme| marks & mark(*theme) != 0);
        if all > 0.0 { self.sum(common) / all } else { 0.0 }
    }

    /// All that themes tell.
    pub(crate) fn sum(&self, themes: impl Iterator<Item = u16>) -> f32 {
        themes.filter_map(|theme| self.themes.get(usize::from(theme))).map(|(_, told)| told).sum()
    }

    /// What an element tells.
    pub(crate) fn of(&self, element: &Element) -> Result<f32> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(element) {
            return Ok(*known);
        }
        let weight = self.reckon(element)?;
        self.know([(element.clone(), weight)]);
        Ok(weight)
    }

    /// What each word and concept tells that any statement has: for very many statements.
    pub(crate) fn all_words(&self) -> Result<AllWords<'_>> {
        let index = self.context.index;
        Ok(AllWords {
            context: self.context,
            words: [index.frequencies(Searched::Text)?, index.frequencies(Searched::Heading)?],
            concepts: [
                index.frequencies(Searched::TextConcepts)?,
                index.frequencies(Searched::HeadingConcepts)?,
            ],
        })
    }

    /// Reckons many pairs of words together.
    pub(crate) fn reckon_pairs<'e>(&self, elements: impl Iterator<Item = &'e Element>) -> Result<()> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (mut pairs, mut words) = (Vec::new(), Vec::new());
        for pair in elements.filter(|element| !known.contains_key(element)) {
            if let Element::Pair(first, second) = pair {
                pairs.push(pair);
                words.push((first.as_str(), second.as_str()));
            }
        }
        drop(known);
        let counts = self.context.index.adjacent(&words)?;
        let told = counts.into_iter().map(|count| rarity(count, self.context.index.len()));
        self.know(pairs.into_iter().cloned().zip(told));
        Ok(())
    }

    fn know(&self, told: impl IntoIterator<Item = (Element, f32)>) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).extend(told);
    }

    /// The same without counting compounds: one is at least as rare as the rarer of its words.
    pub(crate) fn rough(&self, element: &Element) -> Result<f32> {
        match element {
            Element::Pair(first, second) => {
                let word = |word: &String| self.of(&Element::Word(word.clone()));
                Ok(word(first)?.max(word(second)?))
            }
            element => self.of(element),
        }
    }

    fn reckon(&self, element: &Element) -> Result<f32> {
        let index = self.context.index;
        let most = |text, heading, key: &str| -> Result<u64> {
            Ok(index.frequency(text, key)?.max(index.frequency(heading, key)?))
        };
        let (frequency, factor) = match element {
            Element::Concept(concept) => {
                let name = &self.context.tools.vocabulary.concept(*concept).name;
                (most(Searched::TextConcepts, Searched::HeadingConcepts, name)?, CONCEPT)
            }
            Element::Word(word) => (most(Searched::Text, Searched::Heading, word)?, 1.0),
            Element::Pair(first, second) => {
                let counts = index.adjacent(&[(first, second)])?;
                (counts.into_iter().sum(), 1.0)
            }
        };
        Ok(factor * rarity(frequency, index.len()))
    }
}

/// A bit for each theme.
pub(crate) fn marks(themes: impl Iterator<Item = u16>) -> u64 {
    themes.fold(0, |marks, theme| marks | mark(theme))
}

/// The bit of a theme.
fn mark(theme: u16) -> u64 {
    1 << (u32::from(theme) % u64::BITS)
}

/// How rare something is that so many of all statements have, from 0 to 1.
fn rarity(frequency: u64, all: u64) -> f32 {
    let share = (all as f32 + UNSEEN) / (frequency as f32 + 0.1);
    share.ln().clamp(0.0, RAREST) / RAREST
}
