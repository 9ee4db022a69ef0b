//! What numbers of sentences are counted in (単位): 件, か所, 日分; and where the same letters are another word.

use kurabe_text::letter::{is_digit, is_han, is_katakana, is_numeral};

/// Units that measure something, longest first where one begins another.
pub(super) const UNITS: &[&str] = &[
    "パーセント",
    "ポイント",
    "日分",
    "か月分",
    "ヶ月分",
    "カ月分",
    "食",
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
    "km2",
    "km²",
    "㎢",
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
    "t",
    "ｔ",
    "㎥",
    "m2",
    "m²",
    "ｍ２",
    "m3",
    "m³",
    "m",
    "ｍ",
    "pt",
];

/// What is weighed, behind its unit: t-CO2.
const SUBSTANCES: &[&str] =
    &["-CO2", "-CO₂", "‐CO2", "－CO2", "−CO2", "－ＣＯ２", "‐ＣＯ２", "-ＣＯ２", "CO2", "CO₂", "ＣＯ２"];

/// What is counted over or by, besides what is counted itself: 件/年, kWh/日.
const SPANS: &[&str] =
    &["年度", "年", "か月", "ヶ月", "カ月", "月", "週", "時間", "時", "秒", "日", "h", "s", "L"];

/// How many something is counted by, before what that is: 人/10万人.
const TENS: &[char] = &['0', '０', ',', '，', '十', '百', '千', '万'];

/// Units that a goal in running text is rarely counted in: a bare number with them names a thing.
pub(super) const VAGUE_UNITS: &[&str] = &[
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
    ("食", "料品育堂事材糧"),
    ("基", "本準金盤幹礎"),
    ("戸", "建別籍"),
    ("地域", "福住活包社"),
    ("事業", "者所"),
    ("企業", "誘"),
];

/// Whether the unit is one here: not 日本, 人口, 分野, 園児, 部会, 第２回. Days are counted where they say so, behind 年間 too.
pub(super) fn is_unit(name: &str, before: &str, tail: &str) -> bool {
    let next = tail.chars().next();
    let is_by = |tail: &str| {
        ["当たり", "あたり", "当り", "につき", "目", "ごと", "毎"].iter().any(|word| tail.starts_with(word))
    };
    // 1人1日当たり: both are what is counted by.
    let counts = tail.trim_start_matches(|c| is_digit(c) || is_numeral(c));
    let by_two = || SPANS.iter().chain(UNITS).filter_map(|unit| counts.strip_prefix(*unit)).any(is_by);
    if is_by(tail) || (counts.len() < tail.len() && by_two()) {
        return false;
    }
    match name {
        "日" => {
            let is_counted = ["年間", "延べ", "月間", "週"].iter().any(|lead| before.ends_with(lead));
            let is_bound =
                ["以内", "以上", "以下", "程度", "間", "未満"].iter().any(|word| tail.starts_with(word));
            !matches!(next, Some('本' | '常' | '程' | '時' | '現' | '付')) && (is_counted || is_bound)
        }
        "分" => {
            let bounds = ["以内", "以上", "以下", "程度", "未満"];
            let shortens = ["に短縮", "へ短縮", "まで短縮", "短縮", "に縮", "から"];
            bounds.iter().chain(&shortens).any(|word| tail.starts_with(word)) || next.is_none()
        }
        "部" | "点" | "本" | "基" | "組" | "園" | "校" | "台" | "社" | "戸" | "名" | "人" | "件" | "回"
        | "食" | "事業" | "地域" | "地区" | "施設" | "企業" => !WORDS_BEGUN
            .iter()
            .any(|(unit, words)| *unit == name && next.is_some_and(|next| words.contains(next))),
        "m" | "ｍ" | "t" | "ｔ" | "g" | "km" | "ha" | "kg" => {
            !next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '²' | '³' | '２' | '３'))
        }
        _ => true,
    }
}

/// The unit a text begins with, and of what it is, where it is a weight: t-CO2.
pub(super) fn named(text: &str) -> Option<&str> {
    let unit = UNITS.iter().find(|unit| text.starts_with(**unit))?;
    let behind = text.get(unit.len()..)?;
    let substance = SUBSTANCES.iter().find(|substance| behind.starts_with(**substance));
    text.get(..unit.len() + substance.map_or(0, |substance| substance.len()))
}

/// In how much of what something is counted (単位当たり): /人・日 of g/人・日.
pub(super) struct Per {
    /// How many bytes that takes.
    pub(super) length: usize,
    /// Whether it is a year: goals are set for years, and 30件/年 counts 件 as 年間30件 does.
    pub(super) is_year: bool,
}

/// What stands behind a unit and says by what it is counted.
pub(super) fn per(tail: &str) -> Option<Per> {
    let mut rest = tail.strip_prefix(['/', '／'])?;
    let first = rest;
    loop {
        rest = behind_part(rest)?;
        match rest.strip_prefix(['・', '·', '/', '／']).filter(|more| behind_part(more).is_some()) {
            Some(more) => rest = more,
            None => break,
        }
    }
    let words = first.get(..first.len() - rest.len())?;
    Some(Per { length: tail.len() - rest.len(), is_year: matches!(words, "年" | "年度") })
}

/// What follows one thing by which is counted, 人 or 10万人; a word that only begins so is none.
fn behind_part(text: &str) -> Option<&str> {
    let some = text.strip_prefix(['1', '１']).unwrap_or(text).trim_start_matches(TENS);
    let units = SPANS.iter().chain(UNITS).filter(|unit| some.starts_with(**unit));
    let rest = some.get(units.map(|unit| unit.len()).max()?..)?;
    let is_bound =
        ["以", "未満", "超", "程度", "前後", "増", "減", "削減"].iter().any(|word| rest.starts_with(word));
    let goes_on = rest.starts_with(|c: char| is_han(c) || is_katakana(c) || c.is_ascii_alphanumeric());
    (is_bound || !goes_on).then_some(rest)
}

/// The unit a text in brackets begins with, （人）, （g/人・日）, （百万円）, and how many bytes the brackets and it take.
pub(super) fn unit_in_brackets(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix(['（', '('])?;
    let sum = ["千", "万", "百万", "億", "十億"].iter().find(|sum| {
        inner.strip_prefix(**sum).is_some_and(|rest| rest.starts_with(['円', '人', 't', 'ｔ', 'ト']))
    });
    let at = sum.map_or(0, |sum| sum.len());
    let end = at + named(inner.get(at..)?)?.len();
    let end = end + per(inner.get(end..)?).map_or(0, |per| per.length);
    let rest = inner.get(end..)?.strip_prefix(['）', ')'])?;
    Some((inner.get(..end)?, text.len() - rest.len()))
}
