//! The answer to a search: what was understood, out of how much, and the hits.

use std::io::{self, Write};

use kurabe_query::{
    Answer, CorpusFacts, Explanation, Facet, FacetCounts, Filter, Note, Suggestion, UnderstoodFilter, What,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::hit::Hit;
use super::{Layout, rounded, write_lines, write_whole};

#[derive(Serialize)]
struct AnswerRow<'a> {
    query: &'a str,
    total: usize,
    corpus: Value,
    searched: Value,
    understood: Value,
    suggestion: Option<Value>,
    facets: Value,
    hits: Vec<Row<'a>>,
    /// What is only loosely related, if it was asked for.
    loose: Option<LooseRow<'a>>,
}

#[derive(Serialize)]
struct LooseRow<'a> {
    total: usize,
    hits: Vec<Row<'a>>,
}

/// A hit of a search.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    hit: Hit<'a>,
    /// Whether it is only loosely related.
    loose: bool,
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
            &AnswerRow {
                query: &answer.query,
                total: answer.total,
                corpus: corpus(&answer.corpus),
                searched: json!({
                    "statements": answer.searched.statements,
                    "documents": answer.searched.documents,
                }),
                understood: understood(answer),
                suggestion: answer.suggestion.as_ref().map(suggestion),
                facets: facets(&answer.facets),
                hits,
                loose: loose.map(|loose| LooseRow { total: loose.total, hits: rows(&loose.hits, true) }),
            },
        ),
    }
}

/// What the index holds.
pub(super) fn corpus(corpus: &CorpusFacts) -> Value {
    json!({
        "version": corpus.version,
        "documents": corpus.documents,
        "unreadable": corpus.unreadable,
        "statements": corpus.statements,
        "municipalities": corpus.municipalities,
    })
}

fn rows(hits: &[kurabe_query::Hit], loose: bool) -> Vec<Row<'_>> {
    hits.iter()
        .map(|hit| Row { hit: Hit::from(hit), loose, explanation: hit.explanation.as_ref().map(explanation) })
        .collect()
}

fn understood(answer: &Answer) -> Value {
    let words: Vec<Value> = answer
        .understood
        .words
        .iter()
        .map(|word| {
            let also = word.also.iter().map(|(term, via)| json!({"term": term, "via": via.as_str()}));
            json!({"word": word.typed, "light": word.light, "said": word.said, "also": also.collect::<Vec<_>>()})
        })
        .collect();
    let notes = answer.understood.notes.iter().map(note);
    json!({
        "words": words,
        "filters": answer.understood.filters.iter().map(filter).collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
    })
}

pub(super) fn note(note: &Note) -> Value {
    let (field, text) = match note {
        Note::Syntax { text, .. } => (None, Some(text)),
        Note::UnknownValue { facet, value } => (Some(facet.name()), Some(value)),
        Note::ReadAsTheme { typed, .. } => (Some(Facet::Theme.name()), Some(typed)),
        _ => (None, None),
    };
    json!({"note": note.name(), "field": field, "text": text})
}

fn filter(filter: &UnderstoodFilter) -> Value {
    let (field, not, values) = match &filter.filter {
        Filter::Is(facet, values) => (facet.name(), false, values.clone()),
        Filter::IsNot(facet, values) => (facet.name(), true, values.clone()),
        Filter::Years(_) => ("year", false, filter.labels.clone()),
        Filter::InForce(_) => ("in_force", false, filter.labels.clone()),
    };
    json!({"field": field, "not": not, "values": values, "labels": filter.labels, "from_words": filter.from_words})
}

fn suggestion(suggestion: &Suggestion) -> Value {
    json!({"typed": suggestion.typed, "meant": suggestion.meant})
}

fn facets(facets: &[FacetCounts]) -> Value {
    let row = |counts: &FacetCounts| {
        let values: Vec<Value> = counts
            .values
            .iter()
            .map(|(value, label, count)| json!({"value": value, "label": label, "count": count}))
            .collect();
        (counts.facet.name().to_owned(), Value::Array(values))
    };
    Value::Object(facets.iter().map(row).collect())
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
        What::Pairs => json!({"part": "pairs"}),
    };
    let mut what = what;
    what["score"] = json!(rounded(explained.score));
    if !explained.parts.is_empty() {
        what["parts"] = explained.parts.iter().map(explanation).collect();
    }
    what
}
