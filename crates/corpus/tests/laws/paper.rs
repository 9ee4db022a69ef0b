//! Papers made up line by line: lines as official papers have them, and lines they never have.

use proptest::prelude::*;

/// What lines are put together from.
const PIECES: &[&str] = &[
    "第１章　総則",
    "第2節 現状",
    "１ 施策の推進",
    "(2) 財政",
    "（３）",
    "①政策",
    "ア　職員",
    "Ⅳ 行財政",
    "1-2 方針",
    "方針１ 平和",
    "【目標指標】",
    "【新規】窓口の設置",
    "■子育て",
    "○区民の声を聴きます。",
    "- ・要綱の策定",
    "・件数 10件以上",
    "市民参加を進める。",
    "計画の推進に当たっては、市民、",
    "事業者と連携して取り組みます",
    "ている。また、",
    "目 次",
    "第１章 総則……… 3",
    "- 12 -",
    "◦ 62 ◦",
    "第",
    "６",
    "章",
    "高齢者 1 2 3 4",
    "（単位：千円）",
    "（企画課、財政課）",
    "担当課：企画課",
    "事業名：見守り",
    "第１は、防災であります。",
    "令和７年４月１日",
    "市長 山田 太郎",
    "記",
    "写真：祭り",
    "※注",
    "令和９年度までに90％以上とする。",
    "1-5こうした",
    "㈱とⅣ",
    "　",
    "\u{c}",
    "👨‍👩‍👧 か\u{3099} ﾃﾞｼﾞﾀﾙ",
    "基本",
    "施策",
    "市民の視点2",
    "用語解説",
    "# 計画",
    "Smart",
    "City",
    "「",
    "」。",
    "**",
    "****",
    "**太字**",
    "\t",
    "|a|b|",
    "\r",
    "\u{feff}",
    "\u{f0b7}",
    "\u{f0b7} 項目",
    "\u{200b}",
];

fn line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop_oneof![
        8 => prop::collection::vec(piece, 1..3).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        2 => Just(String::new()),
    ]
}

/// A paper with lines that end as on one system or another.
pub(crate) fn paper() -> impl Strategy<Value = String> {
    (prop::collection::vec(line(), 0..40), prop::sample::select(vec!["\n", "\n", "\r\n"]), any::<bool>())
        .prop_map(|(lines, end, marked)| {
            let mark = if marked { "\u{feff}" } else { "" };
            format!("{mark}{}", lines.join(end))
        })
}
