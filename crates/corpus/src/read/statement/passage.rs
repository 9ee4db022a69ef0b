//! Parts of a text (箇所): its quotations, and which of several parts a place lies in.

use std::ops::Range;

/// What stands inside of 「」 or 『』, in order; what is not closed goes on to the end.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '「' | '『' | '」' | '』')) {
        if matches!(c, '「' | '『') {
            start = if depth == 0 { at } else { start };
            depth += 1;
        } else if depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(start..at);
            }
        }
    }
    if depth > 0 {
        found.push(start..text.len());
    }
    found
}

/// The one of these ranges, in order and apart from one another, that holds the place.
pub(crate) fn holding(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    ranges.get(ranges.partition_point(|range| range.end <= at)).filter(|range| range.contains(&at))
}
