//! What single characters are to the language, in either width.

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It parts words.
    Space,
    /// It opens a bracket.
    Open,
    /// It closes a bracket.
    Close,
    /// It opens a quotation.
    Quote(Quote),
    /// It can only close a quotation.
    EndQuote,
    /// The sign for OR.
    Bar,
    /// Anything else.
    Text,
}

/// The marks of quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// "…", ＂…＂, “…”, and ”…” as Japanese keyboards have it: any of them closes any other.
    Straight,
    /// 「…」, ｢…｣
    Corner,
    /// 『…』
    White,
}

impl Quote {
    /// The mark it is printed with.
    pub(super) const fn marks(self) -> (char, char) {
        match self {
            Self::Straight => ('"', '"'),
            Self::Corner => ('「', '」'),
            Self::White => ('『', '』'),
        }
    }

    /// Whether a character ends such a quotation.
    pub(super) fn ends_with(self, c: char) -> bool {
        match self {
            Self::Straight => class(c) == Class::Quote(Self::Straight),
            Self::Corner => matches!(c, '」' | '｣'),
            Self::White => c == '』',
        }
    }

    /// The marks that can stand round a text, the usual ones if they can.
    pub(super) fn around(text: &str) -> Self {
        [Self::Straight, Self::Corner]
            .into_iter()
            .find(|quote| !text.contains(|c| quote.ends_with(c)))
            .unwrap_or(Self::White)
    }
}

/// What a character is to the language.
pub(super) fn class(c: char) -> Class {
    match narrow(c) {
        '(' => Class::Open,
        ')' => Class::Close,
        '"' | '“' | '”' | '„' | '‟' => Class::Quote(Quote::Straight),
        '「' | '｢' => Class::Quote(Quote::Corner),
        '『' => Class::Quote(Quote::White),
        '」' | '｣' | '』' => Class::EndQuote,
        '|' => Class::Bar,
        c if is_space(c) => Class::Space,
        _ => Class::Text,
    }
}

/// White space of any width; that of no width comes along when text is copied.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Before a word: not this. Whatever the key of the hyphen gives, the long vowel ー too: no word begins with it.
/// A dash within a word belongs to the word.
pub(super) fn is_exclusion(c: char) -> bool {
    matches!(narrow(c), '-' | '−' | '!' | '‐' | '‑' | '–' | '—' | '―' | '─' | '﹣' | 'ー' | 'ｰ')
}

/// Between a field and its values.
pub(super) fn is_colon(c: char) -> bool {
    narrow(c) == ':'
}

/// Between values.
pub(super) fn is_comma(c: char) -> bool {
    matches!(narrow(c), ',' | '、' | '､')
}

/// The ASCII twin of a full-width character.
pub(super) fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
