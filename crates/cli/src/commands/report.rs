//! `kurabe report`: the whole answer to an inquiry between municipalities.

use kurabe_query::{CompareRequest, report};
use kurabe_render::{Message, json, sheet, terminal};

use crate::commands::search::FilterArgs;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The matrix, evidence, words used, measures side by side, gaps, targets, what was searched, sources
対照表、根拠、使われる語、施策の対応、過不足、数値目標、調べた範囲、出典をひとまとめに

Examples / 例:
  kurabe report 公民連携 --municipalities 国分寺市,柏市,三鷹市
  kurabe report 公民連携 dx -o 回答.html
  kurabe report 庁舎の老朽化 --date 令和8年12月1日 -o 回答.xlsx")]
pub(crate) struct Args {
    /// Themes or words / テーマか検索語
    #[arg(value_name = "SUBJECT", required = true)]
    subjects: Vec<String>,

    #[command(flatten)]
    filters: FilterArgs,

    /// How many statements of each subject and municipality / 主題・自治体ごとの施策文の数
    #[arg(long, value_name = "N", default_value_t = 3)]
    best: usize,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    if args.subjects.iter().any(|subject| subject.trim().is_empty()) {
        return Err(Stop::users(Message::NothingAsked));
    }
    if let Form::Sheet(sheet) = session.form() {
        sheet.make_whole();
    }
    let library = session.library_with_meaning()?;
    let request = CompareRequest {
        subjects: args.subjects.clone(),
        filters: args.filters.filters(),
        best: args.best.max(1),
        opened: usize::MAX,
    };
    let found = report(&library.asking().context(), &request)?;
    match session.form() {
        Form::Json(layout) => json::report(&mut session.out, layout, &found)?,
        Form::Text(reader) => terminal::report(&mut session.out, reader, &found)?,
        Form::Sheet(sheet) => sheet::report(sheet, &found)?,
    }
    let any = found.matrix.cells.iter().flatten().any(|cell| cell.count > 0);
    Ok(if any { Outcome::Found } else { Outcome::Nothing })
}
