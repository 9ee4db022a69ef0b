//! Which of many statements are near one (近傍): exactly those a look at every pair would find, without it.
//!
//! What two statements share is summed up element by element along lists of who has each. The sum is never
//! less than what [`Source::similarity`] counts of it, as there every element is used once, and the number only
//! grows with it: whoever does not get near enough by the sum is left out unseen.

use std::cell::RefCell;
use std::collections::HashMap;

use kurabe_text::Element;

use super::affinity::Source;
use super::profile::Profile;
use super::weights::Weights;
use crate::Result;

/// Sums in another order differ in their last digits, and the number has four decimals.
const ROUNDING: f32 = 1e-3;

/// Statements among which the near ones are looked for.
pub(crate) struct Neighbourhood<'a> {
    sources: Vec<Source<'a>>,
    weights: &'a Weights<'a>,
    /// Who has an element, with the root of what it counts there.
    lists: HashMap<Element, Vec<(usize, f32)>>,
    /// What each has in common with the statement asked for: used again for the next one.
    sums: RefCell<Vec<f32>>,
}

impl<'a> Neighbourhood<'a> {
    pub(crate) fn new(weights: &'a Weights<'a>, profiles: Vec<Profile>) -> Result<Self> {
        let mut lists: HashMap<Element, Vec<(usize, f32)>> = HashMap::new();
        for (place, profile) in profiles.iter().enumerate() {
            for (element, share) in &profile.elements {
                lists.entry(element.clone()).or_default().push((place, share.weight.sqrt()));
            }
        }
        let sums = RefCell::new(vec![0.0; profiles.len()]);
        let sources =
            profiles.into_iter().map(|profile| Source::new(weights, profile)).collect::<Result<_>>()?;
        Ok(Self { sources, weights, lists, sums })
    }

    /// The statements themselves, in the order they were given.
    pub(crate) fn sources(&self) -> &[Source<'a>] {
        &self.sources
    }

    /// Those that may be so near to a statement, with how near they can be at most, the nearest first; one
    /// that shares no theme is no rival of one that does.
    pub(crate) fn within_reach(&self, source: &Source<'_>, least: f32) -> Result<Vec<(usize, f32)>> {
        let mut sums = self.sums.borrow_mut();
        let mut touched = Vec::new();
        self.sum_up(source, &mut sums, &mut touched)?;
        let mut reachable = Vec::new();
        for place in touched {
            let shared = sums.get_mut(place).map_or(0.0, std::mem::take);
            let other = &self.sources[place].profile;
            if source.conflicts_with(other) {
                continue;
            }
            if let Some(most) = source.number(other, shared, least - ROUNDING)? {
                reachable.push((place, most + ROUNDING));
            }
        }
        reachable.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(reachable)
    }

    /// How near two of them are: the mean of how far each covers the other.
    pub(crate) fn nearness(&self, one: usize, other: usize) -> Result<f32> {
        let (one, other) = (&self.sources[one], &self.sources[other]);
        Ok((one.similarity(&other.profile)? + other.similarity(&one.profile)?) / 2.0)
    }

    fn sum_up(&self, source: &Source<'_>, sums: &mut [f32], touched: &mut Vec<usize>) -> Result<()> {
        let mut add = |element: &Element, worth: &dyn Fn() -> Result<f32>| -> Result<()> {
            let Some(list) = self.lists.get(element) else { return Ok(()) };
            let worth = worth()?;
            for (place, root) in list {
                let sum = &mut sums[*place];
                if *sum == 0.0 {
                    touched.push(*place);
                }
                // Nothing in common is told apart from something worth nothing.
                *sum += (worth * root).max(f32::MIN_POSITIVE);
            }
            Ok(())
        };
        for (element, share) in &source.profile.elements {
            let root = share.weight.sqrt();
            add(element, &|| Ok(root * self.weights.of(element)?.powi(2)))?;
            for (near, nearness, theirs) in source.near_of(element) {
                add(near, &|| Ok(root * nearness * self.weights.of(element)?.min(*theirs).powi(2)))?;
            }
        }
        Ok(())
    }
}
