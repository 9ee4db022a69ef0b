//! The forms of numbering that Japanese official papers use, as data.
//!
//! A form says how a number is dressed, not how deep a heading with it lies: that follows from the order
//! in which forms first appear (see `stack`). Only the units of 第N… have a rank of their own.

/// One way to dress a number at the head of a line.
#[derive(Debug)]
pub(crate) struct Form {
    /// What may stand before the number.
    pub(crate) opening: &'static [&'static str],
    /// The figures the number is written in.
    pub(crate) figures: Figures,
    /// What must stand behind it; brackets are mixed in practice: （4).
    pub(crate) closing: &'static [&'static str],
    /// What parts the number from the words.
    pub(crate) parting: Parting,
}

/// The figures a number is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figures {
    /// 1, １, 12
    Arabic,
    /// 一, 十二
    Kanji,
    /// Ⅳ, ⅳ, IV
    Roman,
    /// ①, ❶, ㊿
    Circled,
    /// ⑴
    Bracketed,
    /// ア, イ, ウ
    Kana,
    /// a, Ａ
    Latin,
}

/// What parts a number from the words behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parting {
    /// Nothing is needed: the dress is enough.
    None,
    /// White space, or a full stop or comma: a bare figure could be part of the words.
    Needed,
    /// As `Needed`, or a Japanese word that is no counter: １施策の推進.
    Loose,
}

const UNDRESSED: &[&str] = &[""];
const OPEN: &[&str] = &["（", "("];
const CLOSE: &[&str] = &["）", ")"];

/// All forms. Where two fit, the first one counts.
pub(crate) const FORMS: &[Form] = &[
    Form { opening: OPEN, figures: Figures::Arabic, closing: CLOSE, parting: Parting::None },
    Form { opening: UNDRESSED, figures: Figures::Bracketed, closing: UNDRESSED, parting: Parting::None },
    Form { opening: OPEN, figures: Figures::Kana, closing: CLOSE, parting: Parting::None },
    Form { opening: OPEN, figures: Figures::Kanji, closing: CLOSE, parting: Parting::None },
    Form { opening: OPEN, figures: Figures::Roman, closing: CLOSE, parting: Parting::None },
    Form { opening: OPEN, figures: Figures::Latin, closing: CLOSE, parting: Parting::None },
    Form {
        opening: &["〔", "［", "["],
        figures: Figures::Arabic,
        closing: &["〕", "］", "]"],
        parting: Parting::None,
    },
    Form { opening: &["【"], figures: Figures::Arabic, closing: &["】"], parting: Parting::None },
    Form {
        opening: &["〈", "＜", "<", "《", "≪"],
        figures: Figures::Arabic,
        closing: &["〉", "＞", ">", "》", "≫"],
        parting: Parting::None,
    },
    Form { opening: UNDRESSED, figures: Figures::Circled, closing: UNDRESSED, parting: Parting::None },
    Form { opening: UNDRESSED, figures: Figures::Arabic, closing: CLOSE, parting: Parting::None },
    Form { opening: UNDRESSED, figures: Figures::Kana, closing: CLOSE, parting: Parting::None },
    Form { opening: UNDRESSED, figures: Figures::Roman, closing: CLOSE, parting: Parting::None },
    Form { opening: UNDRESSED, figures: Figures::Latin, closing: CLOSE, parting: Parting::None },
    Form { opening: UNDRESSED, figures: Figures::Roman, closing: UNDRESSED, parting: Parting::Needed },
    Form { opening: UNDRESSED, figures: Figures::Arabic, closing: UNDRESSED, parting: Parting::Loose },
    Form { opening: UNDRESSED, figures: Figures::Kanji, closing: UNDRESSED, parting: Parting::Needed },
    Form { opening: UNDRESSED, figures: Figures::Kana, closing: UNDRESSED, parting: Parting::Needed },
    Form { opening: UNDRESSED, figures: Figures::Latin, closing: UNDRESSED, parting: Parting::Needed },
];

/// The units of 第N…, outermost first: the one order that every paper keeps.
pub(crate) const UNITS: &[&str] = &["編", "部", "章", "節", "款", "項"];

/// What may count things: a bare number with one of these behind it is an amount, not a heading's number.
pub(crate) const COUNTERS: &[&str] = &[
    "年",
    "月",
    "日",
    "週",
    "時",
    "分",
    "秒",
    "人",
    "名",
    "件",
    "回",
    "個",
    "箇",
    "か",
    "カ",
    "ヶ",
    "ケ",
    "つ",
    "円",
    "千",
    "百",
    "万",
    "億",
    "兆",
    "倍",
    "割",
    "%",
    "％",
    "歳",
    "才",
    "社",
    "校",
    "園",
    "台",
    "棟",
    "戸",
    "世帯",
    "団体",
    "km",
    "m",
    "㎡",
    "ha",
    "t",
    "kg",
    "ポイント",
    "以上",
    "以下",
    "以内",
    "未満",
    "程度",
    "次",
    "期",
    "位",
    "度",
    "丁目",
    "番",
    "号",
    "階",
    "周年",
    "世紀",
    "種類",
    "階層",
    "者",
    "地区",
    "地域",
    "区分",
    "施設",
    "事業者",
    "自治体",
    "市町村",
];

/// The nouns that can carry a number as a label: 方針１, 施策立案の視点１, 基本目標Ⅰ.
pub(crate) const LABELS: &[&str] = &[
    "目標",
    "方針",
    "施策",
    "政策",
    "戦略",
    "柱",
    "課題",
    "視点",
    "考え方",
    "方向",
    "方向性",
    "プロジェクト",
    "取組",
    "取り組み",
    "取組み",
    "事業",
    "テーマ",
    "分野",
    "重点",
    "プラン",
    "原則",
    "提言",
    "指針",
    "ステップ",
    "項目",
    "論点",
    "計画",
    "改革",
    "ビジョン",
    "アクション",
    "プログラム",
    "ミッション",
    "ゴール",
    "理念",
    "姿",
    "区分",
    "観点",
    "要素",
    "基本",
    "具体策",
    "対策",
];

/// Symbols that open a heading in one paper and an item in the next.
pub(crate) const SYMBOLS: &[char] = &[
    '■', '□', '◆', '◇', '●', '○', '◯', '◎', '▼', '▽', '▲', '△', '★', '☆', '▶', '▷', '►', '▸', '➢', '➤', '✓',
    '✔', '・', '･', '•', '‣', '⁃', '∙', '⦿', '◉', '♦', '❖', '✦', '▪', '▫', '◾', '◽', '❑', '❒', '☐', '☑',
    '⇒', '→', '＊', '＃', '◈', '◊', '※', '♢', '⚫', '⚪', '⬤', '➡', '✧', '❏',
];

/// Symbols that are bullets only with a space behind them: elsewhere they are hyphens and signs.
pub(crate) const SPACED_SYMBOLS: &[char] = &['-', '－', '–', '—', '―', '*', '+', '>', '＞', 'o', '−', '‐'];

/// Brackets that set off a heading when they enclose the whole line.
pub(crate) const BRACKETS: &[(char, char)] = &[
    ('【', '】'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('《', '》'),
    ('＜', '＞'),
    ('<', '>'),
    ('［', '］'),
    ('[', ']'),
    ('≪', '≫'),
    ('〖', '〗'),
    ('｛', '｝'),
];
