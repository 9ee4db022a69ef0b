//! The questions there are (問い): each is read from an address, asked, and written in every form it has.

mod compare;
mod document;
mod gaps;
mod holdings;
mod kwic;
mod search;
mod show;
mod similar;
mod statement;
mod targets;
mod trends;

use std::io::{self, Write};

use kurabe_query::Context;
use kurabe_render::Lang;
use kurabe_render::page::{Part, View};
use kurabe_render::sheet::Sheet;

pub(crate) use compare::Compare;
pub(crate) use document::Document;
pub(crate) use gaps::Gaps;
pub(crate) use holdings::Holdings;
pub(crate) use kwic::Kwic;
pub(crate) use search::Search;
pub(crate) use show::Show;
pub(crate) use similar::Similar;
pub(crate) use statement::Statement;
pub(crate) use targets::Targets;
pub(crate) use trends::Trends;

use crate::form::collected;
use crate::offer::Answered;
use crate::parameter::Parameter;
use crate::params::{Given, Params};
use crate::problem::Problem;
use crate::shelf::Library;

/// The most rows a table of one request has.
pub(crate) const MOST_ROWS: usize = 5000;

/// A question: read, asked, written as data.
pub(crate) trait Question: Sized + Send + 'static {
    /// What it is for, in English and in Japanese.
    const ABOUT: &'static str;
    /// The schema of its JSON.
    const SHAPE: &'static str;
    /// What it can be told.
    const PARAMETERS: &'static [&'static [Parameter]];
    /// Of which it needs at least one to be asked; none where all there is can be meant.
    const NEEDS: &'static [&'static str] = &[];
    /// What it is answered with.
    type Answer;

    /// Reads it; nothing where nothing is asked yet.
    fn read(params: &Params) -> Option<Self>;

    /// Asks it.
    fn ask(&self, context: &Context<'_>) -> Result<Self::Answer, Problem>;

    /// Which part of all there is the answer holds, where it can hold a part.
    fn part(&self, _: &Self::Answer) -> Option<Part> {
        None
    }

    /// Writes the answer as the command line's JSON.
    fn json(&self, answer: &Self::Answer, lang: Lang, out: &mut dyn Write) -> io::Result<()>;
}

/// A question that has a page of its own, and tables to hand on.
pub(crate) trait Presented: Question {
    /// Where it is asked.
    const PATH: &'static str;
    /// What the command line calls it.
    const COMMAND: &'static str = Self::PATH;
    /// What may be asked here and the command does not know: how a page is set, and which part of it.
    const ONLY_HERE: &'static [&'static str] = &[];
    /// How many rows a table of it has at the most, where it has a limit at all.
    const MOST_ROWS: Option<usize> = None;

    /// Writes the answer as tables.
    fn sheet(&self, answer: Self::Answer, sheet: &mut Sheet<'_>) -> io::Result<()>;

    /// The page of the answer, or of the question alone.
    fn page(view: &View<'_>, answered: Option<(&Self, &Self::Answer)>) -> String;
}

/// The answer to a question as the command line's JSON, with the part it holds.
pub(crate) fn json<Q: Question>(given: &Given, library: &dyn Library, lang: Lang) -> Answered {
    let params = Params::read(given, Q::PARAMETERS)?;
    let question = Q::read(&params).ok_or(Problem::Missing { names: Q::NEEDS })?;
    let asking = library.asking();
    let found = question.ask(&params.context(asking.context()))?;
    let bytes = collected(|out| question.json(&found, lang, out))?;
    Ok((bytes, question.part(&found)))
}
