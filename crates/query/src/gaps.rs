//! Gaps (過不足): what others do and one municipality does not, and what it alone does.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use kurabe_index::{Facet, Filter, Place, Plan, Values};
use kurabe_model::{MunicipalityCode, Quote};
use rayon::prelude::*;

use crate::align::{MOST, Measure, Row, all_places, neighbours, no_descriptions, only_measures, rows};
use crate::reach::{Reach, reach, reach_of};
use crate::search::corpus;
use crate::similar::{FOUND, Nearest, Neighbourhood, Profiler, Reading, Source, Weights};
use crate::{Context, CorpusFacts, Filters, Result, UnderstoodFilter};

/// What is not about the subject asked for has to be this near to be a counterpart nevertheless.
const SURE: f32 = 0.8;

/// Of more statements of the others than can be compared with one another, so many, spread evenly over all, begin rows:
/// what many of them have is begun by one or the other.
const HEADS: usize = 1_000;

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
    /// How many measures of the others were looked at for that, of how many, where it was not all of them.
    pub sample: Option<(usize, usize)>,
    /// How many measures of this one have no counterpart elsewhere.
    pub total_alone: usize,
    /// The wanted ones, as the corpus has them.
    pub alone: Vec<Gap>,
    /// Whether statements of the others under other themes were too many to be looked at.
    pub only_labelled: bool,
    /// What the answer is narrowed by.
    pub filters: Vec<UnderstoodFilter>,
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
    let narrowed = context.filters_of(&request.filters, Some(own.code))?;
    let filters = only_measures(&narrowed)?;
    let here = Filter::Is(Facet::Municipality, vec![own.code.to_string()]);
    let elsewhere = Filter::IsNot(Facet::Municipality, vec![own.code.to_string()]);
    let theirs_about: Vec<Filter> = filters.iter().cloned().chain([elsewhere]).collect();
    // Filters name the others; the municipality itself is always looked at.
    let ours_about: Vec<Filter> =
        filters.into_iter().filter(|filter| !names(filter)).chain([here.clone()]).collect();

    let about_theirs = all_places(context, &Plan::Everything, &theirs_about)?;
    let peers = reach(context, &theirs_about)?;
    let beyond = beyond_theme(context, &theirs_about)?;
    let only_labelled = beyond == Beyond::TooMany;
    let all_theirs = if let Beyond::Statements(all) = &beyond { all } else { &about_theirs };
    let about_ours = all_places(context, &Plan::Everything, &ours_about)?;
    // Whatever the subject, the municipality may do it under another one.
    let all_ours = all_places(context, &Plan::Everything, &[here, no_descriptions()])?;

    let (theirs_are_about, ours_are_about) =
        (which(all_theirs, &about_theirs), which(&all_ours, &about_ours));
    let heads = heads(&theirs_are_about);
    let sample = (heads.len() < about_theirs.len()).then_some((heads.len(), about_theirs.len()));

    let weights = Weights::new(context)?;
    let profiler = Profiler::new(&weights)?;
    // Where all is about the subject only what begins rows is compared with all others.
    let all_ask = theirs_are_about.contains(&false);
    let asking = heads.iter().map(|&head| all_theirs[head]).filter(|_| !all_ask);
    let asking = asking.chain(all_theirs.iter().copied().filter(|_| all_ask));
    let lexis = profiler.lexis(asking.chain(all_ours.iter().copied()))?;
    let reading = Reading::new(&profiler, &lexis)?;
    let codes: Codes = context.index.values_of(Facet::Municipality)?.meaning(|code| code.parse().ok());
    let theirs = Side::new(&reading, &codes, all_theirs, theirs_are_about);
    let ours = Side::new(&reading, &codes, &all_ours, ours_are_about);

    let missing = ours.rows_lacking(&theirs, &heads)?;
    let alone = theirs.lacking(&ours, ours.all_about())?;
    let (total_missing, total_alone) = (missing.len(), alone.len());
    let missing = missing
        .into_par_iter()
        .take(request.limit)
        .map(|row| {
            let nearest = match row.first() {
                Some((first, _)) => ours.nearest(theirs.source(*first)?)?,
                None => None,
            };
            let nearest = nearest.map(|nearest| ours.named(context, nearest)).transpose()?;
            Ok(Gap { measure: Measure::of(row, |place| theirs.quote(context, place))?, nearest })
        })
        .collect::<Result<_>>()?;
    let alone = alone
        .into_par_iter()
        .take(request.limit)
        .map(|place| {
            let nearest = theirs.nearest(ours.source(place)?)?;
            let nearest = nearest.map(|nearest| theirs.named(context, nearest)).transpose()?;
            let measure = Measure::of(vec![(place, 1.0)], |place| ours.quote(context, place))?;
            Ok(Gap { measure, nearest })
        })
        .collect::<Result<_>>()?;
    let own = Reach { statements: all_ours.len(), ..reach_of(context, &own)? };
    Ok(Gaps {
        own,
        peers,
        total_missing,
        missing,
        sample,
        total_alone,
        alone,
        only_labelled,
        filters: narrowed,
        corpus: corpus(context),
    })
}

/// What there is under whichever theme: what others have may be filed elsewhere by some of them.
#[derive(PartialEq)]
enum Beyond {
    /// No theme was asked for.
    Nothing,
    /// All of this.
    Statements(Vec<Place>),
    /// More than can be compared.
    TooMany,
}

fn beyond_theme(context: &Context<'_>, filters: &[Filter]) -> Result<Beyond> {
    let is_theme = |filter: &Filter| matches!(filter, Filter::Is(Facet::Theme, _));
    let beyond: Vec<Filter> = filters.iter().filter(|filter| !is_theme(filter)).cloned().collect();
    if beyond.len() == filters.len() {
        return Ok(Beyond::Nothing);
    }
    let places = all_places(context, &Plan::Everything, &beyond)?;
    Ok(if places.len() > MOST { Beyond::TooMany } else { Beyond::Statements(places) })
}

/// Whether a filter says which municipality, and not what about.
fn names(filter: &Filter) -> bool {
    matches!(filter, Filter::Is(Facet::Municipality | Facet::MunicipalityKind | Facet::Prefecture, _))
}

/// Which of some statements are among others; both are as the corpus has them.
fn which(places: &[Place], others: &[Place]) -> Vec<bool> {
    let mut others = others.iter().peekable();
    places.iter().map(|place| others.next_if(|other| *other == place).is_some()).collect()
}

/// What rows begin with: all that is about the subject, or of too much a part.
fn heads(about: &[bool]) -> Vec<usize> {
    let all: Vec<usize> = (0..about.len()).filter(|&place| about[place]).collect();
    if all.len() <= MOST {
        return all;
    }
    (0..HEADS).map(|head| all[head * all.len() / HEADS]).collect()
}

/// Whose each statement is.
type Codes = Values<Option<MunicipalityCode>>;

/// The statements of one side, among which a counterpart is looked for.
struct Side<'a> {
    places: &'a [Place],
    codes: &'a Codes,
    near: Neighbourhood<'a>,
    /// Whether each is about the subject that was asked for.
    about: Vec<bool>,
}

impl<'a> Side<'a> {
    fn new(reading: &'a Reading<'a>, codes: &'a Codes, places: &'a [Place], about: Vec<bool>) -> Self {
        Self { places, codes, near: Neighbourhood::new(reading, places), about }
    }

    fn source(&self, place: usize) -> Result<&Source<'a>> {
        self.near.source(place)
    }

    /// Whose a statement is.
    fn code(&self, place: usize) -> Option<MunicipalityCode> {
        self.codes.of(self.places[place]).copied().next().flatten()
    }

    fn all_about(&self) -> impl Iterator<Item = usize> {
        (0..self.places.len()).filter(|&place| self.about[place])
    }

    /// How near a statement of this side has to be to be a counterpart.
    fn enough(&self, place: usize) -> f32 {
        if self.about[place] { FOUND } else { SURE }
    }

    /// The statement that comes nearest, a counterpart before one that is none.
    fn nearest(&self, source: &Source<'a>) -> Result<Option<Nearest>> {
        self.near.nearest(source, |place| self.enough(place))
    }

    fn covers(&self, source: &Source<'a>) -> Result<bool> {
        self.near.covers(source, |place| self.enough(place))
    }

    fn quote(&self, context: &Context<'_>, place: usize) -> Result<Quote> {
        Ok(context.index.quote(self.places[place])?)
    }

    fn named(&self, context: &Context<'_>, nearest: Nearest) -> Result<(Quote, f32)> {
        Ok((self.quote(context, nearest.place)?, nearest.similarity))
    }

    /// What of some statements of another side this one lacks.
    fn lacking(&self, other: &Self, places: impl Iterator<Item = usize>) -> Result<Vec<usize>> {
        let places: Vec<usize> = places.collect();
        let covered = places.par_iter().map(|&place| self.covers(other.source(place)?));
        let covered: Vec<bool> = covered.collect::<Result<_>>()?;
        Ok(places.into_iter().zip(covered).filter(|(_, covered)| !covered).map(|(place, _)| place).collect())
    }

    /// What others have and this side lacks, in rows of what is comparable, what most of them have first. A row begins
    /// with one of the heads, which are about the subject; whoever has the like under another one stands in the row it
    /// comes nearest to.
    fn rows_lacking(&self, theirs: &Self, heads: &[usize]) -> Result<Vec<Row>> {
        // Each is looked for once, however many rows it comes near to.
        let belongs: Vec<OnceLock<bool>> = theirs.places.iter().map(|_| OnceLock::new()).collect();
        let keep = |place: usize, belonging: bool| *belongs[place].get_or_init(|| belonging);
        let lacking = self.lacking(theirs, heads.iter().copied())?;
        lacking.iter().for_each(|&head| _ = keep(head, true));
        heads.iter().for_each(|&head| _ = keep(head, false));
        let belongs = |place: usize| match belongs[place].get() {
            Some(known) => Ok(*known),
            None => Ok(keep(place, theirs.about[place] && !self.covers(theirs.source(place)?)?)),
        };
        let code = |place| theirs.code(place);
        let mut rows = rows(&theirs.near, &code, &lacking, belongs)?;
        self.join(theirs, &mut rows)?;
        let municipalities = |row: &Row| {
            let codes: BTreeSet<_> = row.iter().map(|(place, _)| theirs.code(*place)).collect();
            codes.len()
        };
        rows.sort_by_cached_key(|row| Reverse(municipalities(row)));
        Ok(rows)
    }

    /// Puts what is not about the subject, and is not done here either, into the rows it comes nearest to.
    fn join(&self, theirs: &Self, rows: &mut [Row]) -> Result<()> {
        if theirs.about.iter().all(|about| *about) {
            return Ok(());
        }
        let mut row_of = vec![None; theirs.places.len()];
        for (row, places) in rows.iter().enumerate() {
            places.iter().for_each(|(place, _)| row_of[*place] = Some(row));
        }
        let joins = |one: usize, other: usize| {
            Ok(row_of[one].is_some() && !theirs.about[other] || row_of[other].is_some() && !theirs.about[one])
        };
        let all: Vec<usize> = (0..theirs.places.len()).collect();
        let near = neighbours(&theirs.near, &|place| theirs.code(place), &all, joins)?;
        for place in (0..theirs.places.len()).filter(|&place| !theirs.about[place]) {
            // Of equally near ones the first, as the corpus has them.
            let beside = near[place].iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
            let Some(row) = beside.and_then(|(beside, _)| row_of[*beside]) else { continue };
            if self.covers(theirs.source(place)?)? {
                continue;
            }
            if let Some((first, _)) = rows[row].first() {
                let nearness = theirs.near.nearness(*first, place)?;
                rows[row].push((place, nearness));
            }
        }
        Ok(())
    }
}
