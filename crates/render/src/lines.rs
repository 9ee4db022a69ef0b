//! The lines of a source, each with what it was read as (行の読み取り): what a planner corrects a reading by.

use kurabe_model::{Document, SectionIndex, Span};

use crate::Reading;

/// A line with text on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRead<'s> {
    /// Its number in the text of the source, counted from 1.
    pub number: usize,
    /// Its page, where there are pages.
    pub page: Option<usize>,
    /// What it was read as.
    pub is: ReadAs,
    /// What it says.
    pub text: &'s str,
}

/// What a line can have been read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAs {
    /// The title of the paper.
    Title,
    /// A heading.
    Heading {
        /// How deep it lies, counted from 1.
        level: usize,
    },
    /// A statement, or a part of one.
    Statement,
    /// None of these: a table, a page number, a caption.
    Nothing,
}

impl<'s> LineRead<'s> {
    /// Every line of `source`, the text `reading` was read from.
    pub fn all(reading: Reading<'_>, source: &'s str) -> Vec<Self> {
        let end = if source.contains('\n') { '\n' } else { '\r' };
        let texts: Vec<&str> = source.split(end).collect();
        let mut read = vec![ReadAs::Nothing; texts.len()];
        let mut mark = |span: &Span, is: ReadAs| {
            let lines = read.get_mut(span.first_line - 1..span.last_line.min(texts.len()));
            lines.unwrap_or_default().fill(is);
        };
        let Document { outline, statements, .. } = reading.document;
        statements.iter().for_each(|statement| mark(&statement.span, ReadAs::Statement));
        for (index, section) in outline.sections.iter().enumerate() {
            let level = outline.depth(SectionIndex(index));
            mark(&section.heading.span, ReadAs::Heading { level });
        }
        outline.title.iter().for_each(|title| mark(&title.span, ReadAs::Title));
        let paged = source.contains('\x0c');
        let mut page = 1;
        let mut lines = Vec::new();
        for (index, (text, is)) in texts.into_iter().zip(read).enumerate() {
            page += text.matches('\x0c').count();
            let text = text.trim();
            if !text.is_empty() {
                lines.push(Self { number: index + 1, page: paged.then_some(page), is, text });
            }
        }
        lines
    }
}
