//! Text that does nothing to the terminal it is shown on (制御文字の無害化).
//!
//! A source, the name of a file or a word on the command line may hold characters that move the cursor, ring
//! the bell, or turn the order of letters around. People see a picture of each instead; programs, which read
//! JSON, get them as they are.

use std::borrow::Cow;
use std::io::{self, Write};

/// What [`Reader`](super::Reader) paints with, and nothing else, may change how a terminal shows text.
const PAINTS: [&str; 6] = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[33m", "\u{1b}[36m"];

/// A sink for text: what is written comes out harmless.
#[derive(Debug)]
pub struct Harmless<W> {
    inner: W,
    /// Whether colour passes.
    color: bool,
}

impl<W: Write> Harmless<W> {
    /// Writes into `inner`.
    pub fn new(inner: W, color: bool) -> Self {
        Self { inner, color }
    }

    fn write_text(&mut self, mut text: &str) -> io::Result<()> {
        // A tab, and the end of a line as text or CSV has it.
        let is_plain = |rest: &str| rest.starts_with(['\n', '\t']) || rest.starts_with("\r\n");
        let odd = |text: &str| {
            let mut chars = text.char_indices();
            chars.find(|&(at, c)| picture(c).is_some() && !text.get(at..).is_some_and(is_plain))
        };
        while let Some((at, _)) = odd(text) {
            let (before, rest) = text.split_at(at);
            self.inner.write_all(before.as_bytes())?;
            let paint = PAINTS.into_iter().find(|paint| self.color && rest.starts_with(paint));
            let (shown, length) = match (paint, rest.chars().next()) {
                (Some(paint), _) => (Cow::Borrowed(paint), paint.len()),
                (None, Some(c)) => (Cow::Owned(picture(c).unwrap_or(c).to_string()), c.len_utf8()),
                (None, None) => break,
            };
            self.inner.write_all(shown.as_bytes())?;
            text = rest.split_at(length).1;
        }
        self.inner.write_all(text.as_bytes())
    }
}

impl<W: Write> Write for Harmless<W> {
    /// Takes whole characters, as everything that formats text writes them.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_text(&String::from_utf8_lossy(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The text on one line, with pictures of what would do something to it.
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| picture(c).is_some()) {
        text.chars().map(|c| picture(c).unwrap_or(c)).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// What is shown for a character that is not shown but does something.
fn picture(c: char) -> Option<char> {
    match c {
        // Unicode has pictures of the first 32, in their order.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        // The controls of C1; the separators of lines; what embeds, overrides and isolates directions.
        '\u{80}'..='\u{9f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, color: bool) -> String {
        let mut out = Vec::new();
        write!(Harmless::new(&mut out, color), "{text}").unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_commands_a_terminal_is_shown_as_a_picture() {
        let text = "消\u{1b}[2J\u{7}\r上\u{9b}1A逆\u{202e}順";
        assert_eq!(shown(text, false), "消␛[2J␇␍上\u{fffd}1A逆\u{fffd}順");
        assert_eq!(shown(text, true), shown(text, false));
        assert_eq!(shown("施策\t一\n二\n", false), "施策\t一\n二\n");
        assert_eq!(shown("施策\r\n二\r\r\n", false), "施策\r\n二␍\r\n");
    }

    #[test]
    fn colour_passes_where_it_is_wanted() {
        assert_eq!(shown("\u{1b}[1m施策\u{1b}[0m", true), "\u{1b}[1m施策\u{1b}[0m");
        assert_eq!(shown("\u{1b}[1m施策", false), "␛[1m施策");
        assert_eq!(shown("\u{1b}[8m隠", true), "␛[8m隠");
    }

    #[test]
    fn a_name_stays_on_its_line() {
        assert_eq!(on_one_line("a\nb.txt"), "a␊b.txt");
    }
}
