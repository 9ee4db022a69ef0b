//! Times in the labels of a head (年度): R6目標, 目標（令和8年度）, 2026.

use kurabe_model::Deadline;
use kurabe_text::{parse_year, years};

use crate::read::words::is_digit;

/// How many figures a year has that names no era.
const WESTERN: usize = 4;

/// The year that a label names; the last of several.
pub(crate) fn year(label: &str) -> Option<Deadline> {
    if let Some(year) = years(label).last() {
        return Some(Deadline { text: label.get(year.range.clone())?.to_owned(), year: year.last });
    }
    let figures = western(label)?;
    Some(Deadline { text: figures.to_owned(), year: parse_year(figures)? })
}

/// What a label says besides years, and what only hangs on these: 目標 of 令和8年度末目標.
pub(crate) fn besides_years(label: &str) -> String {
    let mut rest = String::new();
    let mut from = 0;
    for year in years(label) {
        rest.push_str(label.get(from..year.range.start).unwrap_or_default());
        from = year.range.end;
    }
    let left = label.get(from..).unwrap_or_default();
    rest.push_str(western(left).and_then(|figures| left.strip_prefix(figures)).unwrap_or(left));
    if rest.len() == label.len() {
        return rest;
    }
    let hangs =
        |c: char| is_digit(c) || matches!(c, '度' | '末' | '月' | '中' | 'の' | '：' | ':' | '・' | '-');
    rest.trim_start_matches(hangs).trim_end_matches(hangs).trim_end_matches("時点").to_owned()
}

/// Whether a label is nothing but a year, in brackets or not.
pub(crate) fn is_year(label: &str) -> bool {
    let bare = label.trim_matches(['（', '）', '(', ')', '【', '】']);
    year(bare).is_some() && besides_years(bare).is_empty()
}

/// The year of no era that a label begins with: 2026 is one, 2026人 is not told apart from it.
fn western(label: &str) -> Option<&str> {
    let figures: usize = label.chars().take_while(|&c| is_digit(c)).map(char::len_utf8).sum();
    let figures = label.get(..figures).filter(|figures| figures.chars().count() == WESTERN)?;
    parse_year(figures).map(|_| figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_parted_from_their_years() {
        for (label, rest, expected) in [
            ("R6目標", "目標", Some(2024)),
            ("令和８年度末目標値", "目標値", Some(2026)),
            ("2026年度目標値", "目標値", Some(2026)),
            ("２０２６目標", "目標", Some(2026)),
            ("目標R12", "目標", Some(2030)),
            ("平成29年度実績", "実績", Some(2017)),
            ("令和7～11年度", "", Some(2029)),
            ("R5", "", Some(2023)),
            ("現状", "現状", None),
        ] {
            assert_eq!(besides_years(label), rest, "{label}");
            assert_eq!(year(label).map(|year| year.year.western()), expected, "{label}");
        }
        assert!(is_year("（R5年度）") && is_year("2026") && !is_year("R6目標") && !is_year("12345"));
    }
}
