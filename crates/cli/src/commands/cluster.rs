//! `kurabe cluster`: statements on a distributed search engine.

use std::sync::Mutex;

use clap::{Subcommand, ValueEnum};
use kurabe_cluster::{Address, Kind, Push, forget, held};
use kurabe_render::{ClusterMessage, HeldGeneration, Message, json, terminal};

use crate::bar::Bar;
use crate::fresh::Effort;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

/// The commands about engines.
#[derive(Debug, Subcommand)]
pub(crate) enum ClusterCommand {
    /// Bring the statements to an engine / 施策文を検索エンジンへ送る
    Push(PushArgs),
    /// What lies on an engine / 検索エンジンにあるもの
    Status(StatusArgs),
    /// Take what lies on an engine away / 検索エンジンから除く
    Drop(DropArgs),
}

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EngineKind {
    Quickwit,
    Opensearch,
    Elasticsearch,
}

#[derive(Debug, clap::Args)]
pub(crate) struct At {
    /// Address of the engine / 検索エンジンのアドレス
    #[arg(long, value_name = "URL")]
    url: String,

    /// Name the statements have there: small letters, figures, hyphens / そこでの名前（英小文字・数字・ハイフン）
    #[arg(long, value_name = "NAME")]
    name: String,

    /// Which engine it is; recognised where not given / 検索エンジンの種類（なければ見分ける）
    #[arg(long, value_enum, hide_possible_values = true, value_name = "quickwit|opensearch|elasticsearch")]
    engine: Option<EngineKind>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
What lets us in is told by the environment or a file, never here / 資格情報は環境変数かファイルで渡す:
  KURABE_CLUSTER_USER, KURABE_CLUSTER_PASSWORD(_FILE), KURABE_CLUSTER_API_KEY,
  KURABE_CLUSTER_TOKEN, KURABE_CLUSTER_CA; cluster.toml

Example / 例:
  kurabe cluster push --url http://localhost:7280 --name plans
  kurabe search 公民連携 --cluster http://localhost:7280/plans")]
pub(crate) struct PushArgs {
    #[command(flatten)]
    at: At,

    /// Into how many parts / いくつに分けて置くか
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000), value_name = "N")]
    shards: u16,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe cluster status --url http://localhost:7280 --name plans")]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    at: At,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe cluster drop --url http://localhost:7280 --name plans")]
pub(crate) struct DropArgs {
    #[command(flatten)]
    at: At,
}

impl At {
    fn address(&self) -> Result<Address, Stop> {
        Ok(Address::new(&self.url, &self.name)?)
    }

    fn kind(&self) -> Option<Kind> {
        self.engine.map(|engine| match engine {
            EngineKind::Quickwit => Kind::Quickwit,
            EngineKind::Opensearch => Kind::OpenSearch,
            EngineKind::Elasticsearch => Kind::Elasticsearch,
        })
    }
}

pub(crate) fn run(command: &ClusterCommand, session: &mut Session) -> Result<Outcome, Stop> {
    match command {
        ClusterCommand::Push(args) => push(args, session),
        ClusterCommand::Status(args) => status(args, session),
        ClusterCommand::Drop(args) => drop_all(args, session),
    }
}

fn push(args: &PushArgs, session: &mut Session) -> Result<Outcome, Stop> {
    let address = args.at.address()?;
    let engine = session.engine(&address.url, args.at.kind())?;
    let corpus = session.corpus()?;
    let library = session.freshen(corpus, Effort::Any)?.library;
    let Some(index) = library.index() else { return Err(Stop::users(ClusterMessage::OwnOnly.into())) };
    let bar: Mutex<Option<Bar>> = Mutex::new(None);
    let pushed = Push {
        engine: &engine,
        name: &address.name,
        index,
        tools: library.toolbox.tools(),
        lexicon: library.toolbox.lexicon(),
        shards: args.shards.into(),
        progress: &|done, of| {
            let mut bar = bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            bar.get_or_insert_with(|| Bar::over(of)).show(done);
        },
    }
    .run();
    if let Ok(Some(bar)) = bar.into_inner() {
        bar.clear();
    }
    let pushed = pushed?;
    let said = ClusterMessage::Pushed {
        address: address.to_string(),
        generation: pushed.generation,
        statements: pushed.statements,
        rows: pushed.rows,
        there: pushed.there,
        same: pushed.same,
    };
    match session.form() {
        Form::Text(reader) => terminal::message(&mut session.out, reader, &said.into(), false)?,
        Form::Json(layout) => json::pushed(&mut session.out, layout, &said)?,
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
    }
    Ok(Outcome::Found)
}

fn status(args: &StatusArgs, session: &mut Session) -> Result<Outcome, Stop> {
    let address = args.at.address()?;
    let engine = session.engine(&address.url, args.at.kind())?;
    let held = held(&engine, &address.name)?;
    let answers = held.iter().find(|held| held.complete).map(|held| held.generation);
    let held = held.into_iter().map(|held| {
        let answering = answers == Some(held.generation);
        HeldGeneration {
            generation: held.generation,
            complete: held.complete,
            answering,
            version: held.version,
            statements: held.statements,
            rows: held.rows,
            sizes: held.sizes,
        }
    });
    let held: Vec<HeldGeneration> = held.collect();
    let engine = format!("{} {}", engine.kind().name(), engine.version()?);
    match session.form() {
        Form::Text(reader) => {
            terminal::cluster(&mut session.out, reader, (&engine, &address.to_string()), &held)?;
        }
        Form::Json(layout) => {
            json::cluster(&mut session.out, layout, (&engine, &address.to_string()), &held)?;
        }
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
    }
    if held.is_empty() {
        session.say(&ClusterMessage::Nothing { address: address.to_string() }.into());
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Found)
}

fn drop_all(args: &DropArgs, session: &mut Session) -> Result<Outcome, Stop> {
    let address = args.at.address()?;
    let engine = session.engine(&address.url, args.at.kind())?;
    let generations = forget(&engine, &address.name)?;
    let address = address.to_string();
    let (said, outcome) = match generations {
        0 => (ClusterMessage::Nothing { address }, Outcome::Nothing),
        _ => (ClusterMessage::Dropped { address, generations }, Outcome::Found),
    };
    session.say(&said.into());
    Ok(outcome)
}
