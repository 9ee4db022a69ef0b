//! The state of the index.

use std::io::{self, Write};

use serde_json::json;

use super::{Layout, write_lines, write_whole};
use crate::{IndexFacts, IndexState, Lang};

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
        "meaning": facts.meaning.as_ref().map(|meaning| json!({"model": meaning.model, "statements": meaning.with})),
    });
    match layout {
        Layout::Whole => write_whole(out, &answer),
        Layout::Lines => write_lines(out, [answer]),
    }
}
