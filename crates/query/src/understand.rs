//! From a question's tree to its meaning: what every answer has to fulfil, alternatives, and exclusions.
//!
//! Words themselves are read by `words`; fields and names become filters where every answer has to fulfil them,
//! and conditions like any other inside alternatives.

use kurabe_index::{Facet, Filter, Plan, Searched, pairs, years_within};
use kurabe_text::Normalized;

use crate::answer::{Note, UnderstoodFilter};
use crate::filter::{has_targets, in_force, is};
use crate::language::{self, Field, Node, Piece};
use crate::meaning::{ENOUGH, Group, Meaning, Parts, enough, merged};
use crate::names::Names;
use crate::request::{Filters, WordReading};
use crate::sense::plain;
use crate::words::keys;
use crate::{Context, Result};

/// Nobody asks more characters than these; text pasted by mistake is cut off here, saying so.
const LONGEST: usize = 2000;

impl Context<'_> {
    /// What `words` mean.
    pub(crate) fn understand(&self, words: &str, reading: WordReading) -> Result<Meaning> {
        let (words, is_cut) = match words.char_indices().nth(LONGEST) {
            Some((end, _)) => words.split_at(end),
            None => (words, ""),
        };
        let asked = language::parse(words);
        self.index.expect(&mut std::iter::once_with(|| self.words_of(words)).flatten())?;
        let mut understanding = Understanding::of(self, reading, true);
        if !is_cut.is_empty() {
            understanding.note(Note::TooLong { characters: LONGEST });
        }
        for note in &asked.notes {
            let text = words.get(note.range.clone()).unwrap_or_default().to_owned();
            understanding.note(Note::Syntax { note: note.kind, text });
        }
        let groups = match &asked.root {
            Some(root) => understanding.top(root)?,
            None => Vec::new(),
        };
        let mut meaning = understanding.meaning;
        meaning.groups = gathered(groups);
        meaning.filters = merged(meaning.filters);
        if reading == WordReading::Full
            && meaning.has_words()
            && (self.signals.is_meaning_alone() || meaning.groups.iter().any(Group::is_sentence))
        {
            meaning.sense = asked.root.as_ref().and_then(|root| plain(root, &meaning.filters));
        }
        Ok(meaning)
    }

    /// Every word that may have to be looked up to understand a text, and to rank what has it.
    fn words_of(&self, text: &str) -> Vec<(Searched, String)> {
        let text = Normalized::new(text);
        let terms = self.tools.analyser.terms(&text);
        let vocabulary = self.tools.vocabulary;
        let mut words = Vec::new();
        let mut all_of = |fields: &[Searched], key: &str| {
            words.extend(fields.iter().map(|searched| (*searched, key.to_owned())));
        };
        for term in &terms {
            all_of(&[Searched::Text, Searched::Heading, Searched::Title], &term.key);
        }
        for pair in pairs(text.text()) {
            all_of(&[Searched::TextPairs, Searched::HeadingPairs], pair);
        }
        for mention in vocabulary.mentions(&terms) {
            let concept = vocabulary.concept(mention.concept);
            let near = [&concept.narrower, &concept.broader, &concept.related].into_iter().flatten();
            for concept in std::iter::once(&mention.concept).chain(near) {
                let name = &vocabulary.concept(*concept).name;
                all_of(&[Searched::TextConcepts, Searched::HeadingConcepts], name);
            }
        }
        words
    }

    /// The same beside filters that were asked for: years are compared as these say.
    pub(crate) fn understand_beside(
        &self,
        words: &str,
        reading: WordReading,
        asked: &Filters,
    ) -> Result<Meaning> {
        let mut meaning = self.understand(words, reading)?;
        if asked.in_force && !in_force(&mut meaning.filters) && asked.year.is_empty() {
            meaning.notes.push(Note::NoYear);
        }
        Ok(meaning)
    }

    /// What a text says, nothing of it a filter or an operator.
    pub(crate) fn understand_text(&self, text: &str) -> Result<Meaning> {
        let mut understanding = Understanding::of(self, WordReading::Full, false);
        let group = understanding.sentence(text)?;
        let mut meaning = understanding.meaning;
        meaning.groups = gathered(vec![group]);
        meaning.sense = Some(text.to_owned());
        Ok(meaning)
    }
}

/// Words that stand apart make up for each other; a question in a sentence is judged by itself.
fn gathered(groups: Vec<Group>) -> Vec<Group> {
    let mut words = Group { parts: Parts::new(), share: ENOUGH };
    let mut gathered = Vec::new();
    for mut group in groups {
        if group.is_sentence() {
            gathered.push(group);
        } else {
            words.parts.append(&mut group.parts);
        }
    }
    gathered.push(words);
    gathered.retain(|group| !group.parts.is_empty());
    gathered
}

/// A question on its way to its meaning.
pub(crate) struct Understanding<'c, 'a> {
    pub(crate) context: &'c Context<'a>,
    pub(crate) reading: WordReading,
    /// Whether it is a question; a text says what it says, with neither names nor synonyms.
    pub(crate) is_question: bool,
    /// What names in the words are looked up in; nothing where they stay words.
    pub(crate) names: Option<Names<'c, 'a>>,
    pub(crate) meaning: Meaning,
}

impl<'c, 'a> Understanding<'c, 'a> {
    fn of(context: &'c Context<'a>, reading: WordReading, is_question: bool) -> Self {
        let names = is_question.then(|| Names::of(context));
        Self { context, reading, is_question, names, meaning: Meaning::default() }
    }

    pub(crate) fn note(&mut self, note: Note) {
        if !self.meaning.notes.contains(&note) {
            self.meaning.notes.push(note);
        }
    }

    /// A node that every answer has to fulfil: here fields are filters and exclusions hold for all.
    fn top(&mut self, node: &Node) -> Result<Vec<Group>> {
        let parts = match node {
            Node::All(nodes) => {
                let groups: Result<Vec<Vec<Group>>> = nodes.iter().map(|node| self.top(node)).collect();
                return Ok(groups?.into_iter().flatten().collect());
            }
            Node::Word(piece) if self.reading != WordReading::Exact => {
                return Ok(vec![self.sentence(&piece.text)?]);
            }
            Node::Field { field: Field::Heading, values, .. } => self.headings(values),
            Node::Field { field, values, .. } => {
                let filter = self.filter(*field, values)?;
                self.meaning.filters.extend(filter);
                Parts::new()
            }
            Node::Not(inner) => {
                self.exclude(inner)?;
                Parts::new()
            }
            other => self.inner(other)?,
        };
        Ok(vec![Group { parts, share: ENOUGH }])
    }

    /// What no answer may have.
    fn exclude(&mut self, node: &Node) -> Result<()> {
        let filter = match node {
            Node::Field { field, values, .. } if *field != Field::Heading => self.filter(*field, values)?,
            Node::Word(piece) if self.reading != WordReading::Exact => self.whole_name(piece)?,
            _ => None,
        };
        if let Some(filter) = filter {
            self.meaning.filters.push(filter.without());
            return Ok(());
        }
        if matches!(node, Node::Field { field, .. } if *field != Field::Heading) {
            return Ok(());
        }
        // What must not be there is no reason to find something.
        let held = std::mem::take(&mut self.meaning.units);
        let extras = self.meaning.extras.len();
        let reading = std::mem::replace(&mut self.reading, WordReading::Exact);
        let parts = self.inner(node)?;
        self.reading = reading;
        self.meaning.units = held;
        self.meaning.extras.truncate(extras);
        if !parts.is_empty() {
            self.meaning.without.push(enough(parts, 1.0));
        }
        Ok(())
    }

    /// A node inside alternatives or an exclusion.
    fn inner(&mut self, node: &Node) -> Result<Parts> {
        match node {
            Node::Word(piece) if self.reading == WordReading::Exact => self.phrase(&piece.text),
            Node::Word(piece) => Ok(self.sentence(&piece.text)?.parts),
            Node::Phrase(piece) => self.phrase(&piece.text),
            Node::All(nodes) => {
                let parts: Result<Vec<Parts>> = nodes.iter().map(|node| self.inner(node)).collect();
                Ok(parts?.concat())
            }
            Node::Any(nodes) => self.any(nodes),
            Node::Not(inner) => {
                let parts = self.inner(inner)?;
                if parts.is_empty() {
                    return Ok(Parts::new());
                }
                let none = Plan::Without(Box::new(Plan::Everything), Box::new(enough(parts, 1.0)));
                Ok(vec![(none, 1.0)])
            }
            Node::Field { field: Field::Heading, values, .. } => Ok(self.headings(values)),
            Node::Field { field, values, .. } => {
                let (facet, values) = match self.filter(*field, values)?.map(|filter| filter.filter) {
                    Some(Filter::Is(facet, values)) => (facet, values),
                    Some(Filter::Years(ranges)) => (Facet::Year, years_within(&ranges)),
                    _ => return Ok(Parts::new()),
                };
                let has = values.into_iter().map(|value| Plan::Has { facet, value, score: 0.0 });
                Ok(vec![(Plan::Any(has.collect()), 1.0)])
            }
        }
    }

    fn any(&mut self, nodes: &[Node]) -> Result<Parts> {
        if let Some(names) = self.all_names(nodes)? {
            self.meaning.filters.extend(names);
            return Ok(Parts::new());
        }
        // A name among other words is a word: a filter would narrow the others too.
        let names = self.names.take();
        let mut any = Vec::new();
        for node in nodes {
            let parts = self.inner(node)?;
            if !parts.is_empty() {
                any.push(enough(parts, 1.0));
            }
        }
        self.names = names;
        Ok(if any.is_empty() { Parts::new() } else { vec![(Plan::Any(any), 1.0)] })
    }

    /// The filters of alternatives that are names and nothing else: 三鷹市 OR 武蔵野市 is one of two values.
    fn all_names(&self, nodes: &[Node]) -> Result<Option<Vec<UnderstoodFilter>>> {
        let filters = nodes.iter().map(|node| match node {
            Node::Word(piece) => self.whole_name(piece),
            _ => Ok(None),
        });
        filters.collect()
    }

    /// The filter a piece is the name of.
    pub(crate) fn whole_name(&self, piece: &Piece) -> Result<Option<UnderstoodFilter>> {
        let Some(names) = &self.names else { return Ok(None) };
        let text = Normalized::new(&piece.text);
        let named = names.named(text.text())?;
        Ok(named.filter(|named| named.rest.is_empty()).map(|named| named.filter.said(&piece.text)))
    }

    /// A filter named in the question. What means nothing is noted and passed over: a question never fails.
    fn filter(&mut self, field: Field, values: &[Piece]) -> Result<Option<UnderstoodFilter>> {
        let values = values.iter().map(|value| value.text.as_str());
        let facet = match field {
            Field::Municipality => Facet::Municipality,
            Field::MunicipalityKind => Facet::MunicipalityKind,
            Field::Prefecture => Facet::Prefecture,
            Field::Department => Facet::Department,
            Field::Theme => Facet::Theme,
            Field::Kind => Facet::Kind,
            Field::Document => Facet::Document,
            Field::DocumentKind => Facet::DocumentKind,
            Field::Has => {
                let (targets, others): (Vec<&str>, Vec<&str>) =
                    values.partition(|value| matches!(*value, "targets" | "target" | "数値目標"));
                others.into_iter().for_each(|value| self.note_unknown(Facet::Has, value));
                return Ok((!targets.is_empty()).then(has_targets));
            }
            Field::Year => {
                let mut years = Vec::new();
                for value in values {
                    match language::year_range(value) {
                        Some(range) => years.push(range),
                        None => self.note_unknown(Facet::Year, value),
                    }
                }
                return Ok((!years.is_empty()).then(|| crate::filter::years(&years)));
            }
            Field::Heading => return Ok(None),
        };
        let mut found = Vec::new();
        for value in values {
            match self.context.values(facet, value)? {
                Ok(values) => found.extend(values),
                Err(_) => self.note_unknown(facet, value),
            }
        }
        Ok((!found.is_empty()).then(|| is(facet, found)))
    }

    fn note_unknown(&mut self, facet: Facet, value: &str) {
        self.note(Note::UnknownValue { facet, value: value.to_owned() });
    }

    /// Words that have to stand in the headings.
    fn headings(&self, values: &[Piece]) -> Parts {
        let keys = values.iter().map(|value| {
            let text = Normalized::new(&value.text);
            keys(&self.context.tools.analyser.terms(&text))
        });
        let plans: Vec<Plan> = keys
            .filter(|keys| !keys.is_empty())
            .map(|keys| Plan::Phrase { searched: Searched::Heading, keys, slop: 0, boost: 1.0 })
            .collect();
        if plans.is_empty() { Parts::new() } else { vec![(Plan::Any(plans), 1.0)] }
    }
}
