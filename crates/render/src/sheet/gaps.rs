//! Gaps as rows: every statement of every measure, and the nearest on the other side.

use std::io;

use kurabe_query::Gaps;

use super::hit::QUOTED;
use super::{Column, Sheet};
use crate::Label;
use crate::words::gap_totals;

/// Writes gaps.
pub fn gaps(sheet: &mut Sheet<'_>, found: &Gaps) -> io::Result<()> {
    let mut columns = vec![
        Column::main(Label::Sort),
        Column::main(Label::Rank).number(),
        Column::main(Label::MunicipalityCount).number(),
        Column::more(Label::Similarity).number(),
    ];
    columns.extend(QUOTED);
    columns.extend([Column::more(Label::NearestSimilarity).number(), Column::more(Label::Nearest)]);
    sheet.about(Label::Gaps, gap_totals(found, sheet.lang).join("\n"))?;
    sheet.searched(std::iter::once(&found.own).chain(&found.peers));
    sheet.begin(Label::Gaps, &columns)?;
    for (label, list) in [(Label::MissingHere, &found.missing), (Label::OnlyHere, &found.alone)] {
        for (place, gap) in list.iter().enumerate() {
            let nearest = gap.nearest.as_ref();
            let near = nearest.map(|(_, near)| format!("{near:.2}")).unwrap_or_default();
            let citation = nearest.map(|(quote, _)| quote.citation()).unwrap_or_default();
            if let Some((quote, _)) = nearest {
                sheet.cite(quote);
            }
            for (quote, similarity) in &gap.measure.statements {
                let mut row = vec![
                    label.say(sheet.lang).to_owned(),
                    (place + 1).to_string(),
                    gap.measure.municipalities.to_string(),
                    format!("{similarity:.2}"),
                ];
                row.extend(sheet.quoted(quote));
                row.extend([near.clone(), citation.clone()]);
                sheet.row(&row)?;
            }
        }
    }
    Ok(())
}
