//! Asks an open index: what matches, in which order, and how it is spread.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tantivy::collector::{Collector, SegmentCollector, TopDocs};
use tantivy::columnar::{ColumnBlockAccessor, StrColumn};
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentOrdinal, SegmentReader};

use crate::Result;
use crate::compile::{compile, query};
use crate::index::{Index, Place};
use crate::plan::{Filter, Page, Plan};
use crate::schema::Facet;

/// Scores that differ by less than one in this are equal.
const PRECISION: f32 = 1000.0;

/// How many values are read from a column together.
const COUNTED_AT_ONCE: usize = 1024;

/// What matched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matches {
    /// How many statements.
    pub total: usize,
    /// The best score of them.
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
        let query = compile(plan, filters, &self.fields);
        let scoring = EnableScoring::enabled_from_statistics_provider(&self.statistics, &self.searcher);
        let weight = query.weight(scoring)?;
        let wanted = page.offset.saturating_add(page.limit);
        let codes = page.per_municipality.map(|_| self.strings(Facet::Municipality)).transpose()?;
        let segments = self.searcher.segment_readers().par_iter().enumerate();
        let found = segments.map(|(number, reader)| {
            let hits = Everything.collect_segment(weight.as_ref(), number as u32, reader)?;
            let best = hits.iter().map(|hit| hit.score).reduce(f32::max);
            let all = hits.iter().map(|hit| hit.address).collect();
            let mut groups = match &codes {
                _ if page.limit == 0 => Vec::new(),
                Some(codes) => of_each_municipality(hits, codes[number].as_ref()),
                None => vec![(String::new(), hits)],
            };
            let orders = reader.fast_fields().u64("order")?;
            for (_, group) in &mut groups {
                keep_best(group, page.per_municipality.unwrap_or(wanted));
                group.iter_mut().for_each(|hit| hit.order = orders.first(hit.address.doc_id));
            }
            Ok(Found { all, best, groups })
        });
        let found = found.collect::<Result<Vec<_>>>()?;
        let best = found.iter().filter_map(|segment| segment.best).reduce(f32::max);
        let (mut all, mut groups) = (Vec::new(), BTreeMap::<String, Vec<Hit>>::new());
        for segment in found {
            all.extend(segment.all);
            for (code, hits) in segment.groups {
                groups.entry(code).or_default().extend(hits);
            }
        }
        if let Some(most) = page.per_municipality {
            for group in groups.values_mut() {
                sort(group);
                group.truncate(most);
            }
        }
        let mut hits: Vec<Hit> = groups.into_values().flatten().collect();
        keep_best(&mut hits, wanted);
        sort(&mut hits);
        let ranked = hits.into_iter().skip(page.offset).take(page.limit);
        let ranked = ranked.map(|hit| Ranked { place: Place(hit.address), score: hit.score }).collect();
        let spread = page.counted.iter().map(|&facet| Ok((facet, self.counts(&all, facet)?)));
        Ok(Matches { total: all.len(), best, ranked, spread: spread.collect::<Result<_>>()? })
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

    /// How statements are spread over the values of a facet.
    fn counts(&self, all: &[DocAddress], facet: Facet) -> Result<Counts> {
        let columns = self.strings(facet)?;
        // What matched in a segment stands together.
        let segments: Vec<&[DocAddress]> =
            all.chunk_by(|one, next| one.segment_ord == next.segment_ord).collect();
        let counted = segments.par_iter().map(|found| {
            let column = found.first().and_then(|first| columns.get(first.segment_ord as usize)?.as_ref());
            column.map_or(Ok(Counts::new()), |column| counted(column, found))
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
        let orders = self.columns(|reader| Ok((reader.max_doc(), reader.fast_fields().u64("order")?)))?;
        let of = |(count, column): (DocId, tantivy::columnar::Column<u64>)| {
            (0..count).map(|doc| column.first(doc).unwrap_or_default()).collect()
        };
        Ok(orders.into_iter().map(of).collect())
    }

    fn strings(&self, facet: Facet) -> Result<Vec<Option<StrColumn>>> {
        self.columns(|reader| reader.fast_fields().str(facet.name()))
    }

    pub(crate) fn columns<T>(&self, column: impl Fn(&SegmentReader) -> tantivy::Result<T>) -> Result<Vec<T>> {
        let columns: tantivy::Result<Vec<T>> = self.searcher.segment_readers().iter().map(column).collect();
        Ok(columns?)
    }
}

/// How statements of a segment are spread over the values of a column.
fn counted(column: &StrColumn, found: &[DocAddress]) -> Result<Counts> {
    let mut by_ord = vec![0; column.num_terms()];
    let mut block = ColumnBlockAccessor::default();
    let mut docs = Vec::new();
    for found in found.chunks(COUNTED_AT_ONCE) {
        docs.clear();
        docs.extend(found.iter().map(|address| address.doc_id));
        block.fetch_block(&docs, column.ords());
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

/// Keeps so many of the best, and what is as good as the last of them: only these need an order.
fn keep_best(hits: &mut Vec<Hit>, wanted: usize) {
    if wanted > 0 && wanted < hits.len() {
        hits.select_nth_unstable_by(wanted - 1, |a, b| b.score.total_cmp(&a.score));
        let least = hits[wanted - 1].score;
        hits.retain(|hit| hit.score >= least);
    }
}

/// The best first, and what comes first in the corpus before what is as good.
fn sort(hits: &mut [Hit]) {
    hits.par_sort_unstable_by_key(|hit| (std::cmp::Reverse(sortable(hit.score)), hit.order, hit.address));
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

#[derive(Debug, Clone, Copy)]
struct Hit {
    address: DocAddress,
    score: f32,
    /// Where it stands in the corpus, once it is known to be among the best.
    order: Option<u64>,
}

/// What was found in a segment.
struct Found {
    all: Vec<DocAddress>,
    best: Option<f32>,
    /// Those worth keeping: of each municipality where they are counted by municipality, else of all.
    groups: Vec<(String, Vec<Hit>)>,
}

/// Gathers every match with its score.
struct Everything;

struct Segment {
    ordinal: SegmentOrdinal,
    hits: Vec<Hit>,
}

impl Collector for Everything {
    type Fruit = Vec<Hit>;
    type Child = Segment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Segment> {
        Ok(Segment { ordinal, hits: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Hit>>) -> tantivy::Result<Vec<Hit>> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for Segment {
    type Fruit = Vec<Hit>;

    fn collect(&mut self, doc: DocId, score: Score) {
        // Sums of floats depend on the order of adding, and that on how the index came about.
        let score = (score * PRECISION).round() / PRECISION;
        self.hits.push(Hit { address: DocAddress::new(self.ordinal, doc), score, order: None });
    }

    fn harvest(self) -> Vec<Hit> {
        self.hits
    }
}
