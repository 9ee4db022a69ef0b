//! Sentences (文).
//!
//! A full stop inside brackets ends nothing: 「…である。」という規定 is one sentence. A bracket that is never
//! closed does not count as one, or a single stray 「 would swallow the rest of a paper.

use std::ops::Range;

use crate::letter::{closes, opens};

/// The sentences of a text, without white space at their edges; together they are all of the text but white space.
///
/// ```
/// let text = "「最少の経費で。」という規定がある。これを守る。";
/// let found: Vec<&str> = kurabe_text::sentences(text).map(|range| &text[range]).collect();
/// assert_eq!(found, ["「最少の経費で。」という規定がある。", "これを守る。"]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let unclosed = unclosed(text);
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if opens(c) && unclosed.binary_search(&at).is_err() {
            depth += 1;
        } else if closes(c) {
            depth = depth.saturating_sub(1);
        }
        let next = chars.peek().map(|&(_, next)| next);
        // A quotation that is a sentence ends one, if the next begins without a particle.
        let quoted = closes(c) && depth == 0 && text.get(..at).is_some_and(|before| before.ends_with(ENDS));
        let ends =
            depth == 0 && (ENDS.contains(&c) || quoted) && !(c == '．' && next.is_some_and(char::is_numeric));
        let goes_on =
            next.is_some_and(|next| ENDS.contains(&next) || closes(next) || (quoted && continues(next)));
        if ends && !goes_on {
            found.extend(trim(text, start..at + c.len_utf8()));
            start = at + c.len_utf8();
        }
    }
    found.extend(trim(text, start..text.len()));
    found.into_iter()
}

const ENDS: [char; 7] = ['。', '．', '！', '？', '!', '?', '｡'];

/// Kana behind a quotation carry the sentence on: という, と述べ, を.
fn continues(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '、' | '，' | '・')
}

/// Where brackets open that nothing closes, in order.
fn unclosed(text: &str) -> Vec<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        if opens(c) {
            open.push(at);
        } else if closes(c) {
            open.pop();
        }
    }
    open
}

fn trim(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let start = range.start + part.len() - part.trim_start().len();
    let end = start + part.trim().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a case that cuts inside a character has failed")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(sentences(text).map(|range| &text[range]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn full_stops_outside_of_brackets() {
        check("進める。図る。", &["進める。", "図る。"]);
        check("（１．５倍。）である。次へ", &["（１．５倍。）である。", "次へ"]);
        check("「行う。」次の文。", &["「行う。」", "次の文。"]);
        check("開けたまま「行う。次へ。", &["開けたまま「行う。", "次へ。"]);
        check("１．５倍にする。", &["１．５倍にする。"]);
        check("本当か！？本当だ。", &["本当か！？", "本当だ。"]);
        check("  ", &[]);
    }

    proptest! {
        #[test]
        fn sentences_are_all_of_the_text_but_white_space(text in any::<String>()) {
            let joined: String = sentences(&text).map(|range| &text[range]).collect();
            let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(dense(&joined), dense(&text));
        }
    }
}
