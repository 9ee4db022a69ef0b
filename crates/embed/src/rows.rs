//! Vectors as they are kept: whole numbers of eight bits and a scale a row.

use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::matrix::Kernel;

/// Bytes that lie somewhere: in memory, or in a file that is mapped.
pub(crate) type Shared = Arc<dyn Deref<Target = [u8]> + Send + Sync>;

/// Rows of whole numbers between −127 and 127, each with what they are to be multiplied by.
pub(crate) struct Rows {
    dimension: usize,
    values: Values,
    scales: Vec<f32>,
}

/// Bytes with a sign, row after row.
enum Values {
    Own(Vec<u8>),
    /// A part of bytes that were stored.
    Stored(Shared, Range<usize>),
}

impl Values {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::Stored(bytes, part) => bytes.get(part.clone()).unwrap_or_default(),
        }
    }

    /// Those that can be added to: stored ones are copied.
    fn own(&mut self) -> &mut Vec<u8> {
        if let Self::Stored(..) = self {
            *self = Self::Own(self.bytes().to_vec());
        }
        match self {
            Self::Own(bytes) => bytes,
            Self::Stored(..) => unreachable!("they were made its own"),
        }
    }
}

impl Rows {
    pub(crate) fn new(dimension: usize) -> Self {
        Self { dimension, values: Values::Own(Vec::new()), scales: Vec::new() }
    }

    /// Rows whose numbers are a part of stored bytes; nothing where there are not as many as rows have.
    pub(crate) fn stored(
        dimension: usize,
        scales: Vec<f32>,
        bytes: Shared,
        part: Range<usize>,
    ) -> Option<Self> {
        let values = Values::Stored(bytes, part);
        let fits = scales.len().checked_mul(dimension) == Some(values.bytes().len())
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
    pub(crate) fn parts(&self) -> (&[f32], &[u8]) {
        (&self.scales, self.values.bytes())
    }

    /// Rounds a vector to whole numbers, the largest of which is 127.
    pub(crate) fn push(&mut self, vector: &[f32]) {
        debug_assert_eq!(vector.len(), self.dimension);
        let largest = vector.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        let inverse = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        let values = vector.iter().map(|value| ((value * inverse).round() as i8).cast_unsigned());
        self.values.own().extend(values);
        self.scales.push(largest / 127.0);
    }

    /// A row as it was kept.
    pub(crate) fn push_kept(&mut self, scale: f32, values: &[u8]) {
        debug_assert_eq!(values.len(), self.dimension);
        self.values.own().extend_from_slice(values);
        self.scales.push(scale);
    }

    /// The scale and the numbers of a row, as they are kept.
    pub(crate) fn row(&self, place: usize) -> (f32, &[u8]) {
        (self.scales[place], &self.values.bytes()[place * self.dimension..][..self.dimension])
    }

    /// The numbers a row stands for.
    pub(crate) fn restored(&self, place: usize) -> impl Iterator<Item = f32> {
        let (scale, values) = self.row(place);
        values.iter().map(move |value| f32::from(value.cast_signed()) * scale)
    }

    /// The product of two rows.
    pub(crate) fn product(&self, one: usize, other: usize) -> f32 {
        let ((scale, one), (scale_other, other)) = (self.row(one), self.row(other));
        let pairs = one.iter().zip(other);
        let products = pairs.map(|(a, b)| i32::from(a.cast_signed()) * i32::from(b.cast_signed()));
        products.sum::<i32>() as f32 * (scale * scale_other)
    }

    /// The product of every row with one vector, which is rounded as rows are.
    pub(crate) fn products(&self, vector: &[f32]) -> impl ExactSizeIterator<Item = f32> {
        let mut asked = Self::new(self.dimension);
        asked.push(vector);
        let (scale_asked, asked) = asked.row(0);
        let asked: Vec<i16> = asked.iter().map(|value| i16::from(value.cast_signed())).collect();
        let products = Kernel::of_this_machine().products(self.values.bytes(), &asked);
        products
            .into_iter()
            .zip(&self.scales)
            .map(move |(product, scale)| product as f32 * (scale * scale_asked))
    }
}
