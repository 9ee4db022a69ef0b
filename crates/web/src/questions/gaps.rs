//! What others do and one municipality does not.

use std::io::{self, Write};

use kurabe_query::{Context, GapsRequest, Result as Found, gaps};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::{Presented, Question};
use crate::parameter::{FILTERS, Parameter, Takes};
use crate::params::Params;

const OWN: &[Parameter] = &[
    Parameter::new("of", Takes::Text, "Whose gaps: a municipality by code, name or kana / 調べる自治体"),
    Parameter::new(
        "limit",
        Takes::Number { least: 1, most: 1000, usual: Some(20) },
        "How many of each / それぞれの件数",
    ),
];

pub(crate) struct Gaps(GapsRequest);

impl Question for Gaps {
    const PATH: &'static str = "gaps";
    const ABOUT: &'static str = "What others do and one does not, and the reverse / 過不足を調べる";
    const SHAPE: &'static str = "Gaps";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, FILTERS];
    type Answer = kurabe_query::Gaps;

    fn read(params: &Params) -> Option<Self> {
        let municipality = params.one("of")?;
        let limit = params.number("limit").unwrap_or_default();
        Some(Self(GapsRequest { municipality, filters: params.filters(), limit }))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Self::Answer> {
        gaps(context, &self.0)
    }

    fn json(&self, answer: &Self::Answer, out: &mut dyn Write) -> io::Result<()> {
        json::gaps(out, Layout::Whole, answer)
    }
}

impl Presented for Gaps {
    fn sheet(&self, answer: Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::gaps(sheet, &answer)
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Self::Answer)>) -> String {
        page::gaps(view, themes, answered.map(|(_, answer)| answer))
    }
}
