//! Terms and themes over the years.

use std::io::{self, Write};

use kurabe_query::{Context, Result as Found, TrendsRequest, trends};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::Question;
use crate::params::Params;
use crate::problem::Problem;

pub(crate) struct Trends(TrendsRequest);

impl Question for Trends {
    const PATH: &'static str = "trends";
    type Answer = kurabe_query::Trends;

    fn read(params: &mut Params) -> Result<Option<Self>, Problem> {
        let terms = params.listed("term");
        let filters = params.filters()?;
        Ok((!terms.is_empty()).then_some(Self(TrendsRequest { terms, filters })))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Self::Answer> {
        trends(context, &self.0)
    }

    fn json(&self, answer: &Self::Answer, out: &mut dyn Write) -> io::Result<()> {
        json::trends(out, Layout::Whole, answer)
    }

    fn sheet(&self, answer: Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::trends(sheet, &answer)
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Self::Answer)>) -> String {
        page::trends(view, themes, answered.map(|(_, answer)| answer))
    }
}
