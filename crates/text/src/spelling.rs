//! One key for the spellings of a word (表記ゆれ) that no one means differently.
//!
//! Normalisation makes characters equal; here words are: 取り組み, 取組み, 取り組む and 取組 are one word to
//! whoever searches, as are サーバー and サーバ. The rules follow the ones plans are written by: kana endings
//! of compounds may be left out (公用文における漢字使用等, 通則 7), a long vowel at the end of a longer katakana
//! word too (JIS Z 8301).

use std::borrow::Cow;

/// A katakana word keeps a long vowel at its end unless so many characters stand before it: カード, キー.
const SHORT_KATAKANA: usize = 3;

/// The key of a word in its base form.
pub(crate) fn key(base: &str) -> Cow<'_, str> {
    let mut last = None;
    let mut ideographs = 0;
    let mut endings = false;
    for c in base.chars() {
        match c {
            _ if is_ideograph(c) => ideographs += 1,
            _ if is_hiragana(c) && last.is_some() => endings = true,
            'ー' => {}
            _ if is_katakana(c) => {}
            _ => return Cow::Borrowed(base),
        }
        last = Some(c);
    }
    if ideographs > 1 && endings {
        return Cow::Owned(base.chars().filter(|&c| !is_hiragana(c)).collect());
    }
    if ideographs == 0 && last == Some('ー') && base.chars().count() > SHORT_KATAKANA {
        let stem = base.trim_end_matches('ー');
        if stem.chars().all(is_katakana_or_long) && stem.chars().count() >= SHORT_KATAKANA {
            return Cow::Borrowed(stem);
        }
    }
    Cow::Borrowed(base)
}

pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '々' | '〆')
}

pub(crate) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

pub(crate) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}')
}

pub(crate) fn is_katakana_or_long(c: char) -> bool {
    is_katakana(c) || c == 'ー'
}

/// Hiragana as katakana, the script readings are written in.
pub fn katakana(text: &str) -> String {
    let shift = |c: char| if is_hiragana(c) { char::from_u32(c as u32 + 0x60).unwrap_or(c) } else { c };
    text.chars().map(shift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_compounds_and_long_vowels_do_not_matter() {
        for (base, expected) in [
            ("取り組み", "取組"),
            ("取組む", "取組"),
            ("手続き", "手続"),
            ("見える", "見える"),
            ("住み続ける", "住続"),
            ("空き家", "空家"),
            ("まちづくり", "まちづくり"),
            ("サーバー", "サーバ"),
            ("カード", "カード"),
            ("キー", "キー"),
            ("センター", "センタ"),
            ("dx", "dx"),
            ("お客様", "お客様"),
        ] {
            assert_eq!(key(base), expected, "{base}");
        }
    }
}
