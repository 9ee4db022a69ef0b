//! What BERT, `RoBERTa` and `XLM-RoBERTa` compute of a row of pieces.

use crate::attention::{Attention, Room};
use crate::functions::{Norm, add_and_normalise, gelu};
use crate::matrix::{Activations, Kernel, Matrix};
use crate::vocabulary::Piece;
use crate::words::Words;

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
    pub(crate) epsilon: f32,
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

pub(crate) struct Bert {
    pub(crate) shape: Shape,
    pub(crate) words: Words,
    /// What each position adds; the vector of the one kind of text there is, is in it already.
    pub(crate) positions: Vec<f32>,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
}

/// Space for one layer after the other.
#[derive(Default)]
struct Space {
    activations: Activations,
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    attended: Vec<f32>,
    inner: Vec<f32>,
    room: Room,
}

impl Bert {
    /// What becomes of the pieces of each text, piece by piece.
    #[inline(always)]
    pub(crate) fn run(&self, kernel: Kernel, texts: &[&[Piece]]) -> Vec<f32> {
        let mut rows = self.embed(texts);
        let mut space = Space::default();
        for layer in &self.layers {
            self.attend(kernel, layer, texts, &mut rows, &mut space);
            self.think(kernel, layer, &mut rows, &mut space);
        }
        rows
    }

    #[inline(always)]
    fn embed(&self, texts: &[&[Piece]]) -> Vec<f32> {
        let mut words = Vec::new();
        let mut positions = Vec::new();
        for text in texts {
            self.words.look_up(text, self.shape.hidden, &mut words);
            positions.extend_from_slice(&self.positions[..text.len() * self.shape.hidden]);
        }
        add_and_normalise(&mut words, &positions, &self.norm, self.shape.epsilon);
        words
    }

    /// Each piece looks at all pieces of its text.
    #[inline(always)]
    fn attend(&self, kernel: Kernel, layer: &Layer, texts: &[&[Piece]], rows: &mut [f32], space: &mut Space) {
        let Shape { hidden, heads, .. } = self.shape;
        space.activations.quantise(rows, hidden);
        for (matrix, out) in
            [(&layer.query, &mut space.query), (&layer.key, &mut space.key), (&layer.value, &mut space.value)]
        {
            out.resize(rows.len(), 0.0);
            matrix.multiply(kernel, &space.activations, out);
        }
        space.attended.clear();
        space.attended.resize(rows.len(), 0.0);
        let seen = [space.query.as_slice(), &space.key, &space.value];
        let attention = Attention { hidden, heads, reach: usize::MAX };
        attention.see(texts, seen, &mut space.room, &mut space.attended);
        space.activations.quantise(&space.attended, hidden);
        layer.attended.multiply(kernel, &space.activations, &mut space.query);
        add_and_normalise(rows, &space.query, &layer.attended_norm, self.shape.epsilon);
    }

    /// Each piece by itself, through the wider layer inside.
    #[inline(always)]
    fn think(&self, kernel: Kernel, layer: &Layer, rows: &mut [f32], space: &mut Space) {
        let (hidden, inner) = (self.shape.hidden, self.shape.inner);
        space.activations.quantise(rows, hidden);
        space.inner.resize(rows.len() / hidden * inner, 0.0);
        layer.inner.multiply(kernel, &space.activations, &mut space.inner);
        gelu(&mut space.inner);
        space.activations.quantise(&space.inner, inner);
        layer.outer.multiply(kernel, &space.activations, &mut space.query);
        add_and_normalise(rows, &space.query, &layer.outer_norm, self.shape.epsilon);
    }
}
