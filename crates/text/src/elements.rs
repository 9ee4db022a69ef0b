//! What a text is about (要素): its concepts, words and compounds, each with a weight by what sort of word it is and
//! where it stands.
//!
//! A statement's own words count in full, those of its headings less with every step outward. A concept says most; a
//! word inside it adds little, and a compound (公共施設) more than its parts.

use std::ops::Range;

use crate::Normalized;
use crate::terms::Term;
use crate::vocabulary::{ConceptIndex, Mention};
use crate::words::PartOfSpeech;

/// What the innermost heading counts beside the statement's own words; the next one half of that.
const HEADING: f32 = 0.5;
/// Headings that lie deeper than this are not told apart.
const DEEPEST: u8 = 15;
/// What a single word counts.
const WORD: f32 = 0.6;
/// What two neighbouring words of a compound count.
const PAIR: f32 = 1.0;
/// What words count that a concept already speaks for.
const INSIDE: f32 = 0.35;
/// What a concept counts inside a longer one.
const NESTED: f32 = 0.5;

/// Something a text is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// A concept of the lexicon.
    Concept(ConceptIndex),
    /// Two words next to each other in a compound.
    Pair(String, String),
    /// A word.
    Word(String),
}

/// Where an element stands, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// As what.
    pub role: Role,
    /// Whether something longer already speaks for it.
    pub inside: bool,
    /// In which text: nothing is the statement itself, one its innermost heading.
    pub depth: u8,
}

/// As what an element stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A concept.
    Concept,
    /// Two words.
    Pair,
    /// A noun.
    Noun,
    /// A noun that can be done (推進).
    VerbalNoun,
    /// Letters and signs that stand for a noun.
    Symbol,
    /// A name.
    ProperNoun,
    /// A verb.
    Verb,
    /// An adjective.
    Adjective,
}

impl Element {
    /// How it is written in an index.
    pub fn key(&self) -> String {
        let mut key = String::new();
        self.write_key(&mut key);
        key
    }

    /// Writes how it is written in an index behind what is there.
    pub fn write_key(&self, key: &mut String) {
        match self {
            Self::Concept(concept) => key.extend(["c", &concept.number().to_string()]),
            Self::Pair(first, second) => key.extend(["p", first, "\t", second]),
            Self::Word(word) => key.extend(["w", word]),
        }
    }

    /// The element of a key; nothing if it is none.
    pub fn of_key(key: &str) -> Option<Self> {
        let mut chars = key.chars();
        let (sort, rest) = (chars.next()?, chars.as_str());
        match sort {
            'c' => Some(Self::Concept(ConceptIndex::of_number(rest.parse().ok()?))),
            'p' => rest.split_once('\t').map(|(first, second)| Self::Pair(first.into(), second.into())),
            'w' => Some(Self::Word(rest.into())),
            _ => None,
        }
    }
}

impl Role {
    /// All of them; an index knows them by their places here.
    pub const ALL: [Self; 8] = [
        Self::Concept,
        Self::Pair,
        Self::Noun,
        Self::VerbalNoun,
        Self::Symbol,
        Self::ProperNoun,
        Self::Verb,
        Self::Adjective,
    ];

    /// As what a word says something about the subject; numbers and affixes say nothing alone.
    fn of(part_of_speech: PartOfSpeech) -> Option<Self> {
        match part_of_speech {
            PartOfSpeech::Noun | PartOfSpeech::AdverbialNoun => Some(Self::Noun),
            PartOfSpeech::VerbalNoun => Some(Self::VerbalNoun),
            PartOfSpeech::Symbol => Some(Self::Symbol),
            PartOfSpeech::ProperNoun => Some(Self::ProperNoun),
            PartOfSpeech::Verb => Some(Self::Verb),
            PartOfSpeech::Adjective => Some(Self::Adjective),
            _ => None,
        }
    }

    fn weight(self) -> f32 {
        match self {
            Self::Concept => 1.0,
            Self::Pair => PAIR,
            Self::Noun => WORD,
            Self::VerbalNoun | Self::Symbol => WORD * 0.8,
            Self::ProperNoun => WORD * 0.6,
            Self::Verb | Self::Adjective => WORD * 0.4,
        }
    }

    /// Whether it says what is done rather than to what.
    pub fn is_action(self) -> bool {
        matches!(self, Self::VerbalNoun | Self::Verb)
    }
}

impl Standing {
    /// How much the element counts here.
    pub fn weight(&self) -> f32 {
        let inside = match (self.inside, self.role) {
            (false, _) => 1.0,
            (true, Role::Concept) => NESTED,
            (true, _) => INSIDE,
        };
        let depth = if self.depth == 0 { 1.0 } else { HEADING * 0.5_f32.powi(i32::from(self.depth) - 1) };
        self.role.weight() * inside * depth
    }
}

/// What a text is about, each element as often as it stands there, from its terms and the concepts they mention.
pub fn elements(terms: &[Term<'_>], mentions: &[Mention]) -> Vec<(Element, Standing)> {
    let mut elements = Vec::with_capacity(3 * terms.len());
    each(terms, mentions, |element, standing, _| elements.push((element, standing)));
    elements
}

/// The same with the words as the text prints them, line ends and spaces aside.
pub fn printed(
    original: &str,
    text: &Normalized,
    terms: &[Term<'_>],
    mentions: &[Mention],
) -> Vec<(Element, Standing, String)> {
    let mut elements = Vec::new();
    each(terms, mentions, |element, standing, range| {
        let words = original.get(text.original(range)).unwrap_or_default();
        elements.push((element, standing, words.split_whitespace().collect()));
    });
    elements
}

/// Hands out each element as often as it stands in a text, and where in the normalised one.
fn each(terms: &[Term<'_>], mentions: &[Mention], mut see: impl FnMut(Element, Standing, Range<usize>)) {
    let standing = |role, inside| Standing { role, inside, depth: 0 };
    for mention in mentions {
        let nested = mentions.iter().any(|other| lies_in(mention, other));
        see(Element::Concept(mention.concept), standing(Role::Concept, nested), mention.range.clone());
    }
    let inside = |from: u32, to: u32| {
        let covers = |mention: &Mention| mention.position <= from && to < mention.position + mention.width;
        mentions.iter().any(covers)
    };
    let words = || terms.iter().filter(|term| term.width == 1);
    for term in words() {
        let Some(role) = Role::of(term.part_of_speech) else { continue };
        let standing = standing(role, inside(term.position, term.position));
        see(Element::Word(term.key.to_string()), standing, term.range.clone());
    }
    for (first, second) in words().zip(words().skip(1)).filter(|(first, second)| is_compound(first, second)) {
        let element = Element::Pair(first.key.to_string(), second.key.to_string());
        let standing = standing(Role::Pair, inside(first.position, second.position));
        see(element, standing, first.range.start..second.range.end);
    }
}

/// Each element once, where it counts most; in the order of elements.
pub fn weightiest(mut elements: Vec<(Element, Standing)>) -> Vec<(Element, Standing)> {
    // Of what counts the same the first one stays.
    elements.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.weight().total_cmp(&a.1.weight())));
    elements.dedup_by(|next, first| next.0 == first.0);
    elements
}

/// What the headings above a statement are about, the innermost first.
pub fn above<'e>(headings: impl Iterator<Item = &'e [(Element, Standing)]>) -> Vec<(Element, Standing)> {
    let deeper = |(depth, heading): (u8, &'e [(Element, Standing)])| {
        let lies = move |standing: &Standing| Standing { depth: DEEPEST.min(depth), ..*standing };
        heading.iter().map(move |(element, standing)| (element.clone(), lies(standing)))
    };
    weightiest((1..=u8::MAX).zip(headings).flat_map(deeper).collect())
}

/// What a statement is about: by its own words, and by the headings above it, both by [`weightiest`]; in the order of
/// elements.
pub fn about<'e>(
    own: &'e [(Element, Standing)],
    above: &'e [(Element, Standing)],
) -> impl Iterator<Item = (&'e Element, &'e Standing)> {
    let (mut own, mut above) = (own.iter().peekable(), above.iter().peekable());
    let next = move || match (own.peek(), above.peek()) {
        (Some((mine, standing)), Some((theirs, higher))) if mine == theirs => {
            let counts = standing.weight() >= higher.weight();
            let both = (own.next(), above.next());
            if counts { both.0 } else { both.1 }
        }
        (Some((mine, _)), Some((theirs, _))) if mine > theirs => above.next(),
        (Some(_), _) => own.next(),
        (None, _) => above.next(),
    };
    std::iter::from_fn(next).map(|(element, standing)| (element, standing))
}

fn lies_in(one: &Mention, other: &Mention) -> bool {
    other.width > one.width
        && other.position <= one.position
        && one.position + one.width <= other.position + other.width
}

/// Whether two words stand together as one: nouns, or a noun with an affix, and nothing between them.
fn is_compound(first: &Term<'_>, second: &Term<'_>) -> bool {
    let is_noun = |term: &Term<'_>| {
        matches!(
            term.part_of_speech,
            PartOfSpeech::Noun
                | PartOfSpeech::AdverbialNoun
                | PartOfSpeech::VerbalNoun
                | PartOfSpeech::ProperNoun
                | PartOfSpeech::Symbol
        )
    };
    let is_affix =
        |term: &Term<'_>| matches!(term.part_of_speech, PartOfSpeech::Prefix | PartOfSpeech::Suffix);
    first.position + 1 == second.position
        && first.range.end == second.range.start
        && (is_noun(first) && (is_noun(second) || is_affix(second)) || is_affix(first) && is_noun(second))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{Analyser, Lexicon, Vocabulary};

    #[test]
    fn keys_lead_back_to_their_elements() {
        let elements = [
            Element::Concept(ConceptIndex::of_number(12)),
            Element::Pair("公共".into(), "施設".into()),
            Element::Word("12".into()),
        ];
        for element in elements {
            assert_eq!(Element::of_key(&element.key()), Some(element));
        }
        assert_eq!(Element::of_key(""), None);
    }

    #[test]
    fn what_the_statement_says_itself_counts_more_than_its_headings() {
        let lexicon = Lexicon::shipped().unwrap();
        let analyser = Analyser::new(&lexicon).unwrap();
        let vocabulary = Vocabulary::new(&lexicon, &analyser);
        let read = |text: &str| {
            let text = Normalized::new(text);
            let terms = analyser.terms(&text);
            elements(&terms, &vocabulary.mentions(&terms))
        };
        let (own, headings) = (weightiest(read("橋を直す")), [read("橋の点検"), read("道路と橋")]);
        let above = above(headings.iter().map(Vec::as_slice));
        let about: BTreeMap<&Element, &Standing> = about(&own, &above).collect();
        let depth = |word: &str| about.get(&Element::Word(word.into())).map(|standing| standing.depth);
        assert_eq!([depth("橋"), depth("点検"), depth("道路")], [Some(0), Some(1), Some(2)]);
        let weight = |word: &str| about[&Element::Word(word.into())].weight();
        assert!(weight("橋") > weight("点検") && weight("点検") > weight("道路"));
    }
}
