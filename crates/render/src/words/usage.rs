//! What is wrong with what was typed behind `kurabe`.

use super::{did_you_mean, say};
use crate::Lang;

/// What is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageFault {
    /// An argument the command does not know.
    UnknownArgument {
        /// What was typed.
        typed: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A command that there is not.
    UnknownCommand {
        /// What was typed.
        typed: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// No command where one of several is needed.
    NoCommand {
        /// Those there are.
        commands: Vec<String>,
    },
    /// An option without its value.
    NoValue {
        /// The option.
        argument: String,
        /// The values it can have, if they can be listed.
        values: Vec<String>,
    },
    /// A value an option cannot have.
    WrongValue {
        /// The option.
        argument: String,
        /// The value.
        value: String,
        /// The values it can have, if they can be listed.
        values: Vec<String>,
    },
    /// Years that are none.
    WrongYears {
        /// The option.
        argument: String,
        /// What was typed.
        value: String,
    },
    /// An option with too many or too few values.
    WrongCount {
        /// The option.
        argument: String,
        /// How many it needs.
        needed: String,
    },
    /// A file whose name does not say its form.
    UnknownEnding {
        /// The file.
        file: String,
        /// The forms there are.
        forms: Vec<String>,
    },
    /// A file whose name says another form than was asked for.
    OtherEnding {
        /// The file.
        file: String,
        /// The form its name says.
        named: String,
        /// The form that was asked for.
        asked: String,
    },
    /// An argument that is no text.
    NotUtf8,
    /// Arguments the command cannot do without.
    Missing {
        /// Which.
        arguments: Vec<String>,
    },
    /// Arguments that exclude each other, or one that was given twice.
    Conflict {
        /// One.
        argument: String,
        /// The others.
        with: Vec<String>,
    },
}

impl UsageFault {
    pub(super) fn say(&self, lang: Lang) -> String {
        match self {
            Self::UnknownArgument { typed, .. } => {
                say!(lang, "「{typed}」という引数はありません", "there is no argument `{typed}` here")
            }
            Self::UnknownCommand { typed, .. } => {
                say!(lang, "「{typed}」というコマンドはありません", "there is no command `{typed}`")
            }
            Self::NoCommand { .. } => say!(lang, "コマンドがありません", "a command is needed"),
            Self::NoValue { argument, .. } => {
                say!(lang, "{argument} に値がありません", "`{argument}` needs a value")
            }
            Self::WrongValue { argument, value, .. } => {
                say!(lang, "{argument} に「{value}」は使えません", "`{value}` is no value of `{argument}`")
            }
            Self::WrongYears { argument, value } => say!(
                lang,
                "{argument} に書いた「{value}」という年度はありません",
                "`{value}`, the value of `{argument}`, is no fiscal year"
            ),
            Self::WrongCount { argument, needed } => {
                say!(lang, "{argument} には値が{needed}個要ります", "`{argument}` needs {needed} values")
            }
            Self::UnknownEnding { file, .. } => say!(
                lang,
                "「{file}」という名前からは形式がわかりません",
                "the name `{file}` does not say which form the file is to have"
            ),
            Self::OtherEnding { file, named, asked } => say!(
                lang,
                "「{file}」は {named} の名前ですが、--format は {asked} です",
                "`{file}` is the name of {named}, and --format is {asked}"
            ),
            Self::NotUtf8 => say!(lang, "引数が UTF-8 ではありません", "an argument is not UTF-8"),
            Self::Missing { arguments } => {
                let arguments = arguments.join(" ");
                say!(lang, "{arguments} が要ります", "`{arguments}` is needed")
            }
            Self::Conflict { argument, with } if with.iter().all(|other| other == argument) => {
                say!(lang, "{argument} は一度しか使えません", "`{argument}` can be given only once")
            }
            Self::Conflict { argument, with } => {
                let with = with.join(" ");
                say!(
                    lang,
                    "{argument} と {with} は一緒に使えません",
                    "`{argument}` and `{with}` cannot be used together"
                )
            }
        }
    }

    /// `command` is the one it was typed behind.
    pub(super) fn hint(&self, command: &str, lang: Lang) -> String {
        match self {
            Self::UnknownArgument { nearest: Some(nearest), .. }
            | Self::UnknownCommand { nearest: Some(nearest), .. } => did_you_mean(nearest, lang),
            Self::UnknownArgument { typed, nearest: None } if typed.starts_with('-') => say!(
                lang,
                "語として渡すには `--` の後に書きます。使い方は `{command} --help` で見られます",
                "behind `--` it is a word; `{command} --help` shows the options there are"
            ),
            Self::UnknownEnding { forms, .. } => {
                let forms = forms.join(" | ");
                say!(
                    lang,
                    "名前の末尾を形式にする（回答.xlsx など）か、--format を付けます。使えるもの: {forms}",
                    "end it with a form (answer.xlsx) or add --format, one of: {forms}"
                )
            }
            Self::OtherEnding { .. } => {
                say!(
                    lang,
                    "名前の末尾か --format のどちらかだけにします",
                    "change the name, or leave --format out"
                )
            }
            Self::NoCommand { commands: values }
            | Self::NoValue { values, .. }
            | Self::WrongValue { values, .. }
                if !values.is_empty() =>
            {
                let values = values.join(" | ");
                say!(lang, "使えるもの: {values}", "one of: {values}")
            }
            Self::WrongYears { .. } => say!(
                lang,
                "2025、令和7年度、R7 のように、計画期間は R7..R11 のように書きます",
                "write 2025, 令和7年度 or R7, and the years of a period as R7..R11"
            ),
            _ => say!(
                lang,
                "使い方は `{command} --help` で見られます",
                "`{command} --help` shows how it is used"
            ),
        }
    }
}
