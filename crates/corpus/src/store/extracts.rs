//! The extracts (抽出した文字) of stored sources that are not text, kept beside them: `plan.pdf.extract.txt` for
//! people, whose lines are the lines of citations, and `plan.pdf.extract.json` with what is known of them.
//!
//! They can be made again and are never trusted: one that is not of this source, of this program and whole is as
//! good as none.

use std::io;
use std::path::Path;

use kurabe_model::Problem;
use serde::{Deserialize, Serialize};

use super::files;
use crate::READING;
use crate::extract::{Extract, LineFacts};

const TEXT: &str = ".extract.txt";
const RECORD: &str = ".extract.json";

/// What is known of an extract besides its text.
#[derive(Serialize, Deserialize)]
struct Record {
    program: String,
    /// The SHA-256 of the stored source.
    source: String,
    /// The SHA-256 of the text.
    text: String,
    lines: Vec<LineFacts>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Option<String>>,
    problems: Vec<Problem>,
}

/// The files an extract takes.
pub(crate) fn names(file: &str) -> [String; 2] {
    [TEXT, RECORD].map(|ending| format!("{file}{ending}"))
}

/// The file of which this one holds the extract, by its name.
pub(crate) fn source_of(name: &str) -> Option<&str> {
    [TEXT, RECORD].iter().find_map(|ending| name.strip_suffix(ending))
}

/// The extract that is kept of a stored source, if it is one of these bytes.
pub(crate) fn load(documents: &Path, file: &str, bytes: &[u8]) -> Option<Extract> {
    let [text, record] = names(file).map(|name| files::read(&documents.join(name)).ok());
    let record: Record = serde_json::from_slice(&record?).ok()?;
    let text = text?;
    let fits = record.program == READING
        && record.text == files::digest(&text)
        && record.source == files::digest(bytes);
    let text = String::from_utf8(text).ok().filter(|_| fits)?;
    let Record { lines, pages, problems, .. } = record;
    Some(Extract { text, lines, pages, problems })
}

/// Keeps an extract beside its source: the text first, so that a record never speaks of a text that is not there.
pub(crate) fn keep(documents: &Path, file: &str, bytes: &[u8], extract: &Extract) -> io::Result<()> {
    let record = Record {
        program: READING.to_owned(),
        source: files::digest(bytes),
        text: files::digest(extract.text.as_bytes()),
        lines: extract.lines.clone(),
        pages: extract.pages.clone(),
        problems: extract.problems.clone(),
    };
    let record = serde_json::to_vec(&record)?;
    let [text, known] = names(file).map(|name| documents.join(name));
    files::replace(&text, extract.text.as_bytes())?;
    files::replace(&known, &record)
}
