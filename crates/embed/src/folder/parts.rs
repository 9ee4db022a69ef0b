//! From tensors, by the names they have in such folders, to the parts of a network.

use std::path::Path;

use crate::bert::{self, Bert, Shape};
use crate::error::{Error, Result};
use crate::functions::Norm;
use crate::matrix::Matrix;
use crate::modern::{self, Modern, Turn};
use crate::network::Form;
use crate::words::Words;

use super::config::{Config, Kind, ModernShape};
use super::tensors::Tensors;

/// What may stand before every name, as the network was part of a larger one.
const BEFORE: [&str; 6] = ["", "bert.", "roberta.", "model.", "encoder.", "0.auto_model."];

/// The network of a file of weights.
pub(super) fn assemble(config: &Config, weights: &Path) -> Result<Form> {
    let shape = config.shape()?;
    let tensors = Tensors::open(weights)?;
    match config.kind()? {
        Kind::Bert { first } => Named::new(tensors, "embeddings.word_embeddings.weight", true)?
            .bert(shape, first, config.kinds())
            .map(Form::Bert),
        Kind::Modern => {
            let more = config.modern(shape.layers)?;
            Named::new(tensors, "embeddings.tok_embeddings.weight", false)?
                .modern(shape, &more)
                .map(Form::Modern)
        }
    }
}

/// Tensors whose names all begin alike.
struct Named {
    tensors: Tensors,
    before: &'static str,
    words: &'static str,
    /// Whether nothing is without its bias.
    is_biased: bool,
}

impl Named {
    fn new(tensors: Tensors, words: &'static str, is_biased: bool) -> Result<Self> {
        let before = BEFORE.into_iter().find(|before| tensors.has(&format!("{before}{words}")));
        let before = before.ok_or_else(|| Error::Missing { name: words.to_owned() })?;
        Ok(Self { tensors, before, words, is_biased })
    }

    fn numbers(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        self.tensors.numbers(&format!("{}{name}", self.before), shape)
    }

    /// Numbers that not every network has: zeros where they may not be there.
    fn bias(&mut self, name: &str, count: usize) -> Result<Vec<f32>> {
        let is_there = self.is_biased || self.tensors.has(&format!("{}{name}", self.before));
        if is_there { self.numbers(name, &[count]) } else { Ok(vec![0.0; count]) }
    }

    fn norm(&mut self, name: &str, hidden: usize) -> Result<Norm> {
        // Older files have other words for them.
        let is_old = self.tensors.has(&format!("{}{name}.gamma", self.before));
        let (weight, bias) = if is_old { ("gamma", "beta") } else { ("weight", "bias") };
        Ok(Norm {
            weight: self.numbers(&format!("{name}.{weight}"), &[hidden])?,
            bias: self.bias(&format!("{name}.{bias}"), hidden)?,
        })
    }

    fn matrix(&mut self, name: &str, rows: usize, columns: usize) -> Result<Matrix> {
        let [matrix] = self.matrices(name, rows, columns)?;
        Ok(matrix)
    }

    /// Several matrices that stand below each other in one tensor.
    fn matrices<const N: usize>(&mut self, name: &str, rows: usize, columns: usize) -> Result<[Matrix; N]> {
        let numbers = self.numbers(&format!("{name}.weight"), &[N * rows, columns])?;
        let bias = self.bias(&format!("{name}.bias"), N * rows)?;
        let parts = numbers.chunks_exact(rows * columns).zip(bias.chunks_exact(rows));
        let matrices: Option<Vec<Matrix>> =
            parts.map(|(numbers, bias)| Matrix::from_floats(rows, columns, numbers, bias.to_vec())).collect();
        matrices.and_then(|all| all.try_into().ok()).ok_or_else(|| Error::Misfit { name: name.to_owned() })
    }

    fn words(self, shape: Shape) -> Result<Words> {
        let name = format!("{}{}", self.before, self.words);
        self.tensors.into_rows(&name, [shape.words, shape.hidden]).map(Words::Stored)
    }

    fn bert(mut self, shape: Shape, first: usize, kinds: usize) -> Result<Bert> {
        let (hidden, inner) = (shape.hidden, shape.inner);
        let name = "embeddings.position_embeddings.weight";
        // There are more of them where texts may be longer than they are taken here.
        let stored = self.tensors.rows(&format!("{}{name}", self.before)).unwrap_or(0);
        let all = self.numbers(name, &[stored, hidden])?;
        let used = all.get(first * hidden..(first + shape.positions) * hidden);
        let mut positions = used.ok_or_else(|| Error::Misfit { name: name.to_owned() })?.to_vec();
        let kinds = self.numbers("embeddings.token_type_embeddings.weight", &[kinds, hidden])?;
        for row in positions.chunks_exact_mut(hidden) {
            row.iter_mut().zip(&kinds).for_each(|(number, kind)| *number += kind);
        }
        let mut layers = Vec::with_capacity(shape.layers);
        for number in 0..shape.layers {
            let at = |name: &str| format!("encoder.layer.{number}.{name}");
            layers.push(bert::Layer {
                query: self.matrix(&at("attention.self.query"), hidden, hidden)?,
                key: self.matrix(&at("attention.self.key"), hidden, hidden)?,
                value: self.matrix(&at("attention.self.value"), hidden, hidden)?,
                attended: self.matrix(&at("attention.output.dense"), hidden, hidden)?,
                attended_norm: self.norm(&at("attention.output.LayerNorm"), hidden)?,
                inner: self.matrix(&at("intermediate.dense"), inner, hidden)?,
                outer: self.matrix(&at("output.dense"), hidden, inner)?,
                outer_norm: self.norm(&at("output.LayerNorm"), hidden)?,
            });
        }
        let norm = self.norm("embeddings.LayerNorm", hidden)?;
        Ok(Bert { shape, positions, norm, layers, words: self.words(shape)? })
    }

    fn modern(mut self, shape: Shape, more: &ModernShape) -> Result<Modern> {
        let (hidden, inner) = (shape.hidden, shape.inner);
        let mut layers = Vec::with_capacity(shape.layers);
        for (number, reach) in more.reaches.iter().copied().enumerate() {
            let at = |name: &str| format!("layers.{number}.{name}");
            let [query, key, value] = self.matrices(&at("attn.Wqkv"), hidden, hidden)?;
            let [inner_matrix, gate] = self.matrices(&at("mlp.Wi"), inner, hidden)?;
            layers.push(modern::Layer {
                norm: (number > 0).then(|| self.norm(&at("attn_norm"), hidden)).transpose()?,
                query,
                key,
                value,
                attended: self.matrix(&at("attn.Wo"), hidden, hidden)?,
                reach,
                turn: usize::from(reach < usize::MAX),
                inner_norm: self.norm(&at("mlp_norm"), hidden)?,
                inner: inner_matrix,
                gate,
                outer: self.matrix(&at("mlp.Wo"), hidden, inner)?,
            });
        }
        let width = hidden / shape.heads;
        Ok(Modern {
            heads: shape.heads,
            inner,
            epsilon: shape.epsilon,
            norm: self.norm("embeddings.norm", hidden)?,
            turns: more.slowest.iter().map(|slowest| Turn::new(width, *slowest, shape.positions)).collect(),
            layers,
            last_norm: self.norm("final_norm", hidden)?,
            words: self.words(shape)?,
        })
    }
}
