//! Whether a sentence aims at a number it names (目指す数): it is reached, raised, lowered or brought.

use std::ops::Range;

use kurabe_model::{Comparator, Target};
use kurabe_text::letter::{is_digit, is_han, is_katakana, is_numeral};

use super::super::commits;
use super::super::deadline::Dated;
use super::super::unit::VAGUE_UNITS;

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

/// What a sentence means to do with its numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    /// It commits.
    pub(super) commits: bool,
    /// It speaks of reaching something.
    reaches: bool,
}

impl Aim {
    pub(super) fn of(sentence: &str) -> Self {
        Self { commits: commits(sentence), reaches: GOALS.iter().any(|goal| sentence.contains(goal)) }
    }
}

/// What stands around a number in its sentence.
pub(super) struct Around<'t> {
    before: &'t str,
    after: &'t str,
    /// Whether a date stands before it by which something is to be done.
    is_dated: bool,
}

impl<'t> Around<'t> {
    pub(super) fn of(
        text: &'t str,
        sentence: Option<&Range<usize>>,
        target: &Target,
        dated: &[Dated],
    ) -> Self {
        let start = sentence.map_or(0, |sentence| sentence.start);
        let near = text.floor_char_boundary(target.range.start.saturating_sub(FARTHEST)).max(start);
        let far = text.ceil_char_boundary(target.range.end.saturating_add(FARTHEST));
        let behind = dated.partition_point(|dated| dated.range.end <= target.range.start);
        let last = dated.get(..behind).and_then(<[Dated]>::last);
        Self {
            before: text.get(near..target.range.start).unwrap_or_default().trim_end(),
            after: text.get(target.range.end..far).unwrap_or_default(),
            is_dated: last.is_some_and(|dated| dated.range.start >= start),
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
        named.iter().any(|word| self.before.ends_with(word)) && (ends || (acts && aim.commits))
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

    /// 国の補助金３億円を確保します, 50万円を交付します: money that is had or given is what a measure is paid with, not
    /// what it reaches.
    fn is_paid(&self, target: &Target) -> bool {
        const GOES: &[&str] = &[
            "確保", "計上", "獲得", "措置", "充当", "交付", "助成", "補助", "支給", "給付", "受け", "活用",
            "投入", "投資", "支援", "発行", "融資", "貸", "配分", "積",
        ];
        let done = self.after.trim_start_matches(['を', 'の']);
        target.unit.ends_with('円')
            && matches!(target.comparator, Comparator::Equal | Comparator::About)
            && GOES.iter().any(|verb| done.starts_with(verb))
    }

    /// 3日以内に回答します: how long one case takes at the most is a rule for every case (標準処理期間) and no figure that is
    /// to be reached by the whole; 待ち時間を10分以内にします is one. So is how far off each may be: 半径5km以内に設けます.
    fn is_rule(&self, target: &Target) -> bool {
        const REACHED: &[&str] = &["す", "し", "短", "抑", "縮", "収", "おさ", "とど", "改善", "減"];
        let done = self.after.strip_prefix(['に', 'で']);
        const UNITS: &[&str] =
            &["日", "時間", "分", "m", "ｍ", "メートル", "km", "ｋｍ", "㎞", "キロメートル"];
        UNITS.contains(&target.unit.as_str())
            && target.text.ends_with("以内")
            && done.is_some_and(|done| !REACHED.iter().any(|verb| done.starts_with(verb)))
    }

    /// ６万人を超える方が, 約300件余り, 約６割が: a number that only says how many there are.
    fn is_told(&self, target: &Target) -> bool {
        let passes = ["超える", "上回る", "下回る"].iter().any(|word| target.text.ends_with(word));
        let names = passes && !["こと", "よう", "水準"].iter().any(|noun| self.after.starts_with(noun));
        let is_subject = target.comparator == Comparator::About && self.after.starts_with('が');
        // 100件以上のものを公表する: the number says which.
        let says_which = ["のもの", "のうち", "余"].iter().any(|word| self.after.starts_with(word));
        // 3人に1人: a share.
        let share = self.after.strip_prefix('に');
        let is_share = share.is_some_and(|rest| rest.starts_with(|c| is_digit(c) || is_numeral(c)));
        names || is_subject || says_which || is_share
    }

    /// 30分から10分に短縮します, 5人から8人へ増員し: from where to where.
    fn is_moved(&self, target: &Target) -> bool {
        let from = ["から", "より"].iter().find_map(|word| self.before.strip_suffix(word));
        let from = from.and_then(|from| from.strip_suffix(target.unit.as_str()));
        let to = self.after.starts_with(['に', 'へ']) || self.after.starts_with("まで");
        to && from.is_some_and(|from| from.ends_with(|c| is_digit(c) || is_numeral(c) || c == '万'))
    }

    /// （目標値60％以上）: the sentence calls it so.
    fn is_named(&self) -> bool {
        let bare = self.before.trim_end_matches(['：', ':', 'は']);
        ["目標", "目標値", "数値目標"].iter().any(|word| bare.ends_with(word))
    }
}

/// Whether a sentence that commits aims at the number: it bounds it, or says where to.
pub(super) fn is_goal(aim: Aim, target: &Target, around: &Around<'_>) -> bool {
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
    let changes =
        ["増", "減", "増加", "減少", "縮", "向上", "改善"].iter().any(|word| target.text.ends_with(word));
    // 令和７年度までに年間10件程度の事業を: about so many bind where they are of a time; 約7,000㎡の土地 only tells.
    let is_timed =
        around.is_dated || ["年", "毎", "月", "週"].iter().any(|span| target.text.starts_with(span));
    let bound = match target.comparator {
        Comparator::Equal => changes,
        Comparator::About => changes || is_timed,
        _ => true,
    };
    // 46％削減します and 10人増やします do what they say.
    let does = (changes && after.starts_with(['し', 'す', 'さ']))
        || CHANGING.iter().any(|verb| after.starts_with(verb));
    if around.is_told(target) || around.is_rule(target) || around.is_paid(target) {
        return false;
    }
    if aim.commits && (around.is_named() || around.is_moved(target)) {
        return true;
    }
    // A bare number with such a unit names a thing; 年間120日 counts.
    let is_vague = VAGUE_UNITS.contains(&target.unit.as_str()) && !target.text.starts_with("年間");
    let is_reached = aim.commits && REACHING.iter().any(|verb| after.starts_with(verb));
    let is_led = aim.commits && LEADING.iter().any(|verb| after.starts_with(verb));
    if around.brings(aim) || is_led || (!is_vague && (is_reached || around.is_done_by_then(aim))) {
        return true;
    }
    // ５件の採択を目指します: what is counted stands between.
    let aims = bound
        || does
        || is_aimed_at(after)
        || (AIMS.iter().any(|aim| after.starts_with(aim)) && !is_vague && !around.is_spent(target));
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
    &["増や", "減ら", "減量", "拡大", "広げ", "伸ば", "延ば", "引き上げ", "引上げ", "引き下げ", "引下げ"];

/// Verbs right behind a number that say it is where to go, or to stay.
const REACHING: &[&str] =
    &["に高め", "まで高め", "に回復", "まで回復", "に近づけ", "に抑え", "に保", "に維持", "を維持", "を保"];

/// Verbs behind a number up to which something goes.
const LEADING: &[&str] = &[
    "まで増や",
    "まで伸ば",
    "まで引き上げ",
    "まで引上げ",
    "まで引き下げ",
    "まで引下げ",
    "まで減ら",
    "まで拡大",
    "まで短縮",
    "に短縮",
    "へ短縮",
    "まで縮",
];

/// How far before and behind a number its sentence is looked through, in bytes.
pub(super) const FARTHEST: usize = 600;

/// The longest noun between a number and that it is aimed at, in bytes.
const LONGEST_NOUN: usize = 36;

/// A goal that a sentence names without figures (ゼロ, 半減), from where it stands to where it ends.
pub(super) fn worded(text: &str) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    for &(word, value, unit) in WORDS {
        for (at, _) in text.match_indices(word) {
            let (before, behind) = (text.get(..at), text.get(at + word.len()..));
            let (Some(before), Some(behind)) = (before, behind) else { continue };
            // ゼロカーボン, ２倍増, カーボンゼロ
            let is_part = |c: char| is_katakana(c) || c == 'ー' || is_digit(c) || is_numeral(c);
            if before.ends_with(is_part) || behind.starts_with(|c| is_katakana(c) || c == 'ー' || c == '歳')
            {
                continue;
            }
            let start =
                ["実質", "正味"].iter().find_map(|lead| before.strip_suffix(lead)).map_or(at, str::len);
            let range = start..at + word.len();
            let text = text.get(range.clone()).unwrap_or_default().to_owned();
            let (unit, comparator) = (unit.to_owned(), Comparator::Equal);
            found.push(Target { text, range, value, unit, comparator, deadline: None });
        }
    }
    found.sort_by_key(|target| target.range.start);
    found
}

/// Goals in words with what they are worth: 半減 takes half away, as 50％削減 does.
const WORDS: &[(&str, f64, &str)] = &[("ゼロ", 0.0, ""), ("半減", 50.0, "％"), ("倍増", 2.0, "倍")];

/// Whether a sentence that commits aims at such a goal: 待機児童ゼロを目指します, 半減させます.
pub(super) fn is_worded_goal(aim: Aim, target: &Target, around: &Around<'_>) -> bool {
    const REACHES: &[&str] = &["目指", "めざ", "実現", "達成", "維持", "継続", "目標"];
    let clause = around.after.split(['、', '。']).next().unwrap_or_default();
    let ends = !around.after.get(clause.len()..).is_some_and(|rest| rest.starts_with('、'));
    let reaches = clause.starts_with(['を', 'の', 'に']) && REACHES.iter().any(|verb| clause.contains(verb));
    let does = if target.value == 0.0 {
        ["にし", "にする", "とし", "とする"].iter().any(|verb| clause.starts_with(verb))
    } else {
        clause.starts_with("させ") || clause.starts_with("します") || (clause == "する" && ends)
    };
    aim.commits && (reaches || does)
}
