//! Municipalities side by side.

use std::io::{self, Write};

use kurabe_query::{CompareRequest, Context, Matrix, compare};
use kurabe_render::Lang;
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, View};
use kurabe_render::sheet::{self, Sheet};

use super::{Presented, Question};
use crate::parameter::{FILTERS, MEANING, Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[
    Parameter::new(
        "subject",
        Takes::Texts,
        "Themes or words, one a row; all themes without any / 主題（テーマか語）",
    ),
    Parameter::new(
        "best",
        Takes::Number { least: 1, most: 20, usual: Some(1) },
        "Best statements of each cell / 各欄の施策文の数",
    ),
    Parameter::new("pin", Takes::Names, "Which the page sets side by side, by code / 画面で並べる自治体"),
];

pub(crate) struct Compare(CompareRequest);

impl Question for Compare {
    const ABOUT: &'static str = "Put municipalities side by side / 主題ごとに自治体をくらべる";
    const SHAPE: &'static str = "Matrix";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, MEANING, FILTERS];
    type Answer = Matrix;

    fn read(params: &Params) -> Option<Self> {
        Some(Self(CompareRequest {
            subjects: params.all("subject"),
            filters: params.filters(),
            best: params.number("best").unwrap_or(1),
            opened: usize::MAX,
        }))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Matrix, Problem> {
        Ok(compare(context, &self.0)?)
    }

    fn json(&self, answer: &Matrix, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::compare(out, Layout::Whole, answer)
    }
}

impl Presented for Compare {
    const PATH: &'static str = "compare";
    const ONLY_HERE: &'static [&'static str] = &["pin"];

    fn sheet(&self, answer: Matrix, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::compare(sheet, &answer)
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Matrix)>) -> String {
        page::compare(view, answered.map(|(_, answer)| answer))
    }
}
