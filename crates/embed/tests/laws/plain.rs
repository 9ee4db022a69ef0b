//! What a model computes, as the papers write it down: plain sums in double precision, one number after the other.

use crate::make::{EPSILON, HEADS, HIDDEN, INNER, LAYERS, Tiny};

/// The mean of the last row of every piece, not yet of length 1.
pub(crate) fn mean(model: &Tiny, pieces: &[usize]) -> Vec<f64> {
    let tensor =
        |name: &str| -> Vec<f64> { model.tensors[name].iter().map(|number| (*number).into()).collect() };
    let (words, positions, kind) = (tensor("emb.word"), tensor("emb.pos"), tensor("emb.type"));
    let mut rows: Vec<Vec<f64>> = pieces
        .iter()
        .enumerate()
        .map(|(position, piece)| {
            let number = |column| {
                words[piece * HIDDEN + column] + positions[position * HIDDEN + column] + kind[column]
            };
            (0..HIDDEN).map(number).collect()
        })
        .collect();
    let norm = |rows: &mut Vec<Vec<f64>>, name: &str| {
        let (weight, bias) = (tensor(&format!("{name}.w")), tensor(&format!("{name}.b")));
        for row in rows {
            let mean = row.iter().sum::<f64>() / HIDDEN as f64;
            let variance = row.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / HIDDEN as f64;
            for (column, value) in row.iter_mut().enumerate() {
                *value =
                    (*value - mean) / (variance + f64::from(EPSILON)).sqrt() * weight[column] + bias[column];
            }
        }
    };
    let linear = |rows: &[Vec<f64>], name: &str, count: usize| -> Vec<Vec<f64>> {
        let (weight, bias) = (tensor(&format!("{name}.w")), tensor(&format!("{name}.b")));
        let product = |row: &Vec<f64>, out: usize| {
            row.iter()
                .enumerate()
                .map(|(column, value)| value * weight[out * row.len() + column])
                .sum::<f64>()
                + bias[out]
        };
        rows.iter().map(|row| (0..count).map(|out| product(row, out)).collect()).collect()
    };
    let add = |rows: &mut Vec<Vec<f64>>, more: Vec<Vec<f64>>| {
        rows.iter_mut().flatten().zip(more.iter().flatten()).for_each(|(value, more)| *value += more);
    };
    norm(&mut rows, "emb.ln");
    for layer in 0..LAYERS {
        let name = |part: &str| format!("l{layer}.{part}");
        let [query, key, value] = ["q", "k", "v"].map(|part| linear(&rows, &name(part), HIDDEN));
        let width = HIDDEN / HEADS;
        let mut attended = vec![vec![0.0; HIDDEN]; rows.len()];
        for head in 0..HEADS {
            for (query, out) in query.iter().zip(&mut attended) {
                let score = |key: &Vec<f64>| {
                    let own = head * width..(head + 1) * width;
                    (own.map(|column| query[column] * key[column]).sum::<f64>() / (width as f64).sqrt()).exp()
                };
                let scores: Vec<f64> = key.iter().map(score).collect();
                let all: f64 = scores.iter().sum();
                for (score, value) in scores.iter().zip(&value) {
                    (head * width..(head + 1) * width)
                        .for_each(|column| out[column] += score / all * value[column]);
                }
            }
        }
        add(&mut rows, linear(&attended, &name("ao"), HIDDEN));
        norm(&mut rows, &name("aln"));
        let mut inner = linear(&rows, &name("fi"), INNER);
        inner.iter_mut().flatten().for_each(|value| *value = gelu(*value));
        add(&mut rows, linear(&inner, &name("fo"), HIDDEN));
        norm(&mut rows, &name("oln"));
    }
    (0..HIDDEN).map(|column| rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64).collect()
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
    x * (0.5 + sum * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt())
}
