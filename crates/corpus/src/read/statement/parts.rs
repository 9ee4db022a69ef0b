//! Splits paragraphs that are longer than any paragraph: minutes print a whole speech as one.
//!
//! The unit is the paragraph as printed. Only where one runs on over pages is it divided, at sentences that
//! turn to the next matter, so that what is found can be read and quoted.

use std::ops::Range;

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

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a case that cuts inside a character has failed")]
mod tests {
    use super::*;

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
