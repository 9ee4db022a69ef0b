//! The state of the index.

use std::io::{self, Write};

use super::Reader;
use super::width::{pad, width};
use crate::words::say;
use crate::{IndexFacts, IndexState, Label, MeaningNumbers};

/// Writes what is known of an index.
pub fn status(out: &mut dyn Write, reader: Reader, facts: &IndexFacts) -> io::Result<()> {
    let lang = reader.lang;
    let state = match &facts.state {
        IndexState::Fresh => say!(lang, "新しい", "fresh"),
        IndexState::Stale { documents: 0 } => say!(lang, "なくなった文書がある", "documents have left"),
        IndexState::Stale { documents } => {
            say!(lang, "変わった文書が{documents}件", "{documents} documents have changed")
        }
        IndexState::Needed { why, documents } => {
            let why = why.reason(lang);
            say!(lang, "要作成: {why}（文書{documents}件）", "to be built: {why} ({documents} documents)")
        }
    };
    let inside = say!(lang, "（実行ファイルの中）", "(inside the binary)");
    let none = say!(lang, "（なし）", "(none)");
    let mut rows = vec![
        (Label::Corpus, facts.home.clone().unwrap_or(inside)),
        (Label::Index, facts.folder.clone().unwrap_or(none)),
        (Label::State, state),
    ];
    if let Some(numbers) = &facts.manifest {
        let unreadable = match numbers.unreadable {
            0 => String::new(),
            count => say!(lang, "（読めないもの{count}件）", " ({count} unreadable)"),
        };
        rows.extend([
            (Label::Municipalities, numbers.municipalities.to_string()),
            (Label::Documents, format!("{}{unreadable}", numbers.documents)),
            (Label::Statements, numbers.statements.to_string()),
            (Label::Version, numbers.version.clone()),
            (Label::Size, format!("{:.1} MB", numbers.bytes as f64 / 1e6)),
        ]);
    }
    if let Some(MeaningNumbers { model, with, of }) = &facts.meaning {
        let known =
            say!(lang, "{model}（施策文{of}件のうち{with}件）", "{model} ({with} of {of} statements)");
        rows.push((Label::Meaning, known));
    }
    let widest = rows.iter().map(|(label, _)| width(reader.label(*label))).max().unwrap_or(0);
    for (label, value) in rows {
        writeln!(out, "{}  {value}", reader.dim(&pad(reader.label(label), widest)))?;
    }
    Ok(())
}
