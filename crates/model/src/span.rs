//! Where a text stands in its stored source (出典位置).

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A row of a table (表の行), as a reader counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// Which table of the source, or which sheet of a workbook, counted from 1.
    pub table: usize,
    /// Which row of it, counted from 1.
    pub row: usize,
    /// Whether the table is a sheet (シート), which a reader knows by its name.
    pub sheet: bool,
}

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
    /// The number printed on that page (印字), where it is another one.
    pub printed_page: Option<String>,
    /// The row of a table it stands in, where it is of one.
    pub row: Option<Row>,
}

impl Span {
    /// A span over `pieces`, which are ascending and do not overlap, on the given lines.
    pub fn new(pieces: Vec<Range<usize>>, first_line: usize, last_line: usize) -> Self {
        debug_assert!(!pieces.is_empty() && pieces.iter().all(|piece| piece.start < piece.end));
        debug_assert!(pieces.windows(2).all(|pair| pair[0].end <= pair[1].start));
        debug_assert!(first_line <= last_line);
        Self { pieces, first_line, last_line, page: None, printed_page: None, row: None }
    }

    /// The pieces of the source the text is made of, in order.
    pub fn pieces(&self) -> &[Range<usize>] {
        &self.pieces
    }

    /// The places of `ranges` of the text this span gives, lines and page as those of the whole unless the
    /// caller knows better; empty ranges have none. The pieces are measured once, however many ranges there are.
    pub fn parts(&self, source: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Self> {
        let places = self.places(source);
        let part = |range: Range<usize>| {
            let first = places.partition_point(|place| place.end <= range.start);
            let touched = self.pieces[first..].iter().zip(&places[first..]);
            let pieces: Vec<Range<usize>> = touched
                .take_while(|(_, place)| place.start < range.end)
                .map(|(piece, place)| {
                    let start = range.start.max(place.start) - place.start;
                    let end = range.end.min(place.end) - place.start;
                    piece.start + start..piece.start + end
                })
                .filter(|piece| piece.start < piece.end)
                .collect();
            (!pieces.is_empty()).then(|| Self { pieces, printed_page: self.printed_page.clone(), ..*self })
        };
        ranges.into_iter().filter_map(part).collect()
    }

    /// Where each piece stands in the text this span gives.
    fn places(&self, source: &str) -> Vec<Range<usize>> {
        let (mut at, mut before) = (0, None);
        let place = |piece: &Range<usize>| {
            let part = source.get(piece.clone()).unwrap_or_default();
            at += usize::from(before.is_some_and(is_latin) && part.chars().next().is_some_and(is_latin));
            let start = at;
            at += part.len();
            before = part.chars().next_back().or(before);
            start..at
        };
        self.pieces.iter().map(place).collect()
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
        let parts = span.parts(source, [0..6, 6..15, 15..18, 3..3, 18..99]);
        let seen: Vec<_> =
            parts.iter().map(|part| format!("{} {:?}", part.text(source), part.pieces())).collect();
        assert_eq!(seen, ["一。 [0..6]", "二三。 [6..9, 10..16]", "四 [16..19]"]);
    }

    #[test]
    fn latin_words_keep_their_distance() {
        let source = "Smart\nCity";
        let span = Span::new(vec![0..5, 6..10], 1, 2);
        assert_eq!(span.text(source), "Smart City");
        let parts = span.parts(source, [0..5, 5..10]);
        assert_eq!(parts.iter().map(|part| part.text(source)).collect::<Vec<_>>(), ["Smart", "City"]);
    }
}
