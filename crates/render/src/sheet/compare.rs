//! A matrix as tables: the matrix itself, each cell with what it quotes and from where, and a row for every
//! statement quoted, and one for every cell without any. Markdown has the first, CSV the second, a workbook both.

use std::io;

use kurabe_query::{Cell, Matrix};

use super::figure::heat_map;
use super::hit::QUOTED;
use super::{Column, Sheet};
use crate::words::{matrix_about, nothing_in, share_of};
use crate::{Label, Lang};

/// Writes a matrix.
pub fn compare(sheet: &mut Sheet<'_>, matrix: &Matrix) -> io::Result<()> {
    sheet.about(Label::Comparison, matrix_about(matrix, sheet.lang))?;
    sheet.searched(&matrix.municipalities);
    sheet.figure(|lang| heat_map(matrix, lang))?;
    if sheet.has_columns_for(matrix.municipalities.len()) {
        wide(sheet, matrix)?;
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

fn wide(sheet: &mut Sheet<'_>, matrix: &Matrix) -> io::Result<()> {
    let mut columns = vec![Column::main(Label::Subject).leading()];
    columns.extend(matrix.municipalities.iter().map(|reach| Column::of(&reach.municipality.name)));
    sheet.begin(Label::Comparison, &columns)?;
    for (subject, row) in matrix.subjects.iter().zip(&matrix.cells) {
        let mut cells = vec![subject.label.clone()];
        cells.extend(row.iter().map(|cell| summary(cell, sheet.lang)));
        for hit in row.iter().flat_map(|cell| &cell.best) {
            sheet.cite(&hit.quote);
        }
        sheet.row(&cells)?;
    }
    Ok(())
}

/// All that is said in a cell: how much, in which words, the best of it; or that there is nothing.
fn summary(cell: &Cell, lang: Lang) -> String {
    if cell.count == 0 {
        return nothing_in(&cell.reach, lang);
    }
    let mut parts = vec![share_of(cell, lang)];
    if !cell.words.is_empty() {
        parts.push(cell.words.join("、"));
    }
    parts.extend(cell.best.iter().map(|hit| {
        let quote = &hit.quote;
        format!("「{}」（{}）", quote.statement.text, quote.citation())
    }));
    parts.join("\n")
}
