//! `kurabe status`: what is indexed, where, and whether it is fresh.

use kurabe_render::{Message, json, terminal};

use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe status
  kurabe status --sizes")]
pub(crate) struct Args {
    /// What the bytes of the index are spent on, field by field / 索引の大きさの内訳
    #[arg(long)]
    sizes: bool,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let corpus = session.corpus()?;
    let status = session.status(&corpus, args.sizes)?;
    let form = session.form();
    match form {
        Form::Text(reader) => terminal::status(&mut session.out, reader, &status)?,
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
        Form::Json(layout) => json::status(&mut session.out, layout, &status)?,
    }
    Ok(if status.manifest.is_some() { Outcome::Found } else { Outcome::Nothing })
}
