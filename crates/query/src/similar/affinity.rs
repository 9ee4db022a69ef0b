//! How comparable two statements are (類似度), and why.
//!
//! The number is a logistic of five features and one rule. Its coefficients were fitted on the judged pairs of
//! `tests/gold/comparables.jsonl` (20 statements against all of other cities, grade 2 as 1, grade 1 as 0.3),
//! one source left out at a time; they are rounded, as their neighbours do as well. The constant is set so that
//! [`FOUND`] lies where the left-out sources' rows end.
//!
//! | feature | what it says |
//! |---|---|
//! | shared | how much information the two have in common |
//! | covered | which part of what the source says the other one says, too |
//! | agreement | whether they are of the same themes; where one has none, their words speak for that |
//! | conflict | both have themes, and none in common |
//! | describes | the other one only describes: it stands in no row of measures |
//! | others | one is for the own staff, the other for business: by rule, no judged pair is so |

use std::collections::{BTreeMap, BTreeSet};

use kurabe_index::{Facet, Page, Plan, Searched};
use kurabe_model::StatementKind;
use kurabe_text::ConceptIndex;

use super::profile::{Element, Profile, Share};
use crate::{Context, Result};

/// From here on a planner would put the two in the same row.
pub const FOUND: f32 = 0.5;

const CONSTANT: f32 = -4.8;
const SHARED: f32 = 2.7;
const COVERED: f32 = 0.6;
const AGREEMENT: f32 = 4.1;
const CONFLICT: f32 = -1.5;
const DESCRIBES: f32 = -1.25;
const OTHERS: f32 = -3.0;

/// What a concept counts for more than its words.
const CONCEPT: f32 = 1.3;
/// How near concepts are that are not the same.
const NARROWER: f32 = 0.7;
const BROADER: f32 = 0.6;
const RELATED: f32 = 0.35;
/// Rarer than once in e^6 statements is rare, in every corpus.
const RAREST: f32 = 6.0;
/// A small corpus knows little of what is common: as if so many statements were without a word.
const UNSEEN: f32 = 50.0;
/// What is worth less is no reason: that both 進める something says nothing.
const TELLING: f32 = 0.08;
/// How many reasons are given.
const REASONS: usize = 8;

/// How comparable a statement is with the source.
#[derive(Debug, Clone)]
pub(crate) struct Affinity {
    pub(crate) similarity: f32,
    pub(crate) reasons: Vec<Reason>,
}

/// Something two statements have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What sort of thing.
    pub sort: ReasonSort,
    /// As the source has it.
    pub of: String,
    /// As the other one has it.
    pub term: String,
}

/// The sorts of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonSort {
    /// Words for the same thing or for near ones.
    Concept,
    /// The same object (対象), by the same word.
    Word,
    /// The same action (行為), by the same word.
    Action,
    /// A theme both have.
    Theme,
}

impl ReasonSort {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Word => "word",
            Self::Action => "action",
            Self::Theme => "theme",
        }
    }
}

/// A statement others are compared with, and what its elements are worth.
pub(crate) struct Source {
    pub(crate) profile: Profile,
    /// The information of each element.
    information: BTreeMap<Element, f32>,
    /// For each concept those near it, with their nearness and information.
    near: BTreeMap<Element, Vec<(Element, f32, f32)>>,
    /// All the information it has.
    mass: f32,
    /// The information of every theme.
    themes: BTreeMap<String, f32>,
}

impl Source {
    pub(crate) fn new(context: &Context<'_>, profile: Profile) -> Result<Self> {
        let mut information = BTreeMap::new();
        let mut near = BTreeMap::new();
        for element in profile.elements.keys() {
            information.insert(element.clone(), weigh(context, element)?);
            if let Element::Concept(concept) = element {
                let mut list = Vec::new();
                for (other, nearness) in neighbours(context, *concept) {
                    let other = Element::Concept(other);
                    let information = weigh(context, &other)?;
                    list.push((other, nearness, information));
                }
                near.insert(element.clone(), list);
            }
        }
        let mass = profile
            .elements
            .iter()
            .zip(information.values())
            .map(|((_, share), information)| share.weight * information * information)
            .sum();
        let all = context.index.len();
        let themes = context.index.values(Facet::Theme)?;
        let themes = themes.into_iter().map(|(theme, count)| (theme, rarity(count as u64, all))).collect();
        Ok(Self { profile, information, near, mass, themes })
    }

    /// The elements that carry most, with what they carry.
    pub(crate) fn weightiest(&self, most: usize) -> Vec<(&Element, f32)> {
        let mut elements: Vec<(&Element, f32)> = self
            .profile
            .elements
            .iter()
            .zip(self.information.values())
            .map(|((element, share), information)| (element, share.weight * information))
            .collect();
        elements.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        elements.truncate(most);
        elements
    }

    /// The concepts near those of the source, with what they carry.
    pub(crate) fn near(&self, most: usize) -> Vec<(&Element, f32)> {
        let weight = |element| self.profile.elements.get(element).map_or(0.0, |share| share.weight);
        let mut concepts: Vec<(&Element, f32)> = self
            .near
            .iter()
            .flat_map(|(element, near)| {
                near.iter().map(move |(other, nearness, information)| {
                    (other, weight(element) * nearness * information)
                })
            })
            .collect();
        concepts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        concepts.truncate(most);
        concepts
    }

    /// Compares another statement with the source.
    pub(crate) fn affinity(&self, context: &Context<'_>, other: &Profile) -> Affinity {
        let common = self.common(other);
        let shared: f32 = common.iter().map(|one| one.value).sum();
        let covered = if self.mass > 0.0 { (shared / self.mass).min(1.0) } else { 0.0 };
        let (own, others) = (&self.profile.themes, &other.themes);
        let known = !own.is_empty() && !others.is_empty();
        let agreement = if known {
            self.agreement(others)
        } else {
            let (own, theirs) = (self.mass, self.mass_of(context, other));
            let alike = if own * theirs > 0.0 { shared / (own * theirs).sqrt() } else { 0.0 };
            (2.0 * alike).min(1.0)
        };
        let conflict = known && !own.iter().any(|theme| others.contains(theme));
        let describes = other.kind == StatementKind::Background;
        let sum = CONSTANT
            + SHARED * shared.ln_1p()
            + COVERED * covered
            + AGREEMENT * agreement
            + CONFLICT * f32::from(conflict)
            + DESCRIBES * f32::from(describes)
            + OTHERS * f32::from(self.profile.audience.is_other_than(other.audience));
        // Four decimals are the same on every machine.
        let similarity = (1e4 / (1.0 + (-sum).exp())).round() / 1e4;
        Affinity { similarity, reasons: self.reasons(context, &common, others) }
    }

    /// What both have, each element once, the weightiest first.
    fn common<'a>(&'a self, other: &'a Profile) -> Vec<Common<'a>> {
        let mut pairs = Vec::new();
        for ((element, share), &information) in self.profile.elements.iter().zip(self.information.values()) {
            let mut pair = |there: &'a Element, nearness: f32, information: f32| {
                if let Some((there, found)) = other.elements.get_key_value(there) {
                    let value = nearness * (share.weight * found.weight).sqrt() * information * information;
                    pairs.push(Common { here: (element, share), there: (there, found), value });
                }
            };
            pair(element, 1.0, information);
            for (near, nearness, theirs) in self.near.get(element).into_iter().flatten() {
                pair(near, *nearness, information.min(*theirs));
            }
        }
        pairs.sort_by(|a, b| {
            b.value.total_cmp(&a.value).then_with(|| (a.here.0, a.there.0).cmp(&(b.here.0, b.there.0)))
        });
        let (mut here, mut there) = (BTreeSet::new(), BTreeSet::new());
        pairs.retain(|pair| {
            let free = !here.contains(pair.here.0) && !there.contains(pair.there.0);
            if free {
                here.insert(pair.here.0);
                there.insert(pair.there.0);
            }
            free
        });
        pairs
    }

    /// All the information another statement has; what cannot be reckoned counts for nothing.
    fn mass_of(&self, context: &Context<'_>, other: &Profile) -> f32 {
        let one = |(element, share): (&Element, &Share)| {
            let information = match (self.information.get(element), element) {
                (Some(information), _) => *information,
                // A compound is at least as rare as the rarer of its words, and it need not be counted.
                (None, Element::Pair(first, second)) => {
                    let word = |word: &String| weigh(context, &Element::Word(word.clone())).unwrap_or(0.0);
                    word(first).max(word(second))
                }
                (None, element) => weigh(context, element).unwrap_or(0.0),
            };
            share.weight * information * information
        };
        other.elements.iter().map(one).sum()
    }

    /// How far the themes are the same, rare ones counting more.
    fn agreement(&self, others: &[String]) -> f32 {
        let sum = |themes: &[String], fits: &dyn Fn(&String) -> bool| -> f32 {
            let weights = themes.iter().filter(|theme| fits(theme));
            weights.map(|theme| self.themes.get(theme).copied().unwrap_or(1.0)).sum()
        };
        let own = &self.profile.themes;
        let both = sum(own, &|theme| others.contains(theme));
        let all = (sum(own, &|_| true) * sum(others, &|_| true)).sqrt();
        if all > 0.0 { both / all } else { 0.0 }
    }

    fn reasons(&self, context: &Context<'_>, common: &[Common<'_>], themes: &[String]) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        for Common { here, there, .. } in common.iter().filter(|one| one.value >= TELLING) {
            let (of, term) = (here.1.printed.clone(), there.1.printed.clone());
            // 公共 is no second reason beside 公共施設.
            let said = reasons.iter().any(|known| known.term.contains(&term) || known.of.contains(&of));
            if said || of.is_empty() || term.is_empty() {
                continue;
            }
            let sort = match here.0 {
                Element::Concept(_) => ReasonSort::Concept,
                _ if here.1.action => ReasonSort::Action,
                _ => ReasonSort::Word,
            };
            reasons.push(Reason { sort, of, term });
            if reasons.len() == REASONS {
                break;
            }
        }
        let shared = self.profile.themes.iter().filter(|theme| themes.contains(theme));
        reasons.extend(shared.map(|theme| {
            let label = context.label(Facet::Theme, theme);
            Reason { sort: ReasonSort::Theme, of: label.clone(), term: label }
        }));
        reasons
    }
}

/// An element of the source and the one of the other statement it goes with.
struct Common<'a> {
    here: (&'a Element, &'a Share),
    there: (&'a Element, &'a Share),
    value: f32,
}

fn neighbours(context: &Context<'_>, concept: ConceptIndex) -> Vec<(ConceptIndex, f32)> {
    let known = context.tools.vocabulary.concept(concept);
    let lists = [(&known.narrower, NARROWER), (&known.broader, BROADER), (&known.related, RELATED)];
    let mut near: Vec<(ConceptIndex, f32)> = Vec::new();
    for (list, nearness) in lists {
        for other in list {
            if near.iter().all(|(known, _)| known != other) {
                near.push((*other, nearness));
            }
        }
    }
    near
}

/// How much an element tells, by how few statements have it.
fn weigh(context: &Context<'_>, element: &Element) -> Result<f32> {
    let index = context.index;
    let most = |text, heading, key: &str| -> Result<u64> {
        Ok(index.frequency(text, key)?.max(index.frequency(heading, key)?))
    };
    let (frequency, factor) = match element {
        Element::Concept(concept) => {
            let name = &context.tools.vocabulary.concept(*concept).name;
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

/// How rare something is that so many of all statements have, from 0 to 1.
fn rarity(frequency: u64, all: u64) -> f32 {
    let share = (all as f32 + UNSEEN) / (frequency as f32 + 0.1);
    share.ln().clamp(0.0, RAREST) / RAREST
}
