//! `kurabe corpus list`: the documents there are.

use kurabe_render::{Listed, Message, Reading, json, sheet, terminal};

use crate::args::Which;
use crate::session::{Form, Readings, Session, errors};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe corpus list
  kurabe corpus list --format jsonl")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let corpus = session.corpus()?;
    let readings = Readings::of(&corpus, &corpus.select(&args.which.words)?);
    let readings: Vec<Reading<'_>> = readings.iter().collect();
    let listed: Vec<Listed<'_>> = readings.iter().copied().map(Listed::from).collect();
    match session.form() {
        Form::Text(_) if readings.is_empty() => {}
        Form::Text(reader) => terminal::list(&mut session.out, reader, &readings)?,
        Form::Json(layout) => {
            let lang = session.lang();
            json::list(&mut session.out, layout, lang, &listed)?;
        }
        Form::Sheet(sheet) => sheet::list(sheet, &listed)?,
    }
    if readings.is_empty() {
        session.say(&Message::EmptyCorpus);
        return Ok(Outcome::Nothing);
    }
    session.out.flush()?;
    Ok(session.say_errors(&errors(&readings)))
}
