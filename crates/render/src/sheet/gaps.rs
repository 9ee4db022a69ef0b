//! Gaps as rows: every statement of every measure, and the nearest on the other side.

use std::io::{self, Write};

use kurabe_query::Gaps;

use super::hit::{QUOTED, cells};
use super::{Column, Sheet, Writer};
use crate::Label;

/// Writes gaps.
pub fn gaps(out: &mut dyn Write, sheet: Sheet, found: &Gaps) -> io::Result<()> {
    let mut columns = vec![
        Column::main(Label::Sort),
        Column::main(Label::Rank).number(),
        Column::main(Label::MunicipalityCount).number(),
        Column::more(Label::Similarity).number(),
    ];
    columns.extend(QUOTED);
    columns.extend([Column::more(Label::NearestSimilarity).number(), Column::more(Label::Nearest)]);
    let mut writer = Writer::begin(out, sheet, &columns)?;
    for (label, list) in [(Label::MissingHere, &found.missing), (Label::OnlyHere, &found.alone)] {
        for (place, gap) in list.iter().enumerate() {
            let nearest = gap.nearest.as_ref();
            let near = nearest.map(|(_, near)| format!("{near:.2}")).unwrap_or_default();
            let citation = nearest.map(|(quote, _)| quote.citation()).unwrap_or_default();
            for (quote, similarity) in &gap.measure.statements {
                let mut row = vec![
                    label.say(sheet.lang).to_owned(),
                    (place + 1).to_string(),
                    gap.measure.municipalities.to_string(),
                    format!("{similarity:.2}"),
                ];
                row.extend(cells(quote, sheet));
                row.extend([near.clone(), citation.clone()]);
                writer.row(&row)?;
            }
        }
    }
    Ok(())
}
