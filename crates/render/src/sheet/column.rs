//! Columns (列): what they are called, and what stands in them.

use crate::{Label, Lang};

/// A column as a table declares it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a> {
    head: Head<'a>,
    /// Whether people who read the table want it.
    main: bool,
    shape: Shape,
    /// Whether its cells are what the others of the row are about.
    leads: bool,
}

/// What stands over a column.
#[derive(Debug, Clone, Copy)]
enum Head<'a> {
    Label(Label),
    /// A name out of the data: that of a municipality.
    Name(&'a str),
}

/// What stands in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A name, a heading, a few words.
    Words,
    /// Whole sentences.
    Prose,
    /// What leads up to the next column, and ends beside it.
    LeadingUp,
    /// A number, or nothing.
    Number,
    /// A part of a whole, between 0 and 1.
    Share,
}

/// A column with its name in the language of the table.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) head: String,
    pub(super) main: bool,
    pub(super) shape: Shape,
    pub(super) leads: bool,
}

impl<'a> Column<'a> {
    /// A column everybody wants.
    pub(super) const fn main(label: Label) -> Self {
        Self { head: Head::Label(label), main: true, shape: Shape::Words, leads: false }
    }

    /// A column for programs.
    pub(super) const fn more(label: Label) -> Self {
        Self { main: false, ..Self::main(label) }
    }

    /// A column for what somebody says.
    pub(super) const fn of(name: &'a str) -> Self {
        Self { head: Head::Name(name), main: true, shape: Shape::Prose, leads: false }
    }

    /// The same with numbers.
    pub(super) const fn number(self) -> Self {
        Self { shape: Shape::Number, ..self }
    }

    /// The same with shares.
    pub(super) const fn share(self) -> Self {
        Self { shape: Shape::Share, ..self }
    }

    /// The same with sentences.
    pub(super) const fn prose(self) -> Self {
        Self { shape: Shape::Prose, ..self }
    }

    /// The same with what leads up to the next column.
    pub(super) const fn leading_up(self) -> Self {
        Self { shape: Shape::LeadingUp, ..self }
    }

    /// The same as the head of its rows.
    pub(super) const fn leading(self) -> Self {
        Self { leads: true, ..self }
    }

    pub(super) fn field(&self, lang: Lang) -> Field {
        let head = match self.head {
            Head::Label(label) => label.say(lang),
            Head::Name(name) => name,
        };
        Field { head: head.to_owned(), main: self.main, shape: self.shape, leads: self.leads }
    }
}

impl Field {
    /// Whether there is a lot to read in its cells.
    pub(super) fn is_prose(&self) -> bool {
        matches!(self.shape, Shape::Prose | Shape::LeadingUp)
    }

    /// Whether its cells are numbers, or empty.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.shape, Shape::Number | Shape::Share)
    }
}
