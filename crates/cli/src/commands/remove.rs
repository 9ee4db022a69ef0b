//! `kurabe corpus remove`: takes documents out of the corpus, their sources too.

use kurabe_render::{IntakeMessage, Message};

use crate::session::Session;
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe corpus remove kokubunji-seisakubu-2024")]
pub(crate) struct Args {
    /// Document id / 文書の id
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let mut corpus = session.corpus()?;
    // All of them are known before the first one goes.
    for typed in &args.ids {
        let is_known = corpus.documents().iter().any(|facts| facts.id.as_str() == typed);
        if !is_known {
            return Err(Stop::users(Message::UnknownName { typed: typed.clone(), nearest: Vec::new() }));
        }
    }
    for typed in &args.ids {
        if let Some(facts) = corpus.documents().iter().find(|facts| facts.id.as_str() == typed).cloned() {
            corpus.remove(&facts)?;
            session.say(&IntakeMessage::Removed { id: facts.id }.into());
            corpus = session.corpus()?;
        }
    }
    Ok(Outcome::Found)
}
