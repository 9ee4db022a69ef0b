//! Years as values: one, from one to another, or open at either side.

use std::fmt;

use kurabe_model::{FiscalYear, Period};
use kurabe_text::{fold, parse_period, parse_year};

/// Fiscal years (年度), both ends included; an end that is not given is open, and one of the two is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearRange {
    /// The first year.
    pub first: Option<FiscalYear>,
    /// The last year, not before the first.
    pub last: Option<FiscalYear>,
}

impl YearRange {
    /// Whether `year` lies in it.
    pub fn contains(self, year: FiscalYear) -> bool {
        self.first.is_none_or(|first| first <= year) && self.last.is_none_or(|last| year <= last)
    }
}

impl From<Period> for YearRange {
    fn from(period: Period) -> Self {
        Self { first: Some(period.first), last: Some(period.last) }
    }
}

/// As a value of `year:` that is read as the same years: 2024, 2019..2024, 2020.., ..2021.
impl fmt::Display for YearRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(first), Some(last)) = (self.first, self.last)
            && first == last
        {
            return first.fmt(f);
        }
        self.first.map_or(Ok(()), |first| first.fmt(f))?;
        f.write_str("..")?;
        self.last.map_or(Ok(()), |last| last.fmt(f))
    }
}

/// The fiscal years a value of [`Field::Year`](crate::Field::Year) means, if it means any.
///
/// ```
/// use kurabe_query::year_range;
///
/// for (value, years) in [("Ｒ６", "2024"), ("令和元年度〜令和6年度", "2019..2024"), ("..R3", "..2021")] {
///     assert_eq!(year_range(value).map(|range| range.to_string()).as_deref(), Some(years));
/// }
/// assert_eq!(year_range("来年"), None);
/// assert_eq!(year_range("2024..2019"), None);
/// ```
pub fn year_range(value: &str) -> Option<YearRange> {
    let value = fold(value);
    parse_period(&value).map(YearRange::from).or_else(|| open_range(&value))
}

fn open_range(value: &str) -> Option<YearRange> {
    // A dash before a year is no range: whoever types -2020 may as well want to be without it.
    let from = ["..", "~", "-", "以降", "以後", "から"].iter().find_map(|sign| value.strip_suffix(sign));
    if let Some(first) = from {
        return Some(YearRange { first: Some(parse_year(first)?), last: None });
    }
    let to = value
        .strip_prefix("..")
        .or_else(|| value.strip_prefix('~'))
        .or_else(|| ["以前", "まで"].iter().find_map(|sign| value.strip_suffix(sign)))?;
    Some(YearRange { first: None, last: Some(parse_year(to)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[&str], years: &str) {
        for value in values {
            let range = year_range(value).unwrap_or_else(|| panic!("no years in {value}"));
            assert_eq!(range.to_string(), years, "{value}");
            assert_eq!(year_range(years), Some(range));
        }
    }

    #[test]
    fn one_year() {
        check(
            &["2024", "２０２４", "令和6年度", "令和６年", "R6", "Ｒ６", "r6", "㋿6年度", " 2024年度 "],
            "2024",
        );
        check(&["令和元年度", "R1", "平成31年度", "2019..2019"], "2019");
    }

    #[test]
    fn from_one_to_another() {
        check(&["2019..2024", "２０１９．．２０２４", "2019‥2024", "2019〜2024", "2019～2024"], "2019..2024");
        check(&["2019-2024", "２０１９－２０２４", "2019–2024", "2019−2024", "2019から2024"], "2019..2024");
        check(&["令和元年度..令和6年度", "令和元年度～令和６年度", "R1..R6", "H31〜R6"], "2019..2024");
        check(&["令和元年度から令和６年度まで", "２０１９ー２０２４", "令和元～６年度"], "2019..2024");
    }

    #[test]
    fn open_at_one_side() {
        check(&["2020..", "２０２０〜", "令和2年度以降", "R2から", "2020-"], "2020..");
        check(&["..2021", "..R3", "〜令和３年度", "令和3年度まで", "2021年度以前"], "..2021");
        let from = year_range("2020..").unwrap();
        assert!(from.contains(FiscalYear::new(2020)) && !from.contains(FiscalYear::new(2019)));
    }

    #[test]
    fn nonsense() {
        for value in ["", "..", "〜", "年度", "来年", "24", "2024..2019", "R6..R1", "2020...", "-2020"] {
            assert_eq!(year_range(value), None, "{value}");
        }
        for value in ["2019..2020..2021", "20245", "令和100年度", "2019,2020", "1..6", "以降", "2020x"]
        {
            assert_eq!(year_range(value), None, "{value}");
        }
    }
}
