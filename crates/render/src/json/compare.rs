//! A matrix as JSON.

use std::io::{self, Write};

use kurabe_query::{Cell, Matrix, Subject};
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::{corpus, note};
use super::hit::Hit;
use super::similar::Reached;
use super::{Layout, rounded, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize)]
pub(super) struct Whole<'a> {
    corpus: Value,
    subjects: Vec<Value>,
    municipalities: Vec<Reached<'a>>,
    cells: Vec<Vec<CellRow<'a>>>,
}

#[derive(Serialize)]
struct CellRow<'a> {
    found: bool,
    count: usize,
    statements_searched: usize,
    documents_searched: usize,
    share: f64,
    words: &'a [String],
    best: Vec<Hit<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    subject: &'a str,
    #[serde(flatten)]
    reach: Reached<'a>,
    #[serde(flatten)]
    cell: CellLine<'a>,
}

/// A cell beside its denominators.
#[derive(Serialize)]
struct CellLine<'a> {
    found: bool,
    count: usize,
    share: f64,
    words: &'a [String],
    best: Vec<Hit<'a>>,
}

/// Writes a matrix; as lines, one cell each.
pub fn compare(out: &mut dyn Write, layout: Layout, matrix: &Matrix) -> io::Result<()> {
    let rows = || matrix.subjects.iter().zip(&matrix.cells);
    match layout {
        Layout::Lines => write_lines(
            out,
            rows().flat_map(|(subject, cells)| {
                matrix.municipalities.iter().zip(cells).map(|(reach, cell)| Line {
                    subject: &subject.label,
                    reach: Reached::from(reach),
                    cell: CellLine {
                        found: cell.count > 0,
                        count: cell.count,
                        share: rounded(cell.share),
                        words: &cell.words,
                        best: best(cell),
                    },
                })
            }),
        ),
        Layout::Whole => write_whole(out, &Whole::from(matrix)),
    }
}

impl<'a> From<&'a Matrix> for Whole<'a> {
    fn from(matrix: &'a Matrix) -> Self {
        Self {
            corpus: corpus(&matrix.corpus),
            subjects: subjects(&matrix.subjects),
            municipalities: matrix.municipalities.iter().map(Reached::from).collect(),
            cells: matrix.cells.iter().map(|cells| cells.iter().map(cell).collect()).collect(),
        }
    }
}

/// What was asked for, and how it was taken.
pub(super) fn subjects(asked: &[Subject]) -> Vec<Value> {
    let subject = |one: &Subject| {
        let notes: Vec<Value> = one.notes.iter().map(note).collect();
        json!({"subject": one.typed, "label": one.label, "theme": one.theme, "notes": notes})
    };
    asked.iter().map(subject).collect()
}

fn cell(cell: &Cell) -> CellRow<'_> {
    CellRow {
        found: cell.count > 0,
        count: cell.count,
        statements_searched: cell.reach.statements,
        documents_searched: cell.reach.documents,
        share: rounded(cell.share),
        words: &cell.words,
        best: best(cell),
    }
}

fn best(cell: &Cell) -> Vec<Hit<'_>> {
    cell.best.iter().map(Hit::from).collect()
}
