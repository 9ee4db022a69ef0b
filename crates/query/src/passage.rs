//! A statement between those beside it in its document (前後の施策文).

use kurabe_index::{Facet, Filter, Page, Place, Plan};
use kurabe_model::{DocumentId, Quote, StatementId};

use crate::{Context, Error, Result};

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

/// The statement or the row of a table called `id`, with up to `beside` others on either side.
pub fn passage(context: &Context<'_>, id: &StatementId, beside: usize) -> Result<Passage> {
    let unknown = || Error::UnknownStatement { id: id.clone() };
    let Some(own) = context.index.place(id)? else {
        // A row of a table stands among rows.
        return context.of_rows().map_or_else(|| Err(unknown()), |rows| passage(&rows, id, beside));
    };
    let quote = context.index.quote(own)?;
    let all = in_order(context, Vec::new(), &[&quote.facts.id])?;
    let at = all.iter().position(|place| *place == own).ok_or_else(unknown)?;
    let read = |place: &Place| Ok(context.index.quote(*place)?);
    let (before, behind) =
        (&all[at.saturating_sub(beside)..at], &all[at + 1..all.len().min(at + 1 + beside)]);
    Ok(Passage {
        before: before.iter().map(read).collect::<Result<_>>()?,
        behind: behind.iter().map(read).collect::<Result<_>>()?,
        quote,
    })
}

/// Where the statements of documents lie that filters let through, in the order of the corpus.
pub(crate) fn in_order(
    context: &Context<'_>,
    mut filters: Vec<Filter>,
    documents: &[&DocumentId],
) -> Result<Vec<Place>> {
    filters.push(Filter::Is(Facet::Document, documents.iter().map(|id| id.to_string()).collect()));
    Ok(context.index.matches(&Plan::Everything, &filters, Page::ALL)?.places().collect())
}
