//! Tables of Markdown: what is a sign in Markdown is a character in a cell.

use std::io::{self, Write};

use super::Form;
use super::column::Field;
use super::marks::{self, Mark};

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
            write!(self.out, " {} |", with_marks(cell))?;
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

/// A cell whose marks are those of Markdown: ~~what went~~ and **what came**.
fn with_marks(cell: &str) -> String {
    let pieces = marks::pieces(cell).into_iter().map(|(piece, mark)| match mark {
        None => (text(piece), ""),
        Some(Mark::Went) => (text(piece), "~~"),
        Some(Mark::Came) => (text(piece), "**"),
    });
    emphasised(&pieces.collect::<Vec<_>>())
}

/// Pieces of text one after another, some of them between marks.
///
/// A mark beside a sign opens or closes nothing unless white space or another sign stands on its other side
/// (`CommonMark`, flanking delimiters), and Japanese has no white space between words: there a space is put.
fn emphasised(pieces: &[(String, &str)]) -> String {
    let mut text = String::new();
    for (place, (piece, mark)) in pieces.iter().enumerate() {
        if mark.is_empty() || piece.trim().is_empty() {
            text.push_str(piece);
            continue;
        }
        let inner = piece.trim();
        let apart = |inside: Option<char>, outside: Option<char>| {
            inside.is_some_and(is_sign) && outside.is_some_and(|c| !c.is_whitespace() && !is_sign(c))
        };
        let behind = pieces.get(place + 1).and_then(|(next, _)| next.chars().next());
        if apart(inner.chars().next(), text.chars().next_back()) {
            text.push(' ');
        }
        text.extend([*mark, inner, *mark]);
        if apart(inner.chars().next_back(), behind) {
            text.push(' ');
        }
    }
    text
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::emphasised;

    #[track_caller]
    fn check(pieces: &[(&str, bool)], expected: &str) {
        let pieces: Vec<(String, &str)> = pieces
            .iter()
            .map(|(text, strong)| ((*text).to_owned(), if *strong { "**" } else { "" }))
            .collect();
        assert_eq!(emphasised(&pieces), expected);
    }

    #[test]
    fn marks_open_and_close_beside_japanese_signs() {
        check(&[("講座を", false), ("各地区で", true), ("開く。", false)], "講座を**各地区で**開く。");
        check(&[("図る", false), ("。さらに、", true), ("進める", false)], "図る **。さらに、** 進める");
        check(&[("図る。", false), ("「協働」", true)], "図る。**「協働」**");
    }
}
