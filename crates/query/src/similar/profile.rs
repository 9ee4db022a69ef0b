//! What a statement is about (施策文の要素): its concepts, words and compounds, each with a weight by where it
//! stands and what sort of word it is.
//!
//! The statement's own words count in full, those of its headings less with every step outward. A concept
//! says most; a word inside it adds little, and a compound (公共施設) more than its parts.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use kurabe_index::Place;
use kurabe_model::{Quote, StatementKind};
use kurabe_text::{ConceptIndex, Mention, Normalized, PartOfSpeech, Term, Worker};

use super::audience::Audience;
use crate::Context;

/// What the innermost heading counts beside the statement's own words; the next one half of that.
const HEADING: f32 = 0.5;
/// What a single word counts.
const WORD: f32 = 0.6;
/// What two neighbouring words of a compound count.
const PAIR: f32 = 1.0;
/// What words count that a concept already speaks for.
const INSIDE: f32 = 0.35;
/// What a concept counts inside a longer one.
const NESTED: f32 = 0.5;

/// Something a statement is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Element {
    /// A concept of the lexicon.
    Concept(ConceptIndex),
    /// Two words next to each other in a compound.
    Pair(String, String),
    /// A word.
    Word(String),
}

/// How much an element counts in a statement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Share {
    pub(crate) weight: f32,
    /// The words as printed.
    pub(crate) printed: String,
    /// Whether it says what is done rather than to what.
    pub(crate) action: bool,
}

/// What a statement is about.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) elements: BTreeMap<Element, Share>,
    pub(crate) themes: Vec<String>,
    pub(crate) kind: StatementKind,
    pub(crate) audience: Audience,
    /// Where it lies; a pasted text lies nowhere.
    pub(crate) place: Option<Place>,
    /// All that it tells, once somebody has reckoned it.
    pub(crate) mass: Cell<Option<f32>>,
}

/// Works profiles out; headings, which many statements share, once.
pub(crate) struct Profiler<'a> {
    context: &'a Context<'a>,
    worker: Worker,
    headings: HashMap<String, Rc<Elements>>,
}

type Elements = Vec<(Element, Share)>;

impl<'a> Profiler<'a> {
    pub(crate) fn new(context: &'a Context<'a>) -> Self {
        Self { context, worker: context.tools.analyser.worker(), headings: HashMap::new() }
    }

    /// The profile of the statement that lies at `place`.
    pub(crate) fn quote(&mut self, place: Place, quote: &Quote) -> Profile {
        let mut elements = BTreeMap::new();
        let own_name = &quote.municipality.name;
        let own_name =
            own_name.strip_suffix(['市', '区', '町', '村', '都', '道', '府', '県']).unwrap_or(own_name);
        let mut add = |list: &Elements, factor: f32| {
            for (element, share) in list {
                // That both name their own city says nothing.
                if matches!(element, Element::Word(word) if word == own_name) {
                    continue;
                }
                put(&mut elements, element.clone(), Share { weight: share.weight * factor, ..share.clone() });
            }
        };
        add(&self.elements(&quote.statement.text), 1.0);
        let mut factor = HEADING;
        for heading in quote.headings().iter().rev() {
            let list = match self.headings.get(heading) {
                Some(list) => Rc::clone(list),
                None => {
                    let list = Rc::new(self.elements(heading));
                    self.headings.insert(heading.clone(), Rc::clone(&list));
                    list
                }
            };
            add(&list, factor);
            factor /= 2.0;
        }
        let texts = std::iter::once(quote.statement.text.as_str());
        Profile {
            elements,
            themes: quote.themes.clone(),
            kind: quote.statement.kind,
            audience: Audience::of(texts.chain(quote.headings().last().map(String::as_str))),
            place: Some(place),
            mass: Cell::new(None),
        }
    }

    /// The profile of a text without a place.
    pub(crate) fn text(&mut self, text: &str) -> Profile {
        let mut elements = BTreeMap::new();
        for (element, share) in self.elements(text) {
            put(&mut elements, element, share);
        }
        let normal = Normalized::new(text);
        let vocabulary = self.context.tools.vocabulary;
        let signs = vocabulary.signs(&self.worker.terms(&normal));
        Profile {
            elements,
            themes: vocabulary.label(&signs, &[]).into_iter().map(str::to_owned).collect(),
            kind: StatementKind::Policy,
            audience: Audience::of(std::iter::once(text)),
            place: None,
            mass: Cell::new(None),
        }
    }

    fn elements(&mut self, text: &str) -> Elements {
        let normal = Normalized::new(text);
        let terms = self.worker.terms(&normal);
        let mentions = self.context.tools.vocabulary.mentions(&terms);
        let printed = |range: std::ops::Range<usize>| {
            let words = text.get(normal.original(range)).unwrap_or_default();
            words.split_whitespace().collect::<String>()
        };
        let mut elements = Vec::new();
        for mention in &mentions {
            let weight = if mentions.iter().any(|other| lies_in(mention, other)) { NESTED } else { 1.0 };
            let share = Share { weight, printed: printed(mention.range.clone()), action: false };
            elements.push((Element::Concept(mention.concept), share));
        }
        let inside = |from: u32, to: u32| {
            let covers =
                |mention: &Mention| mention.position <= from && to < mention.position + mention.width;
            if mentions.iter().any(covers) { INSIDE } else { 1.0 }
        };
        let words: Vec<&Term<'_>> = terms.iter().filter(|term| term.width == 1).collect();
        for term in &words {
            let Some(weight) = weight(term.part_of_speech) else { continue };
            let weight = WORD * weight * inside(term.position, term.position);
            let action = matches!(term.part_of_speech, PartOfSpeech::VerbalNoun | PartOfSpeech::Verb);
            let share = Share { weight, printed: printed(term.range.clone()), action };
            elements.push((Element::Word(term.key.to_string()), share));
        }
        for pair in words.windows(2) {
            let [first, second] = pair else { continue };
            if is_compound(first, second) {
                let weight = PAIR * inside(first.position, second.position);
                let printed = printed(first.range.start..second.range.end);
                let element = Element::Pair(first.key.to_string(), second.key.to_string());
                elements.push((element, Share { weight, printed, action: false }));
            }
        }
        elements
    }
}

/// Keeps the place where an element counts most.
fn put(elements: &mut BTreeMap<Element, Share>, element: Element, share: Share) {
    match elements.get_mut(&element) {
        Some(known) if known.weight >= share.weight => {}
        Some(known) => *known = share,
        None => {
            elements.insert(element, share);
        }
    }
}

fn lies_in(one: &Mention, other: &Mention) -> bool {
    other.width > one.width
        && other.position <= one.position
        && one.position + one.width <= other.position + other.width
}

/// What a sort of word says about the subject; numbers and affixes say nothing alone.
fn weight(part_of_speech: PartOfSpeech) -> Option<f32> {
    match part_of_speech {
        PartOfSpeech::Noun | PartOfSpeech::AdverbialNoun => Some(1.0),
        PartOfSpeech::VerbalNoun | PartOfSpeech::Symbol => Some(0.8),
        PartOfSpeech::ProperNoun => Some(0.6),
        PartOfSpeech::Verb | PartOfSpeech::Adjective => Some(0.4),
        _ => None,
    }
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
