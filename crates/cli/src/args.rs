//! What can be typed. These types hold what was typed and nothing else; what it means is worked out by
//! [`Session`](crate::session::Session) and the commands.
//!
//! Help is one line in both languages: whoever reads it has not been able to choose one yet.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use kurabe_render::{Lang, UsageFault};

use crate::commands::{
    add, changes, check, cluster, compare, completions, eval, gaps, index, kwic, list, log, mcp, model,
    network, outline, peers, remove, report, search, serve, show, similar, status, targets, terms, trends,
};
use crate::worker;

/// Search and compare municipal plans / 自治体の計画を探し、くらべる
#[derive(Debug, Parser)]
#[command(name = "kurabe", version, propagate_version = true)]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
#[command(arg_required_else_help = true)]
#[command(after_help = "\
Examples / 例:
  kurabe search 公民連携
  kurabe corpus outline 目黒区

Exit codes / 終了コード:
  0  found / 見つかった
  1  nothing found / 見つからない
  2  input or data is wrong / 入力かデータの誤り
  3  a fault of kurabe / kurabe の不具合")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,

    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Args {
    /// Reads what was typed. A word to do without may begin with a hyphen: `-委託` is no option.
    pub(crate) fn read(typed: impl Iterator<Item = OsString>) -> Result<Self, clap::Error> {
        Self::try_parse_from(typed.map(widened))
    }

    /// What an option was given, of arguments that cannot be read as a whole: the language to say so in.
    pub(crate) fn given<T: ValueEnum>(option: &str, typed: &[OsString]) -> Option<T> {
        let words: Vec<String> = typed.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let next = |place: usize| words.get(place + 1).map(String::as_str);
        let value =
            words.iter().enumerate().find_map(|(place, word)| match word.strip_prefix(option)? {
                "" => next(place),
                value => value.strip_prefix('='),
            })?;
        T::from_str(value, false).ok()
    }
}

/// A word behind a hyphen with the hyphen in full width, which means the same to a search and nothing to a
/// shell: no option has a name outside of ASCII, and no short one more than a letter.
fn widened(word: OsString) -> OsString {
    let Some(rest) = word.to_str().and_then(|word| word.strip_prefix('-')) else { return word };
    let mut chars = rest.chars();
    let is_word = match chars.next() {
        Some('-') | None => false,
        Some(c) if c.is_ascii_uppercase() => chars.next().is_some(),
        Some(c) => !c.is_ascii() || matches!(c, '"' | '('),
    };
    if is_word { format!("－{rest}").into() } else { word }
}

/// What every command understands.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere / 共通")]
pub(crate) struct Global {
    /// Folder that holds corpus/, else KURABE_HOME / corpus/ のあるフォルダ（なければ KURABE_HOME）
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,

    /// Statements on a search engine that answer, else KURABE_CLUSTER / 答える施策文の所在（なければ KURABE_CLUSTER）
    #[arg(long, global = true, value_name = "URL/NAME")]
    pub(crate) cluster: Option<String>,

    /// How to answer / 答えの形式
    #[arg(
        long,
        global = true,
        value_enum,
        hide_possible_values = true,
        value_name = "text|json|jsonl|csv|md|xlsx|html"
    )]
    pub(crate) format: Option<Format>,

    /// Write into a file, in the form its name ends with / ファイルに書く（形式は拡張子から）
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Date to note in what is handed on / 書き出すものに記す日付
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) date: Option<String>,

    /// Begin CSV with a byte order mark, for Excel / Excel で開ける CSV にする（BOM 付き）
    #[arg(long, global = true)]
    pub(crate) bom: bool,

    /// Say which one command makes the same answer again / 同じ答えを作る一行のコマンドを表示
    #[arg(long, global = true)]
    pub(crate) reproduce: bool,

    /// Language of messages, else KURABE_LANG or the locale / メッセージの言語（なければ KURABE_LANG かロケール）
    #[arg(long, global = true, value_enum, hide_possible_values = true, value_name = "ja|en")]
    pub(crate) lang: Option<Language>,

    /// Rank by words alone, even where a model of meaning is installed / 意味のモデルがあっても語だけで比べる
    #[arg(long, global = true)]
    pub(crate) no_meaning: bool,

    /// When to use colour / 色を使うか
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, hide_possible_values = true,
          value_name = "auto|always|never")]
    pub(crate) color: Color,

    /// Print help / 使い方を表示
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,

    /// Print version / 版を表示
    #[arg(short = 'V', long, global = true, action = ArgAction::Version)]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Search statements of policy / 施策文を探す
    Search(Box<search::Args>),
    /// Find comparable statements of others / ほかの自治体の類似施策を探す
    Similar(Box<similar::Args>),
    /// Put municipalities side by side / 主題ごとに自治体をくらべる
    Compare(Box<compare::Args>),
    /// What others do and one does not, and the reverse / 過不足を調べる
    Gaps(Box<gaps::Args>),
    /// The whole answer to an inquiry / 照会への回答一式を作る
    Report(Box<report::Args>),
    /// Whose plans are alike / 計画の似た自治体
    Peers(peers::Args),
    /// List numeric targets / 数値目標の台帳
    Targets(Box<targets::Args>),
    /// List characteristic words / 特徴語を調べる
    Terms(Box<terms::Args>),
    /// Draw which words or themes stand together / 語やテーマの共起ネットワーク
    Network(Box<network::Args>),
    /// Print a term in its contexts / 語を前後の文とともに並べる
    Kwic(Box<kwic::Args>),
    /// Count terms and themes year by year / 語とテーマの年度ごとの推移
    Trends(Box<trends::Args>),
    /// What became of each statement in the next edition / 二つの版の新旧対照
    Changes(Box<changes::Args>),
    /// What is in the corpus, and how it was read / 収めた文書と、その読み取り
    #[command(subcommand, arg_required_else_help = true)]
    Corpus(Corpus),
    /// Print a statement with its place and neighbours / 施策文を前後と出典とともに表示
    Show(show::Args),
    /// Open the same answers in a browser / 同じ答えを画面で開く
    Serve(serve::Args),
    /// Answer assistants over MCP / 助手のプログラムに MCP で答える
    Mcp(mcp::Args),
    /// Models of meaning, which find what says the same in other words / 言い換えも見つける意味のモデル
    #[command(subcommand, arg_required_else_help = true)]
    Model(model::Model),
    /// Statements on a distributed search engine, for many who ask at once / 分散検索エンジンに置く施策文
    #[command(subcommand, arg_required_else_help = true)]
    Cluster(cluster::ClusterCommand),
    /// Build the index, or bring it up to date / 索引を作る・新しくする
    Index(index::Args),
    /// What is indexed, and what is stale / 索引の状態を表示
    Status(status::Args),
    /// Judge the reading by cases people have judged / 正解に照らして読み取りを評価
    Eval(eval::Args),
    /// Print completions for a shell / シェルの補完を出力
    Completions(completions::Args),
    /// Extract one file: the program starts itself with this / 一つのファイルの抽出（内部用）
    #[command(hide = true)]
    ExtractOne(worker::Args),
}

/// The commands about the corpus.
#[derive(Debug, Subcommand)]
pub(crate) enum Corpus {
    /// Take files in / ファイルを収める
    Add(Box<add::Args>),
    /// Take documents out / 文書を除く
    Remove(remove::Args),
    /// List the documents / 文書の一覧を表示
    List(list::Args),
    /// What came, changed and left / 収録・変更・除去の記録
    Log(log::Args),
    /// Print the tree of headings / 見出しの木を表示
    Outline(outline::Args),
    /// List what went wrong while reading / 読み取りの問題を表示
    Check(check::Args),
}

/// The forms an answer can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One object.
    Json,
    /// One row a line.
    Jsonl,
    /// A table for spreadsheets.
    Csv,
    /// A table of Markdown.
    Md,
    /// A workbook.
    Xlsx,
    /// A page.
    Html,
    /// A network for the tools of researchers.
    Graphml,
}

impl Format {
    /// What `--format` calls it.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// What `--format` calls all of them.
    fn names() -> Vec<String> {
        Self::value_variants().iter().map(|form| form.name()).collect()
    }

    /// The form a file has whose name ends so.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Some(match ending.as_str() {
            "txt" => Self::Text,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::Jsonl,
            "csv" => Self::Csv,
            "md" | "markdown" => Self::Md,
            "xlsx" => Self::Xlsx,
            "html" | "htm" => Self::Html,
            "graphml" => Self::Graphml,
            _ => return None,
        })
    }
}

impl Global {
    /// The file the answer is written into; `-` is none, as it is elsewhere.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// The form of the answer: as asked for, else as the name of its file says, else text. A file whose name says
    /// nothing, or something else than was asked for, would be opened by a program that cannot read it.
    pub(crate) fn form(&self) -> Result<Format, UsageFault> {
        let Some(path) = self.file() else { return Ok(self.format.unwrap_or(Format::Text)) };
        let file = || path.display().to_string();
        match (self.format, Format::of(path)) {
            (None, None) => Err(UsageFault::UnknownEnding { file: file(), forms: Format::names() }),
            (Some(asked), Some(named)) if asked != named => {
                Err(UsageFault::OtherEnding { file: file(), named: named.name(), asked: asked.name() })
            }
            (Some(form), _) | (None, Some(form)) => Ok(form),
        }
    }
}

/// The languages there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// 日本語
    Ja,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Japanese,
            Language::En => Self::English,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which documents: the shape several commands share.
#[derive(Debug, clap::Args)]
pub(crate) struct Which {
    /// Document id, or municipality by code, name or kana / 文書の id、または自治体のコード・名前・かな
    #[arg(value_name = "WHICH")]
    pub(crate) words: Vec<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_sound() {
        super::Args::command().debug_assert();
    }
}
