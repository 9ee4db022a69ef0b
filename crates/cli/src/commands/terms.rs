//! `kurabe terms`: what one municipality, year or theme says more than the others.

use clap::ValueEnum;
use kurabe_query::{Group, TermsRequest, terms};
use kurabe_render::{json, sheet, terminal};

use crate::commands::search::FilterArgs;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The log-odds ratio with an informative prior (Monroe, Colaresi & Quinn 2008), ranked by its likelihood ratio (z).
A word counts once a statement; nouns that touch are one word too. Filters narrow both sides, WHICH only what is shown
情報事前分布つき対数オッズ比（Monroe ほか 2008）を尤度比（z）の順に並べる。語は施策文ごとに一度だけ数え、続く名詞は
複合語としても数える。絞り込みは両側にかかり、WHICH はどれを表示するかだけを決める

Examples / 例:
  kurabe terms
  kurabe terms 柏市 目黒区 -n 10
  kurabe terms --by theme dx
  kurabe terms --format csv --bom > 特徴語.csv")]
pub(crate) struct Args {
    /// Whose words; all without / 表示する自治体・年度・テーマ（なければ全部）
    #[arg(value_name = "WHICH")]
    which: Vec<String>,

    /// municipality, year, theme / くらべる単位（自治体・年度・テーマ）
    #[arg(long, value_enum, default_value_t = By::Municipality, hide_possible_values = true, value_name = "GROUP")]
    by: By,

    /// How many words of each / それぞれの語数
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// How many statements of one need a word / 語があるべき施策文の数
    #[arg(long, value_name = "N", default_value_t = 2)]
    min_count: usize,

    /// With names of municipalities / 自治体の名前も語とする
    #[arg(long)]
    names: bool,

    #[command(flatten)]
    filters: FilterArgs,
}

/// What statements are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Municipality,
    Year,
    Theme,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let library = session.library()?;
    let request = TermsRequest {
        by: match args.by {
            By::Municipality => Group::Municipality,
            By::Year => Group::Year,
            By::Theme => Group::Theme,
        },
        only: args.which.clone(),
        filters: args.filters.filters(),
        least: args.min_count.max(1),
        names: args.names,
        limit: args.limit,
    };
    let found = terms(&library.asking().context(), &request)?;
    match session.form() {
        Form::Json(layout) => json::terms(&mut session.out, layout, &found)?,
        Form::Text(reader) => terminal::terms(&mut session.out, reader, &found)?,
        Form::Sheet(sheet) => sheet::terms(sheet, &found)?,
    }
    let any = found.groups.iter().any(|group| !group.terms.is_empty());
    Ok(if any { Outcome::Found } else { Outcome::Nothing })
}
