//! A report as JSON.

use std::io::{self, Write};

use kurabe_query::{Part, Report, Share, Subject, TargetEntry, TooMany};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Layout, compare, measures, targets, write_lines, write_whole};

#[derive(Serialize)]
struct Whole<'a> {
    matrix: compare::Whole<'a>,
    subjects: Vec<Row<'a>>,
    searched: Vec<Value>,
}

#[derive(Serialize)]
struct Row<'a> {
    subject: &'a str,
    label: &'a str,
    measures: Option<measures::Whole<'a>>,
    /// Why there are no measures side by side.
    not_compared: Option<Value>,
    gaps: Vec<Value>,
    targets: Vec<targets::Entry<&'a TargetEntry>>,
}

/// Writes a report; as lines, one subject each.
pub fn report(out: &mut dyn Write, layout: Layout, found: &Report) -> io::Result<()> {
    let rows = found.matrix.subjects.iter().zip(&found.parts).map(|(subject, part)| row(subject, part));
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Whole {
                matrix: compare::Whole::from(&found.matrix),
                subjects: rows.collect(),
                searched: found
                    .matrix
                    .municipalities
                    .iter()
                    .map(|reach| {
                        json!({
                            "municipality": reach.municipality.code.to_string(),
                            "documents": reach.searched,
                            "unreadable": reach.unread,
                        })
                    })
                    .collect(),
            },
        ),
    }
}

fn row<'a>(subject: &'a Subject, part: &'a Part) -> Row<'a> {
    let gap = |Share { reach, lacking, alone }: &Share| json!({"municipality": reach.municipality.code.to_string(), "lacking": lacking, "alone": alone});
    let too_many = |TooMany { statements, most }: &TooMany| json!({"reason": "too_many", "statements": statements, "most": most});
    Row {
        subject: &subject.typed,
        label: &subject.label,
        measures: part.measures.as_ref().ok().map(measures::Whole::from),
        not_compared: part.measures.as_ref().err().map(too_many),
        gaps: part.gaps.iter().map(gap).collect(),
        targets: part.targets.iter().map(targets::Entry).collect(),
    }
}
