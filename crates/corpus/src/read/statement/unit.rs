//! What numbers of sentences are counted in (単位): 件, か所, 日分; and where the same letters are another word.

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
    if ["当たり", "あたり", "につき", "目", "ごと", "毎"].iter().any(|word| tail.starts_with(word))
    {
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
            ["以内", "以上", "以下", "程度", "未満"].iter().any(|word| tail.starts_with(word))
                || next.is_none()
        }
        "部" | "点" | "本" | "基" | "組" | "園" | "校" | "台" | "社" | "戸" | "名" | "人" | "件" | "回"
        | "食" | "事業" | "地域" | "地区" | "施設" | "企業" => !WORDS_BEGUN
            .iter()
            .any(|(unit, words)| *unit == name && next.is_some_and(|next| words.contains(next))),
        "m" | "t" | "km" | "ha" | "kg" => !next.is_some_and(|c| c.is_ascii_alphabetic()),
        _ => true,
    }
}

/// The unit a text in brackets begins with, （人）, and how many bytes the brackets and it take.
pub(super) fn unit_in_brackets(text: &str) -> Option<(&'static str, usize)> {
    let inner = text.strip_prefix(['（', '('])?;
    UNITS.iter().find_map(|unit| {
        let rest = inner.strip_prefix(unit)?.strip_prefix(['）', ')'])?;
        Some((*unit, text.len() - rest.len()))
    })
}
