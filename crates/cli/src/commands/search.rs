//! `kurabe search`: statements that answer a question, best first.

use std::num::NonZeroUsize;

use kurabe_query::{Answer, Context, Filters, Request, WordReading, search};
use kurabe_render::json::Layout;
use kurabe_render::{Message, json, sheet, terminal};

use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

/// How many rows are held at a time.
const PAGE: usize = 2000;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Words / 検索語:
  公民連携 DX           both / どちらも          公民連携 OR PPP   either / どちらか
  \"公民連携\"            as it stands / このまま  -委託            without / 除く
  year:R6 自治体:柏市   a filter in the words / 語の中の絞り込み

Examples / 例:
  kurabe search 公民連携
  kurabe search 公共施設の老朽化に各市はどう対応しているか
  kurabe search 人材育成 --municipality 目黒区,三鷹市 --year 令和元年度..令和6年度
  kurabe search DX --per-municipality 2 --format jsonl
  kurabe search 公民連携 -n 1000 -o 公民連携.xlsx")]
pub(crate) struct Args {
    /// Words, or a question / 検索語、または質問
    #[arg(value_name = "WORDS")]
    words: Vec<String>,

    #[command(flatten)]
    filters: FilterArgs,

    /// At most so many of each municipality / 自治体ごとの上限
    #[arg(long, value_name = "N")]
    per_municipality: Option<NonZeroUsize>,

    /// How many / 件数
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,

    /// How many to pass over / 読みとばす件数
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,

    /// Show where each score comes from / 点数の内訳を表示
    #[arg(long)]
    explain: bool,

    /// These words in this order, nothing else / この語のこの並びだけを探す
    #[arg(long)]
    exact: bool,

    /// Without synonyms and themes / 類義語とテーマを使わない
    #[arg(long, conflicts_with = "exact")]
    no_synonyms: bool,

    /// What is only loosely related too, apart / 関連の薄いものも別に表示
    #[arg(long)]
    loose: bool,

    /// Rows of tables instead of statements / 施策文ではなく表の行を探す
    #[arg(long)]
    tables: bool,

    /// Without counts / 内訳の件数を表示しない
    #[arg(long)]
    no_facets: bool,
}

/// The filters, the same for every command that answers.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Filters, repeated or with commas / 絞り込み（くり返し・コンマ区切り可）")]
pub(crate) struct FilterArgs {
    /// Municipality by code, name or kana / 自治体のコード・名前・かな
    #[arg(long, alias = "municipalities", value_name = "WHO", value_delimiter = ',')]
    municipality: Vec<String>,

    /// Names, prefectures, kinds, or similar:10:WHO, the ten most alike / 比較対象（similar:10:国分寺市 は似た10団体）
    #[arg(long, value_name = "PEERS", value_delimiter = ',')]
    peers: Vec<String>,

    /// 特別区, 政令指定都市, 市, 町, 村 / 団体の種類
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    municipality_kind: Vec<String>,

    /// Prefecture / 都道府県
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    prefecture: Vec<String>,

    /// Fiscal year or range: 2024, R6, 2019..2024 / 年度か範囲
    #[arg(long, value_name = "YEAR", value_delimiter = ',')]
    year: Vec<String>,

    /// Compare --year with the whole period of a plan / --year を計画期間全体と比べる
    #[arg(long)]
    in_force: bool,

    /// Division in charge, or a part of its name / 担当課（名前の一部でもよい）
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    department: Vec<String>,

    /// Theme by id or name / テーマの id か名前
    #[arg(long, value_name = "THEME", value_delimiter = ',')]
    theme: Vec<String>,

    /// policy, background, target / 種別
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kind: Vec<String>,

    /// Document id, or its beginning / 文書の id（前の部分でもよい）
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    document: Vec<String>,

    /// 総合計画, 基本計画, 運営方針 … / 文書の種類
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    document_kind: Vec<String>,

    /// Only with numeric targets / 数値目標のあるものだけ
    #[arg(long)]
    has_targets: bool,
}

/// Which part of a list is wanted, of commands that list everything unless told otherwise.
#[derive(Debug, clap::Args)]
pub(crate) struct Paging {
    /// How many / 件数
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,

    /// How many to pass over / 読みとばす件数
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
}

impl FilterArgs {
    /// What was typed.
    pub(crate) fn filters(&self) -> Filters {
        Filters {
            municipality: self.municipality.clone(),
            peers: self.peers.clone(),
            municipality_kind: self.municipality_kind.clone(),
            prefecture: self.prefecture.clone(),
            year: self.year.clone(),
            in_force: self.in_force,
            department: self.department.clone(),
            theme: self.theme.clone(),
            kind: self.kind.clone(),
            document: self.document.clone(),
            document_kind: self.document_kind.clone(),
            has_targets: self.has_targets,
        }
    }
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let filters = args.filters.filters();
    let words = args.words.join(" ");
    if words.trim().is_empty() && filters == Filters::default() {
        return Err(Stop::users(Message::NothingAsked));
    }
    let library = session.library_with_meaning()?;
    let request = Request {
        words,
        filters,
        reading: match (args.exact, args.no_synonyms) {
            (true, _) => WordReading::Exact,
            (_, true) => WordReading::NoSynonyms,
            _ => WordReading::Full,
        },
        loose: args.loose,
        offset: args.offset,
        limit: args.limit,
        per_municipality: args.per_municipality.map(NonZeroUsize::get),
        explain: args.explain,
        facets: !args.no_facets,
        tables: args.tables,
    };
    let rows_alone = matches!(session.form(), Form::Sheet(_) | Form::Json(Layout::Lines));
    if rows_alone && !request.loose {
        return rows(&library.asking().context(), &request, session);
    }
    let mut answer = search(&library.asking().context(), &request)?;
    match session.form() {
        Form::Json(layout) => json::answer(&mut session.out, layout, &answer)?,
        Form::Text(reader) => terminal::answer(&mut session.out, reader, &answer)?,
        Form::Sheet(sheet) => {
            let loose = answer.loose.take().into_iter().flat_map(|loose| loose.hits);
            let hits = std::mem::take(&mut answer.hits).into_iter();
            sheet::answer(sheet, &request, &answer, hits.chain(loose))?;
        }
    }
    Ok(if answer.total > 0 { Outcome::Found } else { Outcome::Nothing })
}

/// Writes rows page after page: a long table needs no more memory than a short one.
fn rows(context: &Context<'_>, request: &Request, session: &mut Session) -> Result<Outcome, Stop> {
    let mut pages = Pages { context, request, done: 0, total: None, failed: None };
    match session.form() {
        Form::Sheet(sheet) => {
            if let Some(mut first) = pages.next_page() {
                let hits = std::mem::take(&mut first.hits).into_iter();
                let rest = std::iter::from_fn(|| pages.next_page()).flat_map(|answer| answer.hits);
                sheet::answer(sheet, request, &first, hits.chain(rest))?;
            }
        }
        Form::Json(_) | Form::Text(_) => {
            while let Some(answer) = pages.next_page() {
                json::answer(&mut session.out, Layout::Lines, &answer)?;
            }
        }
    }
    match pages.failed {
        Some(error) => Err(error.into()),
        None if pages.total.is_some_and(|total| total > 0) => Ok(Outcome::Found),
        None => Ok(Outcome::Nothing),
    }
}

/// An answer in pages.
struct Pages<'a> {
    context: &'a Context<'a>,
    request: &'a Request,
    /// How many hits were handed out.
    done: usize,
    /// How many there are, once one page has told.
    total: Option<usize>,
    failed: Option<kurabe_query::Error>,
}

impl Pages<'_> {
    fn next_page(&mut self) -> Option<Answer> {
        let left = self.request.limit - self.done;
        if self.total.is_some() && left == 0 {
            return None;
        }
        let page = Request {
            offset: self.request.offset + self.done,
            limit: left.min(PAGE),
            facets: false,
            ..self.request.clone()
        };
        let answer = match search(self.context, &page) {
            Ok(answer) => answer,
            Err(error) => {
                self.failed = Some(error);
                return None;
            }
        };
        let first = self.total.is_none();
        self.total = Some(answer.total);
        self.done += answer.hits.len();
        // The first page is handed out however little there is on it, and the last one ends the rows.
        if answer.hits.len() < page.limit {
            self.done = self.request.limit;
        }
        (first || !answer.hits.is_empty()).then_some(answer)
    }
}
