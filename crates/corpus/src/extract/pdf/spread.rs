//! Two pages side by side on one sheet (見開き), as a book lies open: each is read by itself, in the order of its number.
//!
//! A sheet is taken for two pages only where its file proves it: sheets broader than high, nothing across their middles,
//! and on most of them, at least two, a page number on either side of which one follows the other.

use hayro_font::kurbo::Rect;

use super::content::{Glyph, Shown};
use super::furniture::edge;
use super::{Printed, folio};

/// A sheet of two upright pages is at least so much broader than high.
const BROAD: f64 = 1.2;
/// How much of its breadth about its middle is white, on either side.
const GUTTER: f64 = 0.01;
/// So many sheets with two numbers prove that a file has two pages on each.
const FEWEST: usize = 2;

/// The pages on the sheets of a file, each with its sheet.
pub(super) fn pages(sheets: impl Iterator<Item = Shown>) -> Vec<Printed> {
    // What a sheet shows is not kept: only the lines of it.
    let sheets: Vec<(Printed, Option<[Printed; 2]>)> = sheets
        .enumerate()
        .map(|(at, sheet)| {
            let halves = halves(&sheet, at);
            (Printed::of(sheet, at), halves)
        })
        .collect();
    let possible = sheets.iter().filter_map(|(_, halves)| halves.as_ref());
    let orders: Vec<Order> = possible.clone().filter_map(order).collect();
    let is_book = orders.len() >= FEWEST && orders.len() * 2 > possible.count();
    let from_right = orders.iter().filter(|order| **order == Order::FromRight).count() * 2 > orders.len();
    let mut pages = Vec::with_capacity(sheets.len());
    for (whole, halves) in sheets {
        match halves.filter(|_| is_book) {
            Some([left, right]) if from_right => pages.extend([right, left]),
            Some(halves) => pages.extend(halves),
            None => pages.push(whole),
        }
    }
    pages
}

/// What stands on either side of a sheet, if nothing stands across its middle.
fn halves(sheet: &Shown, at: usize) -> Option<[Printed; 2]> {
    let Rect { x0, x1, .. } = sheet.page;
    let (middle, gutter) = ((x0 + x1) / 2.0, sheet.page.width() * GUTTER);
    let beside = |glyph: &Glyph| {
        glyph.from.x.max(glyph.to.x) < middle - gutter || glyph.from.x.min(glyph.to.x) > middle + gutter
    };
    let is_left = |glyph: &Glyph| glyph.from.x < middle;
    let is_parted = sheet.page.width() > sheet.page.height() * BROAD
        && sheet.glyphs.iter().all(beside)
        && sheet.glyphs.iter().any(is_left)
        && !sheet.glyphs.iter().all(is_left);
    is_parted.then(|| {
        [Rect { x1: middle, ..sheet.page }, Rect { x0: middle, ..sheet.page }]
            .map(|page| Printed::of(part(sheet, page, middle), at))
    })
}

/// What stands on one half of a sheet.
fn part(sheet: &Shown, page: Rect, middle: f64) -> Shown {
    let is_left = page.x1 <= middle;
    let within = |areas: &[Rect]| -> Vec<Rect> {
        let cut = areas.iter().filter(|area| area.x0 < page.x1 && area.x1 > page.x0);
        cut.map(|area| Rect { x0: area.x0.max(page.x0), x1: area.x1.min(page.x1), ..*area }).collect()
    };
    let glyphs = sheet.glyphs.iter().filter(|glyph| (glyph.from.x < middle) == is_left).copied().collect();
    Shown { glyphs, rules: within(&sheet.rules), boxes: within(&sheet.boxes), images: sheet.images, page }
}

/// From which side two pages are read: those of vertical writing from the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    FromLeft,
    FromRight,
}

/// The order the numbers of two pages tell, each alone at an edge.
fn order([left, right]: &[Printed; 2]) -> Option<Order> {
    let numbers = |page: &Printed| -> Vec<i64> {
        let edges = page.lines.iter().filter(|line| edge(page, line).is_some());
        edges.filter_map(|line| folio::read(&line.text())).map(|folio| folio.value).collect()
    };
    let (left, right) = (numbers(left), numbers(right));
    let follows = |before: &[i64], behind: &[i64]| before.iter().any(|number| behind.contains(&(number + 1)));
    match (follows(&left, &right), follows(&right, &left)) {
        (true, false) => Some(Order::FromLeft),
        (false, true) => Some(Order::FromRight),
        _ => None,
    }
}

/// The numbers of the sheets of a file, by those of the pages on them: 12–13 for two.
pub(super) fn numbers(pages: &[Printed], printed: Vec<Option<String>>) -> Vec<Option<String>> {
    let mut sheets: Vec<Option<String>> = Vec::new();
    let mut last = None;
    for (page, number) in pages.iter().zip(printed) {
        match (last == Some(page.sheet), sheets.last_mut(), number) {
            (true, Some(Some(first)), Some(number)) => *first = format!("{first}–{number}"),
            (true, Some(sheet), number) => *sheet = sheet.take().or(number),
            (_, _, number) => sheets.push(number),
        }
        last = Some(page.sheet);
    }
    sheets
}
