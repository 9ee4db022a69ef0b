//! A matrix as JSON.

use std::io::{self, Write};

use kurabe_query::{Cell, Matrix, Subject};
use schemars::JsonSchema;
use serde::Serialize;

use super::corpus::{Corpus, NoteRow};
use super::hit::Hit;
use super::similar::Reached;
use super::{Layout, rounded, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Matrix")]
pub(super) struct Whole<'a> {
    corpus: Corpus<'a>,
    subjects: Vec<SubjectRow<'a>>,
    municipalities: Vec<Reached<'a>>,
    /// By subject, then by municipality.
    cells: Vec<Vec<CellRow<'a>>>,
}

/// A subject, and how it was taken.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Subject")]
pub(super) struct SubjectRow<'a> {
    subject: &'a str,
    label: &'a str,
    theme: Option<&'a str>,
    notes: Vec<NoteRow<'a>>,
}

impl<'a> From<&'a Subject> for SubjectRow<'a> {
    fn from(subject: &'a Subject) -> Self {
        Self {
            subject: &subject.typed,
            label: &subject.label,
            theme: subject.theme.as_deref(),
            notes: subject.notes.iter().map(NoteRow::from).collect(),
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Cell")]
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
            corpus: Corpus::from(&matrix.corpus),
            subjects: matrix.subjects.iter().map(SubjectRow::from).collect(),
            municipalities: matrix.municipalities.iter().map(Reached::from).collect(),
            cells: matrix.cells.iter().map(|cells| cells.iter().map(cell).collect()).collect(),
        }
    }
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
