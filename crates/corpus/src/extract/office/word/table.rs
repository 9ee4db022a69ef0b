//! Tables (表): which of them are one, and the cells of their rows.

use super::style::{Properties, Styles};
use crate::extract::office::xml::{Element, Item};

/// No table is wider: what says so is not believed.
const WIDEST: usize = 64;

/// The cells of every row, a place without one where a cell reaches over several columns or rows.
pub(super) fn rows(table: Element) -> Vec<Vec<Option<Element>>> {
    within(table, "tr").filter(|row| !is_deleted(*row)).map(cells).collect()
}

/// Whether a row was deleted, and that is only to be accepted.
pub(super) fn is_deleted(row: Element) -> bool {
    row.child("trPr").is_some_and(|properties| properties.child("del").is_some())
}

/// Whether a table only sets text in its place: a box (囲み) with one cell a row, or one that holds headings.
pub(super) fn is_layout(table: Element, styles: &Styles) -> bool {
    let is_heading = |paragraph: Element| {
        let properties = paragraph.child("pPr");
        let id = properties.and_then(|properties| properties.child("pStyle")).and_then(Element::val);
        styles.paragraph(id.as_deref()).with(Properties::of(properties, None)).heading().is_some()
    };
    within(table, "tr").all(|row| within(row, "tc").nth(1).is_none()) || table.all("p").any(is_heading)
}

fn cells(row: Element) -> Vec<Option<Element>> {
    let span = |properties: Option<Element>, name: &str| {
        let span =
            properties.and_then(|properties| properties.child(name)).and_then(|span| span.number("val"));
        span.unwrap_or_default()
    };
    let before: usize = span(row.child("trPr"), "gridBefore");
    let mut cells: Vec<Option<Element>> = vec![None; before.min(WIDEST)];
    for cell in within(row, "tc") {
        let properties = cell.child("tcPr");
        if properties.is_some_and(|properties| properties.child("cellDel").is_some()) {
            continue;
        }
        let merge = properties.and_then(|properties| properties.child("vMerge"));
        let goes_on = merge.is_some_and(|merge| merge.val().is_none_or(|merge| merge != "restart"));
        cells.push((!goes_on).then_some(cell));
        let width = span(properties, "gridSpan").clamp(1, WIDEST);
        cells.extend(std::iter::repeat_n(None, width - 1));
    }
    cells
}

/// The elements of this name that belong to the table or row itself, and to none within it.
fn within<'t>(element: Element<'t>, name: &str) -> impl Iterator<Item = Element<'t>> {
    let mut walk = element.walk();
    std::iter::from_fn(move || {
        loop {
            if let Item::Element(found) = walk.next()? {
                if found.name() == name {
                    walk.pass(found);
                    return Some(found);
                }
                if matches!(found.name(), "tbl" | "p") {
                    walk.pass(found);
                }
            }
        }
    })
}
