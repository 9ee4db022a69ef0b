//! Lines as they are found → the text of a file and what is known of each of its lines.

use super::{Extract, LineFacts, Row};

/// Writes lines in the order of reading, one [`LineFacts`] each.
#[derive(Default)]
pub(super) struct Writer {
    extract: Extract,
    /// Pages that have ended since the last line.
    breaks: usize,
}

impl Writer {
    /// Writes a line.
    pub(super) fn line(&mut self, text: &str, facts: LineFacts) {
        let Extract { text: written, lines, .. } = &mut self.extract;
        written.extend(std::iter::repeat_n('\x0c', std::mem::take(&mut self.breaks)));
        written.push_str(text);
        written.push('\n');
        lines.push(facts);
    }

    /// Writes a row of a table: its cells with a tab between two.
    pub(super) fn row(&mut self, cells: &str, row: Row) {
        self.line(cells, LineFacts::of_row(row));
    }

    /// Leaves a line empty, though none at the head of a page.
    pub(super) fn blank(&mut self) {
        if self.breaks == 0 {
            self.line("", LineFacts::default());
        }
    }

    /// Ends a page.
    pub(super) fn end_page(&mut self) {
        self.breaks += 1;
    }

    /// What was written.
    pub(super) fn into_extract(self) -> Extract {
        self.extract
    }
}
