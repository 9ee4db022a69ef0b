//! Measures side by side, as JSON.

use std::io::{self, Write};

use kurabe_query::{Alignment, Measure};
use schemars::JsonSchema;
use serde::Serialize;

use super::compare::SubjectRow;
use super::corpus::Corpus;
use super::gaps::Near;
use super::similar::Reached;
use super::{Layout, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Measures")]
pub(super) struct Whole<'a> {
    corpus: Corpus<'a>,
    subjects: Vec<SubjectRow<'a>>,
    municipalities: Vec<Reached<'a>>,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Measure")]
struct Row<'a> {
    municipalities: usize,
    hits: Vec<Near<'a>>,
}

impl<'a> From<&'a Measure> for Row<'a> {
    fn from(measure: &'a Measure) -> Self {
        let statements = measure.statements.iter();
        Self {
            municipalities: measure.municipalities,
            hits: statements.map(|(quote, near)| Near::of(quote, *near)).collect(),
        }
    }
}

/// Writes measures; as lines, one each.
pub fn measures(out: &mut dyn Write, layout: Layout, found: &Alignment) -> io::Result<()> {
    match layout {
        Layout::Lines => write_lines(out, found.measures.iter().map(Row::from)),
        Layout::Whole => write_whole(out, &Whole::from(found)),
    }
}

impl<'a> From<&'a Alignment> for Whole<'a> {
    fn from(found: &'a Alignment) -> Self {
        Self {
            corpus: Corpus::from(&found.corpus),
            subjects: found.subjects.iter().map(SubjectRow::from).collect(),
            municipalities: found.municipalities.iter().map(Reached::from).collect(),
            rows: found.measures.iter().map(Row::from).collect(),
        }
    }
}
