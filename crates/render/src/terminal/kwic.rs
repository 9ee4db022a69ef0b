//! A term in its contexts for a reader: the term below itself, as much beside it as the terminal has room for.

use std::io::{self, Write};

use kurabe_model::FiscalYear;
use kurabe_query::{Concordance, KwicLine};
use unicode_width::UnicodeWidthChar;

use super::Reader;
use super::answer::write_filters;
use super::width::{pad, pad_left, width};
use crate::words::concordance_total;

/// How wide a line is where nobody says how wide it may be.
const MEASURE: usize = 100;
/// What stands between the parts of a line.
const GAP: usize = 2;
/// How wide a fiscal year is behind a name.
const YEAR: usize = 5;

/// Writes a concordance.
pub fn kwic(
    out: &mut dyn Write,
    reader: Reader,
    found: &Concordance,
    lines: impl Iterator<Item = KwicLine>,
) -> io::Result<()> {
    writeln!(out, "{}", reader.bold(&concordance_total(found, reader.lang)))?;
    write_filters(out, reader, &found.filters)?;
    // All are needed to line them up; of each what is printed is kept.
    let lines: Vec<Printed> = lines.map(Printed::from).collect();
    let widest = |part: fn(&Printed) -> &str| lines.iter().map(|line| width(part(line))).max().unwrap_or(0);
    let name = widest(|line| &line.name);
    let dated = lines.iter().any(|line| line.year.is_some());
    let place = name + if dated { YEAR } else { 0 };
    let keyword = widest(|line| &line.keyword);
    let room = reader.width.unwrap_or(MEASURE).saturating_sub(place + keyword + GAP);
    let (before, behind) = (room / 2, room - room / 2);
    if !lines.is_empty() {
        writeln!(out)?;
    }
    for line in &lines {
        let left = pad_left(&end_of(&line.left, before), before);
        let right = beginning_of(&line.right, behind + keyword - width(&line.keyword));
        let year = line.year.map(|year| format!(" {year}")).unwrap_or_default();
        let from = pad(&(pad(&line.name, name) + &year), place + GAP);
        writeln!(out, "{}{left}{}{right}", reader.dim(&from), reader.bold(&line.keyword))?;
    }
    Ok(())
}

/// What is printed of a line.
struct Printed {
    name: String,
    year: Option<FiscalYear>,
    left: String,
    keyword: String,
    right: String,
}

impl From<KwicLine> for Printed {
    fn from(line: KwicLine) -> Self {
        let KwicLine { quote, left, keyword, right, .. } = line;
        let year = quote.facts.first_year();
        Self { name: quote.municipality.name, year, left, keyword, right }
    }
}

/// As much of the end of a text as fits.
fn end_of(text: &str, columns: usize) -> String {
    let mut kept: Vec<char> = taken(text.chars().rev(), columns);
    kept.reverse();
    kept.into_iter().collect()
}

/// As much of the beginning of a text as fits.
fn beginning_of(text: &str, columns: usize) -> String {
    taken(text.chars(), columns).into_iter().collect()
}

fn taken(text: impl Iterator<Item = char>, columns: usize) -> Vec<char> {
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= columns
    };
    text.take_while(fits).collect()
}
