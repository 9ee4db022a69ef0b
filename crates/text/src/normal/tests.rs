//! Examples, and the laws of the module's page on arbitrary strings.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

#[track_caller]
fn check(original: &str, normal: &str) {
    assert_eq!(Normalized::new(original).text(), normal, "{original}");
}

#[test]
fn widths_cases_and_radicals() {
    check("ＤＸ（ﾃﾞｼﾞﾀﾙ）", "dx(デジタル)");
    check("㈱くらべ ㍑ ⺠間 ⻑期", "(株)くらべ リットル 民間 長期");
    check("か\u{3099}くせい", "がくせい");
    check("葛\u{e0100}飾区", "葛飾区");
    check("①2024年 第⑫号 ⑫㍘", "1 2024年 第12号 12 0点");
    check("ὈΔΥΣΣΕΎΣ “市民’s” ´", "ὀδυσσεύσ \"市民's\" ´");
}

#[test]
fn signs_behind_a_figure_leave_it_whole() {
    check("中間88000→最終90000 10–20年 2030℃ 100… 24※", "中間88000→最終90000 10-20年 2030°c 100... 24※");
    check("300㎡ 10² ½ 1½ ①② 𝟐𝟎", "300m2 10 2 1⁄2 1 1⁄2 1 2 20");
}

#[test]
fn lines_join_as_japanese_wraps() {
    check("取組を展\n開する", "取組を展開する");
    check("取組を展 \r\n　開する", "取組を展開する");
    check("Smart\nCity", "smart city");
    check("ICT\nツール", "ictツール");
    check("終わる。\n\n次の段落", "終わる。 次の段落");
    check("  端  ", "端");
    check("ＡＩ\nＤＸ ２０\n２４ 三 鷹", "aidx 2024 三 鷹");
    check("a\rb c\r\n\r\nd あ\u{2028}い", "a b c d あい");
    check("見\u{200b} \u{feff} えない\u{200d}\u{2060}", "見 えない");
}

#[test]
fn dashes_dots_and_waves() {
    check("セミナ―を デ－タ ﾃﾞｰﾀ １ー２ ３－４ 開催――決定", "セミナーを データ データ 1-2 3-4 開催--決定");
    check("プラン―概要 エリア－Ａ キャリア-アップ らーめん", "プラン-概要 エリア-a キャリア-アップ らーめん");
    check("Wi‐Fi 平成２４～２８ 〜", "wi-fi 平成24~28 ~");
    check("ライフ･ワーク·バランス", "ライフ・ワーク・バランス");
}

#[test]
fn kana_that_repeat_or_vary() {
    check("いすゞ こゝろ ヴァイオリン ヴュー ｳﾞｪ サーヴィス", "いすず こころ バイオリン ビュー ベ サービス");
    check("人々 ゝ 市ゝ づゝ カヾ か゛くせい ウ゛", "人々 ゝ 市ゝ づつ カガ がくせい ブ");
}

#[test]
fn the_way_back_is_exact() {
    let original = "１㍑の㈱";
    let normalized = Normalized::new(original);
    assert_eq!(normalized.text(), "1リットルの(株)");
    // Anything inside リットル is all of ㍑; 株 is all of ㈱.
    assert_eq!(&original[normalized.original(4..7)], "㍑");
    let place = normalized.text().find('株').unwrap();
    assert_eq!(&original[normalized.original(place..place + 3)], "㈱");
    assert_eq!(&original[normalized.original(0..1)], "１");
    let wrapped = "取組を展\n開する";
    let normalized = Normalized::new(wrapped);
    let place = normalized.text().find("展開").unwrap();
    assert_eq!(&wrapped[normalized.original(place..place + 6)], "展\n開");
    assert_eq!(normalized.original(1000..2000), wrapped.len()..wrapped.len());
}

/// Pieces that do something to their neighbours.
const PIECES: &[&str] = &[
    "取組",
    "ＤＸ",
    "ﾃﾞ",
    "ヴ",
    "ァ",
    "ゝ",
    "ゞ",
    "ヽ",
    "か\u{3099}",
    "か",
    "゛",
    "ﾞ",
    "㍑",
    "①",
    "②",
    "２",
    "3",
    "½",
    "ー",
    "ｰ",
    "―",
    "－",
    "-",
    "〜",
    "・",
    "ナ",
    "ｱ",
    "々",
    "。",
    "\n",
    "\r\n",
    "\u{c}",
    " ",
    "　",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{301}",
    "´",
    "\u{600}",
    "a",
    "A",
    "İ",
    "Σ",
    "ﬃ",
    "⺠",
    "葛\u{e0100}",
    "👨‍👩‍👧",
    "\u{1100}",
    "\u{1161}",
    "ㄱ",
    "ㅏ",
];

fn strings() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        any::<char>().prop_map(String::from),
        prop::sample::select(PIECES).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn edges(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn ranges_come_back_to_grapheme_edges_and_never_shrink(
        original in strings(),
        cuts in prop::array::uniform4(any::<prop::sample::Index>()),
    ) {
        let normalized = Normalized::new(&original);
        let edges = edges(&original);
        let mut at = cuts.map(|cut| cut.index(normalized.text().len() + 2));
        at.sort_unstable();
        let [a, b, c, d] = at;
        let (outer, inner) = (normalized.original(a..d), normalized.original(b..c));
        for range in [&outer, &inner, &normalized.original(a..a)] {
            prop_assert!(range.start <= range.end && range.end <= original.len());
            prop_assert!(edges.contains(&range.start) && edges.contains(&range.end), "{range:?}");
        }
        if b < c && c <= normalized.text().len() {
            prop_assert!(outer.start <= inner.start && inner.end <= outer.end);
        }
    }

    #[test]
    fn characters_come_back_in_order_and_never_empty(original in strings()) {
        let normalized = Normalized::new(&original);
        let mut before = 0..0;
        for (at, c) in normalized.text().char_indices() {
            let range = normalized.original(at..at + c.len_utf8());
            prop_assert!(range.start < range.end);
            prop_assert!(range == before || range.start >= before.end);
            before = range;
        }
    }

    #[test]
    fn the_whole_comes_back_whole(original in strings()) {
        let normalized = Normalized::new(&original);
        let whole = normalized.original(0..normalized.text().len());
        let lost = [&original[..whole.start], &original[whole.end..]].concat();
        prop_assert!(lost.chars().all(|c| c.is_whitespace() || chars::is_invisible(c)), "{lost:?}");
        let again = Normalized::new(&original[whole]);
        prop_assert_eq!(again.text(), normalized.text());
    }

    #[test]
    fn the_original_of_a_range_holds_what_was_found(
        original in "[ぁ-んァ-ヲ一-龠Ａ-Ｚ０-９ａ-ｚ㍑㈱⺠⻑ｱ-ﾝ、。「」→○…]{1,30}",
        cuts in prop::array::uniform2(any::<prop::sample::Index>()),
    ) {
        let normalized = Normalized::new(&original);
        let text = normalized.text();
        let mut at = cuts.map(|cut| text.floor_char_boundary(cut.index(text.len() + 1)));
        at.sort_unstable();
        let found = &text[at[0]..at[1]];
        let printed = &original[normalized.original(at[0]..at[1])];
        let again = Normalized::new(printed);
        prop_assert!(again.text().contains(found), "{found} of {printed}");
    }

    #[test]
    fn plain_text_is_normal_already(text in "[ぁ-んァ-ヲ一-龠a-z0-9、。「」]{0,40}") {
        let normalized = Normalized::new(&text);
        prop_assert_eq!(normalized.text(), &text);
        prop_assert_eq!(normalized.original(0..text.len()), 0..text.len());
    }

    #[test]
    fn normalising_twice_changes_nothing(original in strings()) {
        let once = Normalized::new(&original).into_text();
        let twice = Normalized::new(&once);
        prop_assert_eq!(twice.text(), once.as_str());
        let key = fold(&original);
        prop_assert!(!key.contains(char::is_whitespace) || key.contains(|c| !chars::begins_grapheme(c)));
    }

    #[test]
    fn buffers_can_be_used_again(first in strings(), second in strings()) {
        let mut used = Normalized::new(&first);
        used.renew(&second);
        prop_assert_eq!(used, Normalized::new(&second));
    }
}
