//! What stands in a paragraph of an ODT: its text as it is shown.

use std::collections::BTreeMap;

use super::style::{Style, Styles};
use crate::extract::office::story::Face;
use crate::extract::office::symbol;
use crate::extract::office::xml::{Element, Item};

/// The widest gap of spaces that is believed.
const MOST_SPACES: usize = 40;

/// What was found in a paragraph.
#[derive(Default)]
pub(super) struct Inline<'t> {
    /// Its text; a line end where its author has broken the line.
    pub(super) text: String,
    /// The type it is set in.
    pub(super) face: Face,
    /// In how many places words are hidden.
    pub(super) hidden: usize,
    /// The frames and shapes that hang on it.
    pub(super) boxes: Vec<Element<'t>>,
}

/// Reads a paragraph in this style.
pub(super) fn read<'t>(paragraph: Element<'t>, style: &Style, styles: &Styles) -> Inline<'t> {
    let mut inline = Inline::default();
    let mut letters: BTreeMap<Face, usize> = BTreeMap::new();
    let own =
        Set { until: paragraph, face: style.face(styles.unsaid), hidden: style.hidden.unwrap_or_default() };
    let mut spans = vec![own];
    let mut walk = paragraph.walk();
    while let Some(item) = walk.next() {
        while spans.len() > 1 && spans.last().is_some_and(|span| walk.is_behind(span.until)) {
            spans.pop();
        }
        let Some(&Set { face, hidden, .. }) = spans.last() else { break };
        let element = match item {
            Item::Text(text) if !hidden => {
                *letters.entry(face).or_default() += text.chars().filter(|c| !c.is_whitespace()).count();
                push(&mut inline.text, text);
                continue;
            }
            Item::Text(text) => {
                inline.hidden += usize::from(!text.trim().is_empty());
                continue;
            }
            Item::Element(element) => element,
        };
        match element.name() {
            "span" => {
                let style = styles.named("text", &element.attribute("style-name").unwrap_or_default());
                let hidden = hidden || style.hidden.unwrap_or_default();
                spans.push(Set { until: element, face: style.face(face), hidden });
            }
            "s" if !hidden => {
                let count = element.number("c").unwrap_or(1_usize).min(MOST_SPACES);
                inline.text.extend(std::iter::repeat_n(' ', count));
            }
            "tab" if !hidden => inline.text.push('\t'),
            "line-break" if !hidden => inline.text.push('\n'),
            "frame" | "g" | "custom-shape" | "rect" | "ellipse" => {
                walk.pass(element);
                inline.boxes.push(element);
            }
            name if is_passed_over(name) => walk.pass(element),
            _ => {}
        }
    }
    let all_bold = letters.keys().all(|face| face.bold);
    let most = letters.into_iter().max_by_key(|&(face, count)| (count, face));
    inline.face = most.map_or(styles.unsaid, |(face, _)| Face { bold: all_bold, ..face });
    inline
}

/// A piece of text that is set in a style of its own.
#[derive(Clone, Copy)]
struct Set<'t> {
    until: Element<'t>,
    face: Face,
    hidden: bool,
}

/// What is said beside the text (ruby, notes, comments), or is no text at all.
pub(super) fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "ruby-text"
            | "note"
            | "annotation"
            | "tracked-changes"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "dde-connection-decls"
            | "forms"
            | "desc"
            | "hidden-text"
            | "object"
            | "image"
            | "event-listeners"
    )
}

/// White space of the file is one space, and none at the beginning; what is shown as more has elements of its own.
fn push(text: &mut String, written: &str) {
    for c in written.chars() {
        match c {
            ' ' | '\t' | '\r' | '\n' if text.is_empty() || text.ends_with([' ', '\n']) => {}
            ' ' | '\t' | '\r' | '\n' => text.push(' '),
            '\u{ad}' => {}
            c if c.is_control() => text.push(' '),
            c => text.push(symbol::shown(c, None)),
        }
    }
}
