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

/// Pieces of text one after another, some of them between marks.
///
/// A mark beside a sign opens or closes nothing unless white space or another sign stands on its other side
/// (`CommonMark`, flanking delimiters), and Japanese has no white space between words: there a space is put.
pub(super) fn emphasised(pieces: &[(String, bool)], mark: &str) -> String {
    let mut text = String::new();
    for (place, (piece, strong)) in pieces.iter().enumerate() {
        if !strong || piece.trim().is_empty() {
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
        text.extend([mark, inner, mark]);
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
        let pieces: Vec<(String, bool)> =
            pieces.iter().map(|(text, strong)| ((*text).to_owned(), *strong)).collect();
        assert_eq!(emphasised(&pieces, "**"), expected);
    }

    #[test]
    fn marks_open_and_close_beside_japanese_signs() {
        check(&[("講座を", false), ("各地区で", true), ("開く。", false)], "講座を**各地区で**開く。");
        check(&[("図る", false), ("。さらに、", true), ("進める", false)], "図る **。さらに、** 進める");
        check(&[("図る。", false), ("「協働」", true)], "図る。**「協働」**");
    }
}
