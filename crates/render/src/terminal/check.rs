//! Diagnostics as compilers print them: the place, how bad, what, and what to do.

use std::io::{self, Write};

use kurabe_model::{Diagnostic, Severity};

use super::Reader;
use super::harmless::on_one_line;
use crate::{Label, Message};

/// Writes diagnostics.
pub fn check(out: &mut dyn Write, reader: Reader, diagnostics: &[Diagnostic]) -> io::Result<()> {
    let mut last_hint = None;
    for diagnostic in diagnostics {
        let message = Message::Problem(diagnostic.problem.clone());
        let file = on_one_line(&diagnostic.file);
        let place = match diagnostic.lines {
            Some((first, last)) if first == last => format!("{file}:{first}"),
            Some((first, last)) => format!("{file}:{first}-{last}"),
            None => file.into_owned(),
        };
        let severity = diagnostic.severity();
        let color = match severity {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Note => "36",
        };
        let severity = reader.paint(color, reader.label(Label::Severity(severity)));
        writeln!(out, "{}: {severity}: {}", reader.bold(&place), message.say(reader.lang))?;
        // One hint does for all that follow each other.
        let hint = message.hint(reader.lang);
        if let Some(hint) = hint.as_ref().filter(|_| hint != last_hint) {
            writeln!(out, "  {}: {hint}", reader.dim(reader.label(Label::Hint)))?;
        }
        last_hint = hint;
    }
    Ok(())
}
