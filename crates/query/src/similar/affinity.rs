//! How comparable two statements are (類似度), and why.
//!
//! The number is a logistic of six features and one rule. Its coefficients were fitted on the judged pairs of
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
//! | meaning | how near the two lie, where a model says so |
//! | describes | the other one only describes: it stands in no row of measures |
//! | others | one is for the own staff, the other for business: by rule, no judged pair is so |
//!
//! With a model the formula is another one ([`BOTH`]): what words say of the matter counts less, and themes the same. The
//! two numbers that differ were the best on a grid, one source left out at a time (nDCG@5 .79 of the judged sources; words
//! alone .73); the constant is set as for words.
//!
//! A pasted text of a few words has little to share, and no headings: what it shares counts for more, by the
//! root of how much less it tells than the briefest statements do ([`BRIEF`]).

use std::collections::BTreeMap;

use kurabe_index::{Facet, Nearness};
use kurabe_model::StatementKind;
use kurabe_text::{Element, Role};

use super::lexis::Lexis;
use super::profile::Profile;
use crate::{Result, Signals};

/// From here on a planner would put the two in the same row.
pub const FOUND: f32 = 0.5;

/// What each feature is worth.
struct Formula {
    constant: f32,
    shared: f32,
    covered: f32,
    agreement: f32,
    conflict: f32,
    describes: f32,
    others: f32,
    meaning: f32,
}

/// Where words alone speak.
const WORDS: Formula = Formula {
    constant: -4.6,
    shared: 2.7,
    covered: 0.6,
    agreement: 4.1,
    conflict: -1.5,
    describes: -1.25,
    others: -3.0,
    meaning: 0.0,
};
/// Where a model says what both mean, too.
const BOTH: Formula = Formula {
    constant: -4.75,
    shared: 2.0,
    covered: 0.6,
    agreement: 4.1,
    conflict: -1.5,
    describes: -1.25,
    others: -3.0,
    meaning: 5.0,
};

/// What is to be said of two statements besides what they mean.
struct Said {
    shared: f32,
    covered: f32,
    agreement: f32,
    conflict: bool,
    describes: bool,
    others: bool,
}

impl Formula {
    /// What all of it comes to where the two lie so near in meaning.
    fn sum(&self, said: &Said, meant: f32) -> f32 {
        self.constant
            + self.shared * said.shared
            + self.covered * said.covered
            + self.agreement * said.agreement
            + self.conflict * f32::from(said.conflict)
            + self.describes * f32::from(said.describes)
            + self.others * f32::from(said.others)
            + self.meaning * meant
    }
}

/// All that the briefest of statements tell with their headings; hardly one of the judged ones tells less.
const BRIEF: f32 = 3.5;
/// What is worth less is no reason: that both 進める something says nothing.
const TELLING: f32 = 0.08;
/// What lies nearer in meaning counts as if it lay so near; of 2,486 judged pairs none does. Words have to say something, too,
/// and most pairs are settled by them alone.
const NEAREST: f32 = 0.6;
/// What lies less near in meaning is none either.
const NEAR: f32 = 0.3;
/// In how many steps it is found out how much has to be shared.
const STEPS: usize = 3;
/// How many reasons are given.
const REASONS: usize = 8;

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
    /// The meaning of both as wholes: how near they lie.
    Meaning,
}

impl ReasonSort {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Word => "word",
            Self::Action => "action",
            Self::Theme => "theme",
            Self::Meaning => "meaning",
        }
    }
}

/// A statement others are compared with.
pub(crate) struct Source<'a> {
    pub(crate) profile: Profile,
    lexis: &'a Lexis<'a>,
    /// All that it tells.
    mass: f32,
    /// How much more what it shares counts than that of a statement.
    brevity: f32,
    /// How near all statements lie to it in meaning, where that was worked out.
    nearness: Option<Nearness>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(lexis: &'a Lexis<'a>, profile: Profile) -> Result<Self> {
        let mass = mass(lexis, &profile)?;
        let brevity = if mass > 0.0 { (BRIEF / mass).max(1.0).sqrt() } else { 1.0 };
        Ok(Self { profile, lexis, mass, brevity, nearness: None })
    }

    /// The same source, with how near all statements lie to it in meaning.
    pub(crate) fn meaning(self, nearness: Option<Nearness>) -> Self {
        Self { nearness, ..self }
    }

    /// How near all statements lie to it in meaning, where that was worked out.
    pub(crate) fn nearness(&self) -> Option<&Nearness> {
        self.nearness.as_ref()
    }

    /// How near another statement lies in meaning, where that is known: what has no vector lies nowhere.
    fn meant(&self, other: &Profile) -> Option<f32> {
        let place = other.place?;
        let meant = match &self.nearness {
            Some(nearness) => nearness.of(place),
            None => self.lexis.weights.context.signals.meanings()?.nearness_of(self.profile.place?, place),
        };
        Some(meant).filter(|meant| *meant != 0.0)
    }

    /// Whether all that another statement tells has a say in how comparable it is: only where themes have none.
    pub(crate) fn asks_mass_of(&self, other: &Profile) -> bool {
        self.profile.themes.is_empty() || other.themes.is_empty()
    }

    /// The ids of its themes.
    pub(crate) fn themes(&self) -> impl Iterator<Item = &str> {
        self.lexis.weights.ids(&self.profile.themes)
    }

    /// The elements that carry most, each with the concepts near it, and with what they add to what is shared. What is near
    /// several of them stands where it adds most.
    pub(crate) fn weightiest(&self, most: usize) -> Result<Vec<(&Element, f32)>> {
        let told = |element: u32| self.lexis.told(element);
        let mut ways: BTreeMap<u32, (f32, usize)> = BTreeMap::new();
        let mut carried = Vec::new();
        for (place, &(element, weight)) in self.profile.shares.iter().enumerate() {
            let mut carry = |element: u32, carried: f32| {
                let best = ways.entry(element).or_insert((carried, place));
                if carried > best.0 {
                    *best = (carried, place);
                }
            };
            let own = weight * told(element)?.powi(2);
            carried.push((own, place));
            carry(element, own);
            for &(near, nearness) in self.lexis.near(element) {
                carry(near, weight * nearness * told(near)?.min(told(element)?).powi(2));
            }
        }
        carried.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut weightiest: Vec<Vec<(&Element, f32)>> = vec![Vec::new(); carried.len()];
        for (element, (carried, place)) in ways {
            weightiest[place].push((self.lexis.element(element), carried));
        }
        let order = carried.into_iter().take(most);
        Ok(order.flat_map(|(_, place)| std::mem::take(&mut weightiest[place])).collect())
    }

    /// What speaks for another statement, by the words either prints for its elements.
    pub(crate) fn reasons(&self, other: &Profile, here: &Words, there: &Words) -> Result<Vec<Reason>> {
        let mut reasons = self.reasons_in_words(&self.common(other)?, here, there);
        let weights = self.lexis.weights;
        reasons.extend(weights.common(&self.profile.themes, &other.themes).map(|theme| {
            let label = weights.context.label(Facet::Theme, theme);
            Reason { sort: ReasonSort::Theme, of: label.clone(), term: label }
        }));
        if let Some(meant) = self.meant(other).filter(|meant| *meant >= NEAR) {
            let nearness = format!("{meant:.2}");
            reasons.push(Reason { sort: ReasonSort::Meaning, of: nearness.clone(), term: nearness });
        }
        Ok(reasons)
    }

    /// How comparable another statement is.
    pub(crate) fn similarity(&self, other: &Profile) -> Result<f32> {
        let shared = self.common(other)?.iter().map(|one| one.value).sum();
        Ok(self.number(other, shared, 0.0)?.unwrap_or_default())
    }

    /// Whether both have themes, and none in common.
    pub(crate) fn conflicts_with(&self, other: &Profile) -> bool {
        self.profile.themes.conflict_with(&other.themes)
    }

    /// How comparable another statement is if it shares so much, unless that is less than `least`; it grows with what
    /// is shared.
    pub(crate) fn number(&self, other: &Profile, shared: f32, least: f32) -> Result<Option<f32>> {
        let said = self.said(other, shared)?;
        let is_enough = |sum: f32| Some(likelihood(sum)).filter(|number| *number >= least);
        // Most pairs are settled without a look at what the two mean.
        let by_words = is_enough(WORDS.sum(&said, 0.0));
        let signals = self.lexis.weights.context.signals;
        if matches!(signals, Signals::Words)
            || !signals.is_meaning_alone()
                && by_words.or_else(|| is_enough(BOTH.sum(&said, NEAREST))).is_none()
        {
            return Ok(by_words);
        }
        Ok(match self.meant(other) {
            Some(meant) if signals.is_meaning_alone() => {
                Some(meant.max(0.0)).filter(|number| *number >= least)
            }
            Some(meant) => is_enough(BOTH.sum(&said, meant.min(NEAREST))),
            None => by_words,
        })
    }

    /// What has to be shared at least with a statement whose themes agree so far, to be so near.
    pub(crate) fn least_shared(&self, agreement: f32, least: f32) -> f32 {
        let signals = self.lexis.weights.context.signals;
        // Numbers have four decimals.
        let least = least - 1e-4;
        if signals.is_meaning_alone() || least <= 0.0 {
            return 0.0;
        }
        let sum = (least / (1.0 - least)).ln();
        let by_words = self.shared_for(&WORDS, sum - WORDS.agreement * agreement);
        match signals {
            Signals::Words => by_words,
            _ => by_words
                .min(self.shared_for(&BOTH, sum - BOTH.agreement * agreement - BOTH.meaning * NEAREST)),
        }
    }

    /// With how much shared at least that gives so much together with what is covered by it.
    fn shared_for(&self, formula: &Formula, sum: f32) -> f32 {
        let sum = sum - formula.constant;
        let mut least = ((sum - formula.covered) / formula.shared).exp_m1().max(0.0) / self.brevity;
        // The more is shared, the less more of it gives: a step along the slope never goes too far.
        for _ in 0..STEPS {
            let is_part = least < self.mass;
            let covered = if is_part { least / self.mass } else { 1.0 };
            let given = formula.shared * (least * self.brevity).ln_1p() + formula.covered * covered;
            let slope = formula.shared * self.brevity / (1.0 + least * self.brevity)
                + if is_part { formula.covered / self.mass } else { 0.0 };
            least += ((sum - given) / slope).max(0.0);
        }
        least * (1.0 - 1e-4)
    }

    /// All that it tells.
    pub(crate) fn mass(&self) -> f32 {
        self.mass
    }

    /// What all but meaning says of another statement that shares so much.
    fn said(&self, other: &Profile, shared: f32) -> Result<Said> {
        let covered = if self.mass > 0.0 { (shared / self.mass).min(1.0) } else { 0.0 };
        let agreement = if self.asks_mass_of(other) {
            let both = self.mass * mass(self.lexis, other)?;
            if both > 0.0 { (2.0 * shared / both.sqrt()).min(1.0) } else { 0.0 }
        } else {
            self.lexis.weights.agreement(&self.profile.themes, &other.themes)
        };
        Ok(Said {
            shared: (shared * self.brevity).ln_1p(),
            covered,
            agreement,
            conflict: self.conflicts_with(other),
            describes: other.kind == StatementKind::Background,
            others: self.profile.audience.is_other_than(other.audience),
        })
    }

    /// What both have, each element once, the weightiest first.
    fn common(&self, other: &Profile) -> Result<Vec<Common>> {
        let lexis = self.lexis;
        let mut pairs = Vec::with_capacity(16);
        let mut theirs = other.shares.iter().peekable();
        for &(element, share) in &self.profile.shares {
            while theirs.next_if(|(next, _)| *next < element).is_some() {}
            if let Some(&(_, there)) = theirs.next_if(|(next, _)| *next == element) {
                pairs.push(Common::of((element, share), (element, there), 1.0, lexis.told(element)?));
            }
            for &(near, nearness) in lexis.near(element) {
                if let Some(there) = other.share(near) {
                    let weight = lexis.told(element)?.min(lexis.told(near)?);
                    pairs.push(Common::of((element, share), (near, there), nearness, weight));
                }
            }
        }
        pairs.sort_by(|a, b| {
            b.value.total_cmp(&a.value).then_with(|| (a.here, a.there).cmp(&(b.here, b.there)))
        });
        let mut kept: Vec<Common> = Vec::with_capacity(pairs.len());
        for pair in pairs {
            if kept.iter().all(|known| known.here != pair.here && known.there != pair.there) {
                kept.push(pair);
            }
        }
        Ok(kept)
    }

    fn reasons_in_words(&self, common: &[Common], here: &Words, there: &Words) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        for one in common.iter().filter(|one| one.value >= TELLING) {
            let element = self.lexis.element(one.here);
            let Some((of, role)) = here.get(element) else { continue };
            let Some((term, _)) = there.get(self.lexis.element(one.there)) else { continue };
            // 公共 is no second reason beside 公共施設.
            let said = reasons.iter().any(|known| known.term.contains(term) || known.of.contains(of));
            if said || of.is_empty() || term.is_empty() {
                continue;
            }
            let sort = match element {
                Element::Concept(_) => ReasonSort::Concept,
                _ if role.is_action() => ReasonSort::Action,
                _ => ReasonSort::Word,
            };
            reasons.push(Reason { sort, of: of.clone(), term: term.clone() });
            if reasons.len() == REASONS {
                break;
            }
        }
        reasons
    }
}

/// The words a statement prints for its elements, and as what they stand there.
pub(crate) type Words = BTreeMap<Element, (String, Role)>;

/// All that a statement tells.
fn mass(lexis: &Lexis<'_>, profile: &Profile) -> Result<f32> {
    if let Some(known) = profile.mass.get() {
        return Ok(*known);
    }
    let mut mass = 0.0;
    for (element, share) in &profile.shares {
        let told = lexis.told(*element)?;
        mass += share * told * told;
    }
    Ok(*profile.mass.get_or_init(|| mass))
}

/// A sum as a number between 0 and 1. Four decimals are the same on every machine.
fn likelihood(sum: f32) -> f32 {
    (1e4 / (1.0 + (-sum).exp())).round() / 1e4
}

/// An element of the source and the one of the other statement it goes with, by their numbers.
struct Common {
    here: u32,
    there: u32,
    value: f32,
}

impl Common {
    fn of(here: (u32, f32), there: (u32, f32), nearness: f32, weight: f32) -> Self {
        let value = nearness * (here.1 * there.1).sqrt() * weight * weight;
        Self { here: here.0, there: there.0, value }
    }
}
