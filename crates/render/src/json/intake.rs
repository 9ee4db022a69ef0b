//! What became of files that were to come in, and the log of the corpus.

use std::io::{self, Write};

use kurabe_model::Event;
use serde::Serialize;

use super::document::{DocumentRow, with_tree};
use super::{Layout, write_lines, write_whole};
use crate::intake::{IntakeRow, PassedRow};
use crate::{IntakeMessage, Lang, Message};

#[derive(Serialize)]
struct Intake<'a> {
    documents: Vec<DocumentRow<'a>>,
    files: Vec<FileRow<'a>>,
    passed_over: &'a [PassedRow<'a>],
}

#[derive(Serialize)]
struct FileRow<'a> {
    path: &'a str,
    result: &'static str,
    document: Option<&'a str>,
    statements: Option<usize>,
    warnings: Option<usize>,
    message: Option<String>,
    hint: Option<String>,
}

/// Writes what became of files; as one object with the trees of those that came in.
pub fn intake(
    out: &mut dyn Write,
    layout: Layout,
    lang: Lang,
    files: &[IntakeRow<'_>],
    passed: &[PassedRow<'_>],
) -> io::Result<()> {
    let rows = files.iter().map(|file| row(file, lang));
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => {
            let readings = files.iter().filter_map(|file| file.result.ok());
            let documents = readings.map(|reading| with_tree(&reading, lang)).collect();
            write_whole(out, &Intake { documents, files: rows.collect(), passed_over: passed })
        }
    }
}

fn row<'a>(file: &IntakeRow<'a>, lang: Lang) -> FileRow<'a> {
    let reading = file.result.ok();
    let why = file.result.err();
    let message = file.remark().map(|remark| Message::Intake(remark.into_owned()));
    FileRow {
        path: file.path,
        result: file.outcome_name(),
        document: match (reading, why) {
            (Some(reading), _) => Some(reading.document.facts.id.as_str()),
            (None, Some(IntakeMessage::Known { id, .. } | IntakeMessage::SameWords { id, .. })) => {
                Some(id.as_str())
            }
            _ => None,
        },
        statements: reading.map(|reading| reading.document.statements.len()),
        warnings: reading.map(|_| file.warnings()),
        message: message.as_ref().map(|message| message.say(lang)),
        hint: message.and_then(|message| message.hint(lang)),
    }
}

#[derive(Serialize)]
struct Log<'a> {
    total: usize,
    damaged_lines: usize,
    events: &'a [&'a Event],
}

/// Writes events, and how many lines of the log could not be read.
pub fn log(
    out: &mut dyn Write,
    layout: Layout,
    events: &[&Event],
    total: usize,
    damaged: usize,
) -> io::Result<()> {
    match layout {
        Layout::Lines => write_lines(out, events),
        Layout::Whole => write_whole(out, &Log { total, damaged_lines: damaged, events }),
    }
}
