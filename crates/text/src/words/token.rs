//! One word in its place.

use std::fmt;
use std::ops::Range;

use lindera_dictionary::viterbi::{LexType, WordId};

use super::Tables;
use super::part_of_speech::{self, Class, PartOfSpeech};
use crate::letter::is_katakana;
use crate::{Normalized, dictionary};

/// A token (形態素): a word where it stands in the text.
#[derive(Clone)]
pub struct Token<'a> {
    text: &'a Normalized,
    range: Range<usize>,
    origin: Origin,
    class: Class,
    /// Unless it is the word itself.
    base: Option<&'a str>,
    reading: Option<&'a str>,
    /// The parts as ranges of the surface.
    parts: &'a [Range<usize>],
    /// Their base forms, unless they are the parts themselves.
    part_bases: &'a [String],
}

/// Who knows the word (語の出所).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// IPADIC.
    Dictionary,
    /// The lexicon.
    Lexicon,
    /// No one: a run of characters of one sort.
    Unknown,
}

/// One of the words a compound (複合語) is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// Where it stands in the normalised text.
    pub range: Range<usize>,
    /// Where it stands in the original text, grown to whole characters.
    pub original: Range<usize>,
    /// The part itself, normalised.
    pub surface: &'a str,
    /// The part in the spelling of the compound's base form: まち for the 街 of 街づくり.
    pub base: &'a str,
}

impl<'a> Token<'a> {
    pub(super) fn new(tables: &'a Tables, text: &'a Normalized, range: Range<usize>, word: WordId) -> Self {
        let id = word.id() as usize;
        let class = Class::UNDESCRIBED;
        let bare = Self {
            text,
            range,
            origin: Origin::Unknown,
            class,
            base: None,
            reading: None,
            parts: &[],
            part_bases: &[],
        };
        match word.lex_type() {
            LexType::System => {
                let entry = dictionary::entry(&tables.system, word.id());
                let class = entry.and_then(|entry| tables.classes.get(entry.tag).copied()).unwrap_or(class);
                let (base, reading) = entry.map_or((None, None), |entry| (entry.base, entry.reading));
                Self { origin: Origin::Dictionary, class, base, reading, ..bare }
            }
            LexType::User => {
                let Some(word) = tables.words.get(id) else { return bare };
                let (base, reading) = (Some(word.base.as_str()), word.reading.as_deref());
                let (parts, part_bases) = (word.parts.as_slice(), word.part_bases.as_slice());
                Self { origin: Origin::Lexicon, class: word.class, base, reading, parts, part_bases, ..bare }
            }
            LexType::Unknown if !bare.surface().chars().any(char::is_alphanumeric) => {
                Self { class: Class::SIGNS, ..bare }
            }
            LexType::Unknown => Self { class: tables.unknown.get(id).copied().unwrap_or(class), ..bare },
        }
    }

    /// Where it stands in the normalised text.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Where it stands in the original text, grown to whole characters.
    pub fn original(&self) -> Range<usize> {
        self.text.original(self.range())
    }

    /// The word as it stands in the normalised text (表層形).
    pub fn surface(&self) -> &'a str {
        self.text.text().get(self.range()).unwrap_or_default()
    }

    /// The word as a dictionary lists it (基本形): 進め is 進める. An unknown word is its own.
    pub fn base(&self) -> &'a str {
        self.base.unwrap_or_else(|| self.surface())
    }

    /// The reading (読み) in katakana, if it is known; a word in katakana is its own.
    pub fn reading(&self) -> Option<&'a str> {
        self.reading.or_else(|| {
            Some(self.surface()).filter(|surface| surface.chars().all(|c| is_katakana(c) || c == 'ー'))
        })
    }

    /// What sort of word it is (品詞).
    pub fn part_of_speech(&self) -> PartOfSpeech {
        self.class.part_of_speech
    }

    /// Whether it is worth searching for (内容語): no particle, no sign, no verb that only carries a noun.
    pub fn is_content(&self) -> bool {
        let empty = || self.origin == Origin::Dictionary && part_of_speech::says_nothing(self.base());
        self.class.content && !empty()
    }

    /// Who knows the word.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The words a compound of the lexicon is made of, in order and without gaps; none for other words.
    ///
    /// An index holds the compound and its parts, a question asks for the parts only, next to each other:
    /// then ワークライフバランス and ワーク・ライフ・バランス find each other.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = Part<'a>> + use<'a> {
        let (text, start) = (self.text, self.range.start);
        let bases = self.part_bases;
        self.parts.iter().enumerate().map(move |(place, part)| {
            let range = start + part.start..start + part.end;
            let surface = text.text().get(range.clone()).unwrap_or_default();
            let base = bases.get(place).map_or(surface, String::as_str);
            Part { original: text.original(range.clone()), range, surface, base }
        })
    }
}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("surface", &self.surface())
            .field("range", &self.range)
            .field("part_of_speech", &self.part_of_speech())
            .finish_non_exhaustive()
    }
}
