//! Normalisation (正規化) with an exact way back.
//!
//! Two papers write one thing in many ways: ＤＸ and DX, ｻｰﾋﾞｽ and サービス, ⺠間 and 民間, a word broken over
//! two lines. Search needs them equal, a quotation needs them as printed. [`Normalized`] gives both: a text
//! in which they are equal, and for every place in it the *graphemes* of the original it was made from.
//! Offsets never fall inside an expansion: リットル came from ㍑, and each of its bytes answers with the whole ㍑.
//!
//! What is made equal, in one pass:
//! - widths, ligatures, squared words and combining marks (NFKC), letter case, CJK radicals (⺠ → 民);
//! - ideographic variation (葛󠄀 → 葛) and other characters that are not seen;
//! - white space: a run is one space, none at the edges. One line break is a wrap and vanishes, except that
//!   between two Latin letters it is a space, as in `Span::text` of the model; an empty line parts paragraphs
//!   and is a space;
//! - dashes (‐ – — − …) are `-`, but ー where they stand for it in a word (セミナ―の, デ－タ), and ー is `-`
//!   behind a figure or a Latin letter (１ー２);
//! - wave dashes are `~`, middle dots ・, curly quotation marks straight;
//! - ヴァ → バ, ヴ → ブ; ゝ and ヽ become the kana they repeat (いすゞ → いすず). 々 stays: the dictionary
//!   holds 人々, 様々 and 我々, and 々 is never written as the character it repeats;
//! - a number that NFKC would glue to its neighbour keeps a space: ①2024 is `1 2024`, not 12024.
//!
//! # Laws
//! Tested with arbitrary strings in `tests.rs`:
//! - normalising a normalised text changes nothing;
//! - a range of the normalised text gives a range of the original on grapheme edges, and a wider one never
//!   gives a narrower one;
//! - the whole of the normalised text gives all of the original but white space and invisible characters;
//! - where no neighbour matters, the original of a range normalises to something that contains the range's text.

mod chars;
mod map;
mod pass;
#[cfg(test)]
#[allow(clippy::string_slice, reason = "a case that cuts inside a character has failed")]
mod tests;
mod unit;

use std::ops::Range;

pub use chars::unified;
use map::Map;

/// A normalised text (正規化された文) that knows where each of its bytes came from.
///
/// The map costs twelve bytes for each stretch in which characters keep their length, so plain Japanese is
/// one entry and a full-width number two. A value can be used again with [`Normalized::renew`], which keeps
/// its buffers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normalized {
    text: String,
    map: Map,
}

impl Normalized {
    /// Normalises `original`; of a text over 4 GiB only the first 4 GiB.
    pub fn new(original: &str) -> Self {
        let mut normalized = Self::default();
        normalized.renew(original);
        normalized
    }

    /// Normalises another text into the same buffers.
    pub fn renew(&mut self, original: &str) {
        self.text.clear();
        self.map.clear();
        pass::run(original, &mut self.text, &mut self.map);
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The normalised text, when the way back is not needed any more.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The bytes of the original that `range` of the normalised text came from, always on grapheme edges.
    ///
    /// A range that begins or ends inside what one grapheme became covers all of that grapheme. An empty
    /// range stays empty unless it lies inside an expansion. What lies beyond the end is cut off.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = range.start.min(self.text.len());
        let end = range.end.clamp(start, self.text.len());
        let Some(first) = self.map.unit_at(&self.text, start) else {
            let end = self.map.end(&self.text);
            return end..end;
        };
        if start == end {
            let position = first.original.start;
            return if first.normal.start == start { position..position } else { first.original };
        }
        let last = self.map.unit_at(&self.text, end - 1).unwrap_or_else(|| first.clone());
        first.original.start..last.original.end
    }
}

/// A key for comparing names (照合キー): normalised, and without any white space.
pub fn fold(text: &str) -> String {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut key = Normalized::new(&dense).into_text();
    key.retain(|c| c != ' ');
    key
}
