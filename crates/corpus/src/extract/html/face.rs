//! How words are set (書体): size, weight, and whether they lead elsewhere.

/// The way words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Face {
    /// The size of the type, in hundredths of what a browser sets where nothing is said.
    pub(super) size: u16,
    pub(super) bold: bool,
    pub(super) link: bool,
}

impl Default for Face {
    fn default() -> Self {
        Self { size: 100, bold: false, link: false }
    }
}

impl Face {
    /// The face inside an element of this name and these attributes.
    pub(super) fn within(mut self, tag: &str, attribute: impl Fn(&str) -> Option<String>) -> Self {
        match tag {
            "b" | "strong" => self.bold = true,
            "a" => self.link |= attribute("href").is_some(),
            "big" => self.size = scaled(self.size, 120.0),
            "small" => self.size = scaled(self.size, 83.0),
            "font" => self.size = attribute("size").and_then(|size| font(&size)).unwrap_or(self.size),
            _ => {}
        }
        let Some(style) = attribute("style") else { return self };
        for declaration in style.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().trim_end_matches("!important").trim().to_lowercase();
            match property.trim().to_lowercase().as_str() {
                "font-size" => self.size = length(&value, self.size).unwrap_or(self.size),
                "font-weight" => {
                    self.bold = matches!(value.as_str(), "bold" | "bolder")
                        || value.parse::<u16>().is_ok_and(|weight| weight >= 600);
                }
                _ => {}
            }
        }
        self
    }
}

fn scaled(size: u16, percent: f64) -> u16 {
    (f64::from(size) * percent / 100.0).round().clamp(1.0, 1000.0) as u16
}

/// What browsers make of `<font size>`: 1 to 7, 3 is the text's, +1 and -1 count from there.
fn font(size: &str) -> Option<u16> {
    const SIZES: [u16; 7] = [63, 82, 100, 113, 150, 200, 300];
    let number: i32 = size.trim().trim_start_matches('+').parse().ok()?;
    let number = if size.trim().starts_with(['+', '-']) { number.saturating_add(3) } else { number };
    SIZES.get(usize::try_from(number.clamp(1, 7)).ok()?.checked_sub(1)?).copied()
}

/// A size in a style: a word, or a number and its unit.
fn length(value: &str, around: u16) -> Option<u16> {
    const WORDS: [(&str, u16); 8] = [
        ("xx-small", 63),
        ("x-small", 63),
        ("small", 82),
        ("medium", 100),
        ("large", 113),
        ("x-large", 150),
        ("xx-large", 200),
        ("xxx-large", 300),
    ];
    if let Some((_, size)) = WORDS.iter().find(|(word, _)| *word == value) {
        return Some(*size);
    }
    let number = |unit: &str| value.strip_suffix(unit).and_then(|number| number.trim().parse::<f64>().ok());
    // Of the units that end alike, the longer one first.
    number("rem")
        .map(|rems| scaled(100, rems * 100.0))
        .or_else(|| number("em").map(|ems| scaled(around, ems * 100.0)))
        .or_else(|| number("%").map(|percent| scaled(around, percent)))
        .or_else(|| number("px").map(|pixels| scaled(100, pixels / 16.0 * 100.0)))
        .or_else(|| number("pt").map(|points| scaled(100, points / 12.0 * 100.0)))
        .or_else(|| (value == "larger").then(|| scaled(around, 120.0)))
        .or_else(|| (value == "smaller").then(|| scaled(around, 83.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_browsers() {
        let face = |tag: &str, name: &str, value: &str| {
            Face::default().within(tag, |wanted| (wanted == name).then(|| value.to_owned()))
        };
        for (tag, name, value, size) in [
            ("font", "size", "4", 113),
            ("font", "size", "+2", 150),
            ("font", "size", "-1", 82),
            ("font", "size", "99999999999", 100),
            ("span", "style", "font-size: 1.5em", 150),
            ("span", "style", "color:red; FONT-SIZE:24px !important", 150),
            ("p", "style", "font-size:large", 113),
            ("p", "style", "font-size:1e300px", 1000),
            ("small", "id", "", 83),
        ] {
            assert_eq!(face(tag, name, value).size, size, "{tag} {name}={value}");
        }
        assert!(face("p", "style", "font-weight:700").bold);
        assert!(!face("b", "style", "font-weight:normal").bold);
        assert!(face("a", "href", "#").link && !face("a", "name", "top").link);
    }
}
