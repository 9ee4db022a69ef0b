//! What the program says about its own work.

use std::io::{self, Write};

use super::Reader;
use crate::{Label, Message};

/// Writes a message and its hint; `failed` says that it is the reason why there is no answer.
pub fn message(out: &mut dyn Write, reader: Reader, message: &Message, failed: bool) -> io::Result<()> {
    let text = message.say(reader.lang);
    if failed {
        writeln!(out, "{}: {text}", reader.paint("31", reader.label(Label::Error)))?;
    } else {
        writeln!(out, "{text}")?;
    }
    match message.hint(reader.lang) {
        Some(hint) => writeln!(out, "  {}: {hint}", reader.dim(reader.label(Label::Hint))),
        None => Ok(()),
    }
}

/// Writes several messages, those with the same hint beside each other: one does for all of them.
pub fn messages(out: &mut dyn Write, reader: Reader, messages: &[Message]) -> io::Result<()> {
    let mut groups: Vec<(Option<String>, Vec<&Message>)> = Vec::new();
    for message in messages {
        let hint = message.hint(reader.lang);
        match groups.iter_mut().find(|(other, _)| hint.is_some() && *other == hint) {
            Some((_, group)) => group.push(message),
            None => groups.push((hint, vec![message])),
        }
    }
    for (hint, messages) in groups {
        for message in messages {
            writeln!(out, "{}", message.say(reader.lang))?;
        }
        if let Some(hint) = hint {
            writeln!(out, "  {}: {hint}", reader.dim(reader.label(Label::Hint)))?;
        }
    }
    Ok(())
}
