//! The words (ユーザー辞書), `words.csv`: what IPADIC of 2007 cuts wrongly.
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

use super::{LexiconProblem, Problem, normal};

/// Surface, two ids and the cost, nine features, the parts.
const COLUMNS: usize = 14;

/// IPADIC's context ids (文脈ID) are 0 to this one; the analyser trusts them, so they are checked here.
pub(crate) const LAST_CONTEXT: u16 = 1315;

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

/// Reads the table described at the top of this module.
pub(super) fn parse(csv: &str) -> Result<Vec<Word>, Problem> {
    let mut words = Vec::new();
    let mut lines = BTreeMap::new();
    for (line, text) in (1..).zip(csv.trim_start_matches('\u{FEFF}').lines()) {
        if text.starts_with('#') || text.trim().is_empty() {
            continue;
        }
        let word = Word::read(text).map_err(|problem| (line, problem))?;
        if let Some(first) = lines.insert(word.surface.clone(), line) {
            return Err((line, LexiconProblem::Twice { word: word.surface, first }));
        }
        words.push(word);
    }
    Ok(words)
}

/// Adds all that analysis depends on.
pub(super) fn digest(words: &[Word], digest: &mut Sha256) {
    for word in words {
        for text in [&word.surface, &word.tag, &word.base, word.reading.as_ref().unwrap_or(&String::new())] {
            digest.update(text);
            digest.update([0]);
        }
        for number in [word.contexts.0, word.contexts.1, word.cost.cast_unsigned(), word.parts.len() as u16] {
            digest.update(number.to_le_bytes());
        }
        for part in &word.parts {
            digest.update(part.end.to_le_bytes());
        }
    }
}

impl Word {
    fn read(line: &str) -> Result<Self, LexiconProblem> {
        let columns: Vec<&str> = line.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
        let [surface, left, right, cost, tag @ .., _, _, base, reading, _, parts] = columns.as_slice() else {
            return Err(LexiconProblem::Columns { found: columns.len(), needed: COLUMNS });
        };
        if columns.len() != COLUMNS {
            return Err(LexiconProblem::Columns { found: columns.len(), needed: COLUMNS });
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
        let (line, problem) = parse(csv).unwrap_err();
        format!("line {line}: {problem}")
    }

    #[test]
    fn comments_and_empty_lines_are_skipped() {
        let words = parse(&format!("# 働き方\n\n{COMPOUND}\n")).unwrap();
        assert_eq!(words[0].cost, -3000);
        assert_eq!(words[0].parts, [0..9, 9..18, 18..30]);
    }

    #[test]
    fn words_are_normalised_like_the_text_they_are_looked_for_in() {
        let words = parse("ＤＸ推進,1285,1285,0,名詞,一般,*,*,*,*,DX推進,*,*,DX/推進").unwrap();
        let word = &words[0];
        assert_eq!((word.surface.as_str(), word.base.as_str()), ("dx推進", "dx推進"));
        assert_eq!(word.parts, [0..2, 2..8]);
    }

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        assert_eq!(problem("\u{FEFF}# one\r\n協働,1283,1283"), "line 2: 3 columns where 14 are needed");
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
}
