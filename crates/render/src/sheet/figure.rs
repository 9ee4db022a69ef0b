//! Figures (図) in SVG, for pages. What a figure shows stands in the table beneath it, too, and every value in
//! figures beside its colour.

mod heat;
mod trend;

pub(super) use heat::heat_map;
pub(crate) use trend::panels;

use unicode_width::UnicodeWidthStr;

/// About how wide a text of 14 pixels is.
fn wide(text: &str) -> usize {
    text.width() * 15 / 2
}
