//! What single characters become, and which need no thought.

use unicode_normalization::UnicodeNormalization;

/// The CJK radicals from U+2E80, in order, each as the character it is a part of: PDFs put ⺠ where 民 should
/// be, and NFKC leaves it alone. Where Unicode's [`EquivalentUnifiedIdeograph`] names none, the radical stays.
///
/// [`EquivalentUnifiedIdeograph`]: https://www.unicode.org/Public/UCD/latest/ucd/EquivalentUnifiedIdeograph.txt
const RADICALS: &str = concat!(
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母",
    "民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹",
    "艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠",
    "饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
);

/// How a character is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It keeps its length: plain Japanese, ASCII (letter case apart), common symbols.
    Same,
    /// ー, which keeps its length unless it stands for a dash.
    Long,
    /// The full-width twin of an ASCII character: three bytes become one.
    Wide,
    /// White space.
    Space,
    /// Anything else: its grapheme has to be looked for.
    Other,
}

#[inline]
pub(super) fn class(c: char) -> Class {
    match c {
        'ー' => Class::Long,
        '\t'..='\r' | ' ' | '\u{3000}' => Class::Space,
        '\0'..='\x7f'
        | '\u{3041}'..='\u{3093}'
        | '\u{30a1}'..='\u{30f3}'
        | '\u{30f5}'..='\u{30f6}'
        | '・'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '、'..='〃'
        | '々'..='〛'
        | '※'
        | '\u{2190}'..='\u{21ff}'
        | '\u{25a0}'..='\u{25ff}'
        | '★'
        | '☆' => Class::Same,
        '－' => Class::Other,
        '！'..='～' => Class::Wide,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    }
}

/// Whether a character can never join the one before it to a grapheme; `false` means it might.
#[inline]
pub(super) fn begins_grapheme(c: char) -> bool {
    class(c) != Class::Other
        || matches!(c,
            '\u{80}'..='\u{2ff}'
            | '\u{2010}'..='\u{205f}'
            | '\u{2070}'..='\u{20cf}'
            | '\u{2100}'..='\u{2bff}'
            | '\u{2e80}'..='\u{2fd5}'
            | '\u{301c}'
            | '\u{3094}'
            | '\u{309b}'..='\u{309f}'
            | '\u{30a0}'..='\u{30ff}'
            | '\u{31f0}'..='\u{33ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff01}'..='\u{ff9d}')
}

/// The character a form made for print stands for: ⺠ is 民, ⽬ is 目, and ︒ the 。 of vertical lines. A PDF knows its
/// glyphs, and not always which of the characters of one shape was written.
pub fn unified(c: char) -> char {
    match c {
        '\u{2e80}'..='\u{2ef3}' | '‧' => fold(c),
        '︙' => '…',
        '︰' => '‥',
        '\u{2f00}'..='\u{2fd5}' | '\u{fe10}'..='\u{fe18}' | '\u{fe31}'..='\u{fe48}' => {
            match std::iter::once(c).nfkc().next().unwrap_or(c) {
                // Signs of vertical lines are as broad as a character.
                sign @ '!'..='~' => char::from_u32(u32::from(sign) + 0xfee0).unwrap_or(sign),
                other => other,
            }
        }
        c => c,
    }
}

/// What a character becomes before and after NFKC.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{2e80}'..='\u{2ef3}' => RADICALS.chars().nth(c as usize - 0x2e80).unwrap_or(c),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁃' | '─' | '﹘' | '﹣' | '－' => '-',
        '〜' | '∼' | '〰' | '⁓' => '~',
        '·' | '‧' | '•' | '∙' | '⋅' | '･' => '・',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '‘' | '’' | '‛' | '′' => '\'',
        'ς' => 'σ',
        _ => c,
    }
}

/// Dashes that are typed for one another, and for ー. The hyphen of ASCII is typed for itself.
pub(super) fn is_dash(c: char) -> bool {
    c != '-' && fold(c) == '-'
}

/// Characters that show nothing: joiners, marks of direction, selectors of a variant.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{feff}' | '\u{e0001}'..='\u{e0fff}')
}

/// Figures of either width, and the ones letters are styled with (𝟐𝟎).
pub(super) fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || ('\u{1d7ce}'..='\u{1d7ff}').contains(&c)
}

pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9d}')
}

/// Whether a dash behind this katakana can stand for ー: not behind ン, ッ, ー.
pub(super) fn can_be_long(c: char) -> bool {
    is_katakana(c) && !matches!(c, 'ン' | 'ッ')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

/// Kana and ideographs: what can follow ー within a word.
pub(super) fn is_japanese(c: char) -> bool {
    is_kana(c) || is_katakana(c) || matches!(c, '\u{4e00}'..='\u{9fff}' | '々')
}

/// The kana with a voicing mark (゛, ゜) as one character, if there is one.
pub(super) fn voiced(kana: char, mark: char) -> Option<char> {
    let mark = match mark {
        '゛' => '\u{3099}',
        '゜' => '\u{309a}',
        _ => return None,
    };
    let mut composed = [kana, mark].into_iter().nfc();
    let voiced = composed.next().filter(|_| is_kana(kana) && composed.next().is_none())?;
    Some(match voiced {
        'ヴ' => 'ブ',
        'ゔ' => 'ぶ',
        other => other,
    })
}

/// The kana ゝ or ヽ stands for behind `before`; voiced for ゞ and ヾ.
pub(super) fn repeated(mark: char, before: char) -> Option<char> {
    let same_script = match mark {
        'ゝ' | 'ゞ' => ('\u{3041}'..='\u{3096}').contains(&before),
        'ヽ' | 'ヾ' => ('\u{30a1}'..='\u{30fa}').contains(&before),
        _ => false,
    };
    let base = std::iter::once(before).nfd().next().filter(|_| same_script)?;
    if matches!(mark, 'ゞ' | 'ヾ') { voiced(base, '゛').or(Some(base)) } else { Some(base) }
}

/// What ヴ becomes before `next`, and whether the small vowel goes into it: ヴァ is バ, ヴュ is ビュ.
pub(super) fn without_vu(next: Option<char>) -> (char, bool) {
    match next {
        Some('ァ' | 'ｧ') => ('バ', true),
        Some('ィ' | 'ｨ') => ('ビ', true),
        Some('ェ' | 'ｪ') => ('ベ', true),
        Some('ォ' | 'ｫ') => ('ボ', true),
        Some('ャ' | 'ュ' | 'ョ' | 'ｬ' | 'ｭ' | 'ｮ') => ('ビ', false),
        _ => ('ブ', false),
    }
}
