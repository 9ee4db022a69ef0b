//! The ledger of targets.

use std::io::{self, Write};

use kurabe_query::{Context, Ledger, TargetEntry, TargetOrder, TargetsRequest, targets};
use kurabe_render::Lang;
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Part, View};
use kurabe_render::sheet::{self, Sheet};

use super::{MOST_ROWS, Presented, Question};
use crate::parameter::{FILTERS, Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[
    Parameter::new("q", Takes::Text, "Words to look for / 探す語"),
    Parameter::new(
        "sort",
        Takes::OneOf(&["unit", "value", "deadline", "theme", "place"]),
        "The order / 並び順",
    ),
    Parameter::new("reverse", Takes::Flag, "The other way round / 逆順"),
    Parameter::limit(MOST_ROWS, 200),
    Parameter::OFFSET,
];

pub(crate) struct Targets(TargetsRequest);

impl Question for Targets {
    const ABOUT: &'static str = "List numeric targets / 数値目標の台帳";
    const SHAPE: &'static str = "Targets";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN, FILTERS];
    type Answer = (Ledger, Vec<TargetEntry>);

    fn read(params: &Params) -> Option<Self> {
        let order = match params.one("sort").as_deref() {
            Some("value") => TargetOrder::Value,
            Some("deadline") => TargetOrder::Deadline,
            Some("theme") => TargetOrder::Theme,
            Some("place") => TargetOrder::Place,
            _ => TargetOrder::Unit,
        };
        Some(Self(TargetsRequest {
            words: params.one("q").unwrap_or_default(),
            filters: params.filters(),
            order,
            reverse: params.ticked("reverse"),
            offset: params.number("offset").unwrap_or_default(),
            limit: params.number("limit"),
        }))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Self::Answer, Problem> {
        let ledger = targets(context, &self.0)?;
        let entries = ledger.entries(context).collect::<Result<_, _>>()?;
        Ok((ledger, entries))
    }

    fn part(&self, (ledger, _): &Self::Answer) -> Option<Part> {
        Some(Part { offset: self.0.offset, limit: self.0.limit?, total: ledger.total })
    }

    fn json(&self, (ledger, entries): &Self::Answer, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::targets(out, Layout::Whole, ledger, entries.iter().cloned())
    }
}

impl Presented for Targets {
    const PATH: &'static str = "targets";
    const MOST_ROWS: Option<usize> = Some(MOST_ROWS);

    fn sheet(&self, (ledger, entries): Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::targets(sheet, &ledger, entries.into_iter())
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Self::Answer)>) -> String {
        page::targets(view, answered.map(|(asked, (ledger, entries))| (&asked.0, ledger, entries.as_slice())))
    }
}
