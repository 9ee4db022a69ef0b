//! The tree of headings of a document, with how many statements stand below each.

use std::io::{self, Write};

use kurabe_model::{Fact, Origin, SectionIndex, Statement};

use super::Reader;
use super::width::{pad, pad_left, width};
use crate::reading::totals;
use crate::{Label, Lang, Reading};

/// The column the counts stand in.
const COUNTS: usize = 5;

/// Writes what is known of a document, its tree, and its statements if wanted.
pub fn outline(
    out: &mut dyn Write,
    reader: Reader,
    reading: Reading<'_>,
    with_statements: bool,
) -> io::Result<()> {
    write_facts(out, reader, reading)?;
    let outline = &reading.document.outline;
    let (own, before) = reading.counts();
    let totals = totals(outline, &own);
    let statements = if with_statements { reading.document.statements.as_slice() } else { &[] };
    let of = |section: Option<SectionIndex>| {
        statements.iter().filter(move |statement| statement.section == section)
    };

    let title = outline.title.as_ref().map(|title| title.text.as_str());
    let title = title.unwrap_or(reader.label(Label::NoTitle));
    write_row(out, reader, reading.document.statements.len(), 0, title)?;
    if before > 0 {
        write_statements(out, reader, 1, of(None))?;
    }
    for (index, section) in outline.sections.iter().enumerate() {
        let section_index = SectionIndex(index);
        let depth = outline.depth(section_index);
        write_row(out, reader, totals[index], depth, &section.heading.text)?;
        write_statements(out, reader, depth + 1, of(Some(section_index)))?;
    }
    Ok(())
}

fn write_row(
    out: &mut dyn Write,
    reader: Reader,
    count: usize,
    depth: usize,
    heading: &str,
) -> io::Result<()> {
    let indent = 2 + 2 * depth;
    let heading = reader.cut(heading, COUNTS + indent);
    let heading = if depth <= 1 { reader.bold(&heading) } else { heading };
    writeln!(out, "{}{:indent$}{heading}", pad_left(&count.to_string(), COUNTS), "")
}

fn write_statements<'s>(
    out: &mut dyn Write,
    reader: Reader,
    depth: usize,
    statements: impl Iterator<Item = &'s Statement>,
) -> io::Result<()> {
    for statement in statements {
        let id = statement.id.as_str();
        let before = format!("{:1$}・", "", COUNTS + 2 + 2 * depth);
        let text = reader.cut(&statement.text, width(&before) + 2 + width(id));
        writeln!(out, "{before}{text}  {}", reader.dim(id))?;
    }
    Ok(())
}

/// Writes who published the document, and what is known of it with where it was learnt.
fn write_facts(out: &mut dyn Write, reader: Reader, reading: Reading<'_>) -> io::Result<()> {
    let facts = &reading.document.facts;
    let municipality = reading.municipality;
    let heading = reader.cut(&format!("{} {}", municipality.name, facts.title.value), 0);
    writeln!(out, "{}", reader.bold(&heading))?;

    let place = format!("{} {}（{}）", municipality.code, municipality.name, municipality.prefecture);
    let mut rows = vec![
        (Label::Id, facts.id.to_string(), None),
        (Label::Municipality, place, Some(facts.municipality.origin)),
        (Label::Title, facts.title.value.clone(), Some(facts.title.origin)),
        (Label::DocumentKind, facts.kind.value.to_string(), Some(facts.kind.origin)),
    ];
    rows.extend(facts.fiscal_year.as_ref().map(|fact| known(Label::Year, fact)));
    rows.extend(facts.period.as_ref().map(|fact| known(Label::Period, fact)));
    rows.extend(facts.department.as_ref().map(|fact| known(Label::Department, fact)));
    rows.push((Label::File, facts.file.clone(), None));

    let widest = rows.iter().map(|(label, ..)| width(reader.label(*label))).max().unwrap_or(0);
    for (label, value, origin) in rows {
        let label = pad(reader.label(label), widest);
        let mark = origin.map(|origin| format!("  [{}]", told(reader.lang, origin))).unwrap_or_default();
        let value = reader.cut(&value, 4 + widest + width(&mark));
        writeln!(out, "  {}  {value}{}", reader.dim(&label), reader.dim(&mark))?;
    }
    Ok(())
}

fn known<T: ToString>(label: Label, fact: &Fact<T>) -> (Label, String, Option<Origin>) {
    (label, fact.value.to_string(), Some(fact.origin))
}

fn told(lang: Lang, origin: Origin) -> String {
    match (origin, lang) {
        (Origin::Curated, _) => Label::Curated.say(lang).to_owned(),
        (Origin::Stated { line }, Lang::Japanese) => format!("本文{line}行"),
        (Origin::Stated { line }, Lang::English) => format!("line {line}"),
    }
}
