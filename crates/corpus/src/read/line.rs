//! Text → lines: the physical lines of a source, trimmed and measured.

use std::ops::Range;

use crate::corrections::Placed;
use crate::extract::text::LONGEST_LINE;
use crate::extract::{LineFacts, Part, Rank};
use crate::read::mark::{self, Family, Mark};
use crate::read::statement;
use crate::read::words;

/// A line with text on it. Blank lines are not kept; they show as [`Line::gap`].
#[derive(Debug, Clone)]
pub(crate) struct Line<'s> {
    /// Its number in the source, counted from 1.
    pub(crate) number: usize,
    /// Its text without white space on either side.
    pub(crate) text: &'s str,
    /// Where the text begins, in bytes of the source.
    pub(crate) start: usize,
    /// The mark it begins with.
    pub(crate) mark: Option<Mark>,
    /// Whether it ends a sentence.
    pub(crate) ends: bool,
    /// White space before the text, in columns of a fixed-width display.
    pub(crate) indent: usize,
    /// The text itself, in columns.
    pub(crate) width: usize,
    /// Blank lines since the line before.
    pub(crate) gap: usize,
    /// Form feeds so far, plus one: the page, where the source has pages.
    pub(crate) page: usize,
    /// What it turned out to be.
    pub(crate) role: Role,
    /// What the file shows of it besides the words; nothing where it is nothing but text.
    pub(crate) shown: Option<LineFacts>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Running text: a heading, an item, a part of a paragraph.
    Text,
    /// A row, a title or a note of a table (表).
    Table,
    /// An entry of a list of contents (目次).
    Contents,
    /// Page numbers, running titles, side tabs, dates, signatures.
    Furniture,
}

impl<'s> Line<'s> {
    fn new(number: usize, text: &'s str, start: usize) -> Self {
        // Markdown's bold line is a heading without a sign of its own.
        let bold = text
            .strip_prefix("**")
            .and_then(|rest| rest.strip_suffix("**"))
            .filter(|inner| !inner.contains("**") && !inner.trim_matches(is_space).is_empty());
        let (text, start) = bold.map_or((text, start), |inner| {
            let words = inner.trim_start_matches(is_space);
            (words.trim_end_matches(is_space), start + "**".len() + inner.len() - words.len())
        });
        let (mark, ends) = (mark::read(text), ends(text));
        let width = columns(text);
        Self {
            number,
            text,
            start,
            mark,
            ends,
            indent: 0,
            width,
            gap: 0,
            page: 1,
            role: Role::Text,
            shown: None,
        }
    }

    /// The same line without its first `length` bytes and the space behind them.
    pub(crate) fn peel(&mut self, length: usize) {
        let rest = self.text.get(length..).unwrap_or_default().trim_start_matches(is_space);
        let start = self.start + self.text.len() - rest.len();
        let Self { indent, gap, page, role, shown, .. } = *self;
        *self = Self { indent, gap, page, role, shown, ..Self::new(self.number, rest, start) };
    }

    /// Takes it for what is shown of it.
    fn show(&mut self, shown: Option<LineFacts>) {
        self.shown = shown;
        self.declare();
        self.role = match shown.map(|shown| shown.part) {
            Some(Part::Table) => Role::Table,
            Some(Part::Furniture) => Role::Furniture,
            Some(Part::Body) | None => Role::Text,
        };
    }

    /// Takes the file at its word about the level of a heading; the number it has stays its number.
    fn declare(&mut self) {
        let (Rank::Heading(level) | Rank::Placed(level)) = self.rank() else { return };
        let (number, length) = self.mark.take().map_or((Vec::new(), 0), |mark| (mark.number, mark.length));
        self.mark = Some(Mark { family: Family::Declared(level.into()), number, length, weak: false });
    }

    /// What the file itself, or whoever corrects it, says it is.
    pub(crate) fn rank(&self) -> Rank {
        self.shown.map_or(Rank::Unknown, |shown| shown.rank)
    }

    /// Whether the file itself says what it is.
    pub(crate) fn is_declared(&self) -> bool {
        self.rank() != Rank::Unknown
    }

    /// The bytes of the source the text takes.
    pub(crate) fn content(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether it is still taken for running text.
    pub(crate) fn is_text(&self) -> bool {
        self.role == Role::Text
    }
}

/// The lines of a source, and those set aside because they are too long.
#[derive(Debug, Default)]
pub(crate) struct Lines<'s> {
    /// In order.
    pub(crate) lines: Vec<Line<'s>>,
    /// Number and length of the lines passed over.
    pub(crate) too_long: Vec<(usize, usize)>,
    /// Whether the source has page breaks.
    pub(crate) paged: bool,
}

impl Lines<'_> {
    /// The same lines with what the file shows of each; where it shows what a line is, that is settled.
    pub(crate) fn shown(mut self, facts: &[LineFacts]) -> Self {
        for line in &mut self.lines {
            line.show(facts.get(line.number - 1).copied());
        }
        self
    }

    /// The same lines with what a planner says of some of them; nothing is said of the others.
    pub(crate) fn corrected(mut self, corrections: &[Placed]) -> Self {
        for line in self.lines.iter_mut().filter(|_| !corrections.is_empty()) {
            let shown = line.shown.unwrap_or_default();
            // Of two that are about one line the later entry holds.
            let settled = corrections.iter().rev().find_map(|placed| placed.settles(line.number, shown));
            if settled.is_some() {
                line.mark = mark::read(line.text);
                line.show(settled);
            }
        }
        self
    }
}

/// Whether a line ends a sentence, be it with the divisions in charge behind: …を行います。【担当：総務課】
fn ends(text: &str) -> bool {
    words::ends_sentence(text)
        || statement::trailing(text).is_some_and(|(sentence, _)| words::ends_sentence(sentence))
}

/// The sign that ends the lines of a source: `\n`, or `\r` where an old Macintosh wrote it.
pub(crate) fn line_end(source: &str) -> char {
    if source.contains('\n') { '\n' } else { '\r' }
}

/// Cuts a source at its line ends; a form feed counts as a page break wherever it stands, behind words for the lines below.
pub(crate) fn cut(source: &str) -> Lines<'_> {
    let mut cut = Lines::default();
    let (mut start, mut gap, mut page) = (0, 0, 1);
    for (index, raw) in source.split(line_end(source)).enumerate() {
        let number = index + 1;
        let breaks = |text: &str| text.bytes().filter(|&byte| byte == b'\x0c').count();
        let text = raw.trim_start_matches(is_space);
        let space = raw.len() - text.len();
        let content_start = start + space;
        let (before, behind) = (breaks(raw.get(..space).unwrap_or_default()), breaks(text));
        cut.paged |= before + behind > 0;
        page += before;
        let text = text.trim_end_matches(is_space);
        if text.is_empty() {
            gap += 1;
        } else if text.len() > LONGEST_LINE {
            cut.too_long.push((number, text.len()));
            gap += 1;
        } else {
            let indent = raw.chars().take_while(|&c| is_space(c)).map(indent_columns).sum();
            cut.lines.push(Line { indent, gap, page, ..Line::new(number, text, content_start) });
            gap = 0;
        }
        page += behind;
        start += raw.len() + 1;
    }
    cut
}

/// White space, and the marks that are invisible at the edge of a line.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

fn indent_columns(c: char) -> usize {
    match c {
        '\u{3000}' => 2,
        '\t' => 4,
        ' ' | '\u{a0}' => 1,
        _ => 0,
    }
}

/// The width of a text in columns: what is not ASCII or half-width kana takes two.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&c) { 1 } else { 2 }).sum()
}

/// The lines of a source that one step of the reading leaves, in order.
#[cfg(test)]
pub(super) fn kept(source: &str, set_aside: impl FnOnce(&mut [Line])) -> Vec<&str> {
    let mut lines = cut(source).lines;
    set_aside(&mut lines);
    lines.iter().filter(|line| line.is_text()).map(|line| line.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_number_place_and_distance() {
        let source = "\u{feff}題名\r\n\r\n\r\n　本文 です。 \n\x0c次の頁";
        let cut = cut(source);
        let seen: Vec<_> = cut
            .lines
            .iter()
            .map(|line| (line.number, line.text, line.indent, line.width, line.gap, line.page))
            .collect();
        assert_eq!(
            seen,
            [(1, "題名", 0, 4, 0, 1), (4, "本文 です。", 2, 11, 2, 1), (5, "次の頁", 0, 6, 0, 2)]
        );
        assert!(cut.paged);
    }

    #[test]
    fn lines_end_as_their_system_ends_them() {
        for source in ["一\n二", "一\r\n二", "一\r二"] {
            let seen: Vec<_> = cut(source).lines.iter().map(|line| (line.number, line.text)).collect();
            assert_eq!(seen, [(1, "一"), (2, "二")], "{source:?}");
        }
    }

    #[test]
    fn divisions_behind_a_sentence_do_not_keep_it_open() {
        let source = "整備を行います。　　【担当：総務課】\n整備を行い（総務課）\n整備（総務課）";
        assert_eq!(cut(source).lines.iter().map(|line| line.ends).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn a_page_ends_behind_the_words() {
        let cut = cut("一\x0c\n\x0c\x0c二\x0c三\n四");
        let pages: Vec<_> = cut.lines.iter().map(|line| (line.text, line.page)).collect();
        assert_eq!(pages, [("一", 1), ("二\x0c三", 4), ("四", 5)]);
    }

    #[test]
    fn a_line_beyond_reason_is_passed_over() {
        let source = format!("短い\n{}\n短い", "長".repeat(LONGEST_LINE));
        let cut = cut(&source);
        assert_eq!(cut.lines.len(), 2);
        assert_eq!(cut.too_long, [(2, LONGEST_LINE * 3)]);
    }
}
