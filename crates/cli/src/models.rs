//! The models a user has installed (意味のモデル), in the user's own folder, and which of them is asked.
//!
//! ```text
//! models/
//!   CHOSEN            the name of the one that is asked
//!   NAME/model.bin    the weights, as they were in the file the user had
//!   NAME/about.json   what is known of them
//! ```

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kurabe_corpus::Draft;
use kurabe_embed::{E5, Encoder, Role, Vectors, packed_model};
use kurabe_render::{InstalledModel, ModelMessage};
use serde::{Deserialize, Serialize};

use crate::stop::Stop;
use crate::system;

const CHOSEN: &str = "CHOSEN";
const WEIGHTS: &str = "model.bin";
const ABOUT: &str = "about.json";
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
    opened: OnceLock<Result<E5, String>>,
}

impl Model {
    /// Opens it, unless that was done; an error where it is no longer as it was installed.
    fn open(&self) -> Result<&E5, &String> {
        let open = || {
            let model = E5::open(&self.path).map_err(|error| error.to_string())?;
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
    /// The name of the file they came in.
    from: String,
}

impl Models {
    /// The user's models; nothing on a system without a place for them.
    pub(crate) fn of_user() -> Option<Self> {
        system::models_folder().map(|folder| Self { folder })
    }

    /// Takes a model in and chooses it: a file, or the one model in a folder. Nothing is changed unless it can be used.
    pub(crate) fn install(&self, path: &Path) -> Result<InstalledModel, Stop> {
        let file = if path.is_dir() { only_model(path)? } else { path.to_owned() };
        let unusable = |cause: String| {
            Stop::users(ModelMessage::Unusable { path: file.display().to_string(), cause }.into())
        };
        fs::metadata(&file).map_err(|error| Stop::unreadable(&file, &error))?;
        let weights = packed_model(&file).map_err(|error| match error {
            kurabe_embed::Error::Unreadable { path, source } => Stop::unreadable(&path, &source),
            error => unusable(error.to_string()),
        })?;
        let model = E5::read(&weights).map_err(|error| unusable(error.to_string()))?;
        let from = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The same weights under another name are the same model.
        let same = self.list().into_iter().find(|installed| installed.sha256 == model.fingerprint());
        let name = same.map_or_else(|| name_of(&from), |installed| installed.name);
        let folder = self.folder.join(&name);
        let about = About {
            sha256: model.fingerprint().to_owned(),
            bytes: weights.len() as u64,
            dimension: model.dimension(),
            from,
        };
        let written = fs::create_dir_all(&folder)
            .and_then(|()| replace(&folder.join(WEIGHTS), &weights))
            .and_then(|()| replace(&folder.join(ABOUT), &serde_json::to_vec_pretty(&about)?))
            .and_then(|()| replace(&self.folder.join(CHOSEN), name.as_bytes()));
        written.map_err(|error| unwritable(&folder, &error))?;
        Ok(about.named(name, true))
    }

    /// All that are there, by name.
    pub(crate) fn list(&self) -> Vec<InstalledModel> {
        let chosen = self.chosen();
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
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
        let mut installed = self.list();
        let Some(place) = installed.iter().position(|model| model.name == name) else {
            let installed = installed.into_iter().map(|model| model.name).collect();
            return Err(Stop::users(ModelMessage::Unknown { typed: name.to_owned(), installed }.into()));
        };
        let removed = installed.remove(place);
        let folder = self.folder.join(name);
        fs::remove_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
        if !removed.chosen {
            return Ok(self.chosen());
        }
        let chosen = self.folder.join(CHOSEN);
        let next = installed.into_iter().next().map(|model| model.name);
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
        let path = self.folder.join(&installed.name).join(WEIGHTS);
        Some(Model { installed, path, opened: OnceLock::new() })
    }

    /// The name of the one that is asked.
    pub(crate) fn chosen(&self) -> Option<String> {
        fs::read_to_string(self.folder.join(CHOSEN)).ok()
    }
}

impl About {
    fn named(self, name: String, chosen: bool) -> InstalledModel {
        let Self { sha256, bytes, dimension, from } = self;
        InstalledModel { name, chosen, sha256, bytes, dimension, from }
    }
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

/// What a model is called: its file without the ending, of a package its name and version.
fn name_of(file: &str) -> String {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let parts: Vec<&str> = stem.split('-').collect();
    let stem = match (ending, parts.as_slice()) {
        ("whl", [name, version, ..]) => format!("{name}-{version}"),
        _ => stem.to_owned(),
    };
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let name: String = stem.chars().map(plain).take(LONGEST).collect();
    let name = name.trim_start_matches('.');
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
