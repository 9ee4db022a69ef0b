//! Bytes of a stored text file → text, or why not.

use kurabe_model::Problem;

/// The longest line that is read: the longest paragraph of a real paper has some ten thousand bytes,
/// a line beyond this is a table without line ends or not text at all.
pub(crate) const LONGEST_LINE: usize = 256 * 1024;

/// The text of a stored file. A byte-order mark is passed over where lines are cut, so that offsets stay
/// those of the stored file.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    let text =
        std::str::from_utf8(bytes).map_err(|error| Problem::NotUtf8 { offset: error.valid_up_to() })?;
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
