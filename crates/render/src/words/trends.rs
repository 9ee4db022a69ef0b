//! Words about trends.

use kurabe_model::FiscalYear;
use kurabe_query::Trends;

use super::{Lang, not_read, say, searched};

/// How much was searched.
pub(crate) fn trends_total(found: &Trends, lang: Lang) -> String {
    let statements: usize = found.years.iter().map(|year| year.statements).sum();
    let documents: usize = found.years.iter().map(|year| year.documents).sum();
    let searched = searched(statements, documents, lang);
    let unreadable = not_read(found.corpus.unreadable, lang);
    say!(lang, "年度ごとの推移（{searched}から{unreadable}）", "year by year, in {searched}{unreadable}")
}

/// A year, or what is said of documents without one.
pub(crate) fn year_name(year: Option<FiscalYear>, lang: Lang) -> String {
    year.map_or_else(|| say!(lang, "年度なし", "none"), |year| year.to_string())
}
