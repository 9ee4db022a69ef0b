//! How themes were given, as JSON.

use std::io::{self, Write};

use kurabe_eval::{ThemeMiss, ThemeReport};
use serde::Serialize;

use super::evaluation::Agreement;
use super::{Layout, write_lines, write_whole};

#[derive(Serialize)]
struct Themes<'a> {
    statements: usize,
    themes: Vec<Theme<'a>>,
    total: Agreement,
    misses: &'a [ThemeMiss],
}

#[derive(Serialize)]
struct Theme<'a> {
    theme: &'a str,
    #[serde(flatten)]
    figures: Agreement,
}

/// Writes a report; as lines, one theme each.
pub fn themes(out: &mut dyn Write, layout: Layout, report: &ThemeReport) -> io::Result<()> {
    let rows = report.themes.iter().map(|(theme, counts)| Theme { theme, figures: Agreement::from(counts) });
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Themes {
                statements: report.statements,
                themes: rows.collect(),
                total: Agreement::from(&report.total),
                misses: &report.misses,
            },
        ),
    }
}
