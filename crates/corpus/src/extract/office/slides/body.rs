//! The text of a shape → paragraphs, with the bullets and numbers that are shown before them.

use super::look::{Bullet, LEVELS, Levels, Look, is_bold, size};
use crate::extract::office::story::{Face, Paragraph};
use crate::extract::office::symbol;
use crate::extract::office::xml::{Element, Item};

/// The paragraphs of a shape's text.
pub(super) fn paragraphs(text: Element, looks: &Levels) -> Vec<Paragraph> {
    let mut counter = Counter::default();
    text.children()
        .filter(|child| child.name() == "p")
        .map(|paragraph| read(paragraph, looks, &mut counter))
        .collect()
}

/// The text of a paragraph as it is shown, without what stands before it.
pub(super) fn text(paragraph: Element) -> String {
    let mut text = String::new();
    let mut walk = paragraph.walk();
    while let Some(item) = walk.next() {
        let Item::Element(element) = item else { continue };
        match element.name() {
            "t" => {
                walk.pass(element);
                let written = element.text();
                // PowerPoint writes a line break within a title as a vertical tab.
                text.extend(written.chars().map(|c| match c {
                    '\u{b}' | '\n' => '\n',
                    c if c.is_control() && c != '\t' => ' ',
                    c => symbol::shown(c, None),
                }));
            }
            "br" => text.push('\n'),
            "rPr" | "pPr" | "endParaRPr" => walk.pass(element),
            _ => {}
        }
    }
    text.replace("_x000B_", "\n")
}

fn read(paragraph: Element, looks: &Levels, counter: &mut Counter) -> Paragraph {
    let properties = paragraph.child("pPr");
    let level = properties.and_then(|properties| properties.number("lvl")).unwrap_or(0_usize).min(LEVELS - 1);
    let look = properties.map(Look::of).unwrap_or_default().over(&looks.level(level));
    let text = text(paragraph);
    // The first run stands for all: slides change their type by the paragraph.
    let run = paragraph.child("r").and_then(|run| run.child("rPr"));
    let face = Face {
        size: run.and_then(size).or(look.size).unwrap_or(1800),
        bold: run.and_then(is_bold).or(look.bold).unwrap_or_default(),
    };
    if text.trim().is_empty() {
        return Paragraph { face, ..Paragraph::default() };
    }
    let before = counter.next(level, look.bullet.as_ref());
    Paragraph { text: before + &text, face, ..Paragraph::default() }
}

/// How far the numbered paragraphs of a text have been counted.
#[derive(Default)]
struct Counter {
    last: [Option<u32>; LEVELS],
}

impl Counter {
    /// What is shown before the next paragraph of a level: what has no number ends the count of its level.
    fn next(&mut self, level: usize, bullet: Option<&Bullet>) -> String {
        for deeper in self.last.iter_mut().skip(level + 1) {
            *deeper = None;
        }
        let Some(last) = self.last.get_mut(level) else { return String::new() };
        match bullet {
            None | Some(Bullet::Nothing) => {
                *last = None;
                String::new()
            }
            Some(Bullet::Symbol(symbol)) => {
                *last = None;
                format!("{symbol}　")
            }
            Some(Bullet::Number { figures, before, behind, start }) => {
                let number = last.map_or(*start, |last| last.saturating_add(1));
                *last = Some(number);
                format!("{before}{}{behind}　", figures.print(number))
            }
        }
    }
}
