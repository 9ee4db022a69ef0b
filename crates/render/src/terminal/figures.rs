//! Figures in columns: a name before each row, which is cut where the figures would not fit beside it.

use std::io::{self, Write};

use super::Reader;
use super::width::{cut, pad, pad_left, width};

/// The least a name is cut to.
const NAME: usize = 12;

/// Writes a head and rows; the first cell of each is its name, the others are set to the right.
pub(super) fn figures<const COLUMNS: usize>(
    out: &mut dyn Write,
    reader: Reader,
    head: &[String; COLUMNS],
    rows: &[[String; COLUMNS]],
) -> io::Result<()> {
    let mut widths = [0; COLUMNS];
    for row in rows.iter().chain([head]) {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    let figures: usize = widths[1..].iter().map(|width| width + 2).sum();
    let name = reader.width.map_or(widths[0], |width| widths[0].min(width.saturating_sub(figures).max(NAME)));
    let line = |cells: &[String; COLUMNS]| {
        let mut line = pad(&cut(&cells[0], name), name);
        for (cell, width) in cells.iter().zip(widths).skip(1) {
            line.push_str("  ");
            line.push_str(&pad_left(cell, width));
        }
        line
    };
    writeln!(out, "{}", reader.dim(&line(head)))?;
    for row in rows {
        writeln!(out, "{}", line(row))?;
    }
    Ok(())
}

/// A share as it stands in a column: three digits, or – where there is nothing to have a share of.
pub(super) fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}
