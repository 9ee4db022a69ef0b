//! Tables that are handed on (表): CSV for spreadsheets and programs, Markdown for papers.
//!
//! A table is written row after row, so that a long one needs no more memory than a short one. CSV has every
//! column; Markdown, which people read, the main ones. Every row that quotes a statement has its citation.

mod compare;
mod csv;
mod document;
mod gaps;
mod hit;
mod kwic;
mod markdown;
mod measures;
mod network;
mod peers;
mod similar;
mod targets;
mod terms;
mod trends;

use std::io::{self, Write};

pub use compare::compare;
pub use document::list;
pub use gaps::gaps;
pub use hit::{answer, hits};
pub use kwic::kwic;
pub use measures::measures;
pub use network::{edges, nodes};
pub use peers::peers;
pub use similar::similar;
pub use targets::targets;
pub use terms::terms;
pub use trends::trends;

use crate::{Label, Lang};

/// How a table is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// The language of its head.
    pub lang: Lang,
    /// Its form.
    pub layout: Layout,
}

/// The forms of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Comma-separated values (RFC 4180), in UTF-8.
    Csv {
        /// Whether a byte order mark comes first: Excel takes the file for another encoding without one.
        bom: bool,
    },
    /// A table of Markdown.
    Markdown,
}

/// A column.
#[derive(Debug, Clone, Copy)]
struct Column {
    label: Label,
    /// Whether people who read the table want it.
    main: bool,
    /// Whether its cells are numbers, or empty.
    number: bool,
}

impl Column {
    const fn main(label: Label) -> Self {
        Self { label, main: true, number: false }
    }

    const fn more(label: Label) -> Self {
        Self { label, main: false, number: false }
    }

    const fn number(self) -> Self {
        Self { number: true, ..self }
    }
}

/// A table on its way out.
struct Writer<'a> {
    out: &'a mut dyn Write,
    layout: Layout,
    columns: &'a [Column],
}

impl<'a> Writer<'a> {
    /// Writes the head.
    fn begin(out: &'a mut dyn Write, sheet: Sheet, columns: &'a [Column]) -> io::Result<Self> {
        let labels = |column: &Column| column.label.say(sheet.lang).to_owned();
        match sheet.layout {
            Layout::Csv { bom } => {
                csv::begin(out, bom)?;
                csv::row(out, columns.iter().map(|column| csv::text(&labels(column))))?;
            }
            Layout::Markdown => {
                let main = || columns.iter().filter(|column| column.main);
                markdown::row(out, main().map(labels))?;
                markdown::rule(out, main().map(|column| column.number))?;
            }
        }
        Ok(Self { out, layout: sheet.layout, columns })
    }

    /// Writes a row, a cell for each column.
    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.columns.len());
        let cells = self.columns.iter().zip(cells);
        match self.layout {
            Layout::Csv { .. } => {
                let cell = |(column, cell): (&Column, &String)| {
                    if column.number { cell.clone() } else { csv::text(cell) }
                };
                csv::row(self.out, cells.map(cell))
            }
            Layout::Markdown => {
                let main = cells.filter(|(column, _)| column.main);
                markdown::row(self.out, main.map(|(_, cell)| markdown::text(cell)))
            }
        }
    }
}

#[cfg(test)]
mod tests;
