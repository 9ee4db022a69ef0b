//! Comparable statements (類似施策): for one statement, what a planner would put beside it in the same row.
//!
//! Candidates come out of the index by what they share with the source; each pair is then compared by a few
//! features that mean the same in every corpus, and these become a number between 0 and 1 by a fixed formula.
//!
//! | step | file |
//! |---|---|
//! | what a statement is about, and with which weight, as the index keeps it | `profile.rs` |
//! | how much that tells | `weights.rs`, `lexis.rs` |
//! | which statements are looked at | `candidates.rs` |
//! | how near two statements are, and why | `affinity.rs` |
//! | which of many are near | `neighbourhood.rs` |

mod affinity;
mod candidates;
mod lexis;
mod neighbourhood;
mod profile;
#[cfg(test)]
mod tests;
mod weights;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kurabe_embed::Role;
use kurabe_index::{Facet, Filter, Place, Sought};
use kurabe_model::{MunicipalityCode, Quote, StatementId};
use rayon::prelude::*;

pub(crate) use affinity::Source;
use affinity::Words;
pub use affinity::{FOUND, Reason, ReasonSort};
use candidates::candidates;
pub(crate) use lexis::Lexis;
pub(crate) use neighbourhood::{Nearest, Neighbourhood};
use profile::{Met, Profile, compared_by, texts, words};
pub(crate) use profile::{Profiler, Reading};
pub(crate) use weights::Weights;

use crate::reach::{Reach, reach};
use crate::search::corpus;
use crate::{Context, CorpusFacts, Error, Filters, Result, UnderstoodFilter};

/// Of a pasted text so many characters say what it means: more is many statements.
const LONGEST: usize = 2000;

/// As many municipalities as are worth a thread.
const SEVERAL: usize = 4;

/// What comparable statements are wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Model {
    /// A statement of the corpus.
    Statement(StatementId),
    /// A pasted text.
    Text(String),
}

/// A question for comparable statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarRequest {
    /// What they are to be comparable with.
    pub model: Model,
    /// Where they are looked for.
    pub filters: Filters,
    /// How many of each municipality.
    pub per_municipality: usize,
    /// Of how many municipalities; of the others it is only said how comparable their best is.
    pub limit: usize,
}

/// The comparable statements of all other municipalities.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparables {
    /// The statement they are compared with, unless it is a text.
    pub source: Option<Quote>,
    /// Its text.
    pub text: String,
    /// The other municipalities: those where one was found first, best first.
    pub municipalities: Vec<Counterparts>,
    /// What the answer is narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// The comparable statements of one municipality.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterparts {
    /// The municipality, and how much of it was searched.
    pub reach: Reach,
    /// Whether the best is good enough for the same row.
    pub found: bool,
    /// How comparable the best is, where any shares something.
    pub best: Option<f32>,
    /// The best ones, good enough or not; none beyond the municipalities that were asked for.
    pub hits: Vec<Counterpart>,
}

impl Comparables {
    /// How many municipalities have something comparable that is not listed.
    pub fn unlisted(&self) -> usize {
        self.municipalities.iter().filter(|one| one.found && one.hits.is_empty()).count()
    }
}

/// A statement beside another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterpart {
    /// The statement.
    pub quote: Quote,
    /// How comparable it is: from [`FOUND`] on a planner would put it in the same row.
    pub similarity: f32,
    /// What speaks for it, the strongest first.
    pub reasons: Vec<Reason>,
}

/// Finds what other municipalities do that is comparable.
pub fn similar(context: &Context<'_>, request: &SimilarRequest) -> Result<Comparables> {
    let weights = Weights::new(context)?;
    let meanings = context.signals.meanings();
    let (source, text) = match &request.model {
        Model::Statement(id) => {
            let unknown = || Error::UnknownStatement { id: id.clone() };
            let place = context.index.place(id)?.ok_or_else(unknown)?;
            let quote = context.index.quote(place)?;
            let text = quote.statement.text.clone();
            (Some((place, quote)), text)
        }
        Model::Text(text) => (None, text.clone()),
    };
    let profiler = Profiler::new(&weights)?;
    let held = match &source {
        Some((place, _)) => profiler.held(*place)?,
        None => profiler.held_of(&text),
    };
    let compared_by = compared_by(context, &held);
    context.index.expect_about(&compared_by.iter().collect::<Vec<_>>())?;
    let lexis = Lexis::new(&weights, compared_by);
    let (profile, nearness) = match &source {
        Some((place, _)) => {
            let nearness = meanings.map(|meanings| meanings.nearness_to_place(*place));
            (profiler.profile(*place, &profiler.want(&lexis)?), nearness)
        }
        None => {
            let read: String = text.chars().take(LONGEST).collect();
            let nearness = meanings.map(|meanings| meanings.nearness_to(Role::Passage, &read));
            (profiler.text(&text, &held, &lexis), nearness)
        }
    };
    let mut worker = context.tools.analyser.worker();
    let vocabulary = context.tools.vocabulary;
    let words = match &source {
        Some((_, quote)) => words(&mut worker, vocabulary, texts(quote)),
        None => words(&mut worker, vocabulary, std::iter::once(text.as_str())),
    };
    let source_side = Source::new(&lexis, profile)?.meaning(nearness);
    let source = source.map(|(_, quote)| quote);
    let own = source.as_ref().map(|quote| quote.municipality.code);
    let narrowed = context.filters_of(&request.filters, own)?;
    let mut filters: Vec<Filter> = narrowed.iter().map(|filter| filter.filter.clone()).collect();
    if let Some(code) = own {
        filters.push(Filter::IsNot(Facet::Municipality, vec![code.to_string()]));
    }
    let mut reached = reach(context, &filters)?;
    reached.retain(|reach| Some(reach.municipality.code) != own);
    let found = candidates(context, &source_side, &filters, request.per_municipality)?;
    // What is far was fetched just now.
    let profiler = Profiler::new(&weights)?;
    let ranked = ranked(context, &profiler, &profiler.want(&lexis)?, &source_side, &found)?;
    let mut municipalities: Vec<Counterparts> = reached
        .into_iter()
        .map(|reach| {
            let best = ranked.get(&reach.municipality.code).and_then(|ranked| Some(ranked.first()?.0));
            Counterparts { reach, found: best.is_some_and(|best| best >= FOUND), best, hits: Vec::new() }
        })
        .collect();
    // Those that have a comparable statement come first, as whoever asks looks for them.
    municipalities.sort_by_key(|one| {
        let best = one.best.map_or(0, |best| (best * 1e6) as u32);
        (!one.found, Reverse(best), one.reach.municipality.code)
    });
    let listed = request.limit.min(municipalities.len());
    Opening { context, source: &source_side, words, most: request.per_municipality }
        .fill(&mut municipalities[..listed], ranked)?;
    Ok(Comparables { source, text, municipalities, filters: narrowed, corpus: corpus(context) })
}

/// The candidates of each municipality with how comparable they are, the best first.
type RankedOfEach = BTreeMap<MunicipalityCode, Vec<(f32, Profile)>>;

/// Ranks the candidates of each municipality.
fn ranked(
    context: &Context<'_>,
    profiler: &Profiler<'_>,
    wanted: &Sought,
    source: &Source<'_>,
    candidates: &[Place],
) -> Result<RankedOfEach> {
    let municipalities = context.index.values_of(Facet::Municipality)?;
    let rank = |met: &mut Met, &place: &Place| {
        let profile = profiler.profile(place, wanted);
        // It was asked for a few elements only.
        let mass = if source.asks_mass_of(&profile) { profiler.mass(place, met)? } else { 0.0 };
        let _ = profile.mass.set(mass);
        Ok((source.similarity(&profile)?, profile))
    };
    let ranked: Vec<(f32, Profile)> =
        candidates.par_iter().map_init(Met::default, rank).collect::<Result<_>>()?;
    let mut by_code: BTreeMap<&str, Vec<(f32, Profile)>> = BTreeMap::new();
    for ((similarity, profile), &place) in ranked.into_iter().zip(candidates) {
        let code = municipalities.of(place).next().map_or("", String::as_str);
        by_code.entry(code).or_default().push((similarity, profile));
    }
    by_code.values_mut().for_each(|ranked| ranked.sort_by(|a, b| b.0.total_cmp(&a.0)));
    Ok(by_code.into_iter().filter_map(|(code, ranked)| Some((code.parse().ok()?, ranked))).collect())
}

/// Opens what is shown.
struct Opening<'a> {
    context: &'a Context<'a>,
    source: &'a Source<'a>,
    words: Words,
    /// How many of each municipality.
    most: usize,
}

impl Opening<'_> {
    /// Opens the best of each municipality.
    fn fill(&self, municipalities: &mut [Counterparts], mut ranked: RankedOfEach) -> Result<()> {
        let with_ranked = municipalities.iter_mut().map(|one| {
            let ranked = ranked.remove(&one.reach.municipality.code).unwrap_or_default();
            (&mut one.hits, ranked)
        });
        let with_ranked = with_ranked.collect::<Vec<_>>().into_par_iter().with_min_len(SEVERAL);
        with_ranked.try_for_each(|(hits, ranked)| {
            *hits = self.best(ranked)?;
            Ok(())
        })
    }

    /// The best of a municipality, best first; of what is as comparable as the last one, the ids decide.
    fn best(&self, ranked: Vec<(f32, Profile)>) -> Result<Vec<Counterpart>> {
        let last = ranked.get(self.most.saturating_sub(1)).or(ranked.last());
        let least = last.map_or(0.0, |(least, _)| *least);
        let mut hits = Vec::new();
        for (similarity, profile) in ranked.into_iter().take_while(|(similarity, _)| *similarity >= least) {
            let Some(place) = profile.place else { continue };
            hits.push((similarity, profile, self.context.index.quote(place)?));
        }
        hits.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.statement.id.cmp(&b.2.statement.id)));
        hits.truncate(self.most);
        let tools = self.context.tools;
        let mut worker = tools.analyser.worker();
        let counterpart = |(similarity, profile, quote): (f32, Profile, Quote)| {
            let there = words(&mut worker, tools.vocabulary, texts(&quote));
            let reasons = self.source.reasons(&profile, &self.words, &there)?;
            Ok(Counterpart { quote, similarity, reasons })
        };
        hits.into_iter().map(counterpart).collect()
    }
}
