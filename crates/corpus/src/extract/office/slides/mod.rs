//! PPTX → text: slides in the order they are shown in, each a page, with their titles as headings.
//!
//! | step | file |
//! |---|---|
//! | layouts and masters → bullets and type of each level | `look.rs` |
//! | shapes → the order they are read in | `place.rs` |
//! | text of a shape → paragraphs with their bullets and numbers | `body.rs` |
//!
//! What a speaker notes, and what repeats on every slide, is left out.

mod body;
mod look;
mod place;

use std::collections::BTreeMap;

use kurabe_model::{Omission, Problem};

use self::look::{Layout, Levels, Role};
use super::Fault;
use super::package::Package;
use super::story::{Paragraph, Story};
use super::xml::{Element, Tree};
use crate::extract::{Part, Rank, one_line};

/// No table is wider: what says so is not believed.
const WIDEST: usize = 64;

/// The text of the presentation whose main part is called `part` and has this root.
pub(super) fn read(package: &mut Package, part: &str, root: Element) -> Result<Story, Fault> {
    let relations = package.relations(part)?;
    let mut reader = Reader {
        unsaid: root.child("defaultTextStyle").map(Levels::of).unwrap_or_default(),
        ..Reader::default()
    };
    let slides = root
        .child("sldIdLst")
        .into_iter()
        .flat_map(Element::children)
        .filter_map(|slide| slide.prefixed("id"));
    for id in slides {
        reader.number += 1;
        let slide = relations.iter().find(|relation| relation.id == id).map(|relation| &relation.target);
        reader.slide(package, slide.ok_or(Fault::Damaged)?)?;
    }
    let Reader { mut story, hidden, unseen, silent, number, .. } = reader;
    if let Some(&first) = silent.first() {
        if silent.len() + hidden == number {
            return Err(Fault::Pictures(silent.len()));
        }
        story.problem(Problem::SilentPages { first, pages: silent.len() });
    }
    let left_out = [(Omission::HiddenSlides, hidden), (Omission::HiddenWords, unseen)];
    for (what, count) in left_out.into_iter().filter(|(_, count)| *count > 0) {
        story.problem(Problem::LeftOut { what, count });
    }
    Ok(story)
}

#[derive(Default)]
struct Reader {
    story: Story,
    /// The layouts slides are made by, as far as they have been met.
    layouts: BTreeMap<String, Layout>,
    /// How text looks that nothing is said of.
    unsaid: Levels,
    /// The slide that is read, counted from 1.
    number: usize,
    /// How many are not shown.
    hidden: usize,
    /// How many shapes with words are not, on slides that are.
    unseen: usize,
    /// Those that are pictures without a word.
    silent: Vec<usize>,
    /// Whether a slide has been shown.
    begun: bool,
}

impl Reader {
    fn slide(&mut self, package: &mut Package, part: &str) -> Result<(), Fault> {
        let xml = package.needed(part)?;
        let tree = Tree::parse(&xml)?;
        let root = tree.root().ok_or(Fault::Damaged)?;
        if root.attribute("show").is_some_and(|show| matches!(show.as_ref(), "0" | "false")) {
            self.hidden += 1;
        } else {
            let made_by =
                package.relations(part)?.into_iter().find(|relation| relation.kind == "slideLayout");
            let name = made_by.map(|relation| relation.target).unwrap_or_default();
            if !self.layouts.contains_key(&name) {
                let layout = Layout::load(package, &name)?;
                self.layouts.insert(name.clone(), layout);
            }
            let layout = self.layouts.get(&name).ok_or(Fault::Damaged)?;
            let shapes = root.child("cSld").and_then(|slide| slide.child("spTree")).ok_or(Fault::Damaged)?;
            let shown = place::in_order(shapes, layout, &mut self.unseen);
            let mut words = shown.iter().flat_map(|shape| shape.all("t"));
            let says_nothing = words.all(|text| text.text().trim().is_empty());
            if says_nothing && shapes.all("pic").next().is_some() {
                self.silent.push(self.number);
            }
            let titles: &[Role] = match self.begun {
                true => &[],
                false if is_cover(&shown) => &[Role::CentredTitle, Role::Title],
                false => &[Role::CentredTitle],
            };
            for shape in shown {
                write(&mut self.story, shape, layout, &self.unsaid, titles);
            }
            self.begun = true;
        }
        // A slide that is hidden has its number all the same.
        self.story.end_page();
        Ok(())
    }
}

/// Whether a slide says no more than a cover does, in whatever layout: a few words beside its title.
fn is_cover(shapes: &[Element]) -> bool {
    const MOST: usize = 6;
    const LONGEST: usize = 40;
    let all = |name| shapes.iter().flat_map(move |shape| shape.all(name));
    let lines = || all("p").map(body::text).filter(|line| !line.trim().is_empty());
    let is_short = |line: &String| line.chars().count() <= LONGEST && !line.contains('。');
    all("tbl").next().is_none() && lines().nth(MOST).is_none() && lines().all(|line| is_short(&line))
}

/// Writes the text of a shape; what holds the place of one of `titles` is the title of the paper.
fn write(story: &mut Story, shape: Element, layout: &Layout, unsaid: &Levels, titles: &[Role]) {
    let held = look::holder(shape);
    if let Some(table) = shape.all("tbl").next().filter(|_| shape.name() == "graphicFrame") {
        return write_table(story, table);
    }
    let (Some(text), false) =
        (shape.child("txBody"), held.as_ref().is_some_and(|held| held.role == Role::Repeated))
    else {
        return;
    };
    let looks = layout.looks(held.as_ref(), text, unsaid);
    let paragraphs = body::paragraphs(text, &looks);
    let rank = match held.map(|held| held.role) {
        Some(role) if titles.contains(&role) => Rank::Title,
        Some(Role::Title | Role::CentredTitle) => Rank::Heading(1),
        _ => {
            for paragraph in paragraphs {
                story.paragraph(paragraph);
            }
            return;
        }
    };
    let face = paragraphs.first().map(|paragraph| paragraph.face).unwrap_or_default();
    let text = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n");
    let rank = if text.trim().is_empty() { Rank::Unknown } else { rank };
    story.paragraph(Paragraph { text, part: Part::Body, rank, face });
}

/// Writes a table; one with a single column is a box round text.
fn write_table(story: &mut Story, table: Element) {
    let rows = || table.children().filter(|row| row.name() == "tr");
    let cells = |row: Element| {
        row.children().filter(|cell| cell.name() == "tc").take(WIDEST).map(cell).collect::<Vec<String>>()
    };
    if rows().all(|row| row.children().filter(|cell| cell.name() == "tc").nth(1).is_none()) {
        for text in rows().flat_map(cells) {
            story.paragraph(Paragraph { text, ..Paragraph::default() });
        }
    } else {
        story.table(rows().map(cells));
    }
}

/// The text of a cell; nothing of one that another cell reaches over.
fn cell(cell: Element) -> String {
    let is_covered = ["hMerge", "vMerge"]
        .iter()
        .any(|merge| cell.attribute(merge).is_some_and(|is| is != "0" && is != "false"));
    let text = cell.child("txBody").filter(|_| !is_covered);
    let paragraphs: Vec<String> = text.into_iter().flat_map(|text| text.all("p")).map(body::text).collect();
    one_line(paragraphs.iter().map(String::as_str))
}
