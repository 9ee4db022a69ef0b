//! What `ModernBERT` computes of a row of pieces: positions turn the numbers instead of being added, most layers see only
//! what is near, and the inner layer has a gate.

use crate::attention::{Attention, Room};
use crate::functions::{Norm, gelu, normalise};
use crate::matrix::{Activations, Kernel, Matrix};
use crate::vocabulary::Piece;
use crate::words::Words;

pub(crate) struct Layer {
    /// None in the first layer: its rows have just been brought to the norm.
    pub(crate) norm: Option<Norm>,
    pub(crate) query: Matrix,
    pub(crate) key: Matrix,
    pub(crate) value: Matrix,
    pub(crate) attended: Matrix,
    /// How far a piece sees.
    pub(crate) reach: usize,
    /// Which of the turns.
    pub(crate) turn: usize,
    pub(crate) inner_norm: Norm,
    pub(crate) inner: Matrix,
    pub(crate) gate: Matrix,
    pub(crate) outer: Matrix,
}

pub(crate) struct Modern {
    pub(crate) heads: usize,
    pub(crate) inner: usize,
    pub(crate) epsilon: f32,
    pub(crate) words: Words,
    pub(crate) norm: Norm,
    pub(crate) turns: Vec<Turn>,
    pub(crate) layers: Vec<Layer>,
    pub(crate) last_norm: Norm,
}

/// By which angle each pair of columns of a head is turned at each position, as cosine and sine.
pub(crate) struct Turn {
    /// Columns of a head, half of them.
    half: usize,
    angles: Vec<(f32, f32)>,
}

/// Space for one layer after the other.
#[derive(Default)]
struct Space {
    activations: Activations,
    normal: Vec<f32>,
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    attended: Vec<f32>,
    inner: Vec<f32>,
    gate: Vec<f32>,
    room: Room,
}

impl Modern {
    pub(crate) fn hidden(&self) -> usize {
        self.norm.weight.len()
    }

    /// As many positions as have their angles.
    pub(crate) fn positions(&self) -> usize {
        self.turns.iter().map(|turn| turn.angles.len() / turn.half).min().unwrap_or(0)
    }

    /// What becomes of the pieces of each text, piece by piece.
    #[inline(always)]
    pub(crate) fn run(&self, kernel: Kernel, texts: &[&[Piece]]) -> Vec<f32> {
        let mut rows = Vec::new();
        for text in texts {
            self.words.look_up(text, self.hidden(), &mut rows);
        }
        normalise(&mut rows, &self.norm, self.epsilon);
        let mut space = Space::default();
        for layer in &self.layers {
            self.attend(kernel, layer, texts, &mut rows, &mut space);
            self.think(kernel, layer, &mut rows, &mut space);
        }
        normalise(&mut rows, &self.last_norm, self.epsilon);
        rows
    }

    /// Each piece looks at the pieces of its text that are in reach.
    #[inline(always)]
    fn attend(&self, kernel: Kernel, layer: &Layer, texts: &[&[Piece]], rows: &mut [f32], space: &mut Space) {
        let hidden = self.hidden();
        space.normal.clear();
        space.normal.extend_from_slice(rows);
        if let Some(norm) = &layer.norm {
            normalise(&mut space.normal, norm, self.epsilon);
        }
        space.activations.quantise(&space.normal, hidden);
        for (matrix, out) in
            [(&layer.query, &mut space.query), (&layer.key, &mut space.key), (&layer.value, &mut space.value)]
        {
            out.resize(rows.len(), 0.0);
            matrix.multiply(kernel, &space.activations, out);
        }
        if let Some(turn) = self.turns.get(layer.turn) {
            turn.apply(texts, hidden, &mut space.query);
            turn.apply(texts, hidden, &mut space.key);
        }
        space.attended.clear();
        space.attended.resize(rows.len(), 0.0);
        let seen = [space.query.as_slice(), &space.key, &space.value];
        let attention = Attention { hidden, heads: self.heads, reach: layer.reach };
        attention.see(texts, seen, &mut space.room, &mut space.attended);
        space.activations.quantise(&space.attended, hidden);
        layer.attended.multiply(kernel, &space.activations, &mut space.query);
        add(rows, &space.query);
    }

    /// Each piece by itself, through the wider layer inside and its gate.
    #[inline(always)]
    fn think(&self, kernel: Kernel, layer: &Layer, rows: &mut [f32], space: &mut Space) {
        let hidden = self.hidden();
        space.normal.clear();
        space.normal.extend_from_slice(rows);
        normalise(&mut space.normal, &layer.inner_norm, self.epsilon);
        space.activations.quantise(&space.normal, hidden);
        for (matrix, out) in [(&layer.inner, &mut space.inner), (&layer.gate, &mut space.gate)] {
            out.resize(rows.len() / hidden * self.inner, 0.0);
            matrix.multiply(kernel, &space.activations, out);
        }
        gelu(&mut space.inner);
        space.inner.iter_mut().zip(&space.gate).for_each(|(value, gate)| *value *= gate);
        space.activations.quantise(&space.inner, self.inner);
        layer.outer.multiply(kernel, &space.activations, &mut space.query);
        add(rows, &space.query);
    }
}

impl Turn {
    /// Of heads with so many columns: each pair is turned more slowly than the one before, the last about `slowest`
    /// times more slowly than the first.
    pub(crate) fn new(width: usize, slowest: f64, positions: usize) -> Self {
        let half = width / 2;
        let speed = |pair: usize| (slowest.powf(2.0 * pair as f64 / width as f64)).recip() as f32;
        let speeds: Vec<f32> = (0..half).map(speed).collect();
        let angle = |position: usize, speed: &f32| {
            let (sine, cosine) = (position as f64 * f64::from(*speed)).sin_cos();
            (cosine as f32, sine as f32)
        };
        let angles =
            (0..positions).flat_map(|position| speeds.iter().map(move |speed| angle(position, speed)));
        Self { half, angles: angles.collect() }
    }

    #[inline(always)]
    fn apply(&self, texts: &[&[Piece]], hidden: usize, rows: &mut [f32]) {
        let mut rows = rows.chunks_exact_mut(hidden);
        for text in texts {
            for (row, angles) in (&mut rows).take(text.len()).zip(self.angles.chunks_exact(self.half)) {
                for head in row.chunks_exact_mut(2 * self.half) {
                    let (first, second) = head.split_at_mut(self.half);
                    for ((one, other), (cosine, sine)) in first.iter_mut().zip(second).zip(angles) {
                        (*one, *other) = (*one * cosine - *other * sine, *other * cosine + *one * sine);
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn add(rows: &mut [f32], more: &[f32]) {
    rows.iter_mut().zip(more).for_each(|(value, more)| *value += more);
}
