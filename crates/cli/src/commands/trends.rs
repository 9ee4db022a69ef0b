//! `kurabe trends`: how often terms and themes come up, year by year.

use kurabe_query::{TrendsRequest, trends};
use kurabe_render::{Message, json, sheet, terminal};

use crate::commands::search::FilterArgs;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Years are those of the documents, the first of a plan; shares come with their 95 % interval (Wilson)
年度は文書の年度（計画は最初の年度）。割合には95%信頼区間（Wilson）が付く

Examples / 例:
  kurabe trends DX デジタル 協働
  kurabe trends theme:dx theme:partnership --format csv --bom > 推移.csv")]
pub(crate) struct Args {
    /// Terms, looked for as characters; themes as theme:dx / 語（文字の並び）。テーマは theme:dx のように
    #[arg(value_name = "TERM", required = true)]
    terms: Vec<String>,

    #[command(flatten)]
    filters: FilterArgs,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let terms: Vec<String> = args.terms.iter().filter(|term| !term.trim().is_empty()).cloned().collect();
    if terms.is_empty() {
        return Err(Stop::users(Message::NothingAsked));
    }
    let library = session.library()?;
    let found =
        trends(&library.asking().context(), &TrendsRequest { terms, filters: args.filters.filters() })?;
    match session.form() {
        Form::Json(layout) => json::trends(&mut session.out, layout, &found)?,
        Form::Text(reader) => terminal::trends(&mut session.out, reader, &found)?,
        Form::Sheet(sheet) => sheet::trends(sheet, &found)?,
    }
    let any = found.points.iter().flatten().any(|point| point.statements > 0);
    Ok(if any { Outcome::Found } else { Outcome::Nothing })
}
