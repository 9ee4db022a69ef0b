//! Asks an open index: what matches, in which order, and how it is spread.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::collector::TopDocs;
use tantivy::columnar::{Column, ColumnBlockAccessor, StrColumn};
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, DocSet, SegmentOrdinal, SegmentReader};

use crate::Result;
use crate::compile::{compile, query};
use crate::gather::{Floor, Gathered, Hit, Wanted, keep_best};
use crate::index::{Index, Place};
use crate::plan::{Filter, Page, Plan};
use crate::schema::Facet;

/// From so many on the best are all that matches, for what it takes to be among them is soon nothing.
const MOST_BEST: usize = 10_000;

/// As many hits as are worth a thread.
const SEVERAL: usize = 4_096;

/// How many values are read from a column together.
const COUNTED_AT_ONCE: usize = 1024;

/// What matched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matches {
    /// How many statements.
    pub total: usize,
    /// The best score of them, where any of them are wanted.
    pub best: Option<f32>,
    /// The wanted ones, best first.
    pub ranked: Vec<Ranked>,
    /// How all of them are spread over the facets that were asked for, in that order.
    pub spread: Vec<(Facet, Counts)>,
}

impl Matches {
    /// How all of them are spread over a facet; nothing of one that was not asked for.
    pub fn by(&self, facet: Facet) -> &[(String, usize)] {
        let spread = self.spread.iter().find(|(known, _)| *known == facet);
        spread.map(|(_, counts)| counts.as_slice()).unwrap_or_default()
    }

    /// Where the wanted ones lie, best first.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.ranked.iter().map(|ranked| ranked.place)
    }
}

/// A statement that matched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Where it lies.
    pub place: Place,
    /// How well it matches.
    pub score: f32,
}

/// Values of a facet with how many statements have each, most first.
pub type Counts = Vec<(String, usize)>;

impl Index {
    /// What `plan` matches within `filters`. Of the same score, what comes first in the corpus comes first.
    pub fn matches(&self, plan: &Plan, filters: &[Filter], page: Page) -> Result<Matches> {
        let counted = page.offset.saturating_add(page.limit);
        let wanted = match counted {
            0 => Wanted::Count,
            wanted if page.per_municipality.is_none() && wanted < MOST_BEST => {
                Wanted::Best(wanted, Arc::new(Floor::default()))
            }
            _ => Wanted::All,
        };
        let query = compile(plan, filters, &self.fields, &wanted);
        let scoring = EnableScoring::enabled_from_statistics_provider(&self.statistics, &self.searcher);
        let weight = query.weight(scoring)?;
        let listed = !page.counted.is_empty();
        let gather = |(ordinal, reader): (SegmentOrdinal, &SegmentReader)| {
            Gathered::of(weight.as_ref(), (ordinal, reader), &wanted, listed)
        };
        let segments = self.searcher.segment_readers();
        let numbered: Vec<_> = (0..).zip(segments).collect();
        let mut found = numbered.into_par_iter().map(gather).collect::<Result<Vec<_>>>()?;
        let total = found.iter().map(|gathered| gathered.total).sum();
        let spread = page.counted.iter().map(|&facet| Ok((facet, self.counts(&found, facet)?)));
        let spread = spread.collect::<Result<_>>()?;
        let best = found.iter().flat_map(|found| &found.hits).map(|hit| hit.score).reduce(f32::max);
        let mut hits = match page.per_municipality {
            Some(most) => self.best_of_each(&mut found, most)?,
            None => found.iter_mut().flat_map(|found| std::mem::take(&mut found.hits)).collect(),
        };
        keep_best(&mut hits, counted);
        let ranked = self.in_order(hits)?.into_iter().skip(page.offset).take(page.limit);
        let ranked = ranked.map(|hit| Ranked { place: Place(hit.address), score: hit.score }).collect();
        Ok(Matches { total, best, ranked, spread })
    }

    /// Of what matches in each segment the best of each municipality.
    fn best_of_each(&self, found: &mut [Gathered], most: usize) -> Result<Vec<Hit>> {
        let codes = self.facet_columns(Facet::Municipality)?;
        let groups = found.par_iter_mut().zip(codes).map(|(found, codes)| {
            let mut groups = of_each_municipality(std::mem::take(&mut found.hits), codes.as_ref());
            groups.iter_mut().for_each(|(_, group)| _ = keep_best(group, most));
            groups
        });
        let mut all = BTreeMap::<String, Vec<Hit>>::new();
        for (code, hits) in groups.collect::<Vec<_>>().into_iter().flatten() {
            all.entry(code).or_default().extend(hits);
        }
        let mut best = Vec::new();
        for mut hits in all.into_values() {
            // Only what is as good as the last one needs an order.
            _ = keep_best(&mut hits, most);
            if hits.len() > most {
                hits = self.in_order(hits)?;
                hits.truncate(most);
            }
            best.append(&mut hits);
        }
        Ok(best)
    }

    /// The best first, and what comes first in the corpus before what is as good.
    fn in_order(&self, hits: Vec<Hit>) -> Result<Vec<Hit>> {
        let orders = self.order_columns()?;
        let key = |hit: Hit| {
            let order = orders[hit.address.segment_ord as usize].first(hit.address.doc_id);
            ((Reverse(sortable(hit.score)), order, hit.address), hit)
        };
        let mut keyed: Vec<_> = hits.into_par_iter().with_min_len(SEVERAL).map(key).collect();
        keyed.par_sort_unstable_by_key(|(key, _)| *key);
        Ok(keyed.into_iter().map(|(_, hit)| hit).collect())
    }

    /// Whether a plan matches anything.
    pub fn has_any(&self, plan: &Plan) -> Result<bool> {
        Ok(!self.top(plan, 1)?.is_empty())
    }

    /// What the engine alone calls the best: without counting all that matches, and in any order among equals.
    /// For measuring [`Index::matches`].
    pub fn top(&self, plan: &Plan, limit: usize) -> Result<Vec<Ranked>> {
        let query = query(plan, &self.fields);
        let found = self.searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        Ok(found.into_iter().map(|(score, address)| Ranked { place: Place(address), score }).collect())
    }

    /// In how many segments the index lies.
    pub fn segments(&self) -> usize {
        self.searcher.segment_readers().len()
    }

    /// How what was gathered in each segment is spread over the values of a facet.
    fn counts(&self, found: &[Gathered], facet: Facet) -> Result<Counts> {
        let columns = self.facet_columns(facet)?;
        let counted = found.par_iter().zip(columns).map(|(found, column)| {
            column.as_ref().map_or(Ok(Counts::new()), |column| counted(column, &found.docs))
        });
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (value, count) in counted.collect::<Result<Vec<_>>>()?.into_iter().flatten() {
            *counts.entry(value).or_default() += count;
        }
        let mut counts: Counts = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(counts)
    }

    /// Every value of a facet, with how many statements have it.
    pub fn values(&self, facet: Facet) -> Result<Counts> {
        let field = self.fields.facet(facet);
        let mut values: BTreeMap<String, usize> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let terms = segment.inverted_index(field)?;
            let mut stream = terms.terms().stream().map_err(tantivy::TantivyError::from)?;
            while stream.advance() {
                let value = String::from_utf8_lossy(stream.key()).into_owned();
                *values.entry(value).or_default() += stream.value().doc_freq as usize;
            }
        }
        Ok(values.into_iter().collect())
    }

    /// What a part of a plan gives one statement; nothing if it does not match.
    pub fn score(&self, plan: &Plan, place: Place) -> Result<Option<f32>> {
        let query = query(plan, &self.fields);
        let weight = query
            .weight(EnableScoring::enabled_from_statistics_provider(&self.statistics, &self.searcher))?;
        let segment = self.searcher.segment_reader(place.0.segment_ord);
        let mut scorer = weight.scorer(segment, 1.0)?;
        if scorer.doc() > place.0.doc_id || scorer.seek(place.0.doc_id) != place.0.doc_id {
            return Ok(None);
        }
        Ok(Some(scorer.score()))
    }

    /// Where every statement comes in the corpus, segment by segment.
    pub(crate) fn orders(&self) -> Result<Vec<Vec<u64>>> {
        let segments = self.searcher.segment_readers().iter().zip(self.order_columns()?);
        let of = |(reader, column): (&SegmentReader, &Column<u64>)| {
            (0..reader.max_doc()).map(|doc| column.first(doc).unwrap_or_default()).collect()
        };
        Ok(segments.map(of).collect())
    }

    pub(crate) fn columns<T>(&self, column: impl Fn(&SegmentReader) -> tantivy::Result<T>) -> Result<Vec<T>> {
        let columns: tantivy::Result<Vec<T>> = self.searcher.segment_readers().iter().map(column).collect();
        Ok(columns?)
    }
}

/// How statements of a segment are spread over the values of a column.
fn counted(column: &StrColumn, found: &[DocId]) -> Result<Counts> {
    let mut by_ord = vec![0; column.num_terms()];
    let mut block = ColumnBlockAccessor::default();
    for docs in found.chunks(COUNTED_AT_ONCE) {
        block.fetch_block(docs, column.ords());
        for ord in block.iter_vals() {
            // A damaged column may name values there are not.
            by_ord.get_mut(ord as usize).into_iter().for_each(|count| *count += 1);
        }
    }
    let mut counts = Counts::new();
    for (ord, count) in (0..).zip(by_ord).filter(|(_, count)| *count > 0) {
        let mut value = String::new();
        if column.ord_to_str(ord, &mut value).unwrap_or(false) {
            counts.push((value, count));
        }
    }
    Ok(counts)
}

/// What was found in a segment, by the codes of the municipalities; those that cannot be read count as one.
fn of_each_municipality(hits: Vec<Hit>, codes: Option<&StrColumn>) -> Vec<(String, Vec<Hit>)> {
    let Some(column) = codes else { return vec![(String::new(), hits)] };
    let mut groups = vec![Vec::new(); column.num_terms() + 1];
    let unread = column.num_terms() as u64;
    for hit in hits {
        let ord = column.ords().first(hit.address.doc_id).unwrap_or(unread).min(unread);
        groups[ord as usize].push(hit);
    }
    let code = |ord: u64| {
        let mut code = String::new();
        let is_read = column.ord_to_str(ord, &mut code).unwrap_or(false);
        if is_read { code } else { String::new() }
    };
    let groups = (0..).zip(groups).filter(|(_, hits)| !hits.is_empty());
    groups.map(|(ord, hits)| (code(ord), hits)).collect()
}

/// Scores as whole numbers in the same order.
fn sortable(score: f32) -> u32 {
    // No score is below nothing, and then the bits are in order.
    score.max(0.0).to_bits()
}
