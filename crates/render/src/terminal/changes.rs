//! The changes between two editions for a reader: how many of each, then row after row, with signs round the words
//! that went and the words that came, which read without colour.

use std::io::{self, Write};

use kurabe_query::{Change, Changes, SegmentSort, Tally, Verdict};

use super::answer::write_filters;
use super::paint::{Painted, painted};
use super::table::{Column, table};
use super::width::wrap;
use super::{CAME, Reader, WENT};
use crate::Label;
use crate::words::{
    changes_total, deadline_changes, edition, headings_changed, held, legend, near_in_meaning, no_changes,
    stands, target_changes,
};

/// The columns before everything that belongs to a row.
const INDENT: usize = 6;
/// How wide running text is set at the most.
const MEASURE: usize = 100;
/// What stands between two statements.
const BORDER: &str = "｜";

/// Writes changes.
pub fn changes(out: &mut dyn Write, reader: Reader, found: &Changes) -> io::Result<()> {
    for (label, one) in [(Label::OldEdition, &found.old), (Label::NewEdition, &found.new)] {
        writeln!(out, "{}  {}", reader.label(label), reader.bold(&edition(one)))?;
    }
    writeln!(out, "{}", changes_total(found, reader.lang))?;
    write_filters(out, reader, &found.filters)?;
    writeln!(out)?;
    write_tallies(out, reader, found)?;
    if found.changes.is_empty() {
        return writeln!(out, "\n{}", no_changes(found, reader.lang));
    }
    if found.changes.iter().any(|change| !change.segments.is_empty()) {
        writeln!(out, "\n{}", reader.dim(&legend(reader.lang)))?;
    }
    found.changes.iter().enumerate().try_for_each(|(place, change)| write(out, reader, place + 1, change))
}

fn write_tallies(out: &mut dyn Write, reader: Reader, found: &Changes) -> io::Result<()> {
    let columns = [
        Column::whole(reader.label(Label::VerdictOf)),
        Column::number(reader.label(Label::Rows)),
        Column::number(reader.label(Label::OldEdition)),
        Column::number(reader.label(Label::NewEdition)),
    ];
    let row = |tally: &Tally| {
        let verdict = reader.label(Label::Verdict(tally.verdict)).to_owned();
        let (old, new) = (held(tally.old, &found.old), held(tally.new, &found.new));
        vec![verdict, tally.changes.to_string(), old, new]
    };
    table(out, reader, &columns, &found.tallies.iter().map(row).collect::<Vec<_>>())
}

fn write(out: &mut dyn Write, reader: Reader, place: usize, change: &Change) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    let verdict = reader.bold(reader.label(Label::Verdict(change.verdict)));
    let differing = change.similarity.filter(|_| !change.segments.is_empty());
    let similarity = differing.map(|similarity| format!("  {similarity:.2}")).unwrap_or_default();
    writeln!(out, "\n{place:>4}  {verdict}{}", reader.dim(&similarity))?;
    for line in text_lines(reader, change) {
        writeln!(out, "{indent}{line}")?;
    }
    let near = change.near.as_ref().map(|near| near_in_meaning(near, reader.lang));
    let notes = [
        (Label::Headings, headings_changed(change).unwrap_or_default()),
        (Label::TargetChanges, target_changes(&change.targets, reader.lang)),
        (Label::DeadlineChanges, deadline_changes(&change.deadlines, reader.lang)),
        (Label::NearInMeaning, near.unwrap_or_default()),
    ];
    for (label, said) in notes.into_iter().filter(|(_, said)| !said.is_empty()) {
        for line in wrapped(reader, &format!("{}: {said}", reader.label(label))) {
            writeln!(out, "{indent}{}", reader.bold(&line))?;
        }
    }
    for (label, quotes) in [(Label::OldEdition, &change.old), (Label::NewEdition, &change.new)] {
        for quote in quotes {
            let place = format!("{}  {}", reader.label(label), stands(quote, reader.lang));
            writeln!(out, "{indent}{}", reader.dim(&place))?;
        }
    }
    Ok(())
}

/// What a change says: of what stayed as much as a line holds, of what changed all of it.
fn text_lines(reader: Reader, change: &Change) -> Vec<String> {
    let (text, stretches) = marked(change);
    if change.verdict == Verdict::Continued {
        return vec![reader.cut(&text, INDENT)];
    }
    let mut start = 0;
    let mut line = |line: String| {
        let painted = painted(reader, &line, start, &stretches);
        start += line.chars().count();
        painted
    };
    wrapped(reader, &text).into_iter().map(&mut line).collect()
}

fn wrapped(reader: Reader, text: &str) -> Vec<String> {
    match reader.width {
        // A sign that begins no line may hang over by its two columns.
        Some(columns) => wrap(text, columns.min(MEASURE).saturating_sub(INDENT + 2)),
        None => vec![text.to_owned()],
    }
}

/// The words of both sides, with signs round what went and what came, and where these stand.
fn marked(change: &Change) -> (String, Vec<Painted>) {
    if change.segments.is_empty() {
        let quotes = if change.new.is_empty() { &change.old } else { &change.new };
        let texts: Vec<&str> = quotes.iter().map(|quote| quote.statement.text.as_str()).collect();
        return (texts.join(BORDER), Vec::new());
    }
    let (mut text, mut stretches) = (String::new(), Vec::new());
    // The statement of either side that is being read.
    let mut at = [0, 0];
    for segment in &change.segments {
        for (at, stretch) in at.iter_mut().zip([&segment.old, &segment.new]) {
            if let Some(stretch) = stretch.as_ref().filter(|stretch| stretch.statement != *at) {
                *at = stretch.statement;
                text.push_str(BORDER);
            }
        }
        // What stayed is shown as the newer edition prints it.
        let Some(stretch) = segment.new.as_ref().or(segment.old.as_ref()) else { continue };
        let start = text.chars().count();
        let (open, close, paint) = match segment.sort {
            SegmentSort::Same => ("", "", None),
            SegmentSort::Removed => ("〔－", "－〕", Some(WENT)),
            SegmentSort::Added => ("〔＋", "＋〕", Some(CAME)),
        };
        text.extend([open, &stretch.text, close]);
        stretches.extend(paint.map(|paint| (start, text.chars().count(), paint)));
    }
    (text, stretches)
}
