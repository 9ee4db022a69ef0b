//! How the pieces of a text look at each other.

use crate::functions::softmax;
use crate::vocabulary::Piece;

/// How attention is divided, and how far it goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attention {
    /// How many numbers a piece has.
    pub(crate) hidden: usize,
    /// Among how many heads they are divided.
    pub(crate) heads: usize,
    /// How far from itself a piece sees others, before and behind.
    pub(crate) reach: usize,
}

impl Attention {
    /// What each piece sees of its text: all of `out` are zeros before.
    #[inline(always)]
    pub(crate) fn see(
        self,
        texts: &[&[Piece]],
        [query, key, value]: [&[f32]; 3],
        kept: &mut Room,
        out: &mut [f32],
    ) {
        let mut start = 0;
        for text in texts {
            let own = start..start + text.len() * self.hidden;
            start = own.end;
            let seen = [&query[own.clone()], &key[own.clone()], &value[own.clone()]];
            for head in 0..self.heads {
                self.look(head, seen, kept, &mut out[own.clone()]);
            }
        }
    }

    /// One head of one text: adds to the head's columns of `out` the values of the pieces in reach, each by how well its
    /// key fits.
    #[inline(always)]
    fn look(self, head: usize, [query, key, value]: [&[f32]; 3], kept: &mut Room, out: &mut [f32]) {
        let width = self.hidden / self.heads;
        let own = head * width..(head + 1) * width;
        let count = key.len() / self.hidden;
        // Keys with their columns as rows: the scores of all pieces grow at once.
        let Room { keys, scores } = kept;
        keys.resize(count * width, 0.0);
        for (piece, row) in key.chunks_exact(self.hidden).enumerate() {
            for (column, number) in row[own.clone()].iter().enumerate() {
                keys[column * count + piece] = *number;
            }
        }
        let scale = 1.0 / (width as f32).sqrt();
        let pieces = query.chunks_exact(self.hidden).zip(out.chunks_exact_mut(self.hidden));
        for (piece, (query, out)) in pieces.enumerate() {
            let first = piece.saturating_sub(self.reach);
            let end = piece.saturating_add(self.reach).saturating_add(1).min(count);
            scores.clear();
            scores.resize(end - first, 0.0);
            for (asked, keys) in query[own.clone()].iter().zip(keys.chunks_exact(count)) {
                let asked = asked * scale;
                scores.iter_mut().zip(&keys[first..end]).for_each(|(score, key)| *score += asked * key);
            }
            softmax(scores);
            let out = &mut out[own.clone()];
            for (share, value) in scores.iter().zip(value.chunks_exact(self.hidden).skip(first)) {
                out.iter_mut().zip(&value[own.clone()]).for_each(|(sum, value)| *sum += share * value);
            }
        }
    }
}

/// Space for one head after the other.
#[derive(Default)]
pub(crate) struct Room {
    keys: Vec<f32>,
    scores: Vec<f32>,
}
