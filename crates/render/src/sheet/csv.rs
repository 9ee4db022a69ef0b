//! Comma-separated values as RFC 4180 has them, with cells a spreadsheet does not reckon with.

use std::io::{self, Write};

/// What makes a spreadsheet take a cell for a formula; Japanese ones read the wide signs, too.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// Writes what comes before the head.
pub(super) fn begin(out: &mut dyn Write, bom: bool) -> io::Result<()> {
    if bom { out.write_all("\u{feff}".as_bytes()) } else { Ok(()) }
}

/// Writes a row.
pub(super) fn row(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        out.write_all(quoted(&cell).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

/// A text that stays one: an apostrophe before what would be a formula.
pub(super) fn text(text: &str) -> String {
    let first = text.trim_start_matches(' ').chars().next();
    if first.is_some_and(|first| FORMULA.contains(&first)) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
