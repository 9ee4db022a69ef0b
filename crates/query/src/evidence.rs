//! Evidence (一致の根拠): which words of a statement made it an answer, where they stand, and by what way.

use kurabe_index::Facet;
use kurabe_model::Quote;
use kurabe_text::{Mention, Normalized, Term, Worker};

use crate::Context;
use crate::answer::{Matched, Via};
use crate::unit::Unit;

/// What speaks for a hit.
pub(crate) struct Evidence {
    /// Character ranges of the text, disjoint and in order.
    pub(crate) highlights: Vec<(usize, usize)>,
    pub(crate) matched: Vec<Matched>,
}

/// A text with all that is known of its words.
struct Analysed<'a> {
    original: &'a str,
    text: &'a Normalized,
    terms: &'a [Term<'a>],
    mentions: Vec<Mention>,
}

/// Something found in a text: where it stands in the normalised text, and how.
type Found = (std::ops::Range<usize>, Via);

/// Looks through a statement for the units of a question.
pub(crate) fn evidence(
    context: &Context<'_>,
    worker: &mut Worker,
    units: &[Unit],
    quote: &Quote,
) -> Evidence {
    let text = Normalized::new(&quote.statement.text);
    let terms = worker.terms(&text);
    let own = Analysed::of(context, &quote.statement.text, &text, &terms);
    let mut ranges = Vec::new();
    let mut matched = Vec::new();
    let mut missing = Vec::new();
    let all_light = units.iter().all(|unit| unit.light);
    for unit in units {
        let found = own.find(unit);
        // 化 of 老朽化 is no reason by itself, wherever else it stands.
        if unit.light && !all_light && unit.typed.chars().count() == 1 {
            continue;
        }
        if found.is_empty() && (all_light || !unit.light) {
            missing.push(unit);
        }
        for (range, via) in found {
            let original = text.original(range);
            if let Some(term) = quote.statement.text.get(original.clone()) {
                matched.push(Matched { term: one_line(term), via, of: unit.typed.clone() });
            }
            ranges.push(original);
        }
    }
    // What the statement does not say itself its headings say, or the columns of its table.
    let fields = quote.statement.fields.iter().flat_map(|field| [&field.name, &field.value]);
    for heading in quote.path.iter().rev().chain(fields) {
        if missing.is_empty() {
            break;
        }
        let text = Normalized::new(heading);
        let terms = worker.terms(&text);
        let above = Analysed::of(context, heading, &text, &terms);
        missing.retain(|unit| {
            let found = above.find(unit);
            matched.extend(found.iter().filter_map(|(range, via)| {
                let term = above.original.get(above.text.original(range.clone()))?;
                Some(Matched { term: one_line(term), via: *via, of: unit.typed.clone() })
            }));
            found.is_empty()
        });
    }
    for unit in missing {
        let themes = unit.themes.iter().filter(|theme| quote.themes.contains(theme));
        matched.extend(themes.map(|theme| Matched {
            term: context.label(Facet::Theme, theme),
            via: Via::Theme,
            of: unit.typed.clone(),
        }));
    }
    let mut seen = Vec::new();
    matched.retain(|one| {
        let new = !seen.contains(one);
        if new {
            seen.push(one.clone());
        }
        new
    });
    Evidence { highlights: highlights(&quote.statement.text, ranges), matched }
}

impl Evidence {
    /// Evidence made of words that stand at `ranges` of the normalised text, inner ones left out.
    pub(crate) fn of_words(
        original: &str,
        text: &Normalized,
        mut ranges: Vec<std::ops::Range<usize>>,
        matched: impl Fn(String) -> Matched,
    ) -> Self {
        ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        ranges.retain(|range| {
            let outer = range.end > end;
            end = end.max(range.end);
            outer
        });
        let ranges: Vec<_> = ranges.into_iter().map(|range| text.original(range)).collect();
        let mut words: Vec<Matched> = Vec::new();
        for term in ranges.iter().filter_map(|range| original.get(range.clone())) {
            let word = matched(one_line(term));
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Self { highlights: highlights(original, ranges), matched: words }
    }
}

impl<'a> Analysed<'a> {
    fn of(context: &Context<'_>, original: &'a str, text: &'a Normalized, terms: &'a [Term<'a>]) -> Self {
        Self { original, text, terms, mentions: context.tools.vocabulary.mentions(terms) }
    }

    /// Where a unit stands: as itself, and where it does not, as what counts as it.
    fn find(&self, unit: &Unit) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for run in &unit.runs {
            for range in self.runs(&run.keys, u32::from(!unit.tight)) {
                let is_typed = self.text.text().get(range.clone()) == Some(unit.typed.as_str());
                found.push((range, if is_typed { Via::Exact } else { Via::Variant }));
            }
        }
        for mention in &self.mentions {
            let counts = unit.concepts.iter().any(|(concept, _)| *concept == mention.concept);
            let new = found
                .iter()
                .all(|(range, _)| range.end <= mention.range.start || mention.range.end <= range.start);
            if counts && new {
                found.push((mention.range.clone(), Via::Synonym));
            }
        }
        found
    }

    /// Where terms follow each other with at most `slop` other words between all of them.
    fn runs(&self, keys: &[String], slop: u32) -> Vec<std::ops::Range<usize>> {
        let [first, rest @ ..] = keys else { return Vec::new() };
        let begun = self.terms.iter().filter(|term| term.key == *first);
        let run = |start: &'a Term<'a>| {
            let (mut last, mut left) = (start, slop);
            for key in rest {
                let next = last.position + last.width;
                let fits =
                    |term: &&Term<'_>| term.key == *key && (next..=next + left).contains(&term.position);
                let term = self.terms.iter().find(fits)?;
                left -= term.position - next;
                last = term;
            }
            Some(start.range.start..last.range.end)
        };
        begun.filter_map(run).collect()
    }
}

/// A term as it is printed, without the break of a line inside it.
fn one_line(term: &str) -> String {
    term.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Byte ranges as character ranges, joined where they touch.
fn highlights(text: &str, mut ranges: Vec<std::ops::Range<usize>>) -> Vec<(usize, usize)> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<std::ops::Range<usize>> = Vec::new();
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match joined.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    let count = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
    joined.into_iter().map(|range| (count(range.start), count(range.end))).collect()
}
