//! How themes were given, as JSON.

use kurabe_eval::{ThemeMiss, ThemeReport};
use serde::Serialize;

use super::evaluation::Agreement;

#[derive(Serialize)]
pub(super) struct Themes<'a> {
    statements: usize,
    themes: Vec<Theme<'a>>,
    total: Agreement,
    misses: &'a [ThemeMiss],
}

#[derive(Serialize)]
pub(super) struct Theme<'a> {
    theme: &'a str,
    #[serde(flatten)]
    figures: Agreement,
}

/// One theme each.
pub(super) fn rows(report: &ThemeReport) -> impl Iterator<Item = Theme<'_>> {
    report.themes.iter().map(|(theme, counts)| Theme { theme, figures: Agreement::from(counts) })
}

impl<'a> Themes<'a> {
    /// A report.
    pub(super) fn of(report: &'a ThemeReport) -> Self {
        Self {
            statements: report.statements,
            themes: rows(report).collect(),
            total: Agreement::from(&report.total),
            misses: &report.misses,
        }
    }
}
