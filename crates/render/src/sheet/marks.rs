//! Marks inside a cell (見え消し): which of its words went, and which came. Forms that can, show them; the others
//! have the words alone.

use std::borrow::Cow;

/// What a mark says of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// They are in the older edition only.
    Went,
    /// They are in the newer edition only.
    Came,
}

/// Characters that Unicode keeps out of all text (noncharacters) and leaves to programs.
const WENT: char = '\u{fdd0}';
const CAME: char = '\u{fdd1}';
const END: char = '\u{fdd2}';
const SIGNS: [char; 3] = [WENT, CAME, END];

/// Words with a mark.
pub(super) fn marked(words: &str, mark: Mark) -> String {
    let sign = match mark {
        Mark::Went => WENT,
        Mark::Came => CAME,
    };
    format!("{sign}{}{END}", plain(words))
}

/// Whether there are signs of marks, whoever put them there.
pub(super) fn is_marked(cell: &str) -> bool {
    cell.contains(SIGNS)
}

/// The words alone.
pub(super) fn plain(cell: &str) -> Cow<'_, str> {
    if is_marked(cell) { Cow::Owned(cell.replace(SIGNS, "")) } else { Cow::Borrowed(cell) }
}

/// The words of all cells alone.
pub(super) fn all_plain(cells: &[String]) -> Vec<String> {
    cells.iter().map(|cell| plain(cell).into_owned()).collect()
}

/// The words piece by piece, each with its mark.
pub(super) fn pieces(cell: &str) -> Vec<(&str, Option<Mark>)> {
    let mut pieces = Vec::new();
    let (mut rest, mut mark) = (cell, None);
    while let Some((place, sign)) = rest.char_indices().find(|(_, c)| SIGNS.contains(c)) {
        let (piece, behind) = rest.split_at(place);
        pieces.push((piece, mark));
        rest = behind.strip_prefix(sign).unwrap_or_default();
        mark = match sign {
            WENT => Some(Mark::Went),
            CAME => Some(Mark::Came),
            _ => None,
        };
    }
    pieces.push((rest, mark));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_words_come_back_as_they_were() {
        let cell = format!("毎年{}開く", marked("春\u{fdd2}に", Mark::Went));
        assert_eq!(plain(&cell), "毎年春に開く");
        assert_eq!(pieces(&cell), [("毎年", None), ("春に", Some(Mark::Went)), ("開く", None)]);
        assert_eq!(pieces("開く"), [("開く", None)]);
        assert!(pieces("").is_empty());
    }
}
