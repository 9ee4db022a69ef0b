//! `kurabe index`: brings the index up to date, whatever it takes.

use kurabe_index::{Coverage, Summary};
use kurabe_render::{IndexMessage, Message, ModelMessage, json, terminal};

use crate::fresh::Effort;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every command that answers does this by itself when it takes a few seconds
数秒で済むなら、答えるコマンドが自分で更新する

Examples / 例:
  kurabe index
  kurabe index --rebuild")]
pub(crate) struct Args {
    /// Build everything anew / 全部を作り直す
    #[arg(long)]
    rebuild: bool,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let effort = if args.rebuild { Effort::Anew } else { Effort::Any };
    let corpus = session.corpus()?;
    let freshened = session.freshen(corpus, effort)?;
    let covered = session.fill(&freshened.library);
    let Summary { documents, unreadable, statements, .. } = *freshened.library.summary();
    match session.form() {
        Form::Text(reader) => {
            let built =
                IndexMessage::Built { documents, read: freshened.read.unwrap_or(0), unreadable, statements };
            terminal::message(&mut session.out, reader, &built.into(), false)?;
            if let Some(Coverage { with, of }) = covered {
                let filled = ModelMessage::Filled { with, of };
                terminal::message(&mut session.out, reader, &filled.into(), false)?;
            }
        }
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
        Form::Json(layout) => {
            let status = session.status(&freshened.library.corpus, false)?;
            json::status(&mut session.out, layout, &status)?;
        }
    }
    // An index that could only be made in memory is gone with this command, which was said.
    let is_kept = freshened.library.store().is_some();
    Ok(if unreadable > 0 || !is_kept { Outcome::Incomplete } else { Outcome::Found })
}
