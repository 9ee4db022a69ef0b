//! Where a statement stands in its source, in words.

use kurabe_model::Row;

use super::say;
use crate::Lang;

/// A page, if there are pages, and lines from the first to the last: 3頁4–5行.
pub(crate) fn place(page: Option<usize>, (first, last): (usize, usize), lang: Lang) -> String {
    let page = page.map(|page| say!(lang, "{page}頁", "p. {page}, ")).unwrap_or_default();
    match first == last {
        true => say!(lang, "{page}{first}行", "{page}line {first}"),
        false => say!(lang, "{page}{first}–{last}行", "{page}lines {first}–{last}"),
    }
}

/// A row of a table, or of a sheet: 表3 行4.
pub(crate) fn place_of(Row { table, row, sheet }: Row, lang: Lang) -> String {
    match sheet {
        true => say!(lang, "行{row}", "row {row}"),
        false => say!(lang, "表{table} 行{row}", "table {table}, row {row}"),
    }
}
