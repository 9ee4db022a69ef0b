//! Terms and themes over the years.

use std::io::{self, Write};

use kurabe_query::{Context, TrendsRequest, trends};
use kurabe_render::Lang;
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, View};
use kurabe_render::sheet::{self, Sheet};

use super::{Presented, Question};
use crate::parameter::{FILTERS, Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[Parameter::new("term", Takes::Names, "Terms or themes / 語かテーマ")];

pub(crate) struct Trends(TrendsRequest);

impl Question for Trends {
    const ABOUT: &'static str = "Count terms and themes year by year / 語とテーマの年度ごとの推移";
    const SHAPE: &'static str = "Trends";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, FILTERS];
    const NEEDS: &'static [&'static str] = &["term"];
    type Answer = kurabe_query::Trends;

    fn read(params: &Params) -> Option<Self> {
        let terms = params.listed("term");
        (!terms.is_empty()).then(|| Self(TrendsRequest { terms, filters: params.filters() }))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Self::Answer, Problem> {
        Ok(trends(context, &self.0)?)
    }

    fn json(&self, answer: &Self::Answer, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::trends(out, Layout::Whole, answer)
    }
}

impl Presented for Trends {
    const PATH: &'static str = "trends";

    fn sheet(&self, answer: Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::trends(sheet, &answer)
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Self::Answer)>) -> String {
        page::trends(view, answered.map(|(_, answer)| answer))
    }
}
