//! Letters (文字): which script a character belongs to, what it is worth as a figure, what it opens or closes.
//!
//! One home for what every reader of Japanese asks of a single character. Normalisation has classes of its own:
//! they say what a character becomes, not what it is.

/// The ASCII twin of a full-width character; dashes of all lengths are hyphens, white space is a space.
///
/// ```
/// use kurabe_text::letter::narrow;
///
/// assert_eq!("（Ａ）－１".chars().map(narrow).collect::<String>(), "(A)-1");
/// ```
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '−' | '‐' | '‑' | '–' | '—' | '―' => '-',
        _ => c,
    }
}

/// What a figure (算用数字) of either width is worth.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// A figure of either width.
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The Chinese numerals (漢数字) that headings and years are counted in: 一 to 十.
pub fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Kana or Han.
pub fn is_japanese(c: char) -> bool {
    is_kana(c) || is_han(c)
}

/// Hiragana or katakana of either width.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}') && c != '・'
}

/// Katakana of full width.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ')
}

/// Chinese characters (漢字).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
        || matches!(c, '\u{2e80}'..='\u{2fdf}' | '々' | '〇')
}

/// A bracket or quotation mark that opens.
pub fn opens(c: char) -> bool {
    matches!(c, '「' | '『' | '（' | '(' | '【' | '〔' | '〈' | '《' | '［' | '“')
}

/// A bracket or quotation mark that closes.
pub fn closes(c: char) -> bool {
    matches!(c, '」' | '』' | '）' | ')' | '】' | '〕' | '〉' | '》' | '］' | '”')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts() {
        assert!("漢々〇".chars().all(is_han));
        assert!("かカｶーゞ".chars().all(is_kana));
        assert!("カヴ".chars().all(is_katakana));
        assert!(!"aＡ1・、。（".chars().any(is_japanese));
    }

    #[test]
    fn figures() {
        assert_eq!("0９三".chars().map(digit).collect::<Vec<_>>(), [Some(0), Some(9), None]);
        assert!("一十".chars().all(is_numeral) && !"百〇1".chars().any(is_numeral));
    }

    #[test]
    fn what_opens_is_closed_by_another() {
        let pairs = "「」『』（）()【】〔〕〈〉《》［］“”";
        for (at, c) in pairs.chars().enumerate() {
            assert_eq!((opens(c), closes(c)), (at % 2 == 0, at % 2 == 1), "{c}");
        }
    }
}
