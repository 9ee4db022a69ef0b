//! `kurabe mcp`: the same answers for assistants, over standard input and output.

use crate::session::Session;
use crate::shelved::{EVERY, shelved};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
An assistant starts this itself: name it in its settings as a Model Context Protocol server over stdio
助手のプログラムが自分で起動する。その設定に、stdio の MCP サーバーとして登録する

Examples / 例:
  { \"mcpServers\": { \"kurabe\": { \"command\": \"kurabe\", \"args\": [\"mcp\"] } } }")]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let library = session.library_with_meaning()?;
    session.warm();
    let (shelf, renew) = shelved(library, session);
    kurabe_web::assist(shelf, session.lang(), EVERY, renew).map_err(|error| Stop::broken(&error))?;
    Ok(Outcome::Found)
}
