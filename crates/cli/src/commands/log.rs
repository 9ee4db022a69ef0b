//! `kurabe corpus log`: what came into the corpus, changed and left.

use kurabe_model::Event;
use kurabe_render::{IntakeMessage, json, sheet, terminal};

use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Newest first; what was done by hand is noted the next time add, remove or check looks
新しい順。手作業は、次に add・remove・check が見たときに記す（記録の前からある文書も）

Examples / 例:
  kurabe corpus log -n 20
  kurabe corpus log 目黒区 --format csv")]
pub(crate) struct Args {
    /// Document id, or municipality; those that left too / 文書の id か自治体（除いたものも）
    #[arg(value_name = "WHICH")]
    words: Vec<String>,

    /// At most so many / 最大の件数
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let corpus = session.corpus()?;
    let (events, damaged) = corpus.log()?;
    let mut meant: Vec<(&str, &str)> = Vec::new();
    let mut codes = Vec::new();
    for word in &args.words {
        if events.iter().any(|event| event.document == *word) {
            meant.push(("id", word));
        } else {
            codes.push(corpus.municipality_called(word)?.code.to_string());
        }
    }
    meant.extend(codes.iter().map(|code| ("municipality", code.as_str())));
    let is_meant = |event: &&Event| {
        meant.is_empty()
            || meant.iter().any(|(key, value)| event.entry.get(*key).is_some_and(|is| is == value))
    };
    let mut shown: Vec<&Event> = events.iter().rev().filter(is_meant).collect();
    let total = shown.len();
    shown.truncate(args.limit.unwrap_or(usize::MAX));
    match session.form() {
        Form::Text(_) if shown.is_empty() => {}
        Form::Text(reader) => terminal::log(&mut session.out, reader, &shown)?,
        Form::Json(layout) => json::log(&mut session.out, layout, &shown, total, damaged)?,
        Form::Sheet(sheet) => sheet::log(sheet, &shown)?,
    }
    session.out.flush()?;
    if damaged > 0 {
        session.say(&IntakeMessage::DamagedLog { lines: damaged }.into());
    }
    if total == 0 {
        session.say(&IntakeMessage::EmptyLog.into());
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Found)
}
