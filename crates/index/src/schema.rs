//! The fields (フィールド) of the index, and how their values are cut into tokens.

use std::str::CharIndices;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// What a field of words holds, best evidence first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Searched {
    /// Terms of the statement (本文の語).
    Text,
    /// Terms of the headings above it (見出しの語).
    Heading,
    /// Terms of the document's title (文書名の語).
    Title,
    /// Pairs of neighbouring characters of the statement.
    TextPairs,
    /// Pairs of neighbouring characters of the headings.
    HeadingPairs,
    /// Concepts the statement mentions (概念).
    TextConcepts,
    /// Concepts the headings mention.
    HeadingConcepts,
}

impl Searched {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Heading,
        Self::Title,
        Self::TextPairs,
        Self::HeadingPairs,
        Self::TextConcepts,
        Self::HeadingConcepts,
    ];

    /// The field's name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Heading => "heading",
            Self::Title => "title",
            Self::TextPairs => "text_pairs",
            Self::HeadingPairs => "heading_pairs",
            Self::TextConcepts => "text_concepts",
            Self::HeadingConcepts => "heading_concepts",
        }
    }
}

/// What answers are narrowed by (絞り込み), and counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Facet {
    /// Municipality code (自治体).
    Municipality,
    /// Kind of municipality (団体の種類).
    MunicipalityKind,
    /// Prefecture (都道府県).
    Prefecture,
    /// First fiscal year (年度).
    Year,
    /// Kind of document (文書の種類).
    DocumentKind,
    /// Document id (文書).
    Document,
    /// Division of the statement or of the document (担当課).
    Department,
    /// Theme id (テーマ).
    Theme,
    /// Kind of statement (種別).
    Kind,
    /// What the statement has: `targets` (数値目標).
    Has,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Municipality,
        Self::MunicipalityKind,
        Self::Prefecture,
        Self::Year,
        Self::DocumentKind,
        Self::Document,
        Self::Department,
        Self::Theme,
        Self::Kind,
        Self::Has,
    ];

    /// The field's name in the index, and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::MunicipalityKind => "municipality_kind",
            Self::Prefecture => "prefecture",
            Self::Year => "year",
            Self::DocumentKind => "document_kind",
            Self::Document => "document",
            Self::Department => "department",
            Self::Theme => "theme",
            Self::Kind => "kind",
            Self::Has => "has",
        }
    }
}

/// The handles of the fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// The id of the statement.
    pub(crate) id: Field,
    /// The statement as it is handed out.
    pub(crate) quote: Field,
    /// What breaks ties: municipality, document, place in the document.
    pub(crate) order: Field,
    /// First and last year of what the document speaks for.
    pub(crate) from: Field,
    pub(crate) until: Field,
    /// How words are read: reading, tab, key.
    pub(crate) readings: Field,
    /// Keywords of the statement, and behind a tab how they are printed, where that is not the key itself.
    pub(crate) keywords: Field,
    /// How many different keywords of one word it has.
    pub(crate) keyword_count: Field,
    /// What it is about by its own words, and by its headings alone, in lists of who is.
    pub(crate) about: Field,
    pub(crate) about_above: Field,
    /// The same in a column, and as what each of that stands where.
    pub(crate) elements: Field,
    pub(crate) standings: Field,
    /// For whom what it says is done.
    pub(crate) audience: Field,
    searched: [Field; 7],
    facets: [Field; 10],
}

impl Fields {
    pub(crate) fn searched(&self, searched: Searched) -> Field {
        self.searched[searched as usize]
    }

    /// The fields words are looked for in, in the order of [`Searched`].
    pub(crate) fn all_searched(&self) -> [Field; 7] {
        self.searched
    }

    pub(crate) fn facet(&self, facet: Facet) -> Field {
        self.facets[facet as usize]
    }
}

/// The schema and its handles. A change here needs a new [`FORMAT`](crate::manifest::FORMAT).
pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = |tokenizer: &str, record| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    // No score asks how long these are.
    let values = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let frequencies = IndexRecordOption::WithFreqs;
    let fields = Fields {
        id: schema.add_text_field("id", values(RAW)),
        quote: schema.add_bytes_field("quote", STORED),
        order: schema.add_u64_field("order", FAST),
        from: schema.add_u64_field("from", FAST),
        until: schema.add_u64_field("until", FAST),
        readings: schema.add_text_field("readings", values(PACKED)),
        keywords: schema.add_text_field("keywords", values(PACKED)),
        keyword_count: schema.add_u64_field(KEYWORD_COUNT, FAST),
        about: schema.add_text_field("about", values(PACKED)),
        about_above: schema.add_text_field("about_above", values(PACKED)),
        elements: schema.add_text_field(ELEMENTS, FAST),
        standings: schema.add_u64_field(STANDINGS, FAST),
        audience: schema.add_u64_field(AUDIENCE, FAST),
        searched: [
            schema.add_text_field("text", words(PACKED, positions)),
            schema.add_text_field("heading", words(PACKED, positions)),
            schema.add_text_field("title", words(PACKED, positions)),
            schema.add_text_field("text_pairs", words(PAIRS, frequencies)),
            schema.add_text_field("heading_pairs", words(PAIRS, frequencies)),
            schema.add_text_field("text_concepts", words(PACKED, frequencies)),
            schema.add_text_field("heading_concepts", words(PACKED, frequencies)),
        ],
        facets: Facet::ALL.map(|facet| schema.add_text_field(facet.name(), values(RAW).set_fast(None))),
    };
    (schema.build(), fields)
}

/// The handles alone: they are the same in every index.
pub(crate) fn fields() -> &'static Fields {
    static FIELDS: LazyLock<Fields> = LazyLock::new(|| schema().1);
    &FIELDS
}

/// The column of [`Fields::keyword_count`].
pub(crate) const KEYWORD_COUNT: &str = "keyword_count";
/// The columns of what a statement is about.
pub(crate) const ELEMENTS: &str = "elements";
pub(crate) const STANDINGS: &str = "standings";
pub(crate) const AUDIENCE: &str = "audience";

const PACKED: &str = "packed";
const PAIRS: &str = "pairs";
/// A value as it is: the engine's own.
const RAW: &str = "raw";

/// The tokenizers the schema names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(PACKED, TextAnalyzer::from(PackedTokenizer::default()));
    manager.register(PAIRS, TextAnalyzer::from(PairTokenizer::default()));
    manager
}

/// The largest step between the positions of neighbouring tokens that is kept.
const LONGEST_STEP: u32 = 0x1e;

/// Tokens on their way into the index, in one string: before each stands a control character that says how
/// far its position is from the one before. Terms are cut once, by `kurabe-text`, and need no second way.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    text: String,
    position: u32,
    count: u64,
}

impl Packed {
    /// Adds a token if it can stand here; positions do not fall.
    pub(crate) fn push(&mut self, key: &str, position: u32) -> bool {
        if key.is_empty() || key.bytes().any(is_step) {
            return false;
        }
        let step = position.saturating_sub(self.position).min(LONGEST_STEP);
        self.position = position;
        // A tab stands inside readings, so no step is written as one.
        let step = if step + 1 >= u32::from('\t') { step + 2 } else { step + 1 };
        self.text.extend(char::from_u32(step.min(0x1f)));
        self.text.push_str(key);
        self.count += 1;
        true
    }

    /// The string for the field, and how many tokens are in it.
    pub(crate) fn finish(self) -> (String, u64) {
        (self.text, self.count)
    }
}

/// The tokens of a [`Packed`] string with their positions.
pub(crate) fn unpacked(packed: &str) -> Unpacked<'_> {
    Unpacked { rest: packed, position: 0 }
}

/// The iterator of [`unpacked`].
pub(crate) struct Unpacked<'p> {
    rest: &'p str,
    position: u32,
}

impl<'p> Iterator for Unpacked<'p> {
    type Item = (&'p str, u32);

    fn next(&mut self) -> Option<Self::Item> {
        let mut chars = self.rest.chars();
        let step = chars.next()? as u32 - 1;
        let rest = chars.as_str();
        let end = rest.bytes().position(is_step).unwrap_or(rest.len());
        let (key, rest) = rest.split_at(end);
        self.position += if step >= u32::from('\t') { step - 1 } else { step };
        self.rest = rest;
        Some((key, self.position))
    }
}

fn is_step(byte: u8) -> bool {
    byte <= 0x1f && byte != b'\t'
}

/// Takes a [`Packed`] string apart.
#[derive(Debug, Clone, Default)]
struct PackedTokenizer {
    token: Token,
}

struct PackedTokens<'a> {
    tokens: Unpacked<'a>,
    token: &'a mut Token,
}

impl Tokenizer for PackedTokenizer {
    type TokenStream<'a> = PackedTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PackedTokens<'a> {
        self.token.reset();
        PackedTokens { tokens: unpacked(text), token: &mut self.token }
    }
}

impl TokenStream for PackedTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some((key, position)) = self.tokens.next() else { return false };
        self.token.position = position as usize;
        self.token.text.clear();
        self.token.text.push_str(key);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Hands out every two neighbouring letters of a normalised text, the way [`pairs`] does.
#[derive(Debug, Clone, Default)]
struct PairTokenizer {
    token: Token,
}

struct PairTokens<'a> {
    pairs: Pairs<'a>,
    token: &'a mut Token,
}

impl Tokenizer for PairTokenizer {
    type TokenStream<'a> = PairTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairTokens<'a> {
        self.token.reset();
        PairTokens { pairs: pairs(text), token: &mut self.token }
    }
}

impl TokenStream for PairTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(pair) = self.pairs.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(pair);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Every two neighbouring letters or figures of a normalised text; signs and white space part them.
pub fn pairs(text: &str) -> Pairs<'_> {
    Pairs { text, chars: text.char_indices(), before: None }
}

/// The iterator of [`pairs`].
#[derive(Debug, Clone)]
pub struct Pairs<'a> {
    text: &'a str,
    chars: CharIndices<'a>,
    /// Where the letter before begins.
    before: Option<usize>,
}

impl<'a> Iterator for Pairs<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (place, c) = self.chars.next()?;
            let before = std::mem::replace(&mut self.before, is_letter(c).then_some(place));
            if let (Some(before), Some(_)) = (before, self.before) {
                return self.text.get(before..place + c.len_utf8());
            }
        }
    }
}

/// Whether a character is a letter or a figure: most are seen to be at a glance.
fn is_letter(c: char) -> bool {
    match c {
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{4e00}'..='\u{9fff}' => true,
        c => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_tokens_come_out_where_they_went_in() {
        let tokens = [("公共", 0), ("施設", 1), ("a", 1), ("コウキョウ\t公共", 8), ("x", 17), ("y", 400)];
        let mut packed = Packed::default();
        for (key, position) in tokens {
            packed.push(key, position);
        }
        let (packed, count) = packed.finish();
        assert_eq!(count, tokens.len() as u64);
        let expected = [("公共", 0), ("施設", 1), ("a", 1), ("コウキョウ\t公共", 8), ("x", 17), ("y", 46)];
        assert_eq!(unpacked(&packed).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_glance_tells_letters_as_the_tables_do() {
        assert!(('\0'..=char::MAX).all(|c| is_letter(c) == c.is_alphanumeric()));
    }

    #[test]
    fn pairs_do_not_reach_over_signs() {
        assert_eq!(pairs("公民連携、dx").collect::<Vec<_>>(), ["公民", "民連", "連携", "dx"]);
    }
}
