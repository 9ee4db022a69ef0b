//! Vectors as they are kept: whole numbers of eight bits and a scale a row.

use crate::matrix::Kernel;

/// Rows of whole numbers between −127 and 127, each with what they are to be multiplied by.
pub(crate) struct Rows {
    dimension: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
}

impl Rows {
    pub(crate) fn new(dimension: usize) -> Self {
        Self { dimension, values: Vec::new(), scales: Vec::new() }
    }

    /// Rows that were kept; nothing where there are not as many numbers as rows have.
    pub(crate) fn kept(dimension: usize, scales: Vec<f32>, values: Vec<i8>) -> Option<Self> {
        let fits = scales.len().checked_mul(dimension) == Some(values.len())
            && scales.iter().all(|scale| scale.is_finite());
        fits.then_some(Self { dimension, values, scales })
    }

    pub(crate) fn dimension(&self) -> usize {
        self.dimension
    }

    pub(crate) fn len(&self) -> usize {
        self.scales.len()
    }

    /// The scales of all rows, and their numbers one after the other.
    pub(crate) fn parts(&self) -> (&[f32], &[i8]) {
        (&self.scales, &self.values)
    }

    /// Rounds a vector to whole numbers, the largest of which is 127.
    pub(crate) fn push(&mut self, vector: &[f32]) {
        debug_assert_eq!(vector.len(), self.dimension);
        let largest = vector.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        let inverse = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        self.values.extend(vector.iter().map(|value| (value * inverse).round() as i8));
        self.scales.push(largest / 127.0);
    }

    /// A row as it was kept.
    pub(crate) fn push_kept(&mut self, scale: f32, values: impl Iterator<Item = i8>) {
        self.values.extend(values);
        self.scales.push(scale);
        debug_assert_eq!(self.values.len(), self.scales.len() * self.dimension);
    }

    pub(crate) fn row(&self, place: usize) -> (f32, &[i8]) {
        (self.scales[place], &self.values[place * self.dimension..][..self.dimension])
    }

    /// The numbers a row stands for.
    pub(crate) fn restored(&self, place: usize) -> impl Iterator<Item = f32> {
        let (scale, values) = self.row(place);
        values.iter().map(move |value| f32::from(*value) * scale)
    }

    /// The product of two rows.
    pub(crate) fn product(&self, one: usize, other: usize) -> f32 {
        let ((scale, one), (scale_other, other)) = (self.row(one), self.row(other));
        let products = one.iter().zip(other).map(|(a, b)| i32::from(*a) * i32::from(*b));
        products.sum::<i32>() as f32 * (scale * scale_other)
    }

    /// The product of every row with one vector, which is rounded as rows are.
    pub(crate) fn products(&self, vector: &[f32]) -> impl ExactSizeIterator<Item = f32> {
        let mut asked = Self::new(self.dimension);
        asked.push(vector);
        let (scale_asked, asked) = asked.row(0);
        let asked: Vec<i16> = asked.iter().map(|value| i16::from(*value)).collect();
        let products = Kernel::of_this_machine().products(&self.values, &asked);
        products
            .into_iter()
            .zip(&self.scales)
            .map(move |(product, scale)| product as f32 * (scale * scale_asked))
    }
}
