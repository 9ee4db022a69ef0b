//! How a command ends, and what that means for the exit code. The codes are part of the contract.

use std::io;
use std::path::Path;

use kurabe_corpus::{Error, Fault, FaultKind, NotSelected};
use kurabe_model::{DocumentKind, InvalidCode};
use kurabe_query::Reach;
use kurabe_render::{CatalogueFault, IntakeMessage, Message, Whose, refused};

/// Something was found.
pub(crate) const FOUND: u8 = 0;
/// Nothing was found.
pub(crate) const NOTHING: u8 = 1;
/// The user's input or data is wrong.
pub(crate) const USERS: u8 = 2;
/// A fault of ours.
pub(crate) const OURS: u8 = 3;

/// What a command that answered found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Something.
    Found,
    /// Nothing, and said so.
    Nothing,
    /// Something, but some of the user's data gave nothing, and that was said.
    Incomplete,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Found => FOUND,
            Self::Nothing => NOTHING,
            Self::Incomplete => USERS,
        }
    }
}

/// Why a command gave no answer.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Whoever read the output has seen enough, as `head` does.
    NobodyReads,
    /// There is something to be said, and it is the fault of someone.
    Failed {
        /// The exit code.
        code: u8,
        /// What is to be said.
        messages: Vec<Message>,
    },
}

impl Stop {
    /// Nothing was found.
    pub(crate) fn nothing(messages: Vec<Message>) -> Self {
        Self::Failed { code: NOTHING, messages }
    }

    /// There is nothing of a municipality: it has no document, or none that could be read.
    pub(crate) fn without(own: Reach) -> Self {
        let municipality = own.municipality.name;
        Self::nothing(vec![match own.unreadable {
            0 => Message::NoDocument { municipality },
            _ => Message::NothingRead { municipality },
        }])
    }

    /// The user's input or data is wrong.
    pub(crate) fn users(message: Message) -> Self {
        Self::Failed { code: USERS, messages: vec![message] }
    }

    /// A file of the user's cannot be read.
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        let path = path.display().to_string();
        Self::users(match error.kind() {
            io::ErrorKind::NotFound => Message::NoFile { path },
            _ => Message::Unreadable { path, cause: error.to_string() },
        })
    }

    /// A fault of ours.
    pub(crate) fn broken(error: &dyn std::error::Error) -> Self {
        Self::ours(Message::Broken { cause: error.to_string() })
    }

    fn ours(message: Message) -> Self {
        Self::Failed { code: OURS, messages: vec![message] }
    }
}

impl From<kurabe_index::Error> for Stop {
    fn from(error: kurabe_index::Error) -> Self {
        kurabe_query::Error::from(error).into()
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::ours(Message::NotWritten { cause: error.to_string() }),
        }
    }
}

impl From<NotSelected> for Stop {
    fn from(reason: NotSelected) -> Self {
        match reason {
            NotSelected::Unknown { typed, nearest } => Self::users(Message::UnknownName { typed, nearest }),
            NotSelected::WrongCode { cause: InvalidCode::CheckDigit { text, expected } } => {
                Self::users(Message::WrongCode { code: text, expected })
            }
            NotSelected::Ambiguous { typed, choices } => {
                Self::users(Message::AmbiguousName { typed, choices })
            }
            NotSelected::Several { typed, documents } => {
                Self::users(Message::SeveralDocuments { typed, documents })
            }
            NotSelected::NoDocument { municipality } => {
                Self::nothing(vec![Message::NoDocument { municipality: municipality.name }])
            }
            other => Self::ours(Message::Broken { cause: format!("{other:?}") }),
        }
    }
}

impl From<kurabe_query::Error> for Stop {
    fn from(error: kurabe_query::Error) -> Self {
        let (whose, message) = refused(error);
        let code = match whose {
            Whose::Theirs | Whose::Others => USERS,
            Whose::Nobodys => NOTHING,
            Whose::Ours => OURS,
        };
        Self::Failed { code, messages: vec![message] }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::NoCatalogue { home } => {
                Self::users(Message::NoCatalogue { home: home.display().to_string() })
            }
            Error::Unreadable { path, source } => Self::unreadable(&path, &source),
            Error::Catalogue { path, faults } => {
                let path = path.display().to_string();
                let messages = faults.into_iter().map(|fault| catalogue_message(&path, fault)).collect();
                Self::Failed { code: USERS, messages }
            }
            Error::NotText { path, problem } => {
                Self::users(Message::NotText { path: path.display().to_string(), problem })
            }
            Error::Municipalities { path, source } => Self::users(Message::Municipalities {
                path: path.display().to_string(),
                line: source.line,
                problem: source.problem,
            }),
            Error::Lexicon { path, source } => Self::users(Message::Lexicon {
                path: format!("{}:{}", path.display(), source.line),
                cause: source.problem.to_string(),
            }),
            Error::NoHome => Self::users(IntakeMessage::NoHome.into()),
            Error::NotWritten { path, source } => {
                Self::users(Message::NotWritable { path: path.display().to_string(), cause: source.kind() })
            }
            other @ Error::Entry { .. } => Self::users(Message::Unreadable {
                path: "catalogue.toml".to_owned(),
                cause: other.to_string(),
            }),
            other => Self::ours(Message::Broken { cause: other.to_string() }),
        }
    }
}

fn catalogue_message(path: &str, Fault { line, entry, kind }: Fault) -> Message {
    let fault = match kind {
        FaultKind::Syntax { message } => CatalogueFault::Syntax { message },
        FaultKind::UnknownKey { key, nearest } => CatalogueFault::UnknownKey { key, nearest },
        FaultKind::MissingKey { key } => CatalogueFault::MissingKey { key },
        FaultKind::WrongValue { key, example } => CatalogueFault::WrongValue { key, example },
        FaultKind::InvalidCode { cause: InvalidCode::CheckDigit { text, expected } } => {
            CatalogueFault::CheckDigit { text, expected }
        }
        FaultKind::InvalidCode { cause: InvalidCode::NotSixDigits { text } } => {
            CatalogueFault::NotACode { text }
        }
        FaultKind::UnknownMunicipality { code } => CatalogueFault::UnknownMunicipality { code },
        FaultKind::InvalidId { id } => CatalogueFault::InvalidId { id },
        FaultKind::DuplicateId { id, first } => CatalogueFault::DuplicateId { id, first },
        FaultKind::DuplicateFile { file, first } => CatalogueFault::DuplicateFile { file, first },
        FaultKind::OutsideDocuments { file } => CatalogueFault::OutsideDocuments { file },
        FaultKind::UnknownKind { kind } => {
            CatalogueFault::UnknownKind { kind, kinds: DocumentKind::ALL.map(DocumentKind::as_str).to_vec() }
        }
        FaultKind::UnreadableYear { key, text } => CatalogueFault::UnreadableYear { key, text },
        FaultKind::NothingStated { key } => CatalogueFault::NothingStated { key },
        other => CatalogueFault::Other { text: format!("{other:?}") },
    };
    Message::Catalogue { path: path.to_owned(), line, entry, fault }
}
