//! Comparable statements for a reader: those found, with the reasons, and who has none out of how much.

use std::io::{self, Write};

use kurabe_model::Quote;
use kurabe_query::{Comparables, Counterpart, FOUND, Reach};

use super::Reader;
use super::answer::write_filters;
use super::width::{cut, wrap};
use crate::Label;
use crate::reading::in_cells;
use crate::words::{COUNTED, more_have, nothing_in, nothing_in_many, say, shared};

/// The columns before everything that belongs to a statement.
const INDENT: usize = 6;
/// How wide running text is set at the most.
const MEASURE: usize = 100;
/// How many lines of a statement are shown of a long one.
const LINES: usize = 4;

/// Writes comparable statements.
pub fn similar(out: &mut dyn Write, reader: Reader, found: &Comparables) -> io::Result<()> {
    for line in lines(reader, &found.text) {
        writeln!(out, "{}", reader.bold(&line))?;
    }
    if let Some(quote) = &found.source {
        writeln!(out, "{}", reader.dim(&reader.cut(&quote.citation(), 0)))?;
    }
    write_filters(out, reader, &found.filters)?;
    for one in found.municipalities.iter().filter(|one| one.found && !one.hits.is_empty()) {
        writeln!(out)?;
        writeln!(out, "{}", reader.bold(&one.reach.municipality.name))?;
        for hit in one.hits.iter().filter(|hit| hit.similarity >= FOUND) {
            write_hit(out, reader, hit)?;
        }
    }
    let absent: Vec<&Reach> =
        found.municipalities.iter().filter(|one| !one.found).map(|one| &one.reach).collect();
    let unlisted = found.unlisted();
    if !absent.is_empty() || unlisted > 0 {
        writeln!(out)?;
    }
    if unlisted > 0 {
        writeln!(out, "{}", reader.cut(&more_have(unlisted, reader.lang), 0))?;
    }
    if absent.len() > COUNTED {
        writeln!(out, "{}", reader.cut(&nothing_in_many(&absent, reader.lang), 0))?;
    } else {
        for reach in absent {
            let line = format!("{}  {}", reach.municipality.name, nothing_in(reach, reader.lang));
            writeln!(out, "{}", reader.cut(&line, 0))?;
        }
    }
    if found.municipalities.is_empty() {
        let line =
            say!(reader.lang, "くらべる自治体がありません", "there is no other municipality to compare with");
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn write_hit(out: &mut dyn Write, reader: Reader, hit: &Counterpart) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    for (index, line) in lines(reader, &hit.quote.statement.text).iter().enumerate() {
        match index {
            0 => writeln!(out, "{:.2}  {line}", hit.similarity)?,
            _ => writeln!(out, "{indent}{line}")?,
        }
    }
    let reasons = format!("{}: {}", reader.label(Label::Reasons), shared(&hit.reasons, reader.lang));
    writeln!(out, "{indent}{}", reader.dim(&reader.cut(&reasons, INDENT)))?;
    write_place(out, reader, &hit.quote)
}

/// The columns running text has behind the indent; a sign that begins no line may hang over by its two columns.
fn room(columns: usize) -> usize {
    columns.min(MEASURE).saturating_sub(INDENT + 2)
}

/// Writes where a statement stands, whole however narrow the terminal: whoever cites needs all of it.
pub(super) fn write_place(out: &mut dyn Write, reader: Reader, quote: &Quote) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    let citation = quote.citation();
    let lines = match reader.width {
        Some(columns) => wrap(&citation, room(columns)),
        None => vec![citation],
    };
    for line in lines {
        writeln!(out, "{indent}{}", reader.dim(&line))?;
    }
    writeln!(out, "{indent}{}", reader.dim(quote.statement.id.as_str()))
}

/// A text in the lines a terminal has for it, the end of a long one cut with a mark; whole for a file.
pub(super) fn lines(reader: Reader, text: &str) -> Vec<String> {
    let text = in_cells(text);
    let Some(columns) = reader.width else { return vec![text.into_owned()] };
    at_most(&text, room(columns), LINES)
}

/// A text in so many lines of so many columns, the end of a long one cut with a mark.
pub(super) fn at_most(text: &str, columns: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, columns);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(last, columns.saturating_sub(1));
            if !last.ends_with('…') {
                last.push('…');
            }
        }
    }
    lines
}
