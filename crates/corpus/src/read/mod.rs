//! The whole way of a stored text: bytes → lines → blocks → headings and statements → document.
//!
//! No step fails: what cannot be read becomes a diagnostic beside as much of the document as there is.

mod block;
mod contents;
mod cover;
mod furniture;
mod heading;
mod layout;
mod line;
mod lists;
mod mark;
mod markup;
mod minutes;
mod pieces;
mod rows;
mod sheet;
mod stack;
mod statement;
mod table;
mod title;
mod tree;
mod undeclared;
mod words;

use kurabe_model::{
    Diagnostic, Document, DocumentFacts, DocumentId, Format, Heading, Outline, Problem, Row, Span, Statement,
    Warned,
};

use self::block::Block;
use self::heading::Class;
use self::layout::Layout;
pub(crate) use self::line::line_end;
use self::line::{Line, Lines, Role};
use self::mark::Family;
use self::rows::Within;
pub(crate) use self::statement::is_division;
use crate::corrections::Placed;
use crate::extract::{Extract, Kind, extract, text};

/// Reads the stored source of the document known by `facts`.
pub fn read(facts: DocumentFacts, bytes: &[u8]) -> Warned<Document> {
    match extract(&facts.file, bytes) {
        Ok(extract) => Perused::of(&facts.file, &extract, &[]).document(facts),
        Err(problem) => nothing(facts, problem),
    }
}

/// An extract of which it is known what each line is: it says what it is called before it has a name itself.
pub(crate) struct Perused<'e> {
    extract: &'e Extract,
    body: Body<'e>,
    too_long: Vec<(usize, usize)>,
    /// Whether it has page breaks.
    paged: bool,
}

enum Body<'e> {
    Workbook(Vec<Line<'e>>),
    Text(LaidOut<'e>),
}

impl<'e> Perused<'e> {
    /// What was extracted from a file of this name, with the corrections of a planner.
    pub(crate) fn of(file: &str, extract: &'e Extract, corrections: &[Placed]) -> Self {
        let source = extract.text.as_str();
        let Lines { lines, too_long, paged } = line::cut(source).shown(&extract.lines).corrected(corrections);
        let body = if is_workbook(file) { Body::Workbook(lines) } else { Body::Text(lay_out(source, lines)) };
        Self { extract, body, too_long, paged }
    }

    /// The title that is printed in it; else the one its pages run under.
    pub(crate) fn title(&self) -> Option<Heading> {
        match &self.body {
            Body::Workbook(lines) => sheet::title(&self.extract.text, lines),
            Body::Text(LaidOut { title, lines, .. }) => title.clone().or_else(|| title::running(lines)),
        }
    }

    /// A short name of all it says, however it is set; none where it says nothing, or more than could be read.
    pub(crate) fn words(&self) -> Option<u64> {
        if self.extract.problems.iter().any(|problem| matches!(problem, Problem::SilentPages { .. })) {
            return None;
        }
        let (Body::Workbook(lines) | Body::Text(LaidOut { lines, .. })) = &self.body;
        let said = lines.iter().filter(|line| line.role != Role::Furniture);
        let mut letters = said.flat_map(|line| words::letters(line.text)).peekable();
        letters.peek().is_some().then(|| words::fingerprint(letters))
    }

    /// The document it is.
    pub(crate) fn document(self, facts: DocumentFacts) -> Warned<Document> {
        let Self { extract, body, too_long, paged } = self;
        let source = extract.text.as_str();
        let is_sheet = matches!(body, Body::Workbook(_));
        let parsed = match body {
            Body::Workbook(lines) => Parsed::of_workbook(&facts.id, source, lines),
            Body::Text(laid_out) => Parsed::of_text(&facts.id, source, laid_out),
        };
        let Parsed { lines, blocks, classes, outline, statements, rows } = parsed;
        let mut diagnostics = problems(
            &facts,
            source,
            &lines,
            &blocks,
            &classes,
            [&statements, &rows],
            !outline.sections.is_empty(),
        );
        let about = |lines: Option<(usize, usize)>, problem: Problem| Diagnostic {
            document: Some(facts.id.clone()),
            file: facts.file.clone(),
            lines,
            problem,
        };
        let limit = text::LONGEST_LINE;
        diagnostics.extend(
            too_long
                .iter()
                .map(|&(number, bytes)| about(Some((number, number)), Problem::LineTooLong { bytes, limit })),
        );
        diagnostics.extend(extract.problems.iter().map(|problem| about(None, problem.clone())));
        diagnostics.sort_by_key(|diagnostic| diagnostic.lines);
        let mut document = Document { facts, outline, statements, rows };
        // A PDF of one page has no page break.
        let paged = paged || Kind::of(&document.facts.file) == Ok(Kind::Pdf);
        let places = Places { lines: &lines, paged, printed: &extract.pages, is_sheet };
        places.note(&mut document);
        Warned { value: document, diagnostics }
    }
}

/// A text and what each of its lines turned out to be.
struct Parsed<'s> {
    lines: Vec<Line<'s>>,
    blocks: Vec<Block>,
    /// What each block is.
    classes: Vec<Class>,
    outline: Outline,
    statements: Vec<Statement>,
    /// The rows of its tables.
    rows: Vec<Statement>,
}

impl<'s> Parsed<'s> {
    /// What the sheets of a workbook say: they have no paragraphs.
    fn of_workbook(document: &DocumentId, source: &str, mut lines: Vec<Line<'s>>) -> Self {
        let sheet::Workbook { outline, statements, rows } = sheet::read(document, source, &mut lines);
        Self { lines, blocks: Vec::new(), classes: Vec::new(), outline, statements, rows }
    }

    /// What a text says.
    fn of_text(document: &DocumentId, text: &str, laid_out: LaidOut<'s>) -> Self {
        let LaidOut { mut lines, blocks, mut classes, title } = laid_out;
        let mut grown = tree::grow(document, text, &lines, &blocks, &mut classes);
        let outline = Outline { title, sections: std::mem::take(&mut grown.sections) };
        let (rows, goals) = rows::read(Within { document, source: text, outline: &outline }, &lines);
        make_text(&mut lines, goals.iter().map(|goal| goal.span.first_line));
        let mut statements = std::mem::take(&mut grown.statements);
        statements.extend(goals);
        statements.sort_by_key(|statement| statement.span.extent().start);
        statement::tell_apart(&mut statements, |statement| grown.place(statement));
        Self { lines, blocks, classes, outline, statements, rows }
    }
}

fn is_workbook(file: &str) -> bool {
    Kind::of(file) == Ok(Kind::Office(Format::Xlsx))
}

/// Lines of which something is made are no longer those of tables alone.
fn make_text(lines: &mut [Line], said: impl Iterator<Item = usize>) {
    for number in said {
        if let Ok(at) = lines.binary_search_by_key(&number, |line| line.number) {
            lines[at].role = Role::Text;
        }
    }
}

/// A text before it is known what lies in what.
struct LaidOut<'s> {
    lines: Vec<Line<'s>>,
    blocks: Vec<Block>,
    classes: Vec<Class>,
    title: Option<Heading>,
}

fn lay_out<'s>(text: &'s str, mut lines: Vec<Line<'s>>) -> LaidOut<'s> {
    markup::set_aside(&mut lines);
    let tab = furniture::set_aside(&mut lines);
    minutes::set_aside(&mut lines);
    table::set_aside(&mut lines);
    contents::set_aside(&mut lines);
    // What a file says of a line is not guessed.
    lines.iter_mut().filter(|line| line.is_declared()).for_each(|line| line.role = Role::Text);
    let layout = Layout::measure(&lines);
    let blocks = block::assemble(text, &mut lines, layout);
    let blocks = pieces::join(text, &lines, blocks);
    let mut classes = heading::classify(&lines, &blocks);
    let title = title::choose(text, &lines, &blocks, &mut classes, tab);
    cover::set_aside(&lines, &blocks, &mut classes);
    cover::set_facts_aside(&blocks, &mut classes);
    LaidOut { lines, blocks, classes, title }
}

/// A short name of what a text says, however it is set.
pub(crate) fn letters(text: &str) -> u64 {
    words::fingerprint(words::letters(text))
}

/// Whether a line begins as a numbered heading or an item does; if `surely`, in a way that could not be the middle of
/// a sentence.
pub(crate) fn begins_with_mark(text: &str, surely: bool) -> bool {
    mark::read(text).is_some_and(|mark| !(surely && mark.weak))
}

/// The headings, items and paragraphs of an extract with their marks, line wraps undone.
#[cfg(test)]
pub(crate) fn paragraphs(extract: &Extract) -> Vec<String> {
    let source = extract.text.as_str();
    let laid_out = lay_out(source, line::cut(source).shown(&extract.lines).lines);
    let Parsed { lines, blocks, .. } = Parsed::of_text(&"midori-2024".parse().unwrap(), source, laid_out);
    blocks.iter().map(|block| block.whole_span(&lines).text(source)).collect()
}

/// So many parts are in a source; one of them in tables and labels is worth a word, less is in every paper.
const MUCH: usize = 4;

/// So many rows that were set aside are named.
const MOST_NAMED: usize = 20;

/// A document of which nothing could be read.
pub(crate) fn nothing(facts: DocumentFacts, problem: Problem) -> Warned<Document> {
    let diagnostic =
        Diagnostic { document: Some(facts.id.clone()), file: facts.file.clone(), lines: None, problem };
    let document = Document { facts, outline: Outline::default(), statements: Vec::new(), rows: Vec::new() };
    Warned { value: document, diagnostics: vec![diagnostic] }
}

fn problems(
    facts: &DocumentFacts,
    source: &str,
    lines: &[Line],
    blocks: &[Block],
    classes: &[Class],
    [statements, rows]: [&[Statement]; 2],
    has_headings: bool,
) -> Vec<Diagnostic> {
    let about = |lines: Option<(usize, usize)>, problem: Problem| Diagnostic {
        document: Some(facts.id.clone()),
        file: facts.file.clone(),
        lines,
        problem,
    };
    let mut found = Vec::new();
    let damaged = text::damaged(source);
    if damaged > 0 {
        found.push(about(None, Problem::Damaged { characters: damaged }));
    }
    let in_tables = || lines.iter().filter(|line| line.role == Role::Table);
    let tables = in_tables().count();
    let words = lines.iter().filter(|line| line.role == Role::Text).count();
    let only_tables = statements.is_empty() && !rows.is_empty() && words <= tables;
    if only_tables {
        found.push(about(None, Problem::OnlyTables { rows: rows.len() }));
    } else if statements.is_empty() {
        found.push(about(None, Problem::NoStatements { written_lines: lines.len() }));
    } else if !has_headings {
        found.push(about(None, Problem::NoHeadings));
    }
    let is_label = |(block, class): &(&Block, &Class)| {
        **class == Class::Note && matches!(block.family(), Family::Field(_))
    };
    let labels = blocks.iter().zip(classes).filter(is_label).map(|(block, _)| block.lines.len()).sum();
    if !only_tables && tables + labels > 0 && (tables + labels) * MUCH >= lines.len() {
        let is_sheet = is_workbook(&facts.file);
        let rows = in_tables().filter_map(|line| row_at(line, is_sheet)).take(MOST_NAMED).collect();
        found.push(about(None, Problem::SetAside { tables, labels, rows }));
    }
    let loose = blocks.iter().zip(classes).filter(|(_, class)| **class == Class::Loose);
    found.extend(loose.map(|(block, _)| {
        let Span { first_line, last_line, .. } = block.whole_span(lines);
        about(Some((first_line, last_line)), Problem::Loose { text: block.heading(source, lines) })
    }));
    found
}

/// Where the lines of a source stand, as a reader finds them.
struct Places<'a> {
    lines: &'a [Line<'a>],
    /// Whether there are pages.
    paged: bool,
    /// The numbers printed on them.
    printed: &'a [Option<String>],
    is_sheet: bool,
}

impl Places<'_> {
    /// Gives every span the page its first line stands on, and the row of a table that this is.
    fn note(&self, document: &mut Document) {
        let headings = document.outline.sections.iter_mut().map(|section| &mut section.heading.span);
        let title = document.outline.title.iter_mut().map(|title| &mut title.span);
        let statements = document.statements.iter_mut().chain(&mut document.rows);
        let statements = statements.map(|statement| &mut statement.span);
        headings.chain(title).chain(statements).for_each(|span| self.place(span));
    }

    fn place(&self, span: &mut Span) {
        let line = self.lines.binary_search_by_key(&span.first_line, |line| line.number);
        let Some(line) = line.ok().and_then(|at| self.lines.get(at)) else { return };
        let printed = self.printed.get(line.page - 1).cloned().flatten();
        span.page = self.paged.then_some(line.page);
        span.printed_page = printed.filter(|printed| self.paged && *printed != line.page.to_string());
        span.row = row_at(line, self.is_sheet);
    }
}

/// The row of a table that a line is.
fn row_at(line: &Line, sheet: bool) -> Option<Row> {
    let row = line.shown?.row?;
    Some(Row { table: row.table as usize, row: row.row as usize, sheet })
}

#[cfg(test)]
mod tests;
