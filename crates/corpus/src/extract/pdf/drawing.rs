//! The words of drawings (図): labels in boxes that stand about are no running text.
//!
//! A box as broad as the text sets off a heading or a paragraph, and so does one that stands alone. Several narrow ones
//! with words in them are a drawing, and so is whatever short stands between them.

use hayro_font::kurbo::Rect;

use super::line::Line;

/// So many boxes with words are a drawing.
const FEWEST: usize = 3;
/// A box narrower than this is a part of one, in the breadth of the text.
const NARROW: f64 = 0.55;
/// Boxes further apart than this belong to two drawings, in points.
const APART: f64 = 60.0;

/// For every line of a page, whether it belongs to a drawing.
pub(super) fn words(boxes: &[Rect], lines: &[Line]) -> Vec<bool> {
    let mut drawn = vec![false; lines.len()];
    let Some(text) = lines.iter().map(|line| line.upright).reduce(|all, line| all.union(line)) else {
        return drawn;
    };
    let is_narrow = |area: &Rect| area.width() < text.width() * NARROW;
    let mut filled: Vec<Rect> = Vec::new();
    for area in boxes.iter().filter(|area| is_narrow(area)) {
        let has_words = lines.iter().any(|line| area.contains(line.upright.center()));
        let is_twin = |other: &Rect| (other.origin() - area.origin()).hypot() < 3.0;
        if has_words && !filled.iter().any(is_twin) {
            filled.push(*area);
        }
    }
    for (drawing, parts) in together(filled) {
        if parts < FEWEST {
            continue;
        }
        for (line, mark) in lines.iter().zip(&mut drawn) {
            *mark |= drawing.contains(line.upright.center()) && is_narrow(&line.upright);
        }
    }
    drawn
}

/// The boxes that stand near one another as one, with their number.
fn together(boxes: Vec<Rect>) -> Vec<(Rect, usize)> {
    let mut groups: Vec<(Rect, usize)> = Vec::new();
    for area in boxes {
        let mut joined = (area, 1);
        // A box may bring groups together that were apart.
        groups.retain(|(group, parts)| {
            let near = group.inflate(APART, APART).overlaps(joined.0);
            if near {
                joined = (joined.0.union(*group), joined.1 + parts);
            }
            !near
        });
        groups.push(joined);
    }
    groups
}
