//! A term in its contexts.

use std::io::{self, Write};

use kurabe_query::{Concordance, Context, KwicLine, KwicOrder, KwicRequest, Result as Found, kwic};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::{MOST_ROWS, Question};
use crate::params::Params;
use crate::problem::Problem;

pub(crate) struct Kwic(KwicRequest);

impl Question for Kwic {
    const PATH: &'static str = "kwic";
    type Answer = (Concordance, Vec<KwicLine>);

    fn read(params: &mut Params) -> Result<Option<Self>, Problem> {
        let term = params.one("term");
        let filters = params.filters()?;
        let orders = [("place", KwicOrder::Place), ("left", KwicOrder::Left), ("right", KwicOrder::Right)];
        let order = params.choice("sort", &orders)?.unwrap_or(KwicOrder::Place);
        let offset = params.number("offset", (0, usize::MAX))?.unwrap_or(0);
        let limit = params.number("limit", (1, MOST_ROWS))?.unwrap_or(100);
        Ok(term.map(|term| Self(KwicRequest { term, filters, order, offset, limit: Some(limit) })))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Self::Answer> {
        let found = kwic(context, &self.0)?;
        let lines = found.lines(context).collect::<Found<_>>()?;
        Ok((found, lines))
    }

    fn json(&self, (found, lines): &Self::Answer, out: &mut dyn Write) -> io::Result<()> {
        json::kwic(out, Layout::Whole, found, lines.iter().cloned())
    }

    fn sheet(&self, (found, lines): Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::kwic(sheet, &found, lines.into_iter())
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Self::Answer)>) -> String {
        page::kwic(view, themes, answered.map(|(_, (found, lines))| (found, lines.as_slice())))
    }
}
