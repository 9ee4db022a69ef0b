//! The kernel every machine has, in words the compiler makes the most of.

use super::{Block, Grain, LANES, QUADS, TILE};

/// A bundle of rows with a tile of tokens.
#[inline(always)]
pub(super) fn tile(
    grain: Grain,
    weights: &[[u8; 4 * LANES]],
    scales: &[[f32; LANES]],
    tokens: &[Block],
) -> [[f32; LANES]; TILE] {
    let mut sums = [[0.0; LANES]; TILE];
    for (number, (weights, scales)) in weights.as_chunks::<QUADS>().0.iter().zip(scales).enumerate() {
        for (sums, blocks) in sums.iter_mut().zip(tokens.chunks_exact(tokens.len() / TILE)) {
            let block = &blocks[number];
            let mut whole = [0_i32; LANES];
            for (weights, quad) in weights.iter().zip(&block.quads) {
                let quad = quad.to_le_bytes().map(|byte| i32::from(byte.cast_signed()));
                for (sum, four) in whole.iter_mut().zip(weights.as_chunks::<4>().0) {
                    for (weight, activation) in four.iter().zip(quad) {
                        *sum += activation
                            * match grain {
                                Grain::Four => i32::from(*weight),
                                Grain::Eight => i32::from(weight.cast_signed()),
                            };
                    }
                }
            }
            let excess = if grain == Grain::Four { block.excess } else { 0 };
            for ((sum, whole), scale) in sums.iter_mut().zip(whole).zip(scales) {
                *sum += whole.wrapping_sub(excess) as f32 * (scale * block.scale);
            }
        }
    }
    sums
}

/// The products of rows with one vector.
#[inline(always)]
pub(super) fn products(rows: &[u8], vector: &[i16]) -> Vec<i32> {
    // One loop without closures: what is compiled for the instructions of its caller.
    let mut products = Vec::with_capacity(rows.len() / vector.len().max(1));
    for row in rows.chunks_exact(vector.len().max(1)) {
        let mut sum = 0;
        for (byte, other) in row.iter().zip(vector) {
            sum += i32::from(i16::from(byte.cast_signed())) * i32::from(*other);
        }
        products.push(sum);
    }
    products
}
