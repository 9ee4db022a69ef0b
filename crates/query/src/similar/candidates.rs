//! Which statements are worth a closer look: those that share most with the source, of every municipality.

use kurabe_index::{Facet, Filter, Page, Place, Plan, Searched};
use kurabe_text::Element;

use super::affinity::Source;
use crate::{Context, Result};

/// How many elements of the source are looked for, the weightiest.
const ELEMENTS: usize = 32;
/// How many statements are looked at altogether, and of one municipality.
const ALL: usize = 4000;
const EACH: usize = 40;
/// What a heading's word gives beside the statement's own.
const HEADING: f32 = 0.5;
/// What a theme in common gives: a statement of the same subject in other words is looked at, too.
const THEME: f32 = 2.0;
/// What a nearness of 1 in meaning gives, and from which one on it is looked at.
const MEANING: f32 = 20.0;
const NEAR: f32 = 0.2;

/// The statements to be compared with the source, within filters that leave so many municipalities.
pub(crate) fn candidates(
    context: &Context<'_>,
    source: &Source<'_>,
    filters: &[Filter],
    municipalities: usize,
    wanted: usize,
) -> Result<Vec<Place>> {
    let each = (ALL / municipalities.max(1)).clamp(2 * wanted, EACH.max(2 * wanted));
    let page = Page { offset: 0, limit: each.saturating_mul(municipalities), per_municipality: Some(each) };
    let found = context.index.matches(&plan(context, source)?, filters, page)?;
    Ok(found.ranked.iter().map(|ranked| ranked.place).collect())
}

/// Any of what the source is about.
fn plan(context: &Context<'_>, source: &Source<'_>) -> Result<Plan> {
    let mut parts = Vec::new();
    for (element, boost) in source.weightiest(ELEMENTS)? {
        parts.extend(ways(context, element, boost));
    }
    for (concept, boost) in source.near(ELEMENTS)? {
        parts.extend(ways(context, concept, boost));
    }
    for theme in source.themes() {
        parts.push(Plan::Has { facet: Facet::Theme, value: theme.to_owned(), score: THEME });
    }
    if let Some(nearness) = source.nearness() {
        parts.push(Plan::Meant { nearness: nearness.clone(), least: NEAR, boost: MEANING });
    }
    Ok(Plan::Any(parts))
}

fn ways(context: &Context<'_>, element: &Element, boost: f32) -> [Plan; 2] {
    let term = |searched, key: &str, boost| Plan::Term { searched, key: key.to_owned(), boost };
    match element {
        Element::Concept(concept) => {
            let name = &context.tools.vocabulary.concept(*concept).name;
            [
                term(Searched::TextConcepts, name, boost),
                term(Searched::HeadingConcepts, name, boost * HEADING),
            ]
        }
        Element::Word(word) => {
            [term(Searched::Text, word, boost), term(Searched::Heading, word, boost * HEADING)]
        }
        Element::Pair(first, second) => {
            let phrase = |searched, boost| Plan::Phrase {
                searched,
                keys: vec![first.clone(), second.clone()],
                slop: 0,
                boost,
            };
            [phrase(Searched::Text, boost), phrase(Searched::Heading, boost * HEADING)]
        }
    }
}
