//! Fetches statements (取り寄せ): the best by the engine's own scores, those of every municipality, or all of them page by page.

use std::collections::BTreeMap;

use kurabe_index::{Counts, Error, Facet, Filter, Parcel, Result, Trouble};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::answer::{bytes, counted, hits, total};
use crate::engine::Engine;
use crate::http::faulty;
use crate::lower::within;
use crate::shape::PARCEL;

/// As many statements as are fetched for one question; more would be the whole of it.
pub(crate) const MOST: usize = 80_000;
/// So many come together.
const PAGE: usize = 2_000;
/// So many questions are asked together.
const QUESTIONS: usize = 40;
/// So few municipalities are asked by themselves.
const FEW: usize = 6;
/// So many times as many as are wanted of all municipalities together are fetched from all, up to so many.
const FROM_ALL: usize = 2;
const MOST_FROM_ALL: usize = 8_000;
/// More values of a facet than these are not counted.
const VALUES: usize = 60_000;

/// What a question found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// How many there are.
    pub(crate) total: usize,
    /// Those that were fetched.
    pub(crate) parcels: Vec<Parcel>,
    /// The engine's score of each.
    pub(crate) scores: Vec<f32>,
    /// How all of them are spread.
    pub(crate) spread: Vec<(Facet, Counts)>,
}

impl Found {
    /// The engine's score of the last of them.
    pub(crate) fn last(&self) -> f32 {
        self.scores.last().copied().unwrap_or_default()
    }

    /// The first of them, of so many there are.
    fn first(mut self, most: usize, total: usize) -> Self {
        self.parcels.truncate(most);
        self.scores.truncate(most);
        Self { total, ..self }
    }
}

/// An index that is fetched from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fetching<'f> {
    pub(crate) engine: &'f Engine,
    pub(crate) index: &'f str,
}

impl Fetching<'_> {
    /// The best, with what is counted of all.
    pub(crate) fn best(&self, query: &Value, size: usize, counted: &[Facet]) -> Result<Found> {
        found(&self.engine.search(self.index, &body(query, size, counted))?, counted)
    }

    /// The best of each municipality, up to `most`, of those that have so many statements. The best of all are those of most
    /// municipalities too, and the best of those that are left; the last few are asked by themselves.
    pub(crate) fn best_of_each(&self, query: &Value, each: &Counts, most: usize) -> Result<Vec<Found>> {
        let mut all: BTreeMap<&str, Found> = BTreeMap::new();
        let mut open: Vec<&(String, usize)> = each.iter().collect();
        loop {
            let before = open.len();
            let wanted: usize = open.iter().map(|(_, count)| most.min(*count)).sum();
            if before > FEW && wanted * FROM_ALL <= MOST_FROM_ALL {
                self.best_of_some(query, &open, most, &mut all)?;
                open.retain(|(code, _)| !all.contains_key(code.as_str()));
            }
            if open.len() > before / 2 || open.len() <= FEW {
                break;
            }
        }
        for open in open.chunks(QUESTIONS) {
            let bodies = open.iter().map(|(code, count)| {
                let filter = Filter::Is(Facet::Municipality, vec![code.clone()]);
                body(&within(query.clone(), &[filter]), most.min(*count), &[])
            });
            let answers = self.engine.searches(self.index, &bodies.collect::<Vec<_>>())?;
            let found = answers.par_iter().map(|answer| found(answer, &[])).collect::<Result<Vec<_>>>()?;
            all.extend(open.iter().map(|(code, _)| code.as_str()).zip(found));
        }
        Ok(each.iter().filter_map(|(code, _)| all.remove(code.as_str())).collect())
    }

    /// Adds the best of those municipalities of which enough are among the best of all.
    fn best_of_some<'e>(
        &self,
        query: &Value,
        open: &[&'e (String, usize)],
        most: usize,
        all: &mut BTreeMap<&'e str, Found>,
    ) -> Result<()> {
        let codes = open.iter().map(|(code, _)| code.clone()).collect();
        let wanted: usize = open.iter().map(|(_, count)| most.min(*count)).sum();
        let size = wanted * FROM_ALL;
        let best = self.best(&within(query.clone(), &[Filter::Is(Facet::Municipality, codes)]), size, &[])?;
        let mut by_code: BTreeMap<String, Found> = BTreeMap::new();
        for (parcel, score) in best.parcels.into_iter().zip(best.scores) {
            let of = by_code.entry(parcel.municipality().code.to_string()).or_default();
            of.parcels.push(parcel);
            of.scores.push(score);
        }
        let enough = open.iter().filter_map(|(code, count)| {
            let found = by_code.remove(code).filter(|found| found.parcels.len() >= most.min(*count))?;
            Some((code.as_str(), found.first(most, *count)))
        });
        all.extend(enough);
        Ok(())
    }

    /// How many each of some questions finds.
    pub(crate) fn counts(&self, queries: &[Value]) -> Result<Vec<usize>> {
        let bodies: Vec<Value> = queries.iter().map(|query| body(query, 0, &[])).collect();
        let mut counts = Vec::with_capacity(queries.len());
        for bodies in bodies.chunks(QUESTIONS) {
            for answer in self.engine.searches(self.index, bodies)? {
                counts.push(total(&answer)?);
            }
        }
        Ok(counts)
    }

    /// All of them, in the order of the corpus.
    pub(crate) fn all(&self, query: &Value) -> Result<Vec<Parcel>> {
        let mut parcels: Vec<Parcel> = Vec::new();
        let mut after: Option<Value> = None;
        loop {
            let mut body = json!({
                "size": PAGE, "query": query, "sort": [{ "order": { "order": "asc" } }], "track_total_hits": after.is_none(),
            });
            if let (Some(after), Value::Object(body)) = (&after, &mut body) {
                body.insert("search_after".to_owned(), json!([after]));
            }
            let answer = self.engine.search(self.index, &body)?;
            if after.is_none() {
                few_enough(total(&answer)?)?;
            }
            let found = found(&answer, &[])?;
            let came = found.parcels.len();
            after = hits(&answer)?.last().and_then(|hit| hit.pointer("/sort/0")).cloned();
            parcels.extend(found.parcels);
            if came < PAGE || after.is_none() {
                return Ok(parcels);
            }
        }
    }
}

/// It is an error to fetch more than can be.
pub(crate) fn few_enough(statements: usize) -> Result<()> {
    if statements <= MOST {
        return Ok(());
    }
    let cause = format!("{statements} statements would have to be fetched, and {MOST} can be");
    Err(Error::Far { trouble: Trouble::TooMuch, cause })
}

fn body(query: &Value, size: usize, counted: &[Facet]) -> Value {
    let mut body = json!({ "size": size, "query": query, "track_total_hits": true });
    let Value::Object(fields) = &mut body else { return body };
    if size > 0 {
        fields.insert("sort".to_owned(), json!(["_score", { "order": { "order": "asc" } }]));
    }
    if !counted.is_empty() {
        let count = |facet: &Facet| {
            let name = facet.name();
            (name.to_owned(), json!({ "terms": { "field": name, "size": VALUES } }))
        };
        fields.insert("aggs".to_owned(), Value::Object(counted.iter().map(count).collect::<Map<_, _>>()));
    }
    body
}

fn found(answer: &Value, counted: &[Facet]) -> Result<Found> {
    let hits = hits(answer)?;
    let parcel = |hit: &Value| {
        Parcel::of_bytes(&bytes(hit, PARCEL)?).map_err(|error| faulty(format!("a statement: {error}")))
    };
    let parcels = hits.par_iter().with_min_len(16).map(parcel).collect::<Result<_>>()?;
    let score = |hit: &Value| {
        let score = hit.pointer("/sort/0").and_then(Value::as_f64);
        score.map(|score| score as f32).ok_or_else(|| faulty("what was found has no score"))
    };
    let scores = hits.iter().map(score).collect::<Result<_>>()?;
    let spread = counted.iter().map(|facet| Ok((*facet, spread(answer, *facet)?)));
    Ok(Found { total: total(answer)?, parcels, scores, spread: spread.collect::<Result<_>>()? })
}

/// How what was found is spread over a facet, most first, as an index says it.
fn spread(answer: &Value, facet: Facet) -> Result<Counts> {
    let counted = counted(answer, facet.name())?;
    if !counted.is_whole {
        let cause = format!("more than {VALUES} values of {} would have to be counted", facet.name());
        return Err(Error::Far { trouble: Trouble::TooMuch, cause });
    }
    let values = counted.values.into_iter();
    let counts: BTreeMap<_, _> =
        values.filter_map(|(key, count)| Some((key.as_str()?.to_owned(), count as usize))).collect();
    let mut counts: Counts = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(counts)
}
