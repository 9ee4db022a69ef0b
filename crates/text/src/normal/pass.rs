//! The pass: characters of the original go in, text and map come out.
//!
//! Nearly every character of a paper is plain and takes the short way; graphemes are only looked for where a
//! character could be part of a longer one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::chars::{
    begins_grapheme, fold, is_dash, is_invisible, is_kana, is_plain, is_word, narrow, repeated, without_vu,
};
use super::map::{Map, Unit};

/// Normalises `original` into `text` and `map`, which are empty.
pub(super) fn run(original: &str, text: &mut String, map: &mut Map) {
    let end = original.floor_char_boundary(u32::MAX as usize);
    let original = original.get(..end).unwrap_or_default();
    text.reserve(original.len());
    let mut pass = Pass { original, text, map, after_digit: false };
    let mut at = 0;
    while let Some(c) = pass.char_at(at) {
        at = pass.step(at, c);
    }
    if pass.text.ends_with(' ') {
        pass.pop();
    }
}

struct Pass<'a> {
    original: &'a str,
    text: &'a mut String,
    map: &'a mut Map,
    /// Whether the text ends in a figure that stood in a circle or the like: ①, ⑴, ½.
    after_digit: bool,
}

impl Pass<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.original.get(at..)?.chars().next()
    }

    /// Takes in what begins at `at`; returns where the next thing begins.
    fn step(&mut self, at: usize, c: char) -> usize {
        let next_at = at + c.len_utf8();
        let next = self.char_at(next_at);
        if next.is_none_or(begins_grapheme) {
            if is_plain(c) && !(self.after_digit && c.is_ascii_digit()) {
                self.map.add_same(self.text.len(), at);
                self.text.push(c);
                self.after_digit = false;
                return next_at;
            }
            if c.is_whitespace() {
                return self.space(at);
            }
            if let Some(narrow) = narrow(c).filter(|_| {
                !(is_dash(c) || self.after_digit && narrow(c).is_some_and(|c| c.is_ascii_digit()))
            }) {
                self.map.add_narrow(self.text.len(), at);
                self.text.push(narrow.to_ascii_lowercase());
                self.after_digit = false;
                return next_at;
            }
        }
        self.grapheme(at, c)
    }

    /// A run of white space: nothing, or one space.
    fn space(&mut self, at: usize) -> usize {
        let rest = self.original.get(at..).unwrap_or_default();
        let mut length = 0;
        let mut breaks = 0;
        for (offset, c) in rest.char_indices() {
            if !(c.is_whitespace() || is_invisible(c)) {
                break;
            }
            // A mark behind a space makes a grapheme with it; behind a line break it stands alone.
            let next = rest.get(offset + c.len_utf8()..).and_then(|rest| rest.chars().next());
            let joins = next.is_some_and(|next| !begins_grapheme(next) && !is_invisible(next));
            if offset > 0 && joins && !c.is_control() {
                break;
            }
            breaks += usize::from(matches!(c, '\n' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}'));
            length = offset + c.len_utf8();
        }
        let end = at + length.max(1);
        let before = self.text.chars().next_back();
        let after = self.char_at(end);
        let wraps = breaks == 1 && !(before.is_some_and(is_word) && after.is_some_and(is_word));
        if before.is_some_and(|c| c != ' ') && after.is_some() && !wraps {
            self.emit(" ", at..end);
        }
        end
    }

    /// Anything else: one grapheme, sometimes with the next one.
    fn grapheme(&mut self, at: usize, first: char) -> usize {
        let rest = self.original.get(at..).unwrap_or_default();
        let grapheme = rest.graphemes(true).next().unwrap_or_default();
        if grapheme.chars().all(char::is_whitespace) {
            return self.space(at);
        }
        let mut end = at + grapheme.len().max(first.len_utf8());
        let before = self.text.chars().next_back();
        let next = self.char_at(end);
        let folded = folded(grapheme);
        let folded = folded.trim();
        let mut chars = folded.chars();
        let single = chars.next().filter(|_| chars.next().is_none());
        let becomes = match single {
            Some(c) if is_dash(c) || (c == '-' && is_dash(first)) => {
                let long = before.is_some_and(is_kana) && next.is_some_and(is_kana);
                Some(if long { 'ー' } else { '-' })
            }
            Some('ー') if before.is_some_and(|c| c.is_ascii_alphanumeric()) => Some('-'),
            Some('ヴ') => {
                let (kana, takes_next) = without_vu(next);
                if takes_next
                    && self.char_at(end + next.map_or(0, char::len_utf8)).is_none_or(begins_grapheme)
                {
                    end += next.map_or(0, char::len_utf8);
                }
                Some(kana)
            }
            Some(c) => before.and_then(|before| repeated(c, before)),
            None => None,
        };
        if let Some(c) = becomes {
            self.emit(c.encode_utf8(&mut [0; 4]), at..end);
        } else if !folded.is_empty() {
            if self.text.ends_with(' ') && folded.starts_with(is_combining_mark) {
                self.pop();
            }
            self.emit_folded(folded, at..end);
            // A figure of its own goes on with the figures behind it.
            self.after_digit &= !(first.is_ascii_digit() || narrow(first).is_some());
        }
        end
    }

    /// Adds what a grapheme became, parted from a figure before it and joined with a letter it belongs to.
    fn emit_folded(&mut self, folded: &str, original: Range<usize>) {
        let begins_digit = folded.starts_with(|c: char| c.is_ascii_digit());
        let ends_digit = folded.ends_with(|c: char| c.is_ascii_digit());
        if begins_digit && self.text.ends_with(|c: char| c.is_ascii_digit()) {
            self.emit(&format!(" {folded}"), original);
        } else if let Some(unit) = self.joined_with(folded) {
            let whole = unit.original.start..original.end;
            let joined =
                folded_text(&format!("{}{folded}", self.text.get(unit.normal.clone()).unwrap_or_default()));
            self.pop();
            self.emit(&joined, whole);
        } else {
            self.emit(folded, original);
        }
        self.after_digit = ends_digit;
    }

    /// The unit before, if normalisation makes one of it and `folded`: a mark left alone by an invisible
    /// character between.
    fn joined_with(&self, folded: &str) -> Option<Unit> {
        if folded.is_ascii() {
            return None;
        }
        let unit = self.map.unit_at(self.text, self.text.len().checked_sub(1)?)?;
        let joined = format!("{}{folded}", self.text.get(unit.normal.clone())?);
        (folded_text(&joined) != joined).then_some(unit)
    }

    fn emit(&mut self, new: &str, original: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(new);
        let normal = start..self.text.len();
        self.map.add(self.text, Unit { normal, original });
        self.after_digit = false;
    }

    fn pop(&mut self) {
        if let Some(unit) = self.map.pop(self.text) {
            self.text.truncate(unit.normal.start);
        }
    }
}

/// NFKC, lower case and the folding of single characters, until nothing changes any more.
fn folded(grapheme: &str) -> String {
    folded_text(&grapheme.chars().filter(|&c| !is_invisible(c)).collect::<String>())
}

fn folded_text(text: &str) -> String {
    let once = |text: &str| -> String {
        text.nfkc().flat_map(char::to_lowercase).nfkc().map(fold).filter(|&c| !is_invisible(c)).collect()
    };
    let mut now = once(text);
    for _ in 0..4 {
        let then = once(&now);
        if then == now {
            break;
        }
        now = then;
    }
    now
}
