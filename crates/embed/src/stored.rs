//! A neighbourhood as bytes, in the order of the texts of one index: what a question is answered from is there at once,
//! where [`Kept`](crate::Kept) would have to be asked for every text. The bytes may be a file that is mapped.

use std::ops::Deref;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::cursor::{Cursor, floats};
use crate::encoder::Encoder;
use crate::neighbourhood::Neighbourhood;
use crate::rows::Rows;

/// How it begins; the last byte is the version of its form.
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
        bytes.extend(values);
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        bytes
    }

    /// The one that was stored as these bytes for the same texts by the same encoder; nothing where they are those of
    /// another one, or damaged: it can be made again. Its vectors stay where they are.
    pub fn stored<B>(bytes: B, encoder: &dyn Encoder, of: &str) -> Option<Self>
    where
        B: Deref<Target = [u8]> + Send + Sync + 'static,
    {
        let Extent { texts, filled } = Extent::of(&bytes, encoder, of)?;
        let (content, checksum) = bytes.split_last_chunk()?;
        if crc32fast::hash(content) != u32::from_le_bytes(*checksum) {
            return None;
        }
        let dimension = encoder.dimension();
        let mut cursor = Cursor::new(content);
        cursor.take(head(encoder, of).len() + 8).ok()?;
        let mean = floats(cursor.take(4 * dimension).ok()?);
        let scales = floats(cursor.take(4 * texts).ok()?);
        let part = content.len() - texts * dimension..content.len();
        let rows = Rows::stored(dimension, scales, Arc::new(bytes), part)?;
        Some(Self { mean, rows, filled })
    }
}

impl Extent {
    /// What stored bytes say of themselves, without a look at their vectors; nothing where they are another encoder's, of
    /// other texts, or a part.
    pub fn of(bytes: &[u8], encoder: &dyn Encoder, of: &str) -> Option<Self> {
        let rest = bytes.strip_prefix(head(encoder, of).as_slice())?;
        let (texts, rest) = rest.split_first_chunk()?;
        let (filled, rest) = rest.split_first_chunk()?;
        let [texts, filled] = [texts, filled].map(|count| u32::from_le_bytes(*count) as usize);
        let dimension = encoder.dimension();
        let whole = (4 + dimension).checked_mul(texts)?.checked_add(4 * dimension + 4)?;
        (rest.len() == whole).then_some(Self { texts, filled })
    }
}

/// What the bytes begin with: their form, their model, their texts.
fn head(encoder: &dyn Encoder, of: &str) -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend(Sha256::digest(encoder.fingerprint()));
    head.extend(Sha256::digest(of));
    head
}
