//! Japanese text in fewer bytes (文字の詰め方). UTF-8 takes three for every kana and kanji; what is stored of statements
//! takes one for the letters every sentence is full of, and two for nearly all others. It packs the better for it, too,
//! as a block holds more sentences.
//!
//! | bytes | letters |
//! |---|---|
//! | `00`–`7F` | ASCII, as it is |
//! | `80`–`D1` and one | U+4E00–9FFF: kanji |
//! | `D2` and one | U+3000–30FF: kana and signs |
//! | `D3` and one | U+FF00–FFFF: wide letters |
//! | `D4`–`FE` | the 43 of [`COMMON`] |
//! | `FF` and three | any other letter, by its number |

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The commonest signs and kana of plans, the commonest first.
const COMMON: [char; 43] = [
    'の', '、', 'に', 'を', 'る', 'と', 'な', 'し', 'す', 'て', 'い', 'た', '・', '。', 'ま', 'が', 'め',
    'り', 'で', 'く', 'ー', 'や', 'も', 'ら', 'き', 'よ', 'こ', 'れ', 'は', 'け', 'っ', 'あ', 'か', 'え',
    'う', 'つ', 'ど', 'さ', 'み', 'お', 'づ', 'へ', 'そ',
];
/// Where the common ones lie.
const KANA: u32 = 0x3000;
/// What stands for the first of them.
const FIRST: u8 = 0xd4;
const OTHER: u8 = 0xff;

/// The pages of two bytes: the first byte of the first, and the letters they hold.
const PAGES: [(u8, u32, u32); 3] = [(0x80, 0x4e00, 0x9fff), (0xd2, 0x3000, 0x30ff), (0xd3, 0xff00, 0xffff)];

/// The byte of each common letter, by its place behind [`KANA`]; none for others.
const BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut place = 0;
    while place < COMMON.len() {
        bytes[(COMMON[place] as u32 - KANA) as usize] = FIRST + place as u8;
        place += 1;
    }
    bytes
};

/// A text as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Squeezed(pub(crate) String);

/// The bytes of a text.
fn squeezed(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() * 2 / 3);
    for c in text.chars() {
        let number = u32::from(c);
        let common = number.checked_sub(KANA).and_then(|place| BYTES.get(place as usize)).copied();
        let page = || PAGES.into_iter().find(|(_, first, last)| (*first..=*last).contains(&number));
        match (number, common) {
            (..0x80, _) => bytes.push(number as u8),
            (_, Some(byte)) if byte != 0 => bytes.push(byte),
            _ => match page() {
                Some((lead, first, _)) => {
                    let [.., high, low] = (number - first).to_be_bytes();
                    bytes.extend([lead + high, low]);
                }
                None => {
                    let [_, number @ ..] = number.to_be_bytes();
                    bytes.push(OTHER);
                    bytes.extend(number);
                }
            },
        }
    }
    bytes
}

/// The text of some bytes; nothing if they are of none.
fn text(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        text.push(match byte {
            ..0x80 => char::from(byte),
            FIRST..OTHER => COMMON[usize::from(byte - FIRST)],
            OTHER => char::from_u32(u32::from_be_bytes([0, rest.next()?, rest.next()?, rest.next()?]))?,
            _ => {
                let (lead, first, _) = PAGES.into_iter().rfind(|(lead, ..)| *lead <= byte)?;
                char::from_u32(first + u32::from_be_bytes([0, 0, byte - lead, rest.next()?]))?
            }
        });
    }
    Some(text)
}

impl Serialize for Squeezed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&squeezed(&self.0))
    }
}

impl<'de> Deserialize<'de> for Squeezed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Squeezed;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a squeezed text")
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Squeezed, E> {
                text(bytes).map(Squeezed).ok_or_else(|| E::custom("bytes of no text"))
            }
        }
        deserializer.deserialize_bytes(Text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{squeezed, text};

    proptest! {
        #[test]
        fn every_text_comes_out_as_it_went_in(written in "\\PC{0,40}[\u{3000}-\u{30ff}\u{4e00}-\u{a010}\u{ff00}-\u{10010}]{0,40}") {
            prop_assert_eq!(text(&squeezed(&written)), Some(written));
        }

        #[test]
        fn bytes_of_no_text_are_none_or_some_text(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = text(&bytes);
        }
    }

    #[test]
    fn common_letters_take_one_byte_and_others_two() {
        assert_eq!(squeezed("DXの推進、").len(), 2 + 1 + 4 + 1);
        assert_eq!(text(&[0xff, 0, 0xd8, 0]), None, "half a pair is no letter");
        assert_eq!(text(&[0x80]), None);
    }
}
