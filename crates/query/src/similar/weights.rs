//! How much an element tells (情報量), by how few statements have it; each is reckoned once.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use kurabe_index::{Facet, Page, Plan, Searched};
use kurabe_text::Element;

use super::profile::Profile;
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
    known: RefCell<HashMap<Element, f32>>,
    /// Of every theme.
    themes: BTreeMap<String, f32>,
}

impl<'a> Weights<'a> {
    pub(crate) fn new(context: &'a Context<'a>) -> Result<Self> {
        let all = context.index.len();
        let themes = context.index.values(Facet::Theme)?.into_iter();
        let themes = themes.map(|(theme, count)| (theme, rarity(count as u64, all))).collect();
        Ok(Self { context, known: RefCell::default(), themes })
    }

    /// What an element tells.
    pub(crate) fn of(&self, element: &Element) -> Result<f32> {
        if let Some(known) = self.known.borrow().get(element) {
            return Ok(*known);
        }
        let weight = self.reckon(element)?;
        self.known.borrow_mut().insert(element.clone(), weight);
        Ok(weight)
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

    /// What a theme tells.
    pub(crate) fn theme(&self, theme: &str) -> f32 {
        self.themes.get(theme).copied().unwrap_or(1.0)
    }

    /// All that a statement tells.
    pub(crate) fn mass(&self, profile: &Profile) -> Result<f32> {
        if let Some(known) = profile.mass.get() {
            return Ok(known);
        }
        let mut mass = 0.0;
        for (element, share) in &profile.elements {
            let weight = self.rough(element)?;
            mass += share.weight * weight * weight;
        }
        profile.mass.set(Some(mass));
        Ok(mass)
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
                let keys = vec![first.clone(), second.clone()];
                let phrase = |searched| Plan::Phrase { searched, keys: keys.clone(), slop: 0, boost: 1.0 };
                let either = Plan::Any(vec![phrase(Searched::Text), phrase(Searched::Heading)]);
                let none = Page { offset: 0, limit: 0, per_municipality: None };
                (index.matches(&either, &[], none)?.total as u64, 1.0)
            }
        };
        Ok(factor * rarity(frequency, index.len()))
    }
}

/// How rare something is that so many of all statements have, from 0 to 1.
fn rarity(frequency: u64, all: u64) -> f32 {
    let share = (all as f32 + UNSEEN) / (frequency as f32 + 0.1);
    share.ln().clamp(0.0, RAREST) / RAREST
}
