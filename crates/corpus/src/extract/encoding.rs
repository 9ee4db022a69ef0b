//! Bytes → text: in which encoding (文字コード) a Japanese file is, and what it says in it.
//!
//! What a file declares is often wrong, and short files declare nothing. So every encoding is tried, and the one taken
//! in which the text surprises least: kana are everywhere in Japanese, everyday kanji common, rare ones rare, and what
//! is no character at all is in no text. The same measure finds the way back into step behind a byte that was lost,
//! and tells a text from one that was garbled (文字化け) before it came here.

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{EUC_JP, Encoding as Charset, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use kurabe_model::{Encoding, Problem};

/// The text of a file; characters that cannot be read are U+FFFD, and where too many cannot, it is refused.
pub(super) fn text<'b>(bytes: &'b [u8], declared: Option<&'static Charset>) -> Result<Cow<'b, str>, Problem> {
    if let Some(text) = utf8(bytes) {
        return plausible(Cow::Borrowed(text), UTF_8);
    }
    let charset = choose(bytes, declared);
    plausible(decode(bytes, charset), charset)
}

/// The text of a file that is UTF-8: such a file is its own extract.
pub(super) fn utf8(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    // The bytes of ISO-2022-JP are ASCII, and every other byte of UTF-16 may be.
    (first_shift(text).is_none() && !text.contains('\0')).then_some(text)
}

/// How many bytes are UTF-8 and mean what they say.
pub(super) fn sound_length(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(text) => first_shift(text).unwrap_or(bytes.len()),
        Err(error) => error.valid_up_to(),
    }
}

/// What bytes seem to be that are not UTF-8.
pub(super) fn guess(bytes: &[u8]) -> Option<Encoding> {
    let charset = choose(bytes, None);
    plausible(decode(bytes, charset), charset).ok().and_then(|_| named(charset))
}

/// Where the first sequence stands that ends the meaning of ASCII in ISO-2022-JP.
fn first_shift(text: &str) -> Option<usize> {
    ["\u{1b}$B", "\u{1b}$@", "\u{1b}(I"].into_iter().filter_map(|shift| text.find(shift)).min()
}

/// The encoding in which a text surprises least; of several the one that was declared.
fn choose(bytes: &[u8], declared: Option<&'static Charset>) -> &'static Charset {
    if let Some((charset, _)) = Charset::for_bom(bytes) {
        return charset;
    }
    let mut charsets: Vec<&'static Charset> = declared.into_iter().collect();
    charsets.extend([UTF_8, SHIFT_JIS, EUC_JP]);
    if bytes.contains(&0x1b) {
        charsets.push(ISO_2022_JP);
    }
    // Of a few bytes every second one could be anything.
    if bytes.len() >= 16 || bytes.contains(&0) {
        charsets.extend([UTF_16LE, UTF_16BE]);
    }
    let total = |charset: &&'static Charset| {
        let (text, _) = charset.decode_without_bom_handling(bytes);
        surprises(&text).map(|(_, surprise)| u64::from(surprise)).sum::<u64>()
    };
    charsets.into_iter().min_by_key(total).unwrap_or(UTF_8)
}

fn decode<'b>(bytes: &'b [u8], charset: &'static Charset) -> Cow<'b, str> {
    let (text, had_errors) = charset.decode_with_bom_removal(bytes);
    if !had_errors || (charset != SHIFT_JIS && charset != EUC_JP) {
        return text;
    }
    // In these two no part of a character looks like the end of a line: what is broken in one ends with it.
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let (text, had_errors) = charset.decode_without_bom_handling(line);
        if had_errors { Cow::Owned(mended(line, charset)) } else { text }
    });
    Cow::Owned(lines.collect())
}

/// A line of which some bytes are lost: of all ways to cut it into characters, the one that surprises least.
fn mended(line: &[u8], charset: &'static Charset) -> String {
    /// A byte that belongs to no character.
    const LOST: u32 = 6;
    /// Two bytes that are made as a character is, though it is none.
    const UNKNOWN: u32 = 6;
    let mut best: Vec<Step> = vec![Step { surprise: u32::MAX, length: 1, character: '\u{fffd}' }; line.len()];
    for start in 0..line.len() {
        let so_far = start.checked_sub(1).map_or(0, |before| best[before].surprise);
        for length in 1..=3.min(line.len() - start) {
            let bytes = &line[start..start + length];
            let (surprise, character) = match character(bytes, charset) {
                Some(character) => (surprise(None, character), character),
                None if length == 1 => (LOST, '\u{fffd}'),
                None if length == 2 && is_pair(bytes, charset) => (UNKNOWN, '\u{fffd}'),
                None => continue,
            };
            let surprise = so_far.saturating_add(surprise);
            let last = &mut best[start + length - 1];
            if surprise < last.surprise {
                *last = Step { surprise, length, character };
            }
        }
    }
    let mut characters = Vec::new();
    let mut end = line.len();
    while let Some(step) = end.checked_sub(1).and_then(|last| best.get(last)) {
        if step.character != '\u{fffd}' || characters.last() != Some(&'\u{fffd}') {
            characters.push(step.character);
        }
        end -= step.length;
    }
    characters.into_iter().rev().collect()
}

/// The last character of a beginning of a line, in the best way to read that beginning.
#[derive(Clone)]
struct Step {
    surprise: u32,
    length: usize,
    character: char,
}

/// The one character some bytes are.
fn character(bytes: &[u8], charset: &'static Charset) -> Option<char> {
    let text = charset.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn is_pair(bytes: &[u8], charset: &'static Charset) -> bool {
    match *bytes {
        [lead, trail] if charset == EUC_JP => lead >= 0xa1 && trail >= 0xa1,
        [lead, trail] => {
            matches!(lead, 0x81..=0x9f | 0xe0..=0xfc) && matches!(trail, 0x40..=0x7e | 0x80..=0xfc)
        }
        _ => false,
    }
}

/// A text that can be one of Japanese, or of nothing but ASCII.
fn plausible<'t>(text: Cow<'t, str>, charset: &'static Charset) -> Result<Cow<'t, str>, Problem> {
    /// So many characters out of those beyond ASCII may be strange.
    const SHARE: usize = 5;
    /// In a text without a broken character so few prove nothing: 髙﨑 is a name.
    const FEW: usize = 2;
    let (mut strange, mut broken, mut beyond, mut first) = (0, 0, 0, None);
    for (at, surprise) in surprises(&text) {
        beyond += usize::from(surprise >= STRANGE || !text.as_bytes()[at].is_ascii());
        if surprise >= STRANGE {
            strange += 1;
            broken += usize::from(surprise >= BROKEN);
            first = first.or(Some(at));
        }
    }
    if strange * SHARE <= beyond || (broken == 0 && strange <= FEW) {
        return Ok(text);
    }
    let above = text.get(..first.unwrap_or_default()).unwrap_or_default();
    Err(Problem::Garbled { line: above.matches('\n').count() + 1, best: named(charset) })
}

fn named(charset: &'static Charset) -> Option<Encoding> {
    [
        (UTF_8, Encoding::Utf8),
        (SHIFT_JIS, Encoding::ShiftJis),
        (EUC_JP, Encoding::EucJp),
        (ISO_2022_JP, Encoding::Iso2022Jp),
        (UTF_16LE, Encoding::Utf16),
        (UTF_16BE, Encoding::Utf16),
    ]
    .into_iter()
    .find_map(|(known, name)| (known == charset).then_some(name))
}

/// A character that surprises so much is strange in a Japanese text, or none at all.
const STRANGE: u32 = 4;
const BROKEN: u32 = 8;

/// Every character of a text with its place and how much it surprises there.
fn surprises(text: &str) -> impl Iterator<Item = (usize, u32)> {
    text.char_indices().scan(None, |before, (at, c)| Some((at, surprise(before.replace(c), c))))
}

/// How much a character surprises in a Japanese text, behind the one before it.
fn surprise(before: Option<char>, c: char) -> u32 {
    match c {
        ' '..='~' | '\t' | '\n' | '\r' | '\x0c' => 0,
        // Kana, the marks beside them, what is set full-width, and marks without a shape.
        '\u{3000}'..='\u{3030}' | '\u{3041}'..='\u{30ff}' | '\u{ff01}'..='\u{ff5e}' => 0,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{4e00}'..='\u{9fff}' if is_everyday(c) => 1,
        // Half-width kana: as many bytes of EUC-JP as one kana or kanji has look like two of them.
        '\u{ff61}'..='\u{ff9f}' => 1,
        // Signs: ① ㈱ ℃ → ■ ※ ￥, emoji, Word's bullets.
        '§' | '¨' | '°' | '±' | '´' | '¶' | '×' | '÷' | '\u{a0}' => 1,
        '\u{2010}'..='\u{2bff}' | '\u{3200}'..='\u{33ff}' | '\u{ffe0}'..='\u{ffe6}' => 1,
        '\u{1f000}'..='\u{1faff}' | '\u{f020}'..='\u{f0ff}' => 1,
        // A letter with an accent stands among others without: é, ō.
        '\u{a1}'..='\u{24f}' if before.is_none_or(|before| before.is_ascii()) => 1,
        '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{f0000}'.. => BROKEN,
        c if c.is_control() => BROKEN,
        _ => STRANGE,
    }
}

/// Whether a kanji is one of JIS level 1 (第１水準): 2,965 that make up nearly all of any text.
fn is_everyday(c: char) -> bool {
    const FIRST: u32 = 0x4e00;
    const WORDS: usize = 0x5200 / 64;
    static EVERYDAY: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut set = vec![0; WORDS];
        // The rows of level 1 in EUC-JP.
        let codes = (0xb0..=0xcf_u8).flat_map(|row| (0xa1..=0xfe_u8).map(move |cell| [row, cell]));
        for kanji in codes.filter_map(|code| character(&code, EUC_JP)) {
            let index = kanji as u32 - FIRST;
            if let Some(word) = set.get_mut(index as usize / 64) {
                *word |= 1 << (index % 64);
            }
        }
        set
    });
    let index = (c as u32).wrapping_sub(FIRST);
    EVERYDAY.get(index as usize / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "第１章　市政の方針\n　本市では、①子育て支援、②髙齢者の見守り㈱緑を進めます。\n　人口は２％減少し、～協働のまち－へ。\n";

    fn encoded(text: &str, charset: &'static Charset) -> Vec<u8> {
        charset.encode(text).0.into_owned()
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(text(bytes, None).as_deref(), Ok(expected));
    }

    #[test]
    fn every_encoding_is_told_by_what_it_says() {
        for text in [PLAN, "施政方針について", "市政", "県の計画（案）\n", "ア"] {
            for charset in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP] {
                check(&encoded(text, charset), text);
            }
        }
        for charset in [UTF_8, SHIFT_JIS, EUC_JP] {
            check(&encoded("ｶﾅ氏名 ﾐﾄﾞﾘ ﾀﾛｳ", charset), "ｶﾅ氏名 ﾐﾄﾞﾘ ﾀﾛｳ");
        }
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            check(&utf16(PLAN, to_bytes), PLAN);
            check(&utf16(&format!("\u{feff}{PLAN}"), to_bytes), PLAN);
            check(&utf16("plan\n", to_bytes), "plan\n");
        }
        check(b"", "");
        check("T\u{14d}ky\u{14d} and Caf\u{e9}s".as_bytes(), "T\u{14d}ky\u{14d} and Caf\u{e9}s");
        check("髙﨑".as_bytes(), "髙﨑");
    }

    #[test]
    fn what_is_declared_decides_where_nothing_else_does() {
        let bytes = encoded("ｱｲｳ", SHIFT_JIS);
        assert_eq!(text(&bytes, Some(SHIFT_JIS)).as_deref(), Ok("ｱｲｳ"));
        assert_eq!(text(&encoded(PLAN, SHIFT_JIS), Some(UTF_8)).as_deref(), Ok(PLAN));
    }

    #[test]
    fn a_byte_that_is_lost_takes_one_character_with_it() {
        let sentence = "児童生徒の可能性を引き出すため、個別最適な学びと協働的な学びを一体的に充実させます。";
        let whole = format!("{sentence}\n").repeat(40);
        for charset in [UTF_8, SHIFT_JIS, EUC_JP] {
            let bytes = encoded(&whole, charset);
            for place in (bytes.len() / 2..bytes.len() / 2 + 100).step_by(7) {
                let mut lost = bytes.clone();
                lost.remove(place);
                let mut changed = bytes.clone();
                changed[place] = b'?';
                for broken in [lost, changed, bytes[..place].to_vec()] {
                    let text = text(&broken, None).unwrap();
                    let differing = text
                        .lines()
                        .zip(whole.lines())
                        .filter(|(line, same)| line != same)
                        .collect::<Vec<_>>();
                    assert!(differing.len() <= 1, "{charset:?} {place} {differing:?}");
                    // Two halves may make another character, but what follows is in step again.
                    let in_step = |(line, same): &(&str, &str)| {
                        let begins = line.chars().zip(same.chars()).take_while(|(a, b)| a == b).count();
                        let ends =
                            line.chars().rev().zip(same.chars().rev()).take_while(|(a, b)| a == b).count();
                        begins + ends + 3 >= same.chars().count()
                    };
                    let is_last = broken.len() == place;
                    assert!(is_last || differing.iter().all(in_step), "{charset:?} {place} {differing:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_garbled_is_refused_with_its_place() {
        let garbled = |bytes: &[u8]| match text(bytes, None) {
            Err(Problem::Garbled { line, best }) => (line, best),
            other => panic!("{other:?}"),
        };
        assert_eq!(garbled(b"abc\xff"), (1, Some(Encoding::Utf8)));
        // UTF-8 read as Latin letters or as Shift_JIS by whoever saved it last.
        let latin: String = PLAN.bytes().map(char::from).collect();
        assert_eq!(garbled(format!("plan\n{latin}").as_bytes()), (2, Some(Encoding::Utf8)));
        let (sjis, _) = SHIFT_JIS.decode_without_bom_handling(PLAN.as_bytes());
        assert_eq!(garbled(sjis.as_bytes()).1, Some(Encoding::Utf8));
        assert!(text(&[0x80, 0xff, 0, 1, 2, 3, 0x9f, 0xfe].repeat(50), None).is_err());
    }

    #[test]
    fn small_files_are_told_too() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/html");
        let letters = "a".repeat(3000);
        let ascii = format!("{letters}<p>令和７年度　予算の概要</p>");
        for (name, expected) in [("ascii", ascii.as_str()), ("short", "施政方針について"), ("tiny", "市政")]
        {
            for charset in ["utf-8", "cp932", "euc_jp", "iso2022_jp"] {
                let bytes = std::fs::read(folder.join(format!("enc_{name}_{charset}.txt"))).unwrap();
                assert_eq!(text(&bytes, None).as_deref(), Ok(expected), "{name} {charset}");
            }
        }
        // What the writer of the last two could not write it made question marks of.
        for (charset, expected) in [
            ("utf-8", "ｶﾅ氏名 ﾐﾄﾞﾘ ﾀﾛｳ ①②③ 髙橋 﨑"),
            ("cp932", "ｶﾅ氏名 ﾐﾄﾞﾘ ﾀﾛｳ ①②③ 髙橋 﨑"),
            ("euc_jp", "ｶﾅ氏名 ﾐﾄﾞﾘ ﾀﾛｳ ??? ?橋 ?"),
            ("iso2022_jp", "??氏名 ???? ??? ??? ?橋 ?"),
        ] {
            let bytes = std::fs::read(folder.join(format!("enc_halfkana_{charset}.txt"))).unwrap();
            assert_eq!(text(&bytes, None).as_deref(), Ok(expected), "{charset}");
        }
    }
}
