//! Trends for a reader: a table of years for every term.

use std::io::{self, Write};

use kurabe_query::{Point, Trends, YearOf};

use super::Reader;
use super::answer::write_filters;
use super::table::{Column, table};
use crate::Label;
use crate::words::{trends_total, year_name};

/// Writes trends.
pub fn trends(out: &mut dyn Write, reader: Reader, found: &Trends) -> io::Result<()> {
    writeln!(out, "{}", reader.bold(&trends_total(found, reader.lang)))?;
    write_filters(out, reader, &found.filters)?;
    let label = |label| reader.label(label);
    let columns = [
        Column::whole(label(Label::Year)),
        Column::number(label(Label::Mentions)),
        Column::number(label(Label::PerWords)),
        Column::number(label(Label::StatementsWith)),
        Column::number(label(Label::Share)),
        Column::whole(label(Label::Interval)),
        Column::number(label(Label::StatementsOfYear)),
    ];
    for (term, points) in found.terms.iter().zip(&found.points) {
        writeln!(out)?;
        writeln!(out, "{}", reader.bold(&reader.cut(term, 0)))?;
        let row = |(year, point): (&YearOf, &Point)| {
            let (low, high) = point.interval;
            vec![
                year_name(year.year, reader.lang),
                point.mentions.map_or_else(|| "–".to_owned(), |mentions| mentions.to_string()),
                point.per_10000_words.map_or_else(|| "–".to_owned(), |rate| format!("{rate:.1}")),
                point.statements.to_string(),
                format!("{:.1}%", point.share * 100.0),
                format!("{:.1}–{:.1}%", low * 100.0, high * 100.0),
                year.statements.to_string(),
            ]
        };
        table(out, reader, &columns, &found.years.iter().zip(points).map(row).collect::<Vec<_>>())?;
    }
    Ok(())
}
