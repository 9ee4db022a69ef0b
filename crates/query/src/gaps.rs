//! Gaps (過不足): what others do and one municipality does not, and what it alone does.

use std::collections::BTreeSet;

use kurabe_index::{Facet, Filter, Plan};
use kurabe_model::{Municipality, Quote, StatementId};

use crate::align::{Measure, align, no_descriptions, statements};
use crate::reach::{Reach, reach};
use crate::search::corpus;
use crate::similar::{FOUND, Profile, Profiler, Source, Weights};
use crate::{Context, CorpusFacts, Filters, Result};

/// What is not about the subject asked for has to be this near to be a counterpart nevertheless.
const SURE: f32 = 0.8;

/// A question for gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapsRequest {
    /// Whose gaps: code, name or reading.
    pub municipality: String,
    /// With whom it is compared, and about what.
    pub filters: Filters,
    /// How many rows of either list are wanted.
    pub limit: usize,
}

/// What one municipality lacks, and what it alone has.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaps {
    /// The municipality, and how many measures of it were looked at.
    pub own: Reach,
    /// Those it is compared with.
    pub peers: Vec<Reach>,
    /// How many measures of the others have no counterpart here.
    pub total_missing: usize,
    /// The wanted ones: what most of them have first.
    pub missing: Vec<Gap>,
    /// How many measures of this one have no counterpart elsewhere.
    pub total_alone: usize,
    /// The wanted ones, as the corpus has them.
    pub alone: Vec<Gap>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// A measure without a counterpart, and the nearest there is.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The measure, with all who have it.
    pub measure: Measure,
    /// The statement on the other side that comes nearest, and how near.
    pub nearest: Option<(Quote, f32)>,
}

/// Finds the gaps of a municipality. Descriptions are no measures, and are left out on both sides.
pub fn gaps(context: &Context<'_>, request: &GapsRequest) -> Result<Gaps> {
    let own = context.municipality(&request.municipality)?;
    let filters = context.filters_of(&request.filters, Some(own.code))?.into_iter();
    let mut filters: Vec<Filter> = filters.map(|filter| filter.filter).collect();
    filters.push(no_descriptions());
    let here = Filter::Is(Facet::Municipality, vec![own.code.to_string()]);
    let elsewhere = Filter::IsNot(Facet::Municipality, vec![own.code.to_string()]);
    let theirs = statements(
        context,
        &Plan::Everything,
        &[filters.as_slice(), std::slice::from_ref(&elsewhere)].concat(),
    )?;
    // Whatever the subject, the municipality may do it under another one.
    let all_ours = statements(context, &Plan::Everything, &[here.clone(), no_descriptions()])?;
    // Filters name the others; the municipality itself is always looked at.
    let about: Vec<Filter> = filters
        .iter()
        .filter(|filter| !matches!(filter, Filter::Is(facet, _) if names(*facet)))
        .cloned()
        .collect();
    let ours = statements(context, &Plan::Everything, &[about.as_slice(), &[here]].concat())?;

    let weights = Weights::new(context)?;
    let mut profiler = Profiler::new(context);
    let our_side = Side::new(&mut profiler, all_ours, &ours);
    let their_side = Side::new(&mut profiler, theirs.clone(), &theirs);
    let mut missing = Vec::new();
    for (quote, profile) in their_side.quotes.iter().zip(&their_side.profiles) {
        let nearest = our_side.nearest(&weights, profile)?;
        if nearest.is_none_or(|nearest| !nearest.covers) {
            missing.push((quote.clone(), nearest.map(|nearest| our_side.named(nearest))));
        }
    }
    let mut alone = Vec::new();
    for quote in ours {
        let nearest = their_side.nearest(&weights, &profiler.quote(&quote))?;
        if nearest.is_none_or(|nearest| !nearest.covers) {
            let nearest = nearest.map(|nearest| their_side.named(nearest));
            alone.push(Gap {
                measure: Measure { statements: vec![(quote, 1.0)], municipalities: 1 },
                nearest,
            });
        }
    }
    let quotes: Vec<Quote> = missing.iter().map(|(quote, _)| quote.clone()).collect();
    let rows = align(&weights, &mut profiler, quotes)?;
    let (total_missing, total_alone) = (rows.len(), alone.len());
    alone.truncate(request.limit);
    let missing = rows
        .into_iter()
        .take(request.limit)
        .map(|measure| {
            let first = measure.statements.first().map(|(quote, _)| &quote.statement.id);
            let nearest = missing.iter().find(|(quote, _)| Some(&quote.statement.id) == first);
            let nearest = nearest.and_then(|(_, nearest)| nearest.clone());
            Gap { measure, nearest }
        })
        .collect();
    let peers = reach(context, &[filters.as_slice(), &[elsewhere]].concat())?;
    let own = Reach { statements: our_side.quotes.len(), ..of_one(context, &own)? };
    let corpus = corpus(context);
    Ok(Gaps { own, peers, total_missing, missing, total_alone, alone, corpus })
}

/// Whether a filter by it says which municipality, and not what about.
fn names(facet: Facet) -> bool {
    matches!(facet, Facet::Municipality | Facet::MunicipalityKind | Facet::Prefecture)
}

fn of_one(context: &Context<'_>, own: &Municipality) -> Result<Reach> {
    let all = reach(context, &[])?;
    let own_reach = all.into_iter().find(|reach| reach.municipality.code == own.code);
    Ok(own_reach.unwrap_or_else(|| Reach::nothing(own)))
}

/// The statements of one side, among which a counterpart is looked for.
struct Side {
    quotes: Vec<Quote>,
    profiles: Vec<Profile>,
    /// Whether each is about the subject that was asked for.
    about: Vec<bool>,
}

/// The statement of a side that comes nearest.
#[derive(Clone, Copy)]
struct Nearest {
    place: usize,
    similarity: f32,
    /// Whether it is a counterpart.
    covers: bool,
}

impl Side {
    fn new(profiler: &mut Profiler<'_>, quotes: Vec<Quote>, about: &[Quote]) -> Self {
        let about: BTreeSet<&StatementId> = about.iter().map(|quote| &quote.statement.id).collect();
        let about = quotes.iter().map(|quote| about.contains(&quote.statement.id)).collect();
        let profiles = quotes.iter().map(|quote| profiler.quote(quote)).collect();
        Self { quotes, profiles, about }
    }

    /// The statement that comes nearest; one that shares no theme is no rival of one that does.
    fn nearest(&self, weights: &Weights<'_>, profile: &Profile) -> Result<Option<Nearest>> {
        let source = Source::new(weights, profile.clone())?;
        let mut best: Option<Nearest> = None;
        for (place, other) in self.profiles.iter().enumerate() {
            if source.conflicts_with(other) {
                continue;
            }
            let similarity = source.similarity(other)?;
            let enough = if self.about[place] { FOUND } else { SURE };
            let found = Nearest { place, similarity, covers: similarity >= enough };
            if best.is_none_or(|best| (found.covers, similarity) > (best.covers, best.similarity)) {
                best = Some(found);
            }
        }
        Ok(best)
    }

    fn named(&self, nearest: Nearest) -> (Quote, f32) {
        (self.quotes[nearest.place].clone(), nearest.similarity)
    }
}
