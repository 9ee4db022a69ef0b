//! Search.

use std::io::{self, Write};

use kurabe_query::{Answer, Context, Filters, Request, search};
use kurabe_render::Lang;
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Part, View};
use kurabe_render::sheet::{self, Sheet};

use super::{MOST_ROWS, Presented, Question};
use crate::parameter::{FILTERS, MEANING, Parameter, READING, Takes};
use crate::params::Params;
use crate::problem::Problem;

/// How many hits an answer has, unless told otherwise: as many as on the command line.
const ON_A_PAGE: usize = 10;

const OWN: &[Parameter] = &[
    Parameter::new(
        "q",
        Takes::Text,
        "Words to look for; quotes, OR and - work as in `kurabe search` / 探す語",
    ),
    Parameter::limit(MOST_ROWS, ON_A_PAGE),
    Parameter::OFFSET,
    Parameter::new(
        "per_municipality",
        Takes::Number { least: 1, most: 1000, usual: None },
        "At most so many of each municipality / 自治体ごとの件数",
    ),
    Parameter::new("loose", Takes::Flag, "Only loosely related ones too / ゆるく関連するものも"),
    Parameter::new("explain", Takes::Flag, "What scores are made of / 得点の内訳"),
    Parameter::new("tables", Takes::Flag, "Rows of tables instead of statements / 施策文でなく表の行"),
];

pub(crate) struct Search(Request);

impl Question for Search {
    const ABOUT: &'static str = "Search statements of policy / 施策文を探す";
    const SHAPE: &'static str = "Search";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, READING, MEANING, FILTERS];
    const NEEDS: &'static [&'static str] = &["q", "theme", "municipality", "document"];
    type Answer = Answer;

    fn read(params: &Params) -> Option<Self> {
        let request = Request {
            words: params.one("q").unwrap_or_default(),
            filters: params.filters(),
            reading: params.reading(),
            loose: params.ticked("loose"),
            tables: params.ticked("tables"),
            offset: params.number("offset").unwrap_or_default(),
            limit: params.number("limit").unwrap_or(ON_A_PAGE),
            per_municipality: params.number("per_municipality"),
            explain: params.ticked("explain"),
            facets: true,
        };
        let is_asked = !request.words.trim().is_empty() || request.filters != Filters::default();
        is_asked.then_some(Self(request))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Answer, Problem> {
        Ok(search(context, &self.0)?)
    }

    fn part(&self, answer: &Answer) -> Option<Part> {
        let (offset, limit) = (self.0.offset, self.0.limit);
        // Of matches of which only some of each municipality are shown, an unfilled part is the last one.
        let is_last = self.0.per_municipality.is_some() && answer.hits.len() < limit;
        let total = if is_last { offset + answer.hits.len() } else { answer.total };
        Some(Part { offset, limit, total })
    }

    fn json(&self, answer: &Answer, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::answer(out, Layout::Whole, answer)
    }
}

impl Presented for Search {
    const PATH: &'static str = "search";
    const MOST_ROWS: Option<usize> = Some(MOST_ROWS);

    fn sheet(&self, mut answer: Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let hits = std::mem::take(&mut answer.hits);
        sheet::answer(sheet, &self.0, &answer, hits.into_iter())
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Answer)>) -> String {
        page::search(view, answered.map(|(question, answer)| (&question.0, answer)))
    }
}
