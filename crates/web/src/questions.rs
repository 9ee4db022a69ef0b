//! The questions there are (問い): each is read from an address, asked, and written in every form it has.

mod compare;
mod gaps;
mod kwic;
mod search;
mod similar;
mod statement;
mod targets;
mod trends;

use std::io::{self, Write};

use kurabe_query::{Context, Result as Found};
use kurabe_render::page::{Theme, View};
use kurabe_render::sheet::Sheet;

pub(crate) use compare::Compare;
pub(crate) use gaps::Gaps;
pub(crate) use kwic::Kwic;
pub(crate) use search::Search;
pub(crate) use similar::Similar;
pub(crate) use statement::Statement;
pub(crate) use targets::Targets;
pub(crate) use trends::Trends;

use crate::params::Params;
use crate::problem::Problem;

/// The most rows a table of one request has.
pub(crate) const MOST_ROWS: usize = 5000;

/// A question: read, asked, written.
pub(crate) trait Question: Sized + Send + 'static {
    /// Where it is asked, and what the command line calls it.
    const PATH: &'static str;
    /// What it is answered with.
    type Answer;

    /// Reads it; nothing where nothing is asked yet.
    fn read(params: &mut Params) -> Result<Option<Self>, Problem>;

    /// Asks it.
    fn ask(&self, context: &Context<'_>) -> Found<Self::Answer>;

    /// Writes the answer as the command line's JSON.
    fn json(&self, answer: &Self::Answer, out: &mut dyn Write) -> io::Result<()>;

    /// Writes the answer as tables.
    fn sheet(&self, answer: Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()>;

    /// The page of the answer, or of the question alone.
    fn page(view: &View<'_>, themes: &[Theme], answered: Option<(&Self, &Self::Answer)>) -> String;
}
