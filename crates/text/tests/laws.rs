//! What holds of years, numbers and names, whatever the text.

#![allow(clippy::unwrap_used, reason = "a case that cannot go on has failed")]

use std::ops::Range;

use kurabe_text::{
    Era, Gazetteer, Lookup, Normalized, bare_years, numbers, ordinal, parse_period, parse_year, years,
};
use proptest::prelude::*;

/// Text with much in it that looks like a number or a year.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "令和",
        "令",
        "平成",
        "R",
        "Ｈ",
        "㋿",
        "元",
        "年",
        "年度",
        "6",
        "６",
        "2024",
        "２０２４",
        "〜",
        "～",
        "から",
        "まで",
        "..",
        "-",
        "（",
        "(",
        "）",
        ")",
        "(2024)",
        "十",
        "二〇二五",
        "千",
        "百",
        "万",
        "億",
        "兆",
        ",",
        "，",
        "1,000",
        ".",
        "．",
        "・",
        "％",
        "人",
        "件",
        "市",
        "区",
        "東京都",
        "三鷹",
        "みたか",
        "132047",
        " ",
        "　",
        "\n",
        "\t",
        "か\u{3099}",
        "👨‍👩‍👧",
        "999999999999",
        "九九九九九九",
        "0",
        "〇",
    ]);
    prop_oneof![
        3 => prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// Ranges in order and apart from one another, on edges of characters, with something in them.
fn check(text: &str, ranges: &[Range<usize>]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for range in ranges {
        prop_assert!(end <= range.start && range.start < range.end);
        prop_assert!(text.get(range.clone()).is_some(), "{:?} cuts {:?}", range, text);
        end = range.end;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn years_stand_in_the_text(text in text()) {
        let found = years(&text);
        check(&text, &found.iter().map(|year| year.range.clone()).collect::<Vec<_>>())?;
        prop_assert!(found.iter().all(|year| year.first <= year.last));
        let bare = bare_years(&text, Era::Heisei);
        check(&text, &bare.iter().map(|year| year.range.clone()).collect::<Vec<_>>())?;
    }

    #[test]
    fn numbers_stand_in_the_text(text in text()) {
        let found = numbers(&text);
        check(&text, &found.iter().map(|number| number.range.clone()).collect::<Vec<_>>())?;
        prop_assert!(found.iter().all(|number| number.value.is_finite() && number.value >= 0.0));
    }

    #[test]
    fn what_users_type_is_read_or_is_not(text in text()) {
        let _ = ordinal(&text);
        if let (Some(year), Some(period)) = (parse_year(&text), parse_period(&text)) {
            prop_assert_eq!((period.first, period.last), (year, year));
        }
    }

    #[test]
    fn parts_of_a_normalised_text_go_back_to_the_original(text in text()) {
        let normalised = Normalized::new(&text);
        for year in years(normalised.text()) {
            prop_assert!(text.get(normalised.original(year.range)).is_some());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_name_means_someone_or_nobody(typed in text()) {
        let gazetteer =
            Gazetteer::parse(include_str!("../../../corpus/municipalities.csv")).unwrap();
        match gazetteer.find(&typed) {
            Lookup::Several(several) => prop_assert!(several.len() > 1),
            Lookup::None { did_you_mean } => prop_assert!(did_you_mean.len() <= 5),
            _ => {}
        }
    }
}
