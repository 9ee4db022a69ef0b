//! What columns and labels of a name hold (列の役割): 担当課 names a division, 取組内容 says what is done.

use super::cells::Cells;
use super::head::Head;
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
    /// The number to be reached: 目標値.
    Goal,
    /// In what is counted: 単位.
    Unit,
    /// What it belongs to: 基本目標, 政策, 分野.
    Group,
    /// Anything else.
    Other,
}

/// How names of columns end, by what they hold; what is tried first comes first.
const ENDINGS: &[(Holds, &[&str])] = &[
    (Holds::Unit, &["単位"]),
    (Holds::Goal, &["目標値", "目標数値", "数値目標", "めざす値", "目指す値", "達成目標値", "最終目標"]),
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
    /// What a column of this name holds. Of a group of columns its own label tells, then that of the group.
    pub(crate) fn by(name: &str) -> Self {
        let labels =
            name.rsplit('／').map(|label| label.split(['（', '(', '【', '［']).next().unwrap_or(label));
        let mut known = labels.map(Self::by_label).filter(|holds| *holds != Self::Other);
        known.next().unwrap_or(Self::Other)
    }

    fn by_label(label: &str) -> Self {
        if statement::is_lead(label) || DIVISIONS.iter().any(|end| label.ends_with(end)) {
            return Self::Division;
        }
        let found = ENDINGS.iter().find(|(_, endings)| endings.iter().any(|end| label.ends_with(end)));
        match found {
            Some((holds, _)) => *holds,
            None if NAMES.contains(&label) => Self::Name,
            None if label == "目標" => Self::Goal,
            None => Self::Other,
        }
    }
}

/// The divisions that are in charge of a row.
pub(crate) fn in_charge(row: &Cells, head: &Head) -> Vec<String> {
    let mut divisions: Vec<String> = Vec::new();
    for column in (0..head.columns()).filter(|&column| head.holds(column) == Holds::Division) {
        let named = row.cell(column).and_then(|cell| statement::divisions(cell.text)).unwrap_or_default();
        for division in named {
            if !divisions.contains(&division) {
                divisions.push(division);
            }
        }
    }
    divisions
}
