//! The lexicon as the segmenter wants it: lindera's user dictionary, built in memory.
//!
//! lindera's own builder reads a file. The tables it makes are few and flat, so they are made here, where
//! no file is to be touched: an automaton over the words and an entry of ten bytes for each. Base form,
//! reading and parts stay beside them, in [`UserWord`]. The version of lindera is pinned, and the test that
//! finds every word of the lexicon would notice a new layout.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder};
use lindera_dictionary::dictionary::UserDictionary;
use lindera_dictionary::dictionary::prefix_dictionary::UserPrefixDictionary;

use super::AnalyserError;
use super::part_of_speech::Class;
use crate::lexicon::{Lexicon, Word};

/// What a token of the lexicon is asked for.
pub(super) struct UserWord {
    pub(super) class: Class,
    pub(super) base: String,
    pub(super) reading: Option<String>,
    pub(super) parts: Vec<Range<usize>>,
    /// The parts in the spelling of the base form: まち for the 街 of 街づくり. None if they are their own.
    pub(super) part_bases: Vec<String>,
}

/// The words of the lexicon, by their ids.
pub(super) fn words(lexicon: &Lexicon) -> Vec<UserWord> {
    let compounds: HashMap<&str, &Word> = lexicon
        .words()
        .iter()
        .filter(|word| !word.parts.is_empty())
        .map(|word| (word.surface.as_str(), word))
        .collect();
    let base = |word: &Word| {
        let base = *compounds.get(word.base.as_str())?;
        (base.surface != word.surface && base.parts.len() == word.parts.len()).then_some(base)
    };
    lexicon.words().iter().map(|word| UserWord::new(word, base(word))).collect()
}

impl UserWord {
    /// `base` is the compound `word` is another spelling of.
    fn new(word: &Word, base: Option<&Word>) -> Self {
        let part_bases = base.map_or_else(Vec::new, |base| {
            let parts = base.parts.iter().filter_map(|part| base.surface.get(part.clone()));
            parts.map(str::to_owned).collect()
        });
        Self {
            part_bases,
            class: Class::of(&word.tag),
            base: word.base.clone(),
            reading: word.reading.clone(),
            parts: word.parts.clone(),
        }
    }
}

/// How many low bits of the automaton's value hold the number of entries a surface has: one.
const COUNT_BITS: u32 = 8;

/// Compiles `lexicon`; the id of a word is its place in it. Nothing for an empty lexicon, which no automaton
/// can be made of.
pub(super) fn compile(lexicon: &Lexicon) -> Result<Option<UserDictionary>, AnalyserError> {
    // The automaton needs its words in byte order, and the entries lie in the same order.
    let sorted: BTreeMap<&str, (u32, &Word)> =
        (0..).zip(lexicon.words()).map(|(id, word)| (word.surface.as_str(), (id, word))).collect();
    if sorted.is_empty() {
        return Ok(None);
    }
    let keys = (0..).zip(sorted.keys()).map(|(place, surface)| (surface, place << COUNT_BITS | 1));
    let automaton: Result<DoubleArrayAhoCorasick<u32>, _> =
        DoubleArrayAhoCorasickBuilder::new().build_with_values(keys);
    let entries: Vec<u8> = sorted.values().flat_map(|(id, word)| entry(*id, word)).collect();

    Ok(Some(UserDictionary {
        dict: UserPrefixDictionary {
            da: automaton.map_err(|error| AnalyserError::Words { cause: error.to_string() })?,
            vals_data: entries.into(),
            words_idx_data: Vec::new().into(),
            words_data: Vec::new().into(),
            is_system: false,
        },
    }))
}

/// Id, cost, left and right context, little endian.
fn entry(id: u32, word: &Word) -> impl Iterator<Item = u8> {
    let (left, right) = word.contexts;
    let numbers = [word.cost.to_le_bytes(), left.to_le_bytes(), right.to_le_bytes()];
    id.to_le_bytes().into_iter().chain(numbers.into_iter().flatten())
}
