//! Characteristic words as rows.

use std::io;

use kurabe_query::{Group, Terms};

use super::{Column, Sheet};
use crate::Label;
use crate::words::{group_name, terms_total};

const MEASURES: [Column<'static>; 10] = [
    Column::main(Label::Rank).number(),
    Column::main(Label::Term),
    Column::main(Label::StatementsWith).number(),
    Column::main(Label::ElsewhereWith).number(),
    Column::main(Label::PerWords).number(),
    Column::main(Label::PerWordsElsewhere).number(),
    Column::main(Label::LogOdds).number(),
    Column::main(Label::LogOddsLow).number(),
    Column::main(Label::LogOddsHigh).number(),
    Column::main(Label::ZScore).number(),
];

/// Writes characteristic words.
pub fn terms(sheet: &mut Sheet<'_>, found: &Terms) -> io::Result<()> {
    let (group, value) = match found.by {
        Group::Municipality => (Label::Municipality, Label::Code),
        Group::Year => (Label::Year, Label::Id),
        Group::Theme => (Label::Theme, Label::Id),
    };
    let mut columns = vec![Column::main(group), Column::more(value)];
    columns.extend(MEASURES);
    sheet.about(Label::CharacteristicTerms, terms_total(found, sheet.lang))?;
    sheet.searched_documents(&found.searched.ids);
    sheet.begin(Label::CharacteristicTerms, &columns)?;
    for group in &found.groups {
        for (term, rank) in group.terms.iter().zip(1..) {
            let (low, high) = term.contrast.interval();
            sheet.row(&[
                group_name(found.by, group),
                group.value.clone(),
                rank.to_string(),
                term.term.clone(),
                term.here.to_string(),
                term.elsewhere.to_string(),
                format!("{:.3}", term.per_10000.0),
                format!("{:.3}", term.per_10000.1),
                format!("{:.5}", term.contrast.log_odds()),
                format!("{low:.5}"),
                format!("{high:.5}"),
                format!("{:.5}", term.contrast.z()),
            ])?;
        }
    }
    Ok(())
}
