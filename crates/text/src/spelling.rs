//! One key for the spellings of a word (表記ゆれ) that no one means differently.
//!
//! Normalisation makes characters equal; here words are: 取り組み, 取組み, 取り組む and 取組 are one word to
//! whoever searches, as are サーバー and サーバ. The rules follow the ones plans are written by: kana endings
//! of compounds may be left out (公用文における漢字使用等, 通則 7), a long vowel at the end of a longer katakana
//! word too (JIS Z 8301). A foreign sound may be written near to it or as it is said (ウェブ and ウエブ, メイン
//! and メーン; 外来語の表記). What no rule can tell is listed, a word a line, in `spellings.txt`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::letter::{is_han, is_katakana};

/// A katakana word keeps a long vowel at its end unless so many characters stand before it: カード, キー.
const SHORT_KATAKANA: usize = 3;

/// Words in kana at the end of a compound are no endings: 地域づくり is not 地域.
const KANA_WORDS: [&str; 2] = ["づくり", "おこし"];

/// The words that are spelt in several ways, the first spelling of a line for all of them.
const SPELLINGS: &str = include_str!("spellings.txt");

static FIRST: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let pairs = lines().filter_map(|mut spellings| Some((spellings.next()?, spellings)));
    pairs.flat_map(|(first, others)| others.map(move |other| (other, first))).collect()
});

/// The words of [`SPELLINGS`], each as its spellings.
fn lines() -> impl Iterator<Item = std::str::SplitWhitespace<'static>> {
    let words = SPELLINGS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    words.map(str::split_whitespace)
}

/// The key of a word in its base form.
pub(crate) fn key(base: &str) -> Cow<'_, str> {
    let base = FIRST.get(base).copied().unwrap_or(base);
    if base.chars().all(is_katakana_or_long) {
        return katakana_key(base);
    }
    let mut started = false;
    let mut ideographs = 0;
    let mut endings = false;
    for c in base.chars() {
        match c {
            _ if is_han(c) => ideographs += 1,
            _ if is_hiragana(c) => endings |= started,
            _ if is_katakana_or_long(c) => {}
            _ => return Cow::Borrowed(base),
        }
        started = true;
    }
    if ideographs > 1 && endings && !KANA_WORDS.iter().any(|word| base.ends_with(word)) {
        return Cow::Owned(base.chars().filter(|&c| !is_hiragana(c)).collect());
    }
    Cow::Borrowed(base)
}

/// ウェブ as ウエブ, メイン as メーン, サーバー as サーバ.
fn katakana_key(base: &str) -> Cow<'_, str> {
    let mut before = None;
    let fold = |c: char| match (before.replace(c), c) {
        (Some('ウ' | 'ク'), 'ィ') => 'イ',
        (Some('ウ' | 'ク'), 'ェ') => 'エ',
        (Some('ウ' | 'ク'), 'ォ') => 'オ',
        (Some(before), 'イ') if is_e(before) => 'ー',
        (_, 'ヂ') => 'ジ',
        (_, 'ヅ') => 'ズ',
        _ => c,
    };
    let mut key: String = base.chars().map(fold).collect();
    let stem = key.trim_end_matches('ー');
    if stem.len() < key.len()
        && key.chars().count() > SHORT_KATAKANA
        && stem.chars().count() >= SHORT_KATAKANA
    {
        key.truncate(stem.len());
    }
    if key == base { Cow::Borrowed(base) } else { Cow::Owned(key) }
}

/// Whether a katakana ends in the vowel that イ behind it makes long.
fn is_e(c: char) -> bool {
    matches!(
        c,
        'エ' | 'ェ' | 'ケ' | 'ゲ' | 'セ' | 'ゼ' | 'テ' | 'デ' | 'ネ' | 'ヘ' | 'ベ' | 'ペ' | 'メ' | 'レ'
    )
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
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
    fn listed_spellings_are_one() {
        for (base, expected) in [
            ("子供", "こども"),
            ("呼び掛ける", "呼びかける"),
            ("頑張る", "がんばる"),
            ("創る", "作る"),
            ("マネージャー", "マネジャ"),
        ] {
            assert_eq!(key(base), expected, "{base}");
        }
        assert_ne!(key("人材"), key("人財"));
    }

    #[test]
    fn no_spelling_is_listed_twice_or_alone() {
        let mut seen = std::collections::BTreeSet::new();
        for spellings in lines() {
            let spellings: Vec<&str> = spellings.collect();
            assert!(spellings.len() > 1, "{spellings:?}");
            for spelling in spellings {
                assert!(seen.insert(spelling), "{spelling}");
            }
        }
    }

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
            ("地域づくり", "地域づくり"),
            ("サーバー", "サーバ"),
            ("カード", "カード"),
            ("キー", "キー"),
            ("センター", "センタ"),
            ("dx", "dx"),
            ("お客様", "お客様"),
            ("ウェルネス", "ウエルネス"),
            ("ウォーキング", "ウオーキング"),
            ("クォリティ", "クオリティ"),
            ("メイン", "メーン"),
            ("ディスプレイ", "ディスプレ"),
            ("クリエイター", "クリエータ"),
            ("ファイル", "ファイル"),
            ("テイ", "テー"),
        ] {
            assert_eq!(key(base), expected, "{base}");
        }
    }
}
