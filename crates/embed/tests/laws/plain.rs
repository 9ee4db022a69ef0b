//! What a model computes, as the papers write it down: plain sums in double precision, one number after the other.

use std::collections::BTreeMap;
use std::f64::consts::PI;

use crate::make::folders::{REACH, SLOWEST};
use crate::make::{EPSILON, HEADS, HIDDEN, INNER, LAYERS};

type Rows = Vec<Vec<f64>>;

/// The tensors of a model by name.
struct Tensors<'a>(&'a BTreeMap<String, Vec<f32>>);

impl Tensors<'_> {
    fn get(&self, name: &str) -> Vec<f64> {
        self.0[name].iter().map(|number| (*number).into()).collect()
    }

    /// Zeros where there is no such tensor.
    fn bias(&self, name: &str, count: usize) -> Vec<f64> {
        if self.0.contains_key(name) { self.get(name) } else { vec![0.0; count] }
    }

    fn rows(&self, name: &str, places: impl Iterator<Item = usize>) -> Rows {
        let all = self.get(name);
        places.map(|place| all[place * HIDDEN..][..HIDDEN].to_vec()).collect()
    }

    fn norm(&self, rows: &Rows, [weight, bias]: [&str; 2], epsilon: f64) -> Rows {
        let (weight, bias) = (self.get(weight), self.bias(bias, HIDDEN));
        let normal = |row: &Vec<f64>| {
            let mean = row.iter().sum::<f64>() / HIDDEN as f64;
            let variance = row.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / HIDDEN as f64;
            let of = |(column, value): (usize, &f64)| {
                (value - mean) / (variance + epsilon).sqrt() * weight[column] + bias[column]
            };
            row.iter().enumerate().map(of).collect()
        };
        rows.iter().map(normal).collect()
    }

    fn linear(&self, rows: &Rows, [weight, bias]: [&str; 2], count: usize) -> Rows {
        let (weight, bias) = (self.get(weight), self.bias(bias, count));
        let product = |row: &Vec<f64>, out: usize| {
            let weights = &weight[out * row.len()..][..row.len()];
            row.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>() + bias[out]
        };
        rows.iter().map(|row| (0..count).map(|out| product(row, out)).collect()).collect()
    }
}

/// What every piece sees of those that are no further away than `reach`.
fn attend([query, key, value]: [&Rows; 3], reach: usize) -> Rows {
    let width = HIDDEN / HEADS;
    let mut attended = vec![vec![0.0; HIDDEN]; query.len()];
    for head in 0..HEADS {
        let own = || head * width..(head + 1) * width;
        for (place, (query, out)) in query.iter().zip(&mut attended).enumerate() {
            let score = |(other, key): (usize, &Vec<f64>)| {
                let product = own().map(|column| query[column] * key[column]).sum::<f64>();
                if place.abs_diff(other) > reach { 0.0 } else { (product / (width as f64).sqrt()).exp() }
            };
            let scores: Vec<f64> = key.iter().enumerate().map(score).collect();
            let all: f64 = scores.iter().sum();
            for (score, value) in scores.iter().zip(value) {
                own().for_each(|column| out[column] += score / all * value[column]);
            }
        }
    }
    attended
}

fn add(rows: &mut Rows, more: &Rows) {
    rows.iter_mut().flatten().zip(more.iter().flatten()).for_each(|(value, more)| *value += more);
}

/// BERT: the mean of the last row of every piece, not yet of length 1.
pub(crate) fn mean(tensors: &BTreeMap<String, Vec<f32>>, pieces: &[usize]) -> Vec<f64> {
    let tensors = Tensors(tensors);
    let mut rows = tensors.rows("emb.word", pieces.iter().copied());
    add(&mut rows, &tensors.rows("emb.pos", 0..pieces.len()));
    add(&mut rows, &tensors.rows("emb.type", pieces.iter().map(|_| 0)));
    rows = tensors.norm(&rows, ["emb.ln.w", "emb.ln.b"], EPSILON.into());
    for layer in 0..LAYERS {
        let name = |part: &str| [format!("l{layer}.{part}.w"), format!("l{layer}.{part}.b")];
        let linear = |rows: &Rows, part: &str, count: usize| {
            let [weight, bias] = name(part);
            tensors.linear(rows, [&weight, &bias], count)
        };
        let norm = |rows: &Rows, part: &str| {
            let [weight, bias] = name(part);
            tensors.norm(rows, [&weight, &bias], EPSILON.into())
        };
        let [query, key, value] = ["q", "k", "v"].map(|part| linear(&rows, part, HIDDEN));
        let attended = attend([&query, &key, &value], usize::MAX);
        add(&mut rows, &linear(&attended, "ao", HIDDEN));
        rows = norm(&rows, "aln");
        let mut inner = linear(&rows, "fi", INNER);
        inner.iter_mut().flatten().for_each(|value| *value = gelu(*value));
        add(&mut rows, &linear(&inner, "fo", HIDDEN));
        rows = norm(&rows, "oln");
    }
    (0..HIDDEN).map(|column| rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64).collect()
}

/// `ModernBERT`: the last row of the first piece.
pub(crate) fn first(tensors: &BTreeMap<String, Vec<f32>>, pieces: &[usize]) -> Vec<f64> {
    let tensors = Tensors(tensors);
    let norm = |rows: &Rows, name: &str| tensors.norm(rows, [name, ""], 1e-5);
    let mut rows = tensors.rows("embeddings.tok_embeddings.weight", pieces.iter().copied());
    rows = norm(&rows, "embeddings.norm.weight");
    for layer in 0..LAYERS {
        let name = |part: &str| format!("layers.{layer}.{part}.weight");
        let linear = |rows: &Rows, part: &str, count: usize| tensors.linear(rows, [&name(part), ""], count);
        let normal = if layer == 0 { rows.clone() } else { norm(&rows, &name("attn_norm")) };
        let all = linear(&normal, "attn.Wqkv", 3 * HIDDEN);
        let part = |number: usize| -> Rows {
            all.iter().map(|row| row[number * HIDDEN..][..HIDDEN].to_vec()).collect()
        };
        let sees_all = layer % 2 == 0;
        let slowest = SLOWEST[usize::from(!sees_all)];
        let (query, key) = (turned(part(0), slowest), turned(part(1), slowest));
        let attended = attend([&query, &key, &part(2)], if sees_all { usize::MAX } else { REACH });
        add(&mut rows, &linear(&attended, "attn.Wo", HIDDEN));
        let both = linear(&norm(&rows, &name("mlp_norm")), "mlp.Wi", 2 * INNER);
        let gated =
            |row: &Vec<f64>| (0..INNER).map(|column| gelu(row[column]) * row[INNER + column]).collect();
        add(&mut rows, &linear(&both.iter().map(gated).collect(), "mlp.Wo", HIDDEN));
    }
    norm(&rows, "final_norm.weight").swap_remove(0)
}

/// Rows whose columns are turned in pairs, each as one complex number, by an angle that grows with the position.
fn turned(mut rows: Rows, slowest: f64) -> Rows {
    let width = HIDDEN / HEADS;
    for (position, row) in rows.iter_mut().enumerate() {
        for head in row.chunks_mut(width) {
            for pair in 0..width / 2 {
                let angle = position as f64 * slowest.powf(-2.0 * pair as f64 / width as f64);
                let (length, own) =
                    (head[pair].hypot(head[pair + width / 2]), head[pair + width / 2].atan2(head[pair]));
                head[pair] = length * (own + angle).cos();
                head[pair + width / 2] = length * (own + angle).sin();
            }
        }
    }
    rows
}

/// x times the share of the normal distribution below it, by the series of its integral.
fn gelu(x: f64) -> f64 {
    if x.abs() > 7.0 {
        return x.max(0.0);
    }
    let (mut term, mut sum) = (x, x);
    for step in 1..250 {
        term *= x * x / f64::from(2 * step + 1);
        sum += term;
    }
    x * (0.5 + sum * (-x * x / 2.0).exp() / (2.0 * PI).sqrt())
}
