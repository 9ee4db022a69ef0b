//! Words (語): from what was typed without a sign between to the words looked for, and what each weighs.

use kurabe_index::{Facet, Filter, Plan, Searched, pairs};
use kurabe_text::{Mention, Normalized, PartOfSpeech, Term};

use crate::Result;
use crate::answer::{Note, UnderstoodFilter, Via, What};
use crate::meaning::{ENOUGH, ENOUGH_OF_A_SENTENCE, Group, Parts, enough};
use crate::names;
use crate::request::WordReading;
use crate::understand::Understanding;
use crate::unit::{HEADING_PAIRS, Run, TEXT_PAIRS, Unit};

/// The least a word weighs for being on every page.
const COMMON: f32 = 0.4;
/// How many different words are looked for; nobody asks more.
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

impl Understanding<'_, '_> {
    /// Words that have to follow each other.
    pub(crate) fn phrase(&mut self, typed: &str) -> Result<Parts> {
        let text = Normalized::new(typed);
        let keys = keys(&self.context.tools.analyser.terms(&text));
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        self.add_pairs(&keys.concat());
        let mut unit = Unit::of(text.text(), keys);
        unit.tight = true;
        let mut parts = self.take(vec![(unit, 1.0)]);
        // Terms know no particles; the pairs of characters do.
        let as_typed = |searched: Searched| {
            let terms = pairs(text.text()).take(MOST_WORDS).map(|pair| Plan::Term {
                searched,
                key: pair.to_owned(),
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
    pub(crate) fn sentence(&mut self, typed: &str) -> Result<Group> {
        let text = Normalized::new(typed);
        let terms = self.context.tools.analyser.terms(&text);
        let mentions =
            if self.is_question { self.context.tools.vocabulary.mentions(&terms) } else { Vec::new() };
        let chunks = chunks(&terms, &mentions);
        let is_sentence = chunks.len() > 2;
        let share = if is_sentence { ENOUGH_OF_A_SENTENCE } else { ENOUGH };
        if !self.is_question {
            self.add_pairs(text.text());
        }
        if is_sentence {
            self.add_themes(&terms);
        }
        if let Some(unit) = self.kana(&text, &terms)? {
            return Ok(Group { parts: self.take(vec![(unit, 1.0)]), share });
        }
        if let Some(named) = self.named(text.text())?
            && named.rest.is_empty()
        {
            self.meaning.filters.push(named.filter.said(typed));
            return Ok(Group { parts: Parts::new(), share });
        }
        let mut parts = Parts::new();
        let mut end = 0;
        let mut goes_on = false;
        for chunk in chunks {
            if self.meaning.units.len() >= MOST_WORDS {
                self.note(Note::TooManyWords { words: MOST_WORDS });
                break;
            }
            let start = chunk.first().map_or(end, |first| first.range.start);
            let between = text.text().get(end..start).unwrap_or_default();
            end = chunk.last().map_or(end, |last| last.range.end);
            let chunk = self.without_name(chunk, &text, between)?;
            if chunk.is_empty() {
                goes_on = false;
                continue;
            }
            let new = self.chunk(&chunk, &text, is_sentence)?;
            // 休日や夜間: either will do.
            if goes_on && matches!(between, "や" | "か" | "・" | "/" | "または" | "又は" | "あるいは")
            {
                join(&mut parts, new);
            } else {
                parts.extend(new);
            }
            goes_on = true;
        }
        Ok(Group { parts, share })
    }

    fn named<'w>(&self, words: &'w str) -> Result<Option<names::Named<'w>>> {
        self.names.as_ref().map_or(Ok(None), |names| names.named(words))
    }

    /// The words that stand together behind the name they begin with, which becomes a filter.
    fn without_name<'t>(
        &mut self,
        mut chunk: Vec<Term<'t>>,
        text: &Normalized,
        between: &str,
    ) -> Result<Vec<Term<'t>>> {
        let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { return Ok(chunk) };
        let end = last.range.end;
        let words = text.text().get(first.range.start..end).unwrap_or_default();
        let Some(named) = self.named(words)? else { return Ok(chunk) };
        let rest = named.rest.len();
        let mut filter = named.filter.said(words.get(..words.len() - rest).unwrap_or(words));
        let behind = text.text().get(end..).unwrap_or_default();
        if rest == 0 && ["以外", "を除"].iter().any(|except| behind.starts_with(except)) {
            filter = filter.without();
        }
        self.name(filter, between);
        chunk.retain(|term| term.range.start >= end - rest);
        Ok(chunk)
    }

    /// What words that stand together ask for.
    fn chunk(&mut self, chunk: &[Term<'_>], text: &Normalized, is_sentence: bool) -> Result<Parts> {
        let mut units = self.units(chunk, text, is_sentence)?;
        if is_sentence && !units.iter().all(|(unit, _)| asks(unit)) {
            units.retain(|(unit, _)| !asks(unit));
        }
        if self.is_question {
            self.add_pairs(&keys(chunk).concat());
        }
        if chunk.len() > 1 && units.len() > 1 {
            self.add_together(&keys(chunk));
        }
        Ok(self.take(units))
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
            held.from_words =
                vec![format!("{}{between}{}", held.from_words.concat(), filter.from_words.concat())];
            return;
        }
        self.meaning.filters.push(filter);
    }

    /// The units of words that stand together: the longest words of the thesaurus, and what is left.
    fn units(&self, chunk: &[Term<'_>], text: &Normalized, is_sentence: bool) -> Result<Vec<(Unit, f32)>> {
        let context = self.context;
        let mut mentions =
            if self.is_question { context.tools.vocabulary.mentions(chunk) } else { Vec::new() };
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
        // 第3期, 5件: a figure says nothing without what it counts.
        for (start, end) in counts(chunk) {
            if free(&taken, start, end) {
                taken.push((start, end));
                let mut unit = self.unit(chunk, start, end, text);
                unit.tight = true;
                units.push((start, unit));
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
        unit.light |= asks(unit);
        if unit.light {
            return Ok(0.0);
        }
        if !unit.is_said(self.context)? {
            unit.is_unsaid();
        }
        let (all, with) = (self.context.index.len() as f32, unit.frequency(self.context)? as f32);
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
            unit.is_unsaid();
        }
        Ok(Some(unit))
    }

    fn take(&mut self, units: Vec<(Unit, f32)>) -> Parts {
        let left = MOST_WORDS.saturating_sub(self.meaning.units.len());
        if units.len() > left {
            self.note(Note::TooManyWords { words: MOST_WORDS });
        }
        let mut parts = Parts::new();
        for (unit, weight) in units.into_iter().take(left) {
            parts.push((unit.plan(self.context), weight));
            self.meaning.units.push(unit);
        }
        parts
    }

    /// A question is about themes as statements are, and answers of the same themes come first.
    fn add_themes(&mut self, terms: &[Term<'_>]) {
        let vocabulary = self.context.tools.vocabulary;
        for theme in vocabulary.label(&vocabulary.signs(terms), &[]) {
            let plan = Plan::Has { facet: Facet::Theme, value: theme.to_owned(), score: THEME };
            let label = self.context.label(Facet::Theme, theme);
            self.meaning.extras.push((What::Theme(label), plan));
        }
    }

    fn add_pairs(&mut self, words: &str) {
        let mut plans = Vec::new();
        if self.meaning.extras.len() >= MOST_WORDS {
            return;
        }
        for pair in pairs(words).take(MOST_WORDS * 8) {
            for (searched, boost) in
                [(Searched::TextPairs, TEXT_PAIRS), (Searched::HeadingPairs, HEADING_PAIRS)]
            {
                plans.push(Plan::Term { searched, key: pair.to_owned(), boost });
            }
        }
        if !plans.is_empty() {
            self.meaning.extras.push((What::Pairs, Plan::Any(plans)));
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
        self.meaning.extras.push((What::Together(keys.concat()), plan));
    }
}

/// Where figures stand with what they count: from 第 to the words behind them that lean on them.
fn counts(chunk: &[Term<'_>]) -> Vec<(u32, u32)> {
    let words: Vec<&Term<'_>> = chunk.iter().filter(|term| term.width == 1).collect();
    let is =
        |place: usize, sort: PartOfSpeech| words.get(place).is_some_and(|word| word.part_of_speech == sort);
    let mut counts = Vec::new();
    let mut place = 0;
    while let Some(word) = words.get(place) {
        place += 1;
        if word.part_of_speech != PartOfSpeech::Number {
            continue;
        }
        let first = place - 1 - usize::from(place >= 2 && is(place - 2, PartOfSpeech::Prefix));
        while is(place, PartOfSpeech::Number) || is(place, PartOfSpeech::Suffix) {
            place += 1;
        }
        if let (Some(first), Some(last)) = (words.get(first), words.get(place - 1))
            && first.position < last.position
        {
            counts.push((first.position, last.position + 1));
        }
    }
    counts
}

/// Whether a unit asks for an answer and does not say about what.
fn asks(unit: &Unit) -> bool {
    unit.runs.first().is_some_and(|run| run.keys.iter().all(|key| ASKING.contains(&key.as_str())))
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
pub(crate) fn keys(terms: &[Term<'_>]) -> Vec<String> {
    terms.iter().filter(|term| term.width == 1).map(|term| term.key.to_string()).collect()
}

/// Terms that stand together without particles or signs between, or are one word of the thesaurus: 職員の不足.
fn chunks<'t>(terms: &[Term<'t>], mentions: &[Mention]) -> Vec<Vec<Term<'t>>> {
    let mut chunks: Vec<Vec<Term<'t>>> = Vec::new();
    let mut end = None;
    for term in terms {
        let start = term.range.start;
        let inside = |mention: &Mention| mention.range.start < start && start < mention.range.end;
        let goes_on = end.is_some_and(|end| start <= end || mentions.iter().any(inside));
        match chunks.last_mut().filter(|_| goes_on) {
            Some(chunk) => chunk.push(term.clone()),
            None => chunks.push(vec![term.clone()]),
        }
        end = Some(end.map_or(term.range.end, |end: usize| end.max(term.range.end)));
    }
    chunks
}
