//! Where a statement stands in its source, in words.

use kurabe_model::{Row, Span};

use super::say;
use crate::Lang;

/// A page, if there are pages, and lines from the first to the last, or the row of a table. Places are in the order of
/// the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    page: Option<usize>,
    lines: (usize, usize),
    /// The number printed on the page, where it is another one.
    printed: Option<String>,
    row: Option<Row>,
}

impl Place {
    pub(crate) fn of(span: &Span) -> Self {
        let Span { page, first_line, last_line, ref printed_page, row, .. } = *span;
        Self { page, lines: (first_line, last_line), printed: printed_page.clone(), row }
    }

    /// 3頁4–5行, 12頁（印字 10頁）4行.
    pub(crate) fn say(&self, lang: Lang) -> String {
        let printed = self.printed.as_ref();
        let printed =
            printed.map(|page| say!(lang, "（印字 {page}頁）", " (printed {page})")).unwrap_or_default();
        let page = self.page.map(|page| say!(lang, "{page}頁{printed}", "p. {page}{printed}, "));
        let page = page.unwrap_or_default();
        match (self.row, self.lines) {
            // The lines of what was extracted of a sheet are no one's who has the workbook.
            (Some(row @ Row { sheet: true, .. }), _) => rows(row, row.row, lang),
            (Some(row), _) => format!("{page}{}", rows(row, row.row, lang)),
            (None, (first, last)) if first == last => say!(lang, "{page}{first}行", "{page}line {first}"),
            (None, (first, last)) => say!(lang, "{page}{first}–{last}行", "{page}lines {first}–{last}"),
        }
    }
}

/// Where to look for a place of a file, as programs write it, and what a reader of the paper goes by:
/// plan.pdf:p12:4-5  印字 10頁  表3 行4, list.xlsx  シート1 行7.
pub(crate) fn locator(file: &str, span: &Span, lang: Lang) -> String {
    if span.row.is_some_and(|row| row.sheet) {
        return format!("{file}  {}", Place::of(span).say(lang));
    }
    let page = span.page.map(|page| format!(":p{page}")).unwrap_or_default();
    let printed = span.printed_page.as_ref();
    let printed = printed.map(|page| say!(lang, "  印字 {page}頁", "  printed {page}")).unwrap_or_default();
    let row = span.row.map(|row| format!("  {}", rows(row, row.row, lang))).unwrap_or_default();
    format!("{file}{page}:{}-{}{printed}{row}", span.first_line, span.last_line)
}

/// Rows of a table or a sheet from the first to the last: シート1 行3–5.
pub(super) fn rows(Row { table, row, sheet }: Row, last: usize, lang: Lang) -> String {
    let table = match sheet {
        true => say!(lang, "シート{table}", "sheet {table}"),
        false => say!(lang, "表{table}", "table {table}"),
    };
    match last {
        last if last > row => say!(lang, "{table} 行{row}–{last}", "{table}, rows {row}–{last}"),
        _ => say!(lang, "{table} 行{row}", "{table}, row {row}"),
    }
}
