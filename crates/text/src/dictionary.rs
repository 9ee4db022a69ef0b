//! The dictionary (解析辞書) inside the program: IPADIC, compiled by `build.rs`.
//!
//! The compiled tables are part of the binary and are read where they lie. Opening copies only the
//! definitions of characters and unknown words, a few hundred kilobytes, so a command that analyses one
//! question pays next to nothing for the 392,126 words it does not use.

use std::str;

use lindera_dictionary::dictionary::Dictionary;

/// Names exactly the dictionary of this build; an index made with another one cuts words differently.
pub const DICTIONARY_FINGERPRINT: &str = env!("KURABE_DICTIONARY");

/// IPADIC's licence, which has to go wherever this program goes. Two stray bytes end it, as they always did.
pub const DICTIONARY_LICENCE: &[u8] = include_bytes!("../dictionary/COPYING");

/// The dictionary in the program cannot be read: a fault of the build, never of the user.
#[derive(Debug, thiserror::Error)]
#[error("the dictionary inside this program cannot be opened")]
pub struct DictionaryError(#[from] lindera_dictionary::error::LinderaError);

#[allow(unreachable_pub, reason = "the macro writes `pub` for a crate of its own")]
mod embedded {
    lindera_dictionary::embedded_dictionary!("/ipadic", Embedded);
}

/// Opens the dictionary.
pub(crate) fn open() -> Result<Dictionary, DictionaryError> {
    Ok(embedded::load()?)
}

/// IPADIC's tags (品詞), four fields each, in the order in which entries number them.
pub(crate) fn tags() -> impl Iterator<Item = &'static str> {
    include_str!(concat!(env!("OUT_DIR"), "/ipadic/tags.txt")).lines()
}

/// The tags of the words no dictionary knows, by the ids of these.
pub(crate) fn unknown_tags(dictionary: &Dictionary) -> impl Iterator<Item = String> + '_ {
    let ids = 0..dictionary.unknown_dictionary.words_idx_data.len();
    ids.map(|id| dictionary.unknown_word_details(id).into_iter().take(4).collect::<Vec<_>>().join(","))
}

/// What the dictionary says about a word; `build.rs` has left these fields and no others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    /// The number of its tag.
    pub(crate) tag: usize,
    /// The base form (基本形), if it is not the word itself.
    pub(crate) base: Option<&'a str>,
    /// The reading (読み) in katakana, if it is not the word itself.
    pub(crate) reading: Option<&'a str>,
}

/// The entry of the word with this id; nothing is copied.
pub(crate) fn entry<'a>(dictionary: &'a Dictionary, id: u32) -> Option<Entry<'a>> {
    // An index of offsets, and at each offset a length and as many bytes, the fields with NULs between.
    let words = &dictionary.prefix_dictionary;
    let start = number(&words.words_idx_data, (id as usize).checked_mul(4)?)?;
    let length = number(&words.words_data, start)?;
    let record = str::from_utf8(words.words_data.get(start + 4..)?.get(..length)?).ok()?;
    let (tag, forms) = record.split_once('\0')?;
    let (base, reading) = forms.split_once('\0')?;
    let stated = |form: &'a str| Some(form).filter(|form| !form.is_empty());
    Some(Entry { tag: tag.parse().ok()?, base: stated(base), reading: stated(reading) })
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let (four, _) = bytes.get(at..)?.split_first_chunk()?;
    usize::try_from(u32::from_le_bytes(*four)).ok()
}
