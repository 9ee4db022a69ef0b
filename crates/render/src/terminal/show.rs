//! One statement with all that is known of it, between its neighbours.

use std::io::{self, Write};

use kurabe_model::{Quote, Statement};

use super::Reader;
use super::width::{pad, width, wrap};
use crate::reading::in_cells;
use crate::words::locator;
use crate::{Label, Shown};

/// How wide running text is set at the most: forty Japanese characters.
const MEASURE: usize = 80;

/// Writes a statement.
pub fn show(out: &mut dyn Write, reader: Reader, shown: Shown<'_>) -> io::Result<()> {
    let Shown { quote, previous, next } = shown;
    let statement = &quote.statement;
    writeln!(out, "{}", reader.bold(statement.id.as_str()))?;
    for (depth, heading) in quote.path.iter().enumerate() {
        writeln!(out, "{:1$}{heading}", "", 2 * depth)?;
    }
    writeln!(out)?;
    let labels = [Label::Previous, Label::Text, Label::Next];
    let margin = labels.map(|label| width(reader.label(label))).into_iter().max().unwrap_or(0);
    write_neighbour(out, reader, margin, Label::Previous, previous)?;
    write_text(out, reader, margin, statement)?;
    write_neighbour(out, reader, margin, Label::Next, next)?;
    writeln!(out)?;
    write_facts(out, reader, quote)
}

fn write_text(out: &mut dyn Write, reader: Reader, margin: usize, statement: &Statement) -> io::Result<()> {
    let text = format!("{}{}", statement.marker, in_cells(&statement.text));
    // What goes into a file or a pipe is not broken: someone wants to find it again.
    let lines = match reader.width {
        Some(columns) => wrap(&text, columns.min(MEASURE).saturating_sub(margin + 2)),
        None => vec![text],
    };
    let labels = std::iter::once(reader.label(Label::Text)).chain(std::iter::repeat(""));
    for (label, line) in labels.zip(lines) {
        writeln!(out, "{}  {}", reader.dim(&pad(label, margin)), reader.bold(&line))?;
    }
    Ok(())
}

fn write_neighbour(
    out: &mut dyn Write,
    reader: Reader,
    margin: usize,
    label: Label,
    neighbour: Option<&Statement>,
) -> io::Result<()> {
    let Some(neighbour) = neighbour else { return Ok(()) };
    let text = reader.cut(&format!("{}{}", neighbour.marker, in_cells(&neighbour.text)), margin + 2);
    writeln!(out, "{}", reader.dim(&format!("{}  {text}", pad(reader.label(label), margin))))
}

fn write_facts(out: &mut dyn Write, reader: Reader, quote: &Quote) -> io::Result<()> {
    let statement = &quote.statement;
    let mut rows = vec![(Label::KindOf, reader.label(Label::Kind(statement.kind)).to_owned())];
    if !statement.departments.is_empty() {
        rows.push((Label::Department, statement.departments.join("、")));
    }
    if !quote.themes.is_empty() {
        rows.push((Label::Themes, quote.themes.join(" ")));
    }
    rows.extend(statement.targets.iter().map(|target| {
        let sign = target.comparator.sign();
        (Label::Targets, format!("{}  ({sign} {} {})", target.text, target.value, target.unit))
    }));
    rows.extend(
        statement
            .deadlines
            .iter()
            .map(|deadline| (Label::Deadlines, format!("{}  ({})", deadline.text, deadline.year))),
    );
    rows.extend(
        statement.fields.iter().map(|field| (Label::Fields, format!("{}：{}", field.name, field.value))),
    );
    rows.push((Label::Place, locator(&quote.facts.file, &statement.span, reader.lang)));
    rows.push((Label::Citation, quote.citation()));

    let widest = rows.iter().map(|(label, _)| width(reader.label(*label))).max().unwrap_or(0);
    for (label, value) in rows {
        writeln!(out, "{}  {value}", reader.dim(&pad(reader.label(label), widest)))?;
    }
    Ok(())
}
