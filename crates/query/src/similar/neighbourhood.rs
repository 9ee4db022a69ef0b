//! Which of many statements are near one (近傍): exactly those a look at every pair would find, without it.
//!
//! What two statements share is summed up element by element along lists of who has each. The sum is never
//! less than what [`Source::similarity`] counts of it, as there every element is used once, and the number only
//! grows with it: whoever does not get near enough by the sum is left out unseen.

use std::cell::RefCell;

use super::affinity::Source;
use super::lexis::Lexis;
use super::profile::Profile;
use crate::Result;

/// Sums in another order differ in their last digits, and the number has four decimals.
const ROUNDING: f32 = 1e-3;

/// Statements among which the near ones are looked for.
pub(crate) struct Neighbourhood<'a> {
    sources: Vec<Source<'a>>,
    lexis: &'a Lexis<'a>,
    /// For each element who has it, with the root of what it counts there.
    lists: Vec<Vec<(u32, f32)>>,
    /// A bit for each theme of each statement.
    marks: Vec<u64>,
    /// What each has in common with the statement asked for: used again for the next one.
    sums: RefCell<Vec<f32>>,
}

impl<'a> Neighbourhood<'a> {
    pub(crate) fn new(lexis: &'a Lexis<'a>, profiles: Vec<Profile>) -> Result<Self> {
        let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); lexis.elements().len()];
        for (place, profile) in (0..).zip(&profiles) {
            for (element, share) in &profile.shares {
                lists[*element as usize].push((place, share.sqrt()));
            }
        }
        let sums = RefCell::new(vec![0.0; profiles.len()]);
        let marks = profiles.iter().map(|profile| profile.themes.marks()).collect();
        let sources =
            profiles.into_iter().map(|profile| Source::new(lexis, profile)).collect::<Result<_>>()?;
        Ok(Self { sources, lexis, lists, marks, sums })
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
        reachable.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(reachable)
    }

    /// How near two of them are: the mean of how far each covers the other.
    pub(crate) fn nearness(&self, one: usize, other: usize) -> Result<f32> {
        let (one, other) = (&self.sources[one], &self.sources[other]);
        Ok((one.similarity(&other.profile)? + other.similarity(&one.profile)?) / 2.0)
    }

    /// Sums up what each has in common with a source, those aside that share no theme with it.
    fn sum_up(&self, source: &Source<'_>, sums: &mut [f32], touched: &mut Vec<usize>) -> Result<()> {
        let own = source.profile.themes.marks();
        let conflicts = |others: u64| own & others == 0 && own != 0 && others != 0;
        let mut add = |element: u32, worth: &dyn Fn() -> Result<f32>| -> Result<()> {
            let list = &self.lists[element as usize];
            if list.is_empty() {
                return Ok(());
            }
            let worth = worth()?;
            for &(place, root) in list {
                let place = place as usize;
                if conflicts(self.marks[place]) {
                    continue;
                }
                let sum = &mut sums[place];
                if *sum == 0.0 {
                    touched.push(place);
                }
                // Nothing in common is told apart from something worth nothing.
                *sum += (worth * root).max(f32::MIN_POSITIVE);
            }
            Ok(())
        };
        for &(element, share) in &source.profile.shares {
            let root = share.sqrt();
            let told = || self.lexis.told(element);
            add(element, &|| Ok(root * told()?.powi(2)))?;
            for &(near, nearness) in self.lexis.near(element) {
                add(near, &|| Ok(root * nearness * told()?.min(self.lexis.told(near)?).powi(2)))?;
            }
        }
        Ok(())
    }
}
