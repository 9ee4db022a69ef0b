//! `kurabe peers`: whose plans resemble those of a municipality most, and why.

use kurabe_query::peers;
use kurabe_render::{json, sheet, terminal};

use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every command that answers keeps to them with --peers similar:N
どの答えも --peers similar:N でこの団体に絞れる

Examples / 例:
  kurabe peers 国分寺市
  kurabe peers 国分寺市 -n 3 --format md")]
pub(crate) struct Args {
    /// Municipality by code, name or kana / 自治体のコード・名前・かな
    #[arg(value_name = "WHO")]
    municipality: String,

    /// How many / 件数
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let library = session.library()?;
    let (own, mut found) = peers(&library.asking().context(), &args.municipality)?;
    if own.documents == 0 {
        return Err(Stop::without(own));
    }
    found.truncate(args.limit);
    match session.form() {
        Form::Json(layout) => json::peers(&mut session.out, layout, &own.municipality, &found)?,
        Form::Text(reader) => terminal::peers(&mut session.out, reader, &own.municipality, &found)?,
        Form::Sheet(sheet) => sheet::peers(sheet, &own.municipality, &found)?,
    }
    Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Found })
}
