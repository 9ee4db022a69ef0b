//! What happened, in a sentence.

use std::fmt::Write as _;

use kurabe_model::{DocumentFacts, Municipality};

use super::Message;
use crate::words::{Label, Lang, catalogue, count, municipalities, problem, refusal::refusal, say};

/// How many documents are named to whoever meant one of them.
const NAMED: usize = 12;

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
            Self::Model(message) => message.say(lang),
            Self::Cluster(message) => message.say(lang),
            Self::Web(fault) => fault.say(lang),
            Self::Serving { address } => say!(lang, "画面を開けます: {address}", "the site is at {address}"),
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

fn several(typed: &str, documents: &[DocumentFacts], lang: Lang) -> String {
    let (count, documents) = (documents.len(), named_documents(documents));
    say!(
        lang,
        "「{typed}」にあたる文書が{count}件あります:{documents}",
        "{count} documents are called `{typed}`:{documents}"
    )
}

/// Documents by their ids and titles, a line each.
pub(in crate::words) fn named_documents(documents: &[DocumentFacts]) -> String {
    let mut text = String::new();
    for facts in documents.iter().take(NAMED) {
        // Writing into a string does not fail.
        let _ = write!(text, "\n  {}  {}", facts.id, facts.title.value);
    }
    if documents.len() > NAMED {
        text.push_str("\n  …");
    }
    text
}
