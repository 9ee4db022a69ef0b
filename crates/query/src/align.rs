//! Measures in rows (施策の対応付け): statements of several municipalities that are comparable stand together.
//!
//! A row is a statement with those of the others that reach [`FOUND`] beside it. The statement that has
//! counterparts in most municipalities makes the first row, and what is in a row is in no other.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use kurabe_index::{Facet, Filter, Page, Plan};
use kurabe_model::{MunicipalityCode, Quote, StatementKind};

use crate::compare::asked;
use crate::reach::{Reach, reach};
use crate::search::corpus;
use crate::similar::{FOUND, Profiler, Source, Weights};
use crate::{CompareRequest, Context, CorpusFacts, Error, Result};

/// More statements than these are not compared with one another; whoever asks narrows the subject.
const MOST: usize = 3000;

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
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// Puts the measures about some subjects side by side, or all measures; descriptions are none.
pub fn measures(context: &Context<'_>, request: &CompareRequest) -> Result<Alignment> {
    let filters = context.filters(&request.filters)?.into_iter();
    let mut filters: Vec<Filter> = filters.map(|filter| filter.filter).collect();
    let municipalities = reach(context, &filters)?;
    filters.push(no_descriptions());
    let mut plans = Vec::new();
    if !request.subjects.is_empty() {
        for (subject, meaning) in asked(context, &request.subjects)? {
            plans.extend(subject.plan(context, &meaning));
        }
    }
    let plan = if request.subjects.is_empty() { Plan::Everything } else { Plan::Any(plans) };
    let quotes = statements(context, &plan, &filters)?;
    let weights = Weights::new(context)?;
    let measures = align(&weights, &mut Profiler::new(context), quotes)?;
    Ok(Alignment { municipalities, measures, corpus: corpus(context) })
}

/// Keeps to what is done or aimed at.
pub(crate) fn no_descriptions() -> Filter {
    Filter::IsNot(Facet::Kind, vec![StatementKind::Background.as_str().to_owned()])
}

/// All statements a plan finds, unless they are too many to be compared, as the corpus has them.
pub(crate) fn statements(context: &Context<'_>, plan: &Plan, filters: &[Filter]) -> Result<Vec<Quote>> {
    let page = Page { offset: 0, limit: MOST + 1, per_municipality: None };
    let matches = context.index.matches(plan, filters, page)?;
    if matches.total > MOST {
        return Err(Error::TooMany { statements: matches.total, most: MOST });
    }
    matches.ranked.iter().map(|ranked| Ok(context.index.quote(ranked.place)?)).collect()
}

/// Puts statements into rows: what most municipalities have first, what only one has last.
pub(crate) fn align(
    weights: &Weights<'_>,
    profiler: &mut Profiler<'_>,
    quotes: Vec<Quote>,
) -> Result<Vec<Measure>> {
    if quotes.len() > MOST {
        return Err(Error::TooMany { statements: quotes.len(), most: MOST });
    }
    let mut sources = Vec::with_capacity(quotes.len());
    for quote in &quotes {
        sources.push(Source::new(weights, profiler.quote(quote))?);
    }
    let codes: Vec<MunicipalityCode> = quotes.iter().map(|quote| quote.municipality.code).collect();
    let mut near: Vec<Vec<(usize, f32)>> = vec![Vec::new(); quotes.len()];
    for (one, source) in sources.iter().enumerate() {
        for (other, target) in sources.iter().enumerate().skip(one + 1) {
            if codes[one] == codes[other] || source.conflicts_with(&target.profile) {
                continue;
            }
            let both = source.similarity(&target.profile)? + target.similarity(&source.profile)?;
            if both / 2.0 >= FOUND {
                near[one].push((other, both / 2.0));
                near[other].push((one, both / 2.0));
            }
        }
    }
    let mut quotes: Vec<Option<Quote>> = quotes.into_iter().map(Some).collect();
    let mut worth: Vec<Worth> = near.iter().map(|near| Worth::of(near, &codes)).collect();
    let mut measures = Vec::new();
    while let Some(first) = (0..quotes.len())
        .filter(|&place| quotes[place].is_some())
        .min_by_key(|&place| (Reverse(worth[place]), place))
    {
        let municipalities = 1 + worth[first].municipalities;
        let mut beside = std::mem::take(&mut near[first]);
        beside.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let row: BTreeSet<usize> = beside.iter().map(|(place, _)| *place).chain([first]).collect();
        // Only those near what is taken are worth less without it.
        let touched: BTreeSet<usize> =
            beside.iter().flat_map(|(place, _)| &near[*place]).map(|(place, _)| *place).collect();
        for place in touched {
            near[place].retain(|(other, _)| !row.contains(other));
            worth[place] = Worth::of(&near[place], &codes);
        }
        let places = std::iter::once((first, 1.0)).chain(beside);
        let statements = places.filter_map(|(place, near)| Some((quotes[place].take()?, near))).collect();
        measures.push(Measure { statements, municipalities });
    }
    Ok(measures)
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
    fn of(near: &[(usize, f32)], codes: &[MunicipalityCode]) -> Self {
        let municipalities: BTreeSet<MunicipalityCode> =
            near.iter().map(|(place, _)| codes[*place]).collect();
        let sum: f32 = near.iter().map(|(_, near)| near).sum();
        Self { municipalities: municipalities.len(), nearness: (sum * 1e4) as u64 }
    }
}
