//! What is said of files that come into the corpus and documents that leave it.

mod hint;

use kurabe_model::{ArchiveFault, DocumentFacts, DocumentId, Format, Municipality, Problem};

use super::message::named_documents;
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
    /// A document says that it is the paper of another municipality than a user does.
    OtherMunicipality {
        /// The document.
        id: DocumentId,
        /// Whose paper the user says it is.
        told: String,
        /// Whose paper it says it is.
        stated: String,
    },
    /// What has to be said of how a document that came in, or would, was read.
    Misread {
        /// The document.
        id: DocumentId,
        /// What it is.
        problem: Problem,
    },
    /// The same bytes are in the corpus already.
    Known {
        /// The file.
        path: String,
        /// The document that has them.
        id: DocumentId,
    },
    /// The same words are in the corpus already.
    SameWords {
        /// The file.
        path: String,
        /// The document that has them.
        id: DocumentId,
    },
    /// Another document of the municipality says much of the same.
    Twin {
        /// The document that came in, or would.
        id: DocumentId,
        /// The one that was there.
        twin: DocumentId,
        /// How many statements of the new one it has.
        shared: usize,
        /// Of how many.
        of: usize,
    },
    /// No file is called so.
    NotThere {
        /// What was named.
        path: String,
        /// A file that is there, and was probably meant.
        meant: Option<String>,
    },
    /// A folder that is handed over is a corpus of its own.
    IsCorpus {
        /// The folder with the catalogue.
        path: String,
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
        /// After whom it is named.
        named: Vec<Municipality>,
    },
    /// It could be the paper of several.
    SeveralMunicipalities {
        /// The file.
        path: String,
        /// Most likely first.
        choices: Vec<Municipality>,
    },
    /// No id can be made of the name of a file.
    NoId {
        /// The file.
        path: String,
    },
    /// A paper that does not say what it is called.
    TitledByName {
        /// The document.
        id: DocumentId,
    },
    /// A paper that is of another kind than its name says.
    ReadAs {
        /// The file.
        path: String,
        /// What it is.
        format: Format,
    },
    /// Another document has the id.
    TakenId {
        /// The id.
        id: DocumentId,
    },
    /// A file stands in an archive in a way that is not trusted, or an archive is none.
    Archive {
        /// The file.
        path: String,
        /// Why.
        fault: ArchiveFault,
    },
    /// A file could not be stored.
    NotStored {
        /// The file.
        path: String,
        /// What the system said.
        cause: String,
    },
    /// Files beside those that were read were passed over.
    PassedOver {
        /// How many of each kind that is not read, by the ending of their names.
        kinds: Vec<(String, usize)>,
        /// How many are the system's own.
        hidden: usize,
        /// How many archives in archives.
        nested: usize,
        /// How many Kurabe has put there.
        own: usize,
        /// Those that a user may have meant to be read.
        files: Vec<String>,
    },
    /// What became of all files.
    Total {
        /// How many came in, or can.
        added: usize,
        /// How many of these with warnings.
        warned: usize,
        /// How many of these without a statement.
        silent: usize,
        /// How many were there already.
        known: usize,
        /// How many stayed outside.
        refused: usize,
        /// Whether the corpus was only looked at.
        dry_run: bool,
    },
    /// There is nothing to read in what was handed over.
    NoFiles,
    /// Nothing has been noted.
    EmptyLog,
    /// Lines of the log cannot be read.
    DamagedLog {
        /// How many.
        lines: usize,
    },
    /// The corpus is the one in the binary.
    NoHome,
    /// A corpus is begun, since there was none.
    Begun {
        /// Its folder.
        path: String,
    },
    /// A document was to leave that was not named by its id.
    NotNamed {
        /// What was typed.
        typed: String,
        /// The documents it may mean.
        documents: Vec<DocumentFacts>,
    },
    /// A document left.
    Removed {
        /// What it was called.
        id: DocumentId,
    },
}

impl IntakeMessage {
    /// The file or document it is about.
    fn about(&self) -> Option<&str> {
        match self {
            Self::Known { path, .. }
            | Self::SameWords { path, .. }
            | Self::NotThere { path, .. }
            | Self::ReadAs { path, .. }
            | Self::IsCorpus { path }
            | Self::Unread { path, .. }
            | Self::NoMunicipality { path, .. }
            | Self::SeveralMunicipalities { path, .. }
            | Self::NoId { path }
            | Self::Archive { path, .. }
            | Self::NotStored { path, .. } => Some(path),
            Self::OtherMunicipality { id, .. } | Self::Misread { id, .. } | Self::Twin { id, .. } => {
                Some(id.as_str())
            }
            _ => None,
        }
    }

    pub(super) fn say(&self, lang: Lang) -> String {
        let reason = self.reason(lang);
        match self.about() {
            Some(about) => format!("{about}: {reason}"),
            None => reason,
        }
    }

    /// The same without what it is about, for where that is named already.
    pub fn reason(&self, lang: Lang) -> String {
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
                say!(
                    lang,
                    "{id}: 題名にもそのそばにも年度がありません",
                    "{id}: nothing near its title names a fiscal year"
                )
            }
            Self::OtherMunicipality { told, stated, .. } => say!(
                lang,
                "本文では{stated}の文書ですが、{told}の文書として扱います",
                "by its own words it is a paper of {stated}, but it is taken for one of {told}"
            ),
            Self::Unread { problem, .. } | Self::Misread { problem, .. } => problem::say(problem, lang),
            Self::Known { id, .. } => say!(
                lang,
                "同じ中身の文書がすでにあります: {id}",
                "a document with the same bytes is there already: {id}"
            ),
            Self::SameWords { id, .. } => say!(
                lang,
                "形は違っても文章の同じ文書がすでにあります: {id}",
                "a document that says the same in another form is there already: {id}"
            ),
            Self::Twin { twin, shared, of, .. } => say!(
                lang,
                "施策文{of}件のうち{shared}件が {twin} にもあります。同じ文書の別の形か、別の版のようです",
                "{shared} of its {of} statements are in {twin}, too: it seems to be another form or edition of it"
            ),
            Self::NotThere { .. } => say!(lang, "そのようなファイルはありません", "there is no such file"),
            Self::IsCorpus { .. } => say!(
                lang,
                "Kurabe の corpus フォルダです。documents の文書だけを読み、目録に書かれた題名や年度は引き継ぎません",
                "it is a corpus of Kurabe: its documents are read, the facts in its catalogue are not taken over"
            ),
            Self::NoMunicipality { .. } => {
                say!(lang, "どの自治体の文書か、本文からわかりません", "nothing in it says whose paper it is")
            }
            Self::SeveralMunicipalities { choices, .. } => {
                let choices = listed(choices, lang);
                say!(
                    lang,
                    "どの自治体の文書か、一つに決まりません: {choices}",
                    "it could be the paper of several: {choices}"
                )
            }
            Self::NoId { .. } => {
                say!(lang, "名前から id を作れません", "no id can be made of its name")
            }
            Self::TitledByName { id } => say!(
                lang,
                "{id}: 題名が見当たらないので、ファイルの名前を題名にしました",
                "{id}: nothing in it says what it is called, so it has the name of its file"
            ),
            Self::ReadAs { format, .. } => {
                let (name, ending) = (format.name(), format.ending().unwrap_or_default());
                say!(
                    lang,
                    "中身は {name} なので、.{ending} のファイルとして扱います",
                    "it is a file of {name}, and is taken for one whose name ends in .{ending}"
                )
            }
            Self::TakenId { id } => {
                say!(lang, "{id} という文書がすでにあります", "a document is called {id} already")
            }
            Self::Archive { fault, .. } => archive(*fault, lang),
            Self::NotStored { cause, .. } => {
                say!(lang, "書き込めません: {cause}", "it cannot be stored: {cause}")
            }
            Self::PassedOver { kinds, hidden, nested, own, files } => {
                passed_over(kinds, *hidden, *nested, *own, lang) + &named(files, lang)
            }
            Self::Total { added, warned, silent, known, refused, dry_run } => {
                let english = match dry_run {
                    true => "can be added; nothing was changed",
                    false => "added",
                };
                let japanese = match dry_run {
                    true => "収められます（まだ何も変えていません）",
                    false => "収めました",
                };
                say!(
                    lang,
                    "{added}件を{japanese}。うち警告のあるもの{warned}件、施策文のないもの{silent}件。収録済み{known}件、収めないもの{refused}件",
                    "{added} {english}, {warned} of them with warnings, {silent} without statements; {known} there already, {refused} refused"
                )
            }
            Self::NoFiles => say!(lang, "読めるファイルがありません", "there is no file that can be read"),
            Self::EmptyLog => say!(lang, "記録がありません", "nothing has been noted"),
            Self::DamagedLog { lines } => {
                say!(lang, "記録のうち{lines}行は壊れています", "{lines} lines of the log are damaged")
            }
            Self::NoHome => say!(
                lang,
                "実行ファイルに収めた文書には、加えることも除くこともできません",
                "nothing can be added to the plans inside the binary, or removed from them"
            ),
            Self::Begun { path } => {
                say!(lang, "新しいコーパスを {path} に作りました", "a new corpus was begun in `{path}`")
            }
            Self::NotNamed { typed, documents } => {
                let documents = named_documents(documents);
                say!(
                    lang,
                    "「{typed}」は文書の id ではありません。それにあたる文書:{documents}",
                    "`{typed}` is not the id of a document, but may mean:{documents}"
                )
            }
            Self::Removed { id } => say!(lang, "{id} を除きました", "removed {id}"),
        }
    }
}

impl From<IntakeMessage> for Message {
    fn from(message: IntakeMessage) -> Self {
        Self::Intake(message)
    }
}

fn archive(fault: ArchiveFault, lang: Lang) -> String {
    match fault {
        ArchiveFault::Broken => {
            say!(lang, "ZIP が途中で切れているか、壊れています", "the archive is cut off or damaged")
        }
        ArchiveFault::TooMany { limit } => say!(
            lang,
            "ZIP の中のファイルが多すぎます（読めるのは{limit}件まで）",
            "there are too many files in the archive ({limit} are read at the most)"
        ),
        ArchiveFault::TooMuch { limit } => {
            let limit = limit / (1024 * 1024);
            say!(
                lang,
                "ZIP の中身が大きすぎます（読めるのは合わせて {limit} MiB まで）",
                "there is too much in the archive ({limit} MiB are unpacked at the most)"
            )
        }
        ArchiveFault::LeadsOutside => {
            say!(lang, "ZIP の外を指す名前です", "its name leads out of the archive")
        }
        ArchiveFault::Link => say!(lang, "ファイルではなくリンクです", "it is a link and no file"),
        ArchiveFault::Encrypted => {
            say!(lang, "ZIP にパスワードがかかっています", "it is encrypted in the archive")
        }
        ArchiveFault::Method => {
            say!(lang, "読めない方法で圧縮されています", "it is packed in a way that is not read")
        }
    }
}

/// Municipalities, so that those of one name are told apart: 132063 府中市（東京都）.
fn listed(municipalities: &[Municipality], lang: Lang) -> String {
    let told = municipalities.iter().map(|Municipality { code, name, prefecture, .. }| match lang {
        Lang::Japanese => format!("{code} {name}（{prefecture}）"),
        Lang::English => format!("{code} {name} ({prefecture})"),
    });
    told.collect::<Vec<_>>().join(lang.comma())
}

/// The names of files, the first of many.
fn named(files: &[String], lang: Lang) -> String {
    /// So many are told at a glance.
    const MOST: usize = 8;
    let (shown, more) = (files.get(..MOST).unwrap_or(files), files.len().saturating_sub(MOST));
    let shown = shown.join(lang.comma());
    match (files.len(), more) {
        (0, _) => String::new(),
        (_, 0) => say!(lang, "（{shown}）", " ({shown})"),
        _ => say!(lang, "（{shown} ほか{more}件）", " ({shown} and {more} more)"),
    }
}

fn passed_over(kinds: &[(String, usize)], hidden: usize, nested: usize, own: usize, lang: Lang) -> String {
    let mut said: Vec<String> = kinds
        .iter()
        .map(|(ending, files)| match ending.as_str() {
            "" => say!(lang, "拡張子のないもの{files}件", "{files} without an ending"),
            ending => say!(lang, ".{ending} {files}件", "{files} .{ending}"),
        })
        .collect();
    if hidden > 0 {
        said.push(say!(lang, "隠しファイル{hidden}件", "{hidden} hidden"));
    }
    if nested > 0 {
        said.push(say!(lang, "ZIP の中の ZIP {nested}件", "{nested} archives in archives"));
    }
    if own > 0 {
        said.push(say!(lang, "Kurabe の控え{own}件", "{own} kept by Kurabe"));
    }
    let said = said.join(lang.comma());
    say!(lang, "読まないものを飛ばしました: {said}", "files that are not read were passed over: {said}")
}
