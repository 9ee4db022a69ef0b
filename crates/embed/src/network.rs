//! What a model computes of texts that are cut into pieces.

use crate::bert::Bert;
use crate::matrix::Kernel;
use crate::modern::Modern;
use crate::vocabulary::Piece;

/// A network and how its last numbers become one vector.
pub(crate) struct Network {
    pub(crate) form: Form,
    pub(crate) pooling: Pooling,
    pub(crate) kernel: Kernel,
}

/// The kinds of network that are known.
pub(crate) enum Form {
    /// BERT, `RoBERTa` and `XLM-RoBERTa`.
    Bert(Bert),
    /// `ModernBERT`.
    Modern(Modern),
}

/// What the vector of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pooling {
    /// The mean of its pieces.
    Mean,
    /// What became of the piece before all others.
    First,
}

impl Network {
    /// How many numbers a vector has.
    pub(crate) fn hidden(&self) -> usize {
        match &self.form {
            Form::Bert(bert) => bert.shape.hidden,
            Form::Modern(modern) => modern.hidden(),
        }
    }

    /// How many pieces a text may have at once, with those that stand before and behind it.
    pub(crate) fn positions(&self) -> usize {
        match &self.form {
            Form::Bert(bert) => bert.shape.positions,
            Form::Modern(modern) => modern.positions(),
        }
    }

    /// One vector a text. A text has at least one piece and no more than there are positions; what stands beside it in
    /// the batch has no say.
    pub(crate) fn vectors(&self, texts: &[&[Piece]]) -> Vec<Vec<f32>> {
        self.kernel.vectors(self, texts)
    }

    /// The same, in code that is compiled anew for each kernel: what lies between the products profits too.
    #[inline(always)]
    pub(crate) fn vectors_here(&self, texts: &[&[Piece]]) -> Vec<Vec<f32>> {
        let rows = match &self.form {
            Form::Bert(bert) => bert.run(self.kernel, texts),
            Form::Modern(modern) => modern.run(self.kernel, texts),
        };
        let hidden = self.hidden();
        let mut rest = rows.as_slice();
        let mut vectors = Vec::with_capacity(texts.len());
        for text in texts {
            let (own, others) = rest.split_at(text.len() * hidden);
            rest = others;
            vectors.push(match self.pooling {
                Pooling::Mean => mean(own, hidden),
                Pooling::First => own[..hidden].to_vec(),
            });
        }
        vectors
    }
}

#[inline(always)]
fn mean(rows: &[f32], hidden: usize) -> Vec<f32> {
    let mut mean = vec![0.0; hidden];
    for row in rows.chunks_exact(hidden) {
        mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    let count = (rows.len() / hidden) as f32;
    mean.iter_mut().for_each(|sum| *sum /= count);
    mean
}
