//! One part of a package → its elements, in the order they open.
//!
//! The elements lie in one list, each with the place where it ends: whoever looks for something walks along the list
//! and passes over what it does not want, and nothing calls itself however deep the elements lie in each other.
//! Names are compared without their prefix, as every office program has its own. Where a file offers alternatives
//! (`mc:AlternateContent`), the first one is kept as if it stood there alone.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Fault;

/// Real papers lie some forty deep, with tables in tables.
const DEEPEST: usize = 256;

/// A thousand pages have a million elements.
const MOST_NODES: usize = 4_000_000;

/// The elements of a part.
pub(super) struct Tree<'x> {
    nodes: Vec<Node<'x>>,
}

enum Node<'x> {
    Element {
        start: BytesStart<'x>,
        /// The place behind the last node within it.
        end: usize,
    },
    Text(Cow<'x, str>),
}

/// An element that is open while a part is parsed.
enum Open {
    /// It is a node.
    Kept(usize),
    /// It offers alternatives; whether one has been taken.
    Alternatives { taken: bool },
    /// It is the alternative that was taken: what it holds stands in its place.
    Transparent,
    /// It is passed over with all it holds.
    Dropped,
}

impl<'x> Tree<'x> {
    /// The elements of a part that begins with its root and ends with it.
    pub(super) fn parse(xml: &'x str) -> Result<Self, Fault> {
        let mut reader = Reader::from_str(xml);
        let mut nodes = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        let close = |nodes: &mut Vec<Node<'x>>, closed: Option<Open>| {
            let behind = nodes.len();
            if let Some(Open::Kept(at)) = closed
                && let Some(Node::Element { end, .. }) = nodes.get_mut(at)
            {
                *end = behind;
            }
        };
        loop {
            let kept = !matches!(open.last(), Some(Open::Dropped));
            match reader.read_event().map_err(|_| Fault::Damaged)? {
                Event::Start(start) => {
                    let next = opened(&mut nodes, open.last_mut(), start);
                    open.push(next);
                }
                Event::Empty(start) => {
                    let next = opened(&mut nodes, open.last_mut(), start);
                    close(&mut nodes, Some(next));
                }
                Event::End(_) => close(&mut nodes, open.pop()),
                Event::Text(text) if kept => nodes.push(Node::Text(text.xml10_content())),
                Event::CData(text) if kept => nodes.push(Node::Text(text.xml10_content())),
                Event::GeneralRef(reference) if kept => nodes.push(Node::Text(named(&reference)?)),
                // No office program writes one: what it would declare is there to do harm.
                Event::DocType(_) => return Err(Fault::Damaged),
                Event::Eof => break,
                _ => {}
            }
            if open.len() > DEEPEST || nodes.len() > MOST_NODES {
                return Err(Fault::TooMuch);
            }
        }
        let tree = Self { nodes };
        if open.is_empty() && tree.root().is_some() { Ok(tree) } else { Err(Fault::Damaged) }
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        let at = self.nodes.iter().position(|node| matches!(node, Node::Element { .. }))?;
        Some(Element { nodes: &self.nodes, at })
    }
}

/// What an element that begins is to be while it is open.
fn opened<'x>(nodes: &mut Vec<Node<'x>>, parent: Option<&mut Open>, start: BytesStart<'x>) -> Open {
    match parent {
        Some(Open::Dropped) => Open::Dropped,
        Some(Open::Alternatives { taken }) => {
            if std::mem::replace(taken, true) {
                Open::Dropped
            } else {
                Open::Transparent
            }
        }
        _ if start.local_name().into_inner() == "AlternateContent" => Open::Alternatives { taken: false },
        _ => {
            nodes.push(Node::Element { start, end: nodes.len() + 1 });
            Open::Kept(nodes.len() - 1)
        }
    }
}

/// The letter a reference stands for: &amp;, &#12354;.
pub(super) fn named<'x>(reference: &BytesRef<'x>) -> Result<Cow<'x, str>, Fault> {
    Ok(match reference.resolve_char_ref() {
        Ok(Some(c)) => Cow::Owned(c.to_string()),
        Ok(None) => Cow::Borrowed(predefined(reference).ok_or(Fault::Damaged)?),
        Err(_) => Cow::Borrowed("\u{fffd}"),
    })
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

/// An element of a part.
#[derive(Clone, Copy)]
pub(super) struct Element<'t> {
    nodes: &'t [Node<'t>],
    at: usize,
}

/// What is met on a walk.
pub(super) enum Item<'t> {
    Element(Element<'t>),
    Text(&'t str),
}

impl<'t> Element<'t> {
    fn start(self) -> Option<(&'t BytesStart<'t>, usize)> {
        match self.nodes.get(self.at) {
            Some(Node::Element { start, end }) => Some((start, *end)),
            _ => None,
        }
    }

    /// Its name without the prefix.
    pub(super) fn name(self) -> &'t str {
        self.start().map_or("", |(start, _)| start.local_name().into_inner())
    }

    /// The value of the attribute of this name, whatever its prefix.
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        self.attribute_where(|key, _| key == name)
    }

    /// The value of the attribute of this name that has a prefix, as that of a relation has.
    pub(super) fn prefixed(self, name: &str) -> Option<Cow<'t, str>> {
        self.attribute_where(|key, prefix| key == name && prefix)
    }

    fn attribute_where(self, fits: impl Fn(&str, bool) -> bool) -> Option<Cow<'t, str>> {
        let (start, _) = self.start()?;
        let mut attributes = start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let (name, prefix) = attribute.key.decompose();
            fits(name.into_inner(), prefix.is_some())
        })?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// The value of its attribute `val`, as Word's properties have it.
    pub(super) fn val(self) -> Option<Cow<'t, str>> {
        self.attribute("val")
    }

    /// The number an attribute holds.
    pub(super) fn number<N: std::str::FromStr>(self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The elements it holds itself.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t>> {
        let mut walk = self.walk();
        std::iter::from_fn(move || {
            loop {
                if let Item::Element(child) = walk.next()? {
                    walk.pass(child);
                    return Some(child);
                }
            }
        })
    }

    /// The first element of this name it holds itself.
    pub(super) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// All elements of this name within it, however deep.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = Element<'t>> {
        self.walk().filter_map(move |item| match item {
            Item::Element(element) if element.name() == name => Some(element),
            _ => None,
        })
    }

    /// The text it holds itself, where it holds nothing else.
    pub(super) fn text(self) -> String {
        let texts = self.walk().filter_map(|item| match item {
            Item::Text(text) => Some(text),
            Item::Element(_) => None,
        });
        texts.collect()
    }

    /// A walk through all that lies within it.
    pub(super) fn walk(self) -> Walk<'t> {
        let end = self.start().map_or(self.at, |(_, end)| end);
        Walk { nodes: self.nodes, at: self.at + 1, end }
    }
}

/// A walk through the nodes within an element, in their order.
pub(super) struct Walk<'t> {
    nodes: &'t [Node<'t>],
    at: usize,
    end: usize,
}

impl<'t> Walk<'t> {
    /// Goes on behind an element that was just met.
    pub(super) fn pass(&mut self, element: Element<'t>) {
        self.at = element.start().map_or(self.at, |(_, end)| end);
    }

    /// Whether what was met last stands behind an element.
    pub(super) fn is_behind(&self, element: Element<'t>) -> bool {
        element.start().is_none_or(|(_, end)| self.at > end)
    }
}

impl<'t> Iterator for Walk<'t> {
    type Item = Item<'t>;

    fn next(&mut self) -> Option<Item<'t>> {
        if self.at >= self.end {
            return None;
        }
        let at = self.at;
        self.at += 1;
        match self.nodes.get(at)? {
            Node::Element { .. } => Some(Item::Element(Element { nodes: self.nodes, at })),
            Node::Text(text) => Some(Item::Text(text)),
        }
    }
}
