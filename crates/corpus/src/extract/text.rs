//! Bytes of a stored text file → text, or why not.

use std::cmp::Ordering;

use kurabe_model::{Encoding, Format, Problem};

/// The longest line that is read: the longest paragraph of a real paper has some ten thousand bytes,
/// a line beyond this is a table without line ends or not text at all.
pub(crate) const LONGEST_LINE: usize = 256 * 1024;

/// The text of a stored file. A byte-order mark is passed over where lines are cut, so that offsets stay
/// those of the stored file.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if let Some(format) = format(bytes) {
        return Err(Problem::Disguised { format });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Problem::NotUtf8 { offset: error.valid_up_to(), looks_like: encoding(bytes) })?;
    // The bytes of ISO-2022-JP are ASCII; what they mean changes behind these.
    if let Some(offset) = ["\u{1b}$B", "\u{1b}$@"].into_iter().filter_map(|shift| text.find(shift)).min() {
        return Err(Problem::NotUtf8 { offset, looks_like: Some(Encoding::Iso2022Jp) });
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() { Err(Problem::Empty) } else { Ok(text) }
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

/// What bytes that are not UTF-8 seem to be: Japanese is full of kana, whatever it is written in.
fn encoding(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some(Encoding::Utf16);
    }
    // The kana among the characters of one or two bytes, or none if there are others: hiragana have a row of
    // their own, and katakana the next one.
    let kana = |is_lead: fn(u8) -> bool, is_trail: fn(u8) -> bool, row: u8| {
        let (mut at, mut count) = (0, 0);
        while let Some(&lead) = bytes.get(at) {
            at += 1;
            if is_lead(lead) {
                // The last character may be cut off.
                let Some(&trail) = bytes.get(at) else { break };
                if !is_trail(trail) {
                    return 0;
                }
                count += usize::from(lead == row || lead == row + 1);
                at += 1;
            }
        }
        count
    };
    let shift_jis = kana(
        |byte| matches!(byte, 0x81..=0x9f | 0xe0..=0xfc),
        |byte| matches!(byte, 0x40..=0x7e | 0x80..=0xfc),
        0x82,
    );
    let euc = kana(|byte| byte >= 0xa1, |byte| byte >= 0xa1, 0xa4);
    match shift_jis.cmp(&euc) {
        Ordering::Greater => Some(Encoding::ShiftJis),
        Ordering::Less => Some(Encoding::EucJp),
        Ordering::Equal if is_utf16(bytes) => Some(Encoding::Utf16),
        Ordering::Equal => None,
    }
}

/// Whether one byte of every two, at the same end, is mostly that of kana, signs and Latin letters.
fn is_utf16(bytes: &[u8]) -> bool {
    let pages = |end: usize| bytes.iter().skip(end).step_by(2);
    let common = |end: usize| pages(end).filter(|page| matches!(page, 0x00 | 0x30 | 0xff)).count();
    // Of a few bytes nothing can be said.
    bytes.len() >= 16 && (0..2).any(|end| common(end) * 3 >= pages(end).count())
}

#[cfg(test)]
mod tests {
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
