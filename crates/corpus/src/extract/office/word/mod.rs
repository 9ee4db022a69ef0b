//! Word's DOCX → text: paragraphs with the levels their styles give them and the numbers Word prints before them.
//!
//! | step | file |
//! |---|---|
//! | styles → what a paragraph is for, and its type | `style.rs` |
//! | lists → the numbers that are printed | `numbering.rs` |
//! | fields → what they show | `field.rs` |
//! | runs → the text of a paragraph | `inline.rs` |
//! | tables → rows, or the text of a box | `table.rs` |
//!
//! Tracked changes are taken as accepted. Pages are not told apart: where one ends is decided by whoever prints the
//! file, and what it notes of the last time is no fact about it.

mod field;
mod inline;
mod numbering;
mod style;
mod table;

use kurabe_model::{Omission, Problem};

use self::field::Fields;
use self::inline::Box;
use self::numbering::Numbering;
use self::style::{Properties, Style, Styles};
use super::Fault;
use super::package::{Package, Relation};
use super::purpose::Purpose;
use super::story::{Paragraph, Story};
use super::xml::{Element, Item, Tree, Walk};
use crate::extract::{Part, Rank, one_line};

/// The text of the document whose main part is called `part` and has this root.
pub(super) fn read(package: &mut Package, part: &str, root: Element) -> Result<Story, Fault> {
    let relations = package.relations(part)?;
    let mut story = Story::default();
    let styles = load(package, &relations, "styles", Styles::of, &mut story)?;
    let numbering = load(package, &relations, "numbering", Numbering::of, &mut story)?;
    let mut reader = Reader {
        styles,
        numbering,
        fields: Fields::default(),
        story,
        unread: 0,
        struck: 0,
        hidden: 0,
        carried: String::new(),
    };
    reader.read(root.child("body").ok_or(Fault::Damaged)?);
    let Reader { mut story, unread, struck, hidden, .. } = reader;
    for (what, count) in
        [(Omission::Embedded, unread), (Omission::Withdrawn, struck), (Omission::HiddenWords, hidden)]
    {
        if count > 0 {
            story.problem(Problem::LeftOut { what, count });
        }
    }
    Ok(story)
}

/// What another part says; nothing where the document leads to none, and a word about it where that is not there.
fn load<T: Default>(
    package: &mut Package,
    relations: &[Relation],
    kind: &str,
    of: impl Fn(Element) -> T,
    story: &mut Story,
) -> Result<T, Fault> {
    let Some(relation) = relations.iter().find(|relation| relation.kind == kind) else {
        return Ok(T::default());
    };
    let Some(xml) = package.part(&relation.target)? else {
        story.problem(Problem::MissingPart { part: relation.target.clone() });
        return Ok(T::default());
    };
    Ok(Tree::parse(&xml)?.root().map(of).unwrap_or_default())
}

struct Reader {
    styles: Styles,
    numbering: Numbering,
    fields: Fields,
    story: Story,
    /// Documents within the document, which are not read.
    unread: usize,
    /// In how many places words are struck out, which are not read either.
    struck: usize,
    /// In how many places words are hidden (隠し文字), nor are those.
    hidden: usize,
    /// The text of paragraphs whose end is deleted: it goes on in the next one.
    carried: String,
}

/// A walk through something that holds paragraphs and tables.
struct Reach<'t> {
    walk: Walk<'t>,
    part: Part,
}

impl<'t> Reach<'t> {
    fn through(element: Element<'t>, part: Part) -> Self {
        Self { walk: element.walk(), part }
    }
}

/// A paragraph that was read, and the text boxes that hang on it.
struct Read<'t> {
    paragraph: Paragraph,
    boxes: Vec<Box<'t>>,
}

impl Reader {
    /// Reads all that stands in the body, each thing once and in its order.
    fn read(&mut self, body: Element) {
        let mut reaches = vec![Reach::through(body, Part::Body)];
        while let Some(Reach { walk, part }) = reaches.last_mut() {
            let part = *part;
            let Some(item) = walk.next() else {
                reaches.pop();
                continue;
            };
            let Item::Element(element) = item else { continue };
            match element.name() {
                "p" => {
                    walk.pass(element);
                    if let Some(read) = self.paragraph(element) {
                        let part = if part == Part::Body { read.paragraph.part } else { part };
                        self.story.paragraph(Paragraph { part, ..read.paragraph });
                        let boxes = read.boxes.into_iter().rev();
                        reaches.extend(boxes.map(|found| {
                            Reach::through(found.content, if found.is_drawn { Part::Table } else { part })
                        }));
                    }
                }
                "tbl" if part == Part::Body && !table::is_layout(element, &self.styles) => {
                    walk.pass(element);
                    let rows = table::rows(element).into_iter().map(|row| self.row(row)).collect::<Vec<_>>();
                    self.story.table(rows);
                }
                _ if is_gone(element) => walk.pass(element),
                "sdt" if is_contents(element) => {
                    walk.pass(element);
                    reaches.push(Reach::through(element, Part::Furniture));
                }
                "altChunk" | "subDoc" => self.unread += 1,
                _ => {}
            }
        }
    }

    /// Reads a paragraph; nothing if it goes on in the next one, or is hidden.
    fn paragraph<'t>(&mut self, element: Element<'t>) -> Option<Read<'t>> {
        let properties = element.child("pPr");
        let mark = properties.and_then(|properties| properties.child("rPr"));
        let id = properties.and_then(|properties| properties.child("pStyle")).and_then(Element::val);
        let named = self.styles.paragraph(id.as_deref());
        let style = named.with(Properties::of(properties, None));
        let inline = inline::read(element, &style, &self.styles, &mut self.fields);
        self.struck += inline.struck;
        self.hidden += inline.hidden;
        let text = std::mem::take(&mut self.carried) + &inline.text;
        let goes_on =
            mark.is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some());
        if goes_on && inline.boxes.is_empty() {
            self.carried = text;
            return None;
        }
        let is_hidden = text.is_empty() && style.with(Properties::of(None, mark)).is_hidden();
        if is_hidden && inline.boxes.is_empty() {
            return None;
        }
        let is_blank = text.trim().is_empty();
        // A paragraph that only ends a section is neither shown nor counted.
        let ends_section = properties.is_some_and(|properties| properties.child("sectPr").is_some());
        let number = if is_blank && ends_section { None } else { self.number(&style) }.unwrap_or_default();
        let is_contents = inline.is_contents || style.purpose == Purpose::Contents;
        let rank = match style.heading() {
            _ if is_blank || is_contents => Rank::Unknown,
            _ if style.purpose == Purpose::Title => Rank::Title,
            Some(level) => Rank::Heading(level),
            None if style.purpose == Purpose::Subtitle => Rank::Title,
            None => Rank::Unknown,
        };
        let paragraph = Paragraph {
            text: if is_blank { String::new() } else { number + &text },
            part: if is_contents { Part::Furniture } else { Part::Body },
            rank,
            face: inline.face,
        };
        Some(Read { paragraph, boxes: inline.boxes })
    }

    /// The number that is printed before a paragraph.
    fn number(&mut self, style: &Style) -> Option<String> {
        let list = style.list()?;
        let by_style =
            style.listed_by.as_deref().and_then(|id| self.numbering.level_of(list, id, &self.styles));
        let level = by_style.or(style.level()).unwrap_or_default();
        self.numbering.next(list, level, &self.styles)
    }

    /// The cells of a row.
    fn row(&mut self, row: Vec<Option<Element>>) -> Vec<String> {
        row.into_iter().map(|cell| cell.map(|cell| self.cell(cell)).unwrap_or_default()).collect()
    }

    /// The text of a cell, with that of tables and text boxes within it.
    fn cell(&mut self, cell: Element) -> String {
        let mut texts = Vec::new();
        let mut walks = vec![cell.walk()];
        while let Some(walk) = walks.last_mut() {
            match walk.next() {
                Some(Item::Element(element)) if element.name() == "p" => {
                    walk.pass(element);
                    if let Some(read) = self.paragraph(element) {
                        texts.push(read.paragraph.text);
                        walks.extend(read.boxes.iter().rev().map(|found| found.content.walk()));
                    }
                }
                Some(Item::Element(element)) if is_gone(element) => walk.pass(element),
                Some(_) => {}
                None => drop(walks.pop()),
            }
        }
        one_line(texts.iter().map(String::as_str))
    }
}

/// Whether a control holds a list of contents (目次).
fn is_contents(control: Element) -> bool {
    let properties = control.child("sdtPr").into_iter();
    let gallery = properties.flat_map(|properties| properties.all("docPartGallery")).find_map(Element::val);
    gallery.is_some_and(|gallery| gallery == "Table of Contents")
}

/// Whether nothing of it is shown: it was deleted or moved elsewhere, waits for an entry, or only says how something
/// looks.
fn is_gone(element: Element) -> bool {
    match element.name() {
        "tr" => table::is_deleted(element),
        "sdt" => inline::is_placeholder(element),
        name => {
            matches!(name, "del" | "moveFrom" | "sdtPr" | "sectPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr")
        }
    }
}
