//! What went wrong, document by document.

use std::collections::BTreeMap;
use std::io::{self, Write};

use kurabe_model::{Diagnostic, DocumentId, Problem, Severity};
use schemars::JsonSchema;
use serde::Serialize;

use serde_json::Value;

use super::{Layout, write_lines, write_whole};
use crate::{Lang, Message};

/// A diagnostic, in every answer it belongs to.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
pub(super) struct Row<'a> {
    #[schemars(with = "String")]
    severity: Severity,
    #[schemars(with = "Option<String>")]
    document: Option<&'a DocumentId>,
    file: &'a str,
    lines: Option<[usize; 2]>,
    /// `problem`, and what belongs to it.
    #[serde(flatten)]
    #[schemars(with = "BTreeMap<String, Value>")]
    problem: &'a Problem,
    message: String,
    hint: Option<String>,
}

impl<'a> Row<'a> {
    pub(super) fn of(diagnostic: &'a Diagnostic, lang: Lang) -> Self {
        let message = Message::Problem(diagnostic.problem.clone());
        Self {
            severity: diagnostic.severity(),
            document: diagnostic.document.as_ref(),
            file: &diagnostic.file,
            lines: diagnostic.lines.map(|(first, last)| [first, last]),
            problem: &diagnostic.problem,
            message: message.say(lang),
            hint: message.hint(lang),
        }
    }
}

#[derive(Serialize)]
struct Check<'a> {
    documents: usize,
    statements: usize,
    diagnostics: Vec<Row<'a>>,
}

/// Writes diagnostics, and over how many documents and statements they were gathered.
pub fn check(
    out: &mut dyn Write,
    layout: Layout,
    lang: Lang,
    (documents, statements): (usize, usize),
    diagnostics: &[Diagnostic],
) -> io::Result<()> {
    let rows = diagnostics.iter().map(|diagnostic| Row::of(diagnostic, lang));
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(out, &Check { documents, statements, diagnostics: rows.collect() }),
    }
}
