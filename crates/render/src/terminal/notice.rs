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

/// Writes messages that follow each other; one hint does for all of them that have the same.
pub fn messages(out: &mut dyn Write, reader: Reader, messages: &[Message]) -> io::Result<()> {
    for (index, message) in messages.iter().enumerate() {
        writeln!(out, "{}", message.say(reader.lang))?;
        let hint = message.hint(reader.lang);
        let next = messages.get(index + 1).and_then(|next| next.hint(reader.lang));
        if let Some(hint) = hint.filter(|hint| next.as_ref() != Some(hint)) {
            writeln!(out, "  {}: {hint}", reader.dim(reader.label(Label::Hint)))?;
        }
    }
    Ok(())
}
