//! The elements some statements are compared by (比較の要素), numbered in their order: numbers are compared faster than
//! words, and what each tells is asked once.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use kurabe_index::Told;
use kurabe_text::{ConceptIndex, Element};

use super::weights::Weights;
use crate::{Context, Result};

/// How near concepts are that are not the same.
const NARROWER: f32 = 0.7;
const BROADER: f32 = 0.6;
const RELATED: f32 = 0.35;

/// Elements by their numbers.
pub(crate) struct Lexis<'a> {
    pub(crate) weights: &'a Weights<'a>,
    elements: Vec<Element>,
    /// What each tells, once somebody has asked.
    told: Vec<OnceLock<f32>>,
    /// The concepts come first. For each those near it, with how near.
    near: Vec<Vec<(u32, f32)>>,
}

impl<'a> Lexis<'a> {
    pub(crate) fn new(weights: &'a Weights<'a>, elements: BTreeSet<Element>) -> Self {
        let elements: Vec<Element> = elements.into_iter().collect();
        let near = elements.iter().map_while(|element| match element {
            Element::Concept(concept) => {
                let near = neighbours(weights.context, *concept).into_iter();
                Some(near.filter_map(|(other, near)| Some((number(&elements, &other)?, near))).collect())
            }
            _ => None,
        });
        let near = near.collect();
        let nothing = vec![OnceLock::new(); elements.len()];
        Self { weights, told: nothing, near, elements }
    }

    /// All elements, in order.
    pub(crate) fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The element with a number.
    pub(crate) fn element(&self, number: u32) -> &Element {
        &self.elements[number as usize]
    }

    /// The number of an element.
    pub(crate) fn number(&self, element: &Element) -> Option<u32> {
        number(&self.elements, element)
    }

    /// What an element tells.
    pub(crate) fn told(&self, number: u32) -> Result<f32> {
        once(&self.told[number as usize], || self.weights.of(self.element(number)))
    }

    /// Takes what each element tells from where that is known of all.
    pub(crate) fn learn(&self, all: &Told) {
        for (element, told) in self.elements.iter().zip(&self.told) {
            told.get_or_init(|| all.of(element).unwrap_or_else(|| self.weights.told_by(element, 0)));
        }
    }

    /// The elements near one, with how near.
    pub(crate) fn near(&self, number: u32) -> &[(u32, f32)] {
        self.near.get(number as usize).map(Vec::as_slice).unwrap_or_default()
    }
}

fn number(elements: &[Element], element: &Element) -> Option<u32> {
    elements.binary_search(element).ok().map(|number| number as u32)
}

fn once(known: &OnceLock<f32>, reckon: impl FnOnce() -> Result<f32>) -> Result<f32> {
    if let Some(known) = known.get() {
        return Ok(*known);
    }
    let value = reckon()?;
    Ok(*known.get_or_init(|| value))
}

/// The concepts near one, with how near.
pub(crate) fn neighbours(context: &Context<'_>, concept: ConceptIndex) -> Vec<(Element, f32)> {
    let known = context.tools.vocabulary.concept(concept);
    let lists = [(&known.narrower, NARROWER), (&known.broader, BROADER), (&known.related, RELATED)];
    let mut near: Vec<(Element, f32)> = Vec::new();
    for (list, nearness) in lists {
        for other in list {
            let other = Element::Concept(*other);
            if near.iter().all(|(known, _)| *known != other) {
                near.push((other, nearness));
            }
        }
    }
    near
}
