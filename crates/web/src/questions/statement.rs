//! One statement in its place. It has an address of its own, and what stands behind its ? changes nothing.

use std::io::{self, Write};

use kurabe_model::StatementId;
use kurabe_query::{
    Comparables, Context, Filters, Model, Passage, Result as Found, SimilarRequest, passage, similar,
};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, View};
use kurabe_render::sheet::{self, Sheet};

use super::show::shown;

/// How many statements are shown on either side.
const BESIDE: usize = 3;
/// How many comparable statements of each municipality.
const OF_EACH: usize = 2;

pub(crate) struct Statement(pub(crate) StatementId);

/// A statement, and the comparable ones where they can be looked for.
pub(crate) struct Shelved {
    passage: Passage,
    others: Option<Comparables>,
}

impl Statement {
    pub(crate) fn ask(&self, context: &Context<'_>, with_others: bool) -> Found<Shelved> {
        let passage = passage(context, &self.0, BESIDE)?;
        let request = SimilarRequest {
            model: Model::Statement(self.0.clone()),
            filters: Filters::default(),
            per_municipality: OF_EACH,
        };
        let others = if with_others { similar(context, &request).ok() } else { None };
        Ok(Shelved { passage, others })
    }

    pub(crate) fn json(found: &Shelved, out: &mut dyn Write) -> io::Result<()> {
        json::show(out, Layout::Whole, &[shown(&found.passage)])
    }

    pub(crate) fn sheet(found: &Shelved, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::hits(sheet, [&found.passage.quote])
    }

    pub(crate) fn page(view: &View<'_>, found: &Shelved) -> String {
        page::statement(view, &found.passage, found.others.as_ref())
    }
}
