//! The functions between the products, each over whole rows, in arithmetic that every processor does alike.

use std::f32::consts::{FRAC_1_SQRT_2, LOG2_E};

/// *e* to the power of `x`, for `x` of at most 0; relative error below 2⁻²². Without branches, so that several are
/// computed at once.
#[inline(always)]
fn exp(x: f32) -> f32 {
    // A float of this size has no digits behind the point: adding it rounds to the power of two.
    const ROUND: f32 = 12_582_912.0;
    // The logarithm of 2 in two parts, the first with so few digits that its multiples are exact.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = if x > -87.0 { x } else { -87.0 };
    let shifted = x * LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let rest = x - whole * LN_2_HIGH - whole * LN_2_LOW;
    // The series of the exponential function; |rest| is at most half of ln 2.
    let mut series = 1.0 / 5040.0;
    for factor in [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        series = series * rest + factor;
    }
    let power = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    series * f32::from_bits(power)
}

/// Gaussian error linear units: x times the share of the normal distribution below x. The error function is formula
/// 7.1.26 of Abramowitz and Stegun, *Handbook of Mathematical Functions*; absolute error below 2 · 10⁻⁷.
#[inline(always)]
pub(crate) fn gelu(values: &mut [f32]) {
    for value in values {
        let x = value.abs() * FRAC_1_SQRT_2;
        let t = 1.0 / (1.0 + 0.327_591_1 * x);
        let mut series = 1.061_405_4;
        for factor in [-1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6, 0.0] {
            series = series * t + factor;
        }
        let beyond = 0.5 * series * exp(-x * x);
        *value *= if *value > 0.0 { 1.0 - beyond } else { beyond };
    }
}

/// Turns scores into shares that sum up to one.
#[inline(always)]
pub(crate) fn softmax(scores: &mut [f32]) {
    let mut largest = f32::NEG_INFINITY;
    for score in &*scores {
        largest = if *score > largest { *score } else { largest };
    }
    for score in &mut *scores {
        *score = exp(*score - largest);
    }
    let share = 1.0 / sum(scores.iter().copied());
    for score in scores {
        *score *= share;
    }
}

/// The scale and the shift at the end of a step.
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Norm {
    /// Brings a row to mean 0 and deviation 1, then to the scale and the shift.
    #[inline(always)]
    fn apply(&self, row: &mut [f32], epsilon: f32) {
        let columns = row.len() as f32;
        let mean = sum(row.iter().copied()) / columns;
        let variance = sum(row.iter().map(|value| (value - mean) * (value - mean))) / columns;
        let inverse = 1.0 / (variance + epsilon).sqrt();
        for ((value, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *value = (*value - mean) * inverse * weight + bias;
        }
    }
}

/// Brings each row to the norm.
#[inline(always)]
pub(crate) fn normalise(rows: &mut [f32], norm: &Norm, epsilon: f32) {
    rows.chunks_exact_mut(norm.weight.len()).for_each(|row| norm.apply(row, epsilon));
}

/// Adds `more` to each row, and brings it to the norm.
#[inline(always)]
pub(crate) fn add_and_normalise(rows: &mut [f32], more: &[f32], norm: &Norm, epsilon: f32) {
    let columns = norm.weight.len();
    for (row, more) in rows.chunks_exact_mut(columns).zip(more.chunks_exact(columns)) {
        for (value, more) in row.iter_mut().zip(more) {
            *value += more;
        }
        norm.apply(row, epsilon);
    }
}

/// A sum in eight parts, which are added at the end: several at once, and the same everywhere.
#[inline(always)]
fn sum(values: impl ExactSizeIterator<Item = f32>) -> f32 {
    let mut parts = [0.0; 8];
    for (place, value) in values.enumerate() {
        parts[place % 8] += value;
    }
    parts.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_those_of_the_library() {
        for step in 0..20_000 {
            let x = step as f32 * -0.004;
            let (ours, exact) = (exp(x), f64::from(x).exp());
            assert!((f64::from(ours) - exact).abs() <= exact * 3e-7, "{x}: {ours} {exact}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
    }

    /// The normal distribution by its series, in double precision.
    fn gelu_exactly(x: f64) -> f64 {
        let mut term = x;
        let mut sum = x;
        for step in 1..200 {
            term *= x * x / f64::from(2 * step + 1);
            sum += term;
        }
        x * (0.5 + sum * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt())
    }

    #[test]
    fn units_are_gaussian() {
        for step in -1000..=1000 {
            let x = step as f32 * 0.006;
            let mut ours = [x];
            gelu(&mut ours);
            let exact = gelu_exactly(f64::from(x));
            assert!((f64::from(ours[0]) - exact).abs() < 1.5e-6, "{x}: {} {exact}", ours[0]);
        }
    }

    #[test]
    fn shares_sum_up_to_one_and_rows_have_mean_and_deviation() {
        let mut scores = [1.0, 3.0, -200.0, 3.0];
        softmax(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(scores[1], scores[3]);
        assert!((scores[1] / scores[0] - 2.0_f32.exp()).abs() < 1e-4);

        let mut row = [1.0, 2.0, 3.0, 4.0];
        let norm = Norm { weight: vec![1.0, 1.0, 1.0, 2.0], bias: vec![0.0, 0.0, 0.0, 1.0] };
        add_and_normalise(&mut row, &[0.0, 0.0, 0.0, 4.0], &norm, 0.0);
        let deviation = 7.25_f32.sqrt();
        let expected = [-2.5, -1.5, -0.5, 4.5].map(|value| value / deviation);
        assert!(
            row.iter()
                .zip([expected[0], expected[1], expected[2], 2.0 * expected[3] + 1.0])
                .all(|(ours, exact)| (ours - exact).abs() < 1e-6)
        );
    }
}
