//! A model in a folder, as models of sentences are handed on: `config.json`, `tokenizer.json`, `model.safetensors`.
//!
//! What stands beside them is heeded where it is there: `modules.json` and the folder of pooling say what becomes of the
//! last numbers, `prompts.json` or `config_sentence_transformers.json` what a text is told. Weights of 16 or 32 bits are
//! brought to eight, thirty-two of a row sharing a scale; the vectors of words stay in the file.

mod config;
mod parts;
mod tensors;

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::network::{Network, Pooling};
use crate::pieces::Pieces;
use crate::prompts::Prompts;

use self::config::Config;
pub(crate) use self::tensors::StoredRows;

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const WEIGHTS: &str = "model.safetensors";
const MODULES: &str = "modules.json";
const POOLING: &str = "1_Pooling/config.json";
/// What a model is told, in a file of its own: as whoever keeps a model decided.
pub const PROMPTS_FILE: &str = "prompts.json";
const SENTENCES: &str = "config_sentence_transformers.json";
/// No file but that of the weights is larger.
const LIMIT: u64 = 256 << 20;

/// The files of a model in a folder that decide what it says, those it cannot do without first.
pub const MODEL_FILES: [&str; 6] = [CONFIG, TOKENIZER, WEIGHTS, MODULES, POOLING, SENTENCES];

/// Whether a folder means to be a model.
pub fn is_model_folder(folder: &Path) -> bool {
    folder.join(CONFIG).is_file()
}

/// Reads the model of a folder, and what it is told.
pub(crate) fn read(folder: &Path) -> Result<(Pieces, Network, Prompts)> {
    let config: Config = json(folder, CONFIG)?.ok_or(Error::NoFile { name: CONFIG })?;
    let (pieces, form) = rayon::join(
        || {
            Pieces::standard(
                &bytes(folder, TOKENIZER)?.ok_or(Error::NoFile { name: TOKENIZER })?,
                config.words(),
            )
        },
        || parts::assemble(&config, &folder.join(WEIGHTS)),
    );
    let pooling = pooling(folder)?;
    let told = prompts(folder, &config)?;
    Ok((pieces?, Network { form: form?, pooling, kernel: crate::matrix::Kernel::of_this_machine() }, told))
}

/// The digest of the files of a model. With that of what texts are told it tells the model from every other.
pub(crate) fn digest(folder: &Path) -> Result<Sha256> {
    let mut all = Sha256::new();
    for name in MODEL_FILES.into_iter().filter(|name| *name != SENTENCES) {
        let path = folder.join(name);
        if !path.is_file() {
            continue;
        }
        let unreadable = |source| Error::Unreadable { path: path.clone(), source };
        let mut file = File::open(&path).map_err(unreadable)?;
        let mut own = Sha256::new();
        let mut part = vec![0; 1 << 20];
        loop {
            let count = file.read(&mut part).map_err(unreadable)?;
            if count == 0 {
                break;
            }
            own.update(part.get(..count).unwrap_or_default());
        }
        all.update(name);
        all.update(own.finalize());
    }
    Ok(all)
}

/// What a sentence-transformers folder says of the vector of a text.
#[derive(Deserialize)]
struct PoolingConfig {
    #[serde(default)]
    pooling_mode_cls_token: bool,
    #[serde(default)]
    pooling_mode_mean_tokens: bool,
    #[serde(default)]
    pooling_mode: Option<String>,
    #[serde(default = "yes")]
    include_prompt: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct Module {
    #[serde(rename = "type")]
    kind: String,
}

/// What becomes of the last numbers: their mean where nothing is said.
fn pooling(folder: &Path) -> Result<Pooling> {
    for Module { kind } in json::<Vec<Module>>(folder, MODULES)?.unwrap_or_default() {
        let known = ["Transformer", "Pooling", "Normalize"];
        if !known.iter().any(|known| kind.rsplit('.').next() == Some(known)) {
            return Err(Error::Foreign { file: MODULES, what: "the module", found: kind });
        }
    }
    let Some(config) = json::<PoolingConfig>(folder, POOLING)? else { return Ok(Pooling::Mean) };
    let mode = config.pooling_mode.as_deref();
    match (
        config.pooling_mode_cls_token || mode == Some("cls"),
        config.pooling_mode_mean_tokens || mode == Some("mean"),
    ) {
        _ if !config.include_prompt => {
            Err(Error::Foreign { file: POOLING, what: "include_prompt", found: "false".to_owned() })
        }
        (false, true) => Ok(Pooling::Mean),
        (true, false) => Ok(Pooling::First),
        _ => Err(Error::Foreign {
            file: POOLING,
            what: "the mode",
            found: mode.unwrap_or("of pooling").to_owned(),
        }),
    }
}

#[derive(Deserialize)]
struct Sentences {
    #[serde(default)]
    prompts: std::collections::BTreeMap<String, String>,
}

/// What texts are told: as the folder says, or as the family is known to be.
fn prompts(folder: &Path, config: &Config) -> Result<Prompts> {
    if let Some(told) = json(folder, PROMPTS_FILE)? {
        return Ok(told);
    }
    let said = json::<Sentences>(folder, SENTENCES)?.map(|said| said.prompts).unwrap_or_default();
    let first =
        |names: [&str; 3]| names.iter().find_map(|name| said.get(*name)).filter(|told| !told.is_empty());
    let query = first(["query", "search_query", "retrieval_query"]);
    let passage = first(["passage", "document", "search_document"]);
    if query.is_some() || passage.is_some() {
        let said = |told: Option<&String>| told.cloned().unwrap_or_default();
        return Ok(Prompts { query: said(query), passage: said(passage) });
    }
    let own = folder.file_name().unwrap_or_default().to_string_lossy();
    Ok(Prompts::of_family(&format!("{own} {}", config.name())))
}

/// A file of JSON; nothing where there is none.
fn json<T: DeserializeOwned>(folder: &Path, name: &'static str) -> Result<Option<T>> {
    let unusable = |error: serde_json::Error| Error::Json { file: name, cause: error.to_string() };
    bytes(folder, name)?.map(|bytes| serde_json::from_slice(&bytes).map_err(unusable)).transpose()
}

fn bytes(folder: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let path = folder.join(name);
    let unreadable = |source| Error::Unreadable { path: path.clone(), source };
    if !path.is_file() {
        return Ok(None);
    }
    if fs::metadata(&path).map_err(unreadable)?.len() > LIMIT {
        return Err(Error::TooLarge { limit: LIMIT });
    }
    fs::read(&path).map(Some).map_err(unreadable)
}
