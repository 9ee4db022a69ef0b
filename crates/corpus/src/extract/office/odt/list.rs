//! The lists of an ODT (箇条書きと番号): their numbers are counted here, as no program stores them.

use std::collections::BTreeMap;

use crate::extract::figure::Figures;
use crate::extract::office::symbol;
use crate::extract::office::xml::Element;

/// The longest text before an item, in characters.
const LONGEST: usize = 60;

/// How the items of one level are numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    figures: Figures,
    text: Text,
    /// What stands between the number and the words.
    gap: &'static str,
}

/// What is printed before an item.
#[derive(Debug, Clone)]
enum Text {
    /// `第%1%章`: the number of the first level in the place of `%1%`.
    Template(String),
    /// The numbers of so many levels, the item's own last, between two texts.
    Around { before: String, levels: usize, behind: String },
}

impl Default for Text {
    fn default() -> Self {
        Self::Template(String::new())
    }
}

/// How far the levels of a list have been counted.
type Count = BTreeMap<usize, u32>;

/// All styles of lists of a file, and how far the lists have been counted.
#[derive(Default)]
pub(super) struct Lists {
    styles: BTreeMap<String, BTreeMap<usize, Level>>,
    counts: Vec<Count>,
    /// The lists by what others call them to go on with them.
    named: BTreeMap<String, usize>,
    /// The last list of each style.
    last: BTreeMap<String, usize>,
}

/// A list that is open.
#[derive(Debug, Clone)]
pub(super) struct Open {
    style: String,
    count: usize,
    /// How deep it is, counted from 1.
    level: usize,
    continues: bool,
}

/// The style that numbers the headings that stand in no list.
const OUTLINE: &str = "\u{0}outline";

impl Lists {
    /// Takes in the styles of lists of a part.
    pub(super) fn gather(&mut self, root: Element) {
        let groups = root.children().filter(|group| matches!(group.name(), "styles" | "automatic-styles"));
        for style in groups.flat_map(Element::children) {
            let name = match style.name() {
                "outline-style" => OUTLINE.into(),
                "list-style" => style.attribute("name").unwrap_or_default(),
                _ => continue,
            };
            let levels = style.children().filter_map(|of| Some((of.number("level")?, level(of))));
            self.styles.insert(name.into_owned(), levels.collect());
        }
    }

    /// Opens a list, within another one or not. `counted` says whether the item it stands in has been counted.
    pub(super) fn open(&mut self, list: Element, around: Option<&Open>, counted: bool) -> Open {
        let style = list.attribute("style-name").map(|style| style.into_owned());
        let says_so = list.attribute("continue-numbering").is_some_and(|says| says == "true");
        if let Some(around) = around {
            // What only leads to a deeper level goes on as the list around it does.
            let continues = says_so || (around.continues && !counted);
            let level = around.level + 1;
            if !continues && let Some(count) = self.counts.get_mut(around.count) {
                count.retain(|&counted, _| counted < level);
            }
            let style = style.unwrap_or_else(|| around.style.clone());
            return Open { style, count: around.count, level, continues };
        }
        let style = style.unwrap_or_default();
        let named = list.attribute("continue-list").and_then(|id| self.named.get(id.as_ref()).copied());
        let before = named.or_else(|| self.last.get(&style).copied().filter(|_| says_so));
        let count = before.unwrap_or_else(|| {
            self.counts.push(Count::default());
            self.counts.len() - 1
        });
        if let Some(id) = list.attribute("id") {
            self.named.insert(id.into_owned(), count);
        }
        self.last.insert(style.clone(), count);
        Open { style, count, level: 1, continues: before.is_some() }
    }

    /// Counts an item, from `start` if it says so, and gives what is printed before its words.
    pub(super) fn next(&mut self, list: &Open, start: Option<u32>) -> String {
        let Some(levels) = self.styles.get(&list.style) else { return String::new() };
        let Some(own) = levels.get(&list.level) else { return String::new() };
        let Some(count) = self.counts.get_mut(list.count) else { return String::new() };
        let next = count.get(&list.level).map_or(own.start, |last| last.saturating_add(1));
        count.insert(list.level, start.unwrap_or(next));
        count.retain(|&level, _| level <= list.level);
        let number = |at: usize| {
            let level = levels.get(&at)?;
            let text = level.figures.print(count.get(&at).copied().unwrap_or(level.start));
            (!text.is_empty()).then_some(text)
        };
        let mut text = match &own.text {
            Text::Template(template) => template
                .split('%')
                .enumerate()
                // Between two signs stands the number of a level.
                .map(|(at, piece)| {
                    if at % 2 == 0 {
                        piece.to_owned()
                    } else {
                        piece.parse().ok().and_then(number).unwrap_or_default()
                    }
                })
                .collect(),
            Text::Around { before, levels, behind } => {
                let first = (list.level + 1).saturating_sub(*levels).max(1);
                let numbers: Vec<String> = (first..=list.level).filter_map(number).collect();
                format!("{before}{}{behind}", numbers.join("."))
            }
        };
        if own.figures == Figures::Nothing && !matches!(&own.text, Text::Template(_)) {
            text.clear();
        }
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push_str(own.gap);
        }
        text
    }

    /// Counts a heading that stands in no list.
    pub(super) fn next_heading(&mut self, level: usize, start: Option<u32>) -> String {
        let count = *self.last.entry(OUTLINE.to_owned()).or_insert_with(|| {
            self.counts.push(Count::default());
            self.counts.len() - 1
        });
        self.next(&Open { style: OUTLINE.to_owned(), count, level, continues: true }, start)
    }
}

fn level(element: Element) -> Level {
    let said = |name: &str| -> String {
        element.attribute(name).unwrap_or_default().chars().take(LONGEST).collect()
    };
    let alignment = element.all("list-level-label-alignment").next();
    let gap = match alignment.and_then(|alignment| alignment.attribute("label-followed-by")).as_deref() {
        Some("nothing") => "",
        Some("space") => " ",
        _ => "　",
    };
    let text = match element.name() {
        "list-level-style-bullet" => {
            Text::Template(symbol::bullet(&said("bullet-char"), None).replace('%', "％"))
        }
        "list-level-style-image" => Text::Template("・".to_owned()),
        _ if element.attribute("num-list-format").is_some() => Text::Template(said("num-list-format")),
        _ => Text::Around {
            before: said("num-prefix"),
            levels: element.number("display-levels").unwrap_or(1),
            behind: said("num-suffix"),
        },
    };
    Level {
        start: element.number("start-value").unwrap_or(1),
        figures: Figures::of_sample(&said("num-format")),
        text,
        gap,
    }
}
