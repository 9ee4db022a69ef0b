//! A value of a cell → as the sheet shows it (表示形式): 1,200 and 85%, 2024-04-01 and 令和7年10月1日.

use calamine::{DataRef, ExcelDateTime};

use crate::extract::one_line;

/// What a cell shows, in one line; nothing for an error.
pub(super) fn shown(value: &DataRef<'_>, format: &str) -> String {
    let shown = match value {
        DataRef::Int(number) => figure(*number as f64, format),
        DataRef::Float(number) => figure(*number, format),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => day(date, format),
        DataRef::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    one_line([shown.as_str()])
}

/// The parts of a format that matter: what stands before and behind the figures, and how these are written.
#[derive(Debug, Default)]
struct Picture {
    before: String,
    behind: String,
    grouped: bool,
    decimals: usize,
    percent: bool,
    /// How often it is divided by a thousand.
    thousands: i32,
    /// Whether there are figures at all.
    figures: bool,
    /// Letters that stand for parts of a date, in order.
    letters: String,
}

impl Picture {
    fn of(section: &str) -> Self {
        let mut picture = Self::default();
        let mut fraction = false;
        let mut chars = section.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => picture.literals(&chars.by_ref().take_while(|&c| c != '"').collect::<String>()),
                '\\' | '!' => picture.literals(&chars.next().map(String::from).unwrap_or_default()),
                // Room as wide as a letter, or filled with it.
                '_' | '*' => drop(chars.next()),
                '[' => drop(chars.by_ref().take_while(|&c| c != ']').count()),
                '0' | '#' | '?' => {
                    picture.figures = true;
                    picture.decimals += usize::from(fraction && c == '0');
                }
                '.' => fraction = true,
                // Behind the last figure it shows thousands, or millions.
                ',' if chars
                    .as_str()
                    .chars()
                    .find(|&c| c != ',')
                    .is_none_or(|c| !matches!(c, '0' | '#' | '?' | '.')) =>
                {
                    picture.thousands += i32::from(picture.figures);
                }
                ',' => picture.grouped |= picture.figures && !fraction,
                '%' => {
                    picture.percent = true;
                    picture.literals("%");
                }
                'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'g' | 'Y' | 'M' | 'D' | 'E' | 'G' => {
                    picture.letters.extend(c.to_lowercase());
                }
                c => picture.literals(c.encode_utf8(&mut [0; 4])),
            }
        }
        picture
    }

    fn literals(&mut self, text: &str) {
        if self.figures { self.behind.push_str(text) } else { self.before.push_str(text) }
    }
}

/// The most decimals that are written of a number whose format names none.
const DECIMALS: usize = 9;

fn figure(value: f64, format: &str) -> String {
    let sections: Vec<&str> = format.split(';').collect();
    let own = sections.get(1).copied().filter(|section| value < 0.0 && !section.is_empty());
    let section = own.or(sections.first().copied()).unwrap_or_default();
    let picture = Picture::of(section);
    if !picture.figures || section.eq_ignore_ascii_case("general") {
        let rounded = format!("{value:.DECIMALS$}");
        return match rounded.contains('.') {
            true => rounded.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => rounded,
        };
    }
    let scaled = if picture.percent { value * 100.0 } else { value } / 1000_f64.powi(picture.thousands);
    let number = rounded(scaled.abs(), picture.decimals.min(DECIMALS));
    let number = if picture.grouped { grouped(&number) } else { number };
    // A section of its own says how a number below zero looks: ▲1,200.
    let sign = if value < 0.0 && own.is_none() { "-" } else { "" };
    format!("{sign}{}{number}{}", picture.before.trim_start(), picture.behind.trim_end())
}

/// A number with so many decimals, rounded as people round what they read: 2500.5 is 2501.
fn rounded(value: f64, decimals: usize) -> String {
    let step = 10_f64.powi(decimals as i32);
    // 1.005 is stored as a little less; what a sheet shows has fifteen figures.
    let up = (value * step * (1.0 + f64::EPSILON * 4.0) + 0.5).floor() / step;
    format!("{up:.decimals$}")
}

/// A comma before every three figures.
fn grouped(number: &str) -> String {
    let (whole, fraction) =
        number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text.extend(fraction.iter().flat_map(|fraction| [".", fraction]));
    text
}

/// A day as the format says it: with the year of an era, in words, or as ISO 8601 writes it.
fn day(date: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    if date.is_duration() || date.as_f64() < 1.0 {
        return format!("{hour}:{minute:02}");
    }
    let picture = Picture::of(format.split(';').next().unwrap_or_default());
    let has_day = picture.letters.is_empty() || picture.letters.contains('d');
    let in_words = picture.before.contains('年');
    let era = picture.letters.contains(['e', 'g']).then(|| era(year, month, day)).flatten();
    let text = match (era, in_words, has_day) {
        (Some((era, year)), _, true) => format!("{era}{year}年{month}月{day}日"),
        (Some((era, year)), _, false) => format!("{era}{year}年{month}月"),
        (None, true, true) => format!("{year}年{month}月{day}日"),
        (None, true, false) => format!("{year}年{month}月"),
        (None, false, true) => format!("{year:04}-{month:02}-{day:02}"),
        (None, false, false) => format!("{year:04}-{month:02}"),
    };
    match picture.letters.contains('h') {
        true => format!("{text} {hour}:{minute:02}"),
        false => text,
    }
}

/// The era (元号) of a day and the year in it.
fn era(year: u16, month: u8, day: u8) -> Option<(&'static str, u16)> {
    const ERAS: [(&str, (u16, u8, u8)); 4] =
        [("令和", (2019, 5, 1)), ("平成", (1989, 1, 8)), ("昭和", (1926, 12, 25)), ("大正", (1912, 7, 30))];
    let (name, (first, ..)) = ERAS.into_iter().find(|(_, begins)| *begins <= (year, month, day))?;
    Some((name, year - first + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_their_cells_show_them() {
        for (value, format, expected) in [
            (120000.0, "General", "120000"),
            (120000.0, "#,##0", "120,000"),
            (1234567.5, "#,##0.0", "1,234,567.5"),
            (-1200.0, "#,##0;\"▲ \"#,##0", "▲ 1,200"),
            (-1200.0, "#,##0_);(#,##0)", "(1,200)"),
            (0.855, "0.0%", "85.5%"),
            (12.0, "#,##0\"人\"", "12人"),
            (0.1 + 0.2, "", "0.3"),
            (3.0, "[Red]¥#,##0", "¥3"),
            (0.125, "0%", "13%"),
            (2500.5, "#,##0", "2,501"),
            (80.25, "0.0", "80.3"),
            (90.35, "0.0", "90.4"),
            (1234567890.0, "#,##0,,", "1,235"),
            (1234500.0, "#,##0,\"千円\"", "1,235千円"),
        ] {
            assert_eq!(figure(value, format), expected, "{format}");
        }
    }

    #[test]
    fn days_are_written_as_their_cells_show_them() {
        let date = ExcelDateTime::new(45931.0, calamine::ExcelDateTimeType::DateTime, false);
        for (format, expected) in [
            ("yyyy-mm-dd", "2025-10-01"),
            ("[$-411]ggge\"年\"m\"月\"d\"日\"", "令和7年10月1日"),
            ("yyyy\"年\"m\"月\"", "2025年10月"),
            ("", "2025-10-01"),
        ] {
            assert_eq!(day(&date, format), expected, "{format}");
        }
    }

    #[test]
    fn line_breaks_in_cells_are_wraps() {
        assert_eq!(shown(&DataRef::Float(3.0), "0\"\n人\t\""), "3人", "a format is a stranger's text too");
    }
}
