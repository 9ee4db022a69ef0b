//! What words and meaning are worth: a row a figure, a column each and one for both.

use std::io::{self, Write};

use super::Reader;
use super::figures::{figures, share};
use crate::{Label, SignalMeasure, SignalRow};

/// Writes the figures side by side.
pub(super) fn signals(out: &mut dyn Write, reader: Reader, rows: &[SignalRow]) -> io::Result<()> {
    let label = |label| reader.label(label).to_owned();
    let head = [label(Label::Sort), label(Label::ByWords), label(Label::ByMeaning), label(Label::ByBoth)];
    let row = |row: &SignalRow| {
        let figure = match row.of {
            SignalMeasure::Searches => Label::Ndcg,
            SignalMeasure::Comparables => Label::NdcgOfFive,
            SignalMeasure::Auc => Label::Auc,
        };
        let name = if row.name.is_empty() { label(Label::All) } else { row.name.clone() };
        let [words, meaning, both] = row.values.map(share);
        [format!("{name} {}", label(figure)), words, meaning, both]
    };
    figures(out, reader, &head, &rows.iter().map(row).collect::<Vec<_>>())
}
