//! Eras (元号) and years (年, 年度) as papers and planners write them.
//!
//! 令和６年度, R6, 平成２４～２８年度, 昭和６０（１９８５）年, 2019〜2024年度: all become western years. A year an era
//! never reached is worked out all the same where a paper could have planned for it: 平成32年 in one of 2016.

use std::fmt;
use std::ops::Range;

use kurabe_model::{FiscalYear, Period};

use crate::letter::{is_digit, is_numeral};
use crate::number::ordinal;

/// An era (元号) since 1868.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治, from 1868.
    Meiji,
    /// 大正, from 1912.
    Taisho,
    /// 昭和, from 1926.
    Showa,
    /// 平成, from 1989.
    Heisei,
    /// 令和, from 2019.
    Reiwa,
}

/// A year, or a span of years, in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearMention {
    /// Its bytes in the text, 年 or 年度 and a western year in brackets included.
    pub range: Range<usize>,
    /// The first year.
    pub first: FiscalYear,
    /// The last year; the same one unless it is a span.
    pub last: FiscalYear,
    /// Whether it says 年度: a fiscal year and not one of the calendar.
    pub is_fiscal: bool,
}

impl Era {
    pub(crate) const ALL: [Self; 5] = [Self::Meiji, Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    /// The year before its first.
    const fn base(self) -> u16 {
        match self {
            Self::Meiji => 1867,
            Self::Taisho => 1911,
            Self::Showa => 1925,
            Self::Heisei => 1988,
            Self::Reiwa => 2018,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The last of its years that a paper names: plans look ahead, some of them to 平成72年, but none that was
    /// stored as text was written in an era before.
    const fn last(self) -> u16 {
        match self {
            Self::Meiji => 45,
            Self::Taisho => 15,
            Self::Showa => 64,
            Self::Heisei | Self::Reiwa => 82,
        }
    }

    /// The western year of its `year`-th year, unless the era had ended and no paper looked so far ahead.
    pub fn western(self, year: u16) -> Option<FiscalYear> {
        (1..=self.last()).contains(&year).then(|| FiscalYear::new(self.base() + year))
    }

    /// The era that is named or abbreviated at the beginning of a text, and how many bytes that takes.
    fn at(text: &str) -> Option<(Self, usize)> {
        let first = text.chars().next()?;
        let era = match first {
            '㋿' => Self::Reiwa,
            '㍻' => Self::Heisei,
            '㍼' => Self::Showa,
            '㍽' => Self::Taisho,
            '㍾' => Self::Meiji,
            'R' | 'Ｒ' | 'r' => Self::Reiwa,
            'H' | 'Ｈ' | 'h' => Self::Heisei,
            'S' | 'Ｓ' | 's' => Self::Showa,
            _ => {
                return Self::ALL
                    .into_iter()
                    .find(|era| text.starts_with(era.name()))
                    .map(|era| (era, era.name().len()));
            }
        };
        Some((era, first.len_utf8()))
    }
}

impl fmt::Display for Era {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A fiscal year as papers write it: 令和6年度, 令和元年度.
pub fn era_name(year: FiscalYear) -> String {
    let era = Era::ALL.into_iter().rev().find(|era| era.base() < year.western());
    match era {
        Some(era) if year.western() == era.base() + 1 => format!("{era}元年度"),
        Some(era) => format!("{era}{}年度", year.western() - era.base()),
        None => format!("{year}年度"),
    }
}

/// The fiscal year a user means: 2024, 令和6年度, R6, 24 in no era is none.
pub fn parse_year(text: &str) -> Option<FiscalYear> {
    let text = text.trim();
    let (first, _, end) = year_at(text, None).or_else(|| plain_western(text))?;
    (end == text.len()).then_some(first)
}

/// The span of fiscal years a user means: 2019..2024, 令和元年度..令和6年度, 平成24～28年度, or one year.
pub fn parse_period(text: &str) -> Option<Period> {
    let text = text.trim();
    if let Some(year) = parse_year(text) {
        return Period::new(year, year);
    }
    if let [mention] = years(text).as_slice()
        && mention.range == (0..text.len())
    {
        return Period::new(mention.first, mention.last);
    }
    let connector = ["..", "～", "〜", "~", "から", "–", "—", "-", "－", "ー"]
        .into_iter()
        .find(|connector| text.contains(connector))?;
    let (first, last) = text.split_once(connector)?;
    Period::new(parse_year(first)?, parse_year(last)?)
}

/// All years of a text, in order.
pub fn years(text: &str) -> Vec<YearMention> {
    let mut found: Vec<YearMention> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(skip) = rest.find(may_begin) else { break };
        let start = at + skip;
        match mention(text, start) {
            Some(mention) => {
                at = mention.range.end;
                found.push(mention);
            }
            None => at = start + run_length(text.get(start..).unwrap_or_default()),
        }
    }
    found
}

/// Bare years in the era a paper is known to count in: 24 25 26 27 28, 24–28.
pub fn bare_years(text: &str, era: Era) -> Vec<YearMention> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(skip) = rest.find(is_digit) else { break };
        let start = at + skip;
        let (value, length) = short_number(text.get(start..).unwrap_or_default()).unwrap_or((0, 1));
        let end = start + length;
        at = end;
        let alone = !text.get(end..).is_some_and(|rest| rest.starts_with(is_digit));
        if let Some(first) = era.western(value).filter(|_| alone) {
            found.push(YearMention { range: start..end, first, last: first, is_fiscal: true });
        }
        at = at.max(start + run_length(text.get(start..).unwrap_or_default()));
    }
    found
}

fn may_begin(c: char) -> bool {
    is_digit(c)
        || matches!(
            c,
            '令' | '平'
                | '昭'
                | '大'
                | '明'
                | '㋿'
                | '㍻'
                | '㍼'
                | '㍽'
                | '㍾'
                | 'R'
                | 'H'
                | 'S'
                | 'Ｒ'
                | 'Ｈ'
                | 'Ｓ'
        )
}

/// A run of digits is passed as a whole, so that no year is read out of the middle of a number.
fn run_length(text: &str) -> usize {
    let digits: usize = text.chars().take_while(|&c| is_digit(c)).map(char::len_utf8).sum();
    if digits > 0 { digits } else { text.chars().next().map_or(1, char::len_utf8) }
}

fn mention(text: &str, start: usize) -> Option<YearMention> {
    let rest = text.get(start..)?;
    let before = text.get(..start)?.chars().next_back();
    let is_letter = rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, 'Ｒ' | 'Ｈ' | 'Ｓ'));
    if before.is_some_and(|c| {
        is_digit(c) || c == '.' || c == ',' || (is_letter && c.is_alphanumeric() && c.is_ascii())
    }) {
        return None;
    }
    let (first, said, length) = year_at(rest, None)?;
    let mut end = length;
    let mut last = first;
    let mut suffix = said.suffix;
    if let Some((other, other_said, more)) = span_end(rest.get(length..)?, &said)
        && other >= first
        && (suffix != Suffix::None || other_said.suffix != Suffix::None || said.is_abbreviated)
    {
        last = other;
        end += more;
        if other_said.suffix != Suffix::None {
            suffix = other_said.suffix;
        }
    } else if suffix == Suffix::None && !(said.is_abbreviated && stands_alone(rest.get(length..)?)) {
        return None;
    }
    Some(YearMention {
        range: start..start + end,
        first,
        last,
        is_fiscal: suffix == Suffix::Fiscal || said.is_abbreviated && suffix == Suffix::None,
    })
}

/// R7 is a year where no letter, figure or sign of a calculation follows.
fn stands_alone(after: &str) -> bool {
    !after.starts_with(|c: char| {
        c.is_ascii_alphanumeric() || is_digit(c) || matches!(c, '.' | ',' | '%' | '％')
    })
}

/// How a year was written.
struct Said {
    era: Option<Era>,
    suffix: Suffix,
    is_abbreviated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suffix {
    None,
    Calendar,
    Fiscal,
}

/// ～２８年度 behind 平成２４: the end of a span, in the era of its beginning unless it names one.
fn span_end(text: &str, first: &Said) -> Option<(FiscalYear, Said, usize)> {
    let trimmed = text.trim_start_matches([' ', '\u{3000}']);
    let (connector, rest) = ["～", "〜", "~", "－", "-", "–", "—", "―", "ー", "から", ".."]
        .into_iter()
        .find_map(|connector| Some((connector, trimmed.strip_prefix(connector)?)))?;
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    let (year, said, length) = year_at(rest, first.era)?;
    // 令和３年度から５年間, 令和２年度から30％: a bare number behind a whole year counts something.
    let is_bare = said.suffix == Suffix::None && Era::at(rest).is_none() && western_figures(rest).is_none();
    if first.suffix != Suffix::None && is_bare {
        return None;
    }
    let mut end = text.len() - rest.len() + length;
    if connector == "から" && text.get(end..).is_some_and(|after| after.starts_with("まで")) {
        end += "まで".len();
    }
    Some((year, said, end))
}

/// A year at the beginning of a text: with an era, or western with four figures, or bare in the era given.
fn year_at(text: &str, era: Option<Era>) -> Option<(FiscalYear, Said, usize)> {
    let named = Era::at(text);
    let (era, at, is_named) = match (named, era) {
        (Some((era, length)), _) => (Some(era), length, true),
        (None, era) => (era, 0, false),
    };
    let is_abbreviated =
        is_named && text.chars().next().is_some_and(|c| c.is_ascii() || matches!(c, 'Ｒ' | 'Ｈ' | 'Ｓ'));
    let rest = text.get(at..)?;
    let space =
        if is_abbreviated { 0 } else { rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len() };
    let rest = rest.get(space..)?;
    let (year, length) = match (era, western_figures(rest)) {
        (_, Some((year, length))) if !is_named => (FiscalYear::new(year), length),
        (Some(era), _) => {
            let (value, length) = era_year(rest)?;
            (era.western(value)?, length)
        }
        _ => return None,
    };
    let mut end = at + space + length;
    end += bracketed_year(text.get(end..)?);
    let (suffix, taken) = suffix(text.get(end..)?);
    end += taken;
    if suffix != Suffix::None {
        end += bracketed_year(text.get(end..)?);
    }
    Some((
        year,
        Said { era: era.filter(|_| is_named || western_figures(rest).is_none()), suffix, is_abbreviated },
        end,
    ))
}

/// A western year without 年, as users type it.
fn plain_western(text: &str) -> Option<(FiscalYear, Said, usize)> {
    let (year, length) = western_figures(text)?;
    Some((FiscalYear::new(year), Said { era: None, suffix: Suffix::None, is_abbreviated: false }, length))
}

fn suffix(text: &str) -> (Suffix, usize) {
    let trimmed = text.trim_start_matches([' ', '\u{3000}']);
    let space = text.len() - trimmed.len();
    if trimmed.starts_with("年度") {
        (Suffix::Fiscal, space + "年度".len())
    } else if trimmed.starts_with('年')
        && !["年間", "年生", "年齢", "年前", "年後", "年代", "年目"]
            .iter()
            .any(|word| trimmed.starts_with(word))
    {
        (Suffix::Calendar, space + "年".len())
    } else {
        (Suffix::None, 0)
    }
}

/// （１９８５）, (2024年度): the same year once more.
fn bracketed_year(text: &str) -> usize {
    let Some(inner) = text.strip_prefix(['（', '(']) else { return 0 };
    let Some((_, length)) = western_figures(inner) else { return 0 };
    let after = inner.get(length..).unwrap_or_default();
    let (_, taken) = suffix(after);
    let after = after.get(taken..).unwrap_or_default();
    if after.starts_with(['）', ')']) {
        text.len() - after.len() + after.chars().next().map_or(0, char::len_utf8)
    } else {
        0
    }
}

/// Four figures that can be a western year.
fn western_figures(text: &str) -> Option<(u16, usize)> {
    let digits: Vec<char> = text.chars().take_while(|&c| is_digit(c)).take(5).collect();
    if digits.len() != 4 {
        return None;
    }
    let word: String = digits.iter().collect();
    let value = u16::try_from(ordinal(&word)?).ok()?;
    (1868..=2200).contains(&value).then_some((value, word.len()))
}

/// The number of a year in its era: 6, ６, 元, 六, 十二.
fn era_year(text: &str) -> Option<(u16, usize)> {
    if text.starts_with('元') {
        return Some((1, "元".len()));
    }
    short_number(text).or_else(|| {
        let length: usize = text.chars().take_while(|&c| is_numeral(c)).map(char::len_utf8).sum();
        Some((u16::try_from(ordinal(text.get(..length)?)?).ok()?, length)).filter(|(value, _)| *value <= 99)
    })
}

fn short_number(text: &str) -> Option<(u16, usize)> {
    let length: usize = text.chars().take_while(|&c| is_digit(c)).map(char::len_utf8).sum();
    let word = text.get(..length)?;
    let short = (1..=2).contains(&word.chars().count());
    short.then(|| ordinal(word)).flatten().and_then(|value| Some((u16::try_from(value).ok()?, length)))
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a case that cuts inside a character has failed")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, u16, u16)]) {
        let found = years(text);
        let seen: Vec<_> = found
            .iter()
            .map(|year| (&text[year.range.clone()], year.first.western(), year.last.western()))
            .collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn years_in_texts() {
        check("令和６年度政策部の運営方針", &[("令和６年度", 2024, 2024)]);
        check("令和元年 8 月 1 日", &[("令和元年", 2019, 2019)]);
        check(
            "昭和６０（１９８５）年５月、平成２７（２０１５）年９月",
            &[("昭和６０（１９８５）年", 1985, 1985), ("平成２７（２０１５）年", 2015, 2015)],
        );
        check("平成１３（２００１）年度の", &[("平成１３（２００１）年度", 2001, 2001)]);
        check("平成２４～２８年度", &[("平成２４～２８年度", 2012, 2016)]);
        check("平成24年度から平成28年度まで", &[("平成24年度から平成28年度まで", 2012, 2016)]);
        check(
            "令和7～9年度、2019〜2024年度",
            &[("令和7～9年度", 2025, 2027), ("2019〜2024年度", 2019, 2024)],
        );
        check("令和 3 年度に予定", &[("令和 3 年度", 2021, 2021)]);
        check("令和六年度比、㋿６年", &[("令和六年度", 2024, 2024), ("㋿６年", 2024, 2024)]);
        check("基準値82（R1）→最終90、Ｒ６年度", &[("R1", 2019, 2019), ("Ｒ６年度", 2024, 2024)]);
        check("令和６年（２０２４年）に", &[("令和６年（２０２４年）", 2024, 2024)]);
    }

    #[test]
    fn years_no_paper_looks_ahead_to() {
        check(
            "平成32年度、令和82年、平成72年",
            &[("平成32年度", 2020, 2020), ("令和82年", 2100, 2100), ("平成72年", 2060, 2060)],
        );
        check("令和99年度、昭和70年度、大正16年", &[]);
        assert_eq!((parse_year("令和99年度"), parse_year("S70")), (None, None));
    }

    #[test]
    fn what_is_no_year() {
        check(
            "令和３年度から５年間、令和２年度から30％削減",
            &[("令和３年度", 2021, 2021), ("令和２年度", 2020, 2020)],
        );
        check("24人、6年生、１０年間、計画2022、12024年、R&D、H2O、COVID-19", &[]);
        check("平和の年、大正大学、令和の時代", &[]);
    }

    #[test]
    fn years_users_type() {
        for text in ["2024", "令和6年度", "R6", "２０２４", "令和６", "r6", "2024年度"] {
            assert_eq!(parse_year(text), Some(FiscalYear::new(2024)), "{text}");
        }
        for text in ["", "24", "令和", "2024x", "平成"] {
            assert_eq!(parse_year(text), None, "{text}");
        }
        for text in ["2019..2024", "令和元年度..令和6年度", "2019-2024", "R1～R6"] {
            assert_eq!(
                parse_period(text),
                Period::new(FiscalYear::new(2019), FiscalYear::new(2024)),
                "{text}"
            );
        }
    }

    #[test]
    fn names_and_bare_years() {
        assert_eq!(era_name(FiscalYear::new(2024)), "令和6年度");
        assert_eq!(era_name(FiscalYear::new(2019)), "令和元年度");
        assert_eq!(era_name(FiscalYear::new(2012)), "平成24年度");
        let bare: Vec<u16> =
            bare_years("24 25 26 27 28", Era::Heisei).iter().map(|year| year.first.western()).collect();
        assert_eq!(bare, [2012, 2013, 2014, 2015, 2016]);
    }
}
