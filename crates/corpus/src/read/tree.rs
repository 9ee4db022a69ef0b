//! Headings and statements → sections and statements in their places.
//!
//! Two walks: the first takes every block with a number for a heading and sees which of them have
//! anything below; lists in which none has are items after all, and the second walk places what is left.

use kurabe_model::{DocumentId, Heading, Section, SectionIndex, Span, Statement};

use crate::read::block::Block;
use crate::read::heading::Class;
use crate::read::line::Line;
use crate::read::lists;
use crate::read::mark::Family;
use crate::read::stack::{Entry, Stack};
use crate::read::statement;

/// How often lists are looked for: a list inside a list shows only when the inner one has been recognised.
const WALKS: usize = 3;

/// What has grown of blocks: sections, and statements that are not told apart yet.
pub(crate) struct Grown {
    pub(crate) sections: Vec<Section>,
    pub(crate) statements: Vec<Statement>,
    /// For every section, its heading and those above, their numbers and divisions left out.
    paths: Vec<String>,
}

impl Grown {
    /// What the headings above a statement say, to tell it apart from another one that says the same.
    pub(crate) fn place(&self, statement: &Statement) -> &str {
        statement.section.and_then(|section| self.paths.get(section.0)).map_or("", String::as_str)
    }
}

/// Places every heading and statement. Blocks that turn out to be items are marked so in `classes`.
pub(crate) fn grow(
    document: &DocumentId,
    source: &str,
    lines: &[Line],
    blocks: &[Block],
    classes: &mut [Class],
) -> Grown {
    for _ in 0..WALKS {
        let items = lists::without_text(source, lines, blocks, classes);
        if items.is_empty() {
            break;
        }
        for index in items {
            classes[index] = Class::Statement;
        }
    }
    let mut tree = Tree::new(document, source, lines);
    for (block, class) in blocks.iter().zip(classes) {
        match class {
            Class::Heading => tree.open(block),
            Class::Departments => tree.put_in_charge(block),
            Class::Statement => tree.say(block),
            Class::Title | Class::Note | Class::Loose => {}
        }
    }
    let Tree { sections, statements, paths, .. } = tree;
    Grown { sections, statements, paths }
}

/// What is known of a document half-way through it.
struct Tree<'a> {
    document: &'a DocumentId,
    source: &'a str,
    lines: &'a [Line<'a>],
    sections: Vec<Section>,
    /// For every section, what its heading and those above say of statements below.
    said: Vec<Said>,
    /// For every section, its heading and those above, their numbers and divisions left out.
    paths: Vec<String>,
    statements: Vec<Statement>,
    stack: Stack,
    /// The first statement that no heading and no line of divisions has closed off yet.
    unclaimed: usize,
    /// The divisions last put in charge behind statements of the open section.
    behind: Vec<String>,
}

/// What the headings above a statement say of it.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    /// The nearest one, or the one above it, announces targets.
    targets: bool,
    /// The nearest one itself does.
    own_targets: bool,
    /// Some heading above does.
    targets_above: bool,
    /// The nearest one speaks of goals.
    goals: bool,
    /// The nearest one announces descriptions.
    background: bool,
    /// Words are explained.
    glossary: bool,
}

impl Said {
    /// What a heading says, below one that says `above`.
    fn by(heading: &str, above: Self) -> Self {
        let targets = statement::is_target_heading(heading);
        Self {
            targets: targets || above.own_targets,
            own_targets: targets,
            targets_above: targets || above.targets_above,
            goals: statement::is_goal_heading(heading),
            background: statement::is_background_heading(heading),
            glossary: above.glossary || statement::is_glossary_heading(heading),
        }
    }
}

impl<'a> Tree<'a> {
    fn new(document: &'a DocumentId, source: &'a str, lines: &'a [Line<'a>]) -> Self {
        Self {
            document,
            source,
            lines,
            sections: Vec::new(),
            said: Vec::new(),
            paths: Vec::new(),
            statements: Vec::new(),
            stack: Stack::default(),
            unclaimed: 0,
            behind: Vec::new(),
        }
    }

    fn open(&mut self, block: &Block) {
        let parent = self.stack.push(Entry::of(block, self.lines), self.sections.len());
        let (printed, whole) = (block.heading(self.source, self.lines), block.heading_span(self.lines));
        let (text, departments, span) = match statement::trailing(&printed) {
            Some((text, departments)) => (text.to_owned(), departments, self.beginning(whole, text)),
            None => (printed, Vec::new(), whole),
        };
        self.said.push(Said::by(&text, parent.map(|parent| self.said[parent]).unwrap_or_default()));
        let words = statement::trailing(&block.words).map_or(block.words.as_str(), |(words, _)| words);
        let above = parent.map(|parent| self.paths[parent].as_str()).unwrap_or_default();
        self.paths.push(format!("{above}{words}\n"));
        let heading = Heading { text, span };
        self.sections.push(Section { parent: parent.map(SectionIndex), heading, departments });
        self.unclaimed = self.statements.len();
        self.behind.clear();
    }

    /// The beginning of a span that says `words`, however it is spaced.
    fn beginning(&self, span: Span, words: &str) -> Span {
        let letters = words.chars().filter(|c| !c.is_whitespace()).count();
        let text = span.text(self.source);
        let behind = text.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(letters);
        let range = 0..behind.map_or(text.len(), |(at, _)| at);
        let words = text.get(range).unwrap_or_default().trim_end().len();
        let part = span.parts(self.source, std::iter::once(0..words)).pop();
        part.map_or(span, |part| self.number_lines(&part))
    }

    /// Divisions right below a heading are in charge of its section. Behind statements they are in charge of
    /// these, and of what the section says further on until the next such line.
    fn put_in_charge(&mut self, block: &Block) {
        let departments = statement::departments_line(&block.words).unwrap_or_default();
        let is_behind = self.unclaimed < self.statements.len();
        // 担当課：… that stands off from a list of targets is in charge of what these are the targets of.
        let stands_off = self.lines[block.lines[0]].gap > 0 && block.words.contains(['：', ':']);
        if !is_behind || (self.said().own_targets && stands_off) {
            self.put_in_charge_of_section(is_behind || block.interrupted, &departments);
            return;
        }
        let above = &mut self.statements[self.unclaimed..];
        let section = self.stack.top().and_then(|section| self.sections.get_mut(section));
        for statement in above {
            statement.departments.retain(|department| !self.behind.contains(department));
            statement::join(&mut statement.departments, &departments);
        }
        if let Some(section) = section {
            section.departments.retain(|department| !self.behind.contains(department));
            statement::join(&mut section.departments, &departments);
        }
        self.behind = departments;
        self.unclaimed = self.statements.len();
    }

    /// Divisions below a heading. Where a table or targets stand between, the heading was theirs alone, and the
    /// divisions end the section it lies in: what that says and has no division of its own is theirs.
    fn put_in_charge_of_section(&mut self, ends_whole: bool, departments: &[String]) {
        let Some(top) = self.stack.top() else { return };
        let whole = self.sections[top].parent.filter(|_| ends_whole).unwrap_or(SectionIndex(top));
        statement::join(&mut self.sections[whole.0].departments, departments);
        for statement in self.statements.iter_mut().filter(|_| ends_whole) {
            let within = std::iter::successors(statement.section, |section| self.sections[section.0].parent)
                .any(|section| section == whole);
            if within && statement.departments.is_empty() {
                statement.departments.extend_from_slice(departments);
            }
        }
    }

    fn say(&mut self, block: &Block) {
        self.stack.fill();
        if self.said().glossary {
            return;
        }
        let whole = block.words_span(self.lines);
        for span in whole.parts(self.source, statement::parts(&block.words)) {
            let statement = self.statement(block, self.number_lines(&span));
            self.statements.push(statement);
        }
    }

    fn statement(&mut self, block: &Block, span: Span) -> Statement {
        let text = span.text(self.source);
        let said = self.said();
        let is_item = block.mark.is_some();
        let below_targets = said.targets
            || (is_item && (said.goals || said.targets_above) && statement::states_measure(&text));
        let (field_targets, field_background) = match block.family() {
            Family::Field(label) => {
                let goal = statement::is_goal_heading(label) && statement::states_measure(&text);
                (statement::is_target_heading(label) || goal, statement::is_background_heading(label))
            }
            _ => (false, false),
        };
        let below_background = said.background || field_background;
        let kind = statement::kind(&text, is_item, below_targets || field_targets, below_background);
        let mut departments = self.in_charge().to_vec();
        statement::join(&mut departments, &statement::in_charge(&text));
        if let Some((_, own)) = statement::trailing(&text) {
            statement::join(&mut departments, &own);
        }
        Statement {
            id: statement::name(self.document, &text),
            section: self.stack.top().map(SectionIndex),
            marker: block.marker(self.lines).to_owned(),
            kind,
            departments,
            targets: statement::targets(&text, kind),
            deadlines: statement::deadlines(&text, kind),
            fields: Vec::new(),
            span,
            text,
        }
    }

    fn said(&self) -> Said {
        self.stack.top().map(|top| self.said[top]).unwrap_or_default()
    }

    /// The divisions of the nearest heading that names some.
    fn in_charge(&self) -> &[String] {
        let nearest = self.stack.top().and_then(|top| self.sections.get(top));
        std::iter::successors(nearest, |section| {
            section.parent.and_then(|parent| self.sections.get(parent.0))
        })
        .map(|section| section.departments.as_slice())
        .find(|departments| !departments.is_empty())
        .unwrap_or_default()
    }

    /// The span with the lines its own pieces stand on.
    fn number_lines(&self, span: &Span) -> Span {
        let extent = span.extent();
        let line_at = |offset: usize| {
            let index = self.lines.partition_point(|line| line.content().end <= offset);
            self.lines.get(index).map_or(span.last_line, |line| line.number)
        };
        let (first, last) = (line_at(extent.start), line_at(extent.end.saturating_sub(1)));
        Span::new(span.pieces().to_vec(), first, last)
    }
}
