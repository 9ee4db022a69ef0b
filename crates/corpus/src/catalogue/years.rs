//! Years as planners write them: 2024, "令和6年度", "R6", or a bare 24 in the era the entry names.

use kurabe_model::{FiscalYear, Period};
use kurabe_text::{Era, parse_period, parse_year};
use toml::de::DeValue;

const ERAS: [Era; 5] = [Era::Reiwa, Era::Heisei, Era::Showa, Era::Taisho, Era::Meiji];

/// The era of a name.
pub(super) fn era(name: &str) -> Option<Era> {
    ERAS.into_iter().find(|era| era.name() == name)
}

/// The fiscal year a value means.
pub(super) fn year(value: &DeValue<'_>, era: Option<Era>) -> Option<FiscalYear> {
    let text = text_of(value)?;
    parse_year(text).or_else(|| parse_year(&in_era(text, era?)))
}

/// The span of fiscal years a value means.
pub(super) fn period(value: &DeValue<'_>, era: Option<Era>) -> Option<Period> {
    let text = text_of(value)?;
    parse_period(text).or_else(|| parse_period(&in_era(text, era?)))
}

fn in_era(text: &str, era: Era) -> String {
    format!("{era}{text}年度")
}

/// What a text or a whole number says.
pub(super) fn text_of<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    match value {
        DeValue::Integer(number) => Some(number.as_str()),
        DeValue::String(text) => Some(text.trim()),
        _ => None,
    }
}
