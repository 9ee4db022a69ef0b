//! Automatic numbers (段落番号): 第１章, （１）, ア, which Word counts and prints but does not store.

use std::collections::{BTreeMap, BTreeSet};

use super::style::{Styles, is_on};
use crate::extract::figure::Figures;
use crate::extract::office::symbol;
use crate::extract::office::xml::Element;

/// Lists are nine deep.
const LEVELS: u8 = 9;

/// The longest text before an item, in characters; the longest real ones say 施策の方向 １－１.
const LONGEST: usize = 60;

/// How the items of one level are numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    figures: Figures,
    /// `第%1章`: the number of the first level in the place of `%1`.
    text: String,
    /// What stands between the number and the words.
    gap: &'static str,
    /// The level up to which a new item makes this one begin again; all above it if nothing is said.
    restart: Option<u8>,
    /// Whether the numbers of the levels above are printed 1, 2, 3, whatever those levels print.
    plain: bool,
    /// The style whose paragraphs are items of this level.
    style: Option<String>,
}

/// A list as it is defined; several lists in use can go back to it, and count on from one to the next.
#[derive(Debug, Default)]
struct Definition {
    levels: BTreeMap<u8, Level>,
    /// The style that says which list is meant instead.
    elsewhere: Option<String>,
}

/// A list in use.
#[derive(Debug, Default)]
struct List {
    definition: u32,
    levels: BTreeMap<u8, Level>,
    /// Where counting begins again when the list is first used.
    starts: BTreeMap<u8, u32>,
}

/// All lists of a file, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<u32, Definition>,
    lists: BTreeMap<u32, List>,
    /// By the definition: the number of the last item of each level.
    counted: BTreeMap<u32, BTreeMap<u8, u32>>,
    /// Which levels of which lists have begun where these say.
    begun: BTreeSet<(u32, u8)>,
}

impl Numbering {
    /// The lists in `numbering.xml`.
    pub(super) fn of(root: Element) -> Self {
        let mut numbering = Self::default();
        for element in root.children() {
            match element.name() {
                "abstractNum" => {
                    let Some(id) = element.number("abstractNumId") else { continue };
                    let elsewhere = element.child("numStyleLink").and_then(Element::val);
                    let definition = Definition {
                        levels: levels(element),
                        elsewhere: elsewhere.map(|id| id.into_owned()),
                    };
                    numbering.definitions.insert(id, definition);
                }
                "num" => {
                    let id = element.number("numId");
                    let definition = element.child("abstractNumId").and_then(|id| id.number("val"));
                    if let (Some(id), Some(definition)) = (id, definition) {
                        numbering.lists.insert(id, list(element, definition));
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// How deep the paragraphs of a style are in a list, if the list says so.
    pub(super) fn level_of(&self, list: u32, style: &str, styles: &Styles) -> Option<u8> {
        let list = self.lists.get(&list)?;
        let definition = self.definitions.get(&self.definition(list, styles))?;
        let mut levels = list.levels.iter().chain(&definition.levels);
        levels.find(|(_, level)| level.style.as_deref() == Some(style)).map(|(level, _)| *level)
    }

    /// Counts an item, and gives what is printed before its words.
    pub(super) fn next(&mut self, list: u32, level: u8, styles: &Styles) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let used = self.lists.get(&list)?;
        let definition = self.definition(used, styles);
        let defined = &self.definitions.get(&definition)?.levels;
        let of = |level: u8| used.levels.get(&level).or_else(|| defined.get(&level));
        let own = of(level)?;
        let counted = self.counted.entry(definition).or_default();
        let begins = used.starts.get(&level).filter(|_| self.begun.insert((list, level)));
        let number = match (begins, counted.get(&level)) {
            (Some(start), _) => *start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => own.start,
        };
        counted.insert(level, number);
        counted.retain(|&deeper, _| {
            deeper <= level || of(deeper).and_then(|of| of.restart).is_some_and(|restart| level >= restart)
        });
        let mut text = String::new();
        let mut characters = own.text.chars().take(LONGEST).peekable();
        while let Some(c) = characters.next() {
            let place = characters.peek().filter(|_| c == '%').and_then(|next| next.to_digit(10));
            let Some(place) = place.and_then(|place| u8::try_from(place).ok()?.checked_sub(1)) else {
                text.push(c);
                continue;
            };
            characters.next();
            if let Some(above) = of(place) {
                // A level nothing has been counted on yet stands where it would begin.
                let number = counted.get(&place).copied().unwrap_or(above.start);
                let figures = if own.plain { Figures::PLAIN } else { above.figures };
                text.push_str(&figures.print(number));
            }
        }
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push_str(own.gap);
        }
        Some(text)
    }

    /// The definition a list goes back to: its own, or that of the list a style names.
    fn definition(&self, list: &List, styles: &Styles) -> u32 {
        let elsewhere = self.definitions.get(&list.definition).and_then(|own| own.elsewhere.as_deref());
        let other = elsewhere.and_then(|style| styles.named(style)).and_then(|style| style.list());
        other.and_then(|other| self.lists.get(&other)).map_or(list.definition, |other| other.definition)
    }
}

fn list(element: Element, definition: u32) -> List {
    let mut list = List { definition, ..List::default() };
    for change in element.children().filter(|change| change.name() == "lvlOverride") {
        let Some(at) = change.number("ilvl") else { continue };
        if let Some(start) = change.child("startOverride").and_then(|start| start.number("val")) {
            list.starts.insert(at, start);
        }
        if let Some(own) = change.child("lvl") {
            list.levels.insert(at, level(own));
        }
    }
    list
}

fn levels(definition: Element) -> BTreeMap<u8, Level> {
    let levels = definition.children().filter(|level| level.name() == "lvl");
    levels.filter_map(|of| Some((of.number("ilvl").filter(|at| *at < LEVELS)?, level(of)))).collect()
}

fn level(element: Element) -> Level {
    let val = |name| element.child(name).and_then(Element::val);
    let fonts = element.child("rPr").and_then(|run| run.child("rFonts"));
    let font = fonts.and_then(|fonts| fonts.attribute("ascii").or_else(|| fonts.attribute("hAnsi")));
    let text = val("lvlText").unwrap_or_default();
    let format = element.child("numFmt");
    let name = format.and_then(Element::val).unwrap_or_default();
    let is_bullet = name == "bullet";
    let text = if is_bullet && element.child("lvlPicBulletId").is_some() {
        "・".to_owned()
    } else if is_bullet {
        symbol::bullet(&text, font.as_deref())
    } else {
        text.into_owned()
    };
    let sample = format.and_then(|format| format.attribute("format")).filter(|_| name == "custom");
    Level {
        start: element.child("start").and_then(|start| start.number("val")).unwrap_or_default(),
        figures: sample.map_or_else(|| Figures::of_word(&name), |sample| Figures::of_sample(&sample)),
        text,
        gap: match val("suff").as_deref() {
            Some("nothing") => "",
            Some("space") => " ",
            _ => "　",
        },
        restart: element.child("lvlRestart").and_then(|restart| restart.number("val")),
        plain: element.child("isLgl").is_some_and(is_on),
        style: val("pStyle").map(|style| style.into_owned()),
    }
}
