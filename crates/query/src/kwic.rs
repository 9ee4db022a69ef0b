//! Words in context (KWIC): every place where a term stands, with what is printed before and behind it.
//!
//! A term is looked for as characters, whatever their width: デジタル stands in デジタル化 too. The pairs of characters
//! of the index name the statements that may have it; where it stands is read in the statements themselves.

use std::ops::Range;

use kurabe_index::{Filter, Page, Place, Plan, Ranked, Searched as Field, pairs};
use kurabe_model::Quote;
use kurabe_text::Normalized;
use rayon::prelude::*;

use crate::search::{corpus, searched};
use crate::{Context, CorpusFacts, Filters, Result, Searched, UnderstoodFilter};

/// How many characters are kept on either side.
const BESIDE: usize = 40;

/// So few statements are read sooner than shared out.
const FEW: usize = 256;

/// A question for a term in context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KwicRequest {
    /// The term.
    pub term: String,
    /// Where to look.
    pub filters: Filters,
    /// In which order.
    pub order: KwicOrder,
    /// How many lines are passed over.
    pub offset: usize,
    /// How many lines are wanted at the most; all of them without.
    pub limit: Option<usize>,
}

/// Orders of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KwicOrder {
    /// As in the corpus.
    Place,
    /// By what stands before the term, from the term outward.
    Left,
    /// By what stands behind it.
    Right,
}

/// A term in its contexts.
#[derive(Debug)]
pub struct Concordance {
    /// The term as it was typed.
    pub term: String,
    /// How often it stands there.
    pub total: usize,
    /// In how many statements.
    pub statements: usize,
    /// What was searched.
    pub searched: Searched,
    /// What the answer is narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
    /// The term as texts are compared with it.
    normal: String,
    /// The wanted places.
    mentions: Vec<Mention>,
}

/// A place of the term before its statement is read again.
#[derive(Debug)]
struct Mention {
    place: Place,
    /// Which one it is of those in the statement.
    nth: usize,
    /// What it is sorted by.
    key: String,
}

/// A place where a term stands.
#[derive(Debug, Clone, PartialEq)]
pub struct KwicLine {
    /// The statement.
    pub quote: Quote,
    /// Where in its text: a range of characters.
    pub place: (usize, usize),
    /// What is printed before it.
    pub left: String,
    /// The term as it is printed.
    pub keyword: String,
    /// What is printed behind it.
    pub right: String,
}

/// Finds every place of a term.
pub fn kwic(context: &Context<'_>, request: &KwicRequest) -> Result<Concordance> {
    let asked = context.filters(&request.filters)?;
    let filters: Vec<Filter> = asked.iter().map(|filter| filter.filter.clone()).collect();
    let normal = Normalized::new(request.term.trim()).into_text();
    let found = each(context, &normal, &[Field::TextPairs], &filters, |place, quote, text| {
        let key = |range| request.order.key(&quote.statement.text, &range);
        let mention = |(nth, range)| Mention { place, nth, key: key(range) };
        let mentions: Vec<Mention> = places(text, &normal).enumerate().map(mention).collect();
        (!mentions.is_empty()).then_some(mentions)
    })?;
    let statements = found.len();
    let mut mentions: Vec<Mention> = found.into_iter().flatten().collect();
    let total = mentions.len();
    // The order is stable: what stands in the same context stays as in the corpus.
    mentions.sort_by(|a, b| a.key.cmp(&b.key));
    let wanted = mentions.into_iter().skip(request.offset).take(request.limit.unwrap_or(usize::MAX));
    Ok(Concordance {
        term: request.term.trim().to_owned(),
        total,
        statements,
        searched: searched(context, &filters)?,
        filters: asked,
        corpus: corpus(context),
        normal,
        mentions: wanted.collect(),
    })
}

impl KwicOrder {
    fn key(self, printed: &str, place: &Range<usize>) -> String {
        match self {
            Self::Place => String::new(),
            Self::Left => Normalized::new(&before(printed, place)).text().chars().rev().collect(),
            Self::Right => Normalized::new(&behind(printed, place)).into_text(),
        }
    }
}

impl Concordance {
    /// The lines, one after another; only one is held at a time.
    pub fn lines<'a>(&'a self, context: &'a Context<'_>) -> impl Iterator<Item = Result<KwicLine>> + 'a {
        self.mentions.iter().filter_map(|mention| match context.index.quote(mention.place) {
            Ok(quote) => {
                let text = Normalized::new(&quote.statement.text);
                let place = places(&text, &self.normal).nth(mention.nth)?;
                line(quote, &place).map(Ok)
            }
            Err(error) => Some(Err(error.into())),
        })
    }
}

/// What is made of the statements that may have a normalised term in some of their fields, in the order of the
/// corpus.
pub(crate) fn each<T: Send>(
    context: &Context<'_>,
    term: &str,
    fields: &[Field],
    filters: &[Filter],
    make: impl Fn(Place, &Quote, &Normalized) -> Option<T> + Sync,
) -> Result<Vec<T>> {
    if term.is_empty() {
        return Ok(Vec::new());
    }
    let index = context.index;
    let made = |ranked: &Ranked| {
        let quote = index.quote(ranked.place)?;
        let text = Normalized::new(&quote.statement.text);
        Ok(make(ranked.place, &quote, &text))
    };
    let plan = Plan::Any(fields.iter().map(|field| candidates(*field, term)).collect());
    let candidates = index.matches(&plan, filters, Page::ALL)?.ranked;
    candidates.par_iter().with_min_len(FEW).map(made).filter_map(Result::transpose).collect()
}

/// The statements that may have a term in a field: those with all of its pairs.
fn candidates(searched: Field, term: &str) -> Plan {
    let pairs: Vec<Plan> =
        pairs(term).map(|pair| Plan::Term { searched, key: pair.to_owned(), boost: 0.0 }).collect();
    if pairs.is_empty() { Plan::Everything } else { Plan::All(pairs) }
}

/// Where a text has the term, in the text as it is printed.
fn places<'a>(text: &'a Normalized, term: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    text.text().match_indices(term).map(|(start, _)| text.original(start..start + term.len()))
}

fn line(quote: Quote, place: &Range<usize>) -> Option<KwicLine> {
    let printed = quote.statement.text.as_str();
    let characters = |end: usize| printed.get(..end).map(|text| text.chars().count());
    Some(KwicLine {
        place: (characters(place.start)?, characters(place.end)?),
        left: before(printed, place),
        keyword: printed.get(place.clone())?.to_owned(),
        right: behind(printed, place),
        quote,
    })
}

/// The last characters before a place.
fn before(printed: &str, place: &Range<usize>) -> String {
    let text = printed.get(..place.start).unwrap_or_default();
    let from = text.char_indices().rev().nth(BESIDE - 1).map_or(0, |(from, _)| from);
    text.get(from..).unwrap_or_default().to_owned()
}

/// The first characters behind a place.
fn behind(printed: &str, place: &Range<usize>) -> String {
    printed.get(place.end..).unwrap_or_default().chars().take(BESIDE).collect()
}
