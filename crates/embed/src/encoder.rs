/// What a text is to a model: some were trained to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// What is asked for (問い).
    Query,
    /// What may answer (本文).
    Passage,
}

/// Rows of one length: a vector a text, in the order of the texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Vectors {
    dimension: usize,
    values: Vec<f32>,
}

impl Vectors {
    /// These vectors: what an encoder of one's own gives. Each is brought to length 1, and to `dimension` numbers.
    pub fn of(dimension: usize, vectors: impl IntoIterator<Item = Vec<f32>>) -> Self {
        let mut values = Vec::new();
        for mut vector in vectors {
            vector.resize(dimension, 0.0);
            to_length_one(&mut vector);
            values.extend(vector);
        }
        Self { dimension, values }
    }

    /// `count` vectors of nothing but zeros.
    pub(crate) fn zeros(dimension: usize, count: usize) -> Self {
        Self { dimension, values: vec![0.0; dimension * count] }
    }

    /// How many numbers each has.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.dimension).unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All of them, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.values.chunks_exact(self.dimension.max(1))
    }

    pub(crate) fn rows_mut(&mut self) -> impl ExactSizeIterator<Item = &mut [f32]> {
        self.values.chunks_exact_mut(self.dimension.max(1))
    }

    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.values[row * self.dimension..][..self.dimension]
    }
}

/// Something that turns texts into vectors whose products say how near their meanings are.
pub trait Encoder: Send + Sync {
    /// How many numbers a vector has.
    fn dimension(&self) -> usize;

    /// What tells this encoder from every other: vectors of two are never compared. SHA-256 of its file, in hexadecimal.
    fn fingerprint(&self) -> &str;

    /// A vector of length 1 for each text, in their order; zeros where a text gives no numbers. Nothing but the
    /// text, its role and the model has a say in it: neither its neighbours nor the number of cores.
    fn encode(&self, role: Role, texts: &[&str]) -> Vectors;
}

/// Brings a vector to length 1; what has no length, or holds what is no number, becomes zeros.
pub(crate) fn to_length_one(vector: &mut [f32]) {
    let length = vector.iter().map(|value| f64::from(*value) * f64::from(*value)).sum::<f64>().sqrt();
    if length.is_finite() && length > 1e-6 {
        vector.iter_mut().for_each(|value| *value = (f64::from(*value) / length) as f32);
    } else {
        vector.fill(0.0);
    }
}
