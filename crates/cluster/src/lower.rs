//! From a plan to a question every engine understands (計画の言い換え): `bool`, `term`, `terms`, `range` and
//! `exists`, and nothing else.
//!
//! What the engine finds is what the plan matches, and what it scores is never less than what the plan gives: of several
//! ways that are one it adds what the plan takes the best of. What is found and what is added up are told apart, and
//! alternatives stand side by side: engines were seen to lose some where alternatives stand within alternatives. The best
//! are then ranked here by the plan itself, and whether any other could be among them is seen by the score of the last one
//! that was fetched.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_index::{About, Facet, Filter, Plan, Searched, years_within};
use kurabe_model::FiscalYear;
use serde_json::{Value, json};

use crate::choices::different;
use crate::shape::{ABOUT, ABOUT_ABOVE, following, nearly_following, phrased, pointed, token};

/// Sums of the same weights in another order differ by less.
const ROUNDING: f32 = 1e-4;
/// Into so many questions one for enough of many parts may grow.
const LARGEST: usize = 400;
/// Of so many parts at the most: each is nested in the one before, and engines read only so deep.
const DEEPEST: usize = 12;
/// By how much more a fixed score is asked for than it is, so that rounding makes nothing less.
const SURE: f32 = 1.000_01;

/// What has to be known of statements to ask for fixed scores: the engine scores all it finds by how rare it is.
pub(crate) trait Rarity {
    /// How many statements there are.
    fn statements(&self) -> u64;
    /// How many have a value, and how many values a statement has on average.
    fn value(&self, facet: Facet, value: &str) -> (u64, f32);
    /// How many are about an element, and how many of each list a statement has on average.
    fn about(&self, key: &str) -> (About, [f32; 2]);
}

/// A question for the engine.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lowered {
    pub(crate) query: Value,
    /// Whether it finds exactly what the plan matches; else it finds that and more.
    pub(crate) exact: bool,
}

/// What finds a plan within filters.
pub(crate) fn lowered(plan: &Plan, filters: &[Filter], rarity: &dyn Rarity) -> Lowered {
    let mut lowering = Lowering { rarity, exact: true };
    let (found, scored) = (lowering.matching(plan, Side::More), lowering.scored(plan));
    let query = within(json!({ "bool": { "filter": [found], "should": scored } }), filters);
    Lowered { query, exact: lowering.exact }
}

/// Every statement.
pub(crate) fn everything() -> Value {
    json!({ "exists": { "field": Facet::Municipality.name() } })
}

/// What is found within filters.
pub(crate) fn within(found: Value, filters: &[Filter]) -> Value {
    if filters.is_empty() {
        return found;
    }
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for filter in filters {
        match filter {
            Filter::Is(facet, values) => inside.push(some(facet.name(), values)),
            Filter::IsNot(facet, values) => outside.push(some(facet.name(), values)),
            Filter::Years(ranges) => inside.push(some(Facet::Year.name(), &years_within(ranges))),
            Filter::InForce(ranges) => {
                let range = |(first, last): &(FiscalYear, FiscalYear)| {
                    json!({ "bool": { "filter": [
                        { "range": { "from": { "lte": last.western() } } },
                        { "range": { "until": { "gte": first.western() } } },
                    ] } })
                };
                inside.push(any(ranges.iter().map(range).collect()));
            }
        }
    }
    json!({ "bool": { "must": [found], "filter": inside, "must_not": outside } })
}

/// Those that have any of some values.
fn some(field: &str, values: &[String]) -> Value {
    match values {
        [] => nothing(),
        // Of several an engine lists all that have any before it looks at the rest of a question.
        [value] => json!({ "term": { field: { "value": value } } }),
        values => json!({ "terms": { field: values } }),
    }
}

/// Any of some parts: those within parts side by side, and all values of a field together.
fn any(parts: Vec<Value>) -> Value {
    let (mut values, mut others) = (BTreeMap::new(), Vec::new());
    parts.into_iter().for_each(|part| gather(part, &mut values, &mut others));
    let values = values.into_iter().map(|(field, values): (String, BTreeSet<String>)| {
        some(&field, &values.into_iter().collect::<Vec<_>>())
    });
    let mut parts: Vec<Value> = values.chain(others).collect();
    match parts.len() {
        0 => nothing(),
        1 => parts.remove(0),
        _ => json!({ "bool": { "should": parts, "minimum_should_match": 1 } }),
    }
}

/// Takes alternatives apart into values of fields, and others.
fn gather(part: Value, values: &mut BTreeMap<String, BTreeSet<String>>, others: &mut Vec<Value>) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if let Some((field, term)) =
        part.get("term").and_then(Value::as_object).and_then(|term| term.iter().next())
    {
        values.entry(field.clone()).or_default().extend(term.get("value").and_then(text));
    } else if let Some((field, terms)) =
        part.get("terms").and_then(Value::as_object).and_then(|terms| terms.iter().next())
    {
        let terms = terms.as_array().into_iter().flatten();
        values.entry(field.clone()).or_default().extend(terms.filter_map(text));
    } else {
        let alternatives = part.get("bool").and_then(Value::as_object).filter(|bool| {
            bool.len() == 2 && bool.get("minimum_should_match").and_then(Value::as_u64) == Some(1)
        });
        match alternatives.and_then(|bool| bool.get("should")).and_then(Value::as_array) {
            Some(parts) => parts.iter().for_each(|part| gather(part.clone(), values, others)),
            None => others.push(part),
        }
    }
}

/// What no statement is: every one has a municipality.
fn nothing() -> Value {
    json!({ "bool": { "must": [everything()], "must_not": [everything()] } })
}

fn term(field: &str, key: &str, boost: f32) -> Value {
    json!({ "term": { field: { "value": token(key), "boost": boost } } })
}

/// To which side something may be wrong that cannot be asked for exactly.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    More,
    Less,
}

impl Side {
    fn other(self) -> Self {
        if self == Self::More { Self::Less } else { Self::More }
    }
}

struct Lowering<'r> {
    rarity: &'r dyn Rarity,
    exact: bool,
}

impl Lowering<'_> {
    /// What is added up where a plan matches: never less than what it gives.
    fn scored(&self, plan: &Plan) -> Vec<Value> {
        match plan {
            Plan::Term { searched, key, boost } | Plan::Pointed { searched, key, boost } => {
                vec![term(searched.name(), key, *boost)]
            }
            Plan::Phrase { searched, keys, slop, boost } => match keys.as_slice() {
                [] => Vec::new(),
                [key] => vec![term(searched.name(), key, *boost)],
                // None of the words stands less often than all of them together.
                keys => {
                    let words: Vec<Value> =
                        keys.iter().map(|key| term(searched.name(), key, *boost)).collect();
                    vec![json!({ "bool": { "should": words, "filter": [phrase(*searched, keys, *slop)] } })]
                }
            },
            Plan::Has { facet, value, score } if *score > 0.0 => {
                let (count, average) = self.rarity.value(*facet, value);
                let boost = self.fixed(*score, count, average);
                vec![json!({ "term": { facet.name(): { "value": value, "boost": boost } } })]
            }
            Plan::About { element, score, above } => {
                let key = element.key();
                let (about, averages) = self.rarity.about(&key);
                vec![
                    term(ABOUT, &key, self.fixed(*score, about.own, averages[0])),
                    term(ABOUT_ABOVE, &key, self.fixed(*above, about.above, averages[1])),
                ]
            }
            Plan::Has { .. } | Plan::Everything | Plan::Meant { .. } => Vec::new(),
            Plan::All(parts) | Plan::Any(parts) => self.all_scored(parts),
            Plan::Best(parts) => self.all_scored(&different(parts)),
            Plan::Also(part, others) => [self.scored(part), self.all_scored(others)].concat(),
            Plan::Enough { parts, .. } => parts.iter().flat_map(|(part, _)| self.scored(part)).collect(),
            Plan::Without(part, _) | Plan::Within(part, _) => self.scored(part),
        }
    }

    fn all_scored(&self, parts: &[Plan]) -> Vec<Value> {
        parts.iter().flat_map(|part| self.scored(part)).collect()
    }

    /// What finds a plan, whatever it scores.
    fn matching(&mut self, plan: &Plan, side: Side) -> Value {
        match plan {
            Plan::Term { searched, key, .. } => term(searched.name(), key, 1.0),
            Plan::Pointed { searched, key, .. } => term(&pointed(*searched), key, 1.0),
            Plan::Phrase { searched, keys, slop, .. } => match keys.as_slice() {
                [] => nothing(),
                [key] => term(searched.name(), key, 1.0),
                keys => phrase(*searched, keys, *slop),
            },
            Plan::Has { facet, value, .. } => json!({ "term": { facet.name(): { "value": value } } }),
            Plan::About { element, .. } => {
                let key = element.key();
                any(vec![term(ABOUT, &key, 1.0), term(ABOUT_ABOVE, &key, 1.0)])
            }
            Plan::All(parts) => match parts.as_slice() {
                [] => nothing(),
                parts => json!({ "bool": { "filter": self.all_matching(parts, side) } }),
            },
            Plan::Any(parts) | Plan::Best(parts) => any(self.all_matching(parts, side)),
            Plan::Also(part, _) => self.matching(part, side),
            Plan::Enough { parts, limit } => self.enough(parts, *limit, side),
            Plan::Without(part, other) => {
                let other = self.matching(other, side.other());
                json!({ "bool": { "must": [self.matching(part, side)], "must_not": [other] } })
            }
            Plan::Within(part, filters) => within(self.matching(part, side), filters),
            // No engine is told what statements mean.
            Plan::Meant { .. } => nothing(),
            Plan::Everything => everything(),
        }
    }

    fn all_matching(&mut self, parts: &[Plan], side: Side) -> Vec<Value> {
        parts.iter().map(|part| self.matching(part, side)).collect()
    }

    /// Enough of the parts: every way of having enough where these are not too many, and else so many of the parts that
    /// nobody with fewer has enough, or that nobody with as many has not.
    fn enough(&mut self, parts: &[(Plan, f32)], limit: f32, side: Side) -> Value {
        let limit = limit - ROUNDING;
        let mut weighed: Vec<(Value, f32)> =
            parts.iter().map(|(part, weight)| (self.matching(part, side), *weight)).collect();
        weighed.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let mut left = LARGEST;
        if weighed.len() <= DEEPEST
            && let Some(ways) = ways(&weighed, limit, &mut left)
        {
            return ways;
        }
        self.exact = false;
        let weights = weighed.iter().map(|(_, weight)| *weight);
        let sum = |weights: &mut dyn Iterator<Item = f32>| {
            let mut sum = 0.0;
            1 + weights
                .take_while(|weight| {
                    sum += weight;
                    sum < limit
                })
                .count()
        };
        let least = match side {
            Side::More => sum(&mut weights.clone()),
            Side::Less => sum(&mut weights.rev()),
        };
        let parts: Vec<Value> = weighed.into_iter().map(|(part, _)| part).collect();
        json!({ "bool": { "should": parts, "minimum_should_match": least } })
    }

    /// What to multiply the engine's score with for a fixed one, where so many have it.
    fn fixed(&self, score: f32, count: u64, average: f32) -> f32 {
        let (all, with) = (self.rarity.statements() as f32, count as f32);
        let rare = (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln();
        // BM25 of what stands once, where no lengths are kept.
        let once = 2.2 / (1.0 + 1.2 * (0.25 + 0.75 / average.max(1.0)));
        score * SURE / (rare * once).max(1e-6)
    }
}

/// Words that follow each other: every two of them do, with one other between at the most where that may be.
fn phrase(searched: Searched, keys: &[String], slop: u32) -> Value {
    let field = phrased(searched);
    let pairs = keys.windows(2).filter_map(|pair| match (pair, slop) {
        ([first, second], 0) => Some(json!([following(first, second)])),
        ([first, second], _) => Some(json!([following(first, second), nearly_following(first, second)])),
        _ => None,
    });
    let mut pairs: Vec<Value> = pairs.map(|pairs| json!({ "terms": { field.as_str(): pairs } })).collect();
    match pairs.len() {
        1 => pairs.remove(0),
        _ => json!({ "bool": { "filter": pairs } }),
    }
}

/// Every way of reaching a limit with parts, the heaviest first; nothing where they are too many.
fn ways(parts: &[(Value, f32)], limit: f32, left: &mut usize) -> Option<Value> {
    let open: f32 = parts.iter().map(|(_, weight)| weight).sum();
    if open < limit {
        return Some(nothing());
    }
    let ((part, weight), rest) = parts.split_first()?;
    *left = left.checked_sub(1)?;
    let with = match limit - weight {
        needed if needed <= 0.0 => part.clone(),
        needed => json!({ "bool": { "filter": [part, ways(rest, needed, left)?] } }),
    };
    // Without it the others may not do.
    if open - weight < limit {
        return Some(with);
    }
    Some(any(vec![with, ways(rest, limit, left)?]))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kurabe_text::Element;

    use super::*;

    struct Known;

    impl Rarity for Known {
        fn statements(&self) -> u64 {
            1_000
        }

        fn value(&self, _: Facet, _: &str) -> (u64, f32) {
            (100, 1.0)
        }

        fn about(&self, _: &str) -> (About, [f32; 2]) {
            (About { own: 20, above: 10 }, [12.0, 6.0])
        }
    }

    fn term(key: &str, boost: f32) -> Plan {
        Plan::Term { searched: Searched::Text, key: key.into(), boost }
    }

    fn asked(plan: &Plan, filters: &[Filter]) -> String {
        let Lowered { query, exact } = lowered(plan, filters, &Known);
        format!("exact: {exact}\n{}", serde_json::to_string_pretty(&query).unwrap())
    }

    #[test]
    fn every_part_of_a_plan_has_its_words() {
        let phrase = Plan::Phrase {
            searched: Searched::Text,
            keys: vec!["公民".into(), "連携".into()],
            slop: 1,
            boost: 0.6,
        };
        let pointed = Plan::Pointed { searched: Searched::TextConcepts, key: "協働".into(), boost: 0.3 };
        let theme = |score| Plan::Has { facet: Facet::Theme, value: "dx".into(), score };
        let about =
            Plan::About { element: Element::Pair("公共".into(), "施設".into()), score: 2.0, above: 1.2 };
        let years = |first, last| vec![(FiscalYear::new(first), FiscalYear::new(last))];
        let filters = [
            Filter::Is(Facet::Municipality, vec!["132144".into()]),
            Filter::IsNot(Facet::Kind, vec!["background".into()]),
            Filter::Years(years(2023, 2024)),
            Filter::InForce(years(2025, 2025)),
        ];
        let parts = vec![(term("公園", 1.0), 1.0), (term("防災", 1.0), 0.7), (term("無線", 1.0), 0.5)];
        let cases: [(&str, Plan, &[Filter]); 13] = [
            ("term", term("協働", 1.0), &[]),
            ("pointed", pointed, &[]),
            ("phrase", phrase, &[]),
            ("has", theme(1.0), &[]),
            ("has_unscored", theme(0.0), &[]),
            ("about", about, &[]),
            ("all", Plan::All(vec![term("公園", 1.0), term("防災", 0.5)]), &[]),
            ("any", Plan::Any(vec![term("公園", 1.0), term("防災", 0.5)]), &[]),
            ("best", Plan::Best(vec![term("公園", 0.5), term("防災", 0.5), term("公園", 1.0)]), &[]),
            ("also", Plan::Also(Box::new(term("公園", 1.0)), vec![theme(0.8)]), &[]),
            ("enough", Plan::Enough { parts, limit: 1.2 }, &[]),
            ("without", Plan::Without(Box::new(term("公園", 1.0)), Box::new(term("防災", 1.0))), &[]),
            ("everything_within", Plan::Everything, &filters),
        ];
        for (name, plan, filters) in cases {
            insta::assert_snapshot!(name, asked(&plan, filters));
        }
    }

    /// Whether a statement with some words is found.
    fn finds(query: &Value, words: &BTreeSet<&str>) -> bool {
        if let Some(term) = query.get("term") {
            return words.contains(term["text"]["value"].as_str().unwrap());
        }
        if let Some(terms) = query.get("terms") {
            return terms["text"]
                .as_array()
                .unwrap()
                .iter()
                .any(|term| words.contains(term.as_str().unwrap()));
        }
        if query.get("exists").is_some() {
            return true;
        }
        let part =
            |name: &str| query["bool"].get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let should = part("should");
        let found = should.iter().filter(|query| finds(query, words)).count() as u64;
        let least = query["bool"].get("minimum_should_match").and_then(Value::as_u64).unwrap_or(0);
        found >= least
            && part("must").iter().chain(&part("filter")).all(|query| finds(query, words))
            && !part("must_not").iter().any(|query| finds(query, words))
    }

    #[test]
    fn enough_is_exactly_enough_or_more() {
        let keys: Vec<String> = (0..14).map(|number| format!("w{number}")).collect();
        let mut chance = fastrand::Rng::with_seed(7);
        for count in [1, 2, 3, 5, 8, 14] {
            let parts: Vec<(Plan, f32)> =
                keys[..count].iter().map(|key| (term(key, 1.0), 0.4 + chance.f32())).collect();
            let limit = 0.5 * parts.iter().map(|(_, weight)| weight).sum::<f32>();
            let plan = Plan::Enough { parts: parts.clone(), limit };
            let Lowered { query, exact } = lowered(&plan, &[], &Known);
            let without = lowered(&Plan::Without(Box::new(Plan::Everything), Box::new(plan)), &[], &Known);
            for _ in 0..200 {
                let has: Vec<bool> = (0..count).map(|_| chance.bool()).collect();
                let words =
                    keys.iter().zip(&has).filter(|(_, has)| **has).map(|(key, _)| key.as_str()).collect();
                let weight: f32 =
                    parts.iter().zip(&has).filter(|(_, has)| **has).map(|((_, weight), _)| weight).sum();
                let enough = weight >= limit - ROUNDING;
                let found = finds(&query, &words);
                assert!(if exact { found == enough } else { found || !enough }, "{count}: {has:?}");
                // What is left out must not be more than is meant, either.
                assert!(finds(&without.query, &words) || enough, "{count}: {has:?}");
            }
        }
    }
}
