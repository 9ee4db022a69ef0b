//! `kurabe corpus remove`: takes documents out of the corpus, their sources too.

use kurabe_corpus::Occasion;
use kurabe_model::DocumentId;
use kurabe_render::IntakeMessage;

use crate::session::Session;
use crate::stop::{Outcome, Stop};
use crate::system;

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
    let mut ids: Vec<DocumentId> = Vec::new();
    for typed in &args.ids {
        let Some(facts) = corpus.documents().iter().find(|facts| facts.id.as_str() == typed) else {
            // What somebody may mean is shown, and nothing is removed that was not named.
            let documents = corpus.select(std::slice::from_ref(typed))?.into_iter().cloned().collect();
            return Err(Stop::users(IntakeMessage::NotNamed { typed: typed.clone(), documents }.into()));
        };
        if !ids.contains(&facts.id) {
            ids.push(facts.id.clone());
        }
    }
    corpus.remove(&ids, &Occasion { at: system::now(), command: Some("corpus remove".to_owned()) })?;
    for id in ids {
        session.say(&IntakeMessage::Removed { id }.into());
    }
    Ok(Outcome::Found)
}
