//! Comma-separated values as RFC 4180 has them, with cells a spreadsheet does not reckon with.

use std::io::{self, Write};

use super::Form;
use super::column::Field;

/// What makes a spreadsheet take a cell for a formula; Japanese ones read the wide signs, too.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// A file of comma-separated values.
pub(super) struct Csv<'a> {
    out: Box<dyn Write + 'a>,
    /// Whether a byte order mark is still to be written.
    bom: bool,
}

impl<'a> Csv<'a> {
    pub(super) fn new(out: Box<dyn Write + 'a>, bom: bool) -> Self {
        Self { out, bom }
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.out.write_all(b",")?;
            }
            self.out.write_all(quoted(&cell).as_bytes())?;
        }
        self.out.write_all(b"\r\n")
    }
}

impl Form for Csv<'_> {
    fn begin(&mut self, _: &str, fields: &[Field]) -> io::Result<()> {
        if std::mem::take(&mut self.bom) {
            self.out.write_all("\u{feff}".as_bytes())?;
        }
        self.line(fields.iter().map(|field| text(&field.head)))
    }

    fn row(&mut self, _: &str, fields: &[Field], cells: &[String]) -> io::Result<()> {
        let cells = fields.iter().zip(cells);
        self.line(cells.map(|(field, cell)| if field.is_number() { cell.clone() } else { text(cell) }))
    }

    fn end(&mut self, _: &[Field]) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a spreadsheet would take a text for a formula.
pub(super) fn is_formula(text: &str) -> bool {
    text.trim_start_matches(' ').starts_with(FORMULA)
}

/// A text that stays one: an apostrophe before what would be a formula.
fn text(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
