//! What others do and one municipality does not.

use std::io::{self, Write};

use kurabe_query::{Context, GapsRequest, Result as Found, gaps};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::Question;
use crate::params::Params;
use crate::problem::Problem;

pub(crate) struct Gaps(GapsRequest);

impl Question for Gaps {
    const PATH: &'static str = "gaps";
    type Answer = kurabe_query::Gaps;

    fn read(params: &mut Params) -> Result<Option<Self>, Problem> {
        let municipality = params.one("of");
        let filters = params.filters()?;
        let limit = params.number("limit", (1, 1000))?.unwrap_or(20);
        Ok(municipality.map(|municipality| Self(GapsRequest { municipality, filters, limit })))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Self::Answer> {
        gaps(context, &self.0)
    }

    fn json(&self, answer: &Self::Answer, out: &mut dyn Write) -> io::Result<()> {
        json::gaps(out, Layout::Whole, answer)
    }

    fn sheet(&self, answer: Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::gaps(sheet, &answer)
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Self::Answer)>) -> String {
        page::gaps(view, themes, answered.map(|(_, answer)| answer))
    }
}
