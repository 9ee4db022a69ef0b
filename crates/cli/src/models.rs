//! The models a user has installed (意味のモデル), in the user's own folder, and which of them is asked.
//!
//! ```text
//! models/
//!   CHOSEN              the name of the one that is asked
//!   NAME/model.bin      the weights, as they were in the file the user had, or
//!   NAME/config.json …  the files of a folder, as they were, and what its texts are told (prompts.json)
//!   NAME/about.json     what is known of them
//! ```

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kurabe_corpus::Draft;
use kurabe_embed::{
    Encoder, MODEL_FILES, Model as Opened, PROMPTS_FILE, Prompts, Role, Vectors, is_model_folder,
    packed_model,
};
use kurabe_render::{InstalledModel, ModelMessage};
use serde::{Deserialize, Serialize};

use crate::stop::Stop;
use crate::system;

const CHOSEN: &str = "CHOSEN";
const WEIGHTS: &str = "model.bin";
const ABOUT: &str = "about.json";
/// How the folder of a model begins that is not whole yet.
const UNFINISHED: &str = ".new-";
/// A name may have so many characters.
const LONGEST: usize = 64;

/// The folder of models.
pub(crate) struct Models {
    folder: PathBuf,
}

/// An installed model, which is opened when it first has to say something: most questions need no more than what it has
/// said of statements before.
pub(crate) struct Model {
    installed: InstalledModel,
    path: PathBuf,
    opened: OnceLock<Result<Opened, String>>,
}

impl Model {
    /// Opens it, unless that was done; an error where it is no longer as it was installed.
    fn open(&self) -> Result<&Opened, &String> {
        let open = || {
            let model = Opened::open(&self.path).map_err(|error| error.to_string())?;
            let is_same = model.fingerprint() == self.installed.sha256;
            is_same.then_some(model).ok_or_else(|| "SHA-256".to_owned())
        };
        self.opened.get_or_init(open).as_ref()
    }

    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        &self.installed.name
    }

    /// Opens it for whoever will ask often.
    pub(crate) fn warm(&self) {
        let _ = self.open();
    }

    /// Why it had nothing to say, where it was asked and had not.
    pub(crate) fn fault(&self) -> Option<ModelMessage> {
        let cause = self.opened.get()?.as_ref().err()?.clone();
        Some(ModelMessage::Damaged { name: self.installed.name.clone(), cause })
    }
}

impl Encoder for Model {
    fn dimension(&self) -> usize {
        self.installed.dimension
    }

    fn fingerprint(&self) -> &str {
        &self.installed.sha256
    }

    /// Of a model that cannot be opened, vectors that say nothing.
    fn encode(&self, role: Role, texts: &[&str]) -> Vectors {
        match self.open() {
            Ok(model) => model.encode(role, texts),
            Err(_) => Vectors::of(self.dimension(), texts.iter().map(|_| Vec::new())),
        }
    }
}

/// What is kept beside the weights.
#[derive(Serialize, Deserialize)]
struct About {
    /// SHA-256 of the weights, in hexadecimal.
    sha256: String,
    bytes: u64,
    dimension: usize,
    /// The name of the file or folder they came in.
    from: String,
    /// What stands before its texts.
    prompts: Option<Prompts>,
}

/// What a user has: a model in a file, or one in a folder.
enum Brought {
    File(PathBuf),
    Folder(PathBuf),
}

/// What is to stand before texts instead of what is known of a model in a folder.
#[derive(Debug, Default, Clone, clap::Args)]
pub(crate) struct Told {
    /// What the model of a folder wants before a question / フォルダのモデルで、問いの前に付ける言葉
    #[arg(long, value_name = "TEXT")]
    query_prefix: Option<String>,
    /// What it wants before a passage / 本文の前に付ける言葉
    #[arg(long, value_name = "TEXT")]
    passage_prefix: Option<String>,
}

impl Models {
    /// The user's models; nothing on a system without a place for them.
    pub(crate) fn of_user() -> Option<Self> {
        system::models_folder().map(|folder| Self { folder })
    }

    /// Takes a model in and chooses it: a file, or the one model in a folder. Nothing is changed unless it can be used.
    pub(crate) fn install(&self, path: &Path, told: &Told) -> Result<InstalledModel, Stop> {
        fs::metadata(path).map_err(|error| Stop::unreadable(path, &error))?;
        let brought = Brought::at(path)?;
        let (Brought::File(place) | Brought::Folder(place)) = &brought;
        let unusable = |error: kurabe_embed::Error| match error {
            kurabe_embed::Error::Unreadable { path, source } => Stop::unreadable(&path, &source),
            error => {
                let (path, cause) = (place.display().to_string(), error.to_string());
                Stop::users(ModelMessage::Unusable { path, cause }.into())
            }
        };
        let (model, weights) = match &brought {
            Brought::File(_) if told.query_prefix.is_some() || told.passage_prefix.is_some() => {
                return Err(Stop::users(ModelMessage::KnowsItsPrompts.into()));
            }
            Brought::File(file) => {
                let weights = packed_model(file).map_err(unusable)?;
                (Opened::read(&weights).map_err(unusable)?, weights)
            }
            Brought::Folder(folder) => {
                let (query, passage) = (told.query_prefix.as_deref(), told.passage_prefix.as_deref());
                (Opened::open_folder(folder, query, passage).map_err(unusable)?, Vec::new())
            }
        };
        let whole = fs::canonicalize(place).unwrap_or_else(|_| place.clone());
        let from = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The same weights under another name are the same model.
        let installed = self.list();
        let same = installed.iter().find(|installed| installed.sha256 == model.fingerprint());
        let name = same.map_or_else(
            || free_name(&installed, &brought.name(&from), &from),
            |installed| installed.name.clone(),
        );
        let about = About {
            sha256: model.fingerprint().to_owned(),
            bytes: 0,
            dimension: model.dimension(),
            from,
            prompts: Some(model.told().clone()),
        };
        let folder = self.folder.join(&name);
        let kept = self.keep(&brought, &weights, about, &folder);
        let about = kept.map_err(|error| unwritable(&folder, &error))?;
        replace(&self.folder.join(CHOSEN), name.as_bytes()).map_err(|error| unwritable(&folder, &error))?;
        Ok(about.named(name, true))
    }

    /// Chooses one of those that are there.
    pub(crate) fn choose(&self, name: &str) -> Result<(), Stop> {
        let installed: Vec<String> = self.list().into_iter().map(|model| model.name).collect();
        if !installed.iter().any(|known| known == name) {
            return Err(Stop::users(ModelMessage::Unknown { typed: name.to_owned(), installed }.into()));
        }
        let chosen = self.folder.join(CHOSEN);
        replace(&chosen, name.as_bytes()).map_err(|error| unwritable(&chosen, &error))
    }

    /// Writes a model beside its place, and puts it there when it is whole.
    fn keep(&self, brought: &Brought, weights: &[u8], mut about: About, folder: &Path) -> io::Result<About> {
        fs::create_dir_all(&self.folder)?;
        let draft = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(&self.folder)?;
        match brought {
            Brought::File(_) => {
                fs::write(draft.path().join(WEIGHTS), weights)?;
                about.bytes = weights.len() as u64;
            }
            Brought::Folder(own) => {
                for name in MODEL_FILES.into_iter().filter(|name| own.join(name).is_file()) {
                    let path = draft.path().join(name);
                    path.parent().map_or(Ok(()), fs::create_dir_all)?;
                    about.bytes += fs::copy(own.join(name), path)?;
                }
                fs::write(draft.path().join(PROMPTS_FILE), serde_json::to_vec_pretty(&about.prompts)?)?;
            }
        }
        fs::write(draft.path().join(ABOUT), serde_json::to_vec_pretty(&about)?)?;
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::rename(draft.keep(), folder)?;
        Ok(about)
    }

    /// All that are there, by name.
    pub(crate) fn list(&self) -> Vec<InstalledModel> {
        let chosen = self.chosen();
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.starts_with(UNFINISHED));
        names.sort();
        let about = |name: String| {
            let bytes = fs::read(self.folder.join(&name).join(ABOUT)).ok()?;
            let about: About = serde_json::from_slice(&bytes).ok()?;
            let is_chosen = chosen.as_ref() == Some(&name);
            Some(about.named(name, is_chosen))
        };
        names.into_iter().filter_map(about).collect()
    }

    /// Removes one, and says which one is asked from now on: the first of the others where it was this one.
    pub(crate) fn remove(&self, name: &str) -> Result<Option<String>, Stop> {
        let installed = || self.list().into_iter().map(|model| model.name);
        let folder = self.folder.join(name);
        // What is known of it may be lost, and it goes all the same.
        if plain_name(name) != name || !folder.is_dir() {
            let installed = installed().collect();
            return Err(Stop::users(ModelMessage::Unknown { typed: name.to_owned(), installed }.into()));
        }
        fs::remove_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
        let chosen = self.chosen();
        if chosen.as_deref() != Some(name) {
            return Ok(chosen);
        }
        let chosen = self.folder.join(CHOSEN);
        let next = installed().next();
        let noted = match &next {
            Some(next) => replace(&chosen, next.as_bytes()),
            None => fs::remove_file(&chosen),
        };
        noted.map_err(|error| unwritable(&chosen, &error))?;
        Ok(next)
    }

    /// The model that is asked, if one is.
    pub(crate) fn asked(&self) -> Option<Model> {
        let installed = self.list().into_iter().find(|model| model.chosen)?;
        let folder = self.folder.join(&installed.name);
        let file = folder.join(WEIGHTS);
        let path = if file.is_file() { file } else { folder };
        Some(Model { installed, path, opened: OnceLock::new() })
    }

    /// The name of the one that is asked.
    pub(crate) fn chosen(&self) -> Option<String> {
        fs::read_to_string(self.folder.join(CHOSEN)).ok()
    }
}

impl About {
    fn named(self, name: String, chosen: bool) -> InstalledModel {
        let Self { sha256, bytes, dimension, from, prompts } = self;
        let prompts = prompts.map(|Prompts { query, passage }| [query, passage]);
        InstalledModel { name, chosen, sha256, bytes, dimension, from, prompts }
    }
}

impl Brought {
    /// What lies at a path: a file, a folder that is a model, or the one model in a folder.
    fn at(path: &Path) -> Result<Self, Stop> {
        let is_weights = path.extension().is_some_and(|ending| ending == "safetensors");
        match path.parent() {
            _ if is_model_folder(path) => Ok(Self::Folder(path.to_owned())),
            _ if path.is_dir() => only_model(path).map(Self::File),
            // Weights alone are no model, but those beside them are.
            Some(folder) if is_weights => Ok(Self::Folder(folder.to_owned())),
            // What is neither would be waited for.
            _ if !path.is_file() => {
                Err(Stop::unreadable(path, &io::Error::from(io::ErrorKind::InvalidInput)))
            }
            _ => Ok(Self::File(path.to_owned())),
        }
    }

    /// What a model is called: its folder, or its file without the ending.
    fn name(&self, from: &str) -> String {
        match self {
            Self::File(_) => name_of_file(from),
            Self::Folder(_) => plain_name(from),
        }
    }
}

/// The name for a model that came in `from`: another one of that name keeps it.
fn free_name(installed: &[InstalledModel], name: &str, from: &str) -> String {
    let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}-{number}")));
    let is_free = |name: &String| installed.iter().all(|model| model.name != *name || model.from == from);
    names.into_iter().find(is_free).unwrap_or_default()
}

/// The one file of a folder that may be a model.
fn only_model(folder: &Path) -> Result<PathBuf, Stop> {
    let files = fs::read_dir(folder).map_err(|error| Stop::unreadable(folder, &error))?;
    let mut models: Vec<PathBuf> =
        files.flatten().map(|file| file.path()).filter(|path| is_model(path)).collect();
    models.sort();
    match models.as_slice() {
        [model] => Ok(model.clone()),
        _ => {
            let found = models.iter().filter_map(|path| path.file_name());
            let found = found.map(|name| name.to_string_lossy().into_owned()).collect();
            Err(Stop::users(ModelMessage::NotOne { folder: folder.display().to_string(), found }.into()))
        }
    }
}

fn is_model(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "whl" || ending == "bin")
}

/// A file without the ending, of a package its name and version.
fn name_of_file(file: &str) -> String {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let parts: Vec<&str> = stem.split('-').collect();
    match (ending, parts.as_slice()) {
        ("whl", [name, version, ..]) => plain_name(&format!("{name}-{version}")),
        _ => plain_name(stem),
    }
}

/// A name that can be a folder's.
fn plain_name(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let name: String = name.chars().map(plain).take(LONGEST).collect();
    let name = name.trim_start_matches(['.', '-']);
    if name.is_empty() || name == CHOSEN { "model".to_owned() } else { name.to_owned() }
}

/// Writes a file in the place of what was there, whole or not at all.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = Draft::of(path)?;
    draft.file().write_all(bytes)?;
    draft.file().sync_all()?;
    draft.keep()
}

fn unwritable(path: &Path, error: &io::Error) -> Stop {
    let (path, cause) = (path.display().to_string(), error.to_string());
    Stop::users(ModelMessage::NotKept { path, cause }.into())
}
