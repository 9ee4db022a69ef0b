//! Which themes (テーマ) a statement is about.
//!
//! The statement's own words decide; the headings above it only help. A name or a term of a theme is enough,
//! hints have to be two, or one below a heading that speaks of the theme.

use std::ops::Range;

use super::{Sign, Vocabulary};

/// What a theme needs.
const ENOUGH: u32 = 2;
/// What a name or a term gives.
const TERM: u32 = 2;
/// What each hint gives.
const HINT: u32 = 1;
/// What the headings give, however much they say.
const HEADING: u32 = 1;

/// The words for themes (テーマ) in one text.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    found: Vec<(usize, Sign, Range<usize>)>,
}

impl Vocabulary {
    /// Where the words stand that speak for a theme: its names and terms, or else its hints.
    pub fn words_of(&self, theme: &str, text: &Signs) -> Vec<Range<usize>> {
        let is = |index: usize| self.themes.get(index).is_some_and(|known| known.id == theme);
        let found = |hints: bool| {
            let ours = text.found.iter().filter(|(index, sign, _)| match sign {
                Sign::Name | Sign::Term => !hints && is(*index),
                Sign::Hint => hints && is(*index),
                Sign::Not => false,
            });
            ours.map(|(.., range)| range.clone()).collect::<Vec<_>>()
        };
        let strong = found(false);
        if strong.is_empty() { found(true) } else { strong }
    }

    /// The ids of the themes of a statement, in the order of the lexicon: by what it says itself, and what
    /// each heading above it says.
    pub fn label(&self, text: &Signs, headings: &[&Signs]) -> Vec<&str> {
        let mut themes: Vec<usize> = text.found.iter().map(|(theme, ..)| *theme).collect();
        themes.sort_unstable();
        themes.dedup();
        themes.retain(|&theme| {
            let above = headings.iter().any(|heading| heading.weight(theme) >= TERM);
            text.weight(theme) + if above { HEADING } else { 0 } >= ENOUGH
        });
        themes.into_iter().filter_map(|theme| Some(self.themes.get(theme)?.id.as_str())).collect()
    }
}

impl Signs {
    /// Notes words for a theme.
    pub(super) fn add(&mut self, theme: usize, sign: Sign, range: Range<usize>) {
        self.found.push((theme, sign, range));
    }

    /// How much they say for a theme.
    fn weight(&self, theme: usize) -> u32 {
        let ours = || self.found.iter().filter(move |(other, ..)| *other == theme);
        let hidden = |range: &Range<usize>| {
            ours()
                .any(|(_, sign, not)| *sign == Sign::Not && not.start <= range.start && range.end <= not.end)
        };
        let mut weight = 0;
        let mut hints: Vec<&Range<usize>> = Vec::new();
        for (_, sign, range) in ours().filter(|(.., range)| !hidden(range)) {
            match sign {
                Sign::Name | Sign::Term => weight += TERM,
                // A hint inside another one is no second hint.
                Sign::Hint if hints.iter().all(|hint| hint.end <= range.start) => {
                    weight += HINT;
                    hints.push(range);
                }
                Sign::Hint | Sign::Not => {}
            }
        }
        weight
    }
}
