//! What a cell for a goal says (目標値): numbers, words that say where to without one (維持, 増加), or that none is set.

use std::ops::Range;

use kurabe_model::{Comparator, Deadline, StatementKind, Target};
use kurabe_text::{Number, numbers, years};

use super::when;
use crate::read::statement;
use crate::read::words::{self, compact, is_digit};

/// The longest unit, in characters; of g/人・日 each side of the stroke.
const LONGEST_UNIT: usize = 8;
/// The longest cell that is read for numbers alone, in bytes: what is longer says more than that.
const LONGEST_CELL: usize = 400;
/// The longest word before one of several numbers of a cell, in characters: 男, 小学校.
const LONGEST_LABEL: usize = 6;
/// The longest goal in words, in characters.
const LONGEST_GOAL: usize = 20;
/// What stands in brackets where a unit could, and is none: how it is counted, and when.
const NO_UNITS: &[&str] = &[
    "累計",
    "延べ",
    "年間",
    "合計",
    "平均",
    "単年",
    "単年度",
    "中間",
    "最終",
    "前期",
    "後期",
    "見込み",
    "推計",
    "再掲",
];
/// What a word behind a number begins with that is no unit: 6月策定, 3次計画, 2期.
const NO_COUNTERS: &[char] = &['月', '次', '期', '号', '章'];
/// What stands before a number that is alone in its cell, and how it binds.
const LEADS: &[(&str, Comparator)] = &[
    ("約", Comparator::About),
    ("およそ", Comparator::About),
    ("おおむね", Comparator::About),
    ("概ね", Comparator::About),
    ("最大", Comparator::AtMost),
    ("上限", Comparator::AtMost),
    ("最低", Comparator::AtLeast),
    ("累計", Comparator::Equal),
    ("延べ", Comparator::Equal),
    ("のべ", Comparator::Equal),
    ("年間", Comparator::Equal),
    ("年", Comparator::Equal),
    ("月", Comparator::Equal),
    ("週", Comparator::Equal),
    ("合計", Comparator::Equal),
    ("計", Comparator::Equal),
    ("毎年", Comparator::Equal),
    ("毎年度", Comparator::Equal),
    ("各年度", Comparator::Equal),
    ("平均", Comparator::Equal),
];
/// What stands behind such a number, and how it binds.
const BOUNDS: &[(&str, Comparator)] = &[
    ("以上", Comparator::AtLeast),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("未満", Comparator::LessThan),
    ("超", Comparator::MoreThan),
    ("程度", Comparator::About),
    ("増", Comparator::Equal),
    ("減", Comparator::Equal),
];
/// What may still be said behind all that.
const KEPT: &[&str] = &["を維持", "維持", "を達成", "を目指す", "とする"];
/// What is said where no goal is set, in brackets or not.
const UNSET: &[&str] = &[
    "未設定",
    "未定",
    "設定なし",
    "設定無し",
    "設定せず",
    "目標なし",
    "目標値なし",
    "なし",
    "無し",
    "該当なし",
    "調整中",
    "検討中",
    "策定中",
    "集計中",
    "精査中",
    "算定中",
    "協議中",
    "確認中",
    "今後設定",
    "今後検討",
    "今後調整",
    "別途設定",
    "別途検討",
    "N/A",
];

/// What a number of a cell is counted in.
pub(super) struct Counted {
    /// The unit that stands beside the cell or in a bracket of a label.
    pub(super) unit: Option<String>,
    /// Whether an indicator says what is measured: it may be a rate without a unit, 合計特殊出生率 1.5.
    pub(super) is_measured: bool,
}

/// The numbers of a cell that are to be reached; their ranges are those of its text.
pub(super) fn figures(text: &str, counted: impl Fn() -> Counted) -> Vec<Target> {
    let mut own = statement::targets(text, StatementKind::Target);
    if own.is_empty() {
        return bare(text, &counted()).unwrap_or_default();
    }
    for target in own.iter_mut().filter(|target| target.unit.is_empty()) {
        target.unit = counted().unit.unwrap_or_default();
    }
    own
}

/// Whether a cell says that no goal is set: ―, 未設定, （調整中）.
pub(super) fn is_unset(text: &str) -> bool {
    let word = compact(text);
    let word = word.trim_matches(['（', '）', '(', ')', '※']);
    let is_dash = |c: char| {
        matches!(
            c,
            '-' | '－'
                | '−'
                | '‐'
                | '–'
                | '—'
                | '―'
                | 'ー'
                | '─'
                | '…'
                | '・'
                | '/'
                | '／'
                | '＼'
                | '\\'
                | '×'
                | '*'
                | '＊'
        )
    };
    word.chars().all(is_dash) || UNSET.contains(&word)
}

/// Whether a cell says in words where something is to go: 維持, 増加, ↗, 全国平均以上.
pub(super) fn is_worded(text: &str) -> bool {
    !is_unset(text)
        && !words::ends_sentence(text)
        && text.chars().count() <= LONGEST_GOAL
        && !when::is_year(text)
}

/// Numbers without units of their own: 50, ▲30, 50→60, 年120日, 男81.0女85.0, R8:55 R10:60. Nothing where the cell says
/// anything else besides.
fn bare(text: &str, counted: &Counted) -> Option<Vec<Target>> {
    if text.len() > LONGEST_CELL {
        return None;
    }
    let from = behind_last_arrow(text);
    if compact(text.get(from..)?) == "ゼロ" {
        let unit = counted.unit(None)?;
        let range = from..text.len();
        return Some(vec![target(text, range, 0.0, unit, Comparator::Equal, None)]);
    }
    let dates: Vec<Range<usize>> = years(text).into_iter().map(|year| year.range).collect();
    let notes = notes(text);
    let is_inside = |at: usize, ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&at));
    let stands = |number: &Number| {
        let at = number.range.start;
        at >= from && !is_inside(at, &dates) && !is_inside(at, &notes)
    };
    let found: Vec<Number> = numbers(text).into_iter().filter(stands).collect();
    let last = found.last()?;
    let rest = text.get(last.range.end..)?;
    let behind = rest.split(['（', '(']).next().unwrap_or(rest);
    let end = last.range.end + behind.trim_end().len();
    let behind = behind.trim();
    let (own, comparator) = bound(behind);
    let unit = counted.unit(Some(own))?;
    let last_end = last.range.end;
    let found = ranges(text, found, own);
    let mut targets = Vec::new();
    let mut at = from;
    for (number, is_range) in &found {
        let gap = text.get(at..number.range.start)?;
        // What stands behind the last number stands behind those before it, or behind none of them.
        let gap = if at == from { gap } else { gap.trim_start().strip_prefix(behind).unwrap_or(gap) };
        let (label, is_negative) = signed(gap);
        let due = when::year(label).filter(|_| years(label).len() == 1);
        let label = said_before(label, due.as_ref());
        let lead = LEADS.iter().find(|(word, _)| *word == label);
        let is_label = lead.is_none()
            && label.chars().count() <= LONGEST_LABEL
            && label.chars().all(char::is_alphabetic)
            && !label.ends_with('第');
        let is_told = found.len() == 1 && (label.is_empty() || lead.is_some());
        let is_one_of_several = found.len() > 1 && is_label && (due.is_some() || !label.is_empty());
        if !is_told && !is_one_of_several {
            return None;
        }
        let start = number.range.start - gap.len() + (gap.len() - gap.trim_start_matches(parts).len());
        let is_same = text.get(number.range.end..).is_some_and(|rest| rest.starts_with(behind));
        let stop = number.range.end + if is_same { behind.len() } else { 0 };
        let stop = if number.range.end == last_end { end } else { stop };
        let comparator = match lead {
            _ if *is_range => Comparator::AtLeast,
            Some((_, lead)) if comparator == Comparator::Equal => *lead,
            _ => comparator,
        };
        let value = if is_negative { -number.value } else { number.value };
        targets.push(target(text, start..stop, value, unit.clone(), comparator, due));
        at = number.range.end;
    }
    Some(targets)
}

/// Numbers with the two ends of a range (10～15) made one: the lower of them is to be reached at least.
fn ranges(text: &str, numbers: Vec<Number>, unit: &str) -> Vec<(Number, bool)> {
    let mut found: Vec<(Number, bool)> = Vec::new();
    for number in numbers {
        let open = found.last_mut().filter(|(_, is_range)| !is_range);
        match open.and_then(|last| Some((statement::lower(text, &last.0, &number, unit)?, last))) {
            Some((value, last)) => {
                *last = (Number { range: last.0.range.start..number.range.end, value }, true);
            }
            None => found.push((number, false)),
        }
    }
    found
}

impl Counted {
    /// The unit behind a number, whatever word it is; else the one that stands beside it.
    fn unit(&self, own: Option<&str>) -> Option<String> {
        let own = own.filter(|own| !own.is_empty());
        if let Some(own) = own {
            return (is_unit(own) && !own.starts_with(NO_COUNTERS)).then(|| own.to_owned());
        }
        self.unit.clone().or_else(|| self.is_measured.then(String::new))
    }
}

fn target(
    text: &str,
    range: Range<usize>,
    value: f64,
    unit: String,
    comparator: Comparator,
    deadline: Option<Deadline>,
) -> Target {
    let words = text.get(range.clone()).unwrap_or_default().to_owned();
    // A number below zero that is none has no sign: ±0.
    Target { text: words, range, value: if value == 0.0 { 0.0 } else { value }, unit, comparator, deadline }
}

/// Where what is to be reached begins: behind the last arrow that a number follows.
fn behind_last_arrow(text: &str) -> usize {
    let arrows = text.rmatch_indices(['→', '⇒', '➡', '➔']);
    let mut ends = arrows.map(|(at, arrow)| at + arrow.len());
    ends.find(|&end| text.get(end..).is_some_and(|rest| rest.contains(is_digit) || rest.contains("ゼロ")))
        .unwrap_or(0)
}

/// What stands in brackets, which says more of a number: 1,200（累計6,000）.
fn notes(text: &str) -> Vec<Range<usize>> {
    let open = text.match_indices(['（', '(']);
    let note = |(at, _): (usize, &str)| {
        let end = text.get(at..)?.find(['）', ')']).map(|end| at + end)?;
        (at > 0).then_some(at..end)
    };
    open.filter_map(note).collect()
}

/// The unit behind a number, and how the words behind that bind it: 件 of 件以上を維持.
fn bound(behind: &str) -> (&str, Comparator) {
    let behind = KEPT.iter().find_map(|word| behind.strip_suffix(word)).unwrap_or(behind);
    let bound = BOUNDS.iter().find_map(|(word, comparator)| Some((behind.strip_suffix(word)?, *comparator)));
    let (unit, comparator) = bound.unwrap_or((behind, Comparator::Equal));
    (unit.trim(), comparator)
}

/// What stands before a number besides its sign, and whether that makes it one below zero.
fn signed(before: &str) -> (&str, bool) {
    let before = before.trim_end();
    let below = statement::BELOW_ZERO.iter().find_map(|sign| before.strip_suffix(sign));
    let above = || before.strip_suffix(['+', '＋', '±']);
    match below {
        Some(rest) => (rest.trim_end(), true),
        None => (above().unwrap_or(before).trim_end(), false),
    }
}

/// What is said before a number besides its year and the signs that part it from what stands before.
fn said_before<'t>(label: &'t str, due: Option<&Deadline>) -> &'t str {
    let rest = due.and_then(|due| label.find(&due.text).map(|at| at + due.text.len()));
    let rest = rest.and_then(|at| label.get(at..)).unwrap_or(label);
    let rest = if due.is_some() {
        rest.trim_start_matches(['度', '末', 'ま', 'で', 'に', '目', '標'])
    } else {
        rest
    };
    rest.trim_matches(parts)
}

/// What parts two numbers of a cell.
fn parts(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '、' | '，' | ',' | '・' | '：' | ':' | '／' | '/' | '）' | ')' | '；' | ';')
}

/// Whether a text could be what something is counted in: 人, g/人・日, ㎡.
pub(super) fn is_unit(text: &str) -> bool {
    // ㎡, ㎏, ㌔: letters of a unit in one.
    let is_square = |c: char| matches!(c, '\u{3300}'..='\u{33ff}');
    let is_one =
        |c: char| c.is_alphanumeric() || is_square(c) || matches!(c, '/' | '／' | '・' | '-' | '²' | '³');
    let is_sign = text.chars().nth(1).is_none() && !is_unset(text);
    !text.is_empty()
        && text.split(['/', '／']).all(|side| side.chars().count() <= LONGEST_UNIT)
        && (is_sign || text.chars().all(is_one))
        && !NO_UNITS.contains(&text)
        && years(text).is_empty()
}

/// The unit in brackets at the end of a name: 待機児童数（人）, 満足度(%).
pub(super) fn in_brackets(name: &str) -> Option<String> {
    let inner = name.strip_suffix(['）', ')'])?;
    let (_, unit) = inner.rsplit_once(['（', '('])?;
    let unit = unit.trim_start_matches("単位").trim_start_matches(['：', ':']);
    is_unit(unit).then(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, f64, &str, Comparator)]) {
        let found = figures(text, || Counted { unit: Some("人".to_owned()), is_measured: true });
        let seen: Vec<_> =
            found.iter().map(|t| (t.text.as_str(), t.value, t.unit.as_str(), t.comparator)).collect();
        assert_eq!(seen, expected, "{text}");
        assert!(found.iter().all(|t| text.get(t.range.clone()) == Some(t.text.as_str())), "{text}");
    }

    #[test]
    fn numbers_below_zero_keep_their_sign() {
        use Comparator::{AtMost, Equal};
        for text in ["▲30", "△30", "-30", "−30", "－30", "マイナス30"] {
            check(text, &[(text, -30.0, "人", Equal)]);
        }
        check("▲ 1,200", &[("▲ 1,200", -1200.0, "人", Equal)]);
        check("▲46%", &[("▲46%", -46.0, "%", Equal)]);
        check("△５ポイント以下", &[("△５ポイント以下", -5.0, "ポイント", AtMost)]);
        check("+5", &[("+5", 5.0, "人", Equal)]);
        check("±0", &[("±0", 0.0, "人", Equal)]);
    }

    #[test]
    fn numbers_that_are_alone_but_for_a_word() {
        use Comparator::{About, AtLeast, AtMost, Equal};
        check("年120日", &[("年120日", 120.0, "日", Equal)]);
        check("10以下", &[("10以下", 10.0, "人", AtMost)]);
        check("100以上を維持", &[("100以上を維持", 100.0, "人", AtLeast)]);
        check("最大30", &[("最大30", 30.0, "人", AtMost)]);
        check("約30", &[("約30", 30.0, "人", About)]);
        check("1,200（累計6,000）", &[("1,200", 1200.0, "人", Equal)]);
        check("100（毎年度）", &[("100", 100.0, "人", Equal)]);
        check("ゼロ", &[("ゼロ", 0.0, "人", Equal)]);
        check("5増", &[("5増", 5.0, "人", Equal)]);
        for none in ["第3次計画策定", "6月策定", "3次計画", "2/3", "81.0 85.0", "維持", "R10"] {
            check(none, &[]);
        }
    }

    #[test]
    fn numbers_from_which_and_to_which() {
        use Comparator::Equal;
        check("50→60", &[("60", 60.0, "人", Equal)]);
        check("12→5→0", &[("0", 0.0, "人", Equal)]);
        check("12 ⇒ ▲5", &[("▲5", -5.0, "人", Equal)]);
        check("5→ゼロ", &[("ゼロ", 0.0, "人", Equal)]);
    }

    #[test]
    fn ranges_are_reached_at_their_lower_end() {
        use Comparator::AtLeast;
        for (text, value, unit) in [
            ("10～15", 10.0, "人"),
            ("50～55％", 50.0, "％"),
            ("50％〜55％", 50.0, "％"),
            ("50から55％", 50.0, "％"),
            ("年10〜20件程度", 10.0, "件"),
            ("5〜6ppm", 5.0, "ppm"),
            ("1～2万人", 10_000.0, "人"),
            ("1,000－1,200", 1000.0, "人"),
        ] {
            check(text, &[(text, value, unit, AtLeast)]);
        }
        check("15～10", &[]);
        check("10件～", &[("10件～", 10.0, "件", AtLeast)]);
    }

    #[test]
    fn what_is_counted_by_something_else() {
        use Comparator::{AtLeast, AtMost, Equal, LessThan};
        check("560g/人・日以下", &[("560g/人・日以下", 560.0, "g/人・日", AtMost)]);
        check("6㎡/人以上", &[("6㎡/人以上", 6.0, "㎡/人", AtLeast)]);
        check("1人1日当たり560g以下", &[("560g以下", 560.0, "g", AtMost)]);
        check("2.5t-CO2/世帯", &[("2.5t-CO2/世帯", 2.5, "t-CO2/世帯", Equal)]);
        check("2.5ｔ－ＣＯ２／世帯未満", &[("2.5ｔ－ＣＯ２／世帯未満", 2.5, "ｔ－ＣＯ２／世帯", LessThan)]);
        check("16.0人/10万人以下", &[("16.0人/10万人以下", 16.0, "人/10万人", AtMost)]);
        check("0.04ppm以下", &[("0.04ppm以下", 0.04, "ppm", AtMost)]);
        check("120kWh/㎡・年以下", &[("120kWh/㎡・年以下", 120.0, "kWh/㎡・年", AtMost)]);
        check("1,200m3/日", &[("1,200m3/日", 1200.0, "m3/日", Equal)]);
        // Goals are set for years: 年間30件 counts 件.
        check("30件/年以上", &[("30件/年以上", 30.0, "件", AtLeast)]);
        check("小学校10校／中学校5校", &[("10校", 10.0, "校", Equal), ("5校", 5.0, "校", Equal)]);
    }

    #[test]
    fn several_numbers_each_with_a_word() {
        use Comparator::Equal;
        check("男81.0女85.0", &[("男81.0", 81.0, "人", Equal), ("女85.0", 85.0, "人", Equal)]);
        check(
            "男性81.0歳女性85.0歳",
            &[("男性81.0歳", 81.0, "歳", Equal), ("女性85.0歳", 85.0, "歳", Equal)],
        );
        check(
            "小学校：85、中学校：80",
            &[("小学校：85", 85.0, "人", Equal), ("中学校：80", 80.0, "人", Equal)],
        );
        let by_year = figures("R8:55 R10:60", || Counted { unit: None, is_measured: true });
        let seen: Vec<_> =
            by_year.iter().map(|t| (t.value, t.deadline.as_ref().map(|d| d.year.western()))).collect();
        assert_eq!(seen, [(55.0, Some(2026)), (60.0, Some(2028))]);
    }

    #[test]
    fn goals_in_words_and_none_at_all() {
        for text in ["維持", "増加", "↗", "→", "前年度以上", "現状維持", "策定"] {
            assert!(is_worded(text) && !is_unset(text), "{text}");
        }
        for text in ["－", "―", "-", "ー", "未設定", "調整中", "（検討中）", "／", "なし"] {
            assert!(is_unset(text) && !is_worded(text), "{text}");
        }
        assert!(!is_worded("高齢者が安心して暮らせるまちをつくる。"));
    }
}
