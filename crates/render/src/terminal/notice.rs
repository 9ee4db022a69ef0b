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
