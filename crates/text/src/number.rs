//! Numbers (数) as papers write them: １０, 4,000, 2.5, ６億７，８９７万, 三千五百, 二〇二五, 三・一パーセント.
//!
//! Figures are numbers wherever they stand. Chinese numerals are also parts of words (一層, 三鷹, 一人ひとり),
//! so numbers written in them alone are read only before something that is counted.

use std::ops::Range;

use crate::letter::{digit, is_han};

/// A number and where it stands; a unit behind it is not part of it, 千, 万 and 億 are.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is worth.
    pub value: f64,
}

/// What is counted with Chinese numerals.
const COUNTED: &[&str] = &[
    "年",
    "月",
    "日",
    "人",
    "名",
    "件",
    "回",
    "割",
    "倍",
    "円",
    "社",
    "校",
    "園",
    "台",
    "戸",
    "歳",
    "世帯",
    "団体",
    "か所",
    "カ所",
    "ヶ所",
    "箇所",
    "パーセント",
    "％",
    "%",
    "ポイント",
    "時間",
    "分",
    "キロ",
    "メートル",
    "ヘクタール",
    "トン",
    "グラム",
    "地区",
    "路線",
    "施設",
    "事業",
    "項目",
    "種類",
    "棟",
    "床",
    "枚",
    "票",
    "冊",
    "本",
    "周年",
    "店舗",
    "講座",
    "区画",
];

/// What may stand right before a number in Chinese numerals; behind any other character of Chinese they are
/// part of a word: 統一, 第三.
const BEFORE_KANJI: &[char] =
    &['約', '計', '全', '延', '各', '毎', '後', '前', '今', '満', '間', '比', '均', '大', '低'];

/// All numbers of a text, in order.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(skip) =
            rest.find(|c| digit(c).is_some() || kanji_digit(c).is_some() || matches!(c, '十' | '百' | '千'))
        else {
            break;
        };
        let start = at + skip;
        let Some(scan) = text.get(start..).and_then(Scan::of) else { break };
        let end = start + scan.length;
        at = end;
        // Hundreds of figures in a row are no number, but the remains of a table.
        if scan.value.is_finite() && (scan.has_figures || is_counted(text, start, end)) {
            found.push(Number { range: start..end, value: scan.value });
        }
    }
    found
}

/// The worth of one numeral that is all of `word`: 12, １２, Ⅳ, IV, 十二, ⑫, ⑴, ㈠, ア, ａ.
///
/// Letters count from A, kana in the order of the syllabary.
pub fn ordinal(word: &str) -> Option<u32> {
    let first = word.chars().next()?;
    let single = word.chars().nth(1).is_none();
    if let Some(value) = roman(word) {
        return Some(value);
    }
    if digit(first).is_some() {
        return word.chars().try_fold(0u32, |value, c| value.checked_mul(10)?.checked_add(digit(c)?));
    }
    if kanji_digit(first).is_some() || matches!(first, '十' | '百') {
        let scan = Scan::of(word)?;
        return (scan.length == word.len() && !scan.has_figures).then_some(scan.value as u32);
    }
    if !single {
        return None;
    }
    let offset = |from: char, to: char, base: u32| {
        (from..=to).contains(&first).then(|| first as u32 - from as u32 + base)
    };
    [
        ('①', '⑳', 1),
        ('㉑', '㉟', 21),
        ('㊱', '㊿', 36),
        ('❶', '❿', 1),
        ('⓫', '⓴', 11),
        ('➀', '➉', 1),
        ('➊', '➓', 1),
        ('⑴', '⒇', 1),
        ('⒈', '⒛', 1),
        ('㈠', '㈩', 1),
        ('㊀', '㊉', 1),
        ('a', 'z', 1),
        ('A', 'Z', 1),
        ('ａ', 'ｚ', 1),
        ('Ａ', 'Ｚ', 1),
        ('ⓐ', 'ⓩ', 1),
        ('⒜', '⒵', 1),
    ]
    .into_iter()
    .find_map(|(from, to, base)| offset(from, to, base))
    .or_else(|| syllable(first))
}

/// The place of a katakana in the order ア, イ, ウ ….
fn syllable(c: char) -> Option<u32> {
    const FULL: &str =
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
    const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
    let place = |order: &str| order.chars().position(|other| other == c);
    place(FULL).or_else(|| place(HALF)).map(|place| place as u32 + 1)
}

fn roman(word: &str) -> Option<u32> {
    let mut chars = word.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        if ('Ⅰ'..='Ⅻ').contains(&first) {
            return Some(first as u32 - 'Ⅰ' as u32 + 1);
        }
        if ('ⅰ'..='ⅻ').contains(&first) {
            return Some(first as u32 - 'ⅰ' as u32 + 1);
        }
    }
    let worth = |c: char| match c {
        'I' | 'Ｉ' => Some(1u32),
        'V' | 'Ｖ' => Some(5),
        'X' | 'Ｘ' => Some(10),
        _ => None,
    };
    let values: Vec<u32> = word.chars().map(worth).collect::<Option<_>>()?;
    let total = values.iter().enumerate().fold(0i64, |total, (index, &value)| {
        let before_larger = values.get(index + 1).is_some_and(|&next| next > value);
        if before_larger { total - i64::from(value) } else { total + i64::from(value) }
    });
    let total = u32::try_from(total).ok()?;
    (1..=39).contains(&total).then_some(total)
}

fn kanji_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().position(|other| other == c).map(|value| value as u32)
}

/// One number at the beginning of a text.
struct Scan {
    value: f64,
    length: usize,
    has_figures: bool,
}

impl Scan {
    fn of(text: &str) -> Option<Self> {
        let (mut total, mut section, mut current) = (0.0, 0.0, None);
        let (mut length, mut has_figures) = (0, false);
        let mut last_was_kanji_digit = false;
        while let Some(c) = text.get(length..).and_then(|rest| rest.chars().next()) {
            if digit(c).is_some() {
                if current.is_some() {
                    break;
                }
                let (value, taken) = figures(text.get(length..)?);
                current = Some(value);
                has_figures = true;
                length += taken;
                last_was_kanji_digit = false;
                continue;
            }
            if let Some(value) = kanji_digit(c) {
                current = match current {
                    None => Some(f64::from(value)),
                    Some(before) if last_was_kanji_digit => Some(before * 10.0 + f64::from(value)),
                    Some(_) => break,
                };
                last_was_kanji_digit = true;
                length += c.len_utf8();
                if let Some((value, taken)) = current
                    .zip(kanji_fraction(text.get(length..)?))
                    .map(|(whole, (part, taken))| (whole + part, taken))
                {
                    current = Some(value);
                    length += taken;
                }
                continue;
            }
            last_was_kanji_digit = false;
            match c {
                '十' => section += current.take().unwrap_or(1.0) * 10.0,
                '百' => section += current.take().unwrap_or(1.0) * 100.0,
                '千' => section += current.take().unwrap_or(1.0) * 1000.0,
                '万' | '億' | '兆' if section > 0.0 || current.is_some_and(|value| value > 0.0) => {
                    let unit = match c {
                        '万' => 1e4,
                        '億' => 1e8,
                        _ => 1e12,
                    };
                    total += (section + current.take().unwrap_or(0.0)) * unit;
                    section = 0.0;
                }
                _ => break,
            }
            length += c.len_utf8();
        }
        let value = total + section + current.unwrap_or(0.0);
        (length > 0).then_some(Self { value, length, has_figures })
    }
}

/// Figures with thousands parted by commas and perhaps decimals; how many bytes they take.
fn figures(text: &str) -> (f64, usize) {
    let mut digits = String::new();
    let mut length = 0;
    let mut has_point = false;
    while let Some(c) = text.get(length..).and_then(|rest| rest.chars().next()) {
        let after = text.get(length + c.len_utf8()..).unwrap_or_default();
        if let Some(value) = digit(c) {
            digits.push(char::from(b'0' + value as u8));
        } else if matches!(c, ',' | '，') && !has_point {
            let thousands = after.chars().take_while(|&c| digit(c).is_some()).count();
            if thousands != 3 {
                break;
            }
        } else if matches!(c, '.' | '．') && !has_point && after.starts_with(|c| digit(c).is_some()) {
            has_point = true;
            digits.push('.');
        } else {
            break;
        }
        length += c.len_utf8();
    }
    (digits.parse().unwrap_or(0.0), length)
}

/// ・一 in 三・一パーセント: decimals after a middle dot, where a unit follows that has them.
fn kanji_fraction(text: &str) -> Option<(f64, usize)> {
    let rest = text.strip_prefix('・')?;
    let digits: Vec<u32> = rest.chars().map_while(kanji_digit).collect();
    let taken: usize = rest.chars().take(digits.len()).map(char::len_utf8).sum();
    let after = rest.get(taken..)?;
    let measured = ["パーセント", "％", "%", "ポイント", "倍", "度", "キロ", "ヘクタール", "メートル"]
        .iter()
        .any(|unit| after.starts_with(unit));
    let value = digits.iter().rev().fold(0.0, |value, &digit| (value + f64::from(digit)) / 10.0);
    (measured && !digits.is_empty()).then_some((value, taken + '・'.len_utf8()))
}

/// Whether a number in Chinese numerals counts something, rather than being part of a word.
fn is_counted(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).unwrap_or_default();
    let in_word = before.is_some_and(|c| is_han(c) && !BEFORE_KANJI.contains(&c));
    let counts = COUNTED.iter().any(|unit| {
        after.strip_prefix(unit).is_some_and(|rest| {
            !(rest.starts_with(['ひ', '一', '々', '口', '権', '材', '本', '層', '体'])
                || *unit == "日" && rest.starts_with("も早"))
        })
    });
    counts && !in_word
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a case that cuts inside a character has failed")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, f64)]) {
        let found = numbers(text);
        let seen: Vec<_> = found.iter().map(|number| (&text[number.range.clone()], number.value)).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn figures_of_every_width() {
        check("計4,000人と２．５回、１０件", &[("4,000", 4000.0), ("２．５", 2.5), ("１０", 10.0)]);
        check("６億７，８９７万1,000円", &[("６億７，８９７万1,000", 678_971_000.0)]);
        check("116,940千円、約２万人", &[("116,940千", 116_940_000.0), ("２万", 20_000.0)]);
        check("１，２を示す", &[("１", 1.0), ("２", 2.0)]);
        check("第4次計画2022", &[("4", 4.0), ("2022", 2022.0)]);
    }

    #[test]
    fn what_is_beyond_all_numbers_is_none() {
        check(&format!("{}件と5件", "9".repeat(400)), &[("5", 5.0)]);
        check(&format!("{}件", "九".repeat(400)), &[]);
    }

    #[test]
    fn chinese_numerals_that_count() {
        check("三千五百人を二十か所で", &[("三千五百", 3500.0), ("二十", 20.0)]);
        check("三・一パーセントの増", &[("三・一", 3.1)]);
        check("約二万人", &[("二万", 20_000.0)]);
        check("一層の推進、一人ひとり、三鷹市、統一、第三次、千葉県、一日も早く", &[]);
    }

    #[test]
    fn ordinals_of_every_form() {
        for (word, value) in [
            ("12", 12),
            ("１２", 12),
            ("Ⅳ", 4),
            ("ⅳ", 4),
            ("IV", 4),
            ("IX", 9),
            ("XII", 12),
            ("十二", 12),
            ("二十", 20),
            ("一", 1),
            ("⑫", 12),
            ("㉑", 21),
            ("⑴", 1),
            ("㈠", 1),
            ("ア", 1),
            ("ｳ", 3),
            ("a", 1),
            ("Ｂ", 2),
            ("❷", 2),
        ] {
            assert_eq!(ordinal(word), Some(value), "{word}");
        }
        for word in ["", "漢", "1a", "ab", "アイ"] {
            assert_eq!(ordinal(word), None, "{word}");
        }
    }
}
