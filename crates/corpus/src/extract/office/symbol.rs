//! Letters of fonts that have symbols in the place of letters → the symbols they show: Word's bullets, most of all.

/// Where such letters are kept apart from others.
const PRIVATE: u32 = 0xf000;

/// What each letter of Wingdings shows; of the others nothing is in use that a reader would look for.
const WINGDINGS: &[(u8, char)] = &[
    (b'(', '☎'),
    (b'F', '☞'),
    (b'l', '●'),
    (b'm', '○'),
    (b'n', '■'),
    (b'o', '□'),
    (b'p', '□'),
    (b'q', '❑'),
    (b'r', '❒'),
    (b's', '◆'),
    (b't', '◆'),
    (b'u', '◆'),
    (b'v', '❖'),
    (b'w', '◆'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa2, '○'),
    (0xa4, '◉'),
    (0xa7, '▪'),
    (0xa8, '□'),
    (0xab, '★'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

/// ① to ⑩ and ❶ to ❿ stand in rows.
const CIRCLES: &[(std::ops::RangeInclusive<u8>, char)] = &[(0x81..=0x8a, '①'), (0x8c..=0x95, '❶')];

const SYMBOL: &[(u8, char)] = &[(0xa8, '◆'), (0xae, '→'), (0xb7, '・'), (0xde, '⇒')];

/// What a letter shows in a font; itself, if that is no font of symbols.
pub(super) fn shown(c: char, font: Option<&str>) -> char {
    let code = u32::from(c);
    let is_private = (PRIVATE + 0x20..=PRIVATE + 0xff).contains(&code);
    let Ok(letter) = u8::try_from(if is_private { code - PRIVATE } else { code }) else { return c };
    let table = match font {
        Some("Wingdings") => WINGDINGS,
        Some("Symbol") => SYMBOL,
        // Which font it is may be said further off: the letters of the two differ.
        _ if is_private => {
            if letter == 0xb7 {
                SYMBOL
            } else {
                WINGDINGS
            }
        }
        _ => return c,
    };
    let circled = CIRCLES.iter().filter(|_| font != Some("Symbol")).find(|(row, _)| row.contains(&letter));
    if let Some((row, first)) = circled {
        return char::from_u32(u32::from(*first) + u32::from(letter - row.start())).unwrap_or(c);
    }
    table.iter().find(|(code, _)| *code == letter).map_or(c, |(_, symbol)| *symbol)
}

/// What stands before the items of a list: a bullet nobody can name is a dot.
pub(super) fn bullet(text: &str, font: Option<&str>) -> String {
    text.chars()
        .map(|c| match (shown(c, font), font) {
            ('•' | '·' | '\u{f020}'..='\u{f0ff}', _) => '・',
            ('o', Some("Courier New")) => '○',
            (shown, Some("Wingdings" | "Symbol")) if shown == c && c.is_ascii() => '・',
            (shown, _) => shown,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_symbol_fonts_show_symbols() {
        for (c, font, expected) in [
            ('\u{f06c}', Some("Wingdings"), '●'),
            ('l', Some("Wingdings"), '●'),
            ('\u{f0b7}', Some("Symbol"), '・'),
            ('\u{f083}', None, '③'),
            ('l', Some("ＭＳ 明朝"), 'l'),
            ('市', Some("Wingdings"), '市'),
        ] {
            assert_eq!(shown(c, font), expected, "{c:?} {font:?}");
        }
    }

    #[test]
    fn every_bullet_is_something() {
        assert_eq!(bullet("\u{f0b7}", Some("Symbol")), "・");
        assert_eq!(bullet("o", Some("Courier New")), "○");
        assert_eq!(bullet("\u{f0ff}", None), "・");
        assert_eq!(bullet("◇", None), "◇");
    }
}
