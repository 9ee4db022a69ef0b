//! A statement between those beside it in its document (前後の施策文).

use kurabe_index::{Facet, Filter, Page, Plan};
use kurabe_model::{Quote, StatementId};

use crate::{Context, Error, Result};

/// More statements than these no document has.
const MOST: usize = 100_000;

/// A statement in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Those before it in its document, in order.
    pub before: Vec<Quote>,
    /// The statement.
    pub quote: Quote,
    /// Those behind it, in order.
    pub behind: Vec<Quote>,
}

/// The statement called `id`, with up to `beside` others on either side.
pub fn passage(context: &Context<'_>, id: &StatementId, beside: usize) -> Result<Passage> {
    let unknown = || Error::UnknownStatement { id: id.clone() };
    let own = context.index.place(id)?.ok_or_else(unknown)?;
    let quote = context.index.quote(own)?;
    let document = Filter::Is(Facet::Document, vec![quote.facts.id.to_string()]);
    let page = Page { offset: 0, limit: MOST, per_municipality: None };
    let all = context.index.matches(&Plan::Everything, &[document], page)?.ranked;
    let at = all.iter().position(|ranked| ranked.place == own).ok_or_else(unknown)?;
    let read = |ranked: &kurabe_index::Ranked| Ok(context.index.quote(ranked.place)?);
    let (before, behind) =
        (&all[at.saturating_sub(beside)..at], &all[at + 1..all.len().min(at + 1 + beside)]);
    Ok(Passage {
        before: before.iter().map(read).collect::<Result<_>>()?,
        behind: behind.iter().map(read).collect::<Result<_>>()?,
        quote,
    })
}
