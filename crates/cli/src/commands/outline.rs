//! `kurabe corpus outline`: the tree a document was read as, or its statements.

use kurabe_corpus::Corpus;
use kurabe_model::Quote;
use kurabe_render::{LineRead, Message, Reading, json, sheet, terminal};

use crate::args::Which;
use crate::session::{Form, Readings, Session, errors};
use crate::stop::{Outcome, Stop};
use crate::toolbox::{Toolbox, paper};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples / 例:
  kurabe corpus outline 目黒区
  kurabe corpus outline kokubunji-seisakubu-2024 --statements
  kurabe corpus outline kokubunji-seisakubu-2024 --lines
  kurabe corpus outline --statements --format jsonl")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,

    /// Print every statement too / 施策文も表示
    #[arg(long)]
    statements: bool,

    /// Print every line with its number and what it was read as / 各行の番号と、何として読んだかを表示
    #[arg(long, conflicts_with = "statements")]
    lines: bool,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let corpus = session.corpus()?;
    let readings = Readings::of(&corpus, &corpus.select(&args.which.words)?);
    let readings: Vec<Reading<'_>> = readings.iter().collect();
    let errors = errors(&readings);
    let lang = session.lang();
    if args.lines {
        show_lines(&corpus, &readings, session)?;
        return Ok(session.say_errors(&errors));
    }
    match session.form() {
        Form::Text(reader) => {
            for (index, reading) in readings.iter().enumerate() {
                if index > 0 {
                    writeln!(session.out)?;
                }
                terminal::outline(&mut session.out, reader, *reading, args.statements)?;
            }
        }
        Form::Json(layout) if args.statements => {
            let quotes = quotes(&readings, &Toolbox::of(&corpus)?);
            json::statements(&mut session.out, layout, lang, &quotes, &errors)?;
        }
        Form::Sheet(sheet) if args.statements => {
            sheet::hits(sheet, &quotes(&readings, &Toolbox::of(&corpus)?))?;
        }
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
        Form::Json(layout) => json::outline(&mut session.out, layout, lang, &readings)?,
    }
    session.out.flush()?;
    if readings.is_empty() {
        session.say(&Message::EmptyCorpus);
        return Ok(Outcome::Nothing);
    }
    Ok(session.say_errors(&errors))
}

fn quotes(readings: &[Reading<'_>], toolbox: &Toolbox) -> Vec<Quote> {
    readings.iter().flat_map(|reading| paper(reading).quotes(toolbox.tools())).collect()
}

/// Shows every line with what it was read as: what a correction needs to name it.
fn show_lines(corpus: &Corpus, readings: &[Reading<'_>], session: &mut Session) -> Result<(), Stop> {
    let sources: Vec<String> =
        readings.iter().map(|reading| corpus.source(&reading.document.facts).unwrap_or_default()).collect();
    let documents: Vec<(Reading<'_>, Vec<LineRead<'_>>)> = (readings.iter().zip(&sources))
        .map(|(reading, source)| (*reading, LineRead::all(*reading, source)))
        .collect();
    match session.form() {
        Form::Text(reader) => terminal::lines(&mut session.out, reader, &documents)?,
        Form::Json(layout) => json::lines(&mut session.out, layout, &documents)?,
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
    }
    Ok(session.out.flush()?)
}
