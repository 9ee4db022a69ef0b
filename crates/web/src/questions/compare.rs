//! Municipalities side by side.

use std::io::{self, Write};

use kurabe_query::{CompareRequest, Context, Matrix, Result as Found, compare};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::{Presented, Question};
use crate::parameter::{FILTERS, Parameter, Takes};
use crate::params::Params;

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
];

pub(crate) struct Compare(CompareRequest);

impl Question for Compare {
    const PATH: &'static str = "compare";
    const ABOUT: &'static str = "Put municipalities side by side / 主題ごとに自治体をくらべる";
    const SHAPE: &'static str = "Matrix";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, FILTERS];
    type Answer = Matrix;

    fn read(params: &Params) -> Option<Self> {
        Some(Self(CompareRequest {
            subjects: params.all("subject"),
            filters: params.filters(),
            best: params.number("best").unwrap_or(1),
        }))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Matrix> {
        compare(context, &self.0)
    }

    fn json(&self, answer: &Matrix, out: &mut dyn Write) -> io::Result<()> {
        json::compare(out, Layout::Whole, answer)
    }
}

impl Presented for Compare {
    fn sheet(&self, answer: Matrix, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::compare(sheet, &answer)
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Matrix)>) -> String {
        page::compare(view, themes, answered.map(|(_, answer)| answer))
    }
}
