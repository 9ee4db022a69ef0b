//! `kurabe similar`: what other municipalities do that is comparable, or that they do nothing of the kind.

use std::io;
use std::num::NonZeroUsize;

use kurabe_model::StatementId;
use kurabe_query::{Comparables, Model, SimilarRequest, similar};
use kurabe_render::{Message, json, sheet, terminal};

use crate::commands::search::FilterArgs;
use crate::commands::show::not_found;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Similarity goes from 0 to 1; from 0.5 on a planner would put both in one row
類似度は 0 から 1、0.5 以上なら同じ行に並べられる

Examples / 例:
  kurabe similar kokubunji-seisakubu-2024-5qds89
  kurabe similar --text 包括施設管理委託の導入効果を最大化する
  kurabe similar kokubunji-seisakubu-2024-5qds89 --format csv --bom > 類似施策.csv")]
pub(crate) struct Args {
    /// Id of a statement / 施策文の id
    #[arg(value_name = "ID", required_unless_present = "text")]
    id: Option<String>,

    /// A text to compare with instead; - reads it from stdin / 代わりに、この文とくらべる（- で標準入力から）
    #[arg(long, value_name = "TEXT", conflicts_with = "id")]
    text: Option<String>,

    #[command(flatten)]
    filters: FilterArgs,

    /// How many of each municipality / 自治体ごとの件数
    #[arg(long, value_name = "N", default_value = "3")]
    per_municipality: NonZeroUsize,

    /// Of how many municipalities; of the others, how near they come /
    /// 表示する自治体の数（ほかは件数だけ）
    #[arg(short = 'n', long, value_name = "N", default_value = "100")]
    limit: NonZeroUsize,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let typed = match args.text.as_deref() {
        Some("-") => {
            let read = io::read_to_string(io::stdin())?;
            session.from_stdin = Some(vec![read.trim().to_owned()]);
            Some(read)
        }
        text => text.map(str::to_owned),
    };
    let text = typed.as_deref().map(str::trim);
    if text.is_some_and(str::is_empty) {
        return Err(Stop::users(Message::NothingAsked));
    }
    let library = session.library_with_meaning()?;
    let model = match (&args.id, text) {
        (Some(id), _) => Model::Statement(StatementId::new(id)),
        (None, text) => Model::Text(text.unwrap_or_default().to_owned()),
    };
    let filters = args.filters.filters();
    let (per_municipality, limit) = (args.per_municipality.get(), args.limit.get());
    let request = SimilarRequest { model, filters, per_municipality, limit };
    let found: Comparables = match similar(&library.asking().context(), &request) {
        Err(kurabe_query::Error::UnknownStatement { id }) => {
            return Err(Stop::nothing(vec![not_found(&library.corpus, id.as_str())]));
        }
        found => found?,
    };
    match session.form() {
        Form::Json(layout) => json::similar(&mut session.out, layout, &found)?,
        Form::Text(reader) => terminal::similar(&mut session.out, reader, &found)?,
        Form::Sheet(sheet) => sheet::similar(sheet, &found)?,
    }
    let any = found.municipalities.iter().any(|one| one.found);
    Ok(if any { Outcome::Found } else { Outcome::Nothing })
}
