//! The numbers a file itself gives its pages (`/PageLabels`), which readers of the file see in their viewer.
//!
//! They come in a tree of numbers: from which page on, in which figures, behind what, beginning with what. A stranger
//! may have bent the tree into a circle: only so many of its nodes are looked at, one after the other.

use std::collections::BTreeMap;

use encoding_rs::UTF_16BE;
use hayro_syntax::object::dict::keys::{KIDS, NUMS, P, PAGE_LABELS, S, ST};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, String as Bytes};
use hayro_syntax::xref::XRef;

use super::MOST_PAGES;
use crate::extract::figure::Figures;

/// As many nodes of the tree are looked at.
const MOST_NODES: usize = 1000;
/// What stands before the numbers has so many characters at the most.
const LONGEST_PREFIX: usize = 20;

/// How the pages from one on are numbered.
struct Range {
    prefix: String,
    figures: Figures,
    start: u32,
}

impl Range {
    fn of(label: &Dict<'_>) -> Self {
        let figures = match label.get::<Name<'_>>(S).as_deref() {
            Some(b"D") => Figures::PLAIN,
            Some(b"R") => Figures::Roman { upper: true },
            Some(b"r") => Figures::Roman { upper: false },
            Some(b"A") => Figures::Letter { upper: true },
            Some(b"a") => Figures::Letter { upper: false },
            _ => Figures::Nothing,
        };
        let start = label.get::<Number>(ST).and_then(|start| u32::try_from(start.as_i64()).ok());
        let prefix = label.get::<Bytes<'_>>(P).map(|prefix| text(prefix.as_bytes())).unwrap_or_default();
        Self { prefix, figures, start: start.unwrap_or(1).max(1) }
    }

    /// The number of the page that is so many behind the first.
    fn print(&self, behind: usize) -> Option<String> {
        let number = u32::try_from(behind).ok().and_then(|behind| self.start.checked_add(behind))?;
        let printed = format!("{}{}", self.prefix, self.figures.print(number));
        (!printed.is_empty()).then_some(printed)
    }
}

/// For every page, the number the file gives it; none where it gives none.
pub(super) fn given(xref: &XRef, pages: usize) -> Vec<Option<String>> {
    let mut ranges = ranges(xref).into_iter().peekable();
    let mut current: Option<(usize, Range)> = None;
    let number = |page: usize| {
        while ranges.peek().is_some_and(|(first, _)| *first <= page) {
            current = ranges.next();
        }
        current.as_ref().and_then(|(first, range)| range.print(page - first))
    };
    (0..pages).map(number).collect()
}

/// The ranges of the tree by the pages they begin with, counted from 0.
fn ranges(xref: &XRef) -> BTreeMap<usize, Range> {
    let mut ranges = BTreeMap::new();
    let root = xref.get::<Dict<'_>>(xref.root_id()).and_then(|catalog| catalog.get::<Dict<'_>>(PAGE_LABELS));
    let mut nodes: Vec<Dict<'_>> = root.into_iter().collect();
    let mut looked = 0;
    while let Some(node) = nodes.pop().filter(|_| looked < MOST_NODES) {
        looked += 1;
        if let Some(kids) = node.get::<Array<'_>>(KIDS) {
            nodes.extend(kids.iter::<Dict<'_>>().take(MOST_NODES - looked));
        }
        let Some(pairs) = node.get::<Array<'_>>(NUMS) else { continue };
        let mut page = None;
        for object in pairs.iter::<Object<'_>>().take(2 * MOST_PAGES) {
            match object {
                Object::Number(number) => page = usize::try_from(number.as_i64()).ok(),
                Object::Dict(label) => {
                    if let Some(page) = page.take().filter(|page| *page < MOST_PAGES) {
                        ranges.insert(page, Range::of(&label));
                    }
                }
                _ => {}
            }
        }
    }
    ranges
}

/// A string of a file: UTF-16 or UTF-8 where it says so, else what the first 256 characters of Unicode say.
fn text(bytes: &[u8]) -> String {
    let text = if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        UTF_16BE.decode_without_bom_handling(rest).0.into_owned()
    } else if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        String::from_utf8_lossy(rest).into_owned()
    } else {
        bytes.iter().copied().map(char::from).collect()
    };
    text.chars().filter(|c| !c.is_control() && *c != '\u{fffd}').take(LONGEST_PREFIX).collect()
}

/// The numbers pages are known by: what is printed on them, and on others what the file says, unless that differs
/// from what is printed anywhere.
pub(super) fn known(printed: Vec<Option<String>>, given: Vec<Option<String>>) -> Vec<Option<String>> {
    let differs =
        |(printed, given): (&Option<String>, &Option<String>)| printed.is_some() && printed != given;
    // A file that only counts its pages says nothing.
    let is_count = given
        .iter()
        .zip(1..)
        .all(|(given, page): (_, usize)| given.as_ref().is_none_or(|given| *given == page.to_string()));
    if is_count || printed.iter().zip(&given).any(differs) { printed } else { given }
}

#[cfg(test)]
mod tests {

    use crate::extract::pdf::extract;
    use crate::extract::pdf::tests::pdf;

    fn pages(words: &[&str], catalogue: &str, more: &[&str]) -> Vec<Option<String>> {
        extract(&pdf(words, catalogue, more)).unwrap().pages
    }

    const WORDS: &str = "50 200 Td (green plan) Tj";

    #[test]
    fn pages_have_the_numbers_the_file_gives_them() {
        let labels = "/PageLabels<</Nums[0<</P(cover)>>1<</S/r>>3<</S/D/St 5>>5<</S/A/P(A-)>>6<</P<FEFF8CC7>/S/R/St 4>>]>>";
        assert_eq!(
            pages(&[WORDS; 7], labels, &[]).into_iter().map(Option::unwrap).collect::<Vec<_>>(),
            ["cover", "i", "ii", "5", "6", "A-A", "資IV"]
        );
        // Pages that are only counted have no other numbers.
        assert!(pages(&[WORDS; 3], "/PageLabels<</Nums[0<</S/D>>]>>", &[]).is_empty());
        assert!(pages(&[WORDS; 3], "", &[]).is_empty());
    }

    #[test]
    fn what_is_printed_on_a_page_is_its_number() {
        let folio = |number: usize| format!("{WORDS} 150 -190 Td ({number}) Tj");
        let words = [WORDS.to_owned(), folio(3), folio(4), folio(5)];
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let numbers = |labels: &str| pages(&words, labels, &[]);
        let says = |numbers: [Option<&str>; 4]| numbers.map(|number| number.map(str::to_owned)).to_vec();
        assert_eq!(
            numbers("/PageLabels<</Nums[0<</S/D/St 2>>]>>"),
            says([Some("2"), Some("3"), Some("4"), Some("5")])
        );
        assert_eq!(
            numbers("/PageLabels<</Nums[0<</S/D/St 7>>]>>"),
            says([None, Some("3"), Some("4"), Some("5")])
        );
    }

    #[test]
    fn a_tree_that_is_bent_or_broken_ends() {
        let more = [
            "<</Kids[100 0 R 100 0 R 101 0 R]>>",
            "<</Nums[-1<</S/D>>99999999999<</S/D>>(x)0<</S/D/St 4294967295>>1 2<</P()>>]>>",
        ];
        let numbers = pages(&[WORDS; 3], "/PageLabels 100 0 R", &more);
        assert!(numbers.is_empty() || numbers[0].as_deref() == Some("4294967295"), "{numbers:?}");
        assert!(pages(&[WORDS; 3], "/PageLabels 7", &[]).is_empty());
    }
}
