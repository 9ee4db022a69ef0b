//! A matrix as tables: the matrix itself, each cell with what it quotes and from where, and a row for every
//! statement quoted, and one for every cell without any. Markdown has the first, CSV the second, a workbook both.

use std::io;

use kurabe_query::{Cell, Matrix};

use super::figure::heat_map;
use super::hit::{QUOTED, in_words};
use super::{Column, Sheet};
use crate::words::{matrix_about, nothing_in, share_of};
use crate::{Label, Lang};

/// Writes a matrix.
pub fn compare(sheet: &mut Sheet<'_>, matrix: &Matrix) -> io::Result<()> {
    sheet.about(Label::Comparison, matrix_about(matrix, sheet.lang))?;
    sheet.searched(&matrix.municipalities);
    sheet.figure(|lang| heat_map(matrix, lang))?;
    if sheet.has_columns_for(matrix.municipalities.len()) {
        wide(sheet, matrix, quoting)?;
    }
    if sheet.has_rows_for(matrix.municipalities.len()) {
        long(sheet, matrix)?;
    }
    Ok(())
}

pub(super) fn long(sheet: &mut Sheet<'_>, matrix: &Matrix) -> io::Result<()> {
    let mut columns = vec![
        Column::main(Label::Subject),
        Column::main(Label::Count).number(),
        Column::main(Label::Share).share(),
        Column::main(Label::Words),
    ];
    columns.extend(QUOTED);
    sheet.begin(Label::Evidence, &columns)?;
    for (subject, row) in matrix.subjects.iter().zip(&matrix.cells) {
        for cell in row {
            let start = [
                subject.label.clone(),
                cell.count.to_string(),
                format!("{:.4}", cell.share),
                cell.words.join("、"),
            ];
            for hit in &cell.best {
                let rest = sheet.quoted(&hit.quote);
                sheet.row(&[start.as_slice(), &rest].concat())?;
            }
            if cell.count == 0 {
                let rest = sheet.absent(&cell.reach.municipality, nothing_in(&cell.reach, sheet.lang));
                sheet.row(&[start.as_slice(), &rest].concat())?;
            }
        }
    }
    Ok(())
}

/// The matrix itself, with what `said` says in each cell.
pub(super) fn wide(
    sheet: &mut Sheet<'_>,
    matrix: &Matrix,
    said: impl Fn(&Cell, Lang) -> String,
) -> io::Result<()> {
    let mut columns = vec![Column::main(Label::Subject).leading()];
    columns.extend(matrix.municipalities.iter().map(|reach| Column::of(&reach.municipality.name)));
    sheet.begin(Label::Comparison, &columns)?;
    for (subject, row) in matrix.subjects.iter().zip(&matrix.cells) {
        let mut cells = vec![subject.label.clone()];
        cells.extend(row.iter().map(|cell| said(cell, sheet.lang)));
        for hit in row.iter().flat_map(|cell| &cell.best) {
            sheet.cite(&hit.quote);
        }
        sheet.row(&cells)?;
    }
    Ok(())
}

/// How much there is, and in which words; or out of how much nothing.
pub(super) fn summary(cell: &Cell, lang: Lang) -> String {
    match cell.count {
        0 => nothing_in(&cell.reach, lang),
        _ => format!("{}\n{}", share_of(cell, lang), cell.words.join("、")).trim_end().to_owned(),
    }
}

/// The same with the best of it.
fn quoting(cell: &Cell, lang: Lang) -> String {
    let quoted = cell.best.iter().map(|hit| in_words(&hit.quote));
    std::iter::once(summary(cell, lang)).chain(quoted).collect::<Vec<_>>().join("\n")
}
