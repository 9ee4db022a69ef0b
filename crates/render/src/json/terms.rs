//! Characteristic words as JSON: every group with its words.

use std::io::{self, Write};

use kurabe_query::{CharacteristicTerm, Terms, TermsOf};
use serde::Serialize;
use serde_json::{Value, json};

use super::corpus::Corpus;
use super::{Layout, exact, write_lines, write_whole};
use crate::words::group_name;

#[derive(Serialize)]
struct Whole<'a> {
    by: &'static str,
    corpus: Corpus<'a>,
    searched: Value,
    groups: Vec<Group<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    group: Value,
    statements: usize,
    words: u64,
    terms: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    group: Value,
    rank: usize,
    term: &'a str,
    /// What its spellings share; the id of a network's node.
    key: &'a str,
    /// How many statements of the group have it.
    count: usize,
    /// How many others.
    elsewhere: usize,
    per_10000_words: f64,
    per_10000_words_elsewhere: f64,
    log_odds: f64,
    interval: [f64; 2],
    z: f64,
}

/// Writes characteristic words; as lines, the words.
pub fn terms(out: &mut dyn Write, layout: Layout, found: &Terms) -> io::Result<()> {
    let rows = |group| rows(found, group);
    match layout {
        Layout::Lines => write_lines(out, found.groups.iter().flat_map(rows)),
        Layout::Whole => {
            let group = |group| Group {
                group: name(found, group),
                statements: group.size.statements,
                words: group.size.words,
                terms: rows(group).collect(),
            };
            let whole = Whole {
                by: found.by.facet().name(),
                corpus: Corpus::from(&found.corpus),
                searched: json!({
                    "statements": found.searched.statements,
                    "documents": found.searched.documents,
                    "only_tables": found.searched.only_tables,
                    "words": found.size.words,
                }),
                groups: found.groups.iter().map(group).collect(),
            };
            write_whole(out, &whole)
        }
    }
}

fn name(found: &Terms, group: &TermsOf) -> Value {
    json!({ "value": group.value, "label": group_name(found.by, group) })
}

fn rows<'a>(found: &'a Terms, group: &'a TermsOf) -> impl Iterator<Item = Row<'a>> {
    let row = move |(term, rank): (&'a CharacteristicTerm, usize)| {
        let (low, high) = term.contrast.interval();
        Row {
            group: name(found, group),
            rank,
            term: &term.term,
            key: &term.key,
            count: term.here,
            elsewhere: term.elsewhere,
            per_10000_words: exact(term.per_10000.0),
            per_10000_words_elsewhere: exact(term.per_10000.1),
            log_odds: exact(term.contrast.log_odds()),
            interval: [exact(low), exact(high)],
            z: exact(term.contrast.z()),
        }
    };
    group.terms.iter().zip(1..).map(row)
}
