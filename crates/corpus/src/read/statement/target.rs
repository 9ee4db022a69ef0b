//! Numbers a statement commits to (数値目標).
//!
//! In an item of a list of targets every number that counts something is one. In running text a number is
//! a target only where the sentence commits and its clause says that something is reached, raised or
//! lowered; years, names of plans and quotations never are.

use std::cell::Cell;
use std::ops::Range;

use kurabe_model::{Comparator, Deadline, StatementKind, Target};
use kurabe_text::letter::{is_digit, is_han, is_katakana, is_numeral};
use kurabe_text::{Number, numbers, sentences, years};

use super::commits;
use super::deadline::{Dated, dated, deadline_of};
use super::passage::{holding, quotations};
use super::unit::{UNITS, VAGUE_UNITS, is_unit, unit_in_brackets};

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

/// What is done so many times over, right behind a number that is to be had by it: 50基整備します, 3か所新設.
const BRINGING: &[&str] = &[
    "整備", "設置", "新設", "増設", "開設", "新築", "建設", "設け", "導入", "配置", "増員", "増便", "確保",
    "育成", "養成", "創出", "誘致", "認定", "植樹", "植栽",
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
        // 3.5点（5点満点）: out of how many is no goal.
        let is_scale = text.get(unit_end..).is_some_and(|rest| rest.starts_with("満点"));
        if is_scale
            || holding(&quoted, number.range.start).is_some()
            || is_baseline(text, &number.range, unit_end)
        {
            continue;
        }
        let clause = holding(&clauses, number.range.start);
        let wanted = match kind {
            StatementKind::Target => true,
            _ => aim_at(number.range.start)
                .is_some_and(|aim| is_goal(aim, &target, &Around::of(text, clause, &target, &deadlines))),
        };
        if wanted {
            let deadline = deadline_of(&deadlines, clause, number.range.start)
                .or_else(|| year_before(text, clause, target.range.start));
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
    if !is_unit(name, text.get(..number.range.start)?, tail) {
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

/// What stands around a number in its sentence.
struct Around<'t> {
    before: &'t str,
    after: &'t str,
    /// Whether a date stands before it by which something is to be done.
    is_dated: bool,
}

impl<'t> Around<'t> {
    fn of(text: &'t str, sentence: Option<&Range<usize>>, target: &Target, dated: &[Dated]) -> Self {
        let start = sentence.map_or(0, |sentence| sentence.start);
        let is_before = |range: &Range<usize>| range.start >= start && range.end <= target.range.start;
        Self {
            before: text.get(start..target.range.start).unwrap_or_default(),
            after: text.get(target.range.end..).unwrap_or_default(),
            is_dated: dated.iter().any(|dated| is_before(&dated.range)),
        }
    }

    /// 充電器を50基整備します, 保育所を3か所新設: so many are to be had by what is done, and have not been yet.
    fn brings(&self, aim: Aim) -> bool {
        let named = ["を", "までに", "年度に", "年度中に", "新たに", "さらに"];
        let Some(done) = BRINGING.iter().find_map(|verb| self.after.strip_prefix(verb)) else { return false };
        let is_over = ["した", "しました", "され", "してき", "している", "しており", "しています", "済"];
        let ends = done.is_empty() || done.starts_with('。');
        let acts = done.starts_with(['し', 'す', 'ま', 'る', '、'])
            && !is_over.iter().any(|past| done.starts_with(past));
        named.iter().any(|word| self.before.trim_end().ends_with(word)) && (ends || (acts && aim.commits))
    }

    /// 2030年度までに公用車20台を電動化します: all that is said of them is what is done by then.
    fn is_done_by_then(&self, aim: Aim) -> bool {
        const NAMES: &[&str] = &["対象", "中心", "含", "超", "有", "結", "代表", "はじめ", "始め", "拠点"];
        let done =
            self.after.strip_prefix('を').filter(|done| done.starts_with(|c| is_han(c) || is_katakana(c)));
        aim.commits
            && self.is_dated
            && done.is_some_and(|done| !NAMES.iter().any(|name| done.starts_with(name)))
    }

    /// 予算を1,200千円とします: a sum that is spent, and none that is reached.
    fn is_spent(&self, target: &Target) -> bool {
        const SUMS: &[&str] = &["予算", "事業費", "総額", "歳入", "歳出", "経費", "補正"];
        target.unit.ends_with('円') && SUMS.iter().any(|sum| self.before.contains(sum))
    }
}

/// Whether a sentence that commits aims at the number: it bounds it, or says where to.
fn is_goal(aim: Aim, target: &Target, around: &Around<'_>) -> bool {
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
    let after = around.after;
    // 年間10回以上開催します: a bound right before what is done.
    let bounds_act = target.comparator != Comparator::Equal
        && target.comparator != Comparator::About
        && after.starts_with(is_han);
    let changes = ["増", "減", "増加", "縮", "向上", "改善"].iter().any(|word| target.text.ends_with(word));
    let bound = target.comparator != Comparator::Equal || changes;
    // 46％削減します and 10人増やします do what they say.
    let does = (changes && after.starts_with(['し', 'す', 'さ']))
        || CHANGING.iter().any(|verb| after.starts_with(verb));
    // 100件以上のものを公表する: the number says which.
    if after.starts_with("のもの") || after.starts_with("のうち") {
        return false;
    }
    // 3人に1人: a share.
    if after.strip_prefix('に').is_some_and(|rest| rest.starts_with(|c| is_digit(c) || is_numeral(c))) {
        return false;
    }
    // A bare number with such a unit names a thing; 年間120日 counts.
    let is_vague = VAGUE_UNITS.contains(&target.unit.as_str()) && !target.text.starts_with("年間");
    let is_reached = aim.commits && REACHING.iter().any(|verb| after.starts_with(verb));
    if around.brings(aim) || (!is_vague && (is_reached || around.is_done_by_then(aim))) {
        return true;
    }
    // ５件の採択を目指します: what is counted stands between.
    let aims = bound
        || does
        || is_aimed_at(after)
        || (AIMS.iter().any(|aim| after.starts_with(aim)) && !is_vague && !around.is_spent(target));
    aims && aim.commits && (bounds_act || does || aim.reaches)
}

/// The year of what is done in it, where its sentence names no date by which: 令和9年度に350名以上を確保します.
fn year_before(text: &str, sentence: Option<&Range<usize>>, at: usize) -> Option<Deadline> {
    const OVER: &[&str] = &["した", "った", "れた", "いた", "を踏ま", "に基づ", "から"];
    let start = sentence?.start;
    let before = text.get(start..at)?;
    let year = years(before).pop()?;
    let rest = before.get(year.range.end..)?.strip_prefix("末").or_else(|| before.get(year.range.end..))?;
    let is_then = rest.starts_with('に') && !OVER.iter().any(|over| rest.contains(over));
    is_then.then(|| Deadline {
        text: before.get(year.range.clone()).unwrap_or_default().to_owned(),
        year: year.last,
    })
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
    &["増や", "減ら", "拡大", "広げ", "伸ば", "延ば", "引き上げ", "引上げ", "引き下げ", "引下げ"];

/// Verbs right behind a number that say it is where to go, or to stay.
const REACHING: &[&str] =
    &["に高め", "まで高め", "に回復", "まで回復", "に近づけ", "に抑え", "に保", "に維持", "を維持", "を保"];

/// The longest noun between a number and that it is aimed at, in bytes.
const LONGEST_NOUN: usize = 36;

#[cfg(test)]
mod tests;
