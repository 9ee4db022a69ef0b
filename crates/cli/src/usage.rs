//! What is wrong with what was typed, from clap's error to words in the user's language.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use kurabe_render::{Message, UsageFault};

/// What is to be said; nothing where clap itself has said it: help, the version, and what is too rare for
/// words of our own.
pub(crate) fn message(error: &clap::Error) -> Option<Message> {
    let text = |kind| texts(error, kind).into_iter().next().unwrap_or_default();
    let argument = text(ContextKind::InvalidArg);
    let values = texts(error, ContextKind::ValidValue);
    // The likeliest comes last.
    let nearest = |kind| texts(error, kind).pop().map(|nearest| nearest.trim_matches('\'').to_owned());
    let fault = match error.kind() {
        ErrorKind::UnknownArgument => {
            UsageFault::UnknownArgument { typed: argument, nearest: nearest(ContextKind::SuggestedArg) }
        }
        ErrorKind::InvalidSubcommand => UsageFault::UnknownCommand {
            typed: text(ContextKind::InvalidSubcommand),
            nearest: nearest(ContextKind::SuggestedSubcommand),
        },
        ErrorKind::MissingSubcommand => {
            UsageFault::NoCommand { commands: texts(error, ContextKind::ValidSubcommand) }
        }
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            UsageFault::NoValue { argument, values }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            UsageFault::WrongValue { argument, value: text(ContextKind::InvalidValue), values }
        }
        ErrorKind::MissingRequiredArgument => {
            UsageFault::Missing { arguments: texts(error, ContextKind::InvalidArg) }
        }
        ErrorKind::WrongNumberOfValues => {
            UsageFault::WrongCount { argument, needed: text(ContextKind::ExpectedNumValues) }
        }
        ErrorKind::ArgumentConflict => {
            UsageFault::Conflict { argument, with: texts(error, ContextKind::PriorArg) }
        }
        ErrorKind::InvalidUtf8 => UsageFault::NotUtf8,
        _ => return None,
    };
    Some(Message::Usage { fault, command: command(&text(ContextKind::Usage)) })
}

/// The command in the line that shows how it is used: `kurabe corpus list` of
/// `Usage: kurabe corpus list [OPTIONS] [WHICH]...`.
fn command(usage: &str) -> String {
    let words = usage.split_whitespace().skip_while(|word| *word != "kurabe");
    let command: Vec<&str> = words.take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
    if command.is_empty() { "kurabe".to_owned() } else { command.join(" ") }
}

fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![StyledStr::to_string(text)],
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}
