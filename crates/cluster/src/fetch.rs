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
pub(crate) const MOST: usize = 60_000;
/// So many come together.
const PAGE: usize = 2_000;
/// So many questions are asked together.
const QUESTIONS: usize = 40;
/// More values of a facet than these are not counted.
const VALUES: usize = 60_000;

/// What a question found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// How many there are.
    pub(crate) total: usize,
    /// Those that were fetched.
    pub(crate) parcels: Vec<Parcel>,
    /// The engine's score of the last of them.
    pub(crate) last: f32,
    /// How all of them are spread.
    pub(crate) spread: Vec<(Facet, Counts)>,
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

    /// The best within each of some filters, of so many each.
    pub(crate) fn best_of_each(&self, query: &Value, each: &[(Filter, usize)]) -> Result<Vec<Found>> {
        let mut all = Vec::with_capacity(each.len());
        for each in each.chunks(QUESTIONS) {
            let bodies: Vec<Value> = each
                .iter()
                .map(|(filter, size)| body(&within(query.clone(), std::slice::from_ref(filter)), *size, &[]))
                .collect();
            let answers = self.engine.searches(self.index, &bodies)?;
            all.extend(answers.par_iter().map(|answer| found(answer, &[])).collect::<Result<Vec<_>>>()?);
        }
        Ok(all)
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
    let score = |hit: &Value| hit.pointer("/sort/0").and_then(Value::as_f64);
    let last = hits.last().and_then(score).unwrap_or_default() as f32;
    let spread = counted.iter().map(|facet| Ok((*facet, spread(answer, *facet)?)));
    Ok(Found { total: total(answer)?, parcels, last, spread: spread.collect::<Result<_>>()? })
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
