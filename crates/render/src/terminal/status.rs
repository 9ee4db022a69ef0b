//! The state of the index.

use std::io::{self, Write};

use super::Reader;
use super::width::{pad, width};
use crate::words::say;
use crate::{FieldSize, IndexFacts, IndexState, Label, Lang, MeaningNumbers};

/// The columns of a number and the room before it.
const NUMBER: usize = 9;

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
    facts.sizes.as_ref().map_or(Ok(()), |sizes| spent(out, reader, sizes))
}

/// Writes what the bytes are spent on, the most first: in MB, or in KB where there are few.
fn spent(out: &mut dyn Write, reader: Reader, sizes: &[FieldSize]) -> io::Result<()> {
    let few = sizes.iter().all(|size| size.bytes() < 10_000_000);
    let (unit, each) = if few { ("KB", 1e3) } else { ("MB", 1e6) };
    let titles = match reader.lang {
        Lang::Japanese => ["索引の項目", unit, "語", "一覧", "位置", "列", "長さ", "原文"],
        Lang::English => ["field", unit, "words", "lists", "places", "columns", "lengths", "stored"],
    };
    let widest = sizes.iter().map(|size| width(&size.field)).chain([width(titles[0])]).max().unwrap_or(0);
    let line = |cells: [String; 8]| {
        let [field, numbers @ ..] = cells;
        let line = numbers.iter().fold(pad(&field, widest), |line, number| line + &lead(number, NUMBER));
        line.trim_end().to_owned()
    };
    writeln!(out, "\n{}", reader.dim(&line(titles.map(str::to_owned))))?;
    for size in sizes {
        let shown =
            |bytes: u64| if bytes == 0 { String::new() } else { format!("{:.1}", bytes as f64 / each) };
        let [words, lists, positions, columns, lengths, stored] = size.parts.map(shown);
        let all = shown(size.bytes());
        writeln!(
            out,
            "{}",
            line([size.field.clone(), all, words, lists, positions, columns, lengths, stored])
        )?;
    }
    Ok(())
}

/// A number behind as much room as it takes.
fn lead(number: &str, columns: usize) -> String {
    format!("{}{number}", " ".repeat(columns.saturating_sub(width(number))))
}
