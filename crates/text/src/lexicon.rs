//! The lexicon of words (ユーザー辞書): what IPADIC of 2007 cuts wrongly, in a table planners may edit.
//!
//! One line a word, in the *detailed* format of lindera's user dictionaries (and `MeCab`'s) with one column
//! more, so that the file stays usable with other tools:
//!
//! ```text
//! surface,left,right,cost,pos,pos1,pos2,pos3,conjugation,form,base,reading,pronunciation,parts
//! 協働,1283,1283,3000,名詞,サ変接続,*,*,*,*,協働,キョウドウ,キョードー,*
//! ```
//!
//! `parts` are the words a compound is made of, with slashes between (ワーク/ライフ/バランス), or `*`.
//! Lines that begin with `#` are comments; no cell holds a comma, so quotes are not needed, only forgiven.
//! Words and parts may be written as people write them (DX, ＤＸ): they are normalised here as the text they
//! are looked for in will be.
//!
//! Unsupported: lindera's simple format of three columns. Its fixed cost of −10000 tears other words apart.

use std::collections::BTreeMap;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::Normalized;

const SHIPPED: &str = include_str!("../../../corpus/lexicon/words.csv");

/// Surface, two ids and the cost, nine features, the parts.
const COLUMNS: usize = 14;

/// IPADIC's context ids (文脈ID) are 0 to this one; the analyser trusts them, so they are checked here.
pub(crate) const LAST_CONTEXT: u16 = 1315;

/// The words a municipality's plans are analysed with, beside those of IPADIC.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lexicon {
    words: Vec<Word>,
}

/// A word of the lexicon (ユーザー単語).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word as it stands in normalised text.
    pub surface: String,
    /// Its parts as ranges of the surface, in order and without gaps; none unless it is a compound.
    pub parts: Vec<Range<usize>>,
    /// IPADIC's left and right context (左右文脈ID).
    pub contexts: (u16, u16),
    /// The word cost (生起コスト): the smaller, the rather the word is chosen.
    pub cost: i16,
    /// IPADIC's four fields of part of speech (品詞) with commas between: `名詞,サ変接続,*,*`.
    pub tag: String,
    /// The base form (基本形), normalised.
    pub base: String,
    /// The reading (読み) in katakana.
    pub reading: Option<String>,
}

/// A line of the lexicon that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct LexiconError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: LexiconProblem,
}

/// What can be wrong with a line of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconProblem {
    /// Too few or too many columns.
    #[error("{found} columns, but a word has {COLUMNS}")]
    Columns {
        /// How many there are.
        found: usize,
    },
    /// The first column says nothing.
    #[error("the word is empty")]
    Empty,
    /// A context id IPADIC does not know.
    #[error("`{text}` is not a context id: 0 to {LAST_CONTEXT} are")]
    Context {
        /// What stands there.
        text: String,
    },
    /// A cost that is no number, or too large for the dictionary.
    #[error("`{text}` is not a cost: a whole number between -32768 and 32767 is needed")]
    Cost {
        /// What stands there.
        text: String,
    },
    /// Parts that do not make up the word.
    #[error("the parts `{parts}` do not make up `{surface}`")]
    Parts {
        /// The parts as they stand there.
        parts: String,
        /// The word they should make up.
        surface: String,
    },
    /// The same word twice, perhaps in two spellings that normalise to one.
    #[error("`{surface}` is already on line {first}")]
    Twice {
        /// The word.
        surface: String,
        /// Where it stands already.
        first: usize,
    },
}

impl Lexicon {
    /// Reads the table described at the top of this module.
    pub fn parse(words_csv: &str) -> Result<Self, LexiconError> {
        let mut words = Vec::new();
        let mut lines = BTreeMap::new();
        for (line, text) in (1..).zip(words_csv.trim_start_matches('\u{FEFF}').lines()) {
            if text.starts_with('#') || text.trim().is_empty() {
                continue;
            }
            let word = Word::read(text).map_err(|problem| LexiconError { line, problem })?;
            if let Some(first) = lines.insert(word.surface.clone(), line) {
                let problem = LexiconProblem::Twice { surface: word.surface, first };
                return Err(LexiconError { line, problem });
            }
            words.push(word);
        }
        Ok(Self { words })
    }

    /// The words this program comes with, `corpus/lexicon/words.csv` as it was when it was built.
    pub fn shipped() -> Result<Self, LexiconError> {
        Self::parse(SHIPPED)
    }

    /// The words, in the order of the table.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// A short name of exactly these words: two lexicons that agree in it analyse alike.
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        for word in &self.words {
            for text in
                [&word.surface, &word.tag, &word.base, word.reading.as_ref().unwrap_or(&String::new())]
            {
                digest.update(text);
                digest.update([0]);
            }
            for number in
                [word.contexts.0, word.contexts.1, word.cost.cast_unsigned(), word.parts.len() as u16]
            {
                digest.update(number.to_le_bytes());
            }
            for part in &word.parts {
                digest.update(part.end.to_le_bytes());
            }
        }
        digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Word {
    fn read(line: &str) -> Result<Self, LexiconProblem> {
        let columns: Vec<&str> = line.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
        let [surface, left, right, cost, tag @ .., _, _, base, reading, _, parts] = columns.as_slice() else {
            return Err(LexiconProblem::Columns { found: columns.len() });
        };
        if columns.len() != COLUMNS {
            return Err(LexiconProblem::Columns { found: columns.len() });
        }
        let surface = normal(surface);
        if surface.is_empty() {
            return Err(LexiconProblem::Empty);
        }
        let stated = |field: &&&str| !matches!(**field, "" | "*");
        Ok(Self {
            parts: read_parts(parts, &surface)?,
            contexts: (read_context(left)?, read_context(right)?),
            cost: cost.parse().map_err(|_| LexiconProblem::Cost { text: (*cost).to_owned() })?,
            tag: tag.join(","),
            base: Some(base).filter(stated).map_or_else(|| surface.clone(), |base| normal(base)),
            reading: Some(reading).filter(stated).map(|reading| (*reading).to_owned()),
            surface,
        })
    }
}

fn normal(text: &str) -> String {
    Normalized::new(text).text().to_owned()
}

fn read_context(text: &str) -> Result<u16, LexiconProblem> {
    let id = text.parse().ok().filter(|id| *id <= LAST_CONTEXT);
    id.ok_or_else(|| LexiconProblem::Context { text: text.to_owned() })
}

/// The ranges of `parts` in `surface`, which they have to make up without a gap.
fn read_parts(parts: &str, surface: &str) -> Result<Vec<Range<usize>>, LexiconProblem> {
    if matches!(parts, "*" | "") {
        return Ok(Vec::new());
    }
    let wrong = || LexiconProblem::Parts { parts: parts.to_owned(), surface: surface.to_owned() };
    let mut ranges = Vec::new();
    let mut rest = surface;
    for part in parts.split('/') {
        let part = normal(part);
        let start = surface.len() - rest.len();
        rest = rest.strip_prefix(part.as_str()).filter(|_| !part.is_empty()).ok_or_else(wrong)?;
        ranges.push(start..surface.len() - rest.len());
    }
    if rest.is_empty() && ranges.len() > 1 { Ok(ranges) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPOUND: &str = "ワークライフバランス,1285,1285,-3000,名詞,一般,*,*,*,*,ワークライフバランス,*,*,ワーク/ライフ/バランス";

    fn problem(csv: &str) -> String {
        Lexicon::parse(csv).unwrap_err().to_string()
    }

    #[test]
    fn comments_and_empty_lines_are_skipped() {
        let lexicon = Lexicon::parse(&format!("# 働き方\n\n{COMPOUND}\n")).unwrap();
        let word = &lexicon.words()[0];
        assert_eq!(word.cost, -3000);
        assert_eq!(word.parts, [0..9, 9..18, 18..30]);
    }

    #[test]
    fn words_are_normalised_like_the_text_they_are_looked_for_in() {
        let lexicon = Lexicon::parse("ＤＸ推進,1285,1285,0,名詞,一般,*,*,*,*,DX推進,*,*,DX/推進").unwrap();
        let word = &lexicon.words()[0];
        assert_eq!((word.surface.as_str(), word.base.as_str()), ("dx推進", "dx推進"));
        assert_eq!(word.parts, [0..2, 2..8]);
    }

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        assert_eq!(problem("\u{FEFF}# one\r\n協働,1283,1283"), "line 2: 3 columns, but a word has 14");
        assert_eq!(
            problem(&COMPOUND.replace("1285,-", "1316,-")),
            "line 1: `1316` is not a context id: 0 to 1315 are"
        );
        assert_eq!(
            problem(&COMPOUND.replace("-3000", "dear")),
            "line 1: `dear` is not a cost: a whole number between -32768 and 32767 is needed"
        );
        assert_eq!(
            problem(&COMPOUND.replace("/ライフ/", "/")),
            "line 1: the parts `ワーク/バランス` do not make up `ワークライフバランス`"
        );
        assert_eq!(
            problem(&format!("{COMPOUND}\n{COMPOUND}")),
            "line 2: `ワークライフバランス` is already on line 1"
        );
        assert_eq!(problem(",1,1,1,*,*,*,*,*,*,*,*,*,*"), "line 1: the word is empty");
    }

    #[test]
    fn the_shipped_words_are_sound() {
        assert!(Lexicon::shipped().unwrap().words().len() > 100);
    }
}
