//! `kurabe network`: which words or themes stand in the same statements.

use clap::ValueEnum;
use clap::builder::RangedU64ValueParser;
use kurabe_query::{Counted, NetworkRequest, network};
use kurabe_render::{graphml, json, sheet, terminal};

use crate::commands::search::FilterArgs;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

/// Every two words are counted, and so many of them are no picture any more.
const MOST: u64 = 2000;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
--format graphml is for Gephi, networkx and igraph: nodes with the share of each municipality, edges by Jaccard
--format graphml は Gephi・networkx・igraph 用。語には自治体ごとの割合、線には Jaccard 係数が付く

Examples / 例:
  kurabe network
  kurabe network --of themes -n 15
  kurabe network --municipality 三鷹市 --min-count 3
  kurabe network --format graphml > 共起.graphml")]
pub(crate) struct Args {
    /// words, themes / 語かテーマか
    #[arg(long, value_enum, default_value_t = Of::Words, hide_possible_values = true, value_name = "WHAT")]
    of: Of,

    /// How many pairs, the firmest / 組の数（結びつきの強い順）
    #[arg(short = 'n', long, value_name = "N", default_value_t = 60)]
    limit: usize,

    /// Among how many words, the commonest / 対象の語数（多い順）
    #[arg(long, value_name = "N", default_value_t = 100,
          value_parser = RangedU64ValueParser::<usize>::new().range(2..=MOST))]
    words: usize,

    /// How many statements need a word, and a pair / 語と組があるべき施策文の数
    #[arg(long, value_name = "N", default_value_t = 3)]
    min_count: usize,

    /// With names of municipalities / 自治体の名前も語とする
    #[arg(long)]
    names: bool,

    /// As a table, the words and their municipalities / 表では組でなく語と自治体の一覧
    #[arg(long)]
    nodes: bool,

    #[command(flatten)]
    filters: FilterArgs,
}

/// What stands together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    Words,
    Themes,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let library = session.library()?;
    let request = NetworkRequest {
        of: match args.of {
            Of::Words => Counted::Keywords,
            Of::Themes => Counted::Themes,
        },
        filters: args.filters.filters(),
        least: args.min_count.max(1),
        names: args.names,
        nodes: args.words,
        edges: args.limit,
    };
    let found = network(&library.asking().context(), &request)?;
    if session.wants_graph() {
        graphml::network(&mut session.out, &found)?;
        return Ok(if found.edges.is_empty() { Outcome::Nothing } else { Outcome::Found });
    }
    match session.form() {
        Form::Json(layout) => json::network(&mut session.out, layout, &found)?,
        Form::Text(reader) => terminal::network(&mut session.out, reader, &found)?,
        Form::Sheet(sheet) if args.nodes => sheet::nodes(sheet, &found)?,
        Form::Sheet(sheet) => sheet::edges(sheet, &found)?,
    }
    Ok(if found.edges.is_empty() { Outcome::Nothing } else { Outcome::Found })
}
