//! The sizes of a model, as `config.json` says them.

use std::ops::RangeInclusive;

use serde::Deserialize;

use crate::bert::Shape;
use crate::error::{Error, Result};
use crate::matrix::BLOCK;

use super::CONFIG;

/// A text of more pieces is taken in windows: what a piece sees grows with the square of their number.
const LONGEST: usize = 1024;

/// What is said of a model; what is not said is as its kind usually is.
#[derive(Deserialize)]
pub(super) struct Config {
    #[serde(default)]
    model_type: String,
    #[serde(default, rename = "_name_or_path")]
    name: String,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    vocab_size: usize,
    max_position_embeddings: usize,
    type_vocab_size: Option<usize>,
    pad_token_id: Option<usize>,
    #[serde(alias = "norm_eps")]
    layer_norm_eps: Option<f32>,
    #[serde(alias = "hidden_activation")]
    hidden_act: Option<String>,
    position_embedding_type: Option<String>,
    global_attn_every_n_layers: Option<usize>,
    local_attention: Option<usize>,
    global_rope_theta: Option<f64>,
    local_rope_theta: Option<f64>,
    layer_types: Option<Vec<String>>,
    rope_parameters: Option<Ropes>,
}

/// The newer way to say by how much positions turn.
#[derive(Deserialize)]
struct Ropes {
    full_attention: Option<Rope>,
    sliding_attention: Option<Rope>,
}

#[derive(Deserialize)]
struct Rope {
    rope_theta: Option<f64>,
}

/// The kinds of network that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The first of so many rows of positions is the one of the first piece.
    Bert {
        first: usize,
    },
    Modern,
}

/// What `ModernBERT` has besides.
pub(super) struct ModernShape {
    /// How far each layer sees.
    pub(super) reaches: Vec<usize>,
    /// How many times more slowly the last columns turn, where all is seen and where little is.
    pub(super) slowest: [f64; 2],
}

impl Config {
    /// How the model calls itself.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// How many pieces have a vector.
    pub(super) fn words(&self) -> usize {
        self.vocab_size
    }

    /// How many kinds of text there are.
    pub(super) fn kinds(&self) -> usize {
        self.type_vocab_size.unwrap_or(2)
    }

    /// Whether it is a network that is known.
    pub(super) fn kind(&self) -> Result<Kind> {
        let foreign = |what, found: &str| Err(Error::Foreign { file: CONFIG, what, found: found.to_owned() });
        match self.hidden_act.as_deref() {
            None | Some("gelu") => {}
            Some(other) => return foreign("the activation", other),
        }
        match self.position_embedding_type.as_deref() {
            None | Some("absolute" | "rope") => {}
            Some(other) => return foreign("the kind of positions", other),
        }
        match self.model_type.as_str() {
            "bert" => Ok(Kind::Bert { first: 0 }),
            // Positions are counted from behind the number of the filling piece.
            "roberta" | "xlm-roberta" => {
                Ok(Kind::Bert { first: self.pad_token_id.unwrap_or(1).saturating_add(1) })
            }
            "modernbert" => Ok(Kind::Modern),
            other => foreign("the kind of model", other),
        }
    }

    /// The sizes, if a model can have them.
    pub(super) fn shape(&self) -> Result<Shape> {
        let first = match self.kind()? {
            Kind::Bert { first } => first,
            Kind::Modern => 0,
        };
        let within = |what, value: usize, allowed: RangeInclusive<usize>, multiple: usize| {
            let fits = allowed.contains(&value) && value.is_multiple_of(multiple);
            if fits { Ok(value) } else { Err(Error::OutOfRange { what, value: value as f64 }) }
        };
        let hidden = within("the size of a vector", self.hidden_size, BLOCK..=4096, BLOCK)?;
        let heads = within("the number of heads", self.num_attention_heads, 1..=128, 1)?;
        if !hidden.is_multiple_of(2 * heads) {
            return Err(Error::OutOfRange { what: "the number of heads", value: heads as f64 });
        }
        let positions = self.max_position_embeddings.saturating_sub(first);
        let epsilon = self.layer_norm_eps.unwrap_or(if self.kind()? == Kind::Modern { 1e-5 } else { 1e-12 });
        if !(epsilon > 0.0 && epsilon < 1.0) {
            return Err(Error::OutOfRange { what: "epsilon", value: epsilon.into() });
        }
        Ok(Shape {
            hidden,
            heads,
            layers: within("the number of layers", self.num_hidden_layers, 1..=64, 1)?,
            inner: within("the size of the inner layer", self.intermediate_size, BLOCK..=16_384, BLOCK)?,
            words: within("the number of words", self.vocab_size, 4..=1 << 21, 1)?,
            positions: within("the number of positions", positions, 8..=1 << 20, 1)?.min(LONGEST),
            epsilon,
        })
    }

    /// How far the layers of `ModernBERT` see, and how positions turn.
    pub(super) fn modern(&self, layers: usize) -> Result<ModernShape> {
        let near = self.local_attention.unwrap_or(128) / 2;
        let every = self.global_attn_every_n_layers.unwrap_or(3);
        for (what, value) in
            [("how far layers see", near), ("how many layers one that sees all is among", every)]
        {
            if value == 0 {
                return Err(Error::OutOfRange { what, value: 0.0 });
            }
        }
        let sees_all = |layer: usize| match self.layer_types.as_ref().and_then(|kinds| kinds.get(layer)) {
            Some(kind) => kind == "full_attention",
            None => layer.is_multiple_of(every),
        };
        let reaches = (0..layers).map(|layer| if sees_all(layer) { usize::MAX } else { near }).collect();
        let newer = |of: fn(&Ropes) -> Option<&Rope>| self.rope_parameters.as_ref().and_then(of)?.rope_theta;
        let all =
            newer(|ropes| ropes.full_attention.as_ref()).or(self.global_rope_theta).unwrap_or(160_000.0);
        let local = newer(|ropes| ropes.sliding_attention.as_ref()).or(self.local_rope_theta);
        let slowest = [all, local.unwrap_or(if self.rope_parameters.is_some() { 10_000.0 } else { all })];
        if let Some(value) = slowest.into_iter().find(|value| !(*value >= 1.0 && *value <= 1e12)) {
            return Err(Error::OutOfRange { what: "the turn of positions", value });
        }
        Ok(ModernShape { reaches, slowest })
    }
}
