//! A neighbourhood on disk, in the order of the texts of one index: what a question is answered from is read in one
//! go, where [`Kept`](crate::Kept) would have to be asked for every text.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::encoder::Encoder;
use crate::error::{Error, Result};
use crate::neighbourhood::Neighbourhood;
use crate::rows::Rows;

/// How the file begins; the last byte is the version of its form.
const MAGIC: [u8; 8] = *b"kurabes\x01";

impl Neighbourhood {
    /// Writes it in the place of what was there: the neighbourhood of texts that are together called `of`, by an encoder.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, path: &Path, encoder: &dyn Encoder, of: &str) -> Result<()> {
        let (scales, values) = self.rows.parts();
        let mut bytes = head(encoder, of);
        bytes.extend((scales.len() as u32).to_le_bytes());
        bytes.extend(self.mean.iter().chain(scales).flat_map(|value| value.to_le_bytes()));
        bytes.extend(values.iter().map(|value| value.cast_unsigned()));
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        let beside = path.with_extension(format!("{}.new", std::process::id()));
        let written = File::create(&beside)
            .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&beside, path));
        written.map_err(|source| {
            let _ = fs::remove_file(&beside);
            Error::Unwritable { path: path.to_owned(), source }
        })
    }

    /// The one that was written there for the same texts by the same encoder; nothing where there is none, another
    /// one, or a damaged one: it can be made again.
    pub fn read(path: &Path, encoder: &dyn Encoder, of: &str) -> Option<Self> {
        let bytes = fs::read(path).ok()?;
        let (content, checksum) = bytes.split_last_chunk()?;
        let rest = content.strip_prefix(head(encoder, of).as_slice())?;
        if crc32fast::hash(content) != u32::from_le_bytes(*checksum) {
            return None;
        }
        let (count, rest) = rest.split_first_chunk()?;
        let (count, dimension) = (u32::from_le_bytes(*count) as usize, encoder.dimension());
        let (mean, rest) = floats(rest, dimension)?;
        let (scales, values) = floats(rest, count)?;
        let values = values.iter().map(|byte| byte.cast_signed()).collect();
        Some(Self { mean, rows: Rows::kept(dimension, scales, values)? })
    }
}

/// What the file begins with: its form, its model, its texts.
fn head(encoder: &dyn Encoder, of: &str) -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend(Sha256::digest(encoder.fingerprint()));
    head.extend(Sha256::digest(of));
    head
}

/// So many numbers from the front, and what is left.
fn floats(bytes: &[u8], count: usize) -> Option<(Vec<f32>, &[u8])> {
    let (front, rest) = bytes.split_at_checked(count.checked_mul(4)?)?;
    let (numbers, _) = front.as_chunks();
    Some((numbers.iter().map(|number| f32::from_le_bytes(*number)).collect(), rest))
}
