//! Text inside XML, as spreadsheets expect it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text as content or as the value of an attribute. What XML cannot hold is written as spreadsheets write it,
/// _x001B_, and what looks like that and is none is told apart by _x005F_.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '_') && is_allowed(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '_' if text.get(at..).is_some_and(looks_escaped) => escaped.push_str("_x005F_"),
            c if is_allowed(c) => escaped.push(c),
            c => {
                // Writing into a string does not fail.
                let _ = write!(escaped, "_x{:04X}_", u32::from(c));
            }
        }
    }
    Cow::Owned(escaped)
}

/// Whether a character may stand in XML 1.0. A carriage return may, and would be read as a line feed.
fn is_allowed(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        c => c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'),
    }
}

/// Whether a text begins with what stands for a character: _x, four hexadecimal digits, _.
fn looks_escaped(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('_')
        && chars.next() == Some('x')
        && chars.by_ref().take(4).filter(char::is_ascii_hexdigit).count() == 4
        && chars.next() == Some('_')
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_xml_cannot_hold_is_written_otherwise() {
        for (text, expected) in [
            ("公民連携", "公民連携"),
            ("<b> & \"c\"", "&lt;b&gt; &amp; &quot;c&quot;"),
            ("a\u{1b}[31m\r\n", "a_x001B_[31m_x000D_\n"),
            ("_x0041_ _x", "_x005F_x0041_ _x"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
