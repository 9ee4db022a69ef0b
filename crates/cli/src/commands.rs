//! One file a command: what it can be told, and how it answers.

pub(crate) mod add;
pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod cluster;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod eval;
pub(crate) mod gaps;
pub(crate) mod index;
pub(crate) mod kwic;
pub(crate) mod list;
pub(crate) mod log;
pub(crate) mod mcp;
pub(crate) mod model;
pub(crate) mod network;
pub(crate) mod outline;
pub(crate) mod peers;
pub(crate) mod remove;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod similar;
pub(crate) mod status;
pub(crate) mod targets;
pub(crate) mod terms;
pub(crate) mod trends;

use kurabe_render::{ClusterMessage, Message};

use crate::args::{Command, Corpus};
use crate::session::Session;
use crate::stop::{Outcome, Stop};
use crate::worker;

/// Runs a command.
pub(crate) fn run(command: &Command, session: &mut Session) -> Result<Outcome, Stop> {
    if session.wants_graph() && !matches!(command, Command::Network(_)) {
        return Err(Stop::users(Message::NoGraph));
    }
    let own = matches!(
        command,
        Command::Corpus(_) | Command::Model(_) | Command::Cluster(_) | Command::Index(_) | Command::Status(_)
    );
    if own && session.cluster.is_some() {
        return Err(Stop::users(ClusterMessage::OwnOnly.into()));
    }
    match command {
        Command::Corpus(Corpus::Add(args)) => add::run(args, session),
        Command::Corpus(Corpus::Remove(args)) => remove::run(args, session),
        Command::Corpus(Corpus::List(args)) => list::run(args, session),
        Command::Corpus(Corpus::Log(args)) => log::run(args, session),
        Command::Corpus(Corpus::Outline(args)) => outline::run(args, session),
        Command::Corpus(Corpus::Check(args)) => check::run(args, session),
        Command::Search(args) => search::run(args, session),
        Command::Similar(args) => similar::run(args, session),
        Command::Targets(args) => targets::run(args, session),
        Command::Terms(args) => terms::run(args, session),
        Command::Network(args) => network::run(args, session),
        Command::Kwic(args) => kwic::run(args, session),
        Command::Trends(args) => trends::run(args, session),
        Command::Changes(args) => changes::run(args, session),
        Command::Compare(args) => compare::run(args, session),
        Command::Gaps(args) => gaps::run(args, session),
        Command::Report(args) => report::run(args, session),
        Command::Peers(args) => peers::run(args, session),
        Command::Model(command) => model::run(command, session),
        Command::Cluster(command) => cluster::run(command, session),
        Command::Index(args) => index::run(args, session),
        Command::Status(args) => status::run(args, session),
        Command::Serve(args) => serve::run(args, session),
        Command::Mcp(args) => mcp::run(args, session),
        Command::Show(args) => show::run(args, session),
        Command::Eval(args) => eval::run(args, session),
        Command::Completions(args) => completions::run(args, session),
        Command::ExtractOne(args) => worker::run(args),
    }
}
