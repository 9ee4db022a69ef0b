//! One question's view of statements far away (手元の机): what it needs is fetched and laid down here, where it is ranked and
//! compared as if it had never been away.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kurabe_index::{
    About, Abouts, Counted, Counts, Facet, Filter, Lot, Manifest, Matches, Page, Paper, Parcel, Place, Plan,
    Result, Retrieval, Searched, Summary, Tally, Trays, Values,
};
use kurabe_model::{DocumentId, Quote, StatementId};
use kurabe_text::Element;
use serde_json::{Value, json};

use crate::choices::choices;
use crate::engine::Engine;
use crate::far::Far;
use crate::fetch::{Fetching, few_enough};
use crate::lower::{Lowered, Rarity, everything, lowered, within};
use crate::shape::{ABOUT, ABOUT_ABOVE, token};

/// How many statements are fetched besides those that are wanted: the engine adds where the plan takes the best.
const BESIDES: usize = 40;
/// Where that is not enough, so many times as many are fetched, up to so many.
const MORE: usize = 4;
const MOST_BEST: usize = 8_000;
/// Where the engine can only be asked for more than is meant, up to so many are looked at one by one.
const LOOKED_AT: usize = 3_000;
/// Into so many plans one is parted that has the best of several.
const CHOICES: usize = 6;
/// The best of municipalities are fetched and laid down so many at a time.
const GROUP: usize = 10_000;
/// Up to so many are fetched as a whole, and not municipality by municipality.
const AT_ONCE: usize = 800;
/// Scores are rounded to this, and the engine's are by so much more than they are.
const PRECISION: f32 = 1e-3;
const ROUNDING: f32 = 1e-4;

/// Statements far away, for one question.
#[derive(Debug)]
pub(crate) struct Desk<'c> {
    engine: &'c Engine,
    far: &'c Far,
    trays: Trays,
    rows: Option<Box<Self>>,
    /// The last filters of which everything was fetched, and what that was.
    whole: Mutex<Option<(Vec<Filter>, Lot)>>,
    /// How many statements are about elements nothing here is about.
    abouts: Mutex<BTreeMap<String, About>>,
}

/// What is asked for, and how the engine is asked for it.
struct Asked<'a> {
    plan: &'a Plan,
    filters: &'a [Filter],
    page: Page,
    lowered: Lowered,
}

impl<'c> Desk<'c> {
    pub(crate) fn new(engine: &'c Engine, far: &'c Far, rows: Option<&'c Far>) -> Self {
        let rows = rows.map(|rows| Box::new(Self::new(engine, rows, None)));
        let trays = Trays::new(far.frequencies.clone());
        Self { engine, far, trays, rows, whole: Mutex::default(), abouts: Mutex::default() }
    }

    fn fetching(&self) -> Fetching<'c> {
        Fetching { engine: self.engine, index: &self.far.index }
    }

    fn lay(&self, parcels: &[Parcel]) -> Result<Lot> {
        self.trays.lay(parcels, &self.far.register.manifest)
    }

    /// Looks up what a plan is scored by.
    fn learn(&self, plan: &Plan) -> Result<()> {
        let mut words = BTreeSet::new();
        each_word(plan, &mut |searched, key| {
            words.insert((searched, key.to_owned()));
        });
        self.far.learn(self.engine, words.into_iter())
    }

    /// What of some statements a question is answered with, if nothing is counted.
    fn ranked(&self, parcels: &[Parcel], asked: &Asked<'_>) -> Result<Matches> {
        self.lay(parcels)?.matches(asked.plan, asked.filters, asked.page.counting(&[]))
    }

    /// What all of it is once it was fetched.
    fn all(&self, asked: &Asked<'_>) -> Result<Matches> {
        let lot = self.lay(&self.fetching().all(&asked.lowered.query)?)?;
        lot.matches(asked.plan, asked.filters, asked.page)
    }

    /// A few of the best.
    fn best(&self, asked: &Asked<'_>) -> Result<Matches> {
        let Asked { plan, filters, page, lowered } = asked;
        let wanted = page.offset.saturating_add(page.limit);
        if wanted > MOST_BEST {
            let all = self.fetching().best(&lowered.query, 0, &[])?.total;
            few_enough(wanted.min(all))?;
            return self.all(asked);
        }
        let mut size = if wanted == 0 { 0 } else { (wanted * 2 + BESIDES).min(MOST_BEST) };
        let mut found = self.fetching().best(&lowered.query, size, page.counted)?;
        let (total, spread) = (found.total, std::mem::take(&mut found.spread));
        if total == 0 || size == 0 && lowered.exact {
            return Ok(Matches { total, best: None, ranked: Vec::new(), spread });
        }
        if !lowered.exact && total <= LOOKED_AT && found.parcels.len() < total {
            found = self.fetching().best(&lowered.query, total, &[])?;
        }
        loop {
            if found.parcels.len() == total {
                return self.lay(&found.parcels)?.matches(plan, filters, *page);
            }
            let matches = self.ranked(&found.parcels, asked)?;
            let bound = self.bound(found.last());
            let is_sure = wanted == 0
                || matches.ranked.len() == page.limit
                    && matches.ranked.last().is_none_or(|last| last.score >= bound);
            if is_sure || size >= MOST_BEST {
                return Ok(Matches { total, spread, ..matches });
            }
            size = (size * MORE).min(MOST_BEST);
            found = self.fetching().best(&lowered.query, size, &[])?;
        }
    }

    /// The best of every municipality, group by group of them: no more is held than was laid down, and what was fetched of a
    /// group.
    fn of_each(&self, asked: &Asked<'_>, most: usize) -> Result<Matches> {
        let Asked { plan, filters, page, lowered: Lowered { query, exact } } = asked;
        let mut counted: Vec<Facet> = page.counted.to_vec();
        if !counted.contains(&Facet::Municipality) {
            counted.push(Facet::Municipality);
        }
        let all = self.fetching().best(query, 0, &counted)?;
        if all.total <= if *exact { AT_ONCE } else { LOOKED_AT } {
            return self.all(asked);
        }
        let by_municipality = all.spread.iter().find(|(facet, _)| *facet == Facet::Municipality);
        let counts: Counts = by_municipality.map(|(_, counts)| counts.clone()).unwrap_or_default();
        let ways = choices(plan, CHOICES).unwrap_or_default();
        let mut ways: Vec<Value> = ways.iter().map(|way| lowered(way, filters, self).query).collect();
        if ways.is_empty() {
            ways.push(query.clone());
        }
        let each = ways.len() * most;
        few_enough(counts.iter().map(|(_, count)| each.min(*count)).sum())?;
        let mut matches = Matches { total: all.total, best: None, ranked: Vec::new(), spread: all.spread };
        for group in counts.chunks((GROUP / each.max(1)).max(1)) {
            add(&mut matches, self.best_by_bounds(asked, most, &ways, group.to_vec())?);
        }
        matches.ranked.sort_by(|one, other| other.score.total_cmp(&one.score));
        matches.spread.retain(|(facet, _)| page.counted.contains(facet));
        Ok(matches)
    }

    /// The best of some municipalities. What a plan gives is what the best of several ways gives, and none of them gives more than the
    /// engine says: as many are fetched as it takes to be sure. Those are `open` of which another may be among the best, with
    /// how many statements each has.
    fn best_by_bounds(
        &self,
        asked: &Asked<'_>,
        most: usize,
        ways: &[Value],
        mut open: Counts,
    ) -> Result<Matches> {
        let mut size = most.saturating_add(most / 4).saturating_add(1);
        let mut sure = Matches::default();
        loop {
            few_enough(open.iter().map(|(_, count)| (size * ways.len()).min(*count)).sum())?;
            let mut parcels: Vec<Parcel> = Vec::new();
            let mut bounds: BTreeMap<&str, f32> =
                open.iter().map(|(code, _)| (code.as_str(), f32::NEG_INFINITY)).collect();
            for way in ways {
                let fetched = self.fetching().best_of_each(way, &open, size)?;
                for ((code, _), found) in open.iter().zip(fetched) {
                    // Of whom all is here, nobody is left to be among the best.
                    if found.parcels.len() < found.total
                        && let Some(bound) = bounds.get_mut(code.as_str())
                    {
                        *bound = bound.max(self.bound(found.last()));
                    }
                    parcels.extend(found.parcels);
                }
            }
            let matches = self.ranked(&parcels, asked)?;
            let codes = self.trays.values_of(Facet::Municipality)?;
            let left = match size < MOST_BEST {
                true => unsure(&matches, &codes, most, &bounds),
                false => BTreeSet::new(),
            };
            let is_left = |place: Place| codes.of(place).any(|code| left.contains(code.as_str()));
            let kept = matches.ranked.into_iter().filter(|ranked| !is_left(ranked.place)).collect();
            add(&mut sure, Matches { ranked: kept, ..matches });
            if left.is_empty() {
                return Ok(sure);
            }
            open.retain(|(code, _)| left.contains(code));
            size = (size * MORE).min(MOST_BEST);
        }
    }

    fn counted_abouts(&self) -> MutexGuard<'_, BTreeMap<String, About>> {
        self.abouts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What nobody can score more than who was not fetched. Of the same score the engine has them in the same order as an
    /// index.
    fn bound(&self, last: f32) -> f32 {
        last * self.engine.kind().scale() * (1.0 - ROUNDING) - PRECISION
    }

    /// Everything within filters.
    fn whole(&self, filters: &[Filter]) -> Result<Lot> {
        let held = || self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, lot)) = &*held()
            && known == filters
        {
            return Ok(lot.clone());
        }
        let lot = self.lay(&self.fetching().all(&within(everything(), filters))?)?;
        *held() = Some((filters.to_vec(), lot.clone()));
        Ok(lot)
    }
}

impl Retrieval for Desk<'_> {
    fn manifest(&self) -> &Manifest {
        &self.far.register.manifest
    }

    fn summary(&self) -> &Summary {
        &self.far.summary
    }

    fn rows(&self) -> Option<&dyn Retrieval> {
        self.rows.as_deref().map(|rows| rows as &dyn Retrieval)
    }

    fn matches(&self, plan: &Plan, filters: &[Filter], page: Page) -> Result<Matches> {
        self.learn(plan)?;
        let asked = Asked { plan, filters, page, lowered: lowered(plan, filters, self) };
        match page.per_municipality {
            Some(most) if page.limit == usize::MAX => self.of_each(&asked, most),
            _ if page.limit == usize::MAX => self.all(&asked),
            _ => self.best(&asked),
        }
    }

    fn has_any(&self, plan: &Plan) -> Result<bool> {
        match plan {
            Plan::Term { searched, key, .. } => Ok(self.frequency(*searched, key)? > 0),
            Plan::Phrase { searched, keys, .. } if keys.len() == 1 => {
                Ok(self.frequency(*searched, &keys[0])? > 0)
            }
            _ => Ok(self.matches(plan, &[], Page::NONE)?.total > 0),
        }
    }

    fn score(&self, plan: &Plan, place: Place) -> Result<Option<f32>> {
        self.learn(plan)?;
        self.trays.score(plan, place)
    }

    fn place(&self, id: &StatementId) -> Result<Option<Place>> {
        let query = json!({ "term": { "id": { "value": id.as_str() } } });
        let found = self.fetching().best(&query, 1, &[])?;
        if found.parcels.is_empty() {
            return Ok(None);
        }
        let matches = self.lay(&found.parcels)?.matches(&Plan::Everything, &[], Page::ALL)?;
        Ok(matches.places().next())
    }

    fn quote(&self, place: Place) -> Result<Quote> {
        self.trays.quote(place)
    }

    fn expect(&self, words: &mut dyn Iterator<Item = (Searched, String)>) -> Result<()> {
        self.far.learn(self.engine, words)
    }

    fn frequency(&self, searched: Searched, key: &str) -> Result<u64> {
        self.far.frequency(self.engine, searched, key)
    }

    fn read_as(&self, kana: &str) -> Result<Vec<String>> {
        self.far.read_as(self.engine, kana)
    }

    fn values(&self, facet: Facet) -> Result<Counts> {
        self.far.values(self.engine, facet)
    }

    fn expect_about(&self, elements: &[&Element]) -> Result<()> {
        let keys: Vec<String> = elements
            .iter()
            .map(|element| element.key())
            .filter(|key| self.trays.about(key).is_none() && !self.counted_abouts().contains_key(key))
            .collect();
        let question = |field: &str, key: &str| json!({ "term": { field: { "value": token(key) } } });
        let questions: Vec<_> =
            keys.iter().flat_map(|key| [question(ABOUT, key), question(ABOUT_ABOVE, key)]).collect();
        let counts = self.fetching().counts(&questions)?;
        let abouts = counts.chunks_exact(2).map(|pair| About { own: pair[0] as u64, above: pair[1] as u64 });
        self.counted_abouts().extend(keys.into_iter().zip(abouts));
        Ok(())
    }

    fn about(&self, element: &Element) -> Result<About> {
        let key = element.key();
        if let Some(known) = self.trays.about(&key) {
            return Ok(known);
        }
        self.expect_about(&[element])?;
        Ok(self.counted_abouts().get(&key).copied().unwrap_or_default())
    }

    fn abouts(&self) -> Result<Abouts> {
        self.trays.abouts()
    }

    fn elements_with_counts(&self) -> Result<Vec<(Box<str>, About)>> {
        Ok(self.trays.elements_with_counts())
    }

    fn values_of(&self, facet: Facet) -> Result<Values> {
        self.trays.values_of(facet)
    }

    fn tally(&self, counted: Counted, by: Facet, filters: &[Filter], least: usize) -> Result<Tally> {
        self.whole(filters)?.tally(counted, by, filters, least)
    }

    fn together(
        &self,
        counted: Counted,
        keys: &[&str],
        filters: &[Filter],
    ) -> Result<Vec<(usize, usize, usize)>> {
        self.whole(filters)?.together(counted, keys, filters)
    }

    fn papers(&self) -> Box<dyn Iterator<Item = Result<Option<Paper>>> + '_> {
        Box::new(self.far.papers(self.engine))
    }

    fn paper(&self, id: &DocumentId) -> Result<Option<Paper>> {
        self.far.paper(self.engine, id)
    }
}

impl Rarity for Desk<'_> {
    fn statements(&self) -> u64 {
        self.far.summary.statements as u64
    }

    fn value(&self, facet: Facet, value: &str) -> (u64, f32) {
        (self.far.count_of(facet, value), self.far.average_of(facet))
    }

    fn about(&self, key: &str) -> (About, [f32; 2]) {
        let counted = || self.counted_abouts().get(key).copied();
        (self.trays.about(key).or_else(counted).unwrap_or_default(), self.far.register.about)
    }
}

/// Adds what was found of other municipalities.
fn add(matches: &mut Matches, more: Matches) {
    matches.best = matches.best.into_iter().chain(more.best).reduce(f32::max);
    matches.ranked.extend(more.ranked);
}

/// The municipalities, by the codes of statements, of which another one may be among the best: whoever was not fetched scores up
/// to their bound.
fn unsure(matches: &Matches, codes: &Values, most: usize, bounds: &BTreeMap<&str, f32>) -> BTreeSet<String> {
    let mut least: BTreeMap<&str, (usize, f32)> = BTreeMap::new();
    for ranked in &matches.ranked {
        let Some(code) = codes.of(ranked.place).next() else { continue };
        let entry = least.entry(code).or_insert((0, f32::MAX));
        *entry = (entry.0 + 1, entry.1.min(ranked.score));
    }
    let unsure = bounds.iter().filter(|&(code, &bound)| {
        let (count, least) = least.get(*code).copied().unwrap_or((0, 0.0));
        bound > f32::NEG_INFINITY && (count < most || least < bound)
    });
    unsure.map(|(code, _)| (*code).to_owned()).collect()
}

/// Shows every word a plan scores by.
fn each_word(plan: &Plan, see: &mut impl FnMut(Searched, &str)) {
    match plan {
        Plan::Term { searched, key, .. } | Plan::Pointed { searched, key, .. } => see(*searched, key),
        Plan::Phrase { searched, keys, .. } => keys.iter().for_each(|key| see(*searched, key)),
        Plan::All(parts) | Plan::Any(parts) | Plan::Best(parts) => {
            parts.iter().for_each(|part| each_word(part, see));
        }
        Plan::Also(part, others) => {
            each_word(part, see);
            others.iter().for_each(|other| each_word(other, see));
        }
        Plan::Enough { parts, .. } => parts.iter().for_each(|(part, _)| each_word(part, see)),
        Plan::Without(part, other) => {
            each_word(part, see);
            each_word(other, see);
        }
        Plan::Within(part, _) => each_word(part, see),
        Plan::Has { .. } | Plan::About { .. } | Plan::Meant { .. } | Plan::Everything => {}
    }
}
