//! The products of weights and activations, where nearly all time goes.
//!
//! Weights are whole numbers of four bits, as a packed model has them, or of eight, which floats are brought to;
//! thirty-two of a row share a scale ([`BLOCK`]). Activations are brought to whole numbers of eight bits just before. The
//! products of a block are summed exactly, as integers; scales are applied once a block, in one order: whichever kernel
//! runs, the same bytes come out.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod portable;

use crate::half::half;
use crate::network::Network;
use crate::vocabulary::Piece;

/// How many neighbours in a row share a scale.
pub(crate) const BLOCK: usize = 32;
/// The bytes of one such block in the four-bit form: a scale, and two weights a byte.
pub(crate) const Q4_BYTES: usize = 2 + BLOCK / 2;
/// How many rows of weights a kernel takes at once: the 32-bit lanes of a vector of 256 bits.
const LANES: usize = 8;
/// How many tokens a kernel takes at once: what keeps their sums in registers.
const TILE: usize = 4;
/// Four neighbouring columns lie in 32 bits; this many of them are a block.
const QUADS: usize = BLOCK / 4;
/// By how much weights of four bits are stored too large.
const TOO_LARGE: u8 = 8;
/// How many bundles of rows stay near while tokens pass by.
const NEAR: usize = 4;

/// A matrix of weights and what is added to its products.
///
/// `LANES` rows are a bundle. For each four columns a bundle has four bytes a row; for each block of columns it has a
/// scale a row. What a byte is, is said by the grain.
pub(crate) struct Matrix {
    grain: Grain,
    rows: usize,
    blocks: usize,
    weights: Vec<[u8; 4 * LANES]>,
    scales: Vec<[f32; LANES]>,
    bias: Vec<f32>,
}

/// How fine weights are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    /// Bytes from 0 to 15: weights without a sign, as all are [`TOO_LARGE`].
    Four,
    /// Weights from −127 to 127, as bytes with a sign.
    Eight,
}

/// Activations as whole numbers between −127 and 127, block by block of each token. Tokens are filled up to whole
/// tiles.
#[derive(Default)]
pub(crate) struct Activations {
    tokens: usize,
    blocks: Vec<Block>,
}

/// A block of activations.
#[derive(Clone, Default)]
struct Block {
    /// Four columns each, the first in the lowest bits.
    quads: [i32; QUADS],
    scale: f32,
    /// What the products with weights of four bits are too large by, since the weights are.
    excess: i32,
}

/// What runs the products on this machine.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kernel {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
}

impl Kernel {
    pub(crate) fn of_this_machine() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = avx2::Avx2::detect() {
            return Self::Avx2(proof);
        }
        Self::Portable
    }

    /// What a network makes of texts.
    pub(crate) fn vectors(self, network: &Network, texts: &[&[Piece]]) -> Vec<Vec<f32>> {
        match self {
            Self::Portable => network.vectors_here(texts),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(proof) => proof.vectors(network, texts),
        }
    }

    /// The products of rows, bytes with a sign, with one vector; all numbers lie between −127 and 127.
    pub(crate) fn products(self, rows: &[u8], vector: &[i16]) -> Vec<i32> {
        match self {
            Self::Portable => portable::products(rows, vector),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(proof) => proof.products(rows, vector),
        }
    }
}

impl Matrix {
    /// From rows of four-bit blocks: a half-precision scale, then sixteen bytes whose low halves are the first
    /// sixteen weights and whose high halves are the others, each eight too large. `None` where a scale is no number or
    /// the sizes do not fit.
    pub(crate) fn from_q4(rows: usize, columns: usize, bytes: &[u8], bias: Vec<f32>) -> Option<Self> {
        let mut matrix = Self::empty(Grain::Four, rows, columns, bias)?;
        let (blocks, []) = bytes.as_chunks::<Q4_BYTES>() else { return None };
        if blocks.len() != rows * matrix.blocks {
            return None;
        }
        for (place, [low, high, packed @ ..]) in blocks.iter().enumerate() {
            let scale = half(u16::from_le_bytes([*low, *high]))?;
            matrix.set_block(place / matrix.blocks, place % matrix.blocks, scale, &unpack(packed));
        }
        Some(matrix)
    }

    /// From rows of numbers: in each block the largest weight becomes 127. `None` where the sizes do not fit.
    pub(crate) fn from_floats(rows: usize, columns: usize, numbers: &[f32], bias: Vec<f32>) -> Option<Self> {
        const LARGEST: f32 = 127.0;
        let mut matrix = Self::empty(Grain::Eight, rows, columns, bias)?;
        let (blocks, []) = numbers.as_chunks::<BLOCK>() else { return None };
        if blocks.len() != rows * matrix.blocks {
            return None;
        }
        for (place, block) in blocks.iter().enumerate() {
            let scale = block.iter().fold(0.0_f32, |largest, number| largest.max(number.abs())) / LARGEST;
            let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            let values = block.map(|number| ((number * inverse).round_ties_even() as i8).cast_unsigned());
            matrix.set_block(place / matrix.blocks, place % matrix.blocks, scale, &values);
        }
        Some(matrix)
    }

    fn empty(grain: Grain, rows: usize, columns: usize, bias: Vec<f32>) -> Option<Self> {
        if !rows.is_multiple_of(LANES) || !columns.is_multiple_of(BLOCK) || bias.len() != rows {
            return None;
        }
        let (bundles, blocks) = (rows / LANES, columns / BLOCK);
        Some(Self {
            grain,
            rows,
            blocks,
            weights: vec![[0; 4 * LANES]; bundles * blocks * QUADS],
            scales: vec![[0.0; LANES]; bundles * blocks],
            bias,
        })
    }

    fn set_block(&mut self, row: usize, block: usize, scale: f32, values: &[u8; BLOCK]) {
        let (bundle, lane) = (row / LANES, row % LANES);
        let place = bundle * self.blocks + block;
        self.scales[place][lane] = scale;
        let quads = &mut self.weights[place * QUADS..][..QUADS];
        for (quad, four) in quads.iter_mut().zip(values.as_chunks::<4>().0) {
            quad[4 * lane..][..4].copy_from_slice(four);
        }
    }

    /// The products with each token, row by row of `out`: as many as there are tokens.
    pub(crate) fn multiply(&self, kernel: Kernel, activations: &Activations, out: &mut [f32]) {
        debug_assert_eq!(out.len(), activations.tokens * self.rows);
        match kernel {
            Kernel::Portable => self.walk(activations, out, |weights, scales, tokens| {
                portable::tile(self.grain, weights, scales, tokens)
            }),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(proof) => proof.multiply(self, activations, out),
        }
    }

    /// Every bundle of rows with every tile of tokens, in an order that keeps both near.
    #[inline(always)]
    fn walk(
        &self,
        activations: &Activations,
        out: &mut [f32],
        tile: impl Fn(&[[u8; 4 * LANES]], &[[f32; LANES]], &[Block]) -> [[f32; LANES]; TILE],
    ) {
        let bundles =
            self.weights.chunks_exact(self.blocks * QUADS).zip(self.scales.chunks_exact(self.blocks));
        let bundles: Vec<_> = bundles.zip(self.bias.as_chunks::<LANES>().0).collect();
        for (number, near) in bundles.chunks(NEAR).enumerate() {
            let tiles = activations.blocks.chunks_exact(TILE * self.blocks);
            for (tokens, rows) in tiles.zip(out.chunks_mut(TILE * self.rows)) {
                for (beside, ((weights, scales), bias)) in near.iter().enumerate() {
                    let sums = tile(weights, scales, tokens);
                    let first = (number * NEAR + beside) * LANES;
                    for (row, sums) in rows.chunks_exact_mut(self.rows).zip(&sums) {
                        for ((value, sum), bias) in row[first..][..LANES].iter_mut().zip(sums).zip(*bias) {
                            *value = sum + bias;
                        }
                    }
                }
            }
        }
    }
}

impl Activations {
    /// Brings rows of `columns` numbers to whole numbers, halves to the even one.
    #[inline(always)]
    pub(crate) fn quantise(&mut self, rows: &[f32], columns: usize) {
        self.tokens = rows.len() / columns;
        self.blocks.clear();
        self.blocks.extend(rows.as_chunks().0.iter().map(Block::new));
        self.blocks.resize(self.tokens.next_multiple_of(TILE) * columns / BLOCK, Block::default());
    }
}

impl Block {
    #[inline(always)]
    fn new(values: &[f32; BLOCK]) -> Self {
        // A float of this size has no digits behind the point: adding it rounds, and its last bits are the integer.
        const ROUND: f32 = 12_582_912.0;
        let mut largest = 0.0_f32;
        for value in values {
            let size = value.abs();
            largest = if size > largest { size } else { largest };
        }
        let scale = largest / 127.0;
        let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
        let whole = values
            .map(|value| (value * inverse + ROUND).to_bits().wrapping_sub(ROUND.to_bits()).cast_signed());
        let mut quads = [0; QUADS];
        for (quad, [a, b, c, d]) in quads.iter_mut().zip(whole.as_chunks().0) {
            *quad = a & 0xff | (b & 0xff) << 8 | (c & 0xff) << 16 | d << 24;
        }
        let sum = whole.iter().fold(0_i32, |sum, value| sum.wrapping_add(*value));
        Self { quads, scale, excess: sum.wrapping_mul(TOO_LARGE.into()) }
    }
}

/// The thirty-two weights of a four-bit block.
pub(crate) fn nibbles(packed: &[u8; BLOCK / 2]) -> [i8; BLOCK] {
    unpack(packed).map(|weight| weight.cast_signed() - TOO_LARGE.cast_signed())
}

fn unpack(packed: &[u8; BLOCK / 2]) -> [u8; BLOCK] {
    let mut values = [0; BLOCK];
    let (low, high) = values.split_at_mut(BLOCK / 2);
    for ((byte, low), high) in packed.iter().zip(low).zip(high) {
        *low = byte & 0x0f;
        *high = byte >> 4;
    }
    values
}

#[cfg(test)]
mod tests;
