//! Comparable statements.

use std::io::{self, Write};

use kurabe_model::StatementId;
use kurabe_query::{Comparables, Context, Model, Result as Found, SimilarRequest, similar};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::Question;
use crate::params::Params;
use crate::problem::Problem;

pub(crate) struct Similar(SimilarRequest);

impl Question for Similar {
    const PATH: &'static str = "similar";
    type Answer = Comparables;

    fn read(params: &mut Params) -> Result<Option<Self>, Problem> {
        let (id, text) = (params.one("id"), params.one("text"));
        let filters = params.filters()?;
        let per_municipality = params.number("per_municipality", (1, 20))?.unwrap_or(3);
        let model = match (id, text) {
            (Some(id), _) => Model::Statement(StatementId::new(id)),
            (None, Some(text)) => Model::Text(text),
            (None, None) => return Ok(None),
        };
        Ok(Some(Self(SimilarRequest { model, filters, per_municipality })))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Comparables> {
        similar(context, &self.0)
    }

    fn json(&self, answer: &Comparables, out: &mut dyn Write) -> io::Result<()> {
        json::similar(out, Layout::Whole, answer)
    }

    fn sheet(&self, answer: Comparables, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::similar(sheet, &answer)
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Comparables)>) -> String {
        page::similar(view, themes, answered.map(|(_, answer)| answer))
    }
}
