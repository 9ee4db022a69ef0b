//! Search.

use std::io::{self, Write};

use kurabe_query::{Answer, Context, Filters, Request, Result as Found, search};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::{MOST_ROWS, Question};
use crate::params::{self, Params};
use crate::problem::Problem;

pub(crate) struct Search(Request);

impl Question for Search {
    const PATH: &'static str = "search";
    type Answer = Answer;

    fn read(params: &mut Params) -> Result<Option<Self>, Problem> {
        let request = params::search(params, MOST_ROWS)?;
        let is_asked = !request.words.trim().is_empty() || request.filters != Filters::default();
        Ok(is_asked.then_some(Self(request)))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Answer> {
        search(context, &self.0)
    }

    fn json(&self, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
        json::answer(out, Layout::Whole, answer)
    }

    fn sheet(&self, mut answer: Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let hits = std::mem::take(&mut answer.hits);
        sheet::answer(sheet, &self.0, &answer, hits.into_iter())
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Answer)>) -> String {
        page::search(view, themes, answered.map(|(question, answer)| (&question.0, answer)))
    }
}
