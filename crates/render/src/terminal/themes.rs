//! How themes were given: a table by theme, and every statement with a wrong one.

use std::io::{self, Write};

use kurabe_eval::{Counts, ThemeReport};

use super::Reader;
use super::figures::{figures, share};
use crate::Label;

/// Writes a report.
pub(super) fn themes(out: &mut dyn Write, reader: Reader, report: &ThemeReport) -> io::Result<()> {
    let head = [Label::Theme, Label::Gold, Label::Read, Label::Agreement, Label::Precision, Label::Recall]
        .map(|label| reader.label(label).to_owned());
    let row = |name: &str, counts: &Counts| {
        [
            name.to_owned(),
            counts.gold.to_string(),
            counts.read.to_string(),
            share(counts.f1()),
            share(counts.precision()),
            share(counts.recall()),
        ]
    };
    let mut rows: Vec<_> = report.themes.iter().map(|(theme, counts)| row(theme, counts)).collect();
    rows.push(row(reader.label(Label::All), &report.total));
    figures(out, reader, &head, &rows)?;
    for miss in &report.misses {
        let (first, last) = miss.lines;
        let place = format!("{}:{first}-{last}", miss.file);
        writeln!(out, "\n{}", reader.bold(&reader.cut(&place, 0)))?;
        writeln!(out, "  {}", reader.cut(&miss.text, 2))?;
        for (label, themes) in [(Label::Lacking, &miss.missing), (Label::Extra, &miss.extra)] {
            if !themes.is_empty() {
                let line = format!("{}: {}", reader.label(label), themes.join(", "));
                writeln!(out, "  {}", reader.cut(&line, 2))?;
            }
        }
    }
    Ok(())
}
