//! What a text becomes before it is cut: the map of characters the model was trained with.

use crate::cursor::Cursor;
use crate::error::{Error, Result};

/// What stands where a word begins, in place of the space before it.
pub(crate) const WORD: char = '\u{2581}';
/// No map has more entries than there are characters.
const MOST_ENTRIES: i32 = 0x11_0000;

/// Characters and what is read in their place: several, one, or none at all.
pub(crate) struct Characters {
    /// The characters that are replaced, in order, and where in `replacements` theirs end.
    entries: Vec<(char, u32)>,
    replacements: Vec<char>,
}

impl Characters {
    /// Reads the map of a packed model: how many entries, how many bytes, then for each a character, how many replace
    /// it, and those.
    pub(crate) fn read(from: &mut Cursor) -> Result<Self> {
        from.section = "map of characters";
        let count = from.size("the number of mapped characters", 0..=MOST_ENTRIES)?;
        let bytes = usize::try_from(from.u32()?).map_err(|_| Error::Characters("too long"))?;
        let mut map = Cursor::new(from.take(bytes)?);
        map.section = "map of characters";
        let mut entries = Vec::new();
        let mut replacements = Vec::new();
        for _ in 0..count {
            let from = character(map.u32()?)?;
            for _ in 0..map.u8()? {
                replacements.push(character(map.u32()?)?);
            }
            if entries.last().is_some_and(|(before, _)| *before >= from) {
                return Err(Error::Characters("out of order"));
            }
            let end = u32::try_from(replacements.len()).map_err(|_| Error::Characters("too long"))?;
            entries.push((from, end));
        }
        if map.is_empty() { Ok(Self { entries, replacements }) } else { Err(Error::Characters("too long")) }
    }

    /// The text as the vocabulary knows it: mapped, several spaces made one, and every space the mark of a word's
    /// beginning, with one before the first.
    pub(crate) fn apply(&self, text: &str) -> Vec<char> {
        let mut read = vec![WORD];
        let mut space = false;
        let mut begun = false;
        for character in text.chars() {
            for mapped in self.of(&character) {
                let again = space && *mapped == ' ';
                space = *mapped == ' ';
                // A text that begins with a space has its mark already.
                if !(again || space && !begun) {
                    read.push(if space { WORD } else { *mapped });
                }
                begun = true;
            }
        }
        read
    }

    fn of<'a>(&'a self, character: &'a char) -> &'a [char] {
        let Ok(place) = self.entries.binary_search_by_key(character, |(from, _)| *from) else {
            return std::slice::from_ref(character);
        };
        let start = place.checked_sub(1).map_or(0, |before| self.entries[before].1);
        &self.replacements[start as usize..self.entries[place].1 as usize]
    }
}

fn character(number: u32) -> Result<char> {
    char::from_u32(number).ok_or(Error::Characters("not a character"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(char, &str)]) -> Vec<u8> {
        let mut body = Vec::new();
        for (from, to) in entries {
            body.extend(u32::from(*from).to_le_bytes());
            body.push(to.chars().count() as u8);
            body.extend(to.chars().flat_map(|to| u32::from(to).to_le_bytes()));
        }
        let mut bytes = (entries.len() as u32).to_le_bytes().to_vec();
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    fn read(entries: &[(char, &str)]) -> Result<Characters> {
        Characters::read(&mut Cursor::new(&map(entries)))
    }

    #[test]
    fn characters_become_several_one_or_none() {
        let characters = read(&[('\u{1}', ""), ('\u{3000}', " "), ('㈱', "(株)"), ('Ａ', "A")]).unwrap();
        let apply = |text: &str| characters.apply(text).into_iter().collect::<String>();
        assert_eq!(apply("㈱Ａ\u{1}と\u{3000} B "), "▁(株)Aと▁B▁");
        assert_eq!(apply(" A"), "▁A");
        assert_eq!(apply("\u{3000} A"), "▁A");
        assert_eq!(apply(""), "▁");
        assert_eq!(apply("\u{1}"), "▁");
    }

    #[test]
    fn a_map_that_contradicts_itself_is_refused() {
        assert!(matches!(read(&[('b', "x"), ('a', "y")]), Err(Error::Characters("out of order"))));
        assert!(matches!(read(&[('a', "x"), ('a', "y")]), Err(Error::Characters("out of order"))));
        let mut surrogate = map(&[('a', "x")]);
        surrogate[8..12].copy_from_slice(&0xd800_u32.to_le_bytes());
        let refused = Characters::read(&mut Cursor::new(&surrogate));
        assert!(matches!(refused, Err(Error::Characters("not a character"))));
        let mut longer = map(&[('a', "x")]);
        longer[4] += 1;
        longer.push(0);
        assert!(matches!(Characters::read(&mut Cursor::new(&longer)), Err(Error::Characters("too long"))));
    }
}
