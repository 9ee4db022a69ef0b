//! How statements were compared: a table by source, and every paper about which the wrong thing was said.

use std::io::{self, Write};

use kurabe_eval::{ComparisonReport, Papers};

use super::Reader;
use super::figures::{figures, share};
use crate::Label;

/// Writes a report.
pub(super) fn comparisons(out: &mut dyn Write, reader: Reader, report: &ComparisonReport) -> io::Result<()> {
    let head = [Label::Source, Label::NdcgOfFive, Label::Auc, Label::Found, Label::Silent]
        .map(|label| reader.label(label).to_owned());
    let row = |name: &str, ndcg: Option<f64>, auc: Option<f64>, papers: &Papers| {
        let Papers { holding, found, empty, silent } = papers;
        [name.to_owned(), share(ndcg), share(auc), format!("{found}/{holding}"), format!("{silent}/{empty}")]
    };
    let sources = report.sources.iter();
    let mut rows: Vec<_> = sources.map(|source| row(&source.id, source.ndcg, None, &source.found)).collect();
    rows.push(row(reader.label(Label::All), report.ndcg, report.auc, &report.found));
    figures(out, reader, &head, &rows)?;
    for source in &report.sources {
        for (file, similarity) in &source.wrong {
            let label = reader.label(Label::Wrong);
            let line = format!("{label}: {}  {file}  {similarity:.2}", source.id);
            writeln!(out, "{}", reader.cut(&line, 0))?;
        }
    }
    Ok(())
}
