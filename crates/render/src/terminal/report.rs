//! A report for a reader: the matrix, and subject after subject what there is of it.

use std::io::{self, Write};

use kurabe_model::DocumentId;
use kurabe_query::{Matrix, Report, Subject};

use super::{Reader, compare, measures, targets};
use crate::Label;
use crate::words::{not_compared, report_total, say, shares_of_measures};

/// Writes a report.
pub fn report(out: &mut dyn Write, reader: Reader, found: &Report) -> io::Result<()> {
    let matrix = &found.matrix;
    for line in report_total(found, reader.lang).lines() {
        writeln!(out, "{}", reader.bold(&reader.cut(line, 0)))?;
    }
    let several = matrix.subjects.len() > 1;
    if several {
        writeln!(out)?;
        compare(out, reader, matrix)?;
    }
    for ((subject, cells), part) in matrix.subjects.iter().zip(&matrix.cells).zip(&found.parts) {
        writeln!(out)?;
        // How the subjects were read stands above the first matrix, once.
        let notes = if several { Vec::new() } else { subject.notes.clone() };
        let subject = Subject { notes, ..subject.clone() };
        let own = Matrix { subjects: vec![subject], cells: vec![cells.clone()], ..matrix.clone() };
        compare(out, reader, &own)?;
        match &part.measures {
            Ok(aligned) if aligned.measures.is_empty() => {}
            Ok(aligned) => {
                writeln!(out)?;
                measures::aligned(out, reader, aligned)?;
                writeln!(out)?;
                for share in &part.gaps {
                    writeln!(out, "{}", reader.cut(&shares_of_measures(share, reader.lang), 0))?;
                }
            }
            Err(too_many) => writeln!(out, "\n{}", not_compared(*too_many, reader.lang))?,
        }
        writeln!(out)?;
        targets(out, reader, &part.ledger, part.targets.iter().cloned())?;
    }
    writeln!(out)?;
    writeln!(out, "{}", reader.bold(reader.label(Label::Searched)))?;
    for reach in &matrix.municipalities {
        let ids = |ids: &[DocumentId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let (name, read) = (&reach.municipality.name, ids(&reach.searched));
        let line = match ids(&reach.unread) {
            unread if unread.is_empty() => format!("{name}  {read}"),
            unread => say!(
                reader.lang,
                "{name}  {read}  （読めない文書: {unread}）",
                "{name}  {read}  (unreadable: {unread})"
            ),
        };
        writeln!(out, "{}", reader.cut(line.trim_end(), 0))?;
    }
    Ok(())
}
