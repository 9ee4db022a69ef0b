//! Typed cases: a table of counts, and every case that does not hold.

use std::io::{self, Write};

use kurabe_eval::{CaseCount, CaseFault, CaseReport};

use super::Reader;
use super::figures::figures;
use crate::Label;
use crate::words::verdict;

/// Writes a report.
pub(super) fn cases(out: &mut dyn Write, reader: Reader, report: &CaseReport) -> io::Result<()> {
    let head = [Label::Sort, Label::Cases, Label::Right].map(|label| reader.label(label).to_owned());
    let row =
        |name: &str, count: &CaseCount| [name.to_owned(), count.cases.to_string(), count.right.to_string()];
    let mut rows: Vec<_> = report.categories.iter().map(|count| row(&count.category, count)).collect();
    rows.push(row(reader.label(Label::All), &report.total));
    figures(out, reader, &head, &rows)?;
    for miss in &report.misses {
        let asked = format!("{}: {}", miss.category, miss.queries.join(" / "));
        writeln!(out, "\n{}", reader.bold(&reader.cut(&asked, 0)))?;
        let explain = match &miss.fault {
            CaseFault::Late { explain, .. } => explain.as_deref(),
            CaseFault::Leaks { hit, .. } | CaseFault::Spoke { first: hit, .. } => hit.explain.as_deref(),
            _ => None,
        };
        let verdict = verdict(&miss.fault, reader.lang);
        for text in [Some(miss.description.as_str()), Some(verdict.as_str()), explain].into_iter().flatten() {
            writeln!(out, "  {}", reader.cut(text, 2))?;
        }
    }
    Ok(())
}
