//! The styles of a text of Word (スタイル): what a paragraph is for, and how its type looks.

use std::collections::BTreeMap;

use crate::extract::office::purpose::{Purpose, named};
use crate::extract::office::xml::Element;

/// A style is based on another one, and that one on a third; what is longer turns in a circle.
const LONGEST_CHAIN: usize = 32;

/// The outline level of running text.
const BODY_LEVEL: u8 = 9;

/// What a style, a paragraph or a run says of itself; what it leaves open the style below it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// The level of a heading, counted from 0; 9 is running text.
    outline: Option<u8>,
    /// Which list it is an item of; 0 is none.
    list: Option<u32>,
    /// How deep in the list.
    level: Option<u8>,
    /// Half points.
    size: Option<u32>,
    bold: Option<bool>,
    hidden: Option<bool>,
    /// Whether it is struck out, by one line or by two.
    struck: Option<bool>,
}

/// Everything that holds for a paragraph or a run in the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) purpose: Purpose,
    own: Properties,
    /// The style that makes it an item of its list: the list says how deep.
    pub(super) listed_by: Option<String>,
}

impl Style {
    /// The level of a heading, counted from 1.
    pub(super) fn heading(&self) -> Option<u8> {
        self.own.outline.filter(|level| *level < BODY_LEVEL).map(|level| level + 1)
    }

    /// Which list it is an item of.
    pub(super) fn list(&self) -> Option<u32> {
        self.own.list.filter(|list| *list != 0)
    }

    /// How deep in its list.
    pub(super) fn level(&self) -> Option<u8> {
        self.own.level
    }

    /// The size of its type, in hundredths of a point.
    pub(super) fn size(&self) -> u32 {
        /// Word's own, in half points.
        const UNSAID: u32 = 20;
        self.own.size.unwrap_or(UNSAID).min(10_000) * 50
    }

    pub(super) fn is_bold(&self) -> bool {
        self.own.bold.unwrap_or_default()
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.own.hidden.unwrap_or_default()
    }

    /// Whether it is struck out (取消線): withdrawn, as readers take it.
    pub(super) fn is_struck(&self) -> bool {
        self.own.struck.unwrap_or_default()
    }

    /// The same with what a paragraph or a run says itself.
    pub(super) fn with(&self, own: Properties) -> Self {
        let mut style = self.clone();
        if own.list.is_some() || own.level.is_some() {
            style.listed_by = None;
        }
        style.own = own.over(&style.own);
        style
    }

    /// The same with a style of characters upon it: what is bold in both stands off from bold type by being light.
    pub(super) fn with_characters(&self, characters: &Self) -> Self {
        let mut style = self.with(characters.own.clone());
        style.own.bold = Some(self.is_bold() != characters.is_bold());
        style
    }
}

impl Properties {
    /// What the properties of a paragraph (`w:pPr`) and of its type (`w:rPr`) say.
    pub(super) fn of(paragraph: Option<Element>, run: Option<Element>) -> Self {
        let mut own = Self::default();
        if let Some(paragraph) = paragraph {
            own.outline = paragraph.child("outlineLvl").and_then(|level| level.number("val"));
            let numbering = paragraph.child("numPr");
            let said = |name| numbering.and_then(|numbering| numbering.child(name));
            own.list = said("numId").and_then(|list| list.number("val"));
            own.level = said("ilvl").and_then(|level| level.number("val"));
        }
        if let Some(run) = run {
            own.size = run.child("sz").and_then(|size| size.number("val"));
            own.bold = run.child("b").map(is_on);
            own.hidden = run.child("vanish").map(is_on);
            own.struck = run.child("strike").or_else(|| run.child("dstrike")).map(is_on);
        }
        own
    }

    /// What is said here, and where nothing is said, what is said below.
    fn over(self, below: &Self) -> Self {
        Self {
            outline: self.outline.or(below.outline),
            list: self.list.or(below.list),
            level: self.level.or(below.level),
            size: self.size.or(below.size),
            bold: self.bold.or(below.bold),
            hidden: self.hidden.or(below.hidden),
            struck: self.struck.or(below.struck),
        }
    }
}

/// Whether a property that is on or off is on: it is, unless it says otherwise.
pub(super) fn is_on(property: Element) -> bool {
    property.val().is_none_or(|value| !matches!(value.as_ref(), "0" | "false" | "off"))
}

/// A style as the file has it.
struct Entry {
    purpose: Purpose,
    own: Properties,
    based_on: Option<String>,
}

/// All styles of a file.
#[derive(Default)]
pub(super) struct Styles {
    resolved: BTreeMap<String, Style>,
    /// That of paragraphs that name none.
    paragraph: Style,
}

impl Styles {
    /// The styles in `styles.xml`.
    pub(super) fn of(root: Element) -> Self {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        let mut default = None;
        let mut unsaid = Properties::default();
        for style in root.children() {
            if style.name() == "docDefaults" {
                let run = style.all("rPr").next();
                unsaid = Properties { outline: None, ..Properties::of(None, run) };
            }
            let Some(id) = style.attribute("styleId").filter(|_| style.name() == "style") else { continue };
            let is_paragraph = style.attribute("type").is_none_or(|sort| sort == "paragraph");
            if is_paragraph
                && style.attribute("default").is_some_and(|default| matches!(default.as_ref(), "1" | "true"))
            {
                default = Some(id.clone().into_owned());
            }
            let name = style.child("name").and_then(Element::val).unwrap_or_default();
            let mut own = Properties::of(style.child("pPr"), style.child("rPr"));
            let (purpose, level) = named(&name);
            own.outline = own.outline.or(level);
            let based_on = style.child("basedOn").and_then(Element::val).map(|id| id.into_owned());
            entries.insert(id.into_owned(), Entry { purpose, own, based_on });
        }
        let resolved = entries.keys().map(|id| (id.clone(), resolve(&entries, id))).collect();
        let mut styles = Self { resolved, paragraph: Style { own: unsaid, ..Style::default() } };
        if let Some(style) = default.and_then(|id| styles.resolved.get(&id)) {
            styles.paragraph = Style { own: style.own.clone().over(&styles.paragraph.own), ..style.clone() };
        }
        styles
    }

    /// The style of a paragraph.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        let named = id.and_then(|id| self.resolved.get(id));
        // What no style says is as in the paragraphs that name none, but for what those are there for.
        let face = Properties {
            size: self.paragraph.own.size,
            bold: self.paragraph.own.bold,
            ..Properties::default()
        };
        named.map_or_else(
            || self.paragraph.clone(),
            |style| Style { own: style.own.clone().over(&face), ..style.clone() },
        )
    }

    /// A style by its name, if there is one.
    pub(super) fn named(&self, id: &str) -> Option<&Style> {
        self.resolved.get(id)
    }
}

/// A style with all it is based on.
fn resolve(entries: &BTreeMap<String, Entry>, id: &str) -> Style {
    let mut style = Style::default();
    let mut next = Some(id);
    for _ in 0..LONGEST_CHAIN {
        let Some((id, entry)) = next.and_then(|id| entries.get_key_value(id)) else { break };
        if style.listed_by.is_none() && (entry.own.list.is_some() || entry.own.level.is_some()) {
            style.listed_by = Some(id.clone());
        }
        // What a style says of its outline is nearer than what the style it is based on is there for.
        if style.purpose == Purpose::Text && style.own.outline.is_none() {
            style.purpose = entry.purpose;
        }
        style.own = style.own.over(&entry.own);
        next = entry.based_on.as_deref();
    }
    style
}
