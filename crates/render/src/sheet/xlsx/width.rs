//! How wide columns are, how high that makes a row, and how much text a cell can hold.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::sheet::column::{Field, Shape};

/// About as many characters as stand side by side on A4 across, in a size that can still be read.
const PAGE: usize = 190;
/// How wide columns are at the least and at the most.
const NUMBER: (usize, usize) = (9, 16);
const WORDS: (usize, usize) = (8, 22);
const PROSE: (usize, usize) = (24, 64);
/// What is beside the text of a cell, and lets a line end early where a word or a full stop does not fit; and the button of a filter in the head.
const BESIDE: usize = 2;
const BUTTON: usize = 3;
/// What a line takes, in points, for faces with high lines too.
const LINE: f64 = 14.0;
const AROUND: f64 = 3.0;
/// As many lines as the highest row there can be has.
const MOST_LINES: usize = 29;
/// How wide a column of sentences becomes to get by with these.
const WIDEST: usize = 130;
/// As many UTF-16 units as a cell can hold.
const UNITS: usize = 32_767;
/// What says that a cell could not hold all of a text.
const CUT: &str = "…";

/// The widths of the columns of a table, in the order of its fields.
pub(super) struct Widths(Vec<usize>);

impl Widths {
    /// The widths that fit some rows. Columns of sentences share what the others leave of the page.
    pub(super) fn fitting(fields: &[Field], rows: &[Vec<String>]) -> Self {
        let mut widths: Vec<usize> = fields
            .iter()
            .enumerate()
            .map(|(place, field)| {
                let (least, most) = match field.shape {
                    Shape::Number | Shape::Share => NUMBER,
                    Shape::Words => WORDS,
                    Shape::Prose | Shape::LeadingUp => PROSE,
                };
                let cells = rows.iter().map(|row| widest_line(&row[place]));
                let widest = cells.max().unwrap_or(0).max(field.head.width() + BUTTON);
                widest.clamp(least, most)
            })
            .collect();
        let is_prose = |field: &Field| field.main && field.is_prose();
        let others = fields.iter().zip(&widths).filter(|(field, _)| field.main && !is_prose(field));
        let left = PAGE.saturating_sub(others.map(|(_, width)| width + BESIDE).sum());
        let widest = widths.clone();
        let mut share = left.checked_div(fields.iter().filter(|field| is_prose(field)).count()).unwrap_or(0);
        loop {
            for (place, _) in fields.iter().enumerate().filter(|(_, field)| is_prose(field)) {
                widths[place] = if share > PROSE.1 { share } else { widest[place].min(share.max(PROSE.0)) };
            }
            let fitting = Self(widths);
            // What a row cannot show is not printed: then the letters are rather small.
            if share >= WIDEST || rows.iter().all(|row| fitting.lines(row.iter()) <= MOST_LINES) {
                return fitting;
            }
            widths = fitting.0;
            share += share / 4 + 1;
        }
    }

    /// In characters.
    pub(super) fn column(&self, place: usize) -> usize {
        self.0[place] + BESIDE
    }

    /// How many pages the columns that are printed take side by side: up to half as many more than fit are made
    /// smaller.
    pub(super) fn pages(&self, fields: &[Field]) -> usize {
        let printed = fields.iter().enumerate().filter(|(_, field)| field.main);
        let all: usize = printed.map(|(place, _)| self.column(place)).sum();
        if all <= PAGE * 3 / 2 { 1 } else { all.div_ceil(PAGE) }
    }

    /// How high a row with these cells is, in points.
    pub(super) fn height<'c>(&self, cells: impl Iterator<Item = &'c String>) -> f64 {
        self.lines(cells).min(MOST_LINES) as f64 * LINE + AROUND
    }

    fn lines<'c>(&self, cells: impl Iterator<Item = &'c String>) -> usize {
        cells.zip(&self.0).map(|(cell, width)| lines(cell, *width)).max().unwrap_or(1)
    }
}

/// How many lines a text takes.
fn lines(text: &str, width: usize) -> usize {
    text.lines().map(|line| line.width().div_ceil(width.max(1)).max(1)).sum::<usize>().max(1)
}

fn widest_line(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// The text as far as a cell can hold it.
pub(super) fn that_fits(text: &str) -> Cow<'_, str> {
    // A character has no more units than bytes.
    if text.len() <= UNITS || text.encode_utf16().count() <= UNITS {
        return Cow::Borrowed(text);
    }
    let mut units = CUT.len();
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= UNITS
    });
    Cow::Owned(kept.chain(CUT.chars()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_they_are_wrapped() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("協働を進", 8), 1);
        assert_eq!(lines("協働を進める。", 8), 2);
        assert_eq!(lines("協働\n\n共創", 8), 3);
    }

    #[test]
    fn columns_are_as_wide_as_rows_need() {
        let fields = [
            Field { head: "主題".into(), main: true, shape: Shape::Words, leads: true },
            Field { head: "柏市".into(), main: true, shape: Shape::Prose, leads: false },
            Field { head: "目黒区".into(), main: true, shape: Shape::Prose, leads: false },
            Field { head: "三鷹市".into(), main: true, shape: Shape::Prose, leads: false },
        ];
        let widths = |characters: usize| {
            let row = ["協働", &"あ".repeat(characters), "なし", ""].map(str::to_owned).to_vec();
            Widths::fitting(&fields, &[row]).0
        };
        assert_eq!(widths(10), [8, 24, 24, 24], "no wider than they have to be");
        assert_eq!(widths(200), [8, 60, 24, 24], "all of them on the page");
        let wide = widths(1500);
        assert!(1500 * 2 / wide[1] <= MOST_LINES && wide[0] == 8, "{wide:?}");
        assert!(widths(100_000)[1] < 2 * WIDEST);
        let many: Vec<Field> = fields.iter().cycle().take(40).cloned().collect();
        let pages = |fields: &[Field]| Widths::fitting(fields, &[]).pages(fields);
        assert_eq!(pages(&fields), 1);
        assert!(pages(&many) > 3, "more than can be read are not pressed onto one page");
    }

    #[test]
    fn a_text_fits_into_a_cell() {
        let long = "𠮷".repeat(20_000);
        assert_eq!(that_fits("協働"), "協働");
        let cut = that_fits(&long);
        assert!(cut.encode_utf16().count() <= UNITS && cut.ends_with(CUT));
    }
}
