//! The vectors of pieces: most of a model, of which a text needs a few rows.

use crate::folder::StoredRows;
use crate::half::half;
use crate::matrix::{BLOCK, Q4_BYTES, nibbles};
use crate::vocabulary::Piece;

/// A row for every piece.
pub(crate) enum Words {
    /// In blocks of four bits.
    Packed(Vec<u8>),
    /// In the file, from which rows are read as they are needed.
    Stored(StoredRows),
}

impl Words {
    /// Adds the vectors of pieces to `rows`. Where the file can no longer be read they are no numbers, and so is what
    /// becomes of them: a text that says nothing.
    #[inline(always)]
    pub(crate) fn look_up(&self, pieces: &[Piece], hidden: usize, rows: &mut Vec<f32>) {
        match self {
            Self::Packed(words) => {
                let bytes = hidden / BLOCK * Q4_BYTES;
                for piece in pieces {
                    let blocks = words[*piece as usize * bytes..][..bytes].as_chunks::<Q4_BYTES>().0;
                    for [low, high, packed @ ..] in blocks {
                        let scale = half(u16::from_le_bytes([*low, *high])).unwrap_or_default();
                        rows.extend(nibbles(packed).map(|value| f32::from(value) * scale));
                    }
                }
            }
            Self::Stored(stored) => {
                for piece in pieces {
                    let row = stored.row(*piece as usize).filter(|row| row.len() == hidden);
                    rows.extend(row.unwrap_or_else(|| vec![f32::NAN; hidden]));
                }
            }
        }
    }
}
