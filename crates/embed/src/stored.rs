//! A neighbourhood on disk, in the order of the texts of one index: what a question is answered from is read in one
//! go, where [`Kept`](crate::Kept) would have to be asked for every text.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::encoder::Encoder;
use crate::neighbourhood::Neighbourhood;
use crate::rows::Rows;

/// How the file begins; the last byte is the version of its form.
const MAGIC: [u8; 8] = *b"kurabes\x02";

/// What a stored neighbourhood says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many texts there are.
    pub texts: usize,
    /// How many of them have a vector.
    pub filled: usize,
}

impl Neighbourhood {
    /// What is to be stored of it: the neighbourhood of texts that are together called `of`, by an encoder.
    pub fn to_bytes(&self, encoder: &dyn Encoder, of: &str) -> Vec<u8> {
        let (scales, values) = self.rows.parts();
        let mut bytes = head(encoder, of);
        bytes.extend([self.len(), self.filled()].into_iter().flat_map(|count| (count as u32).to_le_bytes()));
        bytes.extend(self.mean.iter().chain(scales).flat_map(|value| value.to_le_bytes()));
        bytes.extend(values.iter().map(|value| value.cast_unsigned()));
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        bytes
    }

    /// What the one that is stored there says of itself, without a look at its vectors; nothing where there is none, another
    /// one, or a part of one.
    pub fn extent(path: &Path, encoder: &dyn Encoder, of: &str) -> Option<Extent> {
        Some(Opened::of(path, encoder, of)?.extent)
    }

    /// The one that is stored there for the same texts by the same encoder; nothing where there is none, another
    /// one, or a damaged one: it can be made again.
    pub fn read(path: &Path, encoder: &dyn Encoder, of: &str) -> Option<Self> {
        let mut opened = Opened::of(path, encoder, of)?;
        let (texts, dimension) = (opened.extent.texts, encoder.dimension());
        let mean = opened.floats(dimension)?;
        let scales = opened.floats(texts)?;
        // The bytes become numbers where they lie: there may be hundreds of megabytes of them.
        let values = opened.bytes(texts.checked_mul(dimension)?)?;
        let values = values.into_iter().map(u8::cast_signed).collect();
        let checksum = opened.checksum.clone().finalize();
        let rows = Rows::kept(dimension, scales, values)?;
        let written = opened.bytes(4)?;
        (written == checksum.to_le_bytes()).then_some(Self { mean, rows, filled: opened.extent.filled })
    }
}

/// A file that is what it should be as far as its head and its length say.
struct Opened {
    file: BufReader<File>,
    checksum: crc32fast::Hasher,
    extent: Extent,
}

impl Opened {
    fn of(path: &Path, encoder: &dyn Encoder, of: &str) -> Option<Self> {
        let file = File::open(path).ok()?;
        let length = file.metadata().ok()?.len();
        let none = Extent { texts: 0, filled: 0 };
        let mut opened =
            Self { file: BufReader::new(file), checksum: crc32fast::Hasher::new(), extent: none };
        let expected = head(encoder, of);
        if opened.bytes(expected.len())? != expected {
            return None;
        }
        let counts = opened.bytes(8)?;
        let (counts, _) = counts.as_chunks();
        let [texts, filled] = counts else { return None };
        let [texts, filled] = [texts, filled].map(|count| u32::from_le_bytes(*count));
        opened.extent = Extent { texts: texts as usize, filled: filled as usize };
        let (head, dimension, texts) = (expected.len() as u64, encoder.dimension() as u64, u64::from(texts));
        let whole = head + 8 + 4 * dimension + (4 + dimension) * texts + 4;
        (length == whole).then_some(opened)
    }

    fn bytes(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut self.file).take(count as u64).read_to_end(&mut bytes).ok()?;
        self.checksum.update(&bytes);
        (bytes.len() == count).then_some(bytes)
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.bytes(count.checked_mul(4)?)?;
        let (numbers, _) = bytes.as_chunks();
        Some(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }
}

/// What the file begins with: its form, its model, its texts.
fn head(encoder: &dyn Encoder, of: &str) -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend(Sha256::digest(encoder.fingerprint()));
    head.extend(Sha256::digest(of));
    head
}
