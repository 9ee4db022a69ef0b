//! How statements lie on an engine (索引の形): which fields there are, and what stands in them.
//!
//! Words are cut here, once, and are told to the engine parted by white space: it takes them as they are. For phrases
//! every two that follow each other stand as one word: what engines find of words near each other differs, and depends on
//! what is rare in a part.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use kurabe_index::{Facet, Label, Parcel, Result, Searched};
use serde_json::{Map, Value, json};

/// What stands where a word has white space in it.
const SPACE: char = '\u{e000}';
/// What stands between two words that follow each other at once, and between two that have another between them.
const NEXT: char = '\u{e001}';
const BETWEEN: char = '\u{e002}';

/// A sort of field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// A number to be found and sorted by.
    Number,
    /// Values as they are, to be found and counted by.
    Value,
    /// Words that are cut already.
    Words { frequencies: bool, lengths: bool },
    /// What is only handed out.
    Bytes,
}

/// What an index is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Statements, or rows of tables.
    Statements,
    /// What is kept beside them.
    Ledger,
}

impl Shape {
    /// Its fields by their names.
    pub(crate) fn fields(self) -> Vec<(String, Field)> {
        let words = |frequencies, lengths| Field::Words { frequencies, lengths };
        if self == Self::Ledger {
            return vec![
                ("batch".to_owned(), Field::Number),
                ("key".to_owned(), Field::Value),
                ("bytes".to_owned(), Field::Bytes),
            ];
        }
        let mut fields: Vec<(String, Field)> =
            ["order", "batch", "from", "until"].map(|name| (name.to_owned(), Field::Number)).into();
        fields.push(("id".to_owned(), Field::Value));
        fields.extend(Facet::ALL.map(|facet| (facet.name().to_owned(), Field::Value)));
        fields.extend(Searched::ALL.map(|searched| (searched.name().to_owned(), words(true, true))));
        fields.extend(PHRASED.map(|searched| (phrased(searched), words(false, false))));
        fields.extend(POINTED.map(|searched| (pointed(searched), words(false, false))));
        fields.extend([ABOUT, ABOUT_ABOVE].map(|name| (name.to_owned(), words(false, false))));
        fields.push(("parcel".to_owned(), Field::Bytes));
        fields
    }
}

/// The fields of what statements are about, by themselves and by their headings.
pub(crate) const ABOUT: &str = "about";
pub(crate) const ABOUT_ABOVE: &str = "about_above";
/// Those phrases are looked for in.
pub(crate) const PHRASED: [Searched; 3] = [Searched::Text, Searched::Heading, Searched::Title];
/// Those a statement can be more than mention a word of.
pub(crate) const POINTED: [Searched; 2] = [Searched::TextConcepts, Searched::HeadingConcepts];

/// The name of the field of words that follow each other.
pub(crate) fn phrased(searched: Searched) -> String {
    format!("{}_near", searched.name())
}

/// The name of the field of words a statement does not only mention.
pub(crate) fn pointed(searched: Searched) -> String {
    format!("{}_pointed", searched.name())
}

/// A word as the engine is told it.
pub(crate) fn token(key: &str) -> String {
    match key.contains(char::is_whitespace) {
        true => key.replace(char::is_whitespace, &SPACE.to_string()),
        false => key.to_owned(),
    }
}

/// What a statement is to the engine; `averages` are the lengths of the fields.
pub(crate) fn document(parcel: &Parcel, batch: u64, averages: &[f32; 7]) -> Result<Map<String, Value>> {
    let label = parcel.label();
    let mut document = Map::new();
    let mut put = |name: String, value: Value| drop(document.insert(name, value));
    put("order".into(), json!(label.order));
    put("batch".into(), json!(batch));
    put("id".into(), json!([label.id]));
    if let Some((from, until)) = label.period {
        put("from".into(), json!(from));
        put("until".into(), json!(until));
    }
    for (facet, values) in Facet::ALL.into_iter().zip(&label.facets).filter(|(_, values)| !values.is_empty())
    {
        put(facet.name().into(), json!(values));
    }
    for (searched, words) in Searched::ALL.into_iter().zip(&label.words) {
        put(searched.name().into(), joined(words.iter().map(|(key, _)| key.as_str())).into());
    }
    for searched in PHRASED {
        put(phrased(searched), near(&label.words[searched as usize]).into());
    }
    for searched in POINTED {
        put(pointed(searched), joined(stressed(&label, searched, averages).into_iter()).into());
    }
    put(ABOUT.into(), joined(label.about.iter().map(String::as_str)).into());
    put(ABOUT_ABOVE.into(), joined(label.about_above.iter().map(String::as_str)).into());
    put("parcel".into(), BASE64_STANDARD.encode(parcel.to_bytes()?).into());
    Ok(document)
}

fn joined<'k>(keys: impl Iterator<Item = &'k str>) -> String {
    keys.map(token).collect::<Vec<_>>().join(" ")
}

/// Every word with each that follows it at once, or with one other between.
fn near(words: &[(String, u32)]) -> String {
    let mut pairs = Vec::new();
    for (place, (first, position)) in words.iter().enumerate() {
        // They stand in order, those of one place together.
        let behind = words[place + 1..].iter().map(|(second, at)| (second, at.saturating_sub(*position)));
        for (second, distance) in behind.take_while(|(_, distance)| *distance <= 2) {
            match distance {
                1 => pairs.push(following(first, second)),
                2 => pairs.push(nearly_following(first, second)),
                _ => {}
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.join(" ")
}

/// Two words, the second of which follows the first at once.
pub(crate) fn following(first: &str, second: &str) -> String {
    format!("{}{NEXT}{}", token(first), token(second))
}

/// Two words with one other between.
pub(crate) fn nearly_following(first: &str, second: &str) -> String {
    format!("{}{BETWEEN}{}", token(first), token(second))
}

/// The words of a field that give at least [`kurabe_index::POINTED`] of what they give when they stand once in a statement
/// of average length.
fn stressed<'l>(label: &'l Label<'_>, searched: Searched, averages: &[f32; 7]) -> Vec<&'l str> {
    let words = &label.words[searched as usize];
    let length = kurabe_index::counted_length(words.len() as u32) as f32;
    let relative = length / averages[searched as usize].max(f32::MIN_POSITIVE);
    let mut keys: Vec<&str> = words.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    let stressed = keys.chunk_by(|one, other| one == other).filter(|same| {
        let often = same.len() as f32;
        often * 2.2 / (often + 1.2 * (0.25 + 0.75 * relative)) >= kurabe_index::POINTED
    });
    stressed.filter_map(|same| same.first().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_follow_each_other_stand_together() {
        let words = |words: &[(&str, u32)]| {
            words.iter().map(|(key, at)| ((*key).to_owned(), *at)).collect::<Vec<_>>()
        };
        let pairs = near(&words(&[("公共", 0), ("公共施設", 0), ("施設", 1), ("管理", 3)]));
        let expected =
            [following("公共", "施設"), following("公共施設", "施設"), nearly_following("施設", "管理")];
        let mut pairs: Vec<&str> = pairs.split(' ').collect();
        pairs.sort_unstable();
        let mut expected = expected.each_ref().map(String::as_str);
        expected.sort_unstable();
        assert_eq!(pairs, expected);
        assert_eq!(near(&[]), "");
        assert_eq!(token("p公共\t施設"), format!("p公共{SPACE}施設"));
    }
}
