//! What is shown: a document as it was read, and a statement between its neighbours.

use std::borrow::Cow;

use kurabe_model::{Diagnostic, Document, DocumentFacts, Municipality, Outline, Quote, Severity, Statement};
use kurabe_query::{Holding, Paper};

/// A document (文書) as it was read, with who published it.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Who published it.
    pub municipality: &'a Municipality,
    /// What was read.
    pub document: &'a Document,
    /// What is to be said about it.
    pub diagnostics: &'a [Diagnostic],
}

/// A statement (施策文) between its neighbours.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The statement in its place.
    pub quote: &'a Quote,
    /// The statement before it in the source.
    pub previous: Option<&'a Statement>,
    /// The statement behind it.
    pub next: Option<&'a Statement>,
}

/// A document in a list of them: how much it gave, not what.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// Who published it.
    pub municipality: &'a Municipality,
    /// What is known of it.
    pub facts: &'a DocumentFacts,
    /// How many statements it gave.
    pub statements: usize,
    /// What is to be said about it.
    pub diagnostics: &'a [Diagnostic],
}

impl<'a> From<Reading<'a>> for Listed<'a> {
    fn from(reading: Reading<'a>) -> Self {
        let Reading { municipality, document, diagnostics } = reading;
        Self { municipality, facts: &document.facts, statements: document.statements.len(), diagnostics }
    }
}

impl<'a> From<&'a Holding> for Listed<'a> {
    fn from(Holding { paper, statements }: &'a Holding) -> Self {
        let Paper { municipality, document, diagnostics } = paper;
        Self { municipality, facts: &document.facts, statements: *statements, diagnostics }
    }
}

impl<'a> From<&'a Paper> for Reading<'a> {
    fn from(Paper { municipality, document, diagnostics }: &'a Paper) -> Self {
        Self { municipality, document, diagnostics }
    }
}

impl<'a> Listed<'a> {
    /// Why the document gave nothing, if it did.
    pub fn errors(self) -> impl Iterator<Item = &'a Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Whether the document gave nothing.
    pub fn has_errors(self) -> bool {
        self.errors().next().is_some()
    }
}

impl<'a> Reading<'a> {
    /// Its statements in reading order.
    pub fn quotes(self) -> impl Iterator<Item = Quote> {
        let Self { municipality, document, .. } = self;
        document.statements.iter().map(move |statement| Quote::of(municipality, document, statement))
    }

    /// Why the document gave nothing, if it did.
    pub fn errors(self) -> impl Iterator<Item = &'a Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Whether the document gave nothing.
    pub fn has_errors(self) -> bool {
        self.errors().next().is_some()
    }

    /// How many statements stand in each section, those of its parts not counted, and how many stand
    /// before the first.
    pub fn counts(self) -> (Vec<usize>, usize) {
        let mut own = vec![0; self.document.outline.sections.len()];
        let mut before = 0;
        for statement in &self.document.statements {
            match statement.section.and_then(|section| own.get_mut(section.0)) {
                Some(count) => *count += 1,
                None => before += 1,
            }
        }
        (own, before)
    }
}

/// A row of a table as people see it: a bar between two cells. Offsets of characters stay what they are.
pub(crate) fn in_cells(text: &str) -> Cow<'_, str> {
    if text.contains('\t') { text.replace('\t', "｜").into() } else { text.into() }
}

/// What columns or labels say of a statement: 担当課：子育て支援課｜目標値：0.
pub(crate) fn fields(statement: &Statement) -> String {
    let said = statement.fields.iter().map(|field| format!("{}：{}", field.name, field.value));
    said.collect::<Vec<_>>().join("｜")
}

/// Adds what stands in the parts of each section to its own count.
pub(crate) fn totals(outline: &Outline, own: &[usize]) -> Vec<usize> {
    let mut totals = own.to_vec();
    // A parent stands before its children, so the last ones are complete first.
    for (index, section) in outline.sections.iter().enumerate().rev() {
        let count = totals[index];
        if let Some(parent) = section.parent.and_then(|parent| totals.get_mut(parent.0)) {
            *parent += count;
        }
    }
    totals
}

#[cfg(test)]
pub(crate) mod tests;
