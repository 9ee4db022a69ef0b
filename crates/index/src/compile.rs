//! From a plan to the engine's queries.

use std::ops::Bound;

use kurabe_model::FiscalYear;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::IndexRecordOption;

use crate::beside::{Beside, Clue, Most, Side};
use crate::enough::Enough;
use crate::gather::Wanted;
use crate::meant::Meant;
use crate::near::Near;
use crate::plan::{Filter, POINTED, Plan, years_within};
use crate::pointed::Pointed;
use crate::schema::{Facet, Fields, Searched};

/// The query of a plan within filters, the scores of which are wanted for something.
pub(crate) fn compile(plan: &Plan, filters: &[Filter], fields: &Fields, wanted: &Wanted) -> Box<dyn Query> {
    let scored = scored_for(wanted, plan, fields);
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

/// The query of a plan that is not part of another one but for filters.
fn scored_for(wanted: &Wanted, plan: &Plan, fields: &Fields) -> Box<dyn Query> {
    match (plan, wanted) {
        // What only adds to scores finds nothing.
        (Plan::Also(part, _), Wanted::Count) => scored_for(wanted, part, fields),
        (Plan::Also(..), Wanted::Best(_, floor)) => {
            // What adds to what adds adds to it all.
            let (mut part, mut sides) = (plan, Vec::new());
            while let Plan::Also(inner, others) = part {
                sides.extend(others.iter().map(|other| side(other, fields)));
                part = inner;
            }
            Box::new(Beside::new(query(part, fields), sides).above(floor))
        }
        (Plan::Without(part, other), _) => without(scored_for(wanted, part, fields), query(other, fields)),
        (Plan::Within(part, filters), _) => compile(part, filters, fields, wanted),
        (plan, _) => query(plan, fields),
    }
}

fn without(part: Box<dyn Query>, other: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(vec![(Occur::Must, part), (Occur::MustNot, other)]))
}

fn filter_query(filter: &Filter, fields: &Fields) -> Box<dyn Query> {
    match filter {
        Filter::Is(facet, values) | Filter::IsNot(facet, values) => one_of(*facet, values, fields),
        Filter::Years(ranges) => one_of(Facet::Year, &years_within(ranges), fields),
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
    let term = |searched: Searched, key: &str| Term::from_field_text(fields.searched(searched), key);
    match plan {
        Plan::Term { searched, key, boost } => scored(term(*searched, key), *boost),
        Plan::Pointed { searched, key, boost } => {
            Box::new(Pointed { term: term(*searched, key), boost: *boost, share: POINTED })
        }
        Plan::Phrase { searched, keys, slop, boost } => match keys.as_slice() {
            [] => Box::new(EmptyQuery),
            [key] => scored(term(*searched, key), *boost),
            keys => {
                let terms: Vec<Term> = keys.iter().map(|key| term(*searched, key)).collect();
                match *slop {
                    0 => boosted(Box::new(PhraseQuery::new(terms)), *boost),
                    slop => boosted(Box::new(Near { terms, slop }), *boost),
                }
            }
        },
        Plan::Has { facet, value, score } => {
            holding(Term::from_field_text(fields.facet(*facet), value), *score)
        }
        Plan::About { element, score, above } => {
            let key = element.key();
            let about = |(field, score)| holding(Term::from_field_text(field, &key), score);
            // Nobody stands in both lists.
            let lists = [(fields.about, *score), (fields.about_above, *above)];
            Box::new(BooleanQuery::union(lists.map(about).into()))
        }
        Plan::All(parts) | Plan::Any(parts) | Plan::Best(parts) if parts.len() < 2 => {
            parts.first().map_or_else(|| Box::new(EmptyQuery) as Box<dyn Query>, |part| query(part, fields))
        }
        Plan::All(parts) => Box::new(BooleanQuery::intersection(all(parts))),
        Plan::Any(parts) => Box::new(BooleanQuery::union(all(parts))),
        Plan::Best(parts) => Box::new(DisjunctionMaxQuery::new(all(parts))),
        Plan::Also(part, others) => Box::new(Beside::new(
            query(part, fields),
            others.iter().map(|other| side(other, fields)).collect(),
        )),
        Plan::Enough { parts, limit } => {
            let parts = parts.iter().map(|(part, weight)| (query(part, fields), *weight)).collect();
            Box::new(Enough::new(parts, *limit))
        }
        Plan::Without(part, other) => without(query(part, fields), query(other, fields)),
        Plan::Within(part, filters) => compile(part, filters, fields, &Wanted::All),
        Plan::Meant { nearness, least, boost } => {
            Box::new(Meant { nearness: nearness.clone(), least: *least, boost: *boost })
        }
        Plan::Everything => Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0)),
    }
}

/// What a plan gives what is found by another one.
fn side(plan: &Plan, fields: &Fields) -> Side<Clue> {
    let all = |parts: &[Plan]| parts.iter().map(|part| side(part, fields)).collect();
    let words = |searched: Searched, keys: &[String], boost: f32| {
        let field = fields.searched(searched);
        Most::Words(keys.iter().map(|key| Term::from_field_text(field, key)).collect(), boost)
    };
    let most = match plan {
        Plan::Any(parts) => return Side::Sum(all(parts)),
        Plan::Best(parts) => return Side::Best(all(parts)),
        Plan::Term { searched, key, boost } | Plan::Pointed { searched, key, boost } => {
            words(*searched, std::slice::from_ref(key), *boost)
        }
        Plan::Phrase { searched, keys, boost, .. } => words(*searched, keys, *boost),
        Plan::Has { score, .. } => Most::Same(*score),
        Plan::About { score, above, .. } => Most::Same(score.max(*above)),
        Plan::Meant { boost, .. } => Most::Same(*boost),
        _ => Most::Unknown,
    };
    Side::One(Clue { query: query(plan, fields).into(), most })
}

/// Whatever has a value, with the same score.
fn holding(term: Term, score: f32) -> Box<dyn Query> {
    let holding = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
    Box::new(ConstScoreQuery::new(holding, score))
}

fn scored(term: Term, boost: f32) -> Box<dyn Query> {
    boosted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), boost)
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    if (boost - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, boost)) }
}
