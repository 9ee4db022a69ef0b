//! Which statements are worth a closer look: those that share most with the source, of every municipality.

use kurabe_index::{Facet, Filter, Page, Place, Plan};
use kurabe_text::Element;

use super::affinity::Source;
use crate::{Context, Result};

/// How many elements of the source are looked for, the weightiest.
const ELEMENTS: usize = 32;
/// What an element of a heading adds to what is shared beside one of the statement itself.
const ABOVE: f32 = 0.6;
/// How many statements of a municipality are looked at: fewer miss what is comparable, and one more costs little.
const EACH: usize = 40;
/// What a theme in common gives, beside what elements do: a statement of the same subject in other words is looked at,
/// too.
const THEME: f32 = 2.0;
/// What a nearness of 1 in meaning gives, and from which one on it is looked at.
const MEANING: f32 = 6.0;
const NEAR: f32 = 0.2;

/// The statements to be compared with the source, within filters.
pub(crate) fn candidates(
    context: &Context<'_>,
    source: &Source<'_>,
    filters: &[Filter],
    wanted: usize,
) -> Result<Vec<Place>> {
    let each = EACH.max(wanted.saturating_mul(2));
    let found = context.index.matches(&plan(source)?, filters, Page::best_of_each(each))?;
    Ok(found.places().collect())
}

/// Any of what the source is about.
fn plan(source: &Source<'_>) -> Result<Plan> {
    let about = |(element, score): (&Element, f32)| Plan::About {
        element: element.clone(),
        score,
        above: score * ABOVE,
    };
    let mut parts: Vec<Plan> = source.weightiest(ELEMENTS)?.into_iter().map(about).collect();
    for theme in source.themes() {
        parts.push(Plan::Has { facet: Facet::Theme, value: theme.to_owned(), score: THEME });
    }
    if let Some(nearness) = source.nearness() {
        parts.push(Plan::Meant { nearness: nearness.clone(), least: NEAR, boost: MEANING });
    }
    Ok(Plan::Any(parts))
}
