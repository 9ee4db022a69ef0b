//! Tables of Markdown: what is a sign in Markdown is a character in a cell.

use std::io::{self, Write};

/// What Markdown or the HTML inside it would read as a sign.
const SIGNS: [char; 10] = ['\\', '|', '`', '*', '_', '[', ']', '<', '>', '~'];

/// Writes a row.
pub(super) fn row(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    out.write_all(b"|")?;
    for cell in cells {
        write!(out, " {cell} |")?;
    }
    out.write_all(b"\n")
}

/// Writes the line between head and rows; numbers stand to the right.
pub(super) fn rule(out: &mut dyn Write, numbers: impl Iterator<Item = bool>) -> io::Result<()> {
    out.write_all(b"|")?;
    for number in numbers {
        out.write_all(if number { b" ---: |" } else { b" --- |" })?;
    }
    out.write_all(b"\n")
}

/// A text as a cell: in one line, without signs.
pub(super) fn text(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => cell.push(' '),
            c => {
                if SIGNS.contains(&c) {
                    cell.push('\\');
                }
                cell.push(c);
            }
        }
    }
    cell
}
