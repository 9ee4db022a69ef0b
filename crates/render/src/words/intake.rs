//! What is said of files that come into the corpus and documents that leave it.

use kurabe_model::{DocumentId, Municipality, Problem};

use super::{Message, problem, say};
use crate::Lang;

/// Something about a file that was to come in, or a document that left (収録).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum IntakeMessage {
    /// A file came in.
    Added {
        /// What it is called now.
        id: DocumentId,
        /// Where it lies, below `documents/`.
        file: String,
        /// How many statements it has.
        statements: usize,
    },
    /// A file would come in.
    WouldAdd {
        /// What it would be called.
        id: DocumentId,
        /// Where it would lie.
        file: String,
        /// How many statements it has.
        statements: usize,
    },
    /// Nothing says for which year a document speaks.
    NoYear {
        /// The document.
        id: DocumentId,
    },
    /// The same bytes are in the corpus already.
    Known {
        /// The file.
        path: String,
        /// The document that has them.
        id: DocumentId,
    },
    /// A file cannot be read.
    Unread {
        /// The file.
        path: String,
        /// Why.
        problem: Problem,
    },
    /// Nothing says whose paper a file is.
    NoMunicipality {
        /// The file.
        path: String,
    },
    /// It could be the paper of several.
    SeveralMunicipalities {
        /// The file.
        path: String,
        /// Most likely first.
        choices: Vec<Municipality>,
    },
    /// Nothing says what a file is called.
    NoTitle {
        /// The file.
        path: String,
    },
    /// Another document has the id.
    TakenId {
        /// The id.
        id: DocumentId,
    },
    /// The corpus is the one in the binary.
    NoHome,
    /// A document left.
    Removed {
        /// What it was called.
        id: DocumentId,
    },
}

impl IntakeMessage {
    pub(super) fn say(&self, lang: Lang) -> String {
        match self {
            Self::Added { id, file, statements } => say!(
                lang,
                "{id} として収めました（{file}、施策文{statements}件）",
                "added as {id} ({file}, {statements} statements)"
            ),
            Self::WouldAdd { id, file, statements } => say!(
                lang,
                "{id} として収められます（{file}、施策文{statements}件）。まだ何も変えていません",
                "it can be added as {id} ({file}, {statements} statements); nothing was changed"
            ),
            Self::NoYear { id } => {
                say!(lang, "{id}: 題名に年度がありません", "{id}: the title names no fiscal year")
            }
            Self::Known { path, id } => say!(
                lang,
                "{path}: 同じ中身の文書がすでにあります: {id}",
                "{path}: a document with the same bytes is there already: {id}"
            ),
            Self::Unread { path, problem } => format!("{path}: {}", problem::say(problem, lang)),
            Self::NoMunicipality { path } => say!(
                lang,
                "{path}: どの自治体の文書か、本文からわかりません",
                "{path}: nothing in it says whose paper it is"
            ),
            Self::SeveralMunicipalities { path, choices } => {
                let choices: Vec<String> =
                    choices.iter().map(|choice| format!("{} {}", choice.code, choice.name)).collect();
                let choices = choices.join("、");
                say!(
                    lang,
                    "{path}: どの自治体の文書か、一つに決まりません: {choices}",
                    "{path}: it could be the paper of several: {choices}"
                )
            }
            Self::NoTitle { path } => {
                say!(lang, "{path}: 題名がわかりません", "{path}: nothing in it says what it is called")
            }
            Self::TakenId { id } => {
                say!(lang, "{id} という文書がすでにあります", "a document is called {id} already")
            }
            Self::NoHome => say!(
                lang,
                "実行ファイルに収めた文書には、加えることも除くこともできません",
                "nothing can be added to the plans inside the binary, or removed from them"
            ),
            Self::Removed { id } => say!(lang, "{id} を除きました", "removed {id}"),
        }
    }

    pub(super) fn hint(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::NoYear { .. } => say!(
                lang,
                "わかっていれば目録に fiscal_year か period を書き加えます（加えるときは --year）",
                "if it is known, add fiscal_year or period to the catalogue (--year when adding)"
            ),
            Self::Unread { problem, .. } => problem::hint(problem, lang),
            Self::NoMunicipality { .. } | Self::SeveralMunicipalities { .. } => {
                say!(
                    lang,
                    "--municipality にコードか名前を書きます",
                    "name it with --municipality, by code or name"
                )
            }
            Self::NoTitle { .. } => say!(lang, "--title に題名を書きます", "give it with --title"),
            Self::TakenId { .. } => say!(lang, "--id に別の名前を書きます", "give another with --id"),
            Self::NoHome => say!(
                lang,
                "フォルダを作り、その中に空の corpus/catalogue.toml を置いて --home で示します",
                "make a folder with an empty corpus/catalogue.toml in it, and name it with --home"
            ),
            Self::Added { .. } | Self::WouldAdd { .. } | Self::Known { .. } | Self::Removed { .. } => {
                return None;
            }
        })
    }
}

impl From<IntakeMessage> for Message {
    fn from(message: IntakeMessage) -> Self {
        Self::Intake(message)
    }
}
