//! Columns of an index that are open (開いた列): each is opened when it is first read, and only once.

use std::sync::OnceLock;

use tantivy::columnar::{Column, StrColumn};

use crate::Result;
use crate::elements;
use crate::index::Index;
use crate::schema::Facet;

/// Columns segment by segment.
#[derive(Default)]
pub(crate) struct Columns {
    facets: [OnceLock<Vec<Option<StrColumn>>>; Facet::ALL.len()],
    orders: OnceLock<Vec<Column<u64>>>,
    abouts: OnceLock<Vec<elements::Columns>>,
}

impl Index {
    /// What statements have of a facet.
    pub(crate) fn facet_columns(&self, facet: Facet) -> Result<&[Option<StrColumn>]> {
        let open = || self.columns(|reader| reader.fast_fields().str(facet.name()));
        once(&self.open.facets[facet as usize], open)
    }

    /// Where statements come in the corpus.
    pub(crate) fn order_columns(&self) -> Result<&[Column<u64>]> {
        once(&self.open.orders, || self.columns(|reader| reader.fast_fields().u64("order")))
    }

    /// What statements are about.
    pub(crate) fn about_columns(&self) -> Result<&[elements::Columns]> {
        once(&self.open.abouts, || self.columns(elements::Columns::of))
    }
}

fn once<T>(known: &OnceLock<Vec<T>>, open: impl FnOnce() -> Result<Vec<T>>) -> Result<&[T]> {
    if let Some(known) = known.get() {
        return Ok(known);
    }
    let opened = open()?;
    Ok(known.get_or_init(|| opened))
}
