//! What others do and one municipality does not.

use std::io::{self, Write};

use kurabe_query::{Context, GapsRequest, gaps};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, View};
use kurabe_render::sheet::{self, Sheet};
use kurabe_render::{Lang, Message, Whose};

use super::{Presented, Question};
use crate::parameter::{FILTERS, MEANING, Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[
    Parameter::new("of", Takes::Text, "Whose gaps: a municipality by code, name or kana / 調べる自治体"),
    Parameter::new(
        "limit",
        Takes::Number { least: 1, most: page::GAPS_AT_MOST, usual: Some(20) },
        "How many of each / それぞれの件数",
    ),
];

pub(crate) struct Gaps(GapsRequest);

impl Question for Gaps {
    const ABOUT: &'static str = "What others do and one does not, and the reverse / 過不足を調べる";
    const SHAPE: &'static str = "Gaps";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, MEANING, FILTERS];
    const NEEDS: &'static [&'static str] = &["of"];
    type Answer = kurabe_query::Gaps;

    fn read(params: &Params) -> Option<Self> {
        let municipality = params.one("of")?;
        let limit = params.number("limit").unwrap_or_default();
        Some(Self(GapsRequest { municipality, filters: params.filters(), limit }))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Self::Answer, Problem> {
        let found = gaps(context, &self.0)?;
        let municipality = found.own.municipality.name.clone();
        let nobodys = |message| Err(Problem::Refused(Whose::Nobodys, message));
        match (found.own.documents, found.own.unreadable) {
            (0, 0) => nobodys(Message::NoDocument { municipality }),
            (0, _) => nobodys(Message::NothingRead { municipality }),
            _ if found.peers.iter().all(|peer| peer.statements == 0) => nobodys(Message::NobodyToCompare),
            _ => Ok(found),
        }
    }

    fn json(&self, answer: &Self::Answer, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::gaps(out, Layout::Whole, answer)
    }
}

impl Presented for Gaps {
    const PATH: &'static str = "gaps";
    const MOST_ROWS: Option<usize> = Some(page::GAPS_AT_MOST);

    fn sheet(&self, answer: Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::gaps(sheet, &answer)
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Self::Answer)>) -> String {
        page::gaps(view, answered.map(|(_, answer)| answer))
    }
}
