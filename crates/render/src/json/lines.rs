//! The lines of documents, each with what it was read as.

use std::io::{self, Write};

use serde::Serialize;

use super::{Layout, write_lines, write_whole};
use crate::{LineRead, ReadAs, Reading};

#[derive(Serialize)]
struct Lines<'a> {
    lines: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    document: &'a str,
    line: usize,
    page: Option<usize>,
    is: Option<&'static str>,
    level: Option<usize>,
    text: &'a str,
}

/// Writes the lines of documents.
pub fn lines(
    out: &mut dyn Write,
    layout: Layout,
    documents: &[(Reading<'_>, Vec<LineRead<'_>>)],
) -> io::Result<()> {
    let rows = documents.iter().flat_map(|(reading, lines)| lines.iter().map(|line| row(*reading, line)));
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(out, &Lines { lines: rows.collect() }),
    }
}

fn row<'a>(reading: Reading<'a>, line: &LineRead<'a>) -> Row<'a> {
    let (is, level) = match line.is {
        ReadAs::Title => (Some("title"), None),
        ReadAs::Heading { level } => (Some("heading"), Some(level)),
        ReadAs::Statement => (Some("statement"), None),
        ReadAs::Nothing => (None, None),
    };
    let document = reading.document.facts.id.as_str();
    Row { document, line: line.number, page: line.page, is, level, text: line.text }
}
