//! The lines of a document, each with what it was read as.

use std::io::{self, Write};

use super::Reader;
use super::harmless::on_one_line;
use super::width::{pad, pad_left, width};
use crate::{Label, LineRead, ReadAs, Reading};

/// Writes the names of documents, and the lines of each.
pub fn lines(
    out: &mut dyn Write,
    reader: Reader,
    documents: &[(Reading<'_>, Vec<LineRead<'_>>)],
) -> io::Result<()> {
    for (index, (reading, lines)) in documents.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let facts = &reading.document.facts;
        writeln!(out, "{}", reader.bold(&reader.cut(&format!("{} {}", facts.id, facts.title.value), 0)))?;
        write(out, reader, lines)?;
    }
    Ok(())
}

fn write(out: &mut dyn Write, reader: Reader, lines: &[LineRead<'_>]) -> io::Result<()> {
    let digits = lines.last().map_or(1, |line| line.number.to_string().len());
    let named = |is: ReadAs| match is {
        ReadAs::Heading { level } => format!("{}{level}", reader.label(Label::ReadAs(is))),
        other => reader.label(Label::ReadAs(other)).to_owned(),
    };
    let widest = lines.iter().map(|line| width(&named(line.is))).max().unwrap_or(0);
    for line in lines {
        let (number, is) = (line.number.to_string(), named(line.is));
        let before = format!("{}  {}  ", pad_left(&number, digits), pad(&is, widest));
        let text = match reader.width {
            Some(_) => reader.cut(&on_one_line(line.text), width(&before)),
            // Whoever copies a line out of a file or a pipe gets the tabs between its cells.
            None => line.text.split('\t').map(on_one_line).collect::<Vec<_>>().join("\t"),
        };
        writeln!(out, "{}{text}", reader.dim(&before))?;
    }
    Ok(())
}
