//! What is said about the index: that and why it is built, and what is in the way.

use super::{Message, count, say};
use crate::Lang;

/// Something about the index (索引).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexMessage {
    /// The index is built, and why.
    Building {
        /// Why.
        why: Rebuild,
        /// How many documents are read.
        documents: usize,
    },
    /// The index is behind the corpus, and was not brought up to date.
    Stale {
        /// How many documents have changed.
        documents: usize,
    },
    /// The lexicon has changed, and the index was not built anew.
    StaleLexicon,
    /// Somebody else builds the index.
    SomeoneBuilds {
        /// The number of the process.
        process: Option<u32>,
        /// Whether the last index answers meanwhile.
        old: bool,
    },
    /// The index is in memory only: there is no place to keep it.
    InMemory,
    /// The disk is full; the last index is as it was.
    FullDisk {
        /// The folder of the index.
        folder: String,
    },
    /// The index cannot be used.
    Unusable {
        /// What went wrong.
        cause: String,
    },
    /// Answers know nothing of some documents.
    Unreadable {
        /// How many.
        documents: usize,
    },
    /// The index was built.
    Built {
        /// Documents in it.
        documents: usize,
        /// Of these, the ones that were read anew.
        read: usize,
        /// Documents without a statement.
        unreadable: usize,
        /// Statements.
        statements: usize,
    },
}

impl IndexMessage {
    pub(super) fn say(&self, lang: Lang) -> String {
        match self {
            Self::Building { why, documents } => why.say(*documents, lang),
            Self::Stale { documents } => say!(
                lang,
                "文書{documents}件の変更はまだ索引に入っていません。前の索引から答えます",
                "{documents} changed documents are not in the index yet: the last index answers"
            ),
            Self::StaleLexicon => say!(
                lang,
                "辞書の変更はまだ索引に入っていません。前の索引から、前の辞書で答えます",
                "the changed lexicon is not in the index yet: the last index answers, with the last lexicon"
            ),
            Self::SomeoneBuilds { process, old } => someone_builds(*process, *old, lang),
            Self::InMemory => say!(
                lang,
                "索引を置ける場所がないため、今回だけメモリーに作りました",
                "there is no place to keep an index: it was built in memory, for this once"
            ),
            Self::FullDisk { folder } => say!(
                lang,
                "「{folder}」に空きがなく、索引を作れません。前の索引はそのままです",
                "no room in `{folder}` to build the index; the last one is as it was"
            ),
            Self::Unusable { cause } => {
                say!(lang, "索引を使えません: {cause}", "cannot use the index: {cause}")
            }
            Self::Unreadable { documents } => {
                let papers = count(*documents, "document");
                say!(
                    lang,
                    "文書{documents}件が読めないため、答えに入っていません",
                    "not in any answer, because unreadable: {papers}"
                )
            }
            Self::Built { documents, read, unreadable, statements } => say!(
                lang,
                "文書{documents}件（うち読み取り{read}件、読めないもの{unreadable}件）・施策文{statements}件を索引にしました",
                "indexed {statements} statements of {documents} documents, {read} read anew, {unreadable} unreadable"
            ),
        }
    }

    pub(super) fn hint(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Stale { .. } | Self::StaleLexicon => {
                say!(lang, "`kurabe index` で索引を新しくします", "`kurabe index` brings it up to date")
            }
            Self::FullDisk { .. } => say!(
                lang,
                "空きをつくってから `kurabe index` をもう一度実行します",
                "make room and run `kurabe index` again"
            ),
            Self::Unusable { .. } => say!(
                lang,
                "`kurabe index --rebuild` で作り直します",
                "`kurabe index --rebuild` builds it anew"
            ),
            Self::Built { unreadable: 1.., .. } | Self::Unreadable { .. } => say!(
                lang,
                "読めない理由は `kurabe corpus check` で見られます",
                "`kurabe corpus check` says why they could not be read"
            ),
            Self::Building { .. } | Self::SomeoneBuilds { .. } | Self::InMemory | Self::Built { .. } => {
                return None;
            }
        })
    }
}

impl From<IndexMessage> for Message {
    fn from(message: IndexMessage) -> Self {
        Self::Index(message)
    }
}

/// Why an index is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rebuild {
    /// There is none.
    First,
    /// Documents have changed.
    Changed,
    /// It was built by another version of the program.
    Version,
    /// The lexicon has changed.
    Lexicon,
    /// A file of it is damaged.
    Damaged {
        /// The file.
        file: String,
    },
    /// It was asked for.
    Asked,
}

impl Rebuild {
    /// Why the index there is cannot be used.
    pub(crate) fn reason(&self, lang: Lang) -> String {
        match self {
            Self::First => say!(lang, "まだない", "there is none yet"),
            Self::Changed => say!(lang, "文書が変わった", "documents have changed"),
            Self::Version => say!(lang, "別の版の kurabe のもの", "it is of another version of kurabe"),
            Self::Lexicon => say!(lang, "語彙が変わった", "the lexicon has changed"),
            Self::Damaged { file } => say!(lang, "「{file}」が壊れている", "its file `{file}` is damaged"),
            Self::Asked => say!(lang, "作り直すところ", "it is being built anew"),
        }
    }

    fn say(&self, documents: usize, lang: Lang) -> String {
        match self {
            Self::First => say!(
                lang,
                "索引がまだないので、文書{documents}件から作ります",
                "there is no index yet: building it from {documents} documents"
            ),
            Self::Changed => say!(
                lang,
                "変わった文書{documents}件を索引に入れます",
                "bringing {documents} changed documents into the index"
            ),
            Self::Version => say!(
                lang,
                "索引が別の版の kurabe のものなので、文書{documents}件から作り直します",
                "the index is of another version of kurabe: building it anew from {documents} documents"
            ),
            Self::Lexicon => say!(
                lang,
                "語彙が変わったので、索引を文書{documents}件から作り直します",
                "the lexicon has changed: building the index anew from {documents} documents"
            ),
            Self::Damaged { file } => say!(
                lang,
                "索引のファイル「{file}」が壊れているので、文書{documents}件から作り直します",
                "the file `{file}` of the index is damaged: building it anew from {documents} documents"
            ),
            Self::Asked => say!(
                lang,
                "索引を文書{documents}件から作り直します",
                "building the index anew from {documents} documents"
            ),
        }
    }
}

fn someone_builds(process: Option<u32>, old: bool, lang: Lang) -> String {
    let who =
        process.map(|number| say!(lang, "（プロセス{number}）", " (process {number})")).unwrap_or_default();
    if old {
        say!(
            lang,
            "ほかの kurabe{who}が索引を作っている間、前の索引から答えます",
            "another kurabe{who} is building the index: the last one answers meanwhile"
        )
    } else {
        say!(
            lang,
            "ほかの kurabe{who}が索引を作り終えるのを待ちます",
            "waiting for another kurabe{who} to build the index"
        )
    }
}
