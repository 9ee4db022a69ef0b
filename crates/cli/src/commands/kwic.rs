//! `kurabe kwic`: every place of a term, with what is printed before and behind it.

use clap::ValueEnum;
use kurabe_query::{KwicOrder, KwicRequest, kwic};
use kurabe_render::{Message, json, sheet, terminal};

use crate::commands::search::{FilterArgs, Paging};
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
A term is looked for as characters: デジタル stands in デジタル化 too
語は文字の並びとして探す。「デジタル」は「デジタル化」の中にもある

Examples / 例:
  kurabe kwic 協働
  kurabe kwic デジタル --sort right -n 20
  kurabe kwic 連携 --municipality 目黒区 --format csv --bom > 連携.csv")]
pub(crate) struct Args {
    /// The term / 語
    #[arg(value_name = "TERM")]
    term: String,

    #[command(flatten)]
    filters: FilterArgs,

    /// place, left, right / 並び順（文書の順・前の語・後ろの語）
    #[arg(long, value_enum, default_value_t = Sort::Place, hide_possible_values = true, value_name = "ORDER")]
    sort: Sort,

    #[command(flatten)]
    paging: Paging,
}

/// The orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// As in the corpus.
    Place,
    /// By what stands before the term.
    Left,
    /// By what stands behind it.
    Right,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    if args.term.trim().is_empty() {
        return Err(Stop::users(Message::NothingAsked));
    }
    let library = session.library()?;
    let order = match args.sort {
        Sort::Place => KwicOrder::Place,
        Sort::Left => KwicOrder::Left,
        Sort::Right => KwicOrder::Right,
    };
    let asking = library.asking();
    let context = asking.context();
    let found = kwic(
        &context,
        &KwicRequest {
            term: args.term.clone(),
            filters: args.filters.filters(),
            order,
            offset: args.paging.offset,
            limit: args.paging.limit,
        },
    )?;
    let mut failed = None;
    let lines = found.lines(&context).map_while(|line| line.map_err(|error| failed = Some(error)).ok());
    match session.form() {
        Form::Json(layout) => json::kwic(&mut session.out, layout, &found, lines)?,
        Form::Text(reader) => terminal::kwic(&mut session.out, reader, &found, lines)?,
        Form::Sheet(sheet) => sheet::kwic(sheet, &found, lines)?,
    }
    if let Some(error) = failed {
        return Err(error.into());
    }
    Ok(if found.total > 0 { Outcome::Found } else { Outcome::Nothing })
}
