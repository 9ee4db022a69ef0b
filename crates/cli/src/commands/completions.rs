//! `kurabe completions`: what a shell needs to complete the commands.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::session::Session;
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe completions bash > ~/.local/share/bash-completion/completions/kurabe")]
pub(crate) struct Args {
    /// Which shell / シェルの種類
    shell: Shell,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::args::Args::command(), "kurabe", &mut script);
    session.out.write_all(&script)?;
    Ok(Outcome::Found)
}
