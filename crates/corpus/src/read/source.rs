//! Bytes of a stored text file → text, or why not.

use std::cmp::Ordering;

use kurabe_model::{Encoding, Problem};

/// The longest line that is read: the longest paragraph of a real paper has some ten thousand bytes,
/// a line beyond this is a table without line ends or not text at all.
pub(crate) const LONGEST_LINE: usize = 256 * 1024;

/// The text of a stored file. A byte-order mark is passed over where lines are cut, so that offsets stay
/// those of the stored file.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Problem::NotUtf8 { offset: error.valid_up_to(), looks_like: encoding(bytes) })?;
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
        Ordering::Equal => None,
    }
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
            (b"\xff\xfe\x02\x5e", Some(Encoding::Utf16)),
            (b"\xfe\xff\x5e\x02", Some(Encoding::Utf16)),
            (b"abc\xff", None),
        ] {
            let Err(Problem::NotUtf8 { looks_like, .. }) = decode(bytes) else { panic!("{bytes:?}") };
            assert_eq!(looks_like, expected, "{bytes:?}");
        }
    }
}
