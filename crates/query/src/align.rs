//! Measures in rows (施策の対応付け): statements of several municipalities that are comparable stand together.
//!
//! A row is a statement with those of the others that reach [`FOUND`] beside it. The statement that has
//! counterparts in most municipalities makes the first row, and what is in a row is in no other.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use kurabe_index::{Facet, Filter, Page, Place, Plan};
use kurabe_model::{MunicipalityCode, Quote, StatementKind};
use rayon::prelude::*;

use crate::compare::{Asked, asked};
use crate::reach::{Reach, reach};
use crate::search::corpus;
use crate::similar::{FOUND, Neighbourhood, Profiler, Reading, Weights};
use crate::{CompareRequest, Context, CorpusFacts, Error, Result, Subject, UnderstoodFilter};

/// More statements than these are not compared with one another; whoever asks narrows the subject.
pub(crate) const MOST: usize = 20_000;

/// Of more statements that are near to one the nearest are looked at, and the nearest of every municipality: the others say
/// the same over and over.
const MOST_NEAR: usize = 400;

/// A measure (施策): a statement and its counterparts.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its statements, the one that stands for it first; the others with how comparable they are with it.
    pub statements: Vec<(Quote, f32)>,
    /// In how many municipalities it is found.
    pub municipalities: usize,
}

/// The measures of several municipalities side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// The columns, by code.
    pub municipalities: Vec<Reach>,
    /// The rows: what most municipalities have first, what only one has last.
    pub measures: Vec<Measure>,
    /// What they are about, unless all measures were asked for.
    pub subjects: Vec<Subject>,
    /// What the answer is narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// Puts the measures about some subjects side by side, or all measures; descriptions are none.
pub fn measures(context: &Context<'_>, request: &CompareRequest) -> Result<Alignment> {
    let narrowed = context.filters(&request.filters)?;
    let asked = if request.subjects.is_empty() { Vec::new() } else { asked(context, &request.subjects)? };
    aligned(context, narrowed, &asked)
}

/// The measures about subjects that are understood already, within filters that are; all measures without any.
pub(crate) fn aligned(
    context: &Context<'_>,
    narrowed: Vec<UnderstoodFilter>,
    asked: &[Asked],
) -> Result<Alignment> {
    let plans = || asked.iter().filter_map(|(subject, meaning)| subject.plan(context, meaning)).collect();
    let plan = if asked.is_empty() { Plan::Everything } else { Plan::Any(plans()) };
    let filters = only_measures(&narrowed)?;
    let municipalities = reach(context, &filters)?;
    let places = places(context, &plan, &filters)?;
    let quotes = places.iter().map(|place| Ok(context.index.quote(*place)?)).collect::<Result<Vec<_>>>()?;
    let weights = Weights::new(context)?;
    let profiler = Profiler::new(&weights)?;
    let lexis = profiler.lexis(places.iter().copied())?;
    let reading = Reading::new(&profiler, &lexis)?;
    let near = Neighbourhood::new(&reading, &places);
    let code = |place: usize| Some(quotes[place].municipality.code);
    let heads: Vec<usize> = (0..places.len()).collect();
    let rows = rows(&near, &code, &heads, |_| Ok(true))?;
    let quote = |place: usize| Ok(quotes[place].clone());
    let measures = rows.into_iter().map(|row| Measure::of(row, quote)).collect::<Result<_>>()?;
    let subjects = asked.iter().map(|(subject, _)| subject.clone()).collect();
    Ok(Alignment { municipalities, measures, subjects, filters: narrowed, corpus: corpus(context) })
}

/// Filters that keep to what is done or aimed at besides; it is an error where nothing of the kind is asked for.
pub(crate) fn only_measures(asked: &[UnderstoodFilter]) -> Result<Vec<Filter>> {
    let describes = |kind: &String| kind == StatementKind::Background.as_str();
    let mut filters: Vec<Filter> = asked.iter().map(|filter| filter.filter.clone()).collect();
    let only =
        |filter: &Filter| matches!(filter, Filter::Is(Facet::Kind, kinds) if kinds.iter().all(describes));
    if filters.iter().any(only) {
        return Err(Error::OnlyDescriptions);
    }
    filters.push(no_descriptions());
    Ok(filters)
}

/// Keeps to what is done or aimed at.
pub(crate) fn no_descriptions() -> Filter {
    Filter::IsNot(Facet::Kind, vec![StatementKind::Background.as_str().to_owned()])
}

/// Where all statements lie that a plan finds, unless they are too many to be compared, as the corpus has them.
fn places(context: &Context<'_>, plan: &Plan, filters: &[Filter]) -> Result<Vec<Place>> {
    let places = all_places(context, plan, filters)?;
    if places.len() > MOST {
        return Err(Error::TooMany { statements: places.len(), most: MOST });
    }
    Ok(places)
}

/// Where all statements lie that a plan finds, however many, as the corpus has them.
pub(crate) fn all_places(context: &Context<'_>, plan: &Plan, filters: &[Filter]) -> Result<Vec<Place>> {
    Ok(context.index.matches(plan, filters, Page::ALL)?.places().collect())
}

/// A row: the places of its statements, the one that stands for it first, and how near the others are to it.
pub(crate) type Row = Vec<(usize, f32)>;

/// Whose a statement is.
pub(crate) type Whose<'a> = dyn Fn(usize) -> Option<MunicipalityCode> + Sync + 'a;

/// Puts many statements into rows, each begun by one of the `heads`: what most municipalities have first, what only one
/// has last. What does not belong is in no row.
pub(crate) fn rows(
    all: &Neighbourhood<'_>,
    code: &Whose<'_>,
    heads: &[usize],
    belongs: impl Fn(usize) -> Result<bool> + Sync,
) -> Result<Vec<Row>> {
    let mut near = neighbours(all, code, heads, |_, other| belongs(other))?;
    let mut free = vec![true; all.len()];
    let mut is_head = vec![false; all.len()];
    heads.iter().for_each(|&head| is_head[head] = true);
    let mut worth: Vec<Worth> = near.iter().map(|near| Worth::of(near, code)).collect();
    let mut queue: BTreeSet<(Reverse<Worth>, usize)> =
        heads.iter().map(|&head| (Reverse(worth[head]), head)).collect();
    let mut rows = Vec::new();
    while let Some((_, first)) = queue.pop_first() {
        let mut beside = std::mem::take(&mut near[first]);
        beside.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        free[first] = false;
        for (place, _) in &beside {
            free[*place] = false;
            queue.remove(&(Reverse(worth[*place]), *place));
        }
        // Only those near what is taken are worth less without it.
        let touched: BTreeSet<usize> =
            beside.iter().flat_map(|(place, _)| &near[*place]).map(|(place, _)| *place).collect();
        for place in touched.into_iter().filter(|&place| free[place] && is_head[place]) {
            queue.remove(&(Reverse(worth[place]), place));
            near[place].retain(|(other, _)| free[*other]);
            worth[place] = Worth::of(&near[place], code);
            queue.insert((Reverse(worth[place]), place));
        }
        rows.push(std::iter::once((first, 1.0)).chain(beside).collect());
    }
    Ok(rows)
}

/// For each of some statements those of other municipalities that belong in a row with it, among the pairs that are meant.
pub(crate) fn neighbours(
    all: &Neighbourhood<'_>,
    code: &Whose<'_>,
    ones: &[usize],
    meant: impl Fn(usize, usize) -> Result<bool> + Sync,
) -> Result<Vec<Row>> {
    let sources = ones.iter().map(|&one| all.source(one)).collect::<Result<Vec<_>>>()?;
    // How near two are is the mean of both sides: if that is enough, one side at least reaches so far.
    let pairs = ones.par_iter().zip(sources).map(|(&one, source)| {
        let (mut pairs, mut met) = (Vec::new(), BTreeSet::from([code(one)]));
        for (other, _) in all.within_reach(source, FOUND)? {
            let whose = code(other);
            let is_looked_at = pairs.len() < MOST_NEAR && whose != code(one) || !met.contains(&whose);
            if is_looked_at && meant(one, other)? {
                met.insert(whose);
                pairs.push((one.min(other), one.max(other)));
            }
        }
        Ok(pairs)
    });
    let mut pairs = pairs.collect::<Result<Vec<_>>>()?.concat();
    pairs.sort_unstable();
    pairs.dedup();
    let nearness = pairs.par_iter().map(|&(one, other)| all.nearness(one, other));
    let nearness: Vec<f32> = nearness.collect::<Result<_>>()?;
    let mut near: Vec<Row> = vec![Vec::new(); all.len()];
    for ((one, other), nearness) in pairs.into_iter().zip(nearness) {
        if nearness >= FOUND {
            near[one].push((other, nearness));
            near[other].push((one, nearness));
        }
    }
    Ok(near)
}

impl Measure {
    /// A row with its statements.
    pub(crate) fn of(row: Row, quote: impl Fn(usize) -> Result<Quote>) -> Result<Self> {
        let statements = row.into_iter().map(|(place, near)| Ok((quote(place)?, near)));
        let statements: Vec<(Quote, f32)> = statements.collect::<Result<_>>()?;
        let codes: BTreeSet<MunicipalityCode> =
            statements.iter().map(|(quote, _)| quote.municipality.code).collect();
        Ok(Self { statements, municipalities: codes.len() })
    }
}

/// What a statement is worth as the first of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    /// In how many other municipalities it has counterparts.
    municipalities: usize,
    /// How near all of them are, in ten-thousandths.
    nearness: u64,
}

impl Worth {
    fn of(near: &[(usize, f32)], code: &Whose<'_>) -> Self {
        let municipalities: BTreeSet<_> = near.iter().map(|(place, _)| code(*place)).collect();
        let sum: f32 = near.iter().map(|(_, near)| near).sum();
        Self { municipalities: municipalities.len(), nearness: (sum * 1e4) as u64 }
    }
}
