//! All words for users, in Japanese and in English: one enum, two arms, no framework.
//!
//! Sentences are short and name the thing in question; literals stand in 「」 or backticks. An English
//! sentence begins in lower case and has no full stop, as it follows a file name or `error:`. What the user
//! can do about it is the [`hint`](Message::hint), apart from what happened.

mod answer;
mod catalogue;
mod index;
mod intake;
mod kwic;
mod label;
mod municipalities;
mod problem;
mod similar;
mod targets;
mod trends;
mod usage;
mod verdict;

use std::fmt::Write as _;

use kurabe_model::{DocumentId, ListProblem, Municipality, Problem};
use kurabe_query::Facet;

pub(crate) use answer::{explained, not_found, not_read, note, reasons, unreadable};
pub use catalogue::CatalogueFault;
pub use index::{IndexMessage, Rebuild};
pub use intake::IntakeMessage;
pub(crate) use kwic::concordance_total;
pub use label::Label;
pub(crate) use similar::{gap_totals, nearest, nothing_in, shared, shares};
pub(crate) use targets::{binding, target_total};
pub(crate) use trends::{trends_total, year_name};
pub use usage::UsageFault;
pub(crate) use verdict::say as verdict;

/// The language users are spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// 日本語
    Japanese,
    /// English
    English,
}

impl Lang {
    /// What stands between the items of a list.
    pub(crate) const fn comma(self) -> &'static str {
        match self {
            Self::Japanese => "、",
            Self::English => ", ",
        }
    }
}

/// Chooses the arm of a language; only the chosen one is formatted.
macro_rules! say {
    ($lang:expr, $japanese:literal, $english:literal $(,)?) => {
        match $lang {
            $crate::Lang::Japanese => format!($japanese),
            $crate::Lang::English => format!($english),
        }
    };
}
pub(crate) use say;

/// Something to be said to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message {
    /// A word over or beside data.
    Label(Label),
    /// Something about a stored source.
    Problem(Problem),
    /// Something wrong with what was typed.
    Usage {
        /// What is wrong.
        fault: UsageFault,
        /// The command it was typed behind.
        command: String,
    },
    /// Something wrong in the catalogue.
    Catalogue {
        /// The catalogue.
        path: String,
        /// The line, counted from 1.
        line: usize,
        /// The entry.
        entry: Option<String>,
        /// What is wrong.
        fault: CatalogueFault,
    },
    /// No home was found: the plans inside the binary answer.
    AnswersFromBinary {
        /// How many plans.
        documents: usize,
    },
    /// The folder the user named is no home.
    NoCatalogue {
        /// The folder.
        home: String,
    },
    /// A file that is not there.
    NoFile {
        /// The file.
        path: String,
    },
    /// A folder without judged cases.
    NoCases {
        /// The folder.
        folder: String,
    },
    /// A file that could not be read.
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        cause: String,
    },
    /// A file of the judged cases that no document of the corpus is.
    CaseNotInCorpus {
        /// The file.
        file: String,
    },
    /// A file of the judged cases that two documents may be.
    AmbiguousCase {
        /// The file.
        file: String,
        /// The stored files.
        choices: [String; 2],
    },
    /// A file that should be text and is not.
    NotText {
        /// The file.
        path: String,
        /// What it is instead.
        problem: Problem,
    },
    /// The list of municipalities is broken.
    Municipalities {
        /// The list.
        path: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        problem: ListProblem,
    },
    /// The catalogue has no entry.
    EmptyCorpus,
    /// No document or municipality is called so.
    UnknownName {
        /// What was typed.
        typed: String,
        /// What was probably meant.
        nearest: Vec<String>,
    },
    /// A code with a wrong check digit.
    WrongCode {
        /// The code.
        code: String,
        /// The digit that would have agreed.
        expected: u8,
    },
    /// Several municipalities are called so.
    AmbiguousName {
        /// What was typed.
        typed: String,
        /// Which.
        choices: Vec<Municipality>,
    },
    /// No statement of others is within what was asked for.
    NobodyToCompare,
    /// A municipality of which there is no document.
    NoDocument {
        /// Its name.
        municipality: String,
    },
    /// No statement is called so.
    UnknownStatement {
        /// What was typed.
        id: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// The id of a document where that of a statement is needed.
    DocumentNotStatement {
        /// The document.
        id: DocumentId,
    },
    /// What a check found.
    Checked {
        /// How many documents.
        documents: usize,
        /// How many statements.
        statements: usize,
        /// How many diagnostics that make a document useless.
        errors: usize,
        /// How many that make it doubtful.
        warnings: usize,
        /// How many that are worth knowing.
        notes: usize,
    },
    /// Something about the index.
    Index(IndexMessage),
    /// Something about a file that comes in, or a document that leaves.
    Intake(IntakeMessage),
    /// A line of the lexicon cannot be used.
    Lexicon {
        /// The file.
        path: String,
        /// What is wrong.
        cause: String,
    },
    /// A filter has a value that means nothing.
    UnknownValue {
        /// The filter.
        filter: Facet,
        /// The value.
        typed: String,
        /// What there is, or was probably meant.
        nearest: Vec<String>,
    },
    /// Nothing to look for was typed.
    NothingAsked,
    /// The command that makes the same answer again.
    Reproduce {
        /// The command.
        command: String,
        /// The version of the corpus it has to be run on.
        version: Option<String>,
    },
    /// Exactly one municipality is needed.
    OneMunicipality,
    /// More statements than can be compared with one another.
    TooMany {
        /// How many there are.
        statements: usize,
        /// How many there may be.
        most: usize,
    },
    /// No id of a statement was typed.
    NoIds,
    /// What was asked for is no table, and one was wanted.
    NoTable,
    /// An answer could not be written.
    NotWritten {
        /// What the system said.
        cause: String,
    },
    /// A fault of this program.
    Broken {
        /// Where, and what it said.
        cause: String,
    },
}

impl Message {
    /// What happened.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Label(label) => label.say(lang).to_owned(),
            Self::Problem(problem) => problem::say(problem, lang),
            Self::Usage { fault, .. } => fault.say(lang),
            Self::Catalogue { path, line, entry, fault } => {
                let entry = entry.as_ref().map(|entry| say!(lang, "「{entry}」: ", "`{entry}`: "));
                format!("{path}:{line}: {}{}", entry.unwrap_or_default(), fault.say(lang))
            }
            Self::AnswersFromBinary { documents } => say!(
                lang,
                "コーパスのフォルダが見つからないため、実行ファイルに収めた{documents}件の計画から答えます",
                "no corpus folder found: answers come from the {documents} plans inside the binary"
            ),
            Self::NoCatalogue { home } => say!(
                lang,
                "「{home}」に corpus/catalogue.toml がありません",
                "there is no corpus/catalogue.toml in `{home}`"
            ),
            Self::NoFile { path } => say!(lang, "「{path}」がありません", "there is no `{path}`"),
            Self::NoCases { folder } => {
                say!(lang, "「{folder}」に正解がありません", "there are no judged cases in `{folder}`")
            }
            Self::Unreadable { path, cause } => {
                say!(lang, "「{path}」を読めません: {cause}", "cannot read `{path}`: {cause}")
            }
            Self::CaseNotInCorpus { file } => say!(
                lang,
                "正解の「{file}」はコーパスにありません。一文も読めなかったものとして数えます",
                "`{file}` of the judged cases is not in the corpus and counts as read without a statement"
            ),
            Self::AmbiguousCase { file, choices: [first, second] } => say!(
                lang,
                "正解の「{file}」にあたる文書がいくつもあります: 「{first}」「{second}」",
                "`{file}` of the judged cases may be `{first}` or `{second}`"
            ),
            Self::NotText { path, problem } => format!("{path}: {}", problem::say(problem, lang)),
            Self::Municipalities { path, line, problem } => {
                format!("{path}:{line}: {}", municipalities::say(problem, lang))
            }
            Self::EmptyCorpus => {
                say!(lang, "目録に文書が一件もありません", "the catalogue has no documents")
            }
            Self::UnknownName { typed, .. } => say!(
                lang,
                "「{typed}」という文書も自治体もありません",
                "no document or municipality is called `{typed}`"
            ),
            Self::WrongCode { code, .. } => catalogue::wrong_check_digit(code, lang),
            Self::AmbiguousName { typed, choices } => ambiguous(typed, choices, lang),
            Self::NobodyToCompare => say!(
                lang,
                "くらべる相手の施策文がありません",
                "there is no statement of others to compare with"
            ),
            Self::NoDocument { municipality } => {
                say!(
                    lang,
                    "{municipality}の文書は収めていません",
                    "no document of {municipality} is in the corpus"
                )
            }
            Self::Index(message) => message.say(lang),
            Self::Intake(message) => message.say(lang),
            Self::Lexicon { path, cause } => {
                say!(
                    lang,
                    "語彙「{path}」に誤りがあります: {cause}",
                    "an error in the lexicon `{path}`: {cause}"
                )
            }
            Self::UnknownValue { filter, typed, .. } => {
                let filter = Label::Facet(*filter).say(lang);
                say!(lang, "{filter}に「{typed}」はありません", "there is no {filter} `{typed}`")
            }
            Self::NothingAsked => say!(lang, "探す語がありません", "there is nothing to look for"),
            Self::Reproduce { command, version } => {
                let version = version
                    .as_ref()
                    .map(|version| say!(lang, "  # コーパスの版 {version}", "  # corpus version {version}"));
                format!("{command}{}", version.unwrap_or_default())
            }
            Self::OneMunicipality => say!(
                lang,
                "--municipality に自治体を一つ指定します",
                "--municipality has to name one municipality"
            ),
            Self::TooMany { statements, most } => say!(
                lang,
                "施策文{statements}件は多すぎて、互いにくらべられません（{most}件まで）",
                "{statements} statements are too many to compare with one another; {most} at most"
            ),
            Self::NoIds => say!(lang, "施策文の id がありません", "there is no id of a statement"),
            Self::NoTable => {
                say!(lang, "この答えは表になりません", "this answer is no table")
            }
            Self::UnknownStatement { id, .. } => {
                say!(lang, "「{id}」という施策文はありません", "no statement is called `{id}`")
            }
            Self::DocumentNotStatement { id } => say!(
                lang,
                "「{id}」は文書の id です。施策文の id が要ります",
                "`{id}` is a document; the id of a statement is needed"
            ),
            Self::Checked { documents, statements, errors, warnings, notes } => {
                let [read, found] = [count(*documents, "document"), count(*statements, "statement")];
                let [bad, doubtful, known] =
                    [count(*errors, "error"), count(*warnings, "warning"), count(*notes, "note")];
                say!(
                    lang,
                    "文書{documents}件・施策文{statements}件を調べました: エラー{errors}・警告{warnings}・参考{notes}",
                    "checked {read} with {found}: {bad}, {doubtful}, {known}"
                )
            }
            Self::NotWritten { cause } => {
                say!(lang, "結果を書き出せません: {cause}", "cannot write the answer: {cause}")
            }
            Self::Broken { cause } => say!(
                lang,
                "kurabe の内部で誤りが起きました: {cause}",
                "something went wrong inside kurabe: {cause}"
            ),
        }
    }

    /// What the user can do about it.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Problem(problem) => problem::hint(problem, lang),
            Self::Usage { fault, command } => fault.hint(command, lang),
            Self::Catalogue { fault, .. } => fault.hint(lang),
            Self::AnswersFromBinary { .. } => say!(
                lang,
                "自分のコーパスを使うには --home か KURABE_HOME で、corpus/ のあるフォルダを指定します",
                "to use a corpus of your own, name the folder that holds corpus/ with --home or KURABE_HOME"
            ),
            Self::NoCatalogue { .. } => say!(
                lang,
                "corpus/catalogue.toml のあるフォルダ（corpus の一つ上）を --home か KURABE_HOME に指定します",
                "--home and KURABE_HOME name the folder above corpus/"
            ),
            Self::NotText { problem, .. } => problem::hint(problem, lang),
            Self::Municipalities { problem, .. } => municipalities::hint(problem, lang),
            Self::NoCases { .. } => say!(
                lang,
                "statements.jsonl、lines.jsonl、queries.jsonl、cases.jsonl のあるフォルダを指定します",
                "name a folder with statements.jsonl, lines.jsonl, queries.jsonl or cases.jsonl"
            ),
            Self::CaseNotInCorpus { .. } => say!(
                lang,
                "正解と同じコーパスを --home で指定します",
                "name the corpus the cases were judged on with --home"
            ),
            Self::AmbiguousCase { .. } => {
                say!(
                    lang,
                    "正解の file にフォルダも書きます",
                    "write the folder into `file` of the cases, too"
                )
            }
            Self::EmptyCorpus => say!(
                lang,
                "corpus/catalogue.toml に [[document]] を書き加えます",
                "add a [[document]] to corpus/catalogue.toml"
            ),
            Self::WrongCode { code, expected } => catalogue::right_check_digit(code, *expected, lang),
            Self::UnknownName { nearest, .. } if !nearest.is_empty() => did_you_mean(
                &nearest.join(match lang {
                    Lang::Japanese => "、",
                    Lang::English => ", ",
                }),
                lang,
            ),
            Self::UnknownStatement { nearest: Some(nearest), .. } => did_you_mean(nearest, lang),
            Self::NobodyToCompare => say!(
                lang,
                "--against・--peers と絞り込みを見直します",
                "look at --against, --peers and the filters again"
            ),
            Self::UnknownName { .. } | Self::NoDocument { .. } => {
                say!(
                    lang,
                    "収めた文書は `kurabe corpus list` で見られます",
                    "`kurabe corpus list` shows what there is"
                )
            }
            Self::NoIds | Self::UnknownStatement { nearest: None, .. } => say!(
                lang,
                "施策文の id は `kurabe corpus outline --statements` で見られます",
                "`kurabe corpus outline --statements` shows the ids of statements"
            ),
            Self::DocumentNotStatement { id } => say!(
                lang,
                "この文書の施策文は `kurabe corpus outline {id} --statements` で見られます",
                "`kurabe corpus outline {id} --statements` shows its statements"
            ),
            Self::Index(message) => return message.hint(lang),
            Self::Intake(message) => return message.hint(lang),
            Self::Lexicon { .. } => say!(
                lang,
                "その行を直すか、ファイルを消すと実行ファイルに収めた語彙を使います",
                "mend the line; without the file the lexicon inside the binary is used"
            ),
            Self::UnknownValue { nearest, .. } if !nearest.is_empty() => {
                let nearest = nearest.join(match lang {
                    Lang::Japanese => "、",
                    Lang::English => ", ",
                });
                say!(lang, "あるもの: {nearest}", "there are {nearest}")
            }
            Self::NothingAsked => {
                say!(lang, "例: kurabe search 公民連携", "for example: kurabe search 公民連携")
            }
            Self::OneMunicipality => say!(
                lang,
                "例: kurabe gaps --municipality 国分寺市",
                "for example: kurabe gaps --municipality 国分寺市"
            ),
            Self::TooMany { .. } => {
                say!(lang, "--theme や --peers で絞ります", "narrow them with --theme or --peers")
            }
            Self::NoTable => {
                say!(lang, "--format は text・json・jsonl です", "--format is text, json or jsonl here")
            }
            Self::AmbiguousName { .. } => {
                say!(lang, "六桁のコードで指定します", "name it by its six-digit code")
            }
            Self::Broken { .. } => say!(
                lang,
                "使ったコマンドとこの文を添えて知らせてください",
                "please report it with the command you used"
            ),
            Self::UnknownValue { .. }
            | Self::Reproduce { .. }
            | Self::Label(_)
            | Self::NoFile { .. }
            | Self::Unreadable { .. }
            | Self::Checked { .. }
            | Self::NotWritten { .. } => {
                return None;
            }
        })
    }
}

/// A number of things, in English.
fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

fn did_you_mean(nearest: &str, lang: Lang) -> String {
    say!(lang, "もしかして: {nearest}", "did you mean {nearest}?")
}

fn ambiguous(typed: &str, choices: &[Municipality], lang: Lang) -> String {
    let mut text = say!(
        lang,
        "「{typed}」にあたる自治体がいくつもあります:",
        "several municipalities are called `{typed}`:"
    );
    for Municipality { code, prefecture, name, .. } in choices {
        // Writing into a string does not fail.
        let _ = write!(text, "\n  {code} {prefecture} {name}");
    }
    text
}

#[cfg(test)]
mod tests;
