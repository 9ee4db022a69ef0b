//! What a statement is about (施策文の要素), as the index keeps it: whole, or as much of it as somebody looks for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use kurabe_index::{Abouts, Buffers, Facet, Manner, Number, Place, Sought, Told, Values};
use kurabe_model::{Quote, StatementKind};
use kurabe_text::{
    Audience, Element, Normalized, Role, Standing, Vocabulary, Worker, elements, printed, weightiest,
};

use super::affinity::Words;
use super::lexis::{Lexis, neighbours};
use super::weights::{Themes, Weights};
use crate::{Context, Result};

/// What a statement is about.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    /// The elements by their numbers, in order, with how much each counts.
    pub(crate) shares: Vec<(u32, f32)>,
    pub(crate) themes: Themes,
    pub(crate) kind: StatementKind,
    pub(crate) audience: Audience,
    /// Where it lies; a pasted text lies nowhere.
    pub(crate) place: Option<Place>,
    /// All that it tells, once somebody has reckoned it.
    pub(crate) mass: OnceLock<f32>,
}

impl Profile {
    /// How much an element counts, where it has it.
    pub(crate) fn share(&self, element: u32) -> Option<f32> {
        let place = self.shares.binary_search_by_key(&element, |(known, _)| *known).ok()?;
        Some(self.shares[place].1)
    }
}

/// The elements of a single statement or text, with where they stand.
pub(crate) type Held = BTreeMap<Element, Standing>;

/// Reads profiles out of the index.
pub(crate) struct Profiler<'a> {
    weights: &'a Weights<'a>,
    abouts: Abouts,
    /// The numbers of the themes.
    themes: Values<Option<u16>>,
    kinds: Values<StatementKind>,
}

/// What elements tell that were met in whole statements.
pub(crate) type Met = HashMap<Number, f32>;

/// Reads very many statements, by the elements of a lexis and by all that each tells.
pub(crate) struct Reading<'a> {
    pub(crate) profiler: &'a Profiler<'a>,
    pub(crate) lexis: &'a Lexis<'a>,
    wanted: Sought,
    told: Told,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(profiler: &'a Profiler<'a>, lexis: &'a Lexis<'a>) -> Result<Self> {
        let weights = profiler.weights;
        let told =
            profiler.abouts.tell(weights.context.index, |element, count| weights.told_by(element, count))?;
        lexis.learn(&told);
        Ok(Self { profiler, lexis, wanted: profiler.want(lexis)?, told })
    }

    /// What the statement that lies at `place` has of the elements of the lexis.
    pub(crate) fn profile(&self, place: Place) -> Profile {
        self.profiler.profile(place, &self.wanted)
    }

    /// Shows all of its elements, as [`Abouts::each_told`] does.
    pub(crate) fn each_told(
        &self,
        place: Place,
        buffers: &mut Buffers,
        see: impl FnMut(f32, Manner, Option<u32>),
    ) {
        self.profiler.abouts.each_told((&self.wanted, &self.told), place, buffers, see);
    }
}

impl<'a> Profiler<'a> {
    pub(crate) fn new(weights: &'a Weights<'a>) -> Result<Self> {
        let index = weights.context.index;
        Ok(Self {
            weights,
            abouts: index.abouts()?,
            themes: index.values_of(Facet::Theme)?.meaning(|id| weights.number(&id)),
            kinds: index.values_of(Facet::Kind)?.meaning(|kind| {
                let is_kind = |known: &StatementKind| known.as_str() == kind;
                StatementKind::ALL.into_iter().find(is_kind).unwrap_or(StatementKind::Policy)
            }),
        })
    }

    /// All elements of a statement.
    pub(crate) fn held(&self, place: Place) -> Result<Held> {
        let mut held = Held::new();
        for (number, standing) in self.abouts.elements(place) {
            held.extend(self.abouts.element(number)?.map(|element| (element, standing)));
        }
        Ok(held)
    }

    /// All elements of a text without a place.
    pub(crate) fn held_of(&self, text: &str) -> Held {
        let (text, tools) = (Normalized::new(text), self.weights.context.tools);
        let terms = tools.analyser.terms(&text);
        weightiest(elements(&terms, &tools.vocabulary.mentions(&terms))).into_iter().collect()
    }

    /// The profile of a text without a place, all elements of which are in a lexis.
    pub(crate) fn text(&self, text: &str, held: &Held, lexis: &Lexis<'_>) -> Profile {
        let share = |(element, standing): (&Element, &Standing)| {
            lexis.number(element).map(|number| (number, standing.weight()))
        };
        let (normal, tools) = (Normalized::new(text), self.weights.context.tools);
        let signs = tools.vocabulary.signs(&tools.analyser.terms(&normal));
        Profile {
            shares: held.iter().filter_map(share).collect(),
            themes: self.weights.themes(tools.vocabulary.label(&signs, &[])),
            kind: StatementKind::Policy,
            audience: Audience::of(std::iter::once(text)),
            place: None,
            mass: OnceLock::new(),
        }
    }

    /// The elements of many statements, and the concepts near them, to be compared with each other and with others:
    /// concepts are near on both sides.
    pub(crate) fn lexis(&self, places: impl Iterator<Item = Place>) -> Result<Lexis<'a>> {
        let elements = self.abouts.all_elements(places)?;
        Ok(Lexis::new(self.weights, with_near(self.weights.context, elements)))
    }

    /// Looks up which numbers the index has for the elements of a lexis.
    pub(crate) fn want(&self, lexis: &Lexis<'_>) -> Result<Sought> {
        Ok(self.abouts.seek(lexis.elements())?)
    }

    /// What the statement that lies at `place` has of the wanted elements.
    pub(crate) fn profile(&self, place: Place, wanted: &Sought) -> Profile {
        let mut shares = Vec::new();
        self.abouts.found(wanted, place, |element, standing| shares.push((element, standing.weight())));
        Profile { shares, ..self.outline(place) }
    }

    /// Its profile without any element.
    pub(crate) fn outline(&self, place: Place) -> Profile {
        Profile {
            shares: Vec::new(),
            themes: self.weights.numbered(self.themes(place)),
            kind: self.kinds.of(place).next().copied().unwrap_or(StatementKind::Policy),
            audience: self.abouts.audience(place),
            place: Some(place),
            mass: OnceLock::new(),
        }
    }

    /// The numbers of its themes.
    pub(crate) fn themes(&self, place: Place) -> impl Iterator<Item = u16> {
        self.themes.of(place).filter_map(|theme| *theme)
    }

    /// All that its themes tell.
    pub(crate) fn told_by_themes(&self, place: Place) -> f32 {
        self.weights.sum(self.themes(place))
    }

    /// All that the statement that lies at `place` tells.
    pub(crate) fn mass(&self, place: Place, met: &mut Met) -> Result<f32> {
        let mut mass = 0.0;
        for (number, standing) in self.abouts.elements(place) {
            let told = match met.get(&number) {
                Some(told) => *told,
                None => {
                    let element = self.abouts.element(number)?;
                    let told = element.map(|element| self.weights.of(&element)).transpose()?;
                    *met.entry(number).or_insert(told.unwrap_or_default())
                }
            };
            mass += standing.weight() * told * told;
        }
        Ok(mass)
    }
}

/// The elements a statement is compared by: its own, and the concepts near them.
pub(crate) fn compared_by(context: &Context<'_>, held: &Held) -> BTreeSet<Element> {
    with_near(context, held.keys().cloned().collect())
}

/// Elements and the concepts near them.
fn with_near(context: &Context<'_>, mut elements: BTreeSet<Element>) -> BTreeSet<Element> {
    let near = elements.iter().filter_map(|element| match element {
        Element::Concept(concept) => Some(neighbours(context, *concept)),
        _ => None,
    });
    let near: Vec<Element> = near.flatten().map(|(element, _)| element).collect();
    elements.extend(near);
    elements
}

/// What each element is called that stands in some texts, the statement before its headings from the innermost on, and
/// as what it stands there: where it counts most.
pub(crate) fn words<'t>(
    worker: &mut Worker,
    vocabulary: &Vocabulary,
    texts: impl Iterator<Item = &'t str>,
) -> Words {
    let mut words: BTreeMap<Element, (f32, String, Role)> = BTreeMap::new();
    for (depth, original) in (0..=u8::MAX).zip(texts) {
        let text = Normalized::new(original);
        let terms = worker.terms(&text);
        for (element, standing, word) in printed(original, &text, &terms, &vocabulary.mentions(&terms)) {
            let weight = Standing { depth, ..standing }.weight();
            if words.get(&element).is_none_or(|(known, ..)| *known < weight) {
                words.insert(element, (weight, word, standing.role));
            }
        }
    }
    words.into_iter().map(|(element, (_, word, role))| (element, (word, role))).collect()
}

/// The texts of a statement: its own, and the headings above it.
pub(crate) fn texts(quote: &Quote) -> impl Iterator<Item = &str> {
    let headings = quote.headings().iter().rev().map(String::as_str);
    std::iter::once(quote.statement.text.as_str()).chain(headings)
}
