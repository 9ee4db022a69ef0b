//! `kurabe compare`: subjects in rows, municipalities in columns.

use clap::ValueEnum;
use kurabe_query::{CompareRequest, compare, measures};
use kurabe_render::{COUNTED, Message, json, sheet, terminal};

use crate::commands::search::FilterArgs;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Subjects / 主題:
  a theme by id or name, or words to search for; without any, all themes
  テーマの id か名前、または検索語。なければすべてのテーマ

Examples / 例:
  kurabe compare 公民連携
  kurabe compare dx 人材育成 庁舎の老朽化
  kurabe compare 公民連携 --rows measures
  kurabe compare --municipality 国分寺市,柏市 --best 3 -o 比較.xlsx")]
pub(crate) struct Args {
    /// Themes or words / テーマか検索語
    #[arg(value_name = "SUBJECT")]
    subjects: Vec<String>,

    #[command(flatten)]
    filters: FilterArgs,

    /// subjects, or measures: every measure a row / 行を主題とするか施策とするか
    #[arg(long, value_enum, default_value_t = Rows::Subjects, hide_possible_values = true,
          value_name = "subjects|measures")]
    rows: Rows,

    /// How many statements of each cell / セルごとの施策文の数
    #[arg(long, value_name = "N", default_value_t = 1)]
    best: usize,
}

/// What the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rows {
    /// Subjects.
    Subjects,
    /// Measures.
    Measures,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    if args.subjects.iter().any(|subject| subject.trim().is_empty()) {
        return Err(Stop::users(Message::NothingAsked));
    }
    let library = session.library_with_meaning()?;
    let request = CompareRequest {
        subjects: args.subjects.clone(),
        filters: args.filters.filters(),
        best: args.best.max(1),
        // A reader is not shown what more of them say.
        opened: if session.is_for_a_reader() { COUNTED } else { usize::MAX },
    };
    if args.rows == Rows::Measures {
        let found = measures(&library.asking().context(), &request)?;
        match session.form() {
            Form::Json(layout) => json::measures(&mut session.out, layout, &found)?,
            Form::Text(reader) => terminal::measures(&mut session.out, reader, &found)?,
            Form::Sheet(sheet) => sheet::measures(sheet, &found)?,
        }
        return Ok(if found.measures.is_empty() { Outcome::Nothing } else { Outcome::Found });
    }
    let matrix = compare(&library.asking().context(), &request)?;
    match session.form() {
        Form::Json(layout) => json::compare(&mut session.out, layout, &matrix)?,
        Form::Text(reader) => terminal::compare(&mut session.out, reader, &matrix)?,
        Form::Sheet(sheet) => sheet::compare(sheet, &matrix)?,
    }
    let found = matrix.cells.iter().flatten().any(|cell| cell.count > 0);
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}
