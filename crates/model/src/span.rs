//! Where a text stands in its stored source (出典位置).

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A place in a stored source: the pieces that make up a text, in order, and where a reader finds them.
///
/// A text that is wrapped over lines, or interrupted by a caption or a page footer, has several pieces;
/// what lies between two pieces is not part of the text. All offsets are bytes and lie on character edges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pieces: Vec<Range<usize>>,
    /// First line, counted from 1.
    pub first_line: usize,
    /// Last line, counted from 1.
    pub last_line: usize,
    /// Physical page, counted from 1, when the source has pages.
    pub page: Option<usize>,
}

impl Span {
    /// A span over `pieces`, which are ascending and do not overlap, on the given lines.
    pub fn new(pieces: Vec<Range<usize>>, first_line: usize, last_line: usize) -> Self {
        debug_assert!(!pieces.is_empty() && pieces.iter().all(|piece| piece.start < piece.end));
        debug_assert!(pieces.windows(2).all(|pair| pair[0].end <= pair[1].start));
        debug_assert!(first_line <= last_line);
        Self { pieces, first_line, last_line, page: None }
    }

    /// The pieces of the source the text is made of, in order.
    pub fn pieces(&self) -> &[Range<usize>] {
        &self.pieces
    }

    /// The place of `range` of the text this span gives, lines and page as those of the whole unless the
    /// caller knows better; nothing when the range is empty.
    pub fn part(&self, source: &str, range: Range<usize>) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut before = None;
        for piece in &self.pieces {
            let part = source.get(piece.clone()).unwrap_or_default();
            at += usize::from(before.is_some_and(is_latin) && part.chars().next().is_some_and(is_latin));
            let start = range.start.clamp(at, at + part.len()) - at;
            let end = range.end.clamp(at, at + part.len()) - at;
            if start < end {
                pieces.push(piece.start + start..piece.start + end);
            }
            at += part.len();
            before = part.chars().next_back().or(before);
        }
        if pieces.is_empty() { None } else { Some(Self { pieces, ..*self }) }
    }

    /// From the first byte of the text to the last, whatever lies between.
    pub fn extent(&self) -> Range<usize> {
        let start = self.pieces.first().map_or(0, |piece| piece.start);
        let end = self.pieces.last().map_or(0, |piece| piece.end);
        start..end
    }

    /// The text at this place with its line wraps undone: the only way to obtain text from a source.
    ///
    /// Pieces are joined without anything between them, as Japanese wraps; only where a Latin word or a
    /// number would run into the next one, a space stands for the line end.
    pub fn text(&self, source: &str) -> String {
        let mut text = String::with_capacity(self.pieces.iter().map(Range::len).sum());
        for piece in &self.pieces {
            let part = source.get(piece.clone()).unwrap_or_default();
            let before = text.chars().next_back();
            let after = part.chars().next();
            if before.is_some_and(is_latin) && after.is_some_and(is_latin) {
                text.push(' ');
            }
            text.push_str(part);
        }
        text
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_skips_what_lies_between_the_pieces() {
        let source = "市民自\n写真１\n治を原則";
        let span = Span::new(vec![0..9, 20..32], 1, 3);
        assert_eq!(span.text(source), "市民自治を原則");
        assert_eq!(span.extent(), 0..32);
    }

    #[test]
    fn a_part_of_the_text_has_its_own_pieces() {
        let source = "一。二\n三。四";
        let span = Span::new(vec![0..9, 10..19], 1, 2);
        let part = span.part(source, 6..15).unwrap();
        assert_eq!((part.text(source).as_str(), part.pieces()), ("二三。", &[6..9, 10..16][..]));
        assert_eq!(span.part(source, 3..3), None);
    }

    #[test]
    fn latin_words_keep_their_distance() {
        let source = "Smart\nCity";
        assert_eq!(Span::new(vec![0..5, 6..10], 1, 2).text(source), "Smart City");
    }
}
