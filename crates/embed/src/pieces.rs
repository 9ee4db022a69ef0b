//! How a text becomes the pieces a model knows: by its packed vocabulary, or by the tokenizer a folder brings.

use tokenizers::Tokenizer;

use crate::error::{Error, Result};
use crate::vocabulary::{Piece, Vocabulary};

/// What cuts texts, and what stands before and behind each.
pub(crate) struct Pieces {
    cutter: Cutter,
    pub(crate) before: Vec<Piece>,
    pub(crate) behind: Vec<Piece>,
}

enum Cutter {
    Packed(Vocabulary),
    Standard(Box<Tokenizer>),
}

impl Pieces {
    /// Those of a packed model.
    pub(crate) fn packed(vocabulary: Vocabulary) -> Self {
        let (before, behind) = (vec![vocabulary.begin], vec![vocabulary.end]);
        Self { cutter: Cutter::Packed(vocabulary), before, behind }
    }

    /// Those of `tokenizer.json`, of which there may be as many as the model has words.
    pub(crate) fn standard(bytes: &[u8], words: usize) -> Result<Self> {
        let unusable = |cause: tokenizers::Error| Error::Tokenizer { cause: cause.to_string() };
        let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(unusable)?;
        // Long texts are cut into windows here, and short ones stay as they are.
        tokenizer.with_truncation(None).map_err(unusable)?;
        tokenizer.with_padding(None);
        let largest = tokenizer.get_vocab(true).into_values().max().unwrap_or(0);
        if largest as usize >= words {
            return Err(Error::Vocabulary("it has more pieces than the model has words"));
        }
        let cut = |whole: bool| tokenizer.encode("1", whole).map(|cut| cut.get_ids().to_vec());
        let (plain, whole) = (cut(false).map_err(unusable)?, cut(true).map_err(unusable)?);
        let start = whole.windows(plain.len().max(1)).position(|window| window == plain);
        let start = start.ok_or(Error::Vocabulary("what stands before and behind a text is not clear"))?;
        let (before, behind) = (whole[..start].to_vec(), whole[start + plain.len()..].to_vec());
        Ok(Self { cutter: Cutter::Standard(Box::new(tokenizer)), before, behind })
    }

    /// The pieces of a text, without what stands before and behind.
    pub(crate) fn cut(&self, text: &str) -> Vec<Piece> {
        match &self.cutter {
            Cutter::Packed(vocabulary) => vocabulary.cut(text),
            Cutter::Standard(tokenizer) => {
                tokenizer.encode(text, false).map(|cut| cut.get_ids().to_vec()).unwrap_or_default()
            }
        }
    }

    /// How many pieces stand around every text.
    pub(crate) fn around(&self) -> usize {
        self.before.len() + self.behind.len()
    }
}
