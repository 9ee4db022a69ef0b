//! The pass: characters of the original go in, text and map come out.
//!
//! Nearly every character of a paper keeps its length or is the full-width twin of an ASCII one; runs of
//! those are taken at once. Graphemes are only looked for where a character could be part of a longer one.

use unicode_segmentation::UnicodeSegmentation;

use super::chars::{
    Class, begins_grapheme, can_be_long, class, is_dash, is_figure, is_invisible, is_japanese, repeated,
    voiced, without_vu,
};
use super::map::{Map, Unit};
use super::unit::becomes;

/// Normalises `original` into `text` and `map`, which are empty.
pub(super) fn run(original: &str, text: &mut String, map: &mut Map) {
    let end = original.floor_char_boundary(u32::MAX as usize);
    let original = original.get(..end).unwrap_or_default();
    text.reserve(original.len());
    let mut pass = Pass { original, text, map };
    let mut at = 0;
    while at < original.len() {
        at = pass.step(at);
    }
    if let Some((last, unit)) = pass.pop().filter(|(last, _)| last != " ") {
        pass.emit(&last, unit.original.start, unit.original.end);
    }
}

/// How many bytes a unit may have and still take in what follows.
const LONGEST_UNIT: usize = 64;

struct Pass<'a> {
    original: &'a str,
    text: &'a mut String,
    map: &'a mut Map,
}

impl<'a> Pass<'a> {
    fn rest(&self, at: usize) -> &'a str {
        self.original.get(at..).unwrap_or_default()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    /// Takes in what begins at `at`; returns where the next thing begins.
    fn step(&mut self, at: usize) -> usize {
        let (same, wide) = self.easy(at);
        if same > 0 {
            let start = self.text.len();
            self.map.add_same(start, at);
            self.text.push_str(self.original.get(at..at + same).unwrap_or_default());
            if let Some(new) = self.text.get_mut(start..) {
                new.make_ascii_lowercase();
            }
            at + same
        } else if let Some(narrow) = wide {
            self.map.add_narrow(self.text.len(), at);
            self.text.push(narrow.to_ascii_lowercase());
            at + 3
        } else if self.char_at(at).is_some_and(|c| class(c) == Class::Space) && is_blank(self.piece(at)) {
            self.space(at)
        } else {
            self.grapheme(at)
        }
    }

    /// How many bytes from `at` on stay as they are; or else what the full-width character there becomes.
    fn easy(&self, at: usize) -> (usize, Option<char>) {
        let rest = self.rest(at);
        let mut before = self.text.bytes().next_back();
        let mut last = 0;
        for (offset, c) in rest.char_indices() {
            match class(c) {
                Class::Same => before = c.is_ascii().then_some(c as u8),
                Class::Long if !before.is_some_and(takes_dash) => before = None,
                Class::Wide if offset == 0 => {
                    let alone =
                        rest.get(3..).and_then(|rest| rest.chars().next()).is_none_or(begins_grapheme);
                    return (0, char::from_u32(c as u32 - 0xfee0).filter(|_| alone));
                }
                // What may join the character before it takes that one with it.
                _ => return (if begins_grapheme(c) { offset } else { last }, None),
            }
            last = offset;
        }
        (rest.len(), None)
    }

    /// The grapheme at `at`.
    fn piece(&self, at: usize) -> &'a str {
        let rest = self.rest(at);
        let mut chars = rest.chars();
        let first = chars.next();
        let end = match chars.next() {
            Some(next)
                if first == Some('\r') || !(first.is_some_and(begins_grapheme) && begins_grapheme(next)) =>
            {
                rest.graphemes(true).next().map_or(0, str::len)
            }
            _ => first.map_or(0, char::len_utf8),
        };
        rest.get(..end).unwrap_or_default()
    }

    /// A run of white space: nothing, or one space.
    fn space(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut breaks = 0;
        while end < self.original.len() && is_blank(self.piece(end)) {
            let piece = self.piece(end);
            breaks +=
                usize::from(piece.contains(['\n', '\r', '\x0b', '\x0c', '\u{85}', '\u{2028}', '\u{2029}']));
            end += piece.len();
        }
        let before = self.text.chars().next_back();
        let Some(after) = self.char_at(end).filter(|_| before.is_some()) else { return end };
        if before == Some(' ') {
            return end;
        }
        let typed = self.original.get(..at).and_then(|before| before.chars().next_back());
        let parts_words = typed.is_some_and(|c| c.is_ascii_alphabetic()) && after.is_ascii_alphabetic();
        if breaks != 1 || parts_words {
            self.emit(" ", at, end);
        }
        end
    }

    /// Anything else: one grapheme, sometimes with its neighbours.
    fn grapheme(&mut self, at: usize) -> usize {
        let piece = self.piece(at);
        let Some(first) = piece.chars().next() else { return self.original.len() };
        let mut end = at + piece.len();
        let next = self.char_at(end);
        let mut new = becomes(piece);
        let mut chars = new.chars();
        let (Some(new_first), is_one) = (chars.next(), chars.next().is_none()) else { return end };
        let before = self.text.chars().next_back();
        if is_one {
            let replaced = match new_first {
                '゛' | '゜' => return self.voice(new_first, at, end),
                '-' if is_dash(first) && long(before, next) => Some('ー'),
                'ー' if self.text.bytes().next_back().is_some_and(takes_dash) => Some('-'),
                'ヴ' => {
                    let (kana, takes_next) = without_vu(next);
                    let after = end + next.map_or(0, char::len_utf8);
                    let alone = self.char_at(after).is_none_or(begins_grapheme);
                    match (takes_next, alone) {
                        (true, true) => end = after,
                        (true, false) => return self.put("ブ", at, end),
                        _ => {}
                    }
                    Some(kana)
                }
                'ゔ' => Some('ぶ'),
                mark => before.and_then(|before| repeated(mark, before)),
            };
            if let Some(c) = replaced {
                return self.put(c.encode_utf8(&mut [0; 4]), at, end);
            }
        }
        // A figure out of a circle, a superscript, a fraction must not run into the figures beside it.
        if !piece.contains(is_figure) {
            if new.starts_with(|c: char| c.is_ascii_digit()) && before.is_some_and(|c| c.is_ascii_digit()) {
                new.insert(0, ' ');
            }
            let ends_open = new.ends_with(|c: char| c.is_ascii_digit() || c == '.');
            if ends_open && new.contains(|c: char| c.is_ascii_digit()) && next.is_some_and(is_figure) {
                new.push(' ');
            }
        }
        self.put(&new, at, end)
    }

    /// か゛ is が: the mark goes to the kana before it, if that takes one.
    fn voice(&mut self, mark: char, at: usize, end: usize) -> usize {
        let composed = self.text.chars().next_back().and_then(|kana| voiced(kana, mark));
        let Some(composed) = composed else { return self.put(mark.encode_utf8(&mut [0; 4]), at, end) };
        let Some((mut new, unit)) = self.pop() else { return end };
        new.pop();
        new.push(composed);
        self.put(&new, unit.original.start, end)
    }

    /// Adds what a grapheme became, one with what is before it if the two would not stay apart when they are
    /// normalised once more: a mark that an invisible character had held off, parts of a Hangul syllable.
    fn put(&mut self, new: &str, at: usize, end: usize) -> usize {
        let mut new = new.replace('ヴ', "ブ");
        let mut start = at;
        while new.starts_with(|c| !begins_grapheme(c)) && !self.text.is_empty() {
            let Some(unit) = self.map.unit_at(self.text, self.text.len() - 1) else { break };
            // No syllable is this long. Without an end, a megabyte of marks would be joined mark by mark.
            if unit.normal.len() > LONGEST_UNIT {
                break;
            }
            let joined = format!("{}{new}", self.text.get(unit.normal.clone()).unwrap_or_default());
            let stays = becomes(&joined);
            let edge = unit.normal.len();
            if stays == joined && joined.grapheme_indices(true).any(|(offset, _)| offset == edge) {
                break;
            }
            self.pop();
            start = unit.original.start;
            new = stays.replace('ヴ', "ブ");
        }
        self.emit(&new, start, end);
        end
    }

    fn emit(&mut self, new: &str, at: usize, end: usize) {
        let start = self.text.len();
        self.text.push_str(new);
        self.map.add(self.text, Unit { normal: start..self.text.len(), original: at..end });
    }

    /// Takes the last unit back, with its text.
    fn pop(&mut self) -> Option<(String, Unit)> {
        let unit = self.map.pop(self.text)?;
        let text = self.text.split_off(unit.normal.start);
        Some((text, unit))
    }
}

/// ー behind one of these is a dash: １ー２.
fn takes_dash(before: u8) -> bool {
    before.is_ascii_alphanumeric() || before == b'-'
}

/// Whether a dash between these stands for ー: セミナ―の, but not プラン―概要, which is a matter of its ン.
fn long(before: Option<char>, next: Option<char>) -> bool {
    before.is_some_and(can_be_long) && next.is_some_and(is_japanese)
}

/// Whether a grapheme shows nothing.
fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(|c| c.is_whitespace() || is_invisible(c))
}
