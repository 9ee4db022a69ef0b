//! Statements that can be quoted (引用): with all that an answer says of them.

use serde::{Deserialize, Serialize};

use crate::{Document, DocumentFacts, Municipality, Statement};

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
        let page = span.page.map(|page| format!("{page}頁")).unwrap_or_default();
        let lines = match (span.first_line, span.last_line) {
            (first, last) if first == last => format!("{first}行"),
            (first, last) => format!("{first}–{last}行"),
        };
        let headings = self.headings().join("／");
        format!("{}{open}{title}{close}{headings}、{page}{lines}", self.municipality.name)
    }
}
