//! `kurabe eval`: how good the reading, the ranking and the themes are, on cases people have judged.

mod answers;
mod retrieval;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use kurabe_corpus::Corpus;
use kurabe_eval::{
    Error, Gold, Paper, Reading, Report, judge, parse_cases, parse_comparisons, parse_queries,
};
use kurabe_model::{Diagnostic, Problem, Severity};
use kurabe_render::{self as render, IndexMessage, Judgement, Message, json, terminal};

use crate::session::{Form, Readings, Session, errors};
use crate::stop::{Outcome, Stop};
use crate::toolbox::Toolbox;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Files of DIR, each if it is there / DIR のファイル（あるものだけ）:
  statements.jsonl, lines.jsonl   what documents say / 読み取りの正解
  queries.jsonl                   graded searches / 検索の正解
  comparables.jsonl               comparable statements / 類似施策の正解
  cases.jsonl                     conditions on answers / 答えの条件
Ends with 2 when a document of the cases is not there or gave nothing / 正解の文書がないか読めなければ 2 で終わる

Examples / 例:
  kurabe eval tests/gold
  kurabe eval tests/gold --format json")]
pub(crate) struct Args {
    /// Folder of judged cases / 正解のフォルダ
    #[arg(value_name = "DIR", required_unless_present = "retrieval")]
    folder: Option<PathBuf>,

    /// Rank texts for queries, both lines of {"id","text"} / {"id","text"} の行の文書を検索の行で順位づけ
    #[arg(long, num_args = 2, value_names = ["DOCS", "QUERIES"], conflicts_with = "folder")]
    retrieval: Option<Vec<PathBuf>>,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    if let Some([documents, queries]) = args.retrieval.as_deref() {
        return retrieval::run(documents, queries, session);
    }
    let folder = args.folder.as_deref().unwrap_or(Path::new("."));
    let gold = gold(folder)?;
    let queries = parse_queries(&load_if_there(folder, "queries.jsonl")?, &gold);
    let queries = queries.map_err(|error| unusable(folder, error))?;
    let cases =
        parse_cases(&load_if_there(folder, "cases.jsonl")?).map_err(|error| unusable(folder, error))?;
    let comparisons = parse_comparisons(&load_if_there(folder, "comparables.jsonl")?, &gold);
    let comparisons = comparisons.map_err(|error| unusable(folder, error))?;
    let judged_reading = !gold.statements.is_empty() || !gold.lines.is_empty();
    if !judged_reading && queries.is_empty() && cases.is_empty() {
        return Err(Stop::users(Message::NoCases { folder: folder.display().to_string() }));
    }
    let corpus = session.corpus()?;
    let mut judgement = Judgement::default();
    let mut outcome = Outcome::Found;
    if judged_reading {
        outcome = judge_reading(folder, &gold, &corpus, session, &mut judgement)?;
    }
    // Nothing is indexed for cases that ask nothing.
    if !queries.is_empty() || !cases.is_empty() || !comparisons.is_empty() {
        let library = session.library_of(corpus)?;
        let library = session.with_meaning(library);
        let unreadable = library.summary().unreadable;
        // Those the judged reading needs have been named.
        if unreadable > 0 && !judged_reading {
            session.say(&IndexMessage::Unreadable { documents: unreadable }.into());
            outcome = Outcome::Incomplete;
        }
        if !queries.is_empty() {
            answers::judge(folder, &gold, &queries, &library, session, &mut judgement)?;
        }
        if !cases.is_empty() {
            answers::try_cases(&cases, &library, session, &mut judgement)?;
        }
        if !comparisons.is_empty() {
            judgement.comparisons =
                Some(answers::judge_comparisons(&gold, &comparisons, &library, library.signals())?);
        }
        judgement.signals =
            answers::compare_signals(&gold, &queries, &comparisons, &library, session, &judgement)?;
    }
    match session.form() {
        Form::Text(reader) => terminal::judgement(&mut session.out, reader, &judgement)?,
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
        Form::Json(layout) => json::evaluation(&mut session.out, layout, &judgement)?,
    }
    session.out.flush()?;
    for file in judgement.reading.iter().flat_map(|report| &report.absent) {
        session.say(&Message::CaseNotInCorpus { file: file.clone() });
    }
    Ok(outcome)
}

/// Judges the reading, and the themes where some were judged.
fn judge_reading(
    folder: &Path,
    gold: &Gold,
    corpus: &Corpus,
    session: &Session,
    judgement: &mut Judgement,
) -> Result<Outcome, Stop> {
    let stored: Vec<&str> = corpus.documents().iter().map(|facts| facts.file.as_str()).collect();
    let papers = gold.papers(&stored).map_err(|error| unusable(folder, error))?;
    let judged = |index| papers.iter().find(|paper| paper.document == Some(index));
    let (papers, facts): (Vec<_>, Vec<_>) = corpus
        .documents()
        .iter()
        .enumerate()
        .filter_map(|(index, facts)| Some((judged(index)?, facts)))
        .unzip();
    let read = Readings::of(corpus, &facts);
    let sources: Vec<String> = facts.iter().map(|facts| corpus.source(facts).unwrap_or_default()).collect();
    let readings: Vec<Reading<'_>> = read
        .iter()
        .zip(&sources)
        .map(|(reading, source)| Reading { document: reading.document, source })
        .collect();
    let report = judge(gold, &readings).map_err(|error| unusable(folder, error))?;
    if gold.statements.iter().any(|case| case.themes.is_some()) {
        let toolbox = Toolbox::of(corpus)?;
        let themes = answers::judge_themes(gold, &readings, &read, toolbox.tools());
        judgement.themes = Some(themes.map_err(|error| unusable(folder, error))?);
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
    let outcome = session.say_errors(&errors(&doubtful.map(|(reading, _)| reading).collect::<Vec<_>>()));
    let outcome = conclude(outcome, &report);
    judgement.reading = Some(report);
    Ok(outcome)
}

fn conclude(outcome: Outcome, report: &Report) -> Outcome {
    let total = report.total.statements;
    match outcome {
        Outcome::Found if !report.absent.is_empty() => Outcome::Incomplete,
        Outcome::Found if report.files.is_empty() || (total.gold > 0 && total.right == 0) => Outcome::Nothing,
        outcome => outcome,
    }
}

/// What documents say: statements, labelled lines, or both.
fn gold(folder: &Path) -> Result<Gold, Stop> {
    let [statements, lines] = ["statements.jsonl", "lines.jsonl"].map(|name| load_if_there(folder, name));
    Gold::parse(&statements?, &lines?).map_err(|error| unusable(folder, error))
}

fn load_if_there(folder: &Path, name: &str) -> Result<String, Stop> {
    let path = folder.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(_) if !folder.is_dir() => {
            Err(Stop::users(Message::NoCases { folder: folder.display().to_string() }))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Stop::unreadable(&path, &error)),
    }
}

fn unusable(folder: &Path, error: Error) -> Stop {
    match error {
        Error::Ambiguous { file, first, second } => {
            Stop::users(Message::AmbiguousCase { file, choices: [first, second] })
        }
        other => wrong(folder, &other),
    }
}

/// A file holds what it should not.
fn wrong(path: &Path, error: &dyn std::error::Error) -> Stop {
    Stop::users(Message::Unreadable { path: path.display().to_string(), cause: error.to_string() })
}
