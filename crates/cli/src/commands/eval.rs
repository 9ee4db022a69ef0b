//! `kurabe eval`: how well documents were read, on cases people have judged.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use kurabe_eval::{Error, Gold, Paper, Reading, judge};
use kurabe_model::{Diagnostic, Problem, Severity};
use kurabe_render::{self as render, Message, json, terminal};

use crate::session::{Form, Readings, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Reads statements.jsonl and lines.jsonl, or one of them / statements.jsonl と lines.jsonl（片方でもよい）を読む
Ends with 2 when a document of the cases is not there or gave nothing / 正解の文書がないか読めなければ 2 で終わる

Examples / 例:
  kurabe eval tests/gold
  kurabe eval tests/gold --format json")]
pub(crate) struct Args {
    /// Folder of judged cases / 正解のフォルダ
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let gold = cases(&args.folder)?;
    let corpus = session.corpus()?;
    let stored: Vec<&str> = corpus.documents().iter().map(|facts| facts.file.as_str()).collect();
    let papers = gold.papers(&stored).map_err(|error| unusable(&args.folder, error))?;
    let judged = |index| papers.iter().find(|paper| paper.document == Some(index));
    let (papers, facts): (Vec<_>, Vec<_>) = corpus
        .documents()
        .iter()
        .enumerate()
        .filter_map(|(index, facts)| Some((judged(index)?, facts)))
        .unzip();
    let read = Readings::of(&corpus, &facts);
    let sources: Vec<String> = facts.iter().map(|facts| corpus.source(facts).unwrap_or_default()).collect();
    let readings: Vec<Reading<'_>> = read
        .iter()
        .zip(&sources)
        .map(|(reading, source)| Reading { document: reading.document, source })
        .collect();
    let report = judge(&gold, &readings).map_err(|error| unusable(&args.folder, error))?;
    match session.form() {
        Form::Text(reader) => terminal::evaluation(&mut session.out, reader, &report)?,
        Form::Json(layout) => json::evaluation(&mut session.out, layout, &report)?,
    }
    session.out.flush()?;
    for file in &report.absent {
        session.say(&Message::CaseNotInCorpus { file: file.clone() });
    }
    // That nothing is in a paper a person found nothing in is no error.
    let expected_silence = |reading: &render::Reading<'_>, paper: &Paper| {
        let silent = |diagnostic: &Diagnostic| {
            diagnostic.severity() < Severity::Error
                || matches!(diagnostic.problem, Problem::NoStatements { .. })
        };
        paper.statements == 0 && reading.diagnostics.iter().all(silent)
    };
    let doubtful = read.iter().zip(papers).filter(|(reading, paper)| !expected_silence(reading, paper));
    let outcome = session.say_errors(&doubtful.map(|(reading, _)| reading).collect::<Vec<_>>());
    let total = report.total.statements;
    Ok(match outcome {
        Outcome::Found if !report.absent.is_empty() => Outcome::Incomplete,
        Outcome::Found if report.files.is_empty() || (total.gold > 0 && total.right == 0) => Outcome::Nothing,
        outcome => outcome,
    })
}

/// The cases of a folder: statements, labelled lines, or both.
fn cases(folder: &Path) -> Result<Gold, Stop> {
    let [statements, lines] = ["statements.jsonl", "lines.jsonl"].map(|name| folder.join(name));
    let statements = if lines.exists() && !statements.exists() { None } else { Some(load(&statements)?) };
    let lines = if lines.exists() { Some(load(&lines)?) } else { None };
    Gold::parse(&statements.unwrap_or_default(), &lines.unwrap_or_default())
        .map_err(|error| unusable(folder, error))
}

fn load(path: &Path) -> Result<String, Stop> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unusable(folder: &Path, error: Error) -> Stop {
    match error {
        Error::Ambiguous { file, first, second } => {
            Stop::users(Message::AmbiguousCase { file, choices: [first, second] })
        }
        other => unreadable(folder, &other),
    }
}

fn unreadable(path: &Path, error: &dyn std::error::Error) -> Stop {
    Stop::users(Message::Unreadable { path: path.display().to_string(), cause: error.to_string() })
}
