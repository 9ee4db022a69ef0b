//! Numbers a statement commits to (数値目標).
//!
//! In an item of a list of targets every number that counts something is one. In running text a number is
//! a target only where the sentence commits and its clause says that something is reached, raised or
//! lowered; years, names of plans and quotations never are.

use std::cell::Cell;
use std::ops::Range;

use kurabe_model::{Comparator, StatementKind, Target};
use kurabe_text::letter::{is_digit, is_han, is_katakana, is_numeral};
use kurabe_text::{Number, numbers, sentences, years};

use super::commits;
use super::deadline::{dated, deadline_of};
use super::passage::{holding, quotations};

/// Units that measure something, longest first where one begins another.
const UNITS: &[&str] = &[
    "パーセント",
    "ポイント",
    "ヘクタール",
    "平方メートル",
    "キロメートル",
    "メートル",
    "センチメートル",
    "キログラム",
    "グラム",
    "トン",
    "リットル",
    "キロワット",
    "ワット",
    "事業所",
    "か所",
    "カ所",
    "ヶ所",
    "ケ所",
    "箇所",
    "個所",
    "世帯",
    "団体",
    "業務",
    "自治会",
    "町会",
    "地区",
    "地域",
    "施設",
    "事業",
    "企業",
    "店舗",
    "路線",
    "講座",
    "項目",
    "種類",
    "件",
    "人",
    "名",
    "回",
    "社",
    "校",
    "園",
    "台",
    "棟",
    "戸",
    "本",
    "冊",
    "床",
    "組",
    "枚",
    "部",
    "票",
    "点",
    "区画",
    "基",
    "円",
    "％",
    "%",
    "割",
    "倍",
    "分",
    "時間",
    "日",
    "歩",
    "頭",
    "羽",
    "便",
    "系統",
    "経営体",
    "両",
    "隻",
    "口",
    "坪",
    "学級",
    "クラス",
    "グループ",
    "法人",
    "品目",
    "か国",
    "カ国",
    "圏域",
    "mg",
    "g",
    "ｇ",
    "km",
    "ｋｍ",
    "㎞",
    "㎡",
    "ha",
    "ｈａ",
    "㌶",
    "kWh",
    "kW",
    "MW",
    "kg",
    "ｋｇ",
    "㎏",
    "t-CO2",
    "t",
    "ｔ",
    "㎥",
    "m",
    "ｍ",
    "pt",
];

/// Units that a goal in running text is rarely counted in: a bare number with them names a thing.
const VAGUE_UNITS: &[&str] = &[
    "地域", "地区", "日", "分", "部", "点", "項目", "基", "組", "m", "ｍ", "t", "ｔ", "種類", "事業", "本",
    "施設",
];

/// What follows a unit where both are the beginning of another word: 人口, 本市, 部会.
const WORDS_BEGUN: &[(&str, &str)] = &[
    ("人", "口権材財員々間事工格生物ひ"),
    ("本", "市町村県区人社庁部年計来格"),
    ("件", "名"),
    ("部", "会門署局長分品数"),
    ("園", "児長庭芸"),
    ("校", "区長舎庭"),
    ("社", "会員"),
    ("台", "帳風"),
    ("名", "称前"),
    ("回", "答復収線遊"),
    ("組", "合織"),
    ("点", "検字"),
    ("基", "本準金盤幹礎"),
    ("戸", "建別籍"),
    ("地域", "福住活包社"),
    ("事業", "者所"),
    ("企業", "誘"),
];

/// Words before a number that belong to it.
const LEADS: &[&str] = &[
    "前年度比",
    "前年比",
    "対前年度比",
    "対前年比",
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
    "毎年",
];

/// Words behind a number and its unit, and how they make it bind.
const BOUNDS: &[(&str, Comparator)] = &[
    ("以上", Comparator::AtLeast),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("未満", Comparator::LessThan),
    ("を超える", Comparator::MoreThan),
    ("超", Comparator::MoreThan),
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

/// Signs of numbers below zero.
pub(crate) const BELOW_ZERO: &[&str] = &["▲", "△", "マイナス", "-", "－", "−", "‐", "–"];

/// What a sentence says of a number it means to reach.
const GOALS: &[&str] = &[
    "目指",
    "めざ",
    "達成",
    "増や",
    "減ら",
    "引き上げ",
    "引上げ",
    "引き下げ",
    "引下げ",
    "以上に",
    "以下に",
    "以内に",
    "未満に",
    "程度に",
    "とする",
    "とします",
    "にする",
    "にします",
    "までに",
    "縮減",
    "削減",
    "圧縮",
    "短縮",
    "抑え",
    "確保し",
    "確保する",
    "目標",
    "拡大し",
    "拡大する",
    "広げ",
];

/// The targets of a statement, in reading order.
pub(crate) fn targets(text: &str, kind: StatementKind) -> Vec<Target> {
    // Most statements have no number at all: looking for a digit is cheaper than reading numbers.
    if kind == StatementKind::Background || !has_number(text) {
        return Vec::new();
    }
    let numbers = numbers(text);
    let dates: Vec<Range<usize>> = years(text).into_iter().map(|year| year.range).collect();
    let clauses: Vec<Range<usize>> = sentences(text).collect();
    let quoted = quotations(text);
    let deadlines = dated(text);
    // What a sentence aims at is asked of the sentence once, not of each of its numbers.
    let aims: Vec<Cell<Option<Aim>>> = vec![Cell::new(None); clauses.len()];
    let aim_at = |at: usize| {
        let index = clauses.partition_point(|clause| clause.end <= at);
        let sentence = text.get(clauses.get(index)?.clone())?;
        let known = aims[index].get().unwrap_or_else(|| Aim::of(sentence));
        aims[index].set(Some(known));
        Some(known)
    };
    let mut found: Vec<Target> = Vec::new();
    for number in numbers.iter().filter(|number| holding(&dates, number.range.start).is_none()) {
        let Some((target, unit_end)) = measure(text, number) else { continue };
        if holding(&quoted, number.range.start).is_some() || is_baseline(text, &number.range, unit_end) {
            continue;
        }
        let clause = holding(&clauses, number.range.start);
        let wanted = match kind {
            StatementKind::Target => true,
            _ => aim_at(number.range.start)
                .is_some_and(|aim| is_goal(aim, &target, text.get(target.range.end..).unwrap_or_default())),
        };
        if wanted {
            let deadline = deadline_of(&deadlines, clause, number.range.start);
            found.push(Target { deadline, ..target });
        }
    }
    if found.is_empty() && kind == StatementKind::Target {
        found.extend(behind_last_arrow(text, &numbers).map(|target| {
            let at = target.range.start;
            Target { deadline: deadline_of(&deadlines, holding(&clauses, at), at), ..target }
        }));
    }
    found
}

/// The end of 待機児童数（人） 12→5→0: the number stands alone, its unit in brackets before.
fn behind_last_arrow(text: &str, numbers: &[Number]) -> Option<Target> {
    let arrow = text.rfind(['→', '⇒', '➡'])?;
    let number = numbers.iter().find(|number| number.range.start > arrow)?;
    let before = text.get(..arrow)?;
    let bracketed = |(at, _)| before.get(at..).and_then(unit_in_brackets);
    let unit = before.match_indices(['（', '(']).find_map(bracketed)?.0.to_owned();
    let words = text.get(number.range.clone())?.to_owned();
    Some(Target {
        text: words,
        range: number.range.clone(),
        value: number.value,
        unit,
        comparator: Comparator::Equal,
        deadline: None,
    })
}

/// Whether a text is a phrase that states a measure: 廃止・統合 20件以上.
pub(crate) fn states_measure(text: &str) -> bool {
    !text.ends_with('。') && has_number(text) && !targets(text, StatementKind::Target).is_empty()
}

fn has_number(text: &str) -> bool {
    text.chars().any(|c| is_digit(c) || is_numeral(c) || matches!(c, '百' | '千'))
}

/// A number with its unit, the words that belong to both sides of it, and where the unit ends.
fn measure(text: &str, number: &Number) -> Option<(Target, usize)> {
    let after = text.get(number.range.end..)?;
    let unit_at = number.range.end + (after.len() - after.trim_start().len());
    let rest = text.get(unit_at..)?;
    let name = UNITS.iter().find(|unit| rest.starts_with(**unit))?;
    let tail = rest.get(name.len()..)?;
    if !is_unit(name, tail) {
        return None;
    }
    // 人（件）: two ways to count in one.
    let note = unit_in_brackets(tail).map_or(0, |(_, length)| length);
    let unit_end = unit_at + name.len() + note;
    let unit = text.get(unit_at..unit_end)?.to_owned();
    let tail = text.get(unit_end..)?;
    // 増 of 増やす is no word behind a number.
    let bound = BOUNDS.iter().find(|(word, _)| {
        tail.strip_prefix(word).is_some_and(|rest| !rest.starts_with(['や', 'え', 'ら', 'り', 'る']))
    });
    let mut end = unit_end + bound.map_or(0, |(word, _)| word.len());
    // 3回／年
    let per_year = ["／年", "/年", "／月", "/月"].iter().find(|word| tail.starts_with(**word));
    end += per_year.map_or(0, |word| word.len());
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

/// Whether the unit is one here: not 日本, 人口, 分野, 園児, 部会, 第２回.
fn is_unit(name: &str, tail: &str) -> bool {
    let next = tail.chars().next();
    if ["当たり", "あたり", "につき", "目", "ごと", "毎"].iter().any(|word| tail.starts_with(word))
    {
        return false;
    }
    match name {
        "日" => {
            !matches!(next, Some('本' | '常' | '程' | '時' | '現' | '付'))
                && ["以内", "以上", "以下", "程度", "間", "未満"].iter().any(|word| tail.starts_with(word))
        }
        "分" => {
            ["以内", "以上", "以下", "程度", "未満"].iter().any(|word| tail.starts_with(word))
                || next.is_none()
        }
        "部" | "点" | "本" | "基" | "組" | "園" | "校" | "台" | "社" | "戸" | "名" | "人" | "件" | "回"
        | "事業" | "地域" | "地区" | "施設" | "企業" => !WORDS_BEGUN
            .iter()
            .any(|(unit, words)| *unit == name && next.is_some_and(|next| words.contains(next))),
        "m" | "t" | "km" | "ha" | "kg" => !next.is_some_and(|c| c.is_ascii_alphabetic()),
        _ => true,
    }
}

/// The unit a text in brackets begins with, （人）, and how many bytes the brackets and it take.
fn unit_in_brackets(text: &str) -> Option<(&'static str, usize)> {
    let inner = text.strip_prefix(['（', '('])?;
    UNITS.iter().find_map(|unit| {
        let rest = inner.strip_prefix(unit)?.strip_prefix(['）', ')'])?;
        Some((*unit, text.len() - rest.len()))
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
        if let Some(word) = LEADS.iter().find(|word| before.ends_with(**word)) {
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

/// The longest date in brackets, in bytes: （令和６年１２月３１日現在）.
const LONGEST_DATE: usize = 60;

/// Whether the number is where things stand, not where they are to go: 80.5%→85%, 現状45％.
fn is_baseline(text: &str, number: &Range<usize>, unit_end: usize) -> bool {
    let after = text.get(unit_end..).unwrap_or_default().trim_start();
    let before = text.get(..number.start).unwrap_or_default().trim_end();
    // 41％（R5）→ 55％（R9）: when it was so may stand between. What is longer than a date is not looked through.
    let near = after.get(..after.floor_char_boundary(LONGEST_DATE)).unwrap_or_default();
    let noted = near.strip_prefix(['（', '(']).and_then(|note| note.split_once(['）', ')']));
    let behind = noted.map_or(after, |(_, behind)| behind.trim_start());
    let becomes = ["→", "⇒", "➡", "から"].iter().any(|arrow| behind.starts_with(arrow));
    let stands = ["現状", "現状値", "実績", "実績値", "基準値", "基準", "現状：", "現状は", "実績：", "現在"]
        .iter()
        .any(|word| before.ends_with(word));
    becomes || stands
}

/// What a sentence means to do with its numbers.
#[derive(Debug, Clone, Copy)]
struct Aim {
    /// It commits.
    commits: bool,
    /// It speaks of reaching something.
    reaches: bool,
}

impl Aim {
    fn of(sentence: &str) -> Self {
        Self { commits: commits(sentence), reaches: GOALS.iter().any(|goal| sentence.contains(goal)) }
    }
}

/// Whether a sentence that commits aims at the number: it bounds it, or says where to.
fn is_goal(aim: Aim, target: &Target, after: &str) -> bool {
    const AIMS: &[&str] = &[
        "に",
        "へ",
        "まで",
        "とし",
        "とす",
        "を目指",
        "をめざ",
        "を目標",
        "を達成",
        "を確保",
        "の達成",
        "の確保",
        "の増",
        "の減",
        "の削減",
    ];
    // 年間10回以上開催します: a bound right before what is done.
    let bounds_act = target.comparator != Comparator::Equal
        && target.comparator != Comparator::About
        && after.starts_with(crate::read::words::is_han);
    let changes = ["増", "減", "増加", "縮", "向上", "改善"].iter().any(|word| target.text.ends_with(word));
    let bound = target.comparator != Comparator::Equal || changes;
    // 46％削減します and 10人増やします do what they say.
    let does = (changes && after.starts_with(['し', 'す', 'さ']))
        || CHANGING.iter().any(|verb| after.starts_with(verb));
    // 100件以上のものを公表する: the number says which.
    if after.starts_with("のもの") || after.starts_with("のうち") {
        return false;
    }
    // ５件の採択を目指します: what is counted stands between.
    let aims = bound
        || does
        || is_aimed_at(after)
        || (AIMS.iter().any(|aim| after.starts_with(aim)) && !VAGUE_UNITS.contains(&target.unit.as_str()));
    aims && aim.commits && (bounds_act || does || aim.reaches)
}

/// の採択を目指します, の設置を達成: a noun and that it is aimed at.
fn is_aimed_at(after: &str) -> bool {
    let Some(noun) = after.strip_prefix('の') else { return false };
    let noun = noun.trim_start_matches(|c| is_han(c) || is_katakana(c));
    ["を目指", "をめざ", "を目標", "を達成", "を削減", "を縮減", "を増や", "を減ら"]
        .iter()
        .any(|aim| noun.starts_with(aim))
        && after.len() - noun.len() <= LONGEST_NOUN
}

/// Verbs right behind a number that say which way it is to go.
const CHANGING: &[&str] =
    &["増や", "減ら", "広げ", "伸ば", "延ば", "引き上げ", "引上げ", "引き下げ", "引下げ"];

/// The longest noun between a number and that it is aimed at, in bytes.
const LONGEST_NOUN: usize = 36;

#[cfg(test)]
mod tests;
