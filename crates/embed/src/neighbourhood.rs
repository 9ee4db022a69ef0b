//! Which of many vectors lie nearest.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::encoder::to_length_one;
use crate::kept::Kept;
use crate::rows::Rows;

/// Vectors that are compared with each other.
///
/// All statements of a corpus have much in common, and their vectors point nearly the same way. What they have in
/// common, their mean, is taken away from each before it is compared: what is left says in what it differs from the
/// rest. Without that, meaning adds nothing to words.
pub struct Neighbourhood {
    mean: Vec<f32>,
    rows: Rows,
}

/// One of the nearest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Which of the texts, in the order they were given.
    pub place: usize,
    /// The cosine of the angle between, from −1 to 1, as exactly as eight bits say.
    pub nearness: f32,
}

impl Neighbourhood {
    /// Those of `texts` that have a vector; the others are near to nothing.
    pub fn of(kept: &Kept, texts: &[&str]) -> Self {
        let places: Vec<Option<usize>> = texts.iter().map(|text| kept.place(text)).collect();
        let mut mean = vec![0.0; kept.dimension()];
        let mut count = 0.0;
        for place in places.iter().flatten() {
            count += 1.0;
            mean.iter_mut()
                .zip(kept.rows().restored(*place))
                .for_each(|(sum, value)| *sum += f64::from(value));
        }
        let mean: Vec<f32> = mean.iter().map(|sum| (sum / f64::max(count, 1.0)) as f32).collect();
        let mut rows = Rows::new(kept.dimension());
        for place in places {
            let mut vector = vec![0.0; kept.dimension()];
            if let Some(place) = place {
                let own = kept.rows().restored(place).zip(&mean).map(|(value, mean)| value - mean);
                vector.iter_mut().zip(own).for_each(|(value, own)| *value = own);
                to_length_one(&mut vector);
            }
            rows.push(&vector);
        }
        Self { mean, rows }
    }

    /// The `count` texts nearest to a vector, the nearest first, the earlier one where two are equally near.
    pub fn nearest(&self, vector: &[f32], count: usize) -> Vec<Neighbour> {
        let mut vector: Vec<f32> = vector.iter().zip(&self.mean).map(|(value, mean)| value - mean).collect();
        to_length_one(&mut vector);
        let mut nearest: BinaryHeap<Reverse<Ranked>> =
            BinaryHeap::with_capacity(count.min(self.rows.len()) + 1);
        for (place, nearness) in self.rows.products(&vector).enumerate() {
            if nearest.len() < count {
                nearest.push(Reverse(Ranked(Neighbour { place, nearness })));
            } else if nearest.peek().is_some_and(|Reverse(last)| nearness > last.0.nearness) {
                nearest.pop();
                nearest.push(Reverse(Ranked(Neighbour { place, nearness })));
            }
        }
        nearest.into_sorted_vec().into_iter().map(|Reverse(Ranked(neighbour))| neighbour).collect()
    }
}

/// By nearness, then by place: the earlier one is the greater.
#[derive(PartialEq)]
struct Ranked(Neighbour);

impl Eq for Ranked {}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.nearness.total_cmp(&other.0.nearness).then(other.0.place.cmp(&self.0.place))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
