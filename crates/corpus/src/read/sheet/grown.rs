//! Cells → headings and statements in their places.

use std::ops::Range;

use kurabe_model::{
    Deadline, DocumentId, Field, Heading, Section, SectionIndex, Span, Statement, StatementKind, Target,
};

use super::form::{Form, Says};
use super::section;
use crate::extract::Rank;
use crate::read::rows::{Cell, Cells, Sided};
use crate::read::statement::Item;
use crate::read::{statement, words};

/// How many statements back the row above is looked for: a cell of it may hold a list.
const NEAR: usize = 20;

/// What has grown of a workbook so far.
pub(super) struct Grown<'a> {
    document: &'a DocumentId,
    source: &'a str,
    pub(super) sections: Vec<Section>,
    pub(super) statements: Vec<Statement>,
    /// The open headings of the sheet from the outermost: where each stands, and how deep it lies.
    open: Vec<(usize, SectionIndex)>,
    /// The divisions in charge of what a sheet says, where its form names them.
    in_charge: Vec<String>,
}

/// What is said of a statement besides its words.
#[derive(Clone, Default)]
pub(super) struct Beside {
    pub(super) fields: Vec<Field>,
    pub(super) departments: Vec<String>,
    /// By when it is to be done, where a column of its own says so.
    pub(super) due: Option<Deadline>,
    /// The numbers it is to reach, where it is an indicator with its goal; ranges are those of its words.
    pub(super) targets: Option<Vec<Target>>,
    /// Whether it only describes.
    pub(super) describes: bool,
}

impl<'a> Grown<'a> {
    pub(super) fn new(document: &'a DocumentId, source: &'a str) -> Self {
        Self {
            document,
            source,
            sections: Vec::new(),
            statements: Vec::new(),
            open: Vec::new(),
            in_charge: Vec::new(),
        }
    }

    /// Opens the section of a sheet.
    pub(super) fn open_sheet(&mut self, name: Heading) {
        self.open(0, name);
    }

    /// Closes all headings of a sheet.
    pub(super) fn close_sheet(&mut self) {
        self.open.clear();
        self.in_charge.clear();
    }

    /// Opens a heading so deep, counted from 1, unless it is open already.
    pub(super) fn head(&mut self, depth: usize, cell: Cell, line: usize) {
        if !self.is_under(depth, cell, line) {
            self.open(depth, super::heading_of(cell, line));
        }
    }

    /// Whether the words of a cell are an open heading so deep.
    pub(super) fn is_under(&self, depth: usize, cell: Cell, line: usize) -> bool {
        let heading = super::heading_of(cell, line);
        let is_open = |&(level, at): &(usize, SectionIndex)| {
            level == depth && self.sections.get(at.0).is_some_and(|open| open.heading.text == heading.text)
        };
        self.open.iter().any(is_open)
    }

    fn open(&mut self, depth: usize, heading: Heading) {
        self.open.retain(|(level, _)| *level < depth);
        let parent = self.open.last().map(|(_, at)| *at);
        self.open.push((depth, SectionIndex(self.sections.len())));
        self.sections.push(section(heading, parent));
    }

    /// Closes the headings that are so deep or deeper.
    pub(super) fn close(&mut self, depth: usize) {
        self.open.retain(|(level, _)| *level < depth);
    }

    /// Adds what a cell says, each item of a list by itself.
    pub(super) fn say(&mut self, row: &Cells, cell: Cell, beside: Beside) {
        for Item { marker, words } in statement::items(cell.text) {
            let words = cell.start + words.start..cell.start + words.end;
            let marker = cell.text.get(marker).unwrap_or_default();
            self.say_at(Span::new(vec![words], row.line, row.line), marker, beside.clone());
        }
    }

    /// Adds a part of a row as it is.
    pub(super) fn say_part(&mut self, row: &Cells, part: Range<usize>, beside: Beside) {
        self.say_at(Span::new(vec![part], row.line, row.line), "", beside);
    }

    /// Adds an indicator with its goals.
    pub(super) fn measure(&mut self, sided: Sided) {
        let Sided { span, targets, fields } = sided;
        let beside = Beside { fields, targets: Some(targets), ..Beside::default() };
        self.say_at(span, "", beside);
    }

    /// Adds what is said in a place; what the row above said in the same one, cells being merged, is said once.
    fn say_at(&mut self, span: Span, marker: &str, beside: Beside) {
        let text = span.text(self.source);
        let section = self.open.last().map(|(_, at)| *at);
        if self.statements.iter().rev().take(NEAR).any(|said| said.text == text && said.section == section) {
            return;
        }
        let (kind, targets) = match beside.targets {
            Some(targets) => (StatementKind::Target, targets),
            None => {
                let kind = statement::kind(&text, true, false, beside.describes);
                (kind, statement::targets(&text, kind))
            }
        };
        let mut deadlines = statement::deadlines(&text, kind);
        if deadlines.is_empty() && kind != StatementKind::Background {
            deadlines.extend(beside.due);
        }
        self.statements.push(Statement {
            id: statement::name(self.document, &text),
            section,
            marker: marker.to_owned(),
            kind,
            departments: if beside.departments.is_empty() {
                self.in_charge.clone()
            } else {
                beside.departments
            },
            targets,
            deadlines,
            fields: beside.fields,
            span,
            text,
        });
    }

    /// Takes a row for what a planner says it is: a heading so deep, or text that says something.
    pub(super) fn correct(&mut self, row: &Cells) {
        let whole = row.span().extent();
        match row.rank {
            Rank::Heading(level) | Rank::Placed(level) => {
                let text = words::spaced(&row.span().text(self.source));
                let span = Span::new(vec![whole], row.line, row.line);
                self.open(level.into(), Heading { text, span });
            }
            Rank::Body => self.say_part(row, whole, Beside::default()),
            Rank::Title | Rank::Unknown => {}
        }
    }

    /// Adds what a form says.
    pub(super) fn fill_in(&mut self, form: &Form<'_, '_>) {
        if let Some((name, line)) = form.name {
            self.head(1, name, line);
        }
        self.in_charge.clone_from(&form.departments);
        for Says { row, cell, describes } in &form.said {
            let own = |field: &&Field| field.value != cell.text;
            let fields = form.fields.iter().filter(own).cloned().collect();
            self.say(row, *cell, Beside { fields, describes: *describes, ..Beside::default() });
        }
    }
}
