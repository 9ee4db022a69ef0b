//! From a plan to the engine's queries.

use std::ops::Bound;

use kurabe_model::FiscalYear;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::IndexRecordOption;

use crate::plan::{Filter, Plan};
use crate::schema::{Facet, Fields};

/// No plan is older, and none reaches further.
const FIRST_YEAR: u16 = 1868;
const LAST_YEAR: u16 = 2200;

/// Beyond so many parts "enough" is not spelt out as sets of parts any more.
const SPELT_OUT: usize = 5;

/// The query of a plan within filters.
pub(crate) fn compile(plan: &Plan, filters: &[Filter], fields: &Fields) -> Box<dyn Query> {
    let scored = query(plan, fields);
    if filters.is_empty() {
        return scored;
    }
    let mut clauses = vec![(Occur::Must, scored)];
    clauses.extend(filters.iter().map(|filter| match filter {
        Filter::IsNot(facet, values) => (Occur::MustNot, one_of(*facet, values, fields)),
        other => {
            (Occur::Must, Box::new(ConstScoreQuery::new(filter_query(other, fields), 0.0)) as Box<dyn Query>)
        }
    }));
    Box::new(BooleanQuery::new(clauses))
}

fn filter_query(filter: &Filter, fields: &Fields) -> Box<dyn Query> {
    match filter {
        Filter::Is(facet, values) | Filter::IsNot(facet, values) => one_of(*facet, values, fields),
        Filter::Years(ranges) => {
            let values: Vec<String> = ranges
                .iter()
                .flat_map(|(first, last)| first.western().max(FIRST_YEAR)..=last.western().min(LAST_YEAR))
                .map(|year| year.to_string())
                .collect();
            one_of(Facet::Year, &values, fields)
        }
        Filter::InForce(ranges) => {
            let range = |(first, last): &(FiscalYear, FiscalYear)| -> Box<dyn Query> {
                let until = Term::from_field_u64(fields.until, u64::from(first.western()));
                let from = Term::from_field_u64(fields.from, u64::from(last.western()));
                let begun = RangeQuery::new(Bound::Unbounded, Bound::Included(from));
                let not_over = RangeQuery::new(Bound::Included(until), Bound::Unbounded);
                Box::new(BooleanQuery::intersection(vec![Box::new(begun), Box::new(not_over)]))
            };
            Box::new(BooleanQuery::union(ranges.iter().map(range).collect()))
        }
    }
}

fn one_of(facet: Facet, values: &[String], fields: &Fields) -> Box<dyn Query> {
    let field = fields.facet(facet);
    Box::new(TermSetQuery::new(values.iter().map(|value| Term::from_field_text(field, value))))
}

/// The query of a plan.
pub(crate) fn query(plan: &Plan, fields: &Fields) -> Box<dyn Query> {
    let all = |parts: &[Plan]| parts.iter().map(|part| query(part, fields)).collect::<Vec<_>>();
    match plan {
        Plan::Term { searched, key, boost } => {
            let term = Term::from_field_text(fields.searched(*searched), key);
            boosted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), *boost)
        }
        Plan::Phrase { searched, keys, slop, boost } => {
            let field = fields.searched(*searched);
            let terms: Vec<Term> = keys.iter().map(|key| Term::from_field_text(field, key)).collect();
            match terms.as_slice() {
                [] => Box::new(EmptyQuery),
                [term] => {
                    boosted(Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)), *boost)
                }
                _ => {
                    let mut phrase = PhraseQuery::new(terms);
                    phrase.set_slop(*slop);
                    boosted(Box::new(phrase), *boost)
                }
            }
        }
        Plan::Has { facet, value, score } => {
            let term = Term::from_field_text(fields.facet(*facet), value);
            let has = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            Box::new(ConstScoreQuery::new(has, *score))
        }
        Plan::All(parts) => match parts.as_slice() {
            [] => Box::new(EmptyQuery),
            [part] => query(part, fields),
            parts => Box::new(BooleanQuery::intersection(all(parts))),
        },
        Plan::Any(parts) => match parts.as_slice() {
            [] => Box::new(EmptyQuery),
            [part] => query(part, fields),
            parts => Box::new(BooleanQuery::union(all(parts))),
        },
        Plan::Best(parts) => match parts.as_slice() {
            [] => Box::new(EmptyQuery),
            [part] => query(part, fields),
            parts => Box::new(DisjunctionMaxQuery::new(all(parts))),
        },
        Plan::Also(part, others) => {
            let mut clauses = vec![(Occur::Must, query(part, fields))];
            clauses.extend(all(others).into_iter().map(|other| (Occur::Should, other)));
            Box::new(BooleanQuery::new(clauses))
        }
        Plan::Enough { parts, limit } => enough(parts, *limit, fields),
        Plan::Without(part, other) => Box::new(BooleanQuery::new(vec![
            (Occur::Must, query(part, fields)),
            (Occur::MustNot, query(other, fields)),
        ])),
        Plan::Everything => Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0)),
    }
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    if (boost - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, boost)) }
}

/// Any set of parts that is just enough, and the scores of all.
fn enough(parts: &[(Plan, f32)], limit: f32, fields: &Fields) -> Box<dyn Query> {
    let scores = || parts.iter().map(|(part, _)| (Occur::Should, query(part, fields)));
    if parts.len() > SPELT_OUT {
        // Weights of so many parts hardly differ: their number stands for them.
        let total: f32 = parts.iter().map(|(_, weight)| weight).sum();
        let share = if total > 0.0 { limit / total } else { 1.0 };
        let needed = (share * parts.len() as f32).ceil() as usize;
        let mut counted = BooleanQuery::new(scores().collect());
        counted.set_minimum_number_should_match(needed.clamp(1, parts.len()));
        return Box::new(counted);
    }
    let weight = |set: u32| -> f32 {
        parts.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, (_, weight))| weight).sum()
    };
    // A little less than the limit is the limit, added up in another order.
    let suffices = |set: u32| weight(set) >= limit - 1e-4;
    let minimal =
        |set: u32| (0..parts.len()).filter(|bit| set >> bit & 1 == 1).all(|bit| !suffices(set & !(1 << bit)));
    let sets = (1..1_u32 << parts.len()).filter(|&set| suffices(set) && minimal(set));
    let matches: Vec<Box<dyn Query>> = sets
        .map(|set| {
            let chosen = parts.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
            let chosen: Vec<Plan> = chosen.map(|(_, (part, _))| part.clone()).collect();
            query(&Plan::All(chosen), fields)
        })
        .collect();
    if matches.is_empty() {
        return Box::new(EmptyQuery);
    }
    let matches = ConstScoreQuery::new(Box::new(BooleanQuery::union(matches)), 0.0);
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(matches))];
    clauses.extend(scores());
    Box::new(BooleanQuery::new(clauses))
}
