//! The encoder itself: what BERT and XLM-RoBERTa compute of a row of pieces.

use crate::functions::{add_and_normalise, gelu, softmax};
use crate::half::half;
use crate::matrix::{Activations, BLOCK, Kernel, Matrix, Q4_BYTES, nibbles};
use crate::vocabulary::Piece;

/// The sizes of a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) hidden: usize,
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
    /// How many pieces have a vector.
    pub(crate) words: usize,
    /// How many pieces a text may have at once, with those that stand before and behind it.
    pub(crate) positions: usize,
    pub(crate) kinds: usize,
    pub(crate) epsilon: f32,
}

/// The scale and the shift at the end of a step.
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

pub(crate) struct Layer {
    pub(crate) query: Matrix,
    pub(crate) key: Matrix,
    pub(crate) value: Matrix,
    pub(crate) attended: Matrix,
    pub(crate) attended_norm: Norm,
    pub(crate) inner: Matrix,
    pub(crate) outer: Matrix,
    pub(crate) outer_norm: Norm,
}

pub(crate) struct Transformer {
    pub(crate) shape: Shape,
    /// The vectors of pieces in four-bit blocks: most of the file, of which a text needs a few rows.
    pub(crate) words: Vec<u8>,
    /// What each position adds; the vector of the one kind of text there is, is in it already.
    pub(crate) positions: Vec<f32>,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) kernel: Kernel,
}

/// Space for one batch after the other.
#[derive(Default)]
struct Space {
    activations: Activations,
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    attended: Vec<f32>,
    inner: Vec<f32>,
}

impl Transformer {
    /// The mean of what becomes of the pieces of each text, one vector a text. A text has at least one piece and no
    /// more than there are positions; what stands beside it in the batch has no say.
    pub(crate) fn means(&self, texts: &[&[Piece]]) -> Vec<Vec<f32>> {
        self.kernel.means(self, texts)
    }

    /// The same, in code that is compiled anew for each kernel: what lies between the products profits too.
    #[inline(always)]
    pub(crate) fn means_here(&self, texts: &[&[Piece]]) -> Vec<Vec<f32>> {
        let mut rows = self.embed(texts);
        let mut space = Space::default();
        for layer in &self.layers {
            self.attend(layer, texts, &mut rows, &mut space);
            self.think(layer, &mut rows, &mut space);
        }
        let mut rest = rows.as_slice();
        let mut means = Vec::with_capacity(texts.len());
        for text in texts {
            let (own, others) = rest.split_at(text.len() * self.shape.hidden);
            rest = others;
            let mut mean = vec![0.0; self.shape.hidden];
            for row in own.chunks_exact(self.shape.hidden) {
                mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            mean.iter_mut().for_each(|sum| *sum /= text.len() as f32);
            means.push(mean);
        }
        means
    }

    #[inline(always)]
    fn embed(&self, texts: &[&[Piece]]) -> Vec<f32> {
        let hidden = self.shape.hidden;
        let bytes = hidden / BLOCK * Q4_BYTES;
        let mut words = Vec::new();
        let mut positions = Vec::new();
        for text in texts {
            for piece in *text {
                let blocks = self.words[*piece as usize * bytes..][..bytes].as_chunks::<Q4_BYTES>().0;
                for [low, high, packed @ ..] in blocks {
                    let scale = half(u16::from_le_bytes([*low, *high])).unwrap_or_default();
                    words.extend(nibbles(packed).map(|value| f32::from(value) * scale));
                }
            }
            positions.extend_from_slice(&self.positions[..text.len() * hidden]);
        }
        add_and_normalise(&mut words, &positions, &self.norm.weight, &self.norm.bias, self.shape.epsilon);
        words
    }

    /// Each piece looks at all pieces of its text.
    #[inline(always)]
    fn attend(&self, layer: &Layer, texts: &[&[Piece]], rows: &mut [f32], space: &mut Space) {
        let hidden = self.shape.hidden;
        space.activations.quantise(rows, hidden);
        for (matrix, out) in
            [(&layer.query, &mut space.query), (&layer.key, &mut space.key), (&layer.value, &mut space.value)]
        {
            out.resize(rows.len(), 0.0);
            matrix.multiply(self.kernel, &space.activations, out);
        }
        space.attended.clear();
        space.attended.resize(rows.len(), 0.0);
        let mut start = 0;
        for text in texts {
            let own = start..start + text.len() * hidden;
            start = own.end;
            let (query, key, value) =
                (&space.query[own.clone()], &space.key[own.clone()], &space.value[own.clone()]);
            for head in 0..self.shape.heads {
                look(head, self.shape, query, key, value, &mut space.attended[own.clone()]);
            }
        }
        space.activations.quantise(&space.attended, hidden);
        layer.attended.multiply(self.kernel, &space.activations, &mut space.query);
        let norm = &layer.attended_norm;
        add_and_normalise(rows, &space.query, &norm.weight, &norm.bias, self.shape.epsilon);
    }

    /// Each piece by itself, through the wider layer inside.
    #[inline(always)]
    fn think(&self, layer: &Layer, rows: &mut [f32], space: &mut Space) {
        let (hidden, inner) = (self.shape.hidden, self.shape.inner);
        space.activations.quantise(rows, hidden);
        space.inner.resize(rows.len() / hidden * inner, 0.0);
        layer.inner.multiply(self.kernel, &space.activations, &mut space.inner);
        gelu(&mut space.inner);
        space.activations.quantise(&space.inner, inner);
        layer.outer.multiply(self.kernel, &space.activations, &mut space.query);
        let norm = &layer.outer_norm;
        add_and_normalise(rows, &space.query, &norm.weight, &norm.bias, self.shape.epsilon);
    }
}

/// One head of one text: adds to the head's columns of `out` the values of all pieces, each by how well its key fits.
#[inline(always)]
fn look(head: usize, shape: Shape, query: &[f32], key: &[f32], value: &[f32], out: &mut [f32]) {
    let width = shape.hidden / shape.heads;
    let own = head * width..(head + 1) * width;
    let count = key.len() / shape.hidden;
    // Keys with their columns as rows: the scores of all pieces grow at once.
    let mut keys = vec![0.0; count * width];
    for (piece, row) in key.chunks_exact(shape.hidden).enumerate() {
        for (column, number) in row[own.clone()].iter().enumerate() {
            keys[column * count + piece] = *number;
        }
    }
    let scale = 1.0 / (width as f32).sqrt();
    let mut scores = vec![0.0; count];
    for (query, out) in query.chunks_exact(shape.hidden).zip(out.chunks_exact_mut(shape.hidden)) {
        scores.fill(0.0);
        for (asked, keys) in query[own.clone()].iter().zip(keys.chunks_exact(count)) {
            let asked = asked * scale;
            scores.iter_mut().zip(keys).for_each(|(score, key)| *score += asked * key);
        }
        softmax(&mut scores);
        let out = &mut out[own.clone()];
        for (share, value) in scores.iter().zip(value.chunks_exact(shape.hidden)) {
            out.iter_mut().zip(&value[own.clone()]).for_each(|(sum, value)| *sum += share * value);
        }
    }
}
