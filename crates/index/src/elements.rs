//! What statements are about (要素), in columns: read for many statements without opening one.
//!
//! Every element of a statement is a value of one column, and as what it stands there, packed into a number, the
//! value at the same place of another. Who is about an element stands in lists besides, as who has a word does: by them
//! statements are found, and counted. Those of whom only a heading says so have a list of their own.

use std::collections::BTreeSet;

use kurabe_text::{Audience, Element, Role, Standing};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{SegmentOrdinal, SegmentReader, TantivyDocument, TantivyError, Term};

use crate::Result;
use crate::index::{Index, Place};
use crate::retrieval::Retrieval;
use crate::schema::{AUDIENCE, ELEMENTS, Fields, Packed, STANDINGS};

/// Writes what a statement is about into a document of the engine.
pub(crate) fn add<'e>(
    document: &mut TantivyDocument,
    fields: &Fields,
    elements: impl Iterator<Item = (&'e Element, &'e Standing)>,
    audience: Audience,
) {
    let (mut lists, mut key) = (Lists::default(), String::new());
    for (element, standing) in elements {
        key.clear();
        element.write_key(&mut key);
        let number = packed(standing);
        // What cannot stand in a list is no element.
        if !lists.push(&key, number) {
            continue;
        }
        document.add_text(fields.elements, &key);
        document.add_u64(fields.standings, number);
    }
    lists.finish(document, fields);
    document.add_u64(fields.audience, audience.number());
}

/// The lists a statement stands in, by its own words and by its headings alone.
#[derive(Default)]
pub(crate) struct Lists {
    own: Packed,
    above: Packed,
}

impl Lists {
    /// Adds an element with what it stands as, if it can stand there.
    pub(crate) fn push(&mut self, key: &str, standing: u64) -> bool {
        if is_own(standing) { &mut self.own } else { &mut self.above }.push(key, 0)
    }

    /// Writes them into a document of the engine.
    pub(crate) fn finish(self, document: &mut TantivyDocument, fields: &Fields) {
        document.add_text(fields.about, self.own.finish().0);
        document.add_text(fields.about_above, self.above.finish().0);
    }
}

/// Whether it is the statement's own words that say so.
pub(crate) fn is_own(standing: u64) -> bool {
    standing >> 4 == 0
}

fn packed(standing: &Standing) -> u64 {
    u64::from(standing.depth) << 4 | u64::from(standing.inside) << 3 | standing.role as u64
}

fn unpacked(number: u64) -> Standing {
    Standing {
        role: Role::ALL[(number & 7) as usize],
        inside: number >> 3 & 1 == 1,
        depth: (number >> 4).min(u64::from(u8::MAX)) as u8,
    }
}

/// As what an element stands, and how deep: all that its weight depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner(pub u8);

impl Manner {
    /// How much an element counts that stands so.
    pub fn weight(self) -> f32 {
        unpacked(u64::from(self.0)).weight()
    }
}

/// Where the values of a statement are put that are read together: used again for the next one.
#[derive(Debug, Default)]
pub struct Buffers {
    elements: Vec<u64>,
    standings: Vec<u64>,
}

/// What the statements of an index are about.
#[derive(Debug)]
pub struct Abouts {
    segments: Vec<Columns>,
}

/// The columns of a segment.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    elements: Option<StrColumn>,
    standings: Option<Column<u64>>,
    audience: Option<Column<u64>>,
}

/// An element as a segment of the index knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number(SegmentOrdinal, u64);

/// How many statements are about something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// By their own words.
    pub own: u64,
    /// By their headings alone.
    pub above: u64,
}

impl About {
    /// All of them.
    pub fn all(self) -> u64 {
        self.own + self.above
    }
}

/// What each element tells that any statement is about.
#[derive(Debug)]
pub struct Told {
    /// All of them as they are written, in this order.
    keys: Vec<(Box<str>, f32)>,
    /// By the numbers they have in each segment.
    numbered: Vec<Vec<f32>>,
}

impl Told {
    /// What an element tells; nothing if no statement is about it.
    pub fn of(&self, element: &Element) -> Option<f32> {
        let key = element.key();
        let place = self.keys.binary_search_by(|(known, _)| (**known).cmp(&key)).ok()?;
        Some(self.keys[place].1)
    }
}

/// Elements that are looked for, by the numbers they have in each segment.
#[derive(Debug)]
pub struct Sought(Vec<Numbers>);

/// The places of elements among those looked for, by the numbers they have in a segment.
#[derive(Debug)]
enum Numbers {
    /// Those of a few.
    Few(Few),
    /// A place for every number there is.
    Many(Vec<Option<u32>>),
}

impl Numbers {
    /// The place of an element among those looked for.
    fn place(&self, element: u64) -> Option<u32> {
        match self {
            Self::Few(few) => few.place(element),
            Self::Many(many) => *many.get(element as usize)?,
        }
    }
}

/// The places of a few elements. Of most numbers it is seen at a glance that they are none of theirs.
#[derive(Debug)]
struct Few {
    /// By their numbers, in order.
    places: Vec<(u64, u32)>,
    /// A bit for each number, shared by all that are alike in their last digits.
    marks: Box<[u64; MARKS]>,
}

/// How many words the bits of a few numbers take: half a kilobyte, which stays next to the processor.
const MARKS: usize = 64;

impl Few {
    fn of(mut places: Vec<(u64, u32)>) -> Self {
        places.sort_unstable();
        let mut marks = Box::new([0; MARKS]);
        for (number, _) in &places {
            marks[Self::word(*number)] |= 1 << (number % 64);
        }
        Self { places, marks }
    }

    fn word(number: u64) -> usize {
        (number / 64) as usize % MARKS
    }

    fn place(&self, number: u64) -> Option<u32> {
        if self.marks[Self::word(number)] >> (number % 64) & 1 == 0 {
            return None;
        }
        let found = self.places.binary_search_by_key(&number, |(known, _)| *known).ok()?;
        Some(self.places[found].1)
    }
}

/// How many elements of a statement are read together.
const TOGETHER: usize = 32;

/// From so many on, a segment's whole dictionary is gone through instead of looking each of them up.
const MANY: usize = 2_000;

impl Columns {
    pub(crate) fn of(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        Ok(Self {
            elements: fast.str(ELEMENTS)?,
            standings: fast.column_opt(STANDINGS)?,
            audience: fast.column_opt(AUDIENCE)?,
        })
    }
}

impl Index {
    /// What the statements are about.
    pub fn abouts(&self) -> Result<Abouts> {
        Ok(Abouts { segments: self.about_columns()?.to_vec() })
    }

    /// How many statements are about something.
    pub fn about(&self, element: &Element) -> Result<About> {
        let key = element.key();
        let count = |field| self.searcher.doc_freq(&Term::from_field_text(field, &key));
        Ok(About { own: count(self.fields.about)?, above: count(self.fields.about_above)? })
    }

    /// Every element as it is written, in this order, with how many statements are about it.
    pub fn elements_with_counts(&self) -> Result<Vec<(Box<str>, About)>> {
        let fields = [(self.fields.about, true), (self.fields.about_above, false)];
        let lists = self
            .searcher
            .segment_readers()
            .par_iter()
            .flat_map_iter(|reader| fields.into_iter().map(move |field| (reader, field)));
        let counts = lists.map(|(reader, (field, own))| {
            let dictionary = reader.inverted_index(field)?;
            let mut counts = Vec::with_capacity(dictionary.terms().num_terms());
            let mut terms = dictionary.terms().stream().map_err(TantivyError::from)?;
            while terms.advance() {
                let Ok(key) = std::str::from_utf8(terms.key()) else { continue };
                let count = u64::from(terms.value().doc_freq);
                let about = if own { About { own: count, above: 0 } } else { About { own: 0, above: count } };
                counts.push((key.into(), about));
            }
            Ok(counts)
        });
        counts.try_reduce(Vec::new, |one, other| Ok(both(one, other)))
    }
}

/// Two lists in order as one, what both have once.
fn both(one: Vec<(Box<str>, About)>, other: Vec<(Box<str>, About)>) -> Vec<(Box<str>, About)> {
    if one.is_empty() || other.is_empty() {
        return if one.is_empty() { other } else { one };
    }
    let mut all = Vec::with_capacity(one.len().max(other.len()));
    let mut other = other.into_iter().peekable();
    for (key, mut count) in one {
        all.extend(std::iter::from_fn(|| other.next_if(|(next, _)| *next < key)));
        if let Some((_, more)) = other.next_if(|(next, _)| *next == key) {
            count = About { own: count.own + more.own, above: count.above + more.above };
        }
        all.push((key, count));
    }
    all.extend(other);
    all
}

/// What is known by the keys of elements, which are in order, by the numbers a segment has for them.
fn by_number<K: AsRef<str>, V, N>(
    column: &StrColumn,
    known: &[(K, V)],
    of: impl Fn(Option<&V>) -> N,
) -> Result<Vec<N>> {
    let mut numbered = Vec::with_capacity(column.num_terms());
    let mut left = known.iter().map(|(key, value)| (key.as_ref().as_bytes(), value)).peekable();
    let mut terms = column.dictionary().stream().map_err(TantivyError::from)?;
    while terms.advance() {
        while left.next_if(|(key, _)| *key < terms.key()).is_some() {}
        numbered.push(of(left.next_if(|(key, _)| *key == terms.key()).map(|(_, value)| value)));
    }
    Ok(numbered)
}

impl Abouts {
    /// Those of several indexes, one behind the other.
    pub(crate) fn joined(all: impl Iterator<Item = Self>) -> Self {
        Self { segments: all.flat_map(|abouts| abouts.segments).collect() }
    }

    /// Looks up elements, which are in order.
    pub fn seek(&self, elements: &[Element]) -> Result<Sought> {
        // As they are written they have another order.
        let mut keys: Vec<(String, u32)> = Vec::new();
        if elements.len() >= MANY {
            keys.extend(elements.iter().map(Element::key).zip(0..));
            keys.sort_unstable();
        }
        let numbers = |columns: &Columns| {
            let Some(column) = &columns.elements else { return Ok(Numbers::Few(Few::of(Vec::new()))) };
            if elements.len() < MANY {
                let mut numbers = Vec::new();
                for (place, element) in (0..).zip(elements) {
                    let number = column.dictionary().term_ord(element.key()).map_err(TantivyError::from)?;
                    numbers.extend(number.map(|number| (number, place)));
                }
                return Ok(Numbers::Few(Few::of(numbers)));
            }
            Ok(Numbers::Many(by_number(column, &keys, |place| place.copied())?))
        };
        Ok(Sought(self.segments.par_iter().map(numbers).collect::<Result<_>>()?))
    }

    /// Says of every element what it tells, by in how many statements it is.
    pub fn tell(
        &self,
        index: &(impl Retrieval + ?Sized),
        told: impl Fn(&Element, u64) -> f32 + Sync,
    ) -> Result<Told> {
        let counts = index.elements_with_counts()?;
        let tell = |(key, about): (Box<str>, About)| {
            let told = Element::of_key(&key).map_or(0.0, |element| told(&element, about.all()));
            (key, told)
        };
        let keys: Vec<(Box<str>, f32)> = counts.into_par_iter().map(tell).collect();
        let each = |columns: &Columns| {
            let Some(column) = &columns.elements else { return Ok(Vec::new()) };
            by_number(column, &keys, |told| told.copied().unwrap_or_default())
        };
        let numbered = self.segments.par_iter().map(each).collect::<Result<_>>()?;
        Ok(Told { keys, numbered })
    }

    /// Everything that any of some statements is about.
    pub fn all_elements(&self, places: impl Iterator<Item = Place>) -> Result<BTreeSet<Element>> {
        let count = |columns: &Columns| columns.elements.as_ref().map_or(0, |column| column.num_terms());
        let mut met: Vec<Vec<bool>> =
            self.segments.iter().map(|columns| vec![false; count(columns)]).collect();
        for place in places {
            let met = &mut met[place.0.segment_ord as usize];
            for (element, _) in self.numbered(place) {
                // A damaged column may name elements there are not.
                met.get_mut(element as usize).into_iter().for_each(|met| *met = true);
            }
        }
        let elements = |(columns, met): (&Columns, Vec<bool>)| {
            let mut elements = BTreeSet::new();
            let Some(column) = &columns.elements else { return Ok(elements) };
            let met = (0..).zip(met).filter(|(_, met)| *met).map(|(number, _)| number);
            let see = |key: &[u8]| {
                elements.extend(std::str::from_utf8(key).ok().and_then(Element::of_key));
                Ok(())
            };
            column.dictionary().sorted_ords_to_term_cb(met, see).map_err(TantivyError::from)?;
            Ok(elements)
        };
        let all: Vec<BTreeSet<Element>> =
            self.segments.par_iter().zip(met).map(elements).collect::<Result<_>>()?;
        Ok(all.into_iter().flatten().collect())
    }

    /// Shows which of the elements looked for a statement has, by their places, and as what; in the order of elements.
    pub fn found(&self, sought: &Sought, place: Place, mut see: impl FnMut(u32, Standing)) {
        let segment = place.0.segment_ord as usize;
        let (Some(columns), Some(numbers)) = (self.segments.get(segment), sought.0.get(segment)) else {
            return;
        };
        let (Some(elements), Some(standings)) = (&columns.elements, &columns.standings) else { return };
        let rows = elements.ords().index.value_row_ids(place.0.doc_id);
        let first = standings.index.value_row_ids(place.0.doc_id).start;
        // Several are read as fast as one. As what most of them stand nobody asks.
        let mut read = [0; TOGETHER];
        for start in rows.clone().step_by(TOGETHER) {
            let read = &mut read[..TOGETHER.min((rows.end - start) as usize)];
            elements.ords().values.get_range(u64::from(start), read);
            for (row, number) in (start..).zip(&*read) {
                if let Some(found) = numbers.place(*number) {
                    see(found, unpacked(standings.values.get_val(first + (row - rows.start))));
                }
            }
        }
    }

    /// Shows each element of a statement in their order: what it tells, in which manner it stands, and its place among
    /// those that are looked for. For very many statements.
    pub fn each_told(
        &self,
        (sought, told): (&Sought, &Told),
        place: Place,
        buffers: &mut Buffers,
        mut see: impl FnMut(f32, Manner, Option<u32>),
    ) {
        let read = |column: &Column<u64>, values: &mut Vec<u64>| {
            let rows = column.index.value_row_ids(place.0.doc_id);
            values.resize(rows.len(), 0);
            column.values.get_range(u64::from(rows.start), values);
        };
        let segment = place.0.segment_ord as usize;
        let (Some(columns), Some(numbers)) = (self.segments.get(segment), sought.0.get(segment)) else {
            return;
        };
        let (Some(elements), Some(standings)) = (&columns.elements, &columns.standings) else { return };
        read(elements.ords(), &mut buffers.elements);
        read(standings, &mut buffers.standings);
        for (element, standing) in buffers.elements.iter().zip(&buffers.standings) {
            let told = told.numbered[segment].get(*element as usize).copied().unwrap_or_default();
            see(told, Manner(*standing as u8), numbers.place(*element));
        }
    }

    /// All a statement is about, and as what, in the order of elements.
    pub fn elements(&self, place: Place) -> impl Iterator<Item = (Number, Standing)> {
        let number = move |(element, standing)| (Number(place.0.segment_ord, element), unpacked(standing));
        self.numbered(place).map(number)
    }

    /// The element that has a number.
    pub fn element(&self, number: Number) -> Result<Option<Element>> {
        let column = self.segments.get(number.0 as usize).and_then(|columns| columns.elements.as_ref());
        let Some(column) = column else { return Ok(None) };
        let mut key = String::new();
        let is_there = column.ord_to_str(number.1, &mut key).map_err(TantivyError::from)?;
        Ok(Element::of_key(&key).filter(|_| is_there))
    }

    /// For whom what a statement says is done.
    pub fn audience(&self, place: Place) -> Audience {
        let column = self.of(place).and_then(|columns| columns.audience.as_ref());
        Audience::of_number(column.and_then(|column| column.first(place.0.doc_id)).unwrap_or_default())
    }

    fn of(&self, place: Place) -> Option<&Columns> {
        self.segments.get(place.0.segment_ord as usize)
    }

    /// The numbers of the elements of a statement, and where they stand.
    fn numbered(&self, place: Place) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.of(place).into_iter().flat_map(move |columns| {
            let (elements, standings) = (columns.elements.as_ref(), columns.standings.as_ref());
            let elements = elements.into_iter().flat_map(move |column| column.term_ords(place.0.doc_id));
            elements.zip(standings.into_iter().flat_map(move |column| column.values_for_doc(place.0.doc_id)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standings_come_out_as_they_went_in() {
        for (role, inside, depth) in
            [(Role::Concept, true, 0), (Role::Adjective, false, 15), (Role::Verb, true, 1)]
        {
            let standing = Standing { role, inside, depth };
            assert_eq!(unpacked(packed(&standing)), standing);
        }
    }
}
