//! What is said about a fault in the catalogue, and what would be right.

use super::{did_you_mean, say};
use crate::Lang;

/// What can be wrong in the catalogue. `corpus` finds these; the words are here.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences below say what each is")]
pub enum CatalogueFault {
    Syntax { message: String },
    UnknownKey { key: String, nearest: Option<&'static str> },
    MissingKey { key: &'static str },
    WrongValue { key: &'static str, example: &'static str },
    NotACode { text: String },
    CheckDigit { text: String, expected: u8 },
    UnknownMunicipality { code: String },
    InvalidId { id: String },
    DuplicateId { id: String, first: usize },
    DuplicateFile { file: String, first: usize },
    OutsideDocuments { file: String },
    UnknownKind { kind: String, kinds: Vec<&'static str> },
    UnreadableYear { key: &'static str, text: String },
    NothingStated { key: &'static str },
    Other { text: String },
}

impl CatalogueFault {
    pub(super) fn say(&self, lang: Lang) -> String {
        match self {
            Self::Syntax { message } => {
                say!(lang, "TOML として読めません: {message}", "this is not TOML: {message}")
            }
            Self::UnknownKey { key, .. } => {
                say!(lang, "「{key}」という項目はありません", "there is no key `{key}`")
            }
            Self::MissingKey { key } => say!(lang, "{key} がありません", "`{key}` is missing"),
            Self::WrongValue { key, .. } => {
                say!(lang, "{key} の値がこの形では読めません", "the value of `{key}` cannot be read")
            }
            Self::NotACode { text } => say!(
                lang,
                "「{text}」は全国地方公共団体コードではありません",
                "`{text}` is not a municipality code"
            ),
            Self::CheckDigit { text, .. } => wrong_check_digit(text, lang),
            Self::UnknownMunicipality { code } => {
                say!(lang, "コード「{code}」の自治体はありません", "no municipality has the code `{code}`")
            }
            Self::InvalidId { id } => say!(lang, "「{id}」は id にできません", "`{id}` cannot be an id"),
            Self::DuplicateId { id, first } => say!(
                lang,
                "id「{id}」は{first}行目の文書と同じです",
                "the document on line {first} has the id `{id}` too"
            ),
            Self::DuplicateFile { file, first } => say!(
                lang,
                "ファイル「{file}」は{first}行目の文書と同じです",
                "the document on line {first} has the file `{file}` too"
            ),
            Self::OutsideDocuments { file } => say!(
                lang,
                "ファイル「{file}」は documents/ の中を指していません",
                "the file `{file}` is not below documents/"
            ),
            Self::UnknownKind { kind, .. } => {
                say!(lang, "「{kind}」という文書の種類はありません", "there is no kind of document `{kind}`")
            }
            Self::UnreadableYear { key, text } => {
                say!(lang, "{key} の「{text}」は年として読めません", "`{text}` in `{key}` is not a year")
            }
            Self::NothingStated { key } => say!(
                lang,
                "stated に {key} の行がありますが、{key} そのものがありません",
                "`stated` gives a line for `{key}`, but there is no `{key}`"
            ),
            Self::Other { text } => text.clone(),
        }
    }

    pub(super) fn hint(&self, lang: Lang) -> String {
        match self {
            Self::Syntax { .. } => say!(
                lang,
                "文字は \"…\" で囲みます。一行に 項目 = 値 を一つ書きます",
                "texts stand in \"…\"; a line has one key = value"
            ),
            Self::UnknownKey { nearest: Some(nearest), .. } => did_you_mean(nearest, lang),
            Self::UnknownKey { nearest: None, .. } | Self::Other { .. } => say!(
                lang,
                "使える項目は corpus/README.md にあります",
                "corpus/README.md lists the keys there are"
            ),
            Self::MissingKey { key } => {
                say!(lang, "この文書に {key} = … の行を加えます", "add a line `{key} = …` to this document")
            }
            Self::WrongValue { example, .. } => say!(lang, "例: {example}", "for example: {example}"),
            Self::NotACode { .. } => say!(
                lang,
                "六桁の数字で書きます。corpus/municipalities.csv にあります",
                "six digits are needed; corpus/municipalities.csv has them"
            ),
            Self::CheckDigit { text, expected } => right_check_digit(text, *expected, lang),
            Self::UnknownMunicipality { .. } => say!(
                lang,
                "corpus/municipalities.csv にあるコードで書きます（合併前のコードは使えません）",
                "use a code of corpus/municipalities.csv (codes of merged municipalities are gone)"
            ),
            Self::InvalidId { .. } => say!(
                lang,
                "英小文字で始め、英小文字・数字・ハイフンだけで書きます",
                "use lower-case letters, digits and hyphens, beginning with a letter"
            ),
            Self::DuplicateId { .. } => say!(lang, "どちらかの id を変えます", "change one of the ids"),
            Self::DuplicateFile { .. } => {
                say!(
                    lang,
                    "どちらかの文書を除くか、file を直します",
                    "remove one of the documents, or correct its `file`"
                )
            }
            Self::OutsideDocuments { .. } => say!(
                lang,
                "corpus/documents/ からの道を / で区切って書きます。.. や絶対パスは使えません",
                "write the path from corpus/documents/ with /, without .. and not absolute"
            ),
            Self::UnknownKind { kinds, .. } => {
                let kinds = kinds.join(" | ");
                say!(lang, "使えるもの: {kinds}", "one of: {kinds}")
            }
            Self::UnreadableYear { key: "period", .. } => say!(
                lang,
                "\"令和4年度～令和13年度\" や \"2022-2031\" のように、初めの年と終わりの年を書きます",
                "write the first and the last year: \"令和4年度～令和13年度\", \"2022-2031\""
            ),
            Self::UnreadableYear { .. } => say!(
                lang,
                "2024、\"令和6年度\"、\"R6\" のように書きます。元号のない年には era = \"平成\" を添えます",
                "write 2024, \"令和6年度\" or \"R6\"; a year without an era needs `era = \"平成\"` beside it"
            ),
            Self::NothingStated { key } => say!(
                lang,
                "{key} = … の行を加えるか、stated から {key} を除きます",
                "add `{key} = …`, or take `{key}` out of `stated`"
            ),
        }
    }
}

pub(super) fn wrong_check_digit(code: &str, lang: Lang) -> String {
    say!(
        lang,
        "コード「{code}」の検査数字（末尾の数字）が合いません",
        "the check digit of the code `{code}` is wrong"
    )
}

pub(super) fn right_check_digit(code: &str, expected: u8, lang: Lang) -> String {
    let right: String = code.chars().take(5).collect();
    say!(
        lang,
        "初めの五桁が正しければ {right}{expected} です",
        "if the first five digits are right, it is {right}{expected}"
    )
}
