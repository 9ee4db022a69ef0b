//! In how many statements words stand (文書頻度), and two words next to each other: of many at once.
//!
//! What a plan for each would count is counted along one reading of every segment: the words asked for are put back
//! where they are printed, and every two that stand next to each other there are looked at once.

use std::collections::HashMap;

use rayon::prelude::*;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term};

use crate::index::Index;
use crate::schema::Searched;
use crate::{Error, Result};

/// Most words that stand next to each other are no pair that is asked for: of so many marks one says so at once.
const MARKS: usize = 1 << 22;

impl Index {
    /// How many statements hold each key there is in a field.
    pub fn frequencies(&self, searched: Searched) -> Result<HashMap<String, u64>> {
        let field = self.fields.searched(searched);
        let mut all: HashMap<String, u64> = HashMap::new();
        for reader in self.searcher.segment_readers() {
            let dictionary = reader.inverted_index(field)?;
            let mut terms = dictionary.terms().stream().map_err(io)?;
            while terms.advance() {
                let Ok(key) = std::str::from_utf8(terms.key()) else { continue };
                let count = u64::from(terms.value().doc_freq);
                match all.get_mut(key) {
                    Some(known) => *known += count,
                    None => _ = all.insert(key.to_owned(), count),
                }
            }
        }
        Ok(all)
    }

    /// How many statements have both words of each of some pairs next to each other, in their text or in a heading above
    /// it.
    pub fn adjacent(&self, pairs: &[(&str, &str)]) -> Result<Vec<u64>> {
        let mut words: Vec<&str> = pairs.iter().flat_map(|(first, second)| [*first, *second]).collect();
        words.sort_unstable();
        words.dedup();
        let number = |word| words.binary_search(&word).unwrap_or_default() as u32;
        let numbered = pairs.iter().enumerate();
        let mut numbered: Vec<(u32, u32, usize)> =
            numbered.map(|(pair, (first, second))| (number(first), number(second), pair)).collect();
        numbered.sort_unstable();
        let mut marks = vec![0_u64; MARKS / u64::BITS as usize];
        for &(first, second, _) in &numbered {
            let mark = mark(first, second);
            marks[mark / 64] |= 1 << (mark % 64);
        }
        let counts = self.searcher.segment_readers().par_iter().map(|reader| {
            let fields = [Searched::Text, Searched::Heading];
            let fields = fields.map(|field| Printed::of(reader, self.fields.searched(field), &words));
            let [texts, headings] = fields;
            let (texts, headings) = (texts?, headings?);
            let mut counts = vec![0; pairs.len()];
            // Behind each pair the last statement that was seen to have it.
            let mut last = vec![TERMINATED; pairs.len()];
            for doc in reader.doc_ids_alive() {
                let mut see = |first: u32, second: u32| {
                    let mark = mark(first, second);
                    if marks[mark / 64] >> (mark % 64) & 1 == 0 {
                        return;
                    }
                    let from = numbered.partition_point(|known| (known.0, known.1) < (first, second));
                    let same =
                        numbered[from..].iter().take_while(|known| (known.0, known.1) == (first, second));
                    for &(_, _, pair) in same {
                        counts[pair] += u64::from(last[pair] != doc);
                        last[pair] = doc;
                    }
                };
                texts.each_two(doc, &mut see);
                headings.each_two(doc, &mut see);
            }
            Ok(counts)
        });
        let mut sum = vec![0; pairs.len()];
        for counts in counts.collect::<Result<Vec<Vec<u64>>>>()? {
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        Ok(sum)
    }
}

/// Some words of the statements of a segment in the order they are printed.
struct Printed {
    /// Where the places of each statement begin.
    begins: Vec<u32>,
    /// The word at each place, where it is one of those; of several at one place the last.
    words: Vec<u32>,
    /// The others there, in order.
    others: Vec<(u32, u32)>,
}

/// No word that is looked for.
const NONE: u32 = u32::MAX;

impl Printed {
    fn of(reader: &SegmentReader, field: Field, words: &[&str]) -> Result<Self> {
        let dictionary = reader.inverted_index(field)?;
        let mut lengths = vec![0; reader.max_doc() as usize];
        let (mut met, mut positions) = (Vec::new(), Vec::new());
        for (word, key) in (0..).zip(words) {
            let term = Term::from_field_text(field, key);
            let postings = dictionary.read_postings(&term, IndexRecordOption::WithFreqsAndPositions);
            let Some(mut postings) = postings.map_err(io)? else { continue };
            while postings.doc() != TERMINATED {
                postings.positions(&mut positions);
                let length = &mut lengths[postings.doc() as usize];
                *length = positions.last().map_or(0, |last| last + 1).max(*length);
                met.extend(positions.iter().map(|position| (postings.doc(), *position, word)));
                postings.advance();
            }
        }
        let mut begins = vec![0];
        // A place behind the last word parts each statement from the next.
        begins.extend(lengths.iter().scan(0, |end, length| {
            *end += length + 1;
            Some(*end)
        }));
        let mut printed = vec![NONE; begins.last().copied().unwrap_or_default() as usize];
        let mut others = Vec::new();
        for (doc, position, word) in met {
            let place = begins[doc as usize] + position;
            let other = std::mem::replace(&mut printed[place as usize], word);
            others.extend((other != NONE).then_some((place, other)));
        }
        others.sort_unstable();
        Ok(Self { begins, words: printed, others })
    }

    /// Shows every two words that stand next to each other in a statement.
    fn each_two(&self, doc: DocId, mut see: impl FnMut(u32, u32)) {
        let (from, end) = (self.begins[doc as usize], self.begins[doc as usize + 1]);
        // Most statements have none of the words, or one: these have the place behind it besides.
        if end - from <= 2 {
            return;
        }
        let mut others = &self.others[self.others.partition_point(|(place, _)| *place < from)..];
        for place in from..end.saturating_sub(1) {
            let (first, second) = (self.words[place as usize], self.words[place as usize + 1]);
            while let [(other, _), rest @ ..] = others
                && *other < place
            {
                others = rest;
            }
            if first == NONE || second == NONE {
                continue;
            }
            see(first, second);
            if others.first().is_some_and(|(other, _)| *other <= place + 1) {
                let all = |at: u32| {
                    let beside = others.iter().take_while(move |(place, _)| *place <= at);
                    let beside = beside.filter(move |(place, _)| *place == at).map(|(_, word)| *word);
                    beside.chain([self.words[at as usize]])
                };
                all(place).for_each(|first| all(place + 1).for_each(|second| see(first, second)));
            }
        }
    }
}

/// The mark of a pair, which it may share with others.
fn mark(first: u32, second: u32) -> usize {
    let mixed = first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA6B);
    (mixed >> (u32::BITS - MARKS.trailing_zeros())) as usize
}

fn io(error: std::io::Error) -> Error {
    TantivyError::from(error).into()
}
