//! The pieces a model knows, and how a text is cut into them.

use crate::characters::{Characters, WORD};
use crate::cursor::{Cursor, floats};
use crate::error::{Error, Result};

/// The largest vocabularies in use have a quarter of this.
const MOST_PIECES: i32 = 1 << 20;
/// The longest piece there may be, in bytes: what is tried at every character of a text.
const LONGEST_PIECE: usize = 255;
/// How many pieces may want one place. Hashes of honest vocabularies crowd far less.
const MOST_CROWDED: usize = 1 << 10;
/// How much less likely a character that is in no piece is than the least likely piece.
const UNKNOWN: f32 = 10.0;

/// A piece by its number: what the model has a vector for.
pub(crate) type Piece = u32;

/// Pieces of words, each with the logarithm of its probability (unigram model).
pub(crate) struct Vocabulary {
    characters: Characters,
    text: Vec<u8>,
    /// Where in `text` each piece begins, and where the last one ends.
    starts: Vec<u32>,
    scores: Vec<f32>,
    /// By hash: a piece and 1, or 0 where there is none.
    places: Vec<u32>,
    longest: usize,
    unknown_score: f32,
    /// What stands before and behind every text.
    pub(crate) begin: Piece,
    pub(crate) end: Piece,
    unknown: Piece,
}

impl Vocabulary {
    /// Reads the vocabulary of a packed model: how many pieces, which are special, how many bytes; where each piece
    /// begins, how likely each is, their bytes; then the map of characters.
    pub(crate) fn read(from: &mut Cursor) -> Result<Self> {
        from.section = "vocabulary";
        let count = from.size("the number of pieces", 4..=MOST_PIECES)?;
        let mut special = [0; 4];
        for piece in &mut special {
            *piece =
                u32::try_from(from.i32()?).map_err(|_| Error::Vocabulary("a special piece is not in it"))?;
        }
        if special.iter().any(|piece| *piece as usize >= count) {
            return Err(Error::Vocabulary("a special piece is not in it"));
        }
        let bytes = usize::try_from(from.u64()?).map_err(|_| Error::Vocabulary("too long"))?;
        let starts = from.take((count + 1) * 4)?.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four));
        let starts: Vec<u32> = starts.collect();
        let scores = floats(from.take(count * 4)?);
        let text = from.take(bytes)?.to_vec();
        let [begin, end, _, unknown] = special;

        if starts.first() != Some(&0) || starts.last().map(|end| *end as usize) != Some(bytes) {
            return Err(Error::Vocabulary("its pieces do not fill it"));
        }
        let all = str::from_utf8(&text).map_err(|_| Error::Vocabulary("not UTF-8"))?;
        let mut longest = 0;
        for pair in starts.windows(2) {
            let (start, end) = (pair[0] as usize, pair[1] as usize);
            if end < start || end - start > LONGEST_PIECE || !all.is_char_boundary(start) {
                return Err(Error::Vocabulary("its pieces overlap, are too long or cut characters"));
            }
            longest = longest.max(end - start);
        }
        if scores.iter().any(|score| !score.is_finite()) {
            return Err(Error::Vocabulary("a score is no number"));
        }
        let unknown_score = scores.iter().copied().fold(f32::INFINITY, f32::min) - UNKNOWN;
        let characters = Characters::read(from)?;
        let places = vec![0; (count * 2).next_power_of_two()];
        let mut vocabulary =
            Self { characters, text, starts, scores, places, longest, unknown_score, begin, end, unknown };
        for piece in (0..).take(count).filter(|piece| !special.contains(piece)) {
            vocabulary.place(piece)?;
        }
        Ok(vocabulary)
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.scores.len()
    }

    /// The pieces of a text: of all ways to cut it the most likely one, the earlier cut where two are equal.
    pub(crate) fn cut(&self, text: &str) -> Vec<Piece> {
        let characters = self.characters.apply(text);
        let mut bytes = String::with_capacity(text.len() + WORD.len_utf8());
        let mut ends = vec![0];
        for character in characters {
            bytes.push(character);
            ends.push(bytes.len());
        }
        let bytes = bytes.as_bytes();
        // For every character's end: how likely the best way there is, its last piece, and where that begins.
        let mut best = vec![(f32::NEG_INFINITY, self.unknown, 0); ends.len()];
        best[0].0 = 0.0;
        for first in 0..ends.len() - 1 {
            let so_far = best[first].0;
            let mut hash = Hash::new();
            for last in first + 1..ends.len() {
                if ends[last] - ends[first] > self.longest {
                    break;
                }
                hash.add(&bytes[ends[last - 1]..ends[last]]);
                if let Some(piece) = self.find(hash, &bytes[ends[first]..ends[last]]) {
                    let score = so_far + self.scores[piece as usize];
                    if score > best[last].0 {
                        best[last] = (score, piece, first);
                    }
                }
            }
            if so_far + self.unknown_score > best[first + 1].0 {
                best[first + 1] = (so_far + self.unknown_score, self.unknown, first);
            }
        }
        let mut pieces = Vec::new();
        let mut end = best.len() - 1;
        while end > 0 {
            let (_, piece, first) = best[end];
            pieces.push(piece);
            end = first;
        }
        pieces.reverse();
        pieces
    }

    fn piece(&self, piece: Piece) -> &[u8] {
        &self.text[self.starts[piece as usize] as usize..self.starts[piece as usize + 1] as usize]
    }

    fn place(&mut self, piece: Piece) -> Result<()> {
        let mut hash = Hash::new();
        hash.add(self.piece(piece));
        let free = self.places_of(hash).find(|place| self.places[*place] == 0);
        self.places[free.ok_or(Error::Vocabulary("too many of its pieces are alike"))?] = piece + 1;
        Ok(())
    }

    fn find(&self, hash: Hash, bytes: &[u8]) -> Option<Piece> {
        let mut pieces = self.places_of(hash).map_while(|place| self.places[place].checked_sub(1));
        pieces.find(|piece| self.piece(*piece) == bytes)
    }

    /// The places a piece may be at, from the one it would rather have.
    fn places_of(&self, hash: Hash) -> impl Iterator<Item = usize> + use<> {
        let mask = self.places.len() - 1;
        (hash.0 as usize & mask..).take(MOST_CROWDED).map(move |place| place & mask)
    }
}

/// FNV-1a: it grows with the text, and a vocabulary that abuses that is refused for its crowds.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vocabulary of these pieces behind the four special ones, that maps no character.
    fn vocabulary(pieces: &[(&str, f32)]) -> Result<Vocabulary> {
        let all: Vec<(&str, f32)> = ["<s>", "<pad>", "</s>", "<unk>"]
            .map(|special| (special, 0.0))
            .iter()
            .chain(pieces)
            .copied()
            .collect();
        let text: String = all.iter().map(|(piece, _)| *piece).collect();
        let mut bytes: Vec<u8> =
            [all.len() as u32, 0, 2, 1, 3].iter().flat_map(|number| number.to_le_bytes()).collect();
        bytes.extend((text.len() as u64).to_le_bytes());
        let mut start = 0_u32;
        for (piece, _) in &all {
            bytes.extend(start.to_le_bytes());
            start += piece.len() as u32;
        }
        bytes.extend(start.to_le_bytes());
        all.iter().for_each(|(_, score)| bytes.extend(score.to_le_bytes()));
        bytes.extend(text.as_bytes());
        bytes.extend([0; 8]);
        Vocabulary::read(&mut Cursor::new(&bytes))
    }

    fn cut(vocabulary: &Vocabulary, text: &str) -> String {
        let name = |piece: Piece| String::from_utf8(vocabulary.piece(piece).to_vec()).unwrap();
        vocabulary.cut(text).into_iter().map(name).collect::<Vec<String>>().join("/")
    }

    #[test]
    fn the_likeliest_cut_is_taken_and_not_the_longest_piece() {
        let known = vocabulary(&[
            ("▁", -1.0),
            ("協", -3.0),
            ("働", -3.0),
            ("協働", -7.0),
            ("市民", -4.0),
            ("市", -1.0),
            ("民", -4.0),
            ("▁市", -3.0),
        ])
        .unwrap();
        assert_eq!(cut(&known, "協働"), "▁/協/働");
        assert_eq!(cut(&known, "市民"), "▁/市民");
        assert_eq!(cut(&known, " 市民 市"), "▁/市民/▁/市");
    }

    #[test]
    fn a_character_in_no_piece_is_unknown_and_special_pieces_are_not_written() {
        let known = vocabulary(&[("▁", -1.0), ("協働", -2.0), ("s", -3.0), (">", -3.0)]).unwrap();
        assert_eq!(cut(&known, "鬱協働😀"), "▁/<unk>/協働/<unk>");
        assert_eq!(cut(&known, "協"), "▁/<unk>");
        assert_eq!(cut(&known, "<s>"), "▁/<unk>/s/>");
        assert_eq!(cut(&known, ""), "▁");
    }

    #[test]
    fn a_vocabulary_that_contradicts_itself_is_refused() {
        let reason = |pieces: &[(&str, f32)]| vocabulary(pieces).err().map(|error| error.to_string());
        assert_eq!(reason(&[("a", f32::NAN)]).unwrap(), "the vocabulary is damaged: a score is no number");
        let long = "a".repeat(256);
        let refused = reason(&[(&long, -1.0)]).unwrap();
        assert_eq!(refused, "the vocabulary is damaged: its pieces overlap, are too long or cut characters");
        let alike = vec![("a", -1.0); MOST_CROWDED + 1];
        assert_eq!(reason(&alike).unwrap(), "the vocabulary is damaged: too many of its pieces are alike");
    }
}
