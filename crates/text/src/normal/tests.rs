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
    check("①2024年 第⑫号", "1 2024年 第12号");
}

#[test]
fn lines_join_as_japanese_wraps() {
    check("取組を展\n開する", "取組を展開する");
    check("取組を展 \r\n　開する", "取組を展開する");
    check("Smart\nCity", "smart city");
    check("ICT\nツール", "ictツール");
    check("終わる。\n\n次の段落", "終わる。 次の段落");
    check("  端  ", "端");
}

#[test]
fn dashes_dots_and_waves() {
    check("セミナ―を １ー２ ３－４", "セミナーを 1-2 3-4");
    check("Wi‐Fi 平成２４～２８ 〜", "wi-fi 平成24~28 ~");
    check("ライフ･ワーク·バランス", "ライフ・ワーク・バランス");
}

#[test]
fn kana_that_repeat_or_vary() {
    check("いすゞ こゝろ ヴァイオリン ヴュー ｳﾞｪ サーヴィス", "いすず こころ バイオリン ビュー ベ サービス");
    check("人々", "人々");
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

fn strings() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "取組",
            "ＤＸ",
            "ﾃﾞ",
            "ヴ",
            "ァ",
            "ゝ",
            "ゞ",
            "か\u{3099}",
            "㍑",
            "①",
            "２",
            "3",
            "ー",
            "―",
            "－",
            "ナ",
            "\n",
            " ",
            "　",
            "\u{200b}",
            "\u{301}",
            "a",
            "A",
            "⺠",
            "葛\u{e0100}",
            "👨‍👩‍👧",
            "½",
            "\r\n",
            "\u{c}",
            "İ",
            "ﬃ",
            "\u{1100}",
            "\u{1161}",
            "\u{feff}",
            "〜",
            "・",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn edges(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

proptest! {
    #[test]
    fn ranges_come_back_to_grapheme_edges_and_never_shrink(original in strings(), cuts in prop::array::uniform4(any::<prop::sample::Index>())) {
        let normalized = Normalized::new(&original);
        let edges = edges(&original);
        let mut at = cuts.map(|cut| cut.index(normalized.text().len() + 2));
        at.sort_unstable();
        let [a, b, c, d] = at;
        let (outer, inner) = (normalized.original(a..d), normalized.original(b..c));
        for range in [&outer, &inner] {
            prop_assert!(range.start <= range.end && range.end <= original.len());
            prop_assert!(edges.contains(&range.start) && edges.contains(&range.end), "{range:?} of {original:?}");
        }
        if b < c && c <= normalized.text().len() {
            prop_assert!(outer.start <= inner.start && inner.end <= outer.end);
        }
    }

    #[test]
    fn the_whole_comes_back_whole(original in strings()) {
        let normalized = Normalized::new(&original);
        let whole = normalized.original(0..normalized.text().len());
        let lost = [&original[..whole.start], &original[whole.end..]].concat();
        prop_assert!(lost.chars().all(|c| c.is_whitespace() || super::chars::is_invisible(c) || normalized.text().is_empty() || !c.is_alphanumeric()), "{lost:?}");
    }

    #[test]
    fn plain_text_is_normal_already(text in "[ぁ-んァ-ヲ一-龠a-z0-9、。「」]{0,40}") {
        let normalized = Normalized::new(&text);
        prop_assert_eq!(normalized.text(), &text);
        prop_assert_eq!(normalized.original(0..text.len()), 0..text.len());
    }

    #[test]
    fn normalising_twice_changes_nothing(text in "[ぁ-んァ-ヶ一-龠ａ-ｚＡ-Ｚ０-９ｱ-ﾝﾞー―－～、。・ \n①②㈱⺠ヴゝ]{0,40}") {
        let once = Normalized::new(&text).into_text();
        let twice = Normalized::new(&once);
        prop_assert_eq!(twice.text(), once.as_str());
    }

    #[test]
    fn buffers_can_be_used_again(first in strings(), second in strings()) {
        let mut used = Normalized::new(&first);
        used.renew(&second);
        prop_assert_eq!(used, Normalized::new(&second));
    }
}
