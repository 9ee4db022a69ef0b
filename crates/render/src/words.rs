//! All words for users, in Japanese and in English: one enum, two arms, no framework.
//!
//! Sentences are short and name the thing in question; literals stand in 「」 or backticks. An English
//! sentence begins in lower case and has no full stop, as it follows a file name or `error:`. What the user
//! can do about it is the [`hint`](Message::hint), apart from what happened.

mod answer;
mod catalogue;
mod changes;
mod index;
mod intake;
mod kwic;
mod label;
mod municipalities;
mod network;
mod problem;
mod refusal;
mod report;
mod similar;
mod targets;
mod terms;
mod trends;
mod usage;
mod verdict;

use std::fmt::Write as _;
use std::io;

use kurabe_model::{DocumentFacts, DocumentId, ListProblem, Municipality, Problem};
use kurabe_query::Facet;

pub(crate) use answer::{answer_total, explained, not_read, note, query_total, reasons, rows_of, searched};
pub use catalogue::CatalogueFault;
pub(crate) use changes::{
    changes_total, deadline_changes, edition, headings_changed, held, legend, no_changes, stands,
    target_changes,
};
pub use index::{IndexMessage, Rebuild};
pub use intake::IntakeMessage;
pub(crate) use kwic::concordance_total;
pub use label::Label;
pub(crate) use network::network_total;
use refusal::refusal;
pub(crate) use report::{not_compared, numbers, report_about, report_total, share_of, shares_of_measures};
pub(crate) use similar::{
    compared_with, gap_totals, matrix_about, matrix_total, measures_total, nearest, not_looked_at,
    nothing_in, peers_of, shared, shares,
};
pub(crate) use targets::{binding, target_total};
pub(crate) use terms::{group_name, group_total, no_terms, terms_total, where_terms_stand};
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
    /// Several documents are called so.
    SeveralDocuments {
        /// What was typed.
        typed: String,
        /// Which.
        documents: Vec<DocumentFacts>,
    },
    /// Two editions are needed, and something else was typed.
    TwoEditions,
    /// A document was to be compared with itself.
    SameDocument {
        /// The document.
        id: DocumentId,
    },
    /// A document without any statement.
    NoStatements {
        /// The document.
        id: DocumentId,
    },
    /// A document the index does not hold yet.
    NotIndexed {
        /// The document.
        id: DocumentId,
    },
    /// The document that should be the older edition is the newer one.
    NewerFirst {
        /// What was named first.
        first: DocumentId,
        /// What was named second.
        second: DocumentId,
    },
    /// Two documents are of different municipalities.
    NotOneSeries,
    /// A municipality of which there is no document.
    NoDocument {
        /// Its name.
        municipality: String,
    },
    /// No document of the municipality could be read.
    NothingRead {
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
    /// Measures were asked for, and statements that are none.
    OnlyDescriptions,
    /// Nobody said whose peers are meant.
    WhosePeers {
        /// What was typed.
        typed: String,
    },
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
    /// A file that cannot be written.
    NotWritable {
        /// The file.
        path: String,
        /// What the system said.
        cause: io::ErrorKind,
    },
    /// What was asked for is nothing a terminal can show.
    BinaryToTerminal,
    /// What was asked for is no network, and one was wanted.
    NoGraph,
    /// Less than two groups are left to be set against each other.
    NothingToContrast {
        /// What they were grouped by.
        by: Facet,
        /// The one group that is left, if there is one.
        only: Option<String>,
        /// How many statements there are.
        statements: usize,
        /// Whether filters left no more.
        narrowed: bool,
    },
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
            Self::SeveralDocuments { typed, documents } => several(typed, documents, lang),
            Self::TwoEditions => {
                say!(lang, "くらべる二つの版を指定します", "two editions have to be named")
            }
            Self::SameDocument { id } => say!(
                lang,
                "旧版も新版も「{id}」です。同じ文書どうしに変更はありません",
                "both editions are `{id}`: a document has not changed from itself"
            ),
            Self::NoStatements { id } => say!(
                lang,
                "文書「{id}」からは施策文を一件も読み取れていません",
                "no statement of `{id}` could be read"
            ),
            Self::NotIndexed { id } => {
                say!(lang, "文書「{id}」はまだ索引にありません", "`{id}` is not in the index yet")
            }
            Self::NewerFirst { first, second } => say!(
                lang,
                "先に指定した「{first}」の年度が「{second}」より後です。先に指定したほうを旧版として答えます",
                "`{first}`, named first, is of a later year than `{second}`; it is taken for the older edition all the same"
            ),
            Self::NotOneSeries => say!(
                lang,
                "二つの文書は別の自治体のものです。改訂ではなく、文の似かたで対応付けます",
                "the documents are of different municipalities: this is no revision, only what is worded alike"
            ),
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
            Self::NothingRead { municipality } => {
                say!(
                    lang,
                    "{municipality}の文書はどれも読めません",
                    "no document of {municipality} could be read"
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
            Self::OnlyDescriptions => say!(
                lang,
                "現状・背景を述べるだけの施策文（--kind background）は施策として並べません",
                "statements that only describe (--kind background) are no measures"
            ),
            Self::WhosePeers { typed } => {
                say!(lang, "「{typed}」はどの自治体に似たものか決まりません", "`{typed}`: alike to whom?")
            }
            Self::TooMany { statements, most } => say!(
                lang,
                "施策文{statements}件は多すぎて、互いにくらべられません（{most}件まで）",
                "{statements} statements are too many to compare with one another; {most} at most"
            ),
            Self::NoIds => say!(lang, "施策文の id がありません", "there is no id of a statement"),
            Self::NoTable => {
                say!(lang, "この答えは表になりません", "this answer is no table")
            }
            Self::NoGraph => say!(lang, "この答えはネットワークになりません", "this answer is no network"),
            Self::NothingToContrast { only: Some(only), narrowed: false, .. } => say!(
                lang,
                "くらべる相手がありません: コーパスにあるのは「{only}」だけです",
                "there is nothing to compare with: `{only}` is all that is in the corpus"
            ),
            Self::NothingToContrast { statements: 0, .. } => say!(
                lang,
                "くらべられません: 絞り込みに合う施策文がありません",
                "there is nothing to compare: no statement is within the filters"
            ),
            Self::NothingToContrast { by, only, .. } => {
                let by = Label::Facet(*by).say(lang);
                match only {
                    Some(only) => say!(
                        lang,
                        "くらべる相手がありません: 絞り込みに合うのは「{only}」だけです",
                        "there is nothing to compare with: `{only}` is all that is within the filters"
                    ),
                    None => say!(
                        lang,
                        "くらべられません: 絞り込みに合う施策文に{by}のあるものがありません",
                        "there is nothing to compare: no statement within the filters has a {by}"
                    ),
                }
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
            Self::NotWritable { path, cause } => {
                let cause = refusal(*cause, lang);
                say!(lang, "「{path}」に書けません: {cause}", "cannot write `{path}`: {cause}")
            }
            Self::BinaryToTerminal => say!(
                lang,
                "表計算のファイルは端末には表示できません",
                "a workbook cannot be shown on a terminal"
            ),
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
            Self::SeveralDocuments { .. } => say!(
                lang,
                "id か、一つに決まる語（年度・題名の一部）を足して指定します",
                "name it by its id, or add words only it has: a year, a part of the title"
            ),
            Self::TwoEditions => say!(
                lang,
                "例: kurabe changes \"若葉市 R5\" \"若葉市 R6\"、kurabe changes 若葉市 --years R5,R6",
                "for example: kurabe changes \"若葉市 R5\" \"若葉市 R6\", kurabe changes 若葉市 --years R5,R6"
            ),
            Self::NoStatements { id } => say!(
                lang,
                "理由は `kurabe corpus check {id}` で見られます",
                "`kurabe corpus check {id}` says why"
            ),
            Self::NotIndexed { .. } => {
                say!(lang, "`kurabe index` で索引に入れます", "`kurabe index` puts it there")
            }
            Self::NotOneSeries => say!(
                lang,
                "自治体どうしは `kurabe compare --rows measures` でくらべられます",
                "`kurabe compare --rows measures` compares municipalities"
            ),
            Self::NobodyToCompare => say!(
                lang,
                "--against・--peers と絞り込みを見直します",
                "look at --against, --peers and the filters again"
            ),
            Self::UnknownName { .. } | Self::NoDocument { .. } | Self::SameDocument { .. } => {
                say!(
                    lang,
                    "収めた文書は `kurabe corpus list` で見られます",
                    "`kurabe corpus list` shows what there is"
                )
            }
            Self::NothingRead { .. } => {
                say!(lang, "理由は `kurabe corpus check` で見られます", "`kurabe corpus check` shows why")
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
            Self::OnlyDescriptions => say!(
                lang,
                "kurabe search --kind background で探せます",
                "kurabe search --kind background finds them"
            ),
            Self::WhosePeers { typed } => {
                say!(lang, "例: {typed}:国分寺市", "for example: {typed}:国分寺市")
            }
            Self::TooMany { .. } => {
                say!(lang, "--theme や --peers で絞ります", "narrow them with --theme or --peers")
            }
            Self::NoTable => {
                say!(lang, "--format は text・json・jsonl です", "--format is text, json or jsonl here")
            }
            Self::NotWritable { .. } => say!(
                lang,
                "フォルダがあるか、ほかのプログラムで開いていないかを確かめます",
                "is the folder there, and no other program has the file open?"
            ),
            Self::BinaryToTerminal => say!(
                lang,
                "-o 答え.xlsx か > 答え.xlsx でファイルに書きます",
                "write it into a file with -o answer.xlsx or > answer.xlsx"
            ),
            Self::NoGraph => say!(
                lang,
                "graphml は `kurabe network` だけです。ここで使えるもの: text・json・jsonl・csv・md・xlsx・html",
                "graphml is for `kurabe network`; here there are text, json, jsonl, csv, md, xlsx and html"
            ),
            Self::NothingToContrast { narrowed: false, .. } => say!(
                lang,
                "ほかの文書を `kurabe corpus add` で加えるか、--by を変えます（municipality・year・theme）",
                "take in other documents with `kurabe corpus add`, or change --by (municipality, year or theme)"
            ),
            Self::NothingToContrast { only: Some(only), by, .. } => {
                let by = match by {
                    Facet::Municipality => String::new(),
                    other => format!(" --by {}", other.name()),
                };
                say!(
                    lang,
                    "ほかすべてとくらべるには、絞り込まずに `kurabe terms {only}{by}` とします",
                    "to set it against all others, name it without the filter: `kurabe terms {only}{by}`"
                )
            }
            Self::NothingToContrast { only: None, .. } => say!(
                lang,
                "絞り込みか --by を変えます（municipality・year・theme）",
                "change the filters, or --by (municipality, year or theme)"
            ),
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
            | Self::NewerFirst { .. }
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

/// How many documents are named to whoever meant one of them.
const NAMED: usize = 12;

fn several(typed: &str, documents: &[DocumentFacts], lang: Lang) -> String {
    let count = documents.len();
    let mut text =
        say!(lang, "「{typed}」にあたる文書が{count}件あります:", "{count} documents are called `{typed}`:");
    for facts in documents.iter().take(NAMED) {
        // Writing into a string does not fail.
        let _ = write!(text, "\n  {}  {}", facts.id, facts.title.value);
    }
    if count > NAMED {
        text.push_str("\n  …");
    }
    text
}

#[cfg(test)]
mod tests;
