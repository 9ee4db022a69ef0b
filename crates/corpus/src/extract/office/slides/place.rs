//! Shapes of a slide → the order they are read in.
//!
//! A file has them in the order they were put on the slide, which mostly is the order of reading. Where one stands
//! right above an earlier one it is not, and they are read row by row.

use super::look::{Area, Layout, Role, holder};
use crate::extract::office::xml::Element;

/// So many shapes are a drawing: nobody reads it in any order.
const MOST: usize = 400;

/// The shapes of a slide with all those of its groups: its title first. `hidden` counts those with words that are not shown.
pub(super) fn in_order<'t>(shapes: Element<'t>, layout: &Layout, hidden: &mut usize) -> Vec<Element<'t>> {
    let mut found: Vec<Element> = Vec::new();
    let mut ahead = sorted(shapes, layout);
    ahead.reverse();
    while let Some(shape) = ahead.pop() {
        if is_hidden(shape) {
            *hidden += usize::from(shape.all("t").any(|text| !text.text().trim().is_empty()));
        } else if shape.name() == "grpSp" {
            ahead.extend(sorted(shape, layout).into_iter().rev());
        } else {
            found.push(shape);
        }
    }
    let is_title = |shape: &Element| {
        holder(*shape).is_some_and(|held| matches!(held.role, Role::Title | Role::CentredTitle))
    };
    let (mut titles, others): (Vec<_>, Vec<_>) = found.into_iter().partition(is_title);
    titles.extend(others);
    titles
}

/// Whether a shape is switched off in the list of what is on its slide.
fn is_hidden(shape: Element) -> bool {
    let own = shape.children().find(|child| child.name().starts_with("nv"));
    let hidden = own.and_then(|own| own.child("cNvPr")?.attribute("hidden"));
    hidden.is_some_and(|hidden| matches!(hidden.as_ref(), "1" | "true"))
}

/// The shapes of a slide or group themselves.
fn sorted<'t>(group: Element<'t>, layout: &Layout) -> Vec<Element<'t>> {
    let shapes = group.children().filter(|shape| matches!(shape.name(), "sp" | "grpSp" | "graphicFrame"));
    let mut shapes: Vec<(Element, Option<Area>)> = shapes.map(|shape| (shape, layout.area(shape))).collect();
    if shapes.len() <= MOST && is_out_of_order(&shapes) {
        by_rows(&mut shapes);
    }
    shapes.into_iter().map(|(shape, _)| shape).collect()
}

/// Whether one stands right above an earlier one.
fn is_out_of_order(shapes: &[(Element, Option<Area>)]) -> bool {
    let areas: Vec<Area> = shapes.iter().filter_map(|(_, area)| *area).collect();
    let above = |later: &Area, earlier: &Area| {
        later.top + later.height <= earlier.top
            && later.left < earlier.left + earlier.width
            && earlier.left < later.left + later.width
    };
    areas.iter().enumerate().any(|(at, earlier)| areas.iter().skip(at + 1).any(|later| above(later, earlier)))
}

/// Row by row, each from the left: what begins above the middle of the first one of a row stands in it.
fn by_rows(shapes: &mut [(Element, Option<Area>)]) {
    let top = |area: &Option<Area>| area.map_or(i64::MAX, |area| area.top);
    shapes.sort_by_key(|(_, area)| top(area));
    let mut rest = shapes;
    while let Some((_, first)) = rest.first() {
        let middle = first.map_or(i64::MAX, |area| area.top.saturating_add(area.height / 2));
        let length = rest.iter().take_while(|(_, area)| top(area) <= middle).count().max(1);
        let (row, below) = rest.split_at_mut(length);
        row.sort_by_key(|(_, area)| area.map_or(i64::MAX, |area| area.left));
        rest = below;
    }
}
