//! The whole answer to an inquiry: table after table, from the matrix to what was searched.

use std::io;

use kurabe_query::{Part, Report, Subject};

use super::figure::heat_map;
use super::measures::Group;
use super::{Column, Layout, Sheet, compare, measures, targets};
use crate::Label;
use crate::words::{not_compared, nothing_in, numbers, report_about};

/// Writes a report. In a table of values alone it is the evidence.
pub fn report(sheet: &mut Sheet<'_>, found: &Report) -> io::Result<()> {
    let matrix = &found.matrix;
    sheet.about(Label::Report, report_about(found, sheet.lang))?;
    sheet.searched(&matrix.municipalities);
    if let Layout::Csv { .. } = sheet.layout {
        return compare::long(sheet, matrix);
    }
    sheet.figure(|lang| heat_map(matrix, lang))?;
    let measured = parts(found).map(|(subject, part)| {
        let measures = part.measures.as_ref().map_or(&[][..], |aligned| &aligned.measures);
        (Some(subject.label.as_str()), measures)
    });
    let groups: Vec<Group<'_>> = measured.collect();
    if sheet.has_columns_for(matrix.municipalities.len()) {
        compare::wide(sheet, matrix, compare::summary)?;
        compare::long(sheet, matrix)?;
        measures::wide(sheet, &matrix.municipalities, &groups)?;
    } else {
        compare::long(sheet, matrix)?;
        measures::long(sheet, Label::Measures, &groups)?;
    }
    gaps(sheet, found)?;
    ledger(sheet, found)?;
    reach(sheet, found)
}

/// The subjects with what there is of them.
fn parts(found: &Report) -> impl Iterator<Item = (&Subject, &Part)> {
    found.matrix.subjects.iter().zip(&found.parts)
}

fn gaps(sheet: &mut Sheet<'_>, found: &Report) -> io::Result<()> {
    let columns = [
        Column::main(Label::Subject).leading(),
        Column::main(Label::Municipality),
        Column::main(Label::LackingCount).number(),
        Column::main(Label::LackingMeasures).prose(),
        Column::main(Label::AloneCount).number(),
        Column::main(Label::AloneMeasures).prose(),
    ];
    sheet.begin(Label::Gaps, &columns)?;
    for (subject, part) in parts(found) {
        if let Err(too_many) = &part.measures {
            let mut row: [String; 6] = Default::default();
            let [label, _, _, lacking, ..] = &mut row;
            label.clone_from(&subject.label);
            *lacking = not_compared(*too_many, sheet.lang);
            sheet.row(&row)?;
        }
        for share in &part.gaps {
            let municipality = share.reach.municipality.name.clone();
            let [lacking, which, alone, own] = match &share.lacking {
                None => [String::new(), nothing_in(&share.reach, sheet.lang), String::new(), String::new()],
                Some(lacking) => [
                    lacking.len().to_string(),
                    numbers(lacking, sheet.lang),
                    share.alone.len().to_string(),
                    numbers(&share.alone, sheet.lang),
                ],
            };
            sheet.row(&[subject.label.clone(), municipality, lacking, which, alone, own])?;
        }
    }
    Ok(())
}

fn ledger(sheet: &mut Sheet<'_>, found: &Report) -> io::Result<()> {
    let subject = [Column::main(Label::Subject).leading()];
    let columns: Vec<Column<'_>> = subject.into_iter().chain(targets::columns()).collect();
    sheet.begin(Label::Targets, &columns)?;
    for (subject, part) in parts(found) {
        for entry in &part.targets {
            let mut row = vec![subject.label.clone()];
            row.extend(targets::cells(sheet, entry));
            sheet.row(&row)?;
        }
    }
    Ok(())
}

/// The denominators of every "not found".
fn reach(sheet: &mut Sheet<'_>, found: &Report) -> io::Result<()> {
    let columns = [
        Column::main(Label::Municipality).leading(),
        Column::main(Label::Statements).number(),
        Column::main(Label::Documents).number(),
        Column::main(Label::Unreadable).number(),
        Column::main(Label::DocumentIds).prose(),
        Column::main(Label::UnreadableIds).prose(),
    ];
    sheet.begin(Label::Searched, &columns)?;
    for reach in &found.matrix.municipalities {
        let ids = |ids: &[kurabe_model::DocumentId]| {
            ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        sheet.row(&[
            reach.municipality.name.clone(),
            reach.statements.to_string(),
            reach.documents.to_string(),
            reach.unreadable.to_string(),
            ids(&reach.searched),
            ids(&reach.unread),
        ])?;
    }
    Ok(())
}
