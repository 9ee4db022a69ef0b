//! How statements lie on an engine (索引の形): which fields there are, and what stands in them.
//!
//! Words are cut here, once, and are told to the engine parted by white space: it takes them as they are. For phrases
//! every two that follow each other stand as one word: what engines find of words near each other differs, and depends on
//! what is rare in a part.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use kurabe_index::{Error, Facet, Label, Parcel, Result, Searched};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What stands where a word has white space in it.
const SPACE: char = '\u{e000}';
/// What stands between two words that follow each other at once, and between two that have another between them.
const NEXT: char = '\u{e001}';
const BETWEEN: char = '\u{e002}';

/// A sort of field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// A number to be found by its range, counted and sorted by.
    Number,
    /// Names, to be found by.
    Name,
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
                ("key".to_owned(), Field::Name),
                ("bytes".to_owned(), Field::Bytes),
            ];
        }
        let mut fields: Vec<(String, Field)> =
            ["order", "batch", "from", "until"].map(|name| (name.to_owned(), Field::Number)).into();
        fields.push(("id".to_owned(), Field::Name));
        fields.extend(Facet::ALL.map(|facet| (facet.name().to_owned(), Field::Value)));
        fields.extend(Searched::ALL.map(|searched| (searched.name().to_owned(), words(true, true))));
        fields.extend(PHRASED.map(|searched| (phrased(searched), words(false, false))));
        fields.extend(POINTED.map(|searched| (pointed(searched), words(false, false))));
        fields.extend([ABOUT, ABOUT_ABOVE].map(|name| (name.to_owned(), words(false, false))));
        fields.push((PARCEL.to_owned(), Field::Bytes));
        fields
    }
}

/// The field of the statement itself.
pub(crate) const PARCEL: &str = "parcel";
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
    let mut token = String::with_capacity(key.len());
    push_token(&mut token, key);
    token
}

fn push_token(text: &mut String, key: &str) {
    match key.contains(char::is_whitespace) {
        true => text.extend(key.chars().map(|c| if c.is_whitespace() { SPACE } else { c })),
        false => text.push_str(key),
    }
}

/// A document on its way to the engine.
pub(crate) struct Document {
    /// What it is called, where the engine gives documents names.
    pub(crate) name: String,
    pub(crate) json: Vec<u8>,
}

/// What a statement is to the engine; `averages` are the lengths of the fields.
pub(crate) fn document(parcel: &Parcel, batch: u64, averages: &[f32; 7]) -> Result<Document> {
    let label = parcel.label();
    let bytes = BASE64_STANDARD.encode(parcel.to_bytes()?);
    let json = serde_json::to_vec(&Told { label: &label, batch, averages, bytes: &bytes });
    Ok(Document { name: label.id.to_owned(), json: json.map_err(Error::List)? })
}

/// What is told of a statement.
struct Told<'t> {
    label: &'t Label<'t>,
    batch: u64,
    averages: &'t [f32; 7],
    bytes: &'t str,
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self { label, batch, averages, bytes } = *self;
        let mut told = serializer.serialize_map(None)?;
        told.serialize_entry("order", &label.order)?;
        told.serialize_entry("batch", &batch)?;
        told.serialize_entry("id", &[label.id])?;
        if let Some((from, until)) = label.period {
            told.serialize_entry("from", &from)?;
            told.serialize_entry("until", &until)?;
        }
        for (facet, values) in Facet::ALL.into_iter().zip(&label.facets) {
            if !values.is_empty() {
                told.serialize_entry(facet.name(), values)?;
            }
        }
        for (searched, words) in Searched::ALL.into_iter().zip(&label.words) {
            told.serialize_entry(searched.name(), &joined(words.iter().map(|(key, _)| *key)))?;
        }
        for searched in PHRASED {
            told.serialize_entry(&phrased(searched), &near(&label.words[searched as usize]))?;
        }
        for searched in POINTED {
            let stressed = stressed(label, searched, averages);
            told.serialize_entry(&pointed(searched), &joined(stressed.into_iter()))?;
        }
        told.serialize_entry(ABOUT, &joined(label.about.iter().copied()))?;
        told.serialize_entry(ABOUT_ABOVE, &joined(label.about_above.iter().copied()))?;
        told.serialize_entry(PARCEL, bytes)?;
        told.end()
    }
}

fn joined<'k>(keys: impl Iterator<Item = &'k str>) -> String {
    let mut joined = String::new();
    for key in keys {
        part(&mut joined);
        push_token(&mut joined, key);
    }
    joined
}

/// Parts what stands in a field from what comes next.
fn part(text: &mut String) {
    if !text.is_empty() {
        text.push(' ');
    }
}

/// Every word with each that follows it at once, or with one other between.
fn near(words: &[(&str, u32)]) -> String {
    let mut pairs = String::new();
    for (place, (first, position)) in words.iter().enumerate() {
        // They stand in order, those of one place together.
        let behind = words[place + 1..].iter().map(|(second, at)| (second, at.saturating_sub(*position)));
        for (second, distance) in behind.take_while(|(_, distance)| *distance <= 2) {
            let sign = match distance {
                1 => NEXT,
                2 => BETWEEN,
                _ => continue,
            };
            part(&mut pairs);
            push_token(&mut pairs, first);
            pairs.push(sign);
            push_token(&mut pairs, second);
        }
    }
    pairs
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
    let mut keys: Vec<&str> = words.iter().map(|(key, _)| *key).collect();
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
        let pairs = near(&[("公共", 0), ("公共施設", 0), ("施設", 1), ("管理", 3)]);
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
