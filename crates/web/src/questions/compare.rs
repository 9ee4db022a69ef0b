//! Municipalities side by side.

use std::io::{self, Write};

use kurabe_query::{CompareRequest, Context, Matrix, Result as Found, compare};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::Question;
use crate::params::Params;
use crate::problem::Problem;

pub(crate) struct Compare(CompareRequest);

impl Question for Compare {
    const PATH: &'static str = "compare";
    type Answer = Matrix;

    fn read(params: &mut Params) -> Result<Option<Self>, Problem> {
        Ok(Some(Self(CompareRequest {
            subjects: params.all("subject"),
            filters: params.filters()?,
            best: params.number("best", (1, 20))?.unwrap_or(1),
        })))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Matrix> {
        compare(context, &self.0)
    }

    fn json(&self, answer: &Matrix, out: &mut dyn Write) -> io::Result<()> {
        json::compare(out, Layout::Whole, answer)
    }

    fn sheet(&self, answer: Matrix, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::compare(sheet, &answer)
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Matrix)>) -> String {
        page::compare(view, themes, answered.map(|(_, answer)| answer))
    }
}
