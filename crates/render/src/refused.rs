//! Why a question has no answer, and whose affair that is: the one place from which exit codes and HTTP's follow.

use kurabe_query::{Error, IndexError, NoValue, Trouble};

use crate::{ClusterMessage, IndexMessage, Message};

/// Who has to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Whoever asked: something is wrong with the question, or with the data it is put to.
    Theirs,
    /// Others: what answers from afar does not, or not with all it has.
    Others,
    /// Nobody: there is nothing of the kind.
    Nobodys,
    /// We: it is a fault of the program.
    Ours,
}

/// What is to be said of an error, and whose it is.
pub fn refused(error: Error) -> (Whose, Message) {
    let theirs = |message| (Whose::Theirs, message);
    match error {
        Error::Filter { typed, why: NoValue::Ambiguous { choices }, .. } => {
            theirs(Message::AmbiguousName { typed, choices })
        }
        Error::Filter { typed, why: NoValue::WrongCode { expected }, .. } => {
            theirs(Message::WrongCode { code: typed, expected })
        }
        Error::Filter { typed, why: NoValue::Whose, .. } => theirs(Message::WhosePeers { typed }),
        Error::Filter { facet, typed, why } => {
            let nearest = match why {
                NoValue::Unknown { nearest } => nearest,
                _ => Vec::new(),
            };
            theirs(Message::UnknownValue { filter: facet, typed, nearest })
        }
        Error::NothingAsked { .. } => theirs(Message::NothingAsked),
        Error::OnlyDescriptions => theirs(Message::OnlyDescriptions),
        Error::NothingToContrast { facet: by, only, statements, narrowed } => {
            (Whose::Nobodys, Message::NothingToContrast { by, only, statements, narrowed })
        }
        Error::TooMany { statements, most } => theirs(Message::TooMany { statements, most }),
        Error::SameDocument { id } => theirs(Message::SameDocument { id }),
        Error::NoStatements { id } => theirs(Message::NoStatements { id }),
        Error::UnknownDocument { id } => theirs(Message::NotIndexed { id }),
        Error::UnknownStatement { id } => {
            (Whose::Nobodys, Message::UnknownStatement { id: id.as_str().to_owned(), nearest: None })
        }
        // To ask for more than can be fetched is the question's affair.
        Error::Index(IndexError::Far {
            trouble: trouble @ (Trouble::TooMuch | Trouble::Address | Trouble::Empty),
            cause,
        }) => theirs(ClusterMessage::Trouble { trouble, cause }.into()),
        Error::Index(IndexError::Far { trouble, cause }) => {
            (Whose::Others, ClusterMessage::Trouble { trouble, cause }.into())
        }
        Error::Index(error) => theirs(IndexMessage::Unusable { cause: error.to_string() }.into()),
        other => (Whose::Ours, Message::Broken { cause: other.to_string() }),
    }
}
