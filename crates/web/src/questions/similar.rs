//! Comparable statements.

use std::io::{self, Write};

use kurabe_model::StatementId;
use kurabe_query::{Comparables, Context, Model, SimilarRequest, similar};
use kurabe_render::Lang;
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, View};
use kurabe_render::sheet::{self, Sheet};

use super::{Presented, Question};
use crate::parameter::{FILTERS, MEANING, Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[
    Parameter::new("id", Takes::Text, "A statement of the corpus / 施策文の id"),
    Parameter::new("text", Takes::Passage, "A text instead of a statement / 施策文の代わりの文"),
    Parameter::new(
        "per_municipality",
        Takes::Number { least: 1, most: 20, usual: Some(3) },
        "How many of each municipality / 自治体ごとの件数",
    ),
    Parameter::new(
        "limit",
        Takes::Number { least: 1, most: 2000, usual: Some(100) },
        "Of how many municipalities; of the others, how near they come / 表示する自治体の数（ほかは件数だけ）",
    ),
];

pub(crate) struct Similar(SimilarRequest);

impl Question for Similar {
    const ABOUT: &'static str = "Find comparable statements of others / ほかの自治体の類似施策を探す";
    const SHAPE: &'static str = "Comparables";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, MEANING, FILTERS];
    const NEEDS: &'static [&'static str] = &["text", "id"];
    type Answer = Comparables;

    fn read(params: &Params) -> Option<Self> {
        let model = match (params.one("id"), params.one("text")) {
            (Some(id), _) => Model::Statement(StatementId::new(id)),
            (None, text) => Model::Text(text?),
        };
        let per_municipality = params.number("per_municipality").unwrap_or_default();
        let limit = params.number("limit").unwrap_or_default();
        Some(Self(SimilarRequest { model, filters: params.filters(), per_municipality, limit }))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Comparables, Problem> {
        Ok(similar(context, &self.0)?)
    }

    fn json(&self, answer: &Comparables, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::similar(out, Layout::Whole, answer)
    }
}

impl Presented for Similar {
    const PATH: &'static str = "similar";

    fn sheet(&self, answer: Comparables, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::similar(sheet, &answer)
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Comparables)>) -> String {
        page::similar(view, answered.map(|(_, answer)| answer))
    }
}
