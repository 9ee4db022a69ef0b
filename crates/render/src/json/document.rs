//! Documents: what the catalogue knows, and the tree they were read as.

use std::collections::BTreeMap;
use std::io::{self, Write};

use kurabe_model::{DocumentKind, FiscalYear, Heading, Period, SectionIndex};
use schemars::JsonSchema;
use serde::Serialize;

use super::check::Row;
use super::hit::Place;
use super::{Layout, write_lines, write_whole};
use crate::reading::totals;
use crate::{Lang, Listed, Reading};

/// A document, and the tree it was read as.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Document")]
pub(super) struct DocumentRow<'a> {
    id: &'a str,
    municipality: Place<'a>,
    title: &'a str,
    #[schemars(with = "String")]
    kind: DocumentKind,
    #[schemars(with = "Option<u16>")]
    fiscal_year: Option<FiscalYear>,
    #[schemars(with = "Option<PeriodRow>")]
    period: Option<Period>,
    department: Option<&'a str>,
    file: &'a str,
    source: &'a str,
    rights: &'a str,
    /// The line of each fact the text states; the others are the curator's.
    stated: BTreeMap<&'static str, usize>,
    statements: usize,
    /// Whether the document gave anything.
    readable: bool,
    /// Why it gave nothing, if it did.
    errors: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outline: Option<Option<OutlineRow<'a>>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Outline")]
struct OutlineRow<'a> {
    title: Option<&'a str>,
    title_lines: Option<[usize; 2]>,
    /// Statements that stand before the first section.
    before: usize,
    sections: Vec<SectionRow<'a>>,
}

/// The fiscal years a plan covers, both ends included.
#[derive(JsonSchema)]
#[schemars(rename = "Period")]
#[expect(dead_code, reason = "the shape of what `model` writes: it knows no schemas")]
struct PeriodRow {
    first: u16,
    last: u16,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Section")]
struct SectionRow<'a> {
    heading: &'a str,
    depth: usize,
    parent: Option<usize>,
    department: &'a [String],
    page: Option<usize>,
    printed_page: Option<&'a str>,
    lines: [usize; 2],
    /// Statements of the section itself.
    statements: usize,
    /// Those of its parts too.
    total: usize,
}

/// Documents (文書).
#[derive(Serialize, JsonSchema)]
pub(super) struct Documents<'a> {
    documents: Vec<DocumentRow<'a>>,
}

/// Writes what is known of documents.
pub fn list(out: &mut dyn Write, layout: Layout, lang: Lang, documents: &[Listed<'_>]) -> io::Result<()> {
    write(out, layout, documents.iter().map(|listed| row(*listed, lang)))
}

/// Writes documents with their trees of headings; what could not be read has none.
pub fn outline(out: &mut dyn Write, layout: Layout, lang: Lang, readings: &[Reading<'_>]) -> io::Result<()> {
    write(out, layout, readings.iter().map(|reading| with_tree(reading, lang)))
}

/// A document with its tree.
pub(super) fn with_tree<'a>(reading: &Reading<'a>, lang: Lang) -> DocumentRow<'a> {
    DocumentRow { outline: Some(tree(reading)), ..row((*reading).into(), lang) }
}

fn write<'a>(
    out: &mut dyn Write,
    layout: Layout,
    rows: impl Iterator<Item = DocumentRow<'a>>,
) -> io::Result<()> {
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(out, &Documents { documents: rows.collect() }),
    }
}

fn row(listed: Listed<'_>, lang: Lang) -> DocumentRow<'_> {
    let facts = listed.facts;
    DocumentRow {
        id: facts.id.as_str(),
        municipality: listed.municipality.into(),
        title: &facts.title.value,
        kind: facts.kind.value,
        fiscal_year: facts.fiscal_year.as_ref().map(|fact| fact.value),
        period: facts.period.as_ref().map(|fact| fact.value),
        department: facts.department.as_ref().map(|fact| fact.value.as_str()),
        file: &facts.file,
        source: &facts.source,
        rights: &facts.rights,
        stated: facts.stated().collect(),
        statements: listed.statements,
        readable: !listed.has_errors(),
        errors: listed.errors().map(|diagnostic| Row::of(diagnostic, lang)).collect(),
        outline: None,
    }
}

fn tree<'a>(reading: &Reading<'a>) -> Option<OutlineRow<'a>> {
    let outline = &reading.document.outline;
    if reading.has_errors() && outline.sections.is_empty() {
        return None;
    }
    let (own, before) = reading.counts();
    let totals = totals(outline, &own);
    let sections = outline.sections.iter().enumerate().map(|(index, section)| SectionRow {
        heading: &section.heading.text,
        depth: outline.depth(SectionIndex(index)),
        parent: section.parent.map(|parent| parent.0),
        department: &section.departments,
        page: section.heading.span.page,
        printed_page: section.heading.span.printed_page.as_deref(),
        lines: lines(&section.heading),
        statements: own[index],
        total: totals[index],
    });
    Some(OutlineRow {
        title: outline.title.as_ref().map(|title| title.text.as_str()),
        title_lines: outline.title.as_ref().map(lines),
        before,
        sections: sections.collect(),
    })
}

fn lines(heading: &Heading) -> [usize; 2] {
    [heading.span.first_line, heading.span.last_line]
}
