//! Targets and dates that changed (数値目標・期限の変更): 80％ that became 85％ is called out, however few words differ.

use kurabe_model::{Deadline, Quote, Target};

use crate::targets::measured;

/// A target of a statement that is not what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetChange {
    /// What is measured, in the words of the newer edition if it has the target.
    pub measured: String,
    /// The target of the older edition; none if it had none.
    pub old: Option<Target>,
    /// The target of the newer edition; none if it has none any more.
    pub new: Option<Target>,
}

/// A date that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineChange {
    /// The date of the older edition.
    pub old: Option<Deadline>,
    /// The date of the newer edition.
    pub new: Option<Deadline>,
}

/// Targets of the one side that are not on the other as they are.
pub(super) fn targets(old: &[Quote], new: &[Quote]) -> Vec<TargetChange> {
    let (mut old, mut new) = (measured_targets(old), measured_targets(new));
    // What stayed is no change; then what measures the same, and then what counts the same.
    pair_off(&mut old, &mut new, |(_, one), (_, other)| {
        one.value == other.value && one.unit == other.unit && one.comparator == other.comparator
    });
    let mut pairs = pair_off(&mut old, &mut new, |one, other| one.0 == other.0 && one.1.unit == other.1.unit);
    pairs.extend(pair_off(&mut old, &mut new, |(_, one), (_, other)| one.unit == other.unit));
    let both = pairs.into_iter().map(|((_, old), (measured, new))| TargetChange {
        measured,
        old: Some(old),
        new: Some(new),
    });
    let gone = old.into_iter().map(|(measured, old)| TargetChange { measured, old: Some(old), new: None });
    let come = new.into_iter().map(|(measured, new)| TargetChange { measured, old: None, new: Some(new) });
    both.chain(gone).chain(come).collect()
}

/// Dates of the one side that are not on the other, the first with the first.
pub(super) fn deadlines(old: &[Quote], new: &[Quote]) -> Vec<DeadlineChange> {
    let dates = |side: &[Quote]| -> Vec<Deadline> {
        side.iter().flat_map(|quote| quote.statement.deadlines.iter().cloned()).collect()
    };
    let (mut old, mut new) = (dates(old), dates(new));
    pair_off(&mut old, &mut new, |one, other| one.year == other.year);
    let pairs = pair_off(&mut old, &mut new, |_, _| true).into_iter();
    let both = pairs.map(|(old, new)| DeadlineChange { old: Some(old), new: Some(new) });
    let gone = old.into_iter().map(|old| DeadlineChange { old: Some(old), new: None });
    let come = new.into_iter().map(|new| DeadlineChange { old: None, new: Some(new) });
    both.chain(gone).chain(come).collect()
}

/// The targets of statements, each with what it measures.
fn measured_targets(quotes: &[Quote]) -> Vec<(String, Target)> {
    let of = |quote: &Quote| -> Vec<(String, Target)> {
        quote.statement.targets.iter().map(|target| (measured(quote, target), target.clone())).collect()
    };
    quotes.iter().flat_map(of).collect()
}

/// Takes out of both lists what fits together.
fn pair_off<T>(old: &mut Vec<T>, new: &mut Vec<T>, fits: impl Fn(&T, &T) -> bool) -> Vec<(T, T)> {
    let mut pairs = Vec::new();
    for one in std::mem::take(old) {
        match new.iter().position(|other| fits(&one, other)) {
            Some(place) => pairs.push((one, new.remove(place))),
            None => old.push(one),
        }
    }
    pairs
}
