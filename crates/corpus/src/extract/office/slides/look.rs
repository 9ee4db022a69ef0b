//! How the levels of a text look: a shape says it, else the layout of the slide, else its master, else the file.

use crate::extract::figure::Figures;
use crate::extract::office::Fault;
use crate::extract::office::package::Package;
use crate::extract::office::symbol;
use crate::extract::office::xml::{Element, Tree};

/// Text is nine levels deep.
pub(super) const LEVELS: usize = 9;

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bullet {
    Nothing,
    Symbol(String),
    Number { figures: Figures, before: &'static str, behind: &'static str, start: u32 },
}

/// How a level looks, as far as something is said of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) bullet: Option<Bullet>,
    /// In hundredths of a point.
    pub(super) size: Option<u32>,
    pub(super) bold: Option<bool>,
}

impl Look {
    /// What the properties of a paragraph say.
    pub(super) fn of(properties: Element) -> Self {
        let run = properties.child("defRPr");
        Self { bullet: bullet(properties), size: run.and_then(size), bold: run.and_then(is_bold) }
    }

    /// What is said here, and where nothing is said, what is said below.
    pub(super) fn over(self, below: &Self) -> Self {
        Self {
            bullet: self.bullet.or_else(|| below.bullet.clone()),
            size: self.size.or(below.size),
            bold: self.bold.or(below.bold),
        }
    }
}

/// The size of a run's type.
pub(super) fn size(run: Element) -> Option<u32> {
    run.number("sz")
}

/// Whether a run's type is bold, if something is said of it.
pub(super) fn is_bold(run: Element) -> Option<bool> {
    run.attribute("b").map(|bold| matches!(bold.as_ref(), "1" | "true"))
}

/// How all levels of a text look.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels([Look; LEVELS]);

impl Levels {
    /// The levels a style of lists speaks of: `lvl1pPr` and so on.
    pub(super) fn of(list: Element) -> Self {
        let mut levels = Self::default();
        for properties in list.children() {
            let number = properties.name().strip_prefix("lvl").and_then(|name| name.strip_suffix("pPr"));
            let at = number.and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
            if let Some(look) = at.and_then(|at| levels.0.get_mut(at)) {
                *look = Look::of(properties);
            }
        }
        levels
    }

    /// The look of a level, counted from 0.
    pub(super) fn level(&self, level: usize) -> Look {
        self.0.get(level.min(LEVELS - 1)).cloned().unwrap_or_default()
    }

    fn over(mut self, below: &Self) -> Self {
        for (look, below) in self.0.iter_mut().zip(&below.0) {
            *look = std::mem::take(look).over(below);
        }
        self
    }
}

/// What a shape holds the place of (`p:ph`).
pub(super) struct Holder {
    pub(super) role: Role,
    index: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// The title on a slide of titles.
    CentredTitle,
    Text,
    /// The date, the number of the slide, what stands at its foot.
    Repeated,
}

/// What a shape holds the place of, if it does.
pub(super) fn holder(shape: Element) -> Option<Holder> {
    let own = shape.children().find(|child| child.name().starts_with("nv"))?;
    let place = own.child("nvPr")?.child("ph")?;
    let role = match place.attribute("type").as_deref() {
        Some("title") => Role::Title,
        Some("ctrTitle") => Role::CentredTitle,
        Some("dt" | "ftr" | "sldNum" | "hdr") => Role::Repeated,
        _ => Role::Text,
    };
    Some(Holder { role, index: place.number("idx") })
}

/// Where a shape stands on its slide, in units of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i64,
    pub(super) top: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// Where a shape says it stands.
pub(super) fn area(shape: Element) -> Option<Area> {
    let properties = shape.children().find(|child| matches!(child.name(), "spPr" | "grpSpPr"));
    let place = shape.child("xfrm").or_else(|| properties?.child("xfrm"))?;
    let (corner, extent) = (place.child("off")?, place.child("ext")?);
    let number =
        |of: Element, name: &str| of.number::<i64>(name).map(|number| number.clamp(-(1 << 40), 1 << 40));
    Some(Area {
        left: number(corner, "x")?,
        top: number(corner, "y")?,
        width: number(extent, "cx")?,
        height: number(extent, "cy")?,
    })
}

/// A place for text on a layout or a master.
struct Place {
    holder: Holder,
    levels: Levels,
    area: Option<Area>,
}

/// A layout with its master.
#[derive(Default)]
pub(super) struct Layout {
    /// Those of the layout, then those of its master.
    places: [Vec<Place>; 2],
    titles: Levels,
    texts: Levels,
    others: Levels,
}

impl Layout {
    /// The layout of this name; one that says nothing where the slide names none.
    pub(super) fn load(package: &mut Package, name: &str) -> Result<Self, Fault> {
        let mut layout = Self::default();
        let Some(xml) = package.part(name)? else { return Ok(layout) };
        layout.places[0] = Tree::parse(&xml)?.root().map(places).unwrap_or_default();
        let master = package.relations(name)?.into_iter().find(|relation| relation.kind == "slideMaster");
        let Some(xml) = master.map(|master| package.part(&master.target)).transpose()?.flatten() else {
            return Ok(layout);
        };
        let tree = Tree::parse(&xml)?;
        if let Some(root) = tree.root() {
            layout.places[1] = places(root);
            let style = |name: &str| root.child("txStyles").and_then(|styles| styles.child(name));
            layout.titles = style("titleStyle").map(Levels::of).unwrap_or_default();
            layout.texts = style("bodyStyle").map(Levels::of).unwrap_or_default();
            layout.others = style("otherStyle").map(Levels::of).unwrap_or_default();
        }
        Ok(layout)
    }

    /// How the text of a shape looks.
    pub(super) fn looks(&self, held: Option<&Holder>, text: Element, unsaid: &Levels) -> Levels {
        let mut levels = text.child("lstStyle").map(Levels::of).unwrap_or_default();
        for place in held.into_iter().flat_map(|held| self.places_of(held)) {
            levels = levels.over(&place.levels);
        }
        let below = match held.map(|held| held.role) {
            Some(Role::Title | Role::CentredTitle) => &self.titles,
            Some(_) => &self.texts,
            None => &self.others,
        };
        levels.over(below).over(unsaid)
    }

    /// Where a shape stands.
    pub(super) fn area(&self, shape: Element) -> Option<Area> {
        let held = holder(shape);
        area(shape).or_else(|| self.places_of(held.as_ref()?).find_map(|place| place.area))
    }

    /// The places a shape takes, on the layout and on the master.
    fn places_of(&self, held: &Holder) -> impl Iterator<Item = &Place> {
        let fits = |place: &&Place| {
            if held.role == Role::Text {
                place.holder.role == Role::Text && place.holder.index == held.index
            } else {
                place.holder.role.is_title() == held.role.is_title() && place.holder.role != Role::Text
            }
        };
        let own = self.places[0].iter().find(fits);
        // A master has one place for text, whatever number the layout gives it.
        let master = self.places[1].iter().find(|place| place.holder.role.is_title() == held.role.is_title());
        own.into_iter().chain(master)
    }
}

impl Role {
    fn is_title(self) -> bool {
        matches!(self, Self::Title | Self::CentredTitle)
    }
}

fn places(root: Element) -> Vec<Place> {
    let shapes = root.all("sp").filter_map(|shape| {
        let levels = shape.child("txBody").and_then(|text| text.child("lstStyle")).map(Levels::of);
        Some(Place { holder: holder(shape)?, levels: levels.unwrap_or_default(), area: area(shape) })
    });
    shapes.collect()
}

/// What the properties of a paragraph say of its bullet.
fn bullet(properties: Element) -> Option<Bullet> {
    properties.children().find_map(|child| match child.name() {
        "buNone" => Some(Bullet::Nothing),
        "buBlip" => Some(Bullet::Symbol("・".to_owned())),
        "buChar" => {
            let font = properties.child("buFont").and_then(|font| font.attribute("typeface"));
            let shown: String = child.attribute("char")?.chars().take(2).collect();
            Some(Bullet::Symbol(symbol::bullet(&shown, font.as_deref())))
        }
        "buAutoNum" => {
            let sort = child.attribute("type")?;
            let start = child.number("startAt").unwrap_or(1);
            let (before, behind) = match sort.as_ref() {
                sort if sort.ends_with("ParenBoth") => ("(", ")"),
                sort if sort.ends_with("ParenR") => ("", ")"),
                sort if sort.ends_with("Period") => ("", "."),
                _ => ("", ""),
            };
            Some(Bullet::Number { figures: figures(&sort), before, behind, start })
        }
        _ => None,
    })
}

/// The way to print numbers that PowerPoint has this name for.
fn figures(sort: &str) -> Figures {
    let name = match sort {
        sort if sort.starts_with("alphaLc") => "lowerLetter",
        sort if sort.starts_with("alphaUc") => "upperLetter",
        sort if sort.starts_with("romanLc") => "lowerRoman",
        sort if sort.starts_with("romanUc") => "upperRoman",
        sort if sort.starts_with("circleNum") => "decimalEnclosedCircle",
        sort if sort.starts_with("arabicDb") => "decimalFullWidth",
        sort if sort.starts_with("ea1") => "japaneseCounting",
        _ => "decimal",
    };
    Figures::of_word(name)
}
