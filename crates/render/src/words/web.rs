//! What can be wrong with a request to the site.

use super::{Lang, Message, say};

/// What is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebFault {
    /// The address holds bytes that are no UTF-8.
    NotUtf8,
    /// Something in it is too long.
    TooLong {
        /// Its name.
        name: String,
        /// How many characters there may be.
        most: usize,
    },
    /// A name that this address does not know.
    UnknownParameter {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A value that its name cannot have.
    Value {
        /// The name.
        name: String,
        /// What was typed.
        typed: String,
        /// What it can be; none where that is no short list.
        known: Vec<String>,
    },
    /// More values of a name than are answered at once.
    TooMany {
        /// The name.
        name: String,
        /// How many there may be.
        most: usize,
    },
    /// A number that is none, or too small or too large.
    Number {
        /// The name.
        name: String,
        /// What was typed.
        typed: String,
        /// The least it may be.
        least: usize,
        /// The most.
        most: usize,
    },
    /// Two values of a name that has one.
    Twice {
        /// The name.
        name: String,
    },
    /// Nothing is asked without one of these.
    Missing {
        /// The names.
        names: Vec<String>,
    },
    /// Nothing is at the address.
    NoPage,
    /// The file of a document is not there.
    NoOriginal,
    /// The request was meant for another host.
    OtherHost,
    /// The request would change something, were there anything to be changed.
    OnlyReading,
    /// Too many ask at once.
    Busy,
    /// It took too long.
    Late,
}

impl From<WebFault> for Message {
    fn from(fault: WebFault) -> Self {
        Self::Web(fault)
    }
}

impl WebFault {
    pub(super) fn say(&self, lang: Lang) -> String {
        match self {
            Self::NotUtf8 => say!(lang, "アドレスが UTF-8 ではありません", "the address is not UTF-8"),
            Self::TooLong { name, most } => {
                say!(
                    lang,
                    "{name} が長すぎます（{most}字まで）",
                    "`{name}` is too long: {most} characters at most"
                )
            }
            Self::UnknownParameter { name, .. } => {
                say!(lang, "「{name}」という項目はありません", "there is no parameter `{name}`")
            }
            Self::Value { name, typed, .. } => {
                say!(lang, "{name} に「{typed}」は使えません", "`{name}` cannot be `{typed}`")
            }
            Self::Number { name, typed, .. } => {
                say!(lang, "{name} に「{typed}」は使えません", "`{name}` cannot be `{typed}`")
            }
            Self::TooMany { name, most } => {
                say!(lang, "{name} が多すぎます（{most}件まで）", "too many of `{name}`: {most} at most")
            }
            Self::Twice { name } => {
                say!(lang, "{name} が二つあります", "`{name}` is given twice")
            }
            Self::Missing { names } => {
                let names = names.join(lang.comma());
                say!(lang, "何を調べるかがありません: {names}", "there is nothing asked: {names} is missing")
            }
            Self::NoPage => say!(lang, "このアドレスには何もありません", "there is nothing at this address"),
            Self::NoOriginal => {
                say!(lang, "この文書の原本はここにありません", "the original of this document is not here")
            }
            Self::OtherHost => {
                say!(lang, "ほかのホストへの要求です", "this request was meant for another host")
            }
            Self::OnlyReading => {
                say!(lang, "読み取り（GET）だけを受け付けます", "there is only reading here (GET)")
            }
            Self::Busy => say!(lang, "混み合っています", "too many ask at once"),
            Self::Late => say!(lang, "時間がかかりすぎました", "it took too long"),
        }
    }

    pub(super) fn hint(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::NotUtf8 | Self::OtherHost | Self::OnlyReading => return None,
            Self::TooLong { .. } => say!(lang, "短くして試します", "ask with less"),
            Self::TooMany { .. } => say!(lang, "いくつかに分けて試します", "ask in several parts"),
            Self::UnknownParameter { known, .. } => {
                let known = known.join(lang.comma());
                say!(lang, "指定できる項目: {known}", "there are {known}")
            }
            Self::Twice { .. } => say!(lang, "一つだけ指定します", "give one of them"),
            Self::Missing { .. } => {
                say!(lang, "いずれかを指定します", "give one of them")
            }
            Self::Value { known, .. } if !known.is_empty() => {
                let known = known.join(lang.comma());
                say!(lang, "指定できる値: {known}", "it can be {known}")
            }
            Self::Value { .. } => {
                say!(
                    lang,
                    "使える値は画面か API の説明にあります",
                    "the page and the API's description name the values"
                )
            }
            Self::Number { least, most, .. } => {
                say!(lang, "{least} から {most} までの数です", "a number from {least} to {most}")
            }
            Self::NoOriginal => {
                say!(
                    lang,
                    "kurabe corpus check で調べられます",
                    "`kurabe corpus check` tells what is missing"
                )
            }
            Self::NoPage => say!(lang, "検索から探せます", "the search may find it"),
            Self::Busy => say!(lang, "しばらくして試します", "try again in a moment"),
            Self::Late => say!(lang, "絞り込みを加えて試します", "ask with more filters"),
        })
    }
}
