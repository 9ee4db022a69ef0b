//! A term in its contexts.

use std::io::{self, Write};

use kurabe_query::{Concordance, Context, KwicLine, KwicOrder, KwicRequest, kwic};
use kurabe_render::Lang;
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Part, View};
use kurabe_render::sheet::{self, Sheet};

use super::{MOST_ROWS, Presented, Question};
use crate::parameter::{FILTERS, Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[
    Parameter::new("term", Takes::Text, "A term, as characters / 語（文字の並び）"),
    Parameter::new("sort", Takes::OneOf(&["place", "left", "right"]), "The order / 並び順"),
    Parameter::limit(MOST_ROWS, 100),
    Parameter::OFFSET,
];

pub(crate) struct Kwic(KwicRequest);

impl Question for Kwic {
    const ABOUT: &'static str = "Print a term in its contexts / 語を前後の文とともに並べる";
    const SHAPE: &'static str = "Concordance";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, FILTERS];
    const NEEDS: &'static [&'static str] = &["term"];
    type Answer = (Concordance, Vec<KwicLine>);

    fn read(params: &Params) -> Option<Self> {
        let order = match params.one("sort").as_deref() {
            Some("left") => KwicOrder::Left,
            Some("right") => KwicOrder::Right,
            _ => KwicOrder::Place,
        };
        Some(Self(KwicRequest {
            term: params.one("term")?,
            filters: params.filters(),
            order,
            offset: params.number("offset").unwrap_or_default(),
            limit: params.number("limit"),
        }))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Self::Answer, Problem> {
        let found = kwic(context, &self.0)?;
        let lines = found.lines(context).collect::<Result<_, _>>()?;
        Ok((found, lines))
    }

    fn part(&self, (found, _): &Self::Answer) -> Option<Part> {
        Some(Part { offset: self.0.offset, limit: self.0.limit?, total: found.total })
    }

    fn json(&self, (found, lines): &Self::Answer, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::kwic(out, Layout::Whole, found, lines.iter().cloned())
    }
}

impl Presented for Kwic {
    const PATH: &'static str = "kwic";
    const MOST_ROWS: Option<usize> = Some(MOST_ROWS);

    fn sheet(&self, (found, lines): Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::kwic(sheet, &found, lines.into_iter())
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Self::Answer)>) -> String {
        page::kwic(view, answered.map(|(asked, (found, lines))| (&asked.0, found, lines.as_slice())))
    }
}
