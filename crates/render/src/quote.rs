//! What is shown: a document as it was read, and a statement in its place.

use kurabe_model::{Diagnostic, Document, Municipality, Outline, Severity, Statement};

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

/// A statement (施策文) that can be quoted: with its document and who published it.
#[derive(Debug, Clone, Copy)]
pub struct Quote<'a> {
    /// Who published it.
    pub municipality: &'a Municipality,
    /// Where it stands.
    pub document: &'a Document,
    /// What it says.
    pub statement: &'a Statement,
}

impl<'a> Reading<'a> {
    /// Its statements in reading order.
    pub fn quotes(self) -> impl Iterator<Item = Quote<'a>> {
        let Self { municipality, document, .. } = self;
        document.statements.iter().map(move |statement| Quote { municipality, document, statement })
    }

    /// Whether the document gave nothing.
    pub fn has_errors(self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
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

impl<'a> Quote<'a> {
    /// The headings above it, from the printed title to the innermost.
    pub fn path(&self) -> Vec<&'a str> {
        self.document.outline.path(self.statement.section)
    }

    /// The statement before it in the source, and the one after it.
    pub fn neighbours(&self) -> (Option<&'a Statement>, Option<&'a Statement>) {
        let statements = &self.document.statements;
        let Some(place) = statements.iter().position(|other| other.id == self.statement.id) else {
            return (None, None);
        };
        (place.checked_sub(1).and_then(|before| statements.get(before)), statements.get(place + 1))
    }

    /// The reference a planner pastes below the quoted words (出典): 国分寺市「令和６年度政策部の運営方針」
    /// １ 施政方針の具現化、35–39行. Always Japanese, as the papers it is pasted into.
    pub fn citation(&self) -> String {
        let headings = self.document.outline.ancestry(self.statement.section);
        let title = &self.document.facts.title.value;
        // A text that is one chapter is printed under that chapter's name, not under the plan's.
        let printed = self.document.outline.title.iter().map(|title| title.text.as_str());
        let chapter = printed.filter(|printed| names_chapter(printed) && !says(title, printed));
        let headings: Vec<&str> =
            chapter.chain(headings.iter().map(|section| section.heading.text.as_str())).collect();
        // A title that quotes something itself stands in the other quotation marks, so that it stays verbatim.
        let (open, close) = if title.contains('「') { ('『', '』') } else { ('「', '」') };
        let page = self.statement.span.page.map(|page| format!("{page}頁")).unwrap_or_default();
        format!(
            "{}{open}{title}{close}{}、{page}{}",
            self.municipality.name,
            headings.join("／"),
            lines(self.statement.span.first_line, self.statement.span.last_line)
        )
    }
}

/// Whether a printed title numbers a part of something larger: 第４章 計画の推進.
fn names_chapter(printed: &str) -> bool {
    let is_figure = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
    let unit = printed.strip_prefix('第').and_then(|rest| rest.chars().take(4).find(|&c| !is_figure(c)));
    unit.is_some_and(|unit| matches!(unit, '編' | '部' | '章' | '節'))
}

/// Whether a title says the words, however they are spaced.
fn says(title: &str, words: &str) -> bool {
    let close = |text: &str| text.split_whitespace().collect::<String>();
    close(title).contains(&close(words))
}

/// Lines as a citation counts them: 5行, 35–39行.
pub(crate) fn lines(first: usize, last: usize) -> String {
    if first == last { format!("{first}行") } else { format!("{first}–{last}行") }
}

#[cfg(test)]
pub(crate) mod tests;
