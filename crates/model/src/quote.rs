//! Statements that can be quoted (引用): with all that an answer says of them.

use serde::{Deserialize, Serialize};

use crate::{Document, DocumentFacts, Municipality, Row, Statement};

/// A statement (施策文) in its place, complete enough to be quoted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Who says it.
    pub municipality: Municipality,
    /// In which document.
    pub facts: DocumentFacts,
    /// The headings above it, from the printed title to the innermost.
    pub path: Vec<String>,
    /// Whether the first of these is the title.
    pub titled: bool,
    /// What it says.
    pub statement: Statement,
    /// The headings printed since the statement before, so that each stands with one statement; none until
    /// somebody went through the document.
    pub opens: Vec<String>,
    /// The ids of its themes (テーマ); none until somebody looked for them.
    pub themes: Vec<String>,
}

impl Quote {
    /// A statement of a document.
    pub fn of(municipality: &Municipality, document: &Document, statement: &Statement) -> Self {
        let path = document.outline.path(statement.section);
        Self {
            municipality: municipality.clone(),
            facts: document.facts.clone(),
            path: path.into_iter().map(str::to_owned).collect(),
            titled: document.outline.title.is_some(),
            statement: statement.clone(),
            opens: Vec::new(),
            themes: Vec::new(),
        }
    }

    /// The headings without the title.
    pub fn headings(&self) -> &[String] {
        self.path.get(usize::from(self.titled)..).unwrap_or_default()
    }

    /// The reference a planner pastes below the quoted words (出典): 国分寺市「令和６年度政策部の運営方針」
    /// １ 施政方針の具現化、35–39行. Always Japanese, as the papers it is pasted into.
    pub fn citation(&self) -> String {
        let title = &self.facts.title.value;
        // A title that quotes something itself stands in the other quotation marks, so that it stays verbatim.
        let (open, close) = if title.contains('「') { ('『', '』') } else { ('「', '」') };
        let span = &self.statement.span;
        let printed = span.printed_page.as_ref().map(|page| format!("（印字 {page}頁）")).unwrap_or_default();
        let page = span.page.map(|page| format!("{page}頁{printed}")).unwrap_or_default();
        let lines = match (span.row, span.first_line, span.last_line) {
            (Some(Row { row, sheet: true, .. }), ..) => format!("行{row}"),
            (Some(Row { table, row, sheet: false }), ..) => format!("表{table} 行{row}"),
            (None, first, last) if first == last => format!("{first}行"),
            (None, first, last) => format!("{first}–{last}行"),
        };
        let page = if span.row.is_some() && !page.is_empty() { page + " " } else { page };
        let headings = self.printed_chapter().into_iter().chain(self.headings().iter().map(String::as_str));
        let headings = headings.collect::<Vec<_>>().join("／");
        format!("{}{open}{title}{close}{headings}、{page}{lines}", self.municipality.name)
    }

    /// The reference as official papers write it (公文書の出典): 柏市『第五次総合計画』（令和６年度）３頁.
    pub fn official_citation(&self) -> String {
        let year = self.facts.first_year().map(|year| format!("（{year}年度）")).unwrap_or_default();
        let span = &self.statement.span;
        let place = match (span.page, span.first_line, span.last_line) {
            (Some(page), ..) => format!("{page}頁"),
            (None, first, last) if first == last => format!("{first}行"),
            (None, first, last) => format!("{first}–{last}行"),
        };
        format!("（出典）{}『{}』{year}{place}", self.municipality.name, self.facts.title.value)
    }

    /// The reference for a bibliography (BibTeX).
    pub fn bibtex(&self) -> String {
        let plain = |text: &str| text.replace(['{', '}', '\\'], "");
        let (author, title) = (plain(&self.municipality.name), plain(&self.facts.title.value));
        let year = self.facts.first_year().map(|year| format!("  year = {{{year}}},\n")).unwrap_or_default();
        let pages =
            self.statement.span.page.map(|page| format!("  pages = {{{page}}},\n")).unwrap_or_default();
        let (id, note) = (&self.statement.id, plain(&self.statement.text));
        format!(
            "@misc{{{id},\n  author = {{{{{author}}}}},\n  title = {{{{{title}}}}},\n{year}{pages}  note = {{{note}}},\n}}"
        )
    }

    /// The chapter a text consists of, where its title does not say so: such a text is printed under the name of the
    /// chapter (第４章 計画の推進), not under the plan's.
    fn printed_chapter(&self) -> Option<&str> {
        let printed = self.path.first().filter(|_| self.titled)?;
        (names_chapter(printed) && !says(&self.facts.title.value, printed)).then_some(printed)
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

#[cfg(test)]
mod tests {
    use super::{names_chapter, says};

    #[test]
    fn chapters_and_plans_are_told_apart() {
        assert!(names_chapter("第４章 計画の推進") && names_chapter("第二部 基本計画"));
        assert!(!names_chapter("第３次行政改革大綱") && !names_chapter("運営方針"));
    }

    #[test]
    fn spacing_does_not_part_a_title_from_its_words() {
        assert!(says("総合計画 第４章　計画の推進", "第４章 計画の推進"));
        assert!(!says("総合計画", "第４章 計画の推進"));
    }
}
