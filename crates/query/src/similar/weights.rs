//! How much an element tells (情報量), by how few statements have it.

use std::collections::BTreeMap;

use kurabe_index::Facet;
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
    /// Of every theme, by its id.
    themes: Vec<(String, f32)>,
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
        Ok(Self { context, themes: themes.into_iter().collect() })
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
        Ok(self.told_by(element, self.context.index.about(element)?.all()))
    }

    /// What an element tells that so many statements have.
    pub(crate) fn told_by(&self, element: &Element, count: u64) -> f32 {
        let factor = if matches!(element, Element::Concept(_)) { CONCEPT } else { 1.0 };
        factor * rarity(count, self.context.index.len())
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
