//! Text inside HTML and SVG.

use std::borrow::Cow;

/// A text as content or as the value of an attribute, whatever it says. Characters that no page may hold are shown
/// as what stands for a character nobody knows.
pub(in crate::sheet) fn escaped(text: &str) -> Cow<'_, str> {
    let escape = |c: char| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\t' | '\n' => None,
        '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}"),
        c if c.is_control() => Some("\u{fffd}"),
        _ => None,
    };
    if text.chars().all(|c| escape(c).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match escape(c) {
            Some(name) => escaped.push_str(name),
            None => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_is_a_tag() {
        assert_eq!(escaped("公民連携"), "公民連携");
        assert_eq!(escaped("<script>'\"&\u{1b}"), "&lt;script&gt;&#39;&quot;&amp;\u{fffd}");
    }
}
