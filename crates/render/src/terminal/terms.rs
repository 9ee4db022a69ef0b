//! Characteristic words for a reader: a table for every group.

use std::io::{self, Write};

use kurabe_query::{CharacteristicTerm, Terms};

use super::Reader;
use super::answer::write_filters;
use super::table::{Column, table};
use crate::Label;
use crate::words::{COUNTED, group_total, more_groups, no_terms, terms_total, where_terms_stand};

/// Writes characteristic words.
pub fn terms(out: &mut dyn Write, reader: Reader, found: &Terms) -> io::Result<()> {
    writeln!(out, "{}", reader.bold(&terms_total(found, reader.lang)))?;
    write_filters(out, reader, &found.filters)?;
    let label = |label| reader.label(label);
    let columns = [
        Column::text(label(Label::Term)),
        Column::number(label(Label::Statements)),
        Column::number(label(Label::Elsewhere)),
        Column::number(label(Label::PerTenThousand)),
        Column::number(label(Label::LogOdds)),
        Column::whole(label(Label::Interval)),
        Column::number(label(Label::ZScore)),
    ];
    for group in found.groups.iter().take(COUNTED) {
        writeln!(out)?;
        writeln!(out, "{}", reader.bold(&group_total(found.by, group, reader.lang)))?;
        if group.terms.is_empty() {
            writeln!(out, "{}", no_terms(found, group, reader.lang))?;
            continue;
        }
        let row = |term: &CharacteristicTerm| {
            let (low, high) = term.contrast.interval();
            vec![
                term.term.clone(),
                term.here.to_string(),
                term.elsewhere.to_string(),
                format!("{:.1}", term.per_10000.0),
                format!("{:.2}", term.contrast.log_odds()),
                format!("{low:.2}–{high:.2}"),
                format!("{:.2}", term.contrast.z()),
            ]
        };
        table(out, reader, &columns, &group.terms.iter().map(row).collect::<Vec<_>>())?;
    }
    let others = found.groups.len().saturating_sub(COUNTED);
    if others > 0 {
        writeln!(out, "\n{}", reader.cut(&more_groups(others, reader.lang), 0))?;
    }
    if let Some(hint) = where_terms_stand(found, reader.lang) {
        writeln!(out)?;
        writeln!(out, "{}", reader.dim(&hint))?;
    }
    Ok(())
}
