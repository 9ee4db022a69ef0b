//! The ledger of numeric targets (数値目標の台帳): what is measured, how much of it, by when.
//!
//! A long ledger is held as places and sort keys; statements are read again when their rows are written.

mod measured;
mod unit;

use std::cmp::Ordering;

use kurabe_index::{Filter, Page, Place, Plan};
use kurabe_model::{FiscalYear, Quote, Target};

pub(crate) use measured::measured;
pub use unit::Scale;

use crate::filter::{has_targets, is_goal};
use crate::search::{corpus, searched};
use crate::{Context, CorpusFacts, Error, Filters, Result, Searched, UnderstoodFilter, WordReading};

/// A question for targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetsRequest {
    /// Words the statements answer; none for all.
    pub words: String,
    /// The filters.
    pub filters: Filters,
    /// Their order.
    pub order: TargetOrder,
    /// Whether the order is turned round.
    pub reverse: bool,
    /// How many are passed over.
    pub offset: usize,
    /// How many are wanted.
    pub limit: Option<usize>,
}

/// What targets are ordered by. Within the same they stand as in the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetOrder {
    /// What can be compared stands together, the largest first.
    Unit,
    /// The largest first, whatever is counted.
    Value,
    /// The earliest first, those without one last.
    Deadline,
    /// The first theme of the statement.
    Theme,
    /// As in the corpus: municipality, document, place.
    Place,
}

/// The targets that were asked for.
#[derive(Debug)]
pub struct Ledger {
    /// How many there are, wanted or not.
    pub total: usize,
    /// How many statements have them.
    pub statements: usize,
    /// How many goals say without a number where something is to go (維持, 完成, ↗); they are statements, and not listed.
    pub without_number: usize,
    /// How much was searched.
    pub searched: Searched,
    /// What the words were taken to mean, beside words.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
    rows: Vec<Row>,
}

/// A target in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetEntry {
    /// The statement.
    pub quote: Quote,
    /// The target.
    pub target: Target,
    /// What is measured, in the words of the statement; its heading's where it says nothing itself.
    pub measured: String,
    /// In what it can be compared with others.
    pub scale: Scale,
}

/// What is known of a target without its statement.
#[derive(Debug)]
struct Row {
    place: Place,
    index: usize,
    scale: Scale,
    deadline: Option<FiscalYear>,
    theme: Option<String>,
}

/// Collects the targets of statements. Words that say nothing to look for are an error: they ask for nothing, and
/// not for all there is.
pub fn targets(context: &Context<'_>, request: &TargetsRequest) -> Result<Ledger> {
    let asked = context.filters(&request.filters)?;
    let meaning = context.understand_beside(&request.words, WordReading::Full, &request.filters)?;
    if meaning.is_empty() && !request.words.trim().is_empty() {
        return Err(Error::NothingAsked { typed: request.words.clone() });
    }
    let understood: Vec<UnderstoodFilter> = asked.into_iter().chain(meaning.filters.clone()).collect();
    let all = ledger(context, &meaning.plan(), understood, request.order)?;
    let mut rows = all.rows;
    if request.reverse {
        rows.reverse();
    }
    let limit = request.limit.unwrap_or(usize::MAX);
    let rows = rows.into_iter().skip(request.offset).take(limit).collect();
    Ok(Ledger { rows, ..all })
}

/// All targets of the statements a plan finds within filters; these alone narrow what was searched.
pub(crate) fn ledger(
    context: &Context<'_>,
    plan: &Plan,
    understood: Vec<UnderstoodFilter>,
    order: TargetOrder,
) -> Result<Ledger> {
    let mut filters: Vec<Filter> = understood.iter().map(|filter| filter.filter.clone()).collect();
    let denominators = searched(context, &filters)?;
    let worded = [filters.as_slice(), &[is_goal().filter, has_targets().filter.without()]].concat();
    let without_number = context.index.matches(plan, &worded, Page::NONE)?.total;
    filters.push(has_targets().filter);
    let matches = context.index.matches(plan, &filters, Page::ALL)?;
    let mut rows = Vec::new();
    for ranked in &matches.ranked {
        let quote = context.index.quote(ranked.place)?;
        for (index, target) in quote.statement.targets.iter().enumerate() {
            rows.push(Row {
                place: ranked.place,
                index,
                scale: Scale::of(target),
                deadline: deadline(&quote, target),
                theme: quote.themes.first().cloned(),
            });
        }
    }
    let (total, statements) = (rows.len(), matches.total);
    // The order is stable: within the same, targets stay as the index has them.
    rows.sort_by(|a, b| order.compare(a, b));
    Ok(Ledger {
        total,
        statements,
        without_number,
        searched: denominators,
        filters: understood,
        corpus: corpus(context),
        rows,
    })
}

impl TargetOrder {
    fn compare(self, a: &Row, b: &Row) -> Ordering {
        let largest_first = || b.scale.value.total_cmp(&a.scale.value);
        match self {
            Self::Unit => a.scale.unit.cmp(&b.scale.unit).then_with(largest_first),
            Self::Value => largest_first(),
            Self::Deadline => last_if_none(a.deadline.as_ref(), b.deadline.as_ref()),
            Self::Theme => last_if_none(a.theme.as_ref(), b.theme.as_ref()),
            Self::Place => Ordering::Equal,
        }
    }
}

fn last_if_none<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    a.is_none().cmp(&b.is_none()).then_with(|| a.cmp(&b))
}

impl Ledger {
    /// The targets, one after another.
    pub fn entries<'a>(&'a self, context: &'a Context<'_>) -> impl Iterator<Item = Result<TargetEntry>> + 'a {
        self.rows.iter().filter_map(|row| match context.index.quote(row.place) {
            Ok(quote) => {
                let target = quote.statement.targets.get(row.index)?.clone();
                let measured = measured(&quote, &target);
                Some(Ok(TargetEntry { quote, target, measured, scale: row.scale.clone() }))
            }
            Err(error) => Some(Err(error.into())),
        })
    }

    /// How many targets are handed out.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The deadline of a target: its own, or the only one of its statement.
fn deadline(quote: &Quote, target: &Target) -> Option<FiscalYear> {
    let only = match quote.statement.deadlines.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    target.deadline.as_ref().or(only).map(|deadline| deadline.year)
}

impl TargetEntry {
    /// By when: the target's own deadline, or the only one of its statement.
    pub fn deadline(&self) -> Option<FiscalYear> {
        deadline(&self.quote, &self.target)
    }
}
