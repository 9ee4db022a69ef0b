//! From words to what they mean here: units to look for, filters to keep to, and what to leave out.

use kurabe_index::{Facet, Filter, Plan, Searched, pairs};
use kurabe_text::{Normalized, PartOfSpeech, Term, fold};

use crate::answer::{Note, UnderstoodFilter, UnderstoodWord, Via};
use crate::filter::{has_targets, is};
use crate::language::{self, Field, Node};
use crate::names::{self, Named};
use crate::request::WordReading;
use crate::unit::{HEADING_PAIRS, Run, TEXT_PAIRS, Unit};
use crate::{Context, Result};

/// The share of the words' weight an answer needs. What is left to miss is less than any one of four words.
const ENOUGH: f32 = 0.8;
/// The same for a question in a sentence, which says more than it looks for.
const ENOUGH_OF_A_SENTENCE: f32 = 0.5;
/// The least a word weighs for being on every page.
const COMMON: f32 = 0.4;
/// How many different words are looked for; nobody asks more, and text pasted by mistake is cut off here.
const MOST_WORDS: usize = 60;
/// What a theme of the question gives.
const THEME: f32 = 1.5;
/// What the words' standing together gives.
const TOGETHER: f32 = 0.3;

/// Words that ask for an answer, and do not say about what; and what every statement does.
const ASKING: [&str; 34] = [
    "対応",
    "取組",
    "施策",
    "政策",
    "状況",
    "方法",
    "内容",
    "事例",
    "例",
    "自治体",
    "市町村",
    "市区町村",
    "区市町村",
    "各市",
    "各区",
    "市",
    "区",
    "町",
    "村",
    "都市",
    "比較",
    "一覧",
    "具体",
    "推進",
    "充実",
    "強化",
    "実施",
    "促進",
    "場合",
    "教える",
    "知る",
    "調べる",
    "やる",
    "使う",
];

/// What a question was understood as.
#[derive(Debug, Default)]
pub(crate) struct Meaning {
    /// The words, for showing why something was found.
    pub(crate) units: Vec<Unit>,
    /// What has to match, with weights.
    pub(crate) parts: Vec<(Plan, f32)>,
    /// The share of the weights that is enough.
    pub(crate) share: f32,
    /// What only adds to the score.
    pub(crate) extras: Vec<(crate::answer::What, Plan)>,
    /// What must not match.
    pub(crate) without: Vec<Plan>,
    pub(crate) filters: Vec<UnderstoodFilter>,
    pub(crate) notes: Vec<Note>,
}

impl Meaning {
    /// Whether there is anything to look for: words, or filters to list by.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.filters.is_empty() && self.without.is_empty()
    }

    /// What the question asks for.
    pub(crate) fn plan(&self) -> Plan {
        self.plan_with(self.share)
    }

    /// What has some of the words, but not enough of them.
    pub(crate) fn loose_plan(&self) -> Plan {
        let least = self.parts.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
        let total: f32 = self.parts.iter().map(|(_, weight)| weight).sum();
        let some = if total > 0.0 { (least / total).min(self.share) } else { self.share };
        Plan::Without(Box::new(self.plan_with(some)), Box::new(self.plan()))
    }

    /// What has any of the words, or of their characters.
    pub(crate) fn any_plan(&self) -> Plan {
        let parts = self.parts.iter().map(|(plan, _)| plan.clone());
        Plan::Any(parts.chain(self.extras.iter().map(|(_, plan)| plan.clone())).collect())
    }

    fn plan_with(&self, share: f32) -> Plan {
        let found = if self.parts.is_empty() { Plan::Everything } else { enough(self.parts.clone(), share) };
        let extras: Vec<Plan> = self.extras.iter().map(|(_, plan)| plan.clone()).collect();
        let found = if extras.is_empty() { found } else { Plan::Also(Box::new(found), extras) };
        self.without
            .iter()
            .fold(found, |found, without| Plan::Without(Box::new(found), Box::new(without.clone())))
    }

    /// What is shown of the words.
    pub(crate) fn words(&self, context: &Context<'_>) -> Vec<UnderstoodWord> {
        let word = |unit: &Unit| {
            let variants = unit.runs.iter().filter(|run| run.via == Via::Variant);
            let mut also: Vec<(String, Via)> =
                variants.map(|run| (run.keys.concat(), Via::Variant)).collect();
            also.extend(unit.concepts.iter().map(|(concept, _)| {
                (context.tools.vocabulary.concept(*concept).label.clone(), Via::Synonym)
            }));
            also.retain(|(term, _)| fold(term) != fold(&unit.typed));
            also.extend(unit.themes.iter().map(|theme| (context.label(Facet::Theme, theme), Via::Theme)));
            UnderstoodWord { typed: unit.typed.clone(), also, light: unit.light }
        };
        self.units.iter().map(word).collect()
    }
}

/// Several values of one field are alternatives, wherever in the question they stand.
fn merged(filters: Vec<UnderstoodFilter>) -> Vec<UnderstoodFilter> {
    let mut merged: Vec<UnderstoodFilter> = Vec::new();
    for filter in filters {
        let same = |held: &&mut UnderstoodFilter| match (&held.filter, &filter.filter) {
            (Filter::Is(one, _), Filter::Is(other, _)) | (Filter::IsNot(one, _), Filter::IsNot(other, _)) => {
                one == other
            }
            (Filter::Years(_), Filter::Years(_)) => true,
            _ => false,
        };
        let Some(held) = merged.iter_mut().find(same) else {
            merged.push(filter);
            continue;
        };
        match (&mut held.filter, filter.filter) {
            (Filter::Is(_, values), Filter::Is(_, more))
            | (Filter::IsNot(_, values), Filter::IsNot(_, more)) => {
                values.extend(more);
            }
            (Filter::Years(ranges), Filter::Years(more)) => ranges.extend(more),
            _ => {}
        }
        held.labels.extend(filter.labels);
        held.from_words = match (held.from_words.take(), filter.from_words) {
            (Some(one), Some(other)) => Some(format!("{one}\" \"{other}")),
            (one, other) => one.or(other),
        };
    }
    merged
}

/// All of the parts, unless what is missing carries little weight.
fn enough(parts: Vec<(Plan, f32)>, share: f32) -> Plan {
    let (mut needed, light): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, weight)| *weight > 0.0);
    if needed.is_empty() {
        // Words that weigh nothing are all there is.
        return all(light);
    }
    let total: f32 = needed.iter().map(|(_, weight)| weight).sum();
    let least = needed.iter().map(|(_, weight)| *weight).fold(f32::MAX, f32::min);
    let found = if total - least < share * total {
        // Nothing may be missing.
        all(std::mem::take(&mut needed))
    } else {
        Plan::Enough { parts: needed, limit: share * total }
    };
    if light.is_empty() {
        return found;
    }
    Plan::Also(Box::new(found), light.into_iter().map(|(part, _)| part).collect())
}

fn all(mut parts: Vec<(Plan, f32)>) -> Plan {
    match parts.pop() {
        Some((part, _)) if parts.is_empty() => part,
        Some(last) => Plan::All(parts.into_iter().chain([last]).map(|(part, _)| part).collect()),
        None => Plan::Everything,
    }
}

impl Context<'_> {
    /// What `words` mean.
    pub(crate) fn understand(&self, words: &str, reading: WordReading) -> Result<Meaning> {
        let asked = language::parse(words);
        let notes = asked
            .notes
            .iter()
            .map(|note| Note::Syntax {
                note: note.kind,
                text: words.get(note.range.clone()).unwrap_or_default().to_owned(),
            })
            .collect();
        let meaning = Meaning { share: ENOUGH, notes, ..Meaning::default() };
        let mut understanding = Understanding { context: self, reading, names: true, meaning };
        if let Some(root) = &asked.root {
            understanding.meaning.parts = understanding.top(root)?;
        }
        let mut meaning = understanding.meaning;
        meaning.filters = merged(std::mem::take(&mut meaning.filters));
        Ok(meaning)
    }
}

impl Context<'_> {
    /// What a text says, nothing of it a filter or an operator.
    pub(crate) fn understand_text(&self, text: &str) -> Result<Meaning> {
        let meaning = Meaning { share: ENOUGH, ..Meaning::default() };
        let mut understanding =
            Understanding { context: self, reading: WordReading::Full, names: false, meaning };
        understanding.meaning.parts = understanding.sentence(text)?;
        Ok(understanding.meaning)
    }
}

struct Understanding<'c, 'a> {
    context: &'c Context<'a>,
    reading: WordReading,
    /// Whether names in the words become filters.
    names: bool,
    meaning: Meaning,
}

type Parts = Vec<(Plan, f32)>;

impl Understanding<'_, '_> {
    /// A node that every answer has to fulfil: here fields are filters and exclusions hold for all.
    fn top(&mut self, node: &Node) -> Result<Parts> {
        match node {
            Node::All(nodes) => {
                let parts: Result<Vec<Parts>> = nodes.iter().map(|node| self.top(node)).collect();
                Ok(parts?.concat())
            }
            Node::Field { field, values, .. } => {
                let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
                if let Field::Heading = field {
                    return self.headings(&values);
                }
                let filter = self.filter(*field, &values)?;
                self.meaning.filters.extend(filter);
                Ok(Vec::new())
            }
            Node::Not(inner) => {
                if let Node::Field { field, values, .. } = &**inner
                    && !matches!(field, Field::Year | Field::Heading)
                {
                    let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
                    if let Some(mut filter) = self.filter(*field, &values)? {
                        if let Filter::Is(facet, values) = filter.filter {
                            filter.filter = Filter::IsNot(facet, values);
                        }
                        self.meaning.filters.push(filter);
                    }
                    return Ok(Vec::new());
                }
                if let Node::Word(piece) = &**inner
                    && self.reading != WordReading::Exact
                    && let Some(Named::Filter(mut filter, "")) =
                        names::named(self.context, Normalized::new(&piece.text).text())?
                {
                    filter.from_words = Some(piece.text.clone());
                    self.meaning.filters.push(names::without(filter));
                    return Ok(Vec::new());
                }
                // What must not be there is no reason to find something.
                let held = std::mem::take(&mut self.meaning.units);
                let extras = self.meaning.extras.len();
                let reading = std::mem::replace(&mut self.reading, WordReading::Exact);
                let parts = self.inner(inner)?;
                self.reading = reading;
                self.meaning.units = held;
                self.meaning.extras.truncate(extras);
                if !parts.is_empty() {
                    self.meaning.without.push(enough(parts, 1.0));
                }
                Ok(Vec::new())
            }
            other => self.inner(other),
        }
    }

    fn inner(&mut self, node: &Node) -> Result<Parts> {
        match node {
            Node::Word(piece) if self.reading == WordReading::Exact => self.phrase(&piece.text),
            Node::Word(piece) => self.sentence(&piece.text),
            Node::Phrase(piece) => self.phrase(&piece.text),
            Node::All(nodes) => {
                let parts: Result<Vec<Parts>> = nodes.iter().map(|node| self.inner(node)).collect();
                Ok(parts?.concat())
            }
            Node::Any(nodes) => {
                if self.all_names(nodes)? {
                    return Ok(Vec::new());
                }
                // A name among other words is a word: a filter would narrow the others too.
                let names = std::mem::replace(&mut self.names, false);
                let mut any = Vec::new();
                for node in nodes {
                    let parts = self.inner(node)?;
                    if !parts.is_empty() {
                        any.push(enough(parts, 1.0));
                    }
                }
                self.names = names;
                Ok(if any.is_empty() { Vec::new() } else { vec![(Plan::Any(any), 1.0)] })
            }
            Node::Not(inner) => {
                let parts = self.inner(inner)?;
                if parts.is_empty() {
                    return Ok(Vec::new());
                }
                let none = Plan::Without(Box::new(Plan::Everything), Box::new(enough(parts, 1.0)));
                Ok(vec![(none, 1.0)])
            }
            Node::Field { field: Field::Heading, values, .. } => {
                let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
                self.headings(&values)
            }
            Node::Field { field, values, .. } => {
                let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
                let filter = self.filter(*field, &values)?.map(|filter| filter.filter);
                let has = |facet: Facet, values: Vec<String>| {
                    values.into_iter().map(|value| Plan::Has { facet, value, score: 0.0 }).collect()
                };
                Ok(match filter {
                    Some(Filter::Is(facet, values)) => vec![(Plan::Any(has(facet, values)), 1.0)],
                    Some(Filter::Years(ranges)) => {
                        let years = ranges.into_iter().flat_map(|(first, last)| {
                            first.western().max(names::FIRST_YEAR)..=last.western().min(names::LAST_YEAR)
                        });
                        let years = years.map(|year| year.to_string()).collect();
                        vec![(Plan::Any(has(Facet::Year, years)), 1.0)]
                    }
                    _ => Vec::new(),
                })
            }
        }
    }

    /// Whether the alternatives are names and nothing else: 三鷹市 OR 武蔵野市 is a filter of two values.
    fn all_names(&mut self, nodes: &[Node]) -> Result<bool> {
        let mut filters = Vec::new();
        for node in nodes {
            let Node::Word(piece) = node else { return Ok(false) };
            let text = Normalized::new(&piece.text);
            match names::named(self.context, text.text())? {
                Some(Named::Filter(filter, "")) => {
                    filters.push(UnderstoodFilter { from_words: Some(piece.text.clone()), ..filter });
                }
                _ => return Ok(false),
            }
        }
        self.meaning.filters.extend(filters);
        Ok(true)
    }

    /// A filter named in the question. What means nothing is noted and passed over: a question never fails.
    fn filter(&mut self, field: Field, values: &[&str]) -> Result<Option<UnderstoodFilter>> {
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
                    values.iter().partition(|value| matches!(**value, "targets" | "target" | "数値目標"));
                others.iter().for_each(|value| self.note_unknown(Facet::Has, value));
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
        self.meaning.notes.push(Note::UnknownValue { facet, value: value.to_owned() });
    }

    /// Words that have to stand in the headings.
    fn headings(&mut self, values: &[&str]) -> Result<Parts> {
        let mut any = Vec::new();
        for value in values {
            let text = Normalized::new(value);
            let keys = keys(&self.context.tools.analyser.terms(&text));
            if !keys.is_empty() {
                any.push(Plan::Phrase { searched: Searched::Heading, keys, slop: 0, boost: 1.0 });
            }
        }
        Ok(if any.is_empty() { Vec::new() } else { vec![(Plan::Any(any), 1.0)] })
    }

    /// Words that have to follow each other.
    fn phrase(&mut self, typed: &str) -> Result<Parts> {
        let text = Normalized::new(typed);
        let keys = keys(&self.context.tools.analyser.terms(&text));
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        self.add_pairs(&keys.concat());
        let mut unit = Unit::of(text.text(), keys);
        unit.tight = true;
        let mut parts = self.take(vec![(unit, 1.0)])?;
        // Terms know no particles; the pairs of characters do.
        let as_typed = |searched: Searched| {
            let terms = pairs(text.text()).take(MOST_WORDS).map(|(first, second)| Plan::Term {
                searched,
                key: format!("{first}{second}"),
                boost: 0.0,
            });
            Plan::All(terms.collect())
        };
        if let [(plan, _)] = parts.as_mut_slice()
            && pairs(text.text()).next().is_some()
        {
            let found = std::mem::replace(plan, Plan::Everything);
            let there = Plan::Any(vec![as_typed(Searched::TextPairs), as_typed(Searched::HeadingPairs)]);
            *plan = Plan::All(vec![found, there]);
        }
        Ok(parts)
    }

    /// Words typed without white space: a word, several, or a whole question.
    fn sentence(&mut self, typed: &str) -> Result<Parts> {
        let text = Normalized::new(typed);
        let terms = self.context.tools.analyser.terms(&text);
        let mut parts = Vec::new();
        let mut chunks = chunks(&terms);
        let is_sentence = chunks.len() > 2;
        if !self.names {
            self.add_pairs(text.text());
        }
        if is_sentence {
            self.meaning.share = ENOUGH_OF_A_SENTENCE;
            self.add_themes(&terms);
        }
        if let Some(unit) = self.kana(&text, &terms)? {
            return self.take(vec![(unit, 1.0)]);
        }
        if self.names
            && let Some(Named::Filter(mut filter, "")) = names::named(self.context, text.text())?
        {
            filter.from_words = Some(typed.to_owned());
            self.meaning.filters.push(filter);
            return Ok(Vec::new());
        }
        let mut end = 0;
        for chunk in &mut chunks {
            let Some(first) = chunk.first() else { continue };
            let between = text.text().get(end..first.range.start).unwrap_or_default();
            end = chunk.last().map_or(end, |last| last.range.end);
            let words = text.text().get(first.range.start..end).unwrap_or_default();
            let named = if self.names { names::named(self.context, words)? } else { None };
            if let Some(Named::Filter(mut filter, rest)) = named {
                filter.from_words = Some(words.get(..words.len() - rest.len()).unwrap_or(words).to_owned());
                let behind = text.text().get(end..).unwrap_or_default();
                if rest.is_empty() && ["以外", "を除"].iter().any(|except| behind.starts_with(except)) {
                    filter = names::without(filter);
                }
                self.name(filter, between);
                let start = end - rest.len();
                chunk.retain(|term| term.range.start >= start);
            }
            if chunk.is_empty() {
                continue;
            }
            let units = self.units(chunk, &text, is_sentence)?;
            if self.names {
                self.add_pairs(&keys(chunk).concat());
            }
            if chunk.len() > 1 && units.len() > 1 {
                self.add_together(&keys(chunk));
            }
            let new = self.take(units)?;
            // 休日や夜間: either will do.
            if matches!(between, "や" | "か" | "・" | "/" | "または" | "又は" | "あるいは") {
                join(&mut parts, new);
            } else {
                parts.extend(new);
            }
        }
        Ok(parts)
    }

    /// Takes in a filter named in the words. 令和元年度から令和6年度 is one range.
    fn name(&mut self, filter: UnderstoodFilter, between: &str) {
        if matches!(between, "から" | "~" | "-" | "..")
            && let Filter::Years(ends) = &filter.filter
            && let [(_, last)] = ends.as_slice()
            && let Some(held) = self.meaning.filters.last_mut()
            && let Filter::Years(begun) = &mut held.filter
            && let Some((_, until)) = begun.last_mut()
            && *until <= *last
        {
            *until = *last;
            let labels = filter.labels.concat();
            held.labels = vec![format!("{}..{labels}", held.labels.concat())];
            held.from_words = held
                .from_words
                .take()
                .zip(filter.from_words)
                .map(|(one, two)| format!("{one}{between}{two}"));
            return;
        }
        self.meaning.filters.push(filter);
    }

    /// The units of words that stand together: the longest words of the thesaurus, and what is left.
    fn units(&self, chunk: &[Term<'_>], text: &Normalized, is_sentence: bool) -> Result<Vec<(Unit, f32)>> {
        let context = self.context;
        let mut mentions = if self.names { context.tools.vocabulary.mentions(chunk) } else { Vec::new() };
        mentions.sort_by_key(|mention| (std::cmp::Reverse(mention.width), mention.position));
        let mut taken: Vec<(u32, u32)> = Vec::new();
        let mut units: Vec<(u32, Unit)> = Vec::new();
        let free = |taken: &[(u32, u32)], start: u32, end: u32| {
            taken.iter().all(|(from, to)| end <= *from || *to <= start)
        };
        for mention in &mentions {
            let (start, end) = (mention.position, mention.position + mention.width);
            if free(&taken, start, end) {
                taken.push((start, end));
                let mut unit = self.unit(chunk, start, end, text);
                if self.reading == WordReading::Full {
                    unit.mean(mention.concept, context);
                }
                units.push((start, unit));
            }
        }
        // What stands joined (wi-fi) is one word however it is written.
        for term in chunk.iter().filter(|term| term.width > 1) {
            let (start, end) = (term.position, term.position + term.width);
            if free(&taken, start, end) {
                taken.push((start, end));
                units.push((start, self.unit(chunk, start, end, text)));
            }
        }
        for term in chunk.iter().filter(|term| term.width == 1) {
            let (start, end) = (term.position, term.position + 1);
            if free(&taken, start, end) {
                units.push((start, self.unit(chunk, start, end, text)));
            }
        }
        units.sort_by_key(|(start, _)| *start);
        let mut weighed = Vec::new();
        for (start, mut unit) in units {
            self.add_kana_spelling(&mut unit, chunk)?;
            let term = chunk.iter().find(|term| term.position == start && term.width == 1);
            let weight = self.weight(&mut unit, term, is_sentence)?;
            weighed.push((unit, weight));
        }
        Ok(weighed)
    }

    fn unit(&self, chunk: &[Term<'_>], start: u32, end: u32, text: &Normalized) -> Unit {
        let inside = |term: &&Term<'_>| term.position >= start && term.position + term.width <= end;
        let words: Vec<&Term<'_>> = chunk.iter().filter(inside).filter(|term| term.width == 1).collect();
        let range =
            words.first().map_or(0, |term| term.range.start)..words.last().map_or(0, |term| term.range.end);
        let typed = text.text().get(range).unwrap_or_default();
        let mut unit = Unit::of(typed, words.iter().map(|term| term.key.to_string()).collect());
        let whole = chunk.iter().filter(inside);
        for term in
            whole.filter(|term| term.width > 1 && term.position == start && term.position + term.width == end)
        {
            unit.runs.push(Run { keys: vec![term.key.to_string()], via: Via::Variant });
        }
        unit
    }

    /// A word no statement has may be written in kana there: 梃子 and てこ.
    fn add_kana_spelling(&self, unit: &mut Unit, chunk: &[Term<'_>]) -> Result<()> {
        let [run] = unit.runs.as_slice() else { return Ok(()) };
        let [key] = run.keys.as_slice() else { return Ok(()) };
        let term = chunk.iter().find(|term| term.width == 1 && term.key == *key);
        let Some(reading) = term.and_then(|term| term.reading) else { return Ok(()) };
        if self.context.index.frequency(Searched::Text, key)? == 0 {
            let spellings = names::kana_spellings(self.context, reading)?;
            unit.runs.extend(spellings.into_iter().map(|key| Run { keys: vec![key], via: Via::Variant }));
        }
        Ok(())
    }

    /// How much a word weighs among the others.
    fn weight(&self, unit: &mut Unit, term: Option<&Term<'_>>, is_sentence: bool) -> Result<f32> {
        let single = unit.runs.first().is_some_and(|run| run.keys.len() == 1) && unit.concepts.is_empty();
        if let Some(term) = term.filter(|_| single) {
            let part_of_speech = term.part_of_speech;
            unit.light =
                matches!(part_of_speech, PartOfSpeech::Suffix | PartOfSpeech::Prefix | PartOfSpeech::Adverb);
            let predicate = matches!(part_of_speech, PartOfSpeech::Verb | PartOfSpeech::Adjective);
            unit.light |= is_sentence && predicate;
        }
        let asks = |key: &String| ASKING.contains(&key.as_str());
        unit.light |= unit.runs.first().is_some_and(|run| run.keys.iter().all(asks));
        if unit.light {
            return Ok(0.0);
        }
        let index = self.context.index;
        if !unit.is_said(self.context)? {
            unit.forget_broader();
        }
        let (all, with) = (index.len() as f32, unit.frequency(index, self.context)? as f32);
        let rarity = ((all + 1.0) / (with + 0.5)).ln() / ((all + 1.0) / 0.5).ln();
        Ok(rarity.clamp(COMMON, 1.0))
    }

    /// A word typed in kana: whatever is read like that, too.
    fn kana(&self, text: &Normalized, terms: &[Term<'_>]) -> Result<Option<Unit>> {
        let typed = text.text();
        let Some(readings) = names::readings(self.context, typed)?.filter(|found| !found.is_empty()) else {
            return Ok(None);
        };
        let mut unit = Unit::of(typed, keys(terms));
        // As it is typed it may be nothing but crumbs.
        let context = self.context;
        if unit.runs.iter().all(|run| run.keys.iter().any(|key| key.chars().count() < 2)) {
            unit.runs.clear();
        }
        if self.reading == WordReading::Full {
            let mentions = context.tools.vocabulary.mentions(terms);
            let whole = mentions.iter().find(|mention| mention.range == (0..typed.len()));
            if let Some(mention) = whole {
                unit.mean(mention.concept, context);
            }
        }
        unit.runs.extend(readings.into_iter().map(|keys| Run { keys, via: Via::Variant }));
        if !unit.is_said(context)? {
            unit.forget_broader();
        }
        Ok(Some(unit))
    }

    fn take(&mut self, units: Vec<(Unit, f32)>) -> Result<Parts> {
        let mut parts = Vec::new();
        for (unit, weight) in units {
            if self.meaning.units.len() >= MOST_WORDS {
                break;
            }
            parts.push((unit.plan(self.context), weight));
            self.meaning.units.push(unit);
        }
        Ok(parts)
    }

    /// A question is about themes as statements are, and answers of the same themes come first.
    fn add_themes(&mut self, terms: &[Term<'_>]) {
        let vocabulary = self.context.tools.vocabulary;
        for theme in vocabulary.label(&vocabulary.signs(terms), &[]) {
            let plan = Plan::Has { facet: Facet::Theme, value: theme.to_owned(), score: THEME };
            let label = self.context.label(Facet::Theme, theme);
            self.meaning.extras.push((crate::answer::What::Theme(label), plan));
        }
    }

    fn add_pairs(&mut self, words: &str) {
        let mut plans = Vec::new();
        if self.meaning.extras.len() >= MOST_WORDS {
            return;
        }
        for (first, second) in pairs(words).take(MOST_WORDS * 8) {
            let key = format!("{first}{second}");
            for (searched, boost) in
                [(Searched::TextPairs, TEXT_PAIRS), (Searched::HeadingPairs, HEADING_PAIRS)]
            {
                plans.push(Plan::Term { searched, key: key.clone(), boost });
            }
        }
        if !plans.is_empty() {
            self.meaning.extras.push((crate::answer::What::Pairs, Plan::Any(plans)));
        }
    }

    fn add_together(&mut self, keys: &[String]) {
        if self.meaning.extras.len() >= MOST_WORDS {
            return;
        }
        let plan = Plan::Any(vec![
            Plan::Phrase { searched: Searched::Text, keys: keys.to_vec(), slop: 1, boost: TOGETHER },
            Plan::Phrase { searched: Searched::Heading, keys: keys.to_vec(), slop: 1, boost: TOGETHER / 2.0 },
        ]);
        self.meaning.extras.push((crate::answer::What::Together(keys.concat()), plan));
    }
}

/// Makes the last part and the new ones alternatives of each other.
fn join(parts: &mut Parts, new: Parts) {
    if new.is_empty() {
        return;
    }
    let weight = new.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
    let new = enough(new, 1.0);
    match parts.pop() {
        Some((Plan::Any(mut any), held)) if any.len() > 1 && held > 0.0 => {
            any.push(new);
            parts.push((Plan::Any(any), held.max(weight)));
        }
        Some((last, held)) => parts.push((Plan::Any(vec![last, new]), held.max(weight))),
        None => parts.push((new, weight)),
    }
}

/// The keys of the words, in order.
fn keys(terms: &[Term<'_>]) -> Vec<String> {
    terms.iter().filter(|term| term.width == 1).map(|term| term.key.to_string()).collect()
}

/// Terms that stand together without particles or signs between.
fn chunks<'t>(terms: &[Term<'t>]) -> Vec<Vec<Term<'t>>> {
    let mut chunks: Vec<Vec<Term<'t>>> = Vec::new();
    let mut end = None;
    for term in terms {
        let goes_on = end.is_some_and(|end| term.range.start <= end);
        match chunks.last_mut().filter(|_| goes_on) {
            Some(chunk) => chunk.push(term.clone()),
            None => chunks.push(vec![term.clone()]),
        }
        end = Some(end.map_or(term.range.end, |end: usize| end.max(term.range.end)));
    }
    chunks
}
