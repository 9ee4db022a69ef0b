//! `kurabe targets`: the ledger of numeric targets.

use clap::ValueEnum;
use kurabe_query::{TargetOrder, TargetsRequest, targets};
use kurabe_render::{json, sheet, terminal};

use crate::commands::search::{FilterArgs, Paging};
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples / 例:
  kurabe targets
  kurabe targets 満足度 --sort value
  kurabe targets --municipality 三鷹市 --theme data -o 数値目標.xlsx")]
pub(crate) struct Args {
    /// Words the statements answer / 施策文を絞る検索語
    #[arg(value_name = "WORDS")]
    words: Vec<String>,

    #[command(flatten)]
    filters: FilterArgs,

    /// unit, value, deadline, theme, place / 並び順
    #[arg(long, value_enum, default_value_t = Sort::Unit, hide_possible_values = true, value_name = "ORDER")]
    sort: Sort,

    /// The other way round / 逆順
    #[arg(long)]
    reverse: bool,

    #[command(flatten)]
    paging: Paging,
}

/// The orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// What can be compared together.
    Unit,
    /// The largest first.
    Value,
    /// The earliest first.
    Deadline,
    /// By theme.
    Theme,
    /// As in the corpus.
    Place,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let library = session.library()?;
    let asking = library.asking();
    let context = asking.context();
    let ledger = targets(
        &context,
        &TargetsRequest {
            words: args.words.join(" "),
            filters: args.filters.filters(),
            order: match args.sort {
                Sort::Unit => TargetOrder::Unit,
                Sort::Value => TargetOrder::Value,
                Sort::Deadline => TargetOrder::Deadline,
                Sort::Theme => TargetOrder::Theme,
                Sort::Place => TargetOrder::Place,
            },
            reverse: args.reverse,
            offset: args.paging.offset,
            limit: args.paging.limit,
        },
    )?;
    let mut failed = None;
    let entries =
        ledger.entries(&context).map_while(|entry| entry.map_err(|error| failed = Some(error)).ok());
    match session.form() {
        Form::Json(layout) => json::targets(&mut session.out, layout, &ledger, entries)?,
        Form::Text(reader) => terminal::targets(&mut session.out, reader, &ledger, entries)?,
        Form::Sheet(sheet) => sheet::targets(sheet, &ledger, entries)?,
    }
    if let Some(error) = failed {
        return Err(error.into());
    }
    Ok(if ledger.total > 0 { Outcome::Found } else { Outcome::Nothing })
}
