//! How much a number says (量): its unit, the words that belong to both of its sides, the lower end of a range, and how
//! they make it bind.

use kurabe_model::{Comparator, Target};
use kurabe_text::letter::{is_digit, is_han};
use kurabe_text::{Number, years};

use super::super::unit::{is_unit, named, per, unit_in_brackets};

/// Words before a number that belong to it.
const LEADS: &[&str] = &[
    "対前年度比",
    "対前年比",
    "前年度比",
    "前年比",
    "年間",
    "延べ",
    "のべ",
    "累計",
    "合計",
    "平均",
    "最大",
    "最低",
    "少なくとも",
    "約",
    "およそ",
    "おおむね",
    "概ね",
    "計",
    "毎年度",
    "各年度",
    "毎年",
    "毎月",
    "毎週",
];

/// Spans of time before a number that belong to it where they stand alone: 年20回, and not 昨年20回 or 令和６年20回.
const SPANS: &[&str] = &["年", "月", "週"];

/// Words behind a number and its unit, and how they make it bind.
const BOUNDS: &[(&str, Comparator)] = &[
    ("以上", Comparator::AtLeast),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("未満", Comparator::LessThan),
    ("を超える", Comparator::MoreThan),
    ("を上回る", Comparator::MoreThan),
    ("を下回る", Comparator::LessThan),
    ("超", Comparator::MoreThan),
    ("台", Comparator::AtLeast),
    ("～", Comparator::AtLeast),
    ("〜", Comparator::AtLeast),
    ("程度", Comparator::About),
    ("前後", Comparator::About),
    ("増加", Comparator::Equal),
    ("増", Comparator::Equal),
    ("減少", Comparator::Equal),
    ("削減", Comparator::Equal),
    ("減", Comparator::Equal),
    ("縮減", Comparator::Equal),
    ("圧縮", Comparator::Equal),
    ("短縮", Comparator::Equal),
    ("向上", Comparator::Equal),
    ("改善", Comparator::Equal),
];

/// What stands between the two ends of a range: 50～55％.
const TO: &[&str] = &["～", "〜", "~", "-", "－", "−", "–", "—", "ー", "から", "ないし", "乃至"];

/// Signs of numbers below zero.
pub(crate) const BELOW_ZERO: &[&str] = &["▲", "△", "マイナス", "-", "－", "−", "‐", "–"];

/// A number with its unit, the words that belong to both sides of it, and where the unit ends. Of a range it is the lower
/// end that is reached at least; `before` is the number before it.
pub(super) fn measure(text: &str, number: &Number, before: Option<&Number>) -> Option<(Target, usize)> {
    let after = text.get(number.range.end..)?;
    let unit_at = number.range.end + (after.len() - after.trim_start().len());
    let rest = text.get(unit_at..)?;
    let name = named(rest).or_else(|| is_rate(text, number).then_some(""))?;
    if !is_unit(name, text.get(..number.range.start)?, rest.get(name.len()..)?) || is_heading(text, number) {
        return None;
    }
    // 人（件）: two ways to count in one.
    let note = unit_in_brackets(rest.get(name.len()..)?).map_or(0, |(_, length)| length);
    let unit_end = unit_at + name.len() + note;
    let per = per(text.get(unit_end..)?);
    let counted_end = unit_end + per.as_ref().map_or(0, |per| per.length);
    let unit_end = if per.is_some_and(|per| per.is_year) { unit_end } else { counted_end };
    let unit = text.get(unit_at..unit_end)?.to_owned();
    let tail = text.get(counted_end..)?;
    let bound = bound(tail);
    let end = counted_end + bound.map_or(0, |(word, _)| word.len());
    let lower = before.and_then(|before| Some((before, lower(text, before, number, &unit)?)));
    // 50から55％に: from where and to where, and no range.
    let moves = tail.starts_with(['に', 'へ']) || tail.starts_with("まで");
    let lower = lower.filter(|(before, _)| {
        !(moves && text.get(before.range.end..number.range.start).is_some_and(|to| to.contains("から")))
    });
    if let Some((before, value)) = lower {
        let (start, _) = lead(text, before.range.start);
        let words = text.get(start..end)?.to_owned();
        let comparator = Comparator::AtLeast;
        return Some((
            Target { text: words, range: start..end, value, unit, comparator, deadline: None },
            unit_end,
        ));
    }
    let below = below_zero(text, number.range.start);
    let value = if below.is_some() { -number.value } else { number.value };
    let (start, about) = lead(text, below.unwrap_or(number.range.start));
    let comparator = match bound {
        Some((_, Comparator::Equal)) | None if about => Comparator::About,
        Some((_, comparator)) => *comparator,
        None => Comparator::Equal,
    };
    let words = text.get(start..end)?.to_owned();
    Some((Target { text: words, range: start..end, value, unit, comparator, deadline: None }, unit_end))
}

/// 合計特殊出生率1.3を: a rate is counted in nothing. A number that is whole may only say which one.
fn is_rate(text: &str, number: &Number) -> bool {
    const RATES: &[&str] = &["率", "指数", "係数", "倍率"];
    let words = text.get(number.range.clone()).unwrap_or_default();
    let before = text.get(..number.range.start).unwrap_or_default().trim_end();
    // 1.25から1.5に: from where to where.
    let before = before
        .strip_suffix("から")
        .map_or(before, |from| from.trim_end_matches(|c| is_digit(c) || matches!(c, '.' | '．')));
    let before = before.trim_end_matches(['を', 'は', '：', ':']);
    let after = text.get(number.range.end..).unwrap_or_default().trim_start();
    let goes_on = ["に", "へ", "を", "と", "まで", "以", "未満", "程度", "台", "。", "（", "("]
        .iter()
        .any(|word| after.starts_with(word));
    words.contains(['.', '．'])
        && RATES.iter().any(|rate| before.ends_with(rate))
        && (after.is_empty() || goes_on)
}

/// （百万円）: what is counted in, and no number.
fn is_heading(text: &str, number: &Number) -> bool {
    let words = text.get(number.range.clone()).unwrap_or_default();
    let before = text.get(..number.range.start).unwrap_or_default();
    let before = before.strip_suffix("単位：").or_else(|| before.strip_suffix("単位:")).unwrap_or(before);
    before.ends_with(['（', '(']) && words.chars().all(|c| matches!(c, '十' | '百' | '千' | '万' | '億'))
}

/// The word behind a unit that makes its number bind; 増 of 増やす, 減 of 減量 and 台 of 台帳 are none.
fn bound(tail: &str) -> Option<&'static (&'static str, Comparator)> {
    BOUNDS.iter().find(|(word, _)| {
        tail.strip_prefix(word).is_some_and(|rest| match *word {
            // 10件～ is open, 10件～20件 is a range.
            "～" | "〜" => rest.is_empty() || rest.starts_with(['（', '(', '、', '\t', '\n']),
            "台" | "増" | "減" => {
                !rest.starts_with(is_han) && !rest.starts_with(['や', 'え', 'ら', 'り', 'る'])
            }
            _ => !rest.starts_with(['や', 'え', 'ら', 'り', 'る']),
        })
    })
}

/// What the lower end of a range is worth whose upper one is counted in `unit`: 50～55％, 50％～55％; 10 of 10～20万人 is
/// a hundred thousand.
pub(crate) fn lower(text: &str, lower: &Number, upper: &Number, unit: &str) -> Option<f64> {
    let between = text.get(lower.range.end..upper.range.start)?.trim();
    let own = Some(unit).filter(|unit| !unit.is_empty()).and_then(|unit| between.strip_prefix(unit));
    let sign = own.unwrap_or(between).trim();
    // 20業務から50業務: from where to where.
    if !TO.contains(&sign) || (own.is_some() && sign == "から") {
        return None;
    }
    // 第4-5, A-2-3, 042-724: numbers that are joined are names.
    let before = text.get(..lower.range.start)?.chars().next_back();
    let is_joined = |c: char| c.is_ascii_alphanumeric() || c == '第' || TO.iter().any(|to| to.starts_with(c));
    if before.is_some_and(is_joined) {
        return None;
    }
    let times = if own.is_some() { 1.0 } else { factor(text.get(upper.range.clone())?) };
    let is_bare = text.get(lower.range.clone())?.ends_with(is_digit);
    let scaled = if is_bare { lower.value * times } else { lower.value };
    [scaled, lower.value].into_iter().find(|value| *value < upper.value)
}

/// By how much the letters behind the figures of a number multiply it: 万 of 20万.
fn factor(number: &str) -> f64 {
    let letters = number.chars().rev().take_while(|c| !is_digit(*c));
    letters.fold(1.0, |factor, c| {
        factor
            * match c {
                '千' => 1e3,
                '万' => 1e4,
                '億' => 1e8,
                '兆' => 1e12,
                _ => 1.0,
            }
    })
}

/// Where the sign (▲, マイナス) begins that makes a number one below zero. A dash is one only behind what could not be
/// joined by it to the number.
fn below_zero(text: &str, start: usize) -> Option<usize> {
    let before = text.get(..start)?;
    // ▲ 1,200: the sign of a column stands off.
    let near =
        before.strip_suffix([' ', '\u{3000}']).filter(|near| near.ends_with(['▲', '△'])).unwrap_or(before);
    let (sign, rest) = BELOW_ZERO.iter().find_map(|sign| Some((*sign, near.strip_suffix(*sign)?)))?;
    let is_word = matches!(sign, "▲" | "△" | "マイナス");
    let stands_off = |c: char| c.is_whitespace() || matches!(c, '（' | '(' | '：' | ':' | '→' | '⇒');
    let last = rest.chars().next_back();
    let is_sign = if is_word { !last.is_some_and(is_digit) } else { last.is_none_or(stands_off) };
    is_sign.then_some(rest.len())
}

/// Where the words before the number begin that belong to it, and whether they make it approximate.
fn lead(text: &str, start: usize) -> (usize, bool) {
    let mut at = start;
    let mut about = false;
    // 令和５年度比５％削減: the year it is measured against belongs to it.
    while let Some(before) = text.get(..at) {
        let stands_alone = |word: &str| {
            let rest = before.strip_suffix(word);
            rest.is_some_and(|rest| !rest.ends_with(|c| is_han(c) || is_digit(c) || c == 'か'))
        };
        let span = || SPANS.iter().find(|word| stands_alone(word));
        if let Some(word) = LEADS.iter().find(|word| before.ends_with(**word)).or_else(span) {
            about |= matches!(*word, "約" | "およそ" | "おおむね" | "概ね");
            at -= word.len();
            continue;
        }
        // A year is at most some thirty letters long; looking further back would cost more with every number.
        if let Some(stem) = before.strip_suffix('比') {
            let from = stem.floor_char_boundary(stem.len().saturating_sub(90));
            let near = stem.get(from..).unwrap_or_default();
            if let Some(year) =
                years(near).into_iter().next_back().filter(|year| year.range.end == near.len())
            {
                at = from + year.range.start;
            }
        }
        break;
    }
    (at, about)
}
