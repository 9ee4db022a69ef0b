//! `kurabe eval`: how well documents were read, on cases people have judged.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use kurabe_eval::{Gold, Reading, judge};
use kurabe_render::{Message, json, terminal};

use crate::session::{Form, Readings, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Reads statements.jsonl and, if it is there, lines.jsonl / statements.jsonl と（あれば）lines.jsonl を読む

Examples / 例:
  kurabe eval tests/gold
  kurabe eval tests/gold --format json")]
pub(crate) struct Args {
    /// Folder of judged cases / 正解のフォルダ
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let statements = load(&args.folder.join("statements.jsonl"))?;
    let lines = args.folder.join("lines.jsonl");
    let lines = if lines.exists() { Some(load(&lines)?) } else { None };
    let gold = Gold::parse(&statements, lines.as_deref()).map_err(|error| unusable(&args.folder, &error))?;
    let corpus = session.corpus()?;
    let judged = |name: &str| gold.statements.iter().any(|case| case.file == name);
    let facts: Vec<_> = corpus.documents().iter().filter(|facts| judged(facts.file_name())).collect();
    let read = Readings::of(&corpus, &facts);
    let sources: Vec<String> = facts.iter().map(|facts| corpus.source(facts).unwrap_or_default()).collect();
    let readings: Vec<Reading<'_>> = read
        .iter()
        .zip(&sources)
        .map(|(reading, source)| Reading { document: reading.document, source })
        .collect();
    let report = judge(&gold, &readings);
    match session.form() {
        Form::Text(reader) => terminal::evaluation(&mut session.out, reader, &report)?,
        Form::Json(layout) => json::evaluation(&mut session.out, layout, &report)?,
    }
    session.out.flush()?;
    Ok(if report.total.right > 0 { Outcome::Found } else { Outcome::Nothing })
}

fn load(path: &Path) -> Result<String, Stop> {
    fs::read_to_string(path).map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, error: &dyn std::error::Error) -> Stop {
    Stop::users(Message::Unreadable { path: path.display().to_string(), cause: error.to_string() })
}
