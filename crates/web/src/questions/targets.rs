//! The ledger of targets.

use std::io::{self, Write};

use kurabe_query::{Context, Ledger, Result as Found, TargetEntry, TargetOrder, TargetsRequest, targets};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Theme, View};
use kurabe_render::sheet::{self, Sheet};

use super::{MOST_ROWS, Question};
use crate::params::Params;
use crate::problem::Problem;

pub(crate) struct Targets(TargetsRequest);

impl Question for Targets {
    const PATH: &'static str = "targets";
    type Answer = (Ledger, Vec<TargetEntry>);

    fn read(params: &mut Params) -> Result<Option<Self>, Problem> {
        let orders = [
            ("unit", TargetOrder::Unit),
            ("value", TargetOrder::Value),
            ("deadline", TargetOrder::Deadline),
            ("theme", TargetOrder::Theme),
            ("place", TargetOrder::Place),
        ];
        Ok(Some(Self(TargetsRequest {
            words: params.one("q").unwrap_or_default(),
            filters: params.filters()?,
            order: params.choice("sort", &orders)?.unwrap_or(TargetOrder::Unit),
            reverse: params.ticked("reverse")?,
            offset: params.number("offset", (0, usize::MAX))?.unwrap_or(0),
            limit: Some(params.number("limit", (1, MOST_ROWS))?.unwrap_or(200)),
        })))
    }

    fn ask(&self, context: &Context<'_>) -> Found<Self::Answer> {
        let ledger = targets(context, &self.0)?;
        let entries = ledger.entries(context).collect::<Found<_>>()?;
        Ok((ledger, entries))
    }

    fn json(&self, (ledger, entries): &Self::Answer, out: &mut dyn Write) -> io::Result<()> {
        json::targets(out, Layout::Whole, ledger, entries.iter().cloned())
    }

    fn sheet(&self, (ledger, entries): Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::targets(sheet, &ledger, entries.into_iter())
    }

    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Self::Answer)>) -> String {
        page::targets(view, themes, answered.map(|(_, (ledger, entries))| (ledger, entries.as_slice())))
    }
}
