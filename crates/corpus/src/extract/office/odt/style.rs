//! The styles of an ODT (スタイル): what a paragraph is for, how its type looks, and which list it may be in.

use std::collections::BTreeMap;

use crate::extract::office::purpose::{Purpose, named};
use crate::extract::office::story::Face;
use crate::extract::office::xml::Element;

/// A style has a parent, and that one has one; what is longer turns in a circle.
const LONGEST_CHAIN: usize = 32;

/// What a style says, with all it inherits.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) purpose: Purpose,
    pub(super) size: Option<Size>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// The list its paragraphs are in; an empty name keeps them out of the numbering of headings.
    pub(super) list: Option<String>,
}

/// How large type is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Size {
    /// In hundredths of a point.
    Points(u32),
    /// In hundredths of what it would be otherwise.
    Share(u32),
}

impl Style {
    /// The type of text in this style within text of that type.
    pub(super) fn face(&self, around: Face) -> Face {
        let size = match self.size {
            Some(Size::Points(points)) => points,
            Some(Size::Share(share)) => around.size.saturating_mul(share) / 100,
            None => around.size,
        };
        Face { size, bold: self.bold.unwrap_or(around.bold) }
    }
}

/// All styles of a file, by their family and name.
#[derive(Default)]
pub(super) struct Styles {
    entries: BTreeMap<(String, String), Entry>,
    /// The type of paragraphs that say nothing.
    pub(super) unsaid: Face,
}

struct Entry {
    own: Style,
    parent: Option<String>,
}

impl Styles {
    /// Takes in the styles of a part.
    pub(super) fn gather(&mut self, root: Element) {
        let groups = root.children().filter(|group| matches!(group.name(), "styles" | "automatic-styles"));
        for style in groups.flat_map(Element::children) {
            let family = style.attribute("family").unwrap_or_default();
            if style.name() == "default-style" && family == "paragraph" {
                self.unsaid = own(style).face(Face { size: 1200, bold: false });
            }
            let Some(name) = style.attribute("name").filter(|_| style.name() == "style") else { continue };
            let parent = style.attribute("parent-style-name").map(|parent| parent.into_owned());
            let key = (family.into_owned(), name.into_owned());
            self.entries.insert(key, Entry { own: own(style), parent });
        }
    }

    /// The style of this family and name.
    pub(super) fn named(&self, family: &str, name: &str) -> Style {
        let mut style = Style::default();
        let mut next = Some(name.to_owned());
        for _ in 0..LONGEST_CHAIN {
            let Some(entry) = next.and_then(|name| self.entries.get(&(family.to_owned(), name))) else {
                break;
            };
            if style.purpose == Purpose::Text {
                style.purpose = entry.own.purpose;
            }
            style.size = match (style.size, entry.own.size) {
                (Some(Size::Share(share)), Some(Size::Points(points))) => {
                    Some(Size::Points(points.saturating_mul(share) / 100))
                }
                (size, below) => size.or(below),
            };
            style.bold = style.bold.or(entry.own.bold);
            style.hidden = style.hidden.or(entry.own.hidden);
            style.list = style.list.or_else(|| entry.own.list.clone());
            next = entry.parent.clone();
        }
        style
    }
}

fn own(style: Element) -> Style {
    let text = style.child("text-properties");
    // Papers here are set in the type of the Asian part, whatever their Latin letters look like.
    let said = |name: &str| {
        let asian = format!("{name}-asian");
        text.and_then(|text| text.attribute(&asian).or_else(|| text.attribute(name)))
    };
    let shown = style.attribute("display-name").or_else(|| style.attribute("name")).unwrap_or_default();
    Style {
        purpose: named(&shown).0,
        size: said("font-size").and_then(|size| measure(&size)),
        bold: said("font-weight")
            .map(|weight| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600)),
        hidden: text.and_then(|text| text.attribute("display")).map(|display| display == "none"),
        list: style.attribute("list-style-name").map(|list| list.into_owned()),
    }
}

/// 10.5pt, 120%.
fn measure(size: &str) -> Option<Size> {
    let number = |text: &str| text.trim().parse().ok().filter(|number: &f64| (0.0..=5000.0).contains(number));
    if let Some(points) = size.strip_suffix("pt") {
        return number(points).map(|points| Size::Points((points * 100.0).round() as u32));
    }
    number(size.strip_suffix('%')?).map(|share| Size::Share(share.round() as u32))
}
