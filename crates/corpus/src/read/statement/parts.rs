//! Splits paragraphs that are longer than any paragraph: minutes print a whole speech as one; and cells that hold a list.
//!
//! The unit is the paragraph as printed. Only where one runs on over pages is it divided, at sentences that
//! turn to the next matter, so that what is found can be read and quoted.

use std::ops::Range;

use crate::read::mark::{self, Family, Mark};

/// A paragraph up to this many characters is left whole.
const LONGEST: usize = 800;
/// A part has at least this many characters.
const SHORTEST: usize = 120;

/// How a sentence begins that turns to the next matter.
const TURNS: &[&str] = &[
    "次に",
    "つぎに",
    "続いて",
    "続きまして",
    "つづいて",
    "まず",
    "初めに",
    "はじめに",
    "第一に",
    "第二に",
    "第三に",
    "第１に",
    "第２に",
    "第３に",
    "最後に",
    "終わりに",
    "おわりに",
    "さて",
    "ところで",
    "また、",
    "さらに、",
    "そのほか",
    "このほか",
    "一方、",
    "日程第",
    "以上、",
    "なお、",
    "併せて",
    "あわせて",
    "加えて",
];

/// The parts of a paragraph: one, unless it is too long.
pub(crate) fn parts(text: &str) -> Vec<Range<usize>> {
    if text.chars().count() <= LONGEST {
        return std::iter::once(0..text.len()).collect();
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    // Characters of the last part.
    let mut so_far = 0;
    for sentence in kurabe_text::sentences(text) {
        let words = text.get(sentence.clone()).unwrap_or_default();
        let turns = TURNS.iter().any(|turn| words.trim_start().starts_with(turn));
        let count = |range: Range<usize>| text.get(range).unwrap_or_default().chars().count();
        match parts.last_mut() {
            Some(part) if so_far < SHORTEST || (!turns && so_far < LONGEST) => {
                so_far += count(part.end..sentence.end);
                part.end = sentence.end;
            }
            _ => {
                so_far = count(sentence.clone());
                parts.push(sentence);
            }
        }
    }
    parts
}

/// A part of a cell with its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// The bytes of its mark, none where it has none.
    pub(crate) marker: Range<usize>,
    /// The bytes of its words.
    pub(crate) words: Range<usize>,
}

/// The items of a cell that is a list: where a line of it begins, its white space being left of the line break, there
/// stands the next number of a row that begins with 1, or the same dot again. Anything else is one item without a mark.
pub(crate) fn items(text: &str) -> Vec<Item> {
    let whole = vec![Item { marker: 0..0, words: 0..text.len() }];
    let Some(first) = mark::read(text).filter(begins_list) else { return whole };
    let begins_line = |at: &usize| {
        text.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace))
            && text.get(*at..).is_some_and(|rest| !rest.starts_with(char::is_whitespace))
    };
    let mut marks: Vec<(usize, Mark)> = vec![(0, first)];
    for at in text.char_indices().map(|(at, _)| at).filter(begins_line) {
        let next = text.get(at..).and_then(mark::read);
        let last = &marks[marks.len() - 1].1;
        marks.extend(next.filter(|next| follows(last, next)).map(|next| (at, next)));
    }
    if marks.len() < 2 {
        return whole;
    }
    let ends = marks.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let item = |((at, mark), end): (&(usize, Mark), usize)| {
        let words = at + mark.length..end;
        let trimmed = text.get(words.clone()).map_or(0, |words| words.trim_end().len());
        let marker = text.get(*at..words.start).map_or(0, |marker| marker.trim_end().len());
        Item { marker: *at..at + marker, words: words.start..words.start + trimmed }
    };
    marks.iter().zip(ends).map(item).filter(|item| !item.words.is_empty()).collect()
}

fn begins_list(mark: &Mark) -> bool {
    matches!(&mark.family, Family::Form(_)) && mark.number == [1] || mark.family.is_dot()
}

fn follows(last: &Mark, next: &Mark) -> bool {
    let counts_on = match (last.number.as_slice(), next.number.as_slice()) {
        ([last], [next]) => *next == last + 1,
        (last, next) => last.is_empty() && next.is_empty(),
    };
    last.family == next.family && counts_on
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a case that cuts inside a character has failed")]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_on_new_lines() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let items = items(text);
            let seen: Vec<_> =
                items.iter().map(|item| (&text[item.marker.clone()], &text[item.words.clone()])).collect();
            assert_eq!(seen, expected, "{text}");
        };
        check("①整備する。 ②確保する。", &[("①", "整備する。"), ("②", "確保する。")]);
        check("(1) 整備 (2) 確保", &[("(1)", "整備"), ("(2)", "確保")]);
        check("1 整備する。 2 確保する。", &[("1", "整備する。"), ("2", "確保する。")]);
        check("・整備 ・確保", &[("・", "整備"), ("・", "確保")]);
        for whole in
            ["①整備する。②確保する。", "①の整備を行う。 ③と比べる。", "整備し、 ②を確保する。", "整備"]
        {
            check(whole, &[("", whole)]);
        }
    }

    #[test]
    fn only_what_is_too_long_is_divided_and_nothing_is_lost() {
        assert_eq!(parts("短い。次に、これも短い。").len(), 1);
        let long = format!(
            "{}次に、{}",
            "施策を進めてまいります。".repeat(50),
            "道路を直してまいります。".repeat(50)
        );
        let parts = parts(&long);
        assert_eq!(parts.len(), 2);
        assert!(long[parts[1].clone()].starts_with("次に、"));
        assert_eq!((parts[0].start, parts[0].end, parts[1].end), (0, parts[1].start, long.len()));
    }
}
