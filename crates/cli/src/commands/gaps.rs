//! `kurabe gaps`: what others do and one municipality does not, and what it alone does.

use kurabe_query::{GapsRequest, gaps};
use kurabe_render::{Message, json, sheet, terminal};

use crate::commands::search::FilterArgs;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
--municipality names whose gaps; --against or --peers with whom it is compared, else with all
--municipality はどこの過不足か、--against か --peers はどことくらべるか（なければすべて）

Examples / 例:
  kurabe gaps --municipality 国分寺市 --theme dx
  kurabe gaps --municipality 国分寺市 --against 柏市,三鷹市
  kurabe gaps --municipality 国分寺市 --peers similar:2 -o 過不足.xlsx")]
pub(crate) struct Args {
    #[command(flatten)]
    filters: FilterArgs,

    /// The others, as --peers / くらべる相手（--peers と同じ）
    #[arg(long, value_name = "PEERS", value_delimiter = ',', conflicts_with = "peers")]
    against: Vec<String>,

    /// How many rows of either list / 一覧ごとの行数
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let mut filters = args.filters.filters();
    let [municipality] = <[String; 1]>::try_from(std::mem::take(&mut filters.municipality))
        .map_err(|_| Stop::users(Message::OneMunicipality))?;
    filters.peers.extend(args.against.iter().cloned());
    let library = session.library_with_meaning()?;
    let found = gaps(&library.asking().context(), &GapsRequest { municipality, filters, limit: args.limit })?;
    if found.own.documents == 0 {
        return Err(Stop::without(found.own));
    }
    if found.peers.iter().all(|peer| peer.statements == 0) {
        return Err(Stop::nothing(vec![Message::NobodyToCompare]));
    }
    match session.form() {
        Form::Json(layout) => json::gaps(&mut session.out, layout, &found)?,
        Form::Text(reader) => terminal::gaps(&mut session.out, reader, &found)?,
        Form::Sheet(sheet) => sheet::gaps(sheet, &found)?,
    }
    let any = !found.missing.is_empty() || !found.alone.is_empty();
    Ok(if any { Outcome::Found } else { Outcome::Nothing })
}
