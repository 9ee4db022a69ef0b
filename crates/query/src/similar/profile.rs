//! What a statement is about (施策文の要素), as the index keeps it: whole, or as much of it as somebody looks for.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use kurabe_index::{Abouts, Facet, Number, Place, Sought, Values};
use kurabe_model::{Quote, StatementKind};
use kurabe_text::{Audience, Element, Normalized, Standing, about, elements};

use super::weights::Weights;
use crate::{Context, Result};

/// How much an element counts in a statement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Share {
    pub(crate) weight: f32,
    /// The words as printed, where somebody wants to see them.
    pub(crate) printed: String,
    /// Whether it says what is done rather than to what.
    pub(crate) action: bool,
}

/// What a statement is about.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) elements: BTreeMap<Element, Share>,
    pub(crate) themes: Vec<String>,
    pub(crate) kind: StatementKind,
    pub(crate) audience: Audience,
    /// Where it lies; a pasted text lies nowhere.
    pub(crate) place: Option<Place>,
    /// All that it tells, once somebody has reckoned it.
    pub(crate) mass: Cell<Option<f32>>,
}

/// Reads profiles; an element that many statements have, once.
pub(crate) struct Profiler<'a> {
    context: &'a Context<'a>,
    abouts: Abouts,
    themes: Values,
    kinds: Values,
    /// The elements met so far, with what they tell where that was asked.
    elements: HashMap<Number, Option<Element>>,
    told: HashMap<Number, f32>,
}

/// The elements that are looked for in other statements.
pub(crate) struct Wanted<'e> {
    elements: Vec<&'e Element>,
    sought: Sought,
}

impl<'a> Profiler<'a> {
    pub(crate) fn new(context: &'a Context<'a>) -> Result<Self> {
        let index = context.index;
        Ok(Self {
            context,
            abouts: index.abouts()?,
            themes: index.values_of(Facet::Theme)?,
            kinds: index.values_of(Facet::Kind)?,
            elements: HashMap::new(),
            told: HashMap::new(),
        })
    }

    /// All the statement that lies at `place` is about.
    pub(crate) fn whole(&mut self, place: Place) -> Result<Profile> {
        self.read(place, |_| String::new())
    }

    /// The same with the words as the statement prints them.
    pub(crate) fn quote(&mut self, place: Place, quote: &Quote) -> Result<Profile> {
        self.read(place, |standing| printed(quote, standing))
    }

    fn read(&mut self, place: Place, printed: impl Fn(&Standing) -> String) -> Result<Profile> {
        let mut elements = BTreeMap::new();
        for (number, standing) in self.abouts.elements(place) {
            let element = match self.elements.get(&number) {
                Some(known) => known.clone(),
                None => {
                    let element = self.abouts.element(number)?;
                    self.elements.insert(number, element.clone());
                    element
                }
            };
            elements.extend(element.map(|element| (element, Share::of(&standing, printed(&standing)))));
        }
        Ok(self.of(place, elements))
    }

    /// The profile of a text without a place.
    pub(crate) fn text(&self, text: &str) -> Profile {
        let normal = Normalized::new(text);
        let vocabulary = self.context.tools.vocabulary;
        let terms = self.context.tools.analyser.terms(&normal);
        let about = about(elements(&normal, &terms, vocabulary), std::iter::empty());
        let share = |standing: &Standing| Share::of(standing, words_at(text, standing));
        Profile {
            elements: about.into_iter().map(|(element, standing)| (element, share(&standing))).collect(),
            themes: vocabulary.label(&vocabulary.signs(&terms), &[]).into_iter().map(str::to_owned).collect(),
            kind: StatementKind::Policy,
            audience: Audience::of(std::iter::once(text)),
            place: None,
            mass: Cell::new(None),
        }
    }

    /// Looks up which numbers elements have.
    pub(crate) fn want<'e>(&self, elements: Vec<&'e Element>) -> Result<Wanted<'e>> {
        let sought = self.abouts.seek(elements.iter().copied())?;
        Ok(Wanted { elements, sought })
    }

    /// What the statement that lies at `place` has of the wanted elements; with the words as it prints them where its
    /// quote is given.
    pub(crate) fn part(&self, place: Place, wanted: &Wanted<'_>, quote: Option<&Quote>) -> Profile {
        let share = |(which, standing): (usize, Standing)| {
            let printed = quote.map(|quote| printed(quote, &standing)).unwrap_or_default();
            (wanted.elements[which].clone(), Share::of(&standing, printed))
        };
        self.of(place, self.abouts.found(&wanted.sought, place).map(share).collect())
    }

    /// All that the statement that lies at `place` tells.
    pub(crate) fn mass(&mut self, place: Place, weights: &Weights<'_>) -> Result<f32> {
        let mut mass = 0.0;
        for (number, standing) in self.abouts.elements(place) {
            let told = match self.told.get(&number) {
                Some(told) => *told,
                None => {
                    let element = self.abouts.element(number)?;
                    let told =
                        element.map(|element| weights.rough(&element)).transpose()?.unwrap_or_default();
                    self.told.insert(number, told);
                    told
                }
            };
            mass += standing.weight() * told * told;
        }
        Ok(mass)
    }

    fn of(&self, place: Place, elements: BTreeMap<Element, Share>) -> Profile {
        let kind = self.kinds.of(place).next();
        let is_kind = |known: &StatementKind| Some(known.as_str()) == kind;
        Profile {
            elements,
            themes: self.themes.of(place).map(str::to_owned).collect(),
            kind: StatementKind::ALL.into_iter().find(is_kind).unwrap_or(StatementKind::Policy),
            audience: self.abouts.audience(place),
            place: Some(place),
            mass: Cell::new(None),
        }
    }
}

impl Share {
    fn of(standing: &Standing, printed: String) -> Self {
        Self { weight: standing.weight(), printed, action: standing.role.is_action() }
    }
}

/// The words of an element as a statement prints them.
fn printed(quote: &Quote, standing: &Standing) -> String {
    let heading = |depth: &usize| quote.headings().iter().rev().nth(depth - 1).map(String::as_str);
    let text = match usize::from(standing.depth) {
        0 => Some(quote.statement.text.as_str()),
        depth => heading(&depth),
    };
    text.map(|text| words_at(text, standing)).unwrap_or_default()
}

fn words_at(text: &str, standing: &Standing) -> String {
    text.get(standing.range.clone()).unwrap_or_default().split_whitespace().collect()
}
