//! The tree of headings (見出しの木) a document was read as.

use serde::{Deserialize, Serialize};

use crate::Span;

/// A heading (見出し) as it is printed, white-space runs collapsed, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The verbatim words, the printed number included.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A section (章・節): a heading, and what division the paper puts in charge of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The section this one is part of.
    pub parent: Option<SectionIndex>,
    /// Its heading.
    pub heading: Heading,
    /// Divisions (担当課) named beside or below the heading.
    pub departments: Vec<String>,
}

/// The place of a section in [`Outline::sections`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SectionIndex(pub usize);

/// The headings of a document in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// The title printed in the document, if one is.
    pub title: Option<Heading>,
    /// All sections, a parent before its children.
    pub sections: Vec<Section>,
}

impl Outline {
    /// The section at `index`.
    pub fn section(&self, index: SectionIndex) -> Option<&Section> {
        self.sections.get(index.0)
    }

    /// The sections from the outermost to the one at `index`.
    pub fn ancestry(&self, index: Option<SectionIndex>) -> Vec<&Section> {
        let mut line: Vec<&Section> =
            std::iter::successors(index.and_then(|index| self.section(index)), |section| {
                section.parent.and_then(|parent| self.section(parent))
            })
            .collect();
        line.reverse();
        line
    }

    /// The headings from the printed title to the section at `index`, verbatim.
    pub fn path(&self, index: Option<SectionIndex>) -> Vec<&str> {
        let title = self.title.iter().map(|title| title.text.as_str());
        title.chain(self.ancestry(index).into_iter().map(|section| section.heading.text.as_str())).collect()
    }

    /// How deep the section at `index` lies; a section below the title only is at 1.
    pub fn depth(&self, index: SectionIndex) -> usize {
        self.ancestry(Some(index)).len()
    }
}
