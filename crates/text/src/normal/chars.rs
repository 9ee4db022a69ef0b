//! What single characters become, and which need no thought.

/// CJK radicals that NFKC leaves alone and that PDFs put where the character should be, each with the
/// character (Unicode's `EquivalentUnifiedIdeograph`).
const RADICALS: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺅', '亻'),
    ('⺇', '几'),
    ('⺉', '刂'),
    ('⺊', '卜'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺕', '彐'),
    ('⺖', '忄'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺝', '月'),
    ('⺞', '歺'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺢', '氺'),
    ('⺣', '灬'),
    ('⺤', '爫'),
    ('⺦', '丬'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺫', '罒'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '竹'),
    ('⺯', '糹'),
    ('⺲', '罒'),
    ('⺶', '羊'),
    ('⺷', '羊'),
    ('⺸', '羊'),
    ('⺹', '耂'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⺾', '艹'),
    ('⺿', '艹'),
    ('⻀', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻍', '辶'),
    ('⻎', '辶'),
    ('⻏', '阝'),
    ('⻐', '钅'),
    ('⻑', '長'),
    ('⻒', '镸'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻖', '阝'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻟', '飠'),
    ('⻠', '饣'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻱', '龜'),
    ('⻲', '亀'),
];

/// What a character becomes after NFKC and lower case.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{2e80}'..='\u{2eff}' => {
            RADICALS.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, character)| *character)
        }
        '〜' | '∼' | '〰' | '⁓' => '~',
        '·' | '‧' | '•' | '∙' | '⋅' => '・',
        '“' | '”' | '„' | '‟' => '"',
        '‘' | '’' | '‛' => '\'',
        'ゔ' => 'ぶ',
        _ => c,
    }
}

/// Dashes that are typed for one another, and for ー.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '⁃' | '﹣')
}

/// Characters that show nothing: joiners, marks of direction, selectors of a variant.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Characters that stay as they are: plain Japanese and ASCII but for letter case.
pub(super) fn is_plain(c: char) -> bool {
    match c {
        '!'..='~' => !c.is_ascii_uppercase(),
        '\u{4e00}'..='\u{9fff}'
        | '\u{3041}'..='\u{3093}'
        | '\u{30a1}'..='\u{30f3}'
        | '\u{30f5}'..='\u{30fb}' => true,
        '、' | '。' | '々' | '「'..='】' | '〔' | '〕' => true,
        _ => false,
    }
}

/// Characters that never join the one before them to a grapheme.
pub(super) fn begins_grapheme(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{2ff}'
            | '\u{2460}'..='\u{24ff}'
            | '\u{2e80}'..='\u{3029}'
            | '\u{3030}'..='\u{3098}'
            | '\u{309b}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff01}'..='\u{ff9d}'
    )
}

/// The ASCII twin of a full-width character.
pub(super) fn narrow(c: char) -> Option<char> {
    matches!(c, '！'..='～').then(|| char::from_u32(u32::from(c) - 0xfee0)).flatten()
}

/// Letters and figures that words are told apart by with a space.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || narrow(c).is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Kana of either kind, the long mark included.
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9d}')
}

/// The kana ゝ or ヽ stands for after `before`; voiced for ゞ and ヾ.
pub(super) fn repeated(mark: char, before: char) -> Option<char> {
    use unicode_normalization::UnicodeNormalization;
    if !matches!(mark, 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ') || !is_kana(before) || before == 'ー' {
        return None;
    }
    let base = std::iter::once(before).nfd().next()?;
    let voiced = matches!(mark, 'ゞ' | 'ヾ');
    let composed = [base, '\u{3099}'].into_iter().nfc().next().filter(|c| *c != base);
    Some(if voiced { composed.unwrap_or(base) } else { base })
}

/// What ヴ becomes before a small vowel, and whether the vowel goes into it: ヴァ is バ, ヴュ is ビュ.
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
