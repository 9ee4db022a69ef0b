//! The answer to a search: what was understood, the hits with their reasons, how they are spread.

use std::io::{self, Write};

use kurabe_model::StatementKind;
use kurabe_query::{Answer, Explanation, Facet, Hit, UnderstoodFilter, Via};

use super::paint::{Painted, painted};
use super::width::{pad, width, wrap};
use super::{BOLD, Reader};
use crate::Label;
use crate::reading::{fields, in_cells};
use crate::words::{answer_total, explained, locator, narrowed_by, note, reasons, say};

/// The columns before everything that belongs to a hit.
const INDENT: usize = 5;
/// How wide running text is set at the most.
const MEASURE: usize = 100;
/// How many lines of a statement are shown of a long one.
const LINES: usize = 4;
/// How many words beside those typed are named.
const ALSO: usize = 12;
/// How many values of a facet are named.
const VALUES: usize = 8;

/// Writes an answer.
pub fn answer(out: &mut dyn Write, reader: Reader, answer: &Answer) -> io::Result<()> {
    write_head(out, reader, answer)?;
    for hit in &answer.hits {
        writeln!(out)?;
        write_hit(out, reader, hit)?;
    }
    if let Some(loose) = &answer.loose {
        writeln!(out)?;
        let total = loose.total;
        let head = say!(reader.lang, "関連の薄いもの: {total}件", "loosely related: {total}");
        writeln!(out, "{}", reader.bold(&head))?;
        for hit in &loose.hits {
            writeln!(out)?;
            write_hit(out, reader, hit)?;
        }
    }
    write_facets(out, reader, answer)
}

/// What was understood, and how much was found out of how much.
fn write_head(out: &mut dyn Write, reader: Reader, answer: &Answer) -> io::Result<()> {
    let lang = reader.lang;
    if let Some(suggestion) = &answer.suggestion {
        let (typed, meant) = (&suggestion.typed, &suggestion.meant);
        let line = say!(
            lang,
            "「{typed}」は見つからないので、「{meant}」で探しました",
            "`{typed}` is not found: these are the answers for `{meant}`"
        );
        writeln!(out, "{line}")?;
    }
    let total = answer_total(answer, lang);
    writeln!(out, "{}", if answer.total == 0 { total } else { reader.bold(&total) })?;
    write_filters(out, reader, &answer.understood.filters)?;
    for word in &answer.understood.words {
        let mut also: Vec<&str> =
            word.also.iter().filter(|(_, via)| *via != Via::Theme).map(|(term, _)| term.as_str()).collect();
        let more = also.len().saturating_sub(ALSO);
        also.truncate(ALSO);
        if !also.is_empty() {
            let (typed, terms) = (&word.typed, also.join(" "));
            let more =
                if more > 0 { say!(lang, " ほか{more}語", " and {more} more") } else { String::new() };
            let line =
                say!(lang, "{typed} には次の語も含む: {terms}{more}", "{typed} includes: {terms}{more}");
            writeln!(out, "{}", reader.dim(&reader.cut(&line, 0)))?;
        }
    }
    for one in &answer.understood.notes {
        writeln!(out, "{}", reader.dim(&note(one, lang)))?;
    }
    Ok(())
}

/// What an answer is narrowed by.
pub(super) fn write_filters(
    out: &mut dyn Write,
    reader: Reader,
    filters: &[UnderstoodFilter],
) -> io::Result<()> {
    let mut lines = filters.iter().map(|filter| narrowed_by(filter, reader.lang));
    lines.try_for_each(|line| writeln!(out, "{}", reader.dim(&reader.cut(&line, 0))))
}

fn write_hit(out: &mut dyn Write, reader: Reader, hit: &Hit) -> io::Result<()> {
    let quote = &hit.quote;
    let year = quote.facts.first_year().map(|year| format!("  {year}")).unwrap_or_default();
    let head = format!("{}  {}{year}", quote.municipality.name, quote.facts.title.value);
    let rank = format!("{:>3}", hit.rank);
    writeln!(out, "{rank}  {}", reader.bold(&reader.cut(&head, INDENT)))?;
    let indent = " ".repeat(INDENT);
    let headings = quote.headings().join(" > ");
    if !headings.is_empty() {
        writeln!(out, "{indent}{}", reader.dim(&reader.cut(&headings, INDENT)))?;
    }
    let statement = &quote.statement;
    // The columns of a table stand above its row, what a form says of a measure below its words.
    let is_row = statement.fields.iter().all(|field| statement.text.contains(&field.value));
    if is_row && !statement.fields.is_empty() {
        let names: Vec<&str> = statement.fields.iter().map(|field| field.name.as_str()).collect();
        let names = format!("{}: {}", reader.label(Label::Columns), names.join("｜"));
        writeln!(out, "{indent}{}", reader.dim(&reader.cut(&names, INDENT)))?;
    }
    for line in text_lines(reader, hit) {
        writeln!(out, "{indent}{line}")?;
    }
    if !is_row && !statement.fields.is_empty() {
        writeln!(out, "{indent}{}", reader.dim(&reader.cut(&fields(statement), INDENT)))?;
    }
    let matched = reasons(&hit.matched, reader.lang);
    if !matched.is_empty() {
        let label = pad(reader.label(Label::Matches), 0);
        writeln!(out, "{indent}{}", reader.dim(&reader.cut(&format!("{label}: {matched}"), INDENT)))?;
    }
    let place = locator(quote.facts.file_name(), &quote.statement.span, reader.lang);
    // Whoever cites needs the place whole, however narrow the terminal.
    writeln!(out, "{indent}{}", reader.dim(&place))?;
    writeln!(out, "{indent}{}", reader.dim(quote.statement.id.as_str()))?;
    if let Some(explanation) = &hit.explanation {
        write_explanation(out, reader, explanation, 0)?;
    }
    Ok(())
}

/// The statement, wrapped for a terminal with what matched emphasised; whole for a file or a pipe.
fn text_lines(reader: Reader, hit: &Hit) -> Vec<String> {
    let text = in_cells(&hit.quote.statement.text);
    let Some(columns) = reader.width else { return vec![text.into_owned()] };
    let columns = columns.min(MEASURE).saturating_sub(INDENT);
    let lines = wrap(&text, columns);
    // Of a long statement the lines around its first match are shown.
    let first = hit.highlights.first().map_or(0, |(start, _)| *start);
    let mut starts = Vec::new();
    let mut at = 0;
    for line in &lines {
        starts.push(at);
        at += line.chars().count();
    }
    let hit_line = starts.iter().rposition(|start| *start <= first).unwrap_or(0);
    let from = hit_line.saturating_sub(1).min(lines.len().saturating_sub(LINES));
    let shown = lines.iter().zip(starts).skip(from).take(LINES);
    let matched: Vec<Painted> = hit.highlights.iter().map(|&(from, to)| (from, to, BOLD)).collect();
    let mut shown: Vec<String> = shown.map(|(line, start)| painted(reader, line, start, &matched)).collect();
    if from > 0
        && let Some(line) = shown.first_mut()
    {
        line.insert(0, '…');
    }
    if from + LINES < lines.len()
        && let Some(line) = shown.last_mut()
    {
        line.push('…');
    }
    shown
}

fn write_explanation(
    out: &mut dyn Write,
    reader: Reader,
    explanation: &Explanation,
    depth: usize,
) -> io::Result<()> {
    let before = format!("{:1$}{2:7.3}  ", "", INDENT + 2 * depth, explanation.score);
    let line = reader.cut(&explained(&explanation.what, reader.lang), width(&before));
    writeln!(out, "{}", reader.dim(&format!("{before}{line}")))?;
    explanation.parts.iter().try_for_each(|part| write_explanation(out, reader, part, depth + 1))
}

fn write_facets(out: &mut dyn Write, reader: Reader, answer: &Answer) -> io::Result<()> {
    let facets: Vec<_> = answer.facets.iter().filter(|facet| !facet.values.is_empty()).collect();
    if facets.is_empty() || answer.total == 0 {
        return Ok(());
    }
    writeln!(out)?;
    let widest = facets.iter().map(|facet| width(reader.label(Label::Facet(facet.facet)))).max().unwrap_or(0);
    for facet in facets {
        let label = pad(reader.label(Label::Facet(facet.facet)), widest);
        let name =
            |value: &str, label: &str| match StatementKind::ALL.iter().find(|kind| kind.as_str() == value) {
                Some(kind) => reader.label(Label::Kind(*kind)).to_owned(),
                None if facet.facet == Facet::Has => reader.label(Label::Targets).to_owned(),
                None => label.to_owned(),
            };
        let values = facet.values.iter().take(VALUES);
        let values = values.map(|(value, label, count)| format!("{} {count}", name(value, label)));
        let mut line = values.collect::<Vec<_>>().join("  ");
        if facet.values.len() > VALUES {
            line.push_str("  …");
        }
        writeln!(out, "{}  {}", reader.dim(&label), reader.cut(&line, widest + 2))?;
    }
    Ok(())
}
