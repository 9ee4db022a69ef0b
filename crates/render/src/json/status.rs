//! The state of the index.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Layout, write_lines, write_whole};
use crate::{FieldSize, IndexFacts, IndexState, Lang, PARTS};

/// Writes what is known of an index.
pub fn status(out: &mut dyn Write, layout: Layout, facts: &IndexFacts) -> io::Result<()> {
    let (state, changed, why) = match &facts.state {
        IndexState::Fresh => ("fresh", Some(0), None),
        IndexState::Stale { documents } => ("stale", Some(*documents), None),
        IndexState::Needed { why, documents } => {
            ("needed", Some(*documents), Some(why.reason(Lang::English)))
        }
    };
    let numbers = facts.manifest.as_ref();
    let answer = json!({
        "home": facts.home,
        "folder": facts.folder,
        "state": state,
        "changed": changed,
        "why": why,
        "version": numbers.map(|numbers| &numbers.version),
        "program": numbers.map(|numbers| &numbers.program),
        "documents": numbers.map(|numbers| numbers.documents),
        "unreadable": numbers.map(|numbers| numbers.unreadable),
        "statements": numbers.map(|numbers| numbers.statements),
        "municipalities": numbers.map(|numbers| numbers.municipalities),
        "bytes": numbers.map(|numbers| numbers.bytes),
        "sizes": facts.sizes.as_ref().map(|sizes| sizes.iter().map(spent).collect::<Vec<_>>()),
        "meaning": facts.meaning.as_ref().map(|meaning| json!({"model": meaning.model, "statements": meaning.with})),
    });
    match layout {
        Layout::Whole => write_whole(out, &answer),
        Layout::Lines => write_lines(out, [answer]),
    }
}

/// What is spent on a field.
fn spent(size: &FieldSize) -> Value {
    let parts = PARTS.iter().zip(size.parts).filter(|(_, bytes)| *bytes > 0);
    let parts: Map<String, Value> = parts.map(|(part, bytes)| ((*part).to_owned(), bytes.into())).collect();
    json!({ "field": size.field, "bytes": size.bytes(), "parts": parts })
}
