//! How statements lie on an engine (索引の形): which fields there are, and what stands in them.
//!
//! Words are cut here, once, and are told to the engine parted by white space: it takes them as they are. They stand
//! twice: for their scores, as many as an index here counts; and in their order, for phrases alone, with what stands for a place
//! nobody looks for.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use kurabe_index::{Facet, Label, Parcel, Result, Searched};
use serde_json::{Map, Value, json};

/// What stands where a word has white space in it.
const SPACE: char = '\u{e000}';
/// What stands at a place nobody looks for.
const NOBODY: &str = "\u{e001}";
/// How many neighbours on either side a word is repeated with that stands beside others at its place.
const NEIGHBOURS: u32 = 2;

/// A sort of field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// A number to be found and sorted by.
    Number,
    /// Values as they are, to be found and counted by.
    Value,
    /// Words that are cut already.
    Words { positions: bool, frequencies: bool, lengths: bool },
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
        let words = |positions, frequencies, lengths| Field::Words { positions, frequencies, lengths };
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
        fields.extend(Searched::ALL.map(|searched| (searched.name().to_owned(), words(false, true, true))));
        fields.extend(IN_ORDER.map(|searched| (in_order(searched), words(true, true, false))));
        fields.extend(POINTED.map(|searched| (pointed(searched), words(false, false, false))));
        fields.extend([ABOUT, ABOUT_ABOVE].map(|name| (name.to_owned(), words(false, false, false))));
        fields.push(("parcel".to_owned(), Field::Bytes));
        fields
    }
}

/// The fields of what statements are about, by themselves and by their headings.
pub(crate) const ABOUT: &str = "about";
pub(crate) const ABOUT_ABOVE: &str = "about_above";
/// Those phrases are looked for in.
pub(crate) const IN_ORDER: [Searched; 3] = [Searched::Text, Searched::Heading, Searched::Title];
/// Those a statement can be more than mention a word of.
pub(crate) const POINTED: [Searched; 2] = [Searched::TextConcepts, Searched::HeadingConcepts];

/// The name of the field of words in their order.
pub(crate) fn in_order(searched: Searched) -> String {
    format!("{}_order", searched.name())
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
    for searched in IN_ORDER {
        put(in_order(searched), ordered(&label.words[searched as usize]).into());
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

/// Words in their places: the first of each place one behind the other, and then what stands beside it there, each with
/// its neighbours.
fn ordered(words: &[(String, u32)]) -> String {
    let last = words.iter().map(|(_, position)| *position).max().map_or(0, |last| last + 1);
    let mut places = vec![NOBODY.to_owned(); last as usize];
    let mut beside = Vec::new();
    for (key, position) in words {
        match &mut places[*position as usize] {
            first if first == NOBODY => *first = token(key),
            _ => beside.push((token(key), *position)),
        }
    }
    let mut text = places.join(" ");
    for (key, position) in beside {
        let (from, until) = (position.saturating_sub(NEIGHBOURS), (position + NEIGHBOURS + 1).min(last));
        let around = (from..until)
            .map(|place| if place == position { key.as_str() } else { places[place as usize].as_str() });
        for word in [NOBODY, NOBODY].into_iter().chain(around) {
            text.push(' ');
            text.push_str(word);
        }
    }
    text
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
    fn words_stand_in_their_places() {
        let words = |words: &[(&str, u32)]| {
            words.iter().map(|(key, at)| ((*key).to_owned(), *at)).collect::<Vec<_>>()
        };
        let text = ordered(&words(&[("公共", 0), ("公共施設", 0), ("施設", 1), ("管理", 3)]));
        assert_eq!(text.replace(NOBODY, "_"), "公共 施設 _ 管理 _ _ 公共施設 施設 _");
        assert_eq!(ordered(&[]), "");
        assert_eq!(token("p公共\t施設"), format!("p公共{SPACE}施設"));
    }
}
