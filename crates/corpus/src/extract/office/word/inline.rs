//! What stands in a paragraph: the text as it is shown once all tracked changes are accepted.

use std::collections::BTreeMap;

use super::field::Fields;
use super::style::{Properties, Style, Styles};
use crate::extract::office::story::Face;
use crate::extract::office::symbol;
use crate::extract::office::xml::{Element, Item};

/// What was found in a paragraph.
#[derive(Default)]
pub(super) struct Inline<'t> {
    /// Its text; a line end where its author has broken the line.
    pub(super) text: String,
    /// The type it is set in.
    pub(super) face: Face,
    /// Whether it is a part of a list of contents that is made by a field.
    pub(super) is_contents: bool,
    /// In how many places words are struck out.
    pub(super) struck: usize,
    /// In how many places words are hidden.
    pub(super) hidden: usize,
    /// The text boxes that hang on it.
    pub(super) boxes: Vec<Box<'t>>,
}

/// A text box (テキストボックス).
pub(super) struct Box<'t> {
    pub(super) content: Element<'t>,
    /// Whether it is one of the shapes of a drawing.
    pub(super) is_drawn: bool,
}

/// The type of a run.
struct Type {
    face: Face,
    hidden: bool,
    struck: bool,
    font: Option<String>,
}

/// Reads a paragraph whose style, with what it says itself, is `style`.
pub(super) fn read<'t>(
    paragraph: Element<'t>,
    style: &Style,
    styles: &Styles,
    fields: &mut Fields,
) -> Inline<'t> {
    let mut inline = Inline { is_contents: fields.list_contents(), ..Inline::default() };
    let mut letters: BTreeMap<Face, usize> = BTreeMap::new();
    let mut set = typed(None, style, styles);
    let mut within_hidden = false;
    // A drawing whose shapes are walked through.
    let mut drawing: Option<Element> = None;
    let mut walk = paragraph.walk();
    while let Some(item) = walk.next() {
        let Item::Element(element) = item else { continue };
        if drawing.is_some_and(|drawing| walk.is_behind(drawing)) {
            drawing = None;
        }
        let show = fields.show() && !set.hidden && !set.struck;
        let before = inline.text.len();
        match element.name() {
            "r" => {
                let goes_on = set.struck;
                set = typed(element.child("rPr"), style, styles);
                inline.struck += usize::from(set.struck && !goes_on);
            }
            "t" => {
                walk.pass(element);
                let is_blank = || element.text().trim().is_empty();
                let is_hidden = fields.show() && set.hidden && !is_blank();
                inline.hidden += usize::from(is_hidden && !within_hidden);
                within_hidden = is_hidden;
                if show {
                    push_text(&mut inline.text, element, set.font.as_deref());
                }
            }
            "tab" | "ptab" if show => inline.text.push('\t'),
            "br" | "cr" if show => inline.text.push('\n'),
            "noBreakHyphen" if show => inline.text.push('-'),
            "sym" if show => inline.text.extend(symbol_of(element)),
            "fldChar" => {
                if let Some(composed) = fields.turn(element) {
                    inline.text.push_str(&composed);
                }
                inline.is_contents |= fields.list_contents();
            }
            "instrText" => {
                walk.pass(element);
                fields.instruct(&element.text());
            }
            "wgp" | "wpc" | "group" if drawing.is_none() => drawing = Some(element),
            "txbxContent" => {
                walk.pass(element);
                inline.boxes.push(Box { content: element, is_drawn: drawing.is_some() });
            }
            name if is_passed_over(name) => walk.pass(element),
            "sdt" if is_placeholder(element) => walk.pass(element),
            _ => {}
        }
        let written = inline.text.get(before..).unwrap_or_default();
        let count = written.chars().filter(|c| !c.is_whitespace()).count();
        if count > 0 {
            *letters.entry(set.face).or_default() += count;
        }
    }
    let all_bold = letters.keys().all(|face| face.bold);
    let most = letters.into_iter().max_by_key(|&(face, count)| (count, face));
    inline.face = most.map_or(set.face, |(face, _)| Face { bold: all_bold, ..face });
    inline
}

/// What is deleted, moved elsewhere, said beside the text (ruby, footnotes, comments), or no text at all.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "pPr"
            | "rPr"
            | "sdtPr"
            | "sdtEndPr"
            | "smartTagPr"
            | "rubyPr"
            | "rt"
            | "del"
            | "moveFrom"
            | "delText"
            | "delInstrText"
            | "ffData"
            | "docPr"
            | "oMathParaPr"
            | "ctrlPr"
    )
}

/// Whether a control shows nothing but what is to be entered there.
pub(super) fn is_placeholder(control: Element) -> bool {
    control.child("sdtPr").is_some_and(|properties| properties.child("showingPlcHdr").is_some())
}

fn typed(run: Option<Element>, style: &Style, styles: &Styles) -> Type {
    let named = run.and_then(|run| run.child("rStyle")).and_then(Element::val);
    let characters = named.and_then(|id| styles.named(&id));
    let style = characters.map_or_else(|| style.clone(), |characters| style.with_characters(characters));
    let style = style.with(Properties::of(None, run));
    let fonts = run.and_then(|run| run.child("rFonts"));
    let font = fonts.and_then(|fonts| fonts.attribute("ascii").or_else(|| fonts.attribute("hAnsi")));
    Type {
        face: Face { size: style.size(), bold: style.is_bold() },
        hidden: style.is_hidden(),
        struck: style.is_struck(),
        font: font.map(|font| font.into_owned()),
    }
}

/// White space at either end is only text where the file says so.
fn push_text(text: &mut String, element: Element, font: Option<&str>) {
    let written = element.text();
    let keeps = element.attribute("space").is_some_and(|space| space == "preserve");
    let blank = [' ', '\t', '\r', '\n'];
    let shown = if keeps { written.as_str() } else { written.trim_matches(blank) };
    text.extend(shown.chars().filter(|c| *c != '\u{ad}').map(|c| match c {
        '\n' | '\r' => ' ',
        c if c.is_control() && c != '\t' => ' ',
        c => symbol::shown(c, font),
    }));
}

fn symbol_of(element: Element) -> Option<char> {
    let code = u32::from_str_radix(&element.attribute("char")?, 16).ok()?;
    let font = element.attribute("font");
    char::from_u32(code).filter(|c| !c.is_control()).map(|c| symbol::shown(c, font.as_deref()))
}
