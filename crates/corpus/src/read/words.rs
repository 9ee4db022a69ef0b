//! What the end of a piece of Japanese tells: whether a sentence is over, whether more must follow.

use kurabe_text::letter::{closes, opens};
pub(crate) use kurabe_text::letter::{is_digit, is_han, is_japanese, is_kana, narrow};

/// Closing brackets and quotation marks, which may follow a full stop.
const CLOSING: &[char] =
    &['」', '』', '）', ')', '】', '〉', '》', '”', '’', '〕', '］', ']', '"', '\u{3000}', ' '];

/// Whether the text ends a sentence (文): a full stop, perhaps inside a closing bracket.
pub(crate) fn ends_sentence(text: &str) -> bool {
    without_note_mark(text).trim_end_matches(CLOSING).ends_with(['。', '．', '！', '？', '!', '?', '｡'])
}

/// The text without the reference to a note behind it: 。(注1), 。※2.
pub(crate) fn without_note_mark(text: &str) -> &str {
    let trimmed = text.trim_end_matches(CLOSING).trim_end_matches(is_digit);
    let inner = trimmed.trim_end_matches(['注', '※', '*', '＊']);
    if inner.len() < trimmed.len() { inner.trim_end_matches(['（', '(', '[', '［', ' ']) } else { text }
}

/// Whether the text ends in a verb or adjective that a noun must follow, if it is no sentence: 輪が広がる,
/// 開かれた, 新しい.
pub(crate) fn ends_attributive(text: &str) -> bool {
    text.ends_with(['る', 'た', 'い', 'う', 'く', 'す', 'む', 'つ', 'ぶ', 'ぐ']) && !ends_predicate(text)
}

/// Whether the text cannot stop where it does: it ends in a particle, a comma, an open bracket.
pub(crate) fn ends_open(text: &str) -> bool {
    const PARTICLES: &[char] = &['は', 'が', 'を', 'に', 'の', 'と', 'へ', 'や', 'な', 'も', 'で'];
    const WORDS: &[&str] = &[
        "から",
        "より",
        "及び",
        "および",
        "並びに",
        "ならびに",
        "又は",
        "または",
        "かつ",
        "ため",
        "による",
        "向けた",
    ];
    let Some(last) = text.chars().next_back() else { return false };
    matches!(last, '、' | '，' | ',' | '・' | '「' | '『' | '（' | '(' | '【')
        || PARTICLES.contains(&last)
        || WORDS.iter().any(|word| text.ends_with(word))
}

/// Whether the text cannot be the beginning of a sentence: を, the second half of a verb, what closes.
pub(crate) fn cannot_begin(text: &str) -> bool {
    const NEVER: &[char] = &[
        'を', 'る', 'ん', 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ー', '、', '。', '」', '』',
    ];
    const ENDINGS: &[&str] = &[
        "ます。",
        "ます",
        "ました",
        "ません",
        "です。",
        "します",
        "しました",
        "であり",
        "である",
        "される",
        "されて",
    ];
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    first.is_some_and(|c| NEVER.contains(&c))
        || ENDINGS.iter().any(|end| text.starts_with(end)) && !text.starts_with("ますます")
        || (first == Some('り') && second.is_some_and(|c| is_han(c) || c == '、'))
}

/// How many brackets are still open at the end of the text, those open before included.
pub(crate) fn open_brackets(before: usize, text: &str) -> usize {
    text.chars().fold(before, |open, c| match c {
        _ if opens(c) => open + 1,
        _ if closes(c) => open.saturating_sub(1),
        _ => open,
    })
}

/// Whether the text closes with a verb as a sentence does, full stop or not: 取り組みます, を目指す.
pub(crate) fn ends_predicate(text: &str) -> bool {
    let text = text.trim_end_matches(CLOSING);
    [
        "ます",
        "ません",
        "ました",
        "です",
        "でした",
        "である",
        "ている",
        "ていく",
        "ください",
        "しよう",
        "しましょう",
        "べきである",
        "こと",
    ]
    .iter()
    .any(|end| text.ends_with(end))
}

/// Whether the text has a character of the Japanese scripts.
pub(crate) fn has_japanese(text: &str) -> bool {
    text.chars().any(is_japanese)
}

/// The words with one space between two, as a heading that was spread over a line is read.
pub(crate) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without its white space: labels are spread to look well.
pub(crate) fn compact(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A key two printings of one heading share: narrow, without white space, dots and dashes of leaders.
pub(crate) fn key(text: &str) -> String {
    letters(text).collect()
}

/// The same as a number, for looking at every line of a source.
pub(crate) fn fingerprint(letters: impl Iterator<Item = char>) -> u64 {
    // FNV-1a: two different lines of one source that meet by chance would only look like one printed twice.
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The characters that tell two headings apart.
pub(crate) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .map(|c| narrow(c).to_ascii_lowercase())
        .filter(|c| !c.is_whitespace() && !matches!(c, '…' | '‥' | '・' | '.' | '･' | '●'))
}
