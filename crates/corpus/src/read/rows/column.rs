//! What columns and labels of a name hold (列の役割): 担当課 names a division, 取組内容 says what is done.

use super::cells::Cells;
use super::head::Head;
use super::when;
use crate::read::statement;

/// What stands in a column or beside a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    /// What the measure is called: 事業名.
    Name,
    /// What is done: 事業内容, 概要.
    Deed,
    /// What for, or where to: 目的, 今後の方向性.
    Aim,
    /// The divisions in charge: 担当課.
    Division,
    /// What is measured: 指標名.
    Indicator,
    /// Where it stands: 現状値, 実績.
    Standing,
    /// The number to be reached: 目標値, R8目標.
    Goal,
    /// By when: 目標年度, 期限.
    Due,
    /// In what is counted: 単位.
    Unit,
    /// What stands in the way, in words: 課題.
    Issue,
    /// What it belongs to: 基本目標, 政策, 分野.
    Group,
    /// Anything else.
    Other,
}

/// How names of columns end, by what they hold; what is tried first comes first.
const ENDINGS: &[(Holds, &[&str])] = &[
    (Holds::Unit, &["単位"]),
    (
        Holds::Due,
        &[
            "目標年度",
            "目標年次",
            "目標年",
            "中間年度",
            "最終年度",
            "目標時期",
            "達成年度",
            "達成時期",
            "期限",
            "完了年度",
            "完了時期",
            "完了予定",
        ],
    ),
    (Holds::Goal, &["目標値", "目標数値", "数値目標", "めざす値", "目指す値", "計画値"]),
    (
        Holds::Standing,
        &[
            "現状",
            "現状値",
            "実績",
            "実績値",
            "基準値",
            "策定時",
            "基準年度",
            "基準年",
            "基準年度",
            "基準年",
            "当初値",
            "現在値",
            "直近値",
        ],
    ),
    (Holds::Issue, &["課題", "課題等", "問題点", "改善点"]),
    (Holds::Indicator, &["指標", "指標名", "ＫＰＩ", "KPI", "指標の名称", "指標名称", "指標・単位"]),
    (
        Holds::Name,
        &[
            "事業名",
            "事業名称",
            "事業の名称",
            "施策名",
            "施策名称",
            "取組名",
            "取組名称",
            "取組の名称",
            "取組事業",
            "事務事業",
            "主要事業",
            "主な事業",
            "主な取組",
            "具体的な取組",
            "具体的取組",
            "取組項目",
            "実施項目",
            "改革項目",
            "プロジェクト名",
            "件名",
            "計画名",
        ],
    ),
    (
        Holds::Deed,
        &[
            "内容",
            "概要",
            "事業の説明",
            "事業説明",
            "取組の説明",
            "実施方法",
            "手段",
            "具体策",
            "実施計画",
            "取組方針",
            "アクション",
        ],
    ),
    (
        Holds::Aim,
        &[
            "目的",
            "方向性",
            "今後の方針",
            "今後の取組",
            "今後の対応",
            "改善策",
            "改善内容",
            "ねらい",
            "めざす姿",
            "目指す姿",
            "意図",
        ],
    ),
    (
        Holds::Group,
        &[
            "基本目標",
            "基本方針",
            "基本施策",
            "政策",
            "政策名",
            "分野",
            "分類",
            "柱",
            "大項目",
            "中項目",
            "重点目標",
            "体系",
        ],
    ),
];
/// What alone names a measure, where no column of a better name does.
const NAMES: &[&str] =
    &["事業", "施策", "取組", "取り組み", "取組み", "名称", "項目", "計画", "プロジェクト"];
/// What is said before 目標 where it is a number: of which stage of a plan, or that it is one.
const STAGES: &[&str] = &[
    "",
    "年度",
    "各年度",
    "単年度",
    "年次",
    "年度別",
    "中間",
    "最終",
    "前期",
    "後期",
    "短期",
    "中期",
    "長期",
    "達成",
    "到達",
    "数値",
    "計画",
    "成果",
    "当初",
];
/// How names of divisions' columns end, besides those a line of divisions begins with.
const DIVISIONS: &[&str] = &[
    "担当課",
    "担当部署",
    "担当部局",
    "担当",
    "所管課",
    "所管",
    "所管部署",
    "所管部局",
    "主管課",
    "部署",
    "部署名",
    "課名",
    "部局名",
    "所属",
    "所属名",
    "担当課名",
    "所管課名",
];

impl Holds {
    /// What a column below these labels holds: its own label tells, then that of its group.
    pub(crate) fn below(labels: &[String]) -> Self {
        let known = labels.iter().rev().map(|label| Self::by(label));
        let known: Vec<Self> = known.filter(|holds| *holds != Self::Other).collect();
        let has_year = labels.iter().any(|label| when::year(label).is_some());
        if has_year
            && labels.iter().any(|label| is_plan(label))
            && !labels.iter().any(|label| is_money(label))
        {
            return Self::Goal;
        }
        // 目標値／年度 beside 目標値／値: by when, and how much.
        if known.first() == Some(&Self::Goal)
            && labels.len() > 1
            && labels.last().is_some_and(|own| matches!(own.as_str(), "年度" | "年次" | "期限" | "時期"))
        {
            return Self::Due;
        }
        match known.first() {
            // 目標年度（R10） or 数値目標／目標年度 heads the number for that year, not the year.
            Some(Self::Due) if has_year || known.contains(&Self::Goal) => Self::Goal,
            first => first.copied().unwrap_or(Self::Other),
        }
    }

    /// What a label alone says.
    pub(crate) fn by(label: &str) -> Self {
        let bare = label.split(['（', '(', '【', '［']).next().unwrap_or(label);
        if statement::is_lead(bare) || DIVISIONS.iter().any(|end| bare.ends_with(end)) {
            return Self::Division;
        }
        if when::year(label).is_some() && is_plan(label) && !is_money(label) {
            return Self::Goal;
        }
        let bare = when::besides_years(bare);
        // 指標①, 指標２: several of a kind are counted.
        let kind = bare.trim_end_matches(|c: char| c.is_numeric());
        let found = ENDINGS.iter().find(|(_, endings)| endings.iter().any(|end| kind.ends_with(end)));
        let holds = match found {
            Some((holds, _)) => *holds,
            None if NAMES.contains(&bare.as_str()) => Self::Name,
            None if bare.strip_suffix("目標").is_some_and(|stage| STAGES.contains(&stage)) => Self::Goal,
            None => Self::Other,
        };
        // 目標／実績 heads what says in each row which of the two it is.
        let both = bare.contains("目標") && bare.contains("実績");
        if both { Self::Other } else { holds }
    }
}

/// Whether a label says that its numbers are planned, year by year (年度別計画, 年次計画, R7計画): neither a plan that is named
/// nor what was done.
pub(super) fn is_plan(label: &str) -> bool {
    const PLANS: &[&str] = &[
        "",
        "年度",
        "年度別",
        "年次",
        "年次別",
        "各年度",
        "各年",
        "年度ごとの",
        "年間",
        "事業",
        "年度別事業",
        "年次別事業",
        "整備",
        "取組",
        "活動",
        "数値",
        "達成",
    ];
    let bare = label.split(['（', '(', '【', '［']).next().unwrap_or(label);
    let bare = when::besides_years(bare);
    let stage = ["計画", "計画値", "計画量", "計画目標"].iter().find_map(|end| bare.strip_suffix(end));
    stage.is_some_and(|stage| PLANS.contains(&stage))
}

/// Whether a label says that its numbers are money that is spent: 事業費, 予算額, （千円）.
fn is_money(label: &str) -> bool {
    ["費", "額", "予算", "決算", "財源", "円）", "円)"].iter().any(|word| label.contains(word))
}

/// The divisions that are in charge of a row.
pub(crate) fn in_charge(row: &Cells, head: &Head) -> Vec<String> {
    let mut divisions: Vec<String> = Vec::new();
    for column in (0..head.columns()).filter(|&column| head.holds(column) == Holds::Division) {
        let named = row.cell(column).and_then(|cell| statement::divisions(cell.text)).unwrap_or_default();
        statement::join(&mut divisions, &named);
    }
    divisions
}
