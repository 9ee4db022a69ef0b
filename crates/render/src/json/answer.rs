//! The answer to a search: what was understood, out of how much, and the hits.

use std::collections::BTreeMap;
use std::io::{self, Write};

use kurabe_query::{
    Answer, Explanation, FacetCounts, Filter, Suggestion, UnderstoodFilter, UnderstoodWord, What,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::corpus::{Corpus, NoteRow, Searched};
use super::hit::Hit;
use super::{Layout, rounded, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Search")]
pub(super) struct Whole<'a> {
    query: &'a str,
    /// How many statements were found; `hits` are some of them.
    total: usize,
    corpus: Corpus<'a>,
    searched: Searched,
    understood: Understood<'a>,
    suggestion: Option<SuggestionRow<'a>>,
    /// How many statements found have which value, by the names of the filters.
    facets: BTreeMap<&'static str, Vec<FacetRow<'a>>>,
    hits: Vec<Row<'a>>,
    /// What is only loosely related, if it was asked for.
    loose: Option<LooseRow<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LooselyRelated")]
struct LooseRow<'a> {
    total: usize,
    hits: Vec<Row<'a>>,
}

/// How the question was taken.
#[derive(Serialize, JsonSchema)]
struct Understood<'a> {
    words: Vec<WordRow<'a>>,
    filters: Vec<FilterRow<'a>>,
    notes: Vec<NoteRow<'a>>,
}

/// A word of the question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UnderstoodWord")]
struct WordRow<'a> {
    word: &'a str,
    /// Whether it is left aside where others are found.
    light: bool,
    /// Whether any statement says it.
    said: bool,
    /// What else is looked for.
    also: Vec<Also<'a>>,
}

/// What is looked for beside a word.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AlsoSearched")]
struct Also<'a> {
    term: &'a str,
    via: &'static str,
}

/// A filter, as it was taken.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UnderstoodFilter")]
struct FilterRow<'a> {
    field: &'static str,
    /// Whether what has one of the values is left out.
    not: bool,
    values: &'a [String],
    labels: &'a [String],
    /// The words of the question it was read out of.
    from_words: &'a [String],
}

/// What was probably meant.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Suggestion")]
struct SuggestionRow<'a> {
    typed: &'a str,
    meant: &'a str,
}

/// A value of a filter, with the statements found that have it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FacetCount")]
struct FacetRow<'a> {
    value: &'a str,
    label: &'a str,
    count: usize,
}

/// A hit of a search.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SearchHit")]
struct Row<'a> {
    #[serde(flatten)]
    hit: Hit<'a>,
    /// Whether it is only loosely related.
    loose: bool,
    /// What its score is made of, where that was asked for.
    explanation: Option<Value>,
}

/// Writes an answer; as lines, the hits alone, those that are only loosely related last.
pub fn answer(out: &mut dyn Write, layout: Layout, answer: &Answer) -> io::Result<()> {
    let hits = rows(&answer.hits, false);
    let loose = answer.loose.as_ref();
    match layout {
        Layout::Lines => {
            write_lines(out, hits)?;
            write_lines(out, loose.into_iter().flat_map(|loose| rows(&loose.hits, true)))
        }
        Layout::Whole => write_whole(
            out,
            &Whole {
                query: &answer.query,
                total: answer.total,
                corpus: Corpus::from(&answer.corpus),
                searched: Searched::from(&answer.searched),
                understood: Understood::from(answer),
                suggestion: answer.suggestion.as_ref().map(SuggestionRow::from),
                facets: answer.facets.iter().map(|counts| (counts.facet.name(), facet(counts))).collect(),
                hits,
                loose: loose.map(|loose| LooseRow { total: loose.total, hits: rows(&loose.hits, true) }),
            },
        ),
    }
}

fn rows(hits: &[kurabe_query::Hit], loose: bool) -> Vec<Row<'_>> {
    hits.iter()
        .map(|hit| Row { hit: Hit::from(hit), loose, explanation: hit.explanation.as_ref().map(explanation) })
        .collect()
}

impl<'a> From<&'a Answer> for Understood<'a> {
    fn from(answer: &'a Answer) -> Self {
        let understood = &answer.understood;
        Self {
            words: understood.words.iter().map(WordRow::from).collect(),
            filters: understood.filters.iter().map(FilterRow::from).collect(),
            notes: understood.notes.iter().map(NoteRow::from).collect(),
        }
    }
}

impl<'a> From<&'a UnderstoodWord> for WordRow<'a> {
    fn from(word: &'a UnderstoodWord) -> Self {
        let also = word.also.iter().map(|(term, via)| Also { term, via: via.as_str() });
        Self { word: &word.typed, light: word.light, said: word.said, also: also.collect() }
    }
}

impl<'a> From<&'a UnderstoodFilter> for FilterRow<'a> {
    fn from(filter: &'a UnderstoodFilter) -> Self {
        let labels = filter.labels.as_slice();
        let (field, not, values) = match &filter.filter {
            Filter::Is(facet, values) => (facet.name(), false, values.as_slice()),
            Filter::IsNot(facet, values) => (facet.name(), true, values.as_slice()),
            Filter::Years(_) => ("year", false, labels),
            Filter::InForce(_) => ("in_force", false, labels),
        };
        Self { field, not, values, labels, from_words: &filter.from_words }
    }
}

impl<'a> From<&'a Suggestion> for SuggestionRow<'a> {
    fn from(suggestion: &'a Suggestion) -> Self {
        Self { typed: &suggestion.typed, meant: &suggestion.meant }
    }
}

fn facet(counts: &FacetCounts) -> Vec<FacetRow<'_>> {
    counts.values.iter().map(|(value, label, count)| FacetRow { value, label, count: *count }).collect()
}

fn explanation(explained: &Explanation) -> Value {
    let what = match &explained.what {
        What::Score => json!({"part": "score"}),
        What::Word(word) => json!({"part": "word", "word": word}),
        What::Terms { terms, searched, via } => {
            json!({"part": "terms", "terms": terms, "field": searched.name(), "via": via.as_str()})
        }
        What::Theme(theme) => json!({"part": "theme", "theme": theme}),
        What::Together(words) => json!({"part": "together", "words": words}),
        What::Meaning => json!({"part": "meaning"}),
        What::Pairs => json!({"part": "pairs"}),
    };
    let mut what = what;
    what["score"] = json!(rounded(explained.score));
    if !explained.parts.is_empty() {
        what["parts"] = explained.parts.iter().map(explanation).collect();
    }
    what
}
