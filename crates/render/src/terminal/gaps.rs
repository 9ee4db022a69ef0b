//! Gaps for a reader: what others do and who they are, the nearest there is here, and what is done here alone.

use std::io::{self, Write};

use kurabe_query::{Gap, Gaps};

use super::Reader;
use super::answer::write_filters;
use super::similar::{lines, write_place};
use super::width::wrap;
use crate::words::{IN_ROW, gap_totals, nearest, not_looked_at, others_in_row, who_has};

/// The columns before everything that belongs to a measure.
const INDENT: usize = 6;

/// Writes gaps.
pub fn gaps(out: &mut dyn Write, reader: Reader, found: &Gaps) -> io::Result<()> {
    let [missing, alone] = gap_totals(found, reader.lang);
    write_head(out, reader, &missing)?;
    writeln!(out, "{}", reader.dim(&reader.cut(&not_looked_at(found, reader.lang), 0)))?;
    write_filters(out, reader, &found.filters)?;
    for (place, gap) in found.missing.iter().enumerate() {
        write_gap(out, reader, place + 1, gap)?;
    }
    writeln!(out)?;
    write_head(out, reader, &alone)?;
    for (place, gap) in found.alone.iter().enumerate() {
        write_gap(out, reader, place + 1, gap)?;
    }
    Ok(())
}

/// A head, in as many lines as it takes.
fn write_head(out: &mut dyn Write, reader: Reader, head: &str) -> io::Result<()> {
    let lines =
        reader.width.map_or_else(|| vec![head.to_owned()], |columns| wrap(head, columns.saturating_sub(2)));
    lines.iter().try_for_each(|line| writeln!(out, "{}", reader.bold(line)))
}

fn write_gap(out: &mut dyn Write, reader: Reader, place: usize, gap: &Gap) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    writeln!(out, "\n{place:>4}  {}", reader.bold(&reader.cut(&who_has(&gap.measure, reader.lang), INDENT)))?;
    for (quote, _) in gap.measure.statements.iter().take(IN_ROW) {
        for line in lines(reader, &quote.statement.text) {
            writeln!(out, "{indent}{line}")?;
        }
        write_place(out, reader, quote)?;
    }
    if let Some(others) = others_in_row(&gap.measure, reader.lang) {
        writeln!(out, "{indent}{}", reader.dim(&others))?;
    }
    writeln!(out, "{indent}{}", reader.dim(&reader.cut(&nearest(gap, reader.lang), INDENT)))
}
