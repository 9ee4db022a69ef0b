//! Which bytes of the normalised text came from which bytes of the original.
//!
//! A *unit* is the smallest piece with a place of its own: what one grapheme of the original (rarely several)
//! became. Nearly all units are one character that kept its length, or one full-width character that became
//! one byte, so the map stores runs of equal units rather than units.

use std::ops::Range;

/// The map, as runs of units in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Map {
    runs: Vec<Run>,
}

/// One unit: where it stands in either text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) normal: Range<usize>,
    pub(super) original: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Where it begins in the normalised text.
    normal: u32,
    /// Where it begins in the original.
    original: u32,
    shape: u32,
}

/// Each unit is one character that has the same number of bytes on both sides.
const SAME: u32 = 0;
/// Each unit is one byte that was three: full-width figures, letters and punctuation.
const NARROW: u32 = u32::MAX;
// Any other shape is a single unit with that many bytes of the original.

impl Run {
    /// Where the original of this run ends when its normal text ends at `end`.
    fn original_end(&self, end: usize) -> usize {
        let length = end - self.normal as usize;
        let original = match self.shape {
            SAME => length,
            NARROW => length * 3,
            single => single as usize,
        };
        self.original as usize + original
    }
}

impl Map {
    pub(super) fn clear(&mut self) {
        self.runs.clear();
    }

    /// Adds characters that keep their lengths; `normal` is where they begin in the normalised text.
    pub(super) fn add_same(&mut self, normal: usize, original: usize) {
        self.extend(SAME, normal, original);
    }

    /// Adds one byte that was three.
    pub(super) fn add_narrow(&mut self, normal: usize, original: usize) {
        self.extend(NARROW, normal, original);
    }

    /// Adds a unit of any shape.
    pub(super) fn add(&mut self, text: &str, unit: Unit) {
        let one = text.get(unit.normal.clone()).is_some_and(|new| new.chars().nth(1).is_none());
        if one && unit.normal.len() == unit.original.len() {
            self.add_same(unit.normal.start, unit.original.start);
        } else if unit.normal.len() == 1 && unit.original.len() == 3 {
            self.add_narrow(unit.normal.start, unit.original.start);
        } else {
            self.push(unit.original.len() as u32, unit.normal.start, unit.original.start);
        }
    }

    fn extend(&mut self, shape: u32, normal: usize, original: usize) {
        let goes_on =
            self.runs.last().is_some_and(|run| run.shape == shape && run.original_end(normal) == original);
        if !goes_on {
            self.push(shape, normal, original);
        }
    }

    fn push(&mut self, shape: u32, normal: usize, original: usize) {
        self.runs.push(Run { normal: normal as u32, original: original as u32, shape });
    }

    /// Takes the last unit off; the caller cuts it off the text as well.
    pub(super) fn pop(&mut self, text: &str) -> Option<Unit> {
        let unit = self.unit_at(text, text.len().checked_sub(1)?)?;
        if self.runs.last().is_some_and(|run| run.normal as usize == unit.normal.start) {
            self.runs.pop();
        }
        Some(unit)
    }

    /// Where the original of the last unit ends.
    pub(super) fn end(&self, text: &str) -> usize {
        self.runs.last().map_or(0, |run| run.original_end(text.len()))
    }

    /// The unit that holds the byte at `offset` of the normalised text.
    pub(super) fn unit_at(&self, text: &str, offset: usize) -> Option<Unit> {
        if offset >= text.len() {
            return None;
        }
        let next = self.runs.partition_point(|run| run.normal as usize <= offset);
        let run = self.runs.get(next.checked_sub(1)?)?;
        let (start, original) = (run.normal as usize, run.original as usize);
        let unit = match run.shape {
            SAME => {
                let normal = text.floor_char_boundary(offset)..text.ceil_char_boundary(offset + 1);
                let shifted = |at: usize| at - start + original;
                Unit { original: shifted(normal.start)..shifted(normal.end), normal }
            }
            NARROW => {
                let place = original + (offset - start) * 3;
                Unit { normal: offset..offset + 1, original: place..place + 3 }
            }
            single => {
                let end = self.runs.get(next).map_or(text.len(), |run| run.normal as usize);
                Unit { normal: start..end, original: original..original + single as usize }
            }
        };
        Some(unit)
    }
}
