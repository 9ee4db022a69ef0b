//! A term in its contexts as JSON.

use std::io::{self, Write};

use kurabe_query::{Concordance, KwicLine};
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::corpus;
use super::hit::Hit;
use super::{Layout, write_lines, write_whole};

#[derive(Serialize)]
struct Whole<'a> {
    term: &'a str,
    total: usize,
    statements: usize,
    corpus: Value,
    searched: Value,
    lines: Vec<Row<'a>>,
}

/// A HIT with the context of one place; its highlight is the term.
#[derive(Serialize)]
struct Row<'a> {
    left: &'a str,
    keyword: &'a str,
    right: &'a str,
    #[serde(flatten)]
    hit: Hit<'a>,
}

/// Writes a concordance; as lines, one place each.
pub fn kwic(out: &mut dyn Write, layout: Layout, found: &Concordance) -> io::Result<()> {
    let rows = found.lines.iter().map(row);
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Whole {
                term: &found.term,
                total: found.total,
                statements: found.statements,
                corpus: corpus(&found.corpus),
                searched: json!({
                    "statements": found.searched.statements,
                    "documents": found.searched.documents,
                }),
                lines: rows.collect(),
            },
        ),
    }
}

fn row(line: &KwicLine) -> Row<'_> {
    Row {
        left: &line.left,
        keyword: &line.keyword,
        right: &line.right,
        hit: Hit::from(&line.quote).emphasising(std::slice::from_ref(&line.place)),
    }
}
