//! ODT → text: headings with their levels, lists with the numbers that are printed, tables as rows.
//!
//! | step | file |
//! |---|---|
//! | styles → what a paragraph is for, and its type | `style.rs` |
//! | lists → the numbers that are printed | `list.rs` |
//! | what stands in a paragraph | `inline.rs` |
//!
//! Tracked changes are taken as accepted: what was deleted is not in the text any more, but in a list before it.

mod inline;
mod list;
mod style;

use self::list::{Lists, Open};
use self::style::Styles;
use super::Fault;
use super::package::Package;
use super::purpose::Purpose;
use super::story::{Paragraph, Story};
use super::xml::{Element, Item, Tree, Walk};
use crate::extract::{Part, Rank, one_line};
use kurabe_model::{Format, Omission, Problem};

/// The part that holds the text.
pub(super) const CONTENT: &str = "content.xml";

/// No table is wider: what says so is not believed.
const WIDEST: usize = 64;

/// The text of a package.
pub(super) fn read(package: &mut Package) -> Result<Story, Fault> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Fault::Locked);
    }
    let mut reader = Reader::default();
    match package.part("styles.xml")? {
        Some(xml) => reader.gather(Tree::parse(&xml)?.root().ok_or(Fault::Damaged)?),
        None => reader.story.problem(Problem::MissingPart { part: "styles.xml".to_owned() }),
    }
    let xml = package.needed(CONTENT)?;
    let tree = Tree::parse(&xml)?;
    let root = tree.root().ok_or(Fault::Damaged)?;
    reader.gather(root);
    let body = root.child("body").ok_or(Fault::Damaged)?;
    reader.read(body.child("text").ok_or(Fault::Other(Format::Office))?);
    if reader.hidden > 0 {
        reader.story.problem(Problem::LeftOut { what: Omission::HiddenWords, count: reader.hidden });
    }
    Ok(reader.story)
}

#[derive(Default)]
struct Reader {
    styles: Styles,
    lists: Lists,
    story: Story,
    /// In how many places words are hidden.
    hidden: usize,
}

/// A walk through something that holds paragraphs.
struct Reach<'t> {
    walk: Walk<'t>,
    part: Part,
    within: Within,
}

/// Where in a list a walk is.
#[derive(Clone)]
enum Within {
    /// In none.
    Text,
    /// In a list, between its items.
    List(Open),
    /// In an item; `number` until its first paragraph is read.
    Item { list: Open, number: Option<Number> },
}

/// How an item that has not been counted is to be counted.
#[derive(Clone, Copy)]
struct Number {
    start: Option<u32>,
}

impl Reader {
    fn gather(&mut self, root: Element) {
        self.styles.gather(root);
        self.lists.gather(root);
    }

    fn read(&mut self, text: Element) {
        let mut reaches = vec![Reach { walk: text.walk(), part: Part::Body, within: Within::Text }];
        while let Some(reach) = reaches.last_mut() {
            let Some(item) = reach.walk.next() else {
                reaches.pop();
                continue;
            };
            let Item::Element(element) = item else { continue };
            let part = reach.part;
            let mut next = None;
            match element.name() {
                "p" | "h" => {
                    reach.walk.pass(element);
                    let (paragraph, boxes) = self.paragraph(element, &mut reach.within);
                    let own = if part == Part::Body { paragraph.part } else { part };
                    self.story.paragraph(Paragraph { part: own, ..paragraph });
                    reaches.extend(boxes.into_iter().rev().map(|found| {
                        let part = if found.name() == "g" { Part::Table } else { part };
                        Reach { walk: found.walk(), part, within: Within::Text }
                    }));
                    continue;
                }
                "list" => {
                    let open = match &reach.within {
                        Within::Text => self.lists.open(element, None, false),
                        Within::List(list) => self.lists.open(element, Some(list), false),
                        Within::Item { list, number } => {
                            self.lists.open(element, Some(list), number.is_none())
                        }
                    };
                    next = Some((part, Within::List(open)));
                }
                "list-item" | "list-header" => {
                    if let Within::List(list) = &reach.within {
                        let number = Number { start: element.number("start-value") };
                        let number = (element.name() == "list-item").then_some(number);
                        next = Some((part, Within::Item { list: list.clone(), number }));
                    }
                }
                "table" if part == Part::Body && !is_layout(element) => {
                    reach.walk.pass(element);
                    let rows: Vec<Vec<String>> = rows(element).map(|row| self.row(row)).collect();
                    self.story.table(rows);
                }
                "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index"
                | "object-index" | "user-index" | "bibliography" => {
                    next = Some((Part::Furniture, Within::Text));
                }
                "g" => next = Some((Part::Table, Within::Text)),
                "section" if element.attribute("display").is_some_and(|display| display == "none") => {
                    reach.walk.pass(element);
                }
                name if inline::is_passed_over(name) => reach.walk.pass(element),
                _ => {}
            }
            if let Some((part, within)) = next {
                reach.walk.pass(element);
                reaches.push(Reach { walk: element.walk(), part, within });
            }
        }
    }

    /// Reads a paragraph or heading, and finds the text boxes that hang on it.
    fn paragraph<'t>(&mut self, element: Element<'t>, within: &mut Within) -> (Paragraph, Vec<Element<'t>>) {
        let style = self.styles.named("paragraph", &element.attribute("style-name").unwrap_or_default());
        let inline = inline::read(element, &style, &self.styles);
        self.hidden += inline.hidden;
        let level =
            (element.name() == "h").then(|| element.number("outline-level").unwrap_or(1_u8).clamp(1, 10));
        let is_blank = inline.text.trim().is_empty();
        let number = match within {
            Within::Item { list, number } => number.take().map(|number| self.lists.next(list, number.start)),
            _ if style.list.as_deref() == Some("") => None,
            _ if element.attribute("is-list-header").is_some_and(|is| is == "true") => None,
            _ => level.map(|level| self.lists.next_heading(level.into(), element.number("start-value"))),
        };
        let rank = match level {
            _ if is_blank => Rank::Unknown,
            Some(level) => Rank::Heading(level),
            None if matches!(style.purpose, Purpose::Title | Purpose::Subtitle) => Rank::Title,
            None => Rank::Unknown,
        };
        let paragraph = Paragraph {
            text: if is_blank { String::new() } else { number.unwrap_or_default() + &inline.text },
            part: if style.purpose == Purpose::Contents { Part::Furniture } else { Part::Body },
            rank,
            face: inline.face,
        };
        (paragraph, inline.boxes)
    }

    /// The cells of a row; a cell that is covered by another one is empty.
    fn row(&self, row: Element) -> Vec<String> {
        let mut cells = Vec::new();
        for cell in row.children().filter(|cell| matches!(cell.name(), "table-cell" | "covered-table-cell")) {
            let times = cell.number("number-columns-repeated").unwrap_or(1_usize).clamp(1, WIDEST);
            let text = if cell.name() == "table-cell" { self.cell(cell) } else { String::new() };
            cells.extend(std::iter::repeat_n(text, times));
        }
        cells.truncate(cells.len().min(WIDEST * WIDEST));
        cells
    }

    fn cell(&self, cell: Element) -> String {
        let paragraphs = cell.walk().filter_map(|item| match item {
            Item::Element(element) if matches!(element.name(), "p" | "h") => {
                let style =
                    self.styles.named("paragraph", &element.attribute("style-name").unwrap_or_default());
                Some(inline::read(element, &style, &self.styles).text)
            }
            _ => None,
        });
        one_line(paragraphs.collect::<Vec<_>>().iter().map(String::as_str))
    }
}

/// Whether a table only sets text in its place: a box (囲み) with one cell a row, or one that holds headings.
fn is_layout(table: Element) -> bool {
    let is_cell = |cell: &Element| matches!(cell.name(), "table-cell" | "covered-table-cell");
    rows(table).all(|row| row.children().filter(is_cell).nth(1).is_none()) || table.all("h").next().is_some()
}

/// The rows of a table, not those of tables within it.
fn rows<'t>(table: Element<'t>) -> impl Iterator<Item = Element<'t>> {
    let mut walk = table.walk();
    std::iter::from_fn(move || {
        loop {
            if let Item::Element(found) = walk.next()?
                && found.name() == "table-row"
            {
                walk.pass(found);
                return Some(found);
            }
        }
    })
}
