//! Tables of Markdown: what is a sign in Markdown is a character in a cell.

use std::io::{self, Write};

use super::Form;
use super::column::Field;

/// What Markdown or the HTML inside it would read as a sign.
const SIGNS: [char; 10] = ['\\', '|', '`', '*', '_', '[', ']', '<', '>', '~'];

/// A text with tables of Markdown.
pub(super) struct Markdown<'a> {
    out: Box<dyn Write + 'a>,
    /// Whether there are headings: a table alone is pasted into a text that has its own.
    headed: bool,
}

impl<'a> Markdown<'a> {
    pub(super) fn new(out: Box<dyn Write + 'a>) -> Self {
        Self { out, headed: false }
    }

    fn line<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> io::Result<()> {
        self.out.write_all(b"|")?;
        for cell in cells {
            write!(self.out, " {} |", text(cell))?;
        }
        self.out.write_all(b"\n")
    }
}

impl Form for Markdown<'_> {
    fn make_whole(&mut self) {
        self.headed = true;
    }

    fn about(&mut self, name: &str, says: &str) -> io::Result<()> {
        if !self.headed {
            return Ok(());
        }
        writeln!(self.out, "# {}", text(name))?;
        says.lines().try_for_each(|line| writeln!(self.out, "\n{}", text(line)))
    }

    fn begin(&mut self, name: &str, fields: &[Field]) -> io::Result<()> {
        if self.headed {
            writeln!(self.out, "\n## {}\n", text(name))?;
        }
        let main = || fields.iter().filter(|field| field.main);
        self.line(main().map(|field| field.head.as_str()))?;
        self.out.write_all(b"|")?;
        for field in main() {
            self.out.write_all(if field.is_number() { b" ---: |" } else { b" --- |" })?;
        }
        self.out.write_all(b"\n")
    }

    fn row(&mut self, _: &str, fields: &[Field], cells: &[String]) -> io::Result<()> {
        let main = fields.iter().zip(cells).filter(|(field, _)| field.main);
        self.line(main.map(|(_, cell)| cell.as_str()))
    }

    fn end(&mut self, _: &[Field]) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A text as a cell: in one line of the source, without signs.
fn text(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => cell.push_str("<br>"),
            '\r' => cell.push(' '),
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
