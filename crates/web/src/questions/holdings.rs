//! What the corpus holds, and what is missing.

use std::io::{self, Write};

use kurabe_query::{Context, Holding, holdings};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, Part, View};
use kurabe_render::sheet::{self, Sheet};
use kurabe_render::{Lang, Listed};

use super::{MOST_ROWS, Presented, Question};
use crate::parameter::Parameter;
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[Parameter::limit(MOST_ROWS, ON_A_PAGE), Parameter::OFFSET];

/// How many documents a page has, unless told otherwise.
const ON_A_PAGE: usize = 100;

pub(crate) struct Holdings {
    offset: usize,
    limit: usize,
}

impl Holdings {
    /// The documents that are asked for.
    fn part<'h>(&self, found: &'h kurabe_query::Holdings) -> &'h [Holding] {
        let rest = found.documents.get(self.offset..).unwrap_or_default();
        rest.get(..self.limit).unwrap_or(rest)
    }

    fn listed<'h>(&self, found: &'h kurabe_query::Holdings) -> Vec<Listed<'h>> {
        self.part(found).iter().map(Listed::from).collect()
    }
}

impl Question for Holdings {
    const ABOUT: &'static str = "What is in the corpus / 収録文書";
    const SHAPE: &'static str = "Documents";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN];
    type Answer = kurabe_query::Holdings;

    fn read(params: &Params) -> Option<Self> {
        Some(Self {
            offset: params.number("offset").unwrap_or_default(),
            limit: params.number("limit").unwrap_or(ON_A_PAGE),
        })
    }

    fn part(&self, found: &Self::Answer) -> Option<Part> {
        Some(Part { offset: self.offset, limit: self.limit, total: found.documents.len() })
    }

    fn ask(&self, context: &Context<'_>) -> Result<Self::Answer, Problem> {
        Ok(holdings(context)?)
    }

    fn json(&self, found: &Self::Answer, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::list(out, Layout::Whole, lang, &self.listed(found))
    }
}

impl Presented for Holdings {
    const PATH: &'static str = "corpus";
    const COMMAND: &'static str = "corpus list";
    const ONLY_HERE: &'static [&'static str] = &["offset", "limit"];
    const MOST_ROWS: Option<usize> = Some(MOST_ROWS);

    fn sheet(&self, found: Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::list(sheet, &self.listed(&found))
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Self::Answer)>) -> String {
        match answered {
            Some((asked, found)) => page::corpus(view, found, asked.part(found), asked.offset, asked.limit),
            None => page::home(view),
        }
    }
}
