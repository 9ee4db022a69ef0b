//! What a stored text file is before anything is read of it, and the texts of planners that have to be UTF-8.

use kurabe_model::{Format, Problem};

use super::encoding;

/// The longest line that is read: the longest paragraph of a real paper has some ten thousand bytes,
/// a line beyond this is a table without line ends or not text at all.
pub(crate) const LONGEST_LINE: usize = 256 * 1024;

/// The text of a file that has to be UTF-8. A byte-order mark is passed over where lines are cut, so that offsets
/// stay those of the stored file.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if let Some(format) = format(bytes) {
        return Err(Problem::Disguised { format });
    }
    let text = encoding::utf8(bytes).ok_or_else(|| Problem::NotUtf8 {
        offset: encoding::sound_length(bytes),
        looks_like: encoding::guess(bytes),
    })?;
    if is_blank(text) { Err(Problem::Empty) } else { Ok(text) }
}

/// Whether a text says nothing.
pub(super) fn is_blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

/// How many characters show that the text was damaged before it came here: replacement characters,
/// private use (Word's bullets apart, which are read), and control characters other than white space.
pub(crate) fn damaged(text: &str) -> usize {
    text.chars()
        .filter(|&c| {
            matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f01f}' | '\u{f100}'..='\u{f8ff}' | '\u{f0000}'..)
                || (c.is_control() && !c.is_whitespace())
        })
        .count()
}

/// What a file is that begins as no text does.
pub(crate) fn format(bytes: &[u8]) -> Option<Format> {
    const BEGINNINGS: [(&[u8], Format); 5] = [
        (b"%pdf-", Format::Pdf),
        (b"<!doctype html", Format::Html),
        (b"<html", Format::Html),
        (b"pk\x03\x04", Format::Office),
        (b"\xd0\xcf\x11\xe0", Format::Office),
    ];
    let begun = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    let begins = |beginning: &[u8]| {
        begun.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
    };
    BEGINNINGS.into_iter().find(|(beginning, _)| begins(beginning)).map(|(_, format)| format)
}

#[cfg(test)]
mod tests {
    use kurabe_model::Encoding;

    use super::*;

    #[test]
    fn what_is_not_utf8_looks_like_something() {
        for (bytes, expected) in [
            (&b"\x8e\x73\x90\xad\x82\xcc\x95\xfb\x90\x6a\n"[..], Some(Encoding::ShiftJis)),
            (b"\xbb\xd4\xc0\xaf\xa4\xce\xca\xfd\xbf\xcb\n", Some(Encoding::EucJp)),
            (b"132047,\x83\x7e\x83\x5e\x83\x4a", Some(Encoding::ShiftJis)),
            (
                b"\x02\x5e\x3f\x65\x6e\x30\xb9\x65\xdd\x91\x92\x30\x20\x90\x81\x30\x8b\x30",
                Some(Encoding::Utf16),
            ),
            (b"\x1b$B;T@/$NJ}?K\x1b(B", Some(Encoding::Iso2022Jp)),
            (b"\xff\xfe\x02\x5e", Some(Encoding::Utf16)),
            (b"\xfe\xff\x5e\x02", Some(Encoding::Utf16)),
            (b"abc\xff", None),
        ] {
            let Err(Problem::NotUtf8 { looks_like, .. }) = decode(bytes) else { panic!("{bytes:?}") };
            assert_eq!(looks_like, expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_known_by_its_beginning() {
        for (bytes, expected) in [
            (&b"%PDF-1.7\n%\xe2\xe3"[..], Format::Pdf),
            (b"PK\x03\x04\x14", Format::Office),
            (b"\xef\xbb\xbf\n<!DOCTYPE html>", Format::Html),
        ] {
            assert_eq!(decode(bytes), Err(Problem::Disguised { format: expected }), "{bytes:?}");
        }
        assert!(decode("<htm".as_bytes()).is_ok());
    }
}
