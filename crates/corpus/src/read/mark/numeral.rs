//! Numbers at the head of a line, in every figure headings are numbered with.

use super::forms::Figures;
use crate::read::words::narrow;
use kurabe_text::letter::{digit, is_numeral};

/// Reads a number in the given figures; its value and how many bytes it takes.
pub(crate) fn read(text: &str, figures: Figures) -> Option<(u32, usize)> {
    match figures {
        Figures::Arabic => arabic(text),
        Figures::Kanji => run(text, is_numeral, 4),
        Figures::Roman => run(text, is_roman, 5),
        Figures::Circled => single(
            text,
            |c| matches!(c, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '❶'..='❿' | '⓫'..='⓴' | '➀'..='➓'),
        ),
        Figures::Bracketed => single(text, |c| matches!(c, '⑴'..='⒇' | '㈠'..='㈩' | '⒈'..='⒛')),
        Figures::Kana => single(text, |c| matches!(c, 'ア'..='ン' | 'ｱ'..='ﾝ')),
        Figures::Latin => single(text, |c| narrow(c).is_ascii_alphabetic()),
    }
}

/// Reads a number in whichever figures it is written: 第１章, 第一章, 第Ⅰ部.
pub(crate) fn any(text: &str) -> Option<(u32, usize)> {
    [Figures::Arabic, Figures::Kanji, Figures::Roman, Figures::Circled]
        .iter()
        .find_map(|&figures| read(text, figures))
}

/// The figures a whole text is a number in.
pub(crate) fn figures(text: &str) -> Option<u32> {
    let (value, length) = any(text.trim())?;
    (length == text.trim().len()).then_some(value)
}

/// Reads 1-2, １－１, 1.2.3, Ⅰ-2, 1-(1), (1)-①: two to four numbers parted by dashes or full stops.
pub(crate) fn compound(text: &str) -> Option<(Vec<u32>, usize)> {
    let (first, mut length) = dressed(text)?;
    let mut numbers = vec![first];
    while let Some(rest) = text.get(length..).filter(|_| numbers.len() < 4) {
        let Some(joint) = rest.chars().next().filter(|&c| matches!(narrow(c), '-' | '.') || c == 'ー')
        else {
            break;
        };
        let Some((number, more)) = rest.get(joint.len_utf8()..).and_then(dressed) else { break };
        numbers.push(number);
        length += joint.len_utf8() + more;
    }
    (numbers.len() > 1).then_some((numbers, length))
}

/// A number, bare or in round brackets.
fn dressed(text: &str) -> Option<(u32, usize)> {
    let Some(inner) = text.strip_prefix(['（', '(']) else { return any(text) };
    let (number, length) = any(inner)?;
    let close = inner.get(length..)?.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    Some((number, text.len() - inner.len() + length + close.len_utf8()))
}

/// One to three digits of either width; a fourth makes it a year or an amount.
fn arabic(text: &str) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut length = 0;
    for (count, c) in text.chars().enumerate() {
        let Some(digit) = digit(c) else { break };
        if count == 3 {
            return None;
        }
        value = value * 10 + digit;
        length += c.len_utf8();
    }
    (length > 0).then_some((value, length))
}

fn run(text: &str, belongs: fn(char) -> bool, longest: usize) -> Option<(u32, usize)> {
    let length: usize = text.chars().take_while(|&c| belongs(c)).map(char::len_utf8).sum();
    let word = text.get(..length)?;
    if length == 0 || word.chars().count() > longest {
        return None;
    }
    Some((kurabe_text::ordinal(word)?, length))
}

fn single(text: &str, belongs: impl Fn(char) -> bool) -> Option<(u32, usize)> {
    let first = text.chars().next().filter(|&c| belongs(c))?;
    let word = text.get(..first.len_utf8())?;
    Some((kurabe_text::ordinal(word)?, first.len_utf8()))
}

fn is_roman(c: char) -> bool {
    matches!(c, 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ' | 'I' | 'V' | 'X' | 'Ｉ' | 'Ｖ' | 'Ｘ')
}
