//! The kernel for processors with vectors of 256 bits: nearly every x86-64 sold since 2015.

use std::arch::x86_64::{
    __m256i, _mm256_abs_epi8, _mm256_add_epi16, _mm256_add_epi32, _mm256_add_ps, _mm256_castps_si256,
    _mm256_cvtepi32_ps, _mm256_extract_epi32, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_ps,
    _mm256_set_epi64x, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setr_ps,
    _mm256_setzero_ps, _mm256_setzero_si256, _mm256_sign_epi8, _mm256_sub_epi32,
};

use crate::network::Network;
use crate::vocabulary::Piece;

use super::{Activations, Block, Grain, LANES, Matrix, QUADS, TILE, portable};

/// Proof that the processor has the instructions: made by [`Avx2::detect`] alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2(());

impl Avx2 {
    pub(crate) fn detect() -> Option<Self> {
        std::arch::is_x86_feature_detected!("avx2").then_some(Self(()))
    }

    #[expect(unsafe_code, reason = "instructions the compiler cannot know the processor to have")]
    pub(super) fn multiply(self, matrix: &Matrix, activations: &Activations, out: &mut [f32]) {
        // SAFETY: `multiply` is a safe function whose only condition is that the processor has AVX2. A value of this
        // type exists only where `detect` has asked the processor: its field is private, and nothing else makes one.
        unsafe { multiply(matrix, activations, out) }
    }

    #[expect(unsafe_code, reason = "instructions the compiler cannot know the processor to have")]
    pub(super) fn vectors(self, network: &Network, texts: &[&[Piece]]) -> Vec<Vec<f32>> {
        // SAFETY: as above; `vectors` is safe but for that condition too.
        unsafe { vectors(network, texts) }
    }

    #[expect(unsafe_code, reason = "instructions the compiler cannot know the processor to have")]
    pub(super) fn products(self, rows: &[u8], vector: &[i16]) -> Vec<i32> {
        // SAFETY: as above; `products` is safe but for that condition too.
        unsafe { products(rows, vector) }
    }
}

#[target_feature(enable = "avx2")]
fn multiply(matrix: &Matrix, activations: &Activations, out: &mut [f32]) {
    match matrix.grain {
        Grain::Four => {
            matrix.walk(activations, out, |weights, scales, tokens| tile::<false>(weights, scales, tokens));
        }
        Grain::Eight => {
            matrix.walk(activations, out, |weights, scales, tokens| tile::<true>(weights, scales, tokens));
        }
    }
}

#[target_feature(enable = "avx2")]
fn vectors(network: &Network, texts: &[&[Piece]]) -> Vec<Vec<f32>> {
    network.vectors_here(texts)
}

/// The portable code, which the compiler makes other instructions of here.
#[target_feature(enable = "avx2")]
fn products(rows: &[u8], vector: &[i16]) -> Vec<i32> {
    portable::products(rows, vector)
}

/// What the portable kernel does, eight rows at once: the same integers, and the same order of the same operations on
/// floats. One factor of the products has no sign: weights of four bits have none, and that of `FINE` ones, of eight
/// bits, is given to the activations. The products of two columns are summed in 16 bits: of numbers up to 127 they are at
/// most 32,258. With weights of at most 15 so are those of a whole block: 32 of them over two lanes are at most 30,480.
/// Those of fine weights are summed in 32 bits.
#[inline]
#[target_feature(enable = "avx2")]
fn tile<const FINE: bool>(
    weights: &[[u8; 4 * LANES]],
    scales: &[[f32; LANES]],
    tokens: &[Block],
) -> [[f32; LANES]; TILE] {
    let ones = _mm256_set1_epi16(1);
    let blocks = scales.len();
    let tokens: [&[Block]; TILE] = std::array::from_fn(|token| &tokens[token * blocks..][..blocks]);
    let mut sums = [_mm256_setzero_ps(); TILE];
    for (number, (weights, scales)) in weights.as_chunks::<QUADS>().0.iter().zip(scales).enumerate() {
        let tokens = tokens.map(|blocks| &blocks[number]);
        let mut whole = [_mm256_setzero_si256(); TILE];
        for (place, weights) in weights.iter().enumerate() {
            let weights = load(weights);
            let sizes = if FINE { _mm256_abs_epi8(weights) } else { weights };
            for (whole, block) in whole.iter_mut().zip(tokens) {
                let four = _mm256_set1_epi32(block.quads[place]);
                *whole = if FINE {
                    let products = _mm256_maddubs_epi16(sizes, _mm256_sign_epi8(four, weights));
                    _mm256_add_epi32(*whole, _mm256_madd_epi16(products, ones))
                } else {
                    _mm256_add_epi16(*whole, _mm256_maddubs_epi16(sizes, four))
                };
            }
        }
        let [a, b, c, d, e, f, g, h] = *scales;
        let scales = _mm256_setr_ps(a, b, c, d, e, f, g, h);
        for ((sum, whole), block) in sums.iter_mut().zip(whole).zip(tokens) {
            let whole = if FINE {
                whole
            } else {
                _mm256_sub_epi32(_mm256_madd_epi16(whole, ones), _mm256_set1_epi32(block.excess))
            };
            let scale = _mm256_mul_ps(scales, _mm256_set1_ps(block.scale));
            *sum = _mm256_add_ps(*sum, _mm256_mul_ps(_mm256_cvtepi32_ps(whole), scale));
        }
    }
    sums.map(|sum| {
        let bits = _mm256_castps_si256(sum);
        [
            _mm256_extract_epi32::<0>(bits),
            _mm256_extract_epi32::<1>(bits),
            _mm256_extract_epi32::<2>(bits),
            _mm256_extract_epi32::<3>(bits),
            _mm256_extract_epi32::<4>(bits),
            _mm256_extract_epi32::<5>(bits),
            _mm256_extract_epi32::<6>(bits),
            _mm256_extract_epi32::<7>(bits),
        ]
        .map(|bits| f32::from_bits(bits.cast_unsigned()))
    })
}

/// Thirty-two bytes, by way of numbers: the compiler makes one load of it.
#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 4 * LANES]) -> __m256i {
    let [a, b, c, d] = bytes.as_chunks().0 else { return _mm256_setzero_si256() };
    let [a, b, c, d] = [a, b, c, d].map(|eight| i64::from_le_bytes(*eight));
    _mm256_set_epi64x(d, c, b, a)
}
