//! How near many vectors lie to one.

use crate::encoder::to_length_one;
use crate::kept::Kept;
use crate::rows::Rows;

/// Vectors that are compared with each other.
///
/// All statements of a corpus have much in common, and their vectors point nearly the same way. What they have in
/// common, their mean, is taken away from each before it is compared: what is left says in what it differs from the
/// rest. Without that, meaning adds nothing to words.
pub struct Neighbourhood {
    pub(crate) mean: Vec<f32>,
    pub(crate) rows: Rows,
    /// How many of the texts have a vector.
    pub(crate) filled: usize,
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
        let filled = places.iter().flatten().count();
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
        Self { mean, rows, filled }
    }

    /// How many texts there are, those without a vector too.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of them have a vector.
    pub fn filled(&self) -> usize {
        self.filled
    }

    /// In what a vector differs from the mean of all; zeros, which say nothing, differ in nothing.
    pub fn direction(&self, vector: &[f32]) -> Vec<f32> {
        if vector.iter().all(|value| *value == 0.0) {
            return vec![0.0; self.mean.len()];
        }
        let mut direction: Vec<f32> =
            vector.iter().zip(&self.mean).map(|(value, mean)| value - mean).collect();
        to_length_one(&mut direction);
        direction
    }

    /// The same of one of the texts, as exactly as eight bits keep it; zeros where it has no vector.
    pub fn direction_of(&self, place: usize) -> Vec<f32> {
        self.rows.restored(place).collect()
    }

    /// How near each text lies to a direction, in the order they were given: the cosine of the angle between, from −1
    /// to 1, as exactly as eight bits say; 0 where a text has no vector.
    pub fn nearness(&self, direction: &[f32]) -> Vec<f32> {
        self.rows.products(direction).collect()
    }

    /// How near two of the texts lie to each other.
    pub fn nearness_of(&self, one: usize, other: usize) -> f32 {
        self.rows.product(one, other)
    }
}
