//! `kurabe corpus check`: what went wrong while the corpus was read.

use kurabe_model::{Diagnostic, Severity};
use kurabe_render::{Message, Reading, json, terminal};

use crate::args::Which;
use crate::session::{Form, Readings, Session};
use crate::stop::{Outcome, Stop};
use crate::system;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Ends with 2 when a document gave nothing / 何も読み取れない文書があれば 2 で終わる

Examples / 例:
  kurabe corpus check
  kurabe corpus check 武蔵野市 --format json")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let corpus = session.corpus()?;
    let meant = corpus.select(&args.which.words)?;
    let readings = Readings::of(&corpus, &meant);
    let sums = corpus.sums(&meant);
    let readings: Vec<Reading<'_>> = readings.iter().collect();
    let mut diagnostics: Vec<Diagnostic> =
        readings.iter().flat_map(|reading| reading.diagnostics).cloned().collect();
    diagnostics.extend(corpus.altered(&sums));
    // Files without an entry belong to no document, so they are named when all of them are looked at.
    if args.which.words.is_empty() {
        diagnostics.extend(corpus.stray_corrections());
        diagnostics.extend(corpus.uncatalogued());
        diagnostics.extend(corpus.refused());
    }
    corpus.note_changes(&sums, &system::now());

    let documents = readings.len();
    let statements = readings.iter().map(|reading| reading.document.statements.len()).sum();
    match session.form() {
        Form::Text(reader) => terminal::check(&mut session.out, reader, &diagnostics)?,
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
        Form::Json(layout) => {
            let lang = session.lang();
            json::check(&mut session.out, layout, lang, (documents, statements), &diagnostics)?;
        }
    }
    session.out.flush()?;
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
    let errors = count(Severity::Error);
    session.say(&Message::Checked {
        documents,
        statements,
        errors,
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
    });
    if documents == 0 {
        session.say(&Message::EmptyCorpus);
        return Ok(Outcome::Nothing);
    }
    Ok(if errors > 0 { Outcome::Incomplete } else { Outcome::Found })
}
