//! Lines → cells (セル): a row of a table is one line, a tab between two of its cells.

use std::ops::Range;

use kurabe_model::Span;

use crate::extract::{Part, Rank, Row};
use crate::read::line::{Line, is_space, line_end};

/// A row with its cells.
#[derive(Debug, Clone)]
pub(crate) struct Cells<'s> {
    /// The number of its line, counted from 1.
    pub(crate) line: usize,
    /// Which row of which table it is.
    pub(crate) row: Row,
    /// What a planner says it is.
    pub(crate) rank: Rank,
    /// The cells in their columns, those that are empty too.
    pub(crate) cells: Vec<Cell<'s>>,
}

/// A cell of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'s> {
    /// Its words, without white space on either side.
    pub(crate) text: &'s str,
    /// Where they begin, in bytes of the source.
    pub(crate) start: usize,
}

impl Cell<'_> {
    /// The bytes of the source its words take.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

impl<'s> Cells<'s> {
    /// The row on a line of the source.
    fn of(source: &'s str, line: &Line, row: Row) -> Self {
        let end = line_end(source);
        let begin =
            source.get(..line.start).and_then(|before| before.rfind(end)).map_or(0, |at| at + end.len_utf8());
        let rest = source.get(begin..).unwrap_or_default();
        let whole = rest.split(end).next().unwrap_or_default();
        let mut at = begin;
        let cell = |raw: &'s str| {
            let left = raw.trim_start_matches(is_space);
            let start = at + raw.len() - left.len();
            at += raw.len() + '\t'.len_utf8();
            Cell { text: left.trim_end_matches(is_space), start }
        };
        Self { line: line.number, row, rank: line.rank(), cells: whole.split('\t').map(cell).collect() }
    }

    /// The cells in which something stands.
    pub(crate) fn written(&self) -> impl DoubleEndedIterator<Item = Cell<'s>> {
        self.cells.iter().copied().filter(|cell| !cell.text.is_empty())
    }

    /// The cell in a column, if something stands in it.
    pub(crate) fn cell(&self, column: usize) -> Option<Cell<'s>> {
        self.cells.get(column).copied().filter(|cell| !cell.text.is_empty())
    }

    /// Where the row stands, from its first word to its last.
    pub(crate) fn span(&self) -> Span {
        let start = self.written().next().map_or(0, |cell| cell.start);
        let whole = start..self.written().next_back().map_or(start, |cell| cell.range().end);
        Span::new(vec![whole], self.line, self.line)
    }
}

/// The tables of a source, each with its rows in which something stands.
pub(crate) fn tables<'s>(source: &'s str, lines: &[Line]) -> Vec<Vec<Cells<'s>>> {
    let row = |line: &Line| {
        // What a planner has put aside is no row.
        let shown = line.shown.filter(|shown| shown.part != Part::Furniture)?;
        Some(Cells::of(source, line, shown.row?))
    };
    let rows: Vec<Cells> = lines.iter().filter_map(row).collect();
    rows.chunk_by(|one, next| one.row.table == next.row.table).map(<[Cells]>::to_vec).collect()
}
