//! What a question means (質問の意味): plans to find by, filters to keep to, and words to show.

use kurabe_index::{Facet, Filter, Plan};
use kurabe_text::fold;

use crate::answer::{Note, UnderstoodFilter, UnderstoodWord, Via, What};
use crate::unit::Unit;
use crate::{Context, Result};

/// The share of the words' weight an answer needs. What is left to miss is less than any one of four words.
pub(crate) const ENOUGH: f32 = 0.8;
/// The same for a question in a sentence, which says more than it looks for.
pub(crate) const ENOUGH_OF_A_SENTENCE: f32 = 0.5;

/// Plans with what each weighs; those of no weight are no condition.
pub(crate) type Parts = Vec<(Plan, f32)>;

/// Words that make up for each other: enough of them are an answer.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) parts: Parts,
    /// The share of the weights that is enough.
    pub(crate) share: f32,
}

impl Group {
    /// Whether the words stand in a sentence, which says more than it looks for.
    pub(crate) fn is_sentence(&self) -> bool {
        self.share < ENOUGH
    }
}

/// What is the least of the words that an answer beside the point has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Least {
    /// As much as the weightiest word.
    Weightiest,
    /// Any word: no statement may have the weightiest.
    Any,
}

/// What a question was understood as.
#[derive(Debug, Default)]
pub(crate) struct Meaning {
    /// The words, for showing why something was found.
    pub(crate) units: Vec<Unit>,
    /// What has to match, each group for itself.
    pub(crate) groups: Vec<Group>,
    /// What only adds to the score.
    pub(crate) extras: Vec<(What, Plan)>,
    /// What must not match.
    pub(crate) without: Vec<Plan>,
    /// The words of a question in a sentence, or of a text, which mean something together.
    pub(crate) sense: Option<String>,
    pub(crate) filters: Vec<UnderstoodFilter>,
    pub(crate) notes: Vec<Note>,
}

impl Meaning {
    /// Whether any word is looked for.
    pub(crate) fn has_words(&self) -> bool {
        !self.groups.is_empty()
    }

    /// Whether there is nothing to look for: neither words nor filters to list by.
    pub(crate) fn is_empty(&self) -> bool {
        !self.has_words() && self.filters.is_empty() && self.without.is_empty()
    }

    /// The filters among the words, as the index takes them.
    pub(crate) fn conditions(&self) -> Vec<Filter> {
        self.filters.iter().map(|filter| filter.filter.clone()).collect()
    }

    /// What the question asks for.
    pub(crate) fn plan(&self) -> Plan {
        self.plan_with(|group| group.share)
    }

    /// What has some of the words, but not enough of them: as much as the weightiest word, or any that has a weight.
    pub(crate) fn loose_plan(&self, least: Least) -> Plan {
        let some = |group: &Group| {
            let weights = group.parts.iter().map(|(_, weight)| *weight).filter(|weight| *weight > 0.0);
            let least = match least {
                Least::Weightiest => weights.fold(0.0, f32::max),
                Least::Any => weights.reduce(f32::min).unwrap_or(0.0),
            };
            let total: f32 = group.parts.iter().map(|(_, weight)| weight).sum();
            if total > 0.0 { (least / total).min(group.share) } else { group.share }
        };
        Plan::Without(Box::new(self.plan_with(some)), Box::new(self.plan()))
    }

    /// What has any of the words, or of their characters.
    pub(crate) fn any_plan(&self) -> Plan {
        let parts = self.groups.iter().flat_map(|group| &group.parts).map(|(plan, _)| plan.clone());
        Plan::Any(parts.chain(self.extras.iter().map(|(_, plan)| plan.clone())).collect())
    }

    fn plan_with(&self, share: impl Fn(&Group) -> f32) -> Plan {
        let groups = self.groups.iter().map(|group| enough(group.parts.clone(), share(group)));
        let found = all(groups.collect());
        let extras: Vec<Plan> = self.extras.iter().map(|(_, plan)| plan.clone()).collect();
        let found = if extras.is_empty() { found } else { Plan::Also(Box::new(found), extras) };
        self.without
            .iter()
            .fold(found, |found, without| Plan::Without(Box::new(found), Box::new(without.clone())))
    }

    /// What is shown of the words.
    pub(crate) fn words(&self, context: &Context<'_>) -> Result<Vec<UnderstoodWord>> {
        let word = |unit: &Unit| {
            let variants = unit.runs.iter().filter(|run| run.via == Via::Variant);
            let mut also: Vec<(String, Via)> =
                variants.map(|run| (run.keys.concat(), Via::Variant)).collect();
            for concept in unit.concepts_by_use(context)? {
                also.push((context.tools.vocabulary.concept(concept).label.clone(), Via::Synonym));
            }
            also.retain(|(term, _)| fold(term) != fold(&unit.typed));
            also.extend(unit.themes.iter().map(|theme| (context.label(Facet::Theme, theme), Via::Theme)));
            Ok(UnderstoodWord { typed: unit.typed.clone(), also, light: unit.light, said: unit.said })
        };
        self.units.iter().map(word).collect()
    }
}

/// Several values of one field are alternatives, wherever in the question they stand.
pub(crate) fn merged(filters: Vec<UnderstoodFilter>) -> Vec<UnderstoodFilter> {
    let mut merged: Vec<UnderstoodFilter> = Vec::new();
    for mut filter in filters {
        match merged.iter_mut().find_map(|held| joined(&mut held.filter, &filter.filter).then_some(held)) {
            Some(held) => {
                held.labels.append(&mut filter.labels);
                held.from_words.append(&mut filter.from_words);
            }
            None => merged.push(filter),
        }
    }
    merged
}

/// Takes the values of a filter of the same field in; whether it is one.
fn joined(held: &mut Filter, other: &Filter) -> bool {
    match (held, other) {
        (Filter::Is(one, values), Filter::Is(same, more))
        | (Filter::IsNot(one, values), Filter::IsNot(same, more))
            if one == same =>
        {
            values.extend_from_slice(more);
        }
        (Filter::Years(ranges), Filter::Years(more)) => ranges.extend_from_slice(more),
        _ => return false,
    }
    true
}

/// All of the parts, unless what is missing carries little weight.
pub(crate) fn enough(parts: Parts, share: f32) -> Plan {
    let (needed, light): (Parts, Parts) = parts.into_iter().partition(|(_, weight)| *weight > 0.0);
    let plans = |parts: Parts| parts.into_iter().map(|(part, _)| part).collect::<Vec<_>>();
    if needed.is_empty() {
        // Words that weigh nothing are all there is.
        return all(plans(light));
    }
    let total: f32 = needed.iter().map(|(_, weight)| weight).sum();
    let least = needed.iter().map(|(_, weight)| *weight).fold(f32::MAX, f32::min);
    let found = if total - least < share * total {
        // Nothing may be missing.
        all(plans(needed))
    } else {
        Plan::Enough { parts: needed, limit: share * total }
    };
    if light.is_empty() { found } else { Plan::Also(Box::new(found), plans(light)) }
}

fn all(mut plans: Vec<Plan>) -> Plan {
    match plans.len() {
        0 => Plan::Everything,
        1 => plans.remove(0),
        _ => Plan::All(plans),
    }
}
