//! Diagnostics as compilers print them: the place, how bad, what, and what to do.

use std::io::{self, Write};

use kurabe_model::{Diagnostic, Severity};

use super::Reader;
use crate::{Label, Message};

/// Writes diagnostics.
pub fn check(out: &mut dyn Write, reader: Reader, diagnostics: &[Diagnostic]) -> io::Result<()> {
    let mut last_hint = None;
    for diagnostic in diagnostics {
        let message = Message::Problem(diagnostic.problem.clone());
        let place = match diagnostic.lines {
            Some((first, last)) if first == last => format!("{}:{first}", diagnostic.file),
            Some((first, last)) => format!("{}:{first}-{last}", diagnostic.file),
            None => diagnostic.file.clone(),
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
