//! Gaps for a reader: what others do and who they are, the nearest there is here, and what is done here alone.

use std::io::{self, Write};

use kurabe_query::{Gap, Gaps};

use super::Reader;
use super::similar::lines;
use crate::words::{gap_totals, nearest};

/// The columns before everything that belongs to a measure.
const INDENT: usize = 6;

/// Writes gaps.
pub fn gaps(out: &mut dyn Write, reader: Reader, found: &Gaps) -> io::Result<()> {
    let [missing, alone] = gap_totals(found, reader.lang);
    writeln!(out, "{}", reader.bold(&missing))?;
    for (place, gap) in found.missing.iter().enumerate() {
        write_gap(out, reader, place + 1, gap)?;
    }
    writeln!(out, "\n{}", reader.bold(&alone))?;
    for (place, gap) in found.alone.iter().enumerate() {
        write_gap(out, reader, place + 1, gap)?;
    }
    Ok(())
}

fn write_gap(out: &mut dyn Write, reader: Reader, place: usize, gap: &Gap) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    let mut names: Vec<&str> = Vec::new();
    for (quote, _) in &gap.measure.statements {
        if !names.contains(&quote.municipality.name.as_str()) {
            names.push(&quote.municipality.name);
        }
    }
    writeln!(out, "\n{place:>4}  {}", reader.bold(&reader.cut(&names.join(" "), INDENT)))?;
    for (quote, _) in &gap.measure.statements {
        for line in lines(reader, &quote.statement.text) {
            writeln!(out, "{indent}{line}")?;
        }
        writeln!(out, "{indent}{}", reader.dim(&quote.citation()))?;
        writeln!(out, "{indent}{}", reader.dim(quote.statement.id.as_str()))?;
    }
    writeln!(out, "{indent}{}", reader.dim(&reader.cut(&nearest(gap, reader.lang), INDENT)))
}
