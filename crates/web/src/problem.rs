//! Why a request has no answer: problem details (RFC 9457) for programs, a page for people.

use std::fmt::Display;

use axum::http::StatusCode;
use kurabe_render::{Lang, Message, WebFault, Whose, refused};
use serde_json::json;

/// Why a request was not answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Problem {
    /// The address holds bytes that are no UTF-8.
    NotUtf8,
    /// Something in it is too long.
    TooLong {
        /// Its name.
        name: &'static str,
        /// How many characters there may be.
        most: usize,
    },
    /// A name that nothing here has.
    Unknown {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<&'static str>,
    },
    /// A value that its name cannot have.
    Value {
        /// The name.
        name: &'static str,
        /// What was typed.
        typed: String,
        /// What it can be.
        known: Vec<&'static str>,
    },
    /// More values of a name than are answered at once.
    TooMany {
        /// The name.
        name: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// A number that is none, or too large or too small.
    Number {
        /// The name.
        name: &'static str,
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
        name: &'static str,
    },
    /// Nothing is asked without one of these.
    Missing {
        /// The names.
        names: &'static [&'static str],
    },
    /// A value that holds others.
    Nested {
        /// The name.
        name: String,
    },
    /// Nothing is at this address.
    NoPage,
    /// The file of a document is not there.
    NoOriginal,
    /// The request was meant for another host.
    OtherHost,
    /// Something else than to be read was asked for.
    OnlyReading,
    /// Too many ask at once.
    Busy,
    /// It took too long.
    Late,
    /// What `query` has to say.
    Refused(Whose, Message),
}

impl From<kurabe_query::Error> for Problem {
    fn from(error: kurabe_query::Error) -> Self {
        let (whose, message) = refused(error);
        Self::Refused(whose, message)
    }
}

impl Problem {
    /// A fault of ours.
    pub(crate) fn broken(cause: &dyn Display) -> Self {
        Self::Refused(Whose::Ours, Message::Broken { cause: cause.to_string() })
    }

    /// HTTP's number for it.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotUtf8
            | Self::Unknown { .. }
            | Self::Value { .. }
            | Self::Number { .. }
            | Self::Twice { .. }
            | Self::TooMany { .. }
            | Self::Missing { .. }
            | Self::Nested { .. } => StatusCode::BAD_REQUEST,
            Self::TooLong { .. } => StatusCode::URI_TOO_LONG,
            Self::NoPage | Self::NoOriginal | Self::Refused(Whose::Nobodys, _) => StatusCode::NOT_FOUND,
            Self::OtherHost => StatusCode::MISDIRECTED_REQUEST,
            Self::OnlyReading => StatusCode::METHOD_NOT_ALLOWED,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Late => StatusCode::GATEWAY_TIMEOUT,
            Self::Refused(Whose::Theirs, _) => StatusCode::BAD_REQUEST,
            Self::Refused(Whose::Others, _) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(Whose::Ours, _) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A name for programs.
    fn name(&self) -> &'static str {
        match self {
            Self::NotUtf8 => "not-utf8",
            Self::TooLong { .. } | Self::TooMany { .. } => "too-long",
            Self::Unknown { .. } => "unknown-parameter",
            Self::Value { .. } | Self::Number { .. } | Self::Twice { .. } | Self::Nested { .. } => {
                "invalid-value"
            }
            Self::Missing { .. } => "missing-parameter",
            Self::NoPage | Self::NoOriginal => "not-found",
            Self::OtherHost => "other-host",
            Self::OnlyReading => "only-reading",
            Self::Busy => "busy",
            Self::Late => "too-slow",
            Self::Refused(Whose::Theirs, _) => "refused",
            Self::Refused(Whose::Others, _) => "unavailable",
            Self::Refused(Whose::Nobodys, _) => "nothing-found",
            Self::Refused(Whose::Ours, _) => "fault",
        }
    }

    /// What is to be said.
    pub(crate) fn message(&self) -> Message {
        let fault = match self.clone() {
            Self::Refused(_, message) => return message,
            Self::NotUtf8 => WebFault::NotUtf8,
            Self::TooLong { name, most } => WebFault::TooLong { name: name.to_owned(), most },
            Self::Twice { name } => WebFault::Twice { name: name.to_owned() },
            Self::Missing { names } => {
                WebFault::Missing { names: names.iter().map(|&name| name.to_owned()).collect() }
            }
            Self::Unknown { name, known } => {
                WebFault::UnknownParameter { name, known: known.into_iter().map(str::to_owned).collect() }
            }
            Self::Value { name, typed, known } => {
                let known = known.into_iter().map(str::to_owned).collect();
                WebFault::Value { name: name.to_owned(), typed, known }
            }
            Self::TooMany { name, most } => WebFault::TooMany { name: name.to_owned(), most },
            Self::Number { name, typed, least, most } => {
                WebFault::Number { name: name.to_owned(), typed, least, most }
            }
            Self::Nested { name } => WebFault::Value { name, typed: "{}".to_owned(), known: Vec::new() },
            Self::NoPage => WebFault::NoPage,
            Self::NoOriginal => WebFault::NoOriginal,
            Self::OtherHost => WebFault::OtherHost,
            Self::OnlyReading => WebFault::OnlyReading,
            Self::Busy => WebFault::Busy,
            Self::Late => WebFault::Late,
        };
        fault.into()
    }

    /// As a text: what is wrong, and what to do.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let message = self.message();
        let hint = message.hint(lang).map(|hint| format!("\n{hint}"));
        format!("{}{}", message.say(lang), hint.unwrap_or_default())
    }

    /// As problem details.
    pub(crate) fn details(&self, lang: Lang) -> String {
        let message = self.message();
        json!({
            "type": format!("urn:kurabe:problem:{}", self.name()),
            "title": message.say(lang),
            "status": self.status().as_u16(),
            "detail": message.hint(lang),
        })
        .to_string()
    }
}
