//! Everything that was judged, one table after another.

use std::io::{self, Write};

use super::Reader;
use super::cases::cases;
use super::comparisons::comparisons;
use super::evaluation::evaluation;
use super::ranking::ranking;
use super::signals::signals;
use super::themes::themes;
use crate::{Judgement, Label};

/// Writes a judgement.
pub fn judgement(out: &mut dyn Write, reader: Reader, judged: &Judgement) -> io::Result<()> {
    let mut heading = Heading { reader, first: true };
    if let Some(report) = &judged.reading {
        heading.write(out, Label::JudgedReading)?;
        evaluation(out, reader, report)?;
    }
    if let Some(report) = &judged.ranking {
        heading.write(out, Label::JudgedRanking)?;
        ranking(out, reader, report, judged.difference.as_ref())?;
    }
    if let Some(report) = &judged.cases {
        heading.write(out, Label::JudgedCases)?;
        cases(out, reader, report)?;
    }
    if let Some(report) = &judged.comparisons {
        heading.write(out, Label::JudgedComparisons)?;
        comparisons(out, reader, report)?;
    }
    if !judged.signals.is_empty() {
        heading.write(out, Label::JudgedSignals)?;
        signals(out, reader, &judged.signals)?;
    }
    if let Some(report) = &judged.themes {
        heading.write(out, Label::JudgedThemes)?;
        themes(out, reader, report)?;
    }
    Ok(())
}

struct Heading {
    reader: Reader,
    first: bool,
}

impl Heading {
    fn write(&mut self, out: &mut dyn Write, label: Label) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            writeln!(out)?;
        }
        writeln!(out, "{}", self.reader.bold(self.reader.label(label)))
    }
}
