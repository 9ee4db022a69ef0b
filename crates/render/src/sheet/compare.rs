//! A matrix as a table. CSV has a row for every statement quoted, and one for every cell without any;
//! Markdown is the matrix itself, each cell with what it quotes and from where.

use std::io::{self, Write};

use kurabe_query::{Cell, Matrix, Reach};

use super::hit::{QUOTED, absent, cells};
use super::{Column, Layout, Sheet, Writer, markdown};
use crate::words::{nothing_in, say};
use crate::{Label, Lang};

/// Writes a matrix.
pub fn compare(out: &mut dyn Write, sheet: Sheet, matrix: &Matrix) -> io::Result<()> {
    match sheet.layout {
        Layout::Csv { .. } => long(out, sheet, matrix),
        Layout::Markdown => wide(out, sheet.lang, matrix),
    }
}

fn long(out: &mut dyn Write, sheet: Sheet, matrix: &Matrix) -> io::Result<()> {
    let mut columns = vec![
        Column::main(Label::Subject),
        Column::main(Label::Count).number(),
        Column::main(Label::Share).number(),
        Column::main(Label::Words),
    ];
    columns.extend(QUOTED);
    let mut writer = Writer::begin(out, sheet, &columns)?;
    for (subject, row) in matrix.subjects.iter().zip(&matrix.cells) {
        for cell in row {
            let start = [
                subject.label.clone(),
                cell.count.to_string(),
                format!("{:.4}", cell.share),
                cell.words.join("、"),
            ];
            let quoted = cell.best.iter().map(|hit| cells(&hit.quote, sheet));
            let none = (cell.count == 0)
                .then(|| absent(&cell.reach.municipality, nothing_in(&cell.reach, sheet.lang)));
            for rest in quoted.chain(none) {
                writer.row(&[start.as_slice(), &rest].concat())?;
            }
        }
    }
    Ok(())
}

fn wide(out: &mut dyn Write, lang: Lang, matrix: &Matrix) -> io::Result<()> {
    let names = matrix.municipalities.iter().map(|reach| markdown::text(&reach.municipality.name));
    markdown::row(out, std::iter::once(Label::Subject.say(lang).to_owned()).chain(names))?;
    markdown::rule(out, std::iter::repeat_n(false, matrix.municipalities.len() + 1))?;
    for (subject, row) in matrix.subjects.iter().zip(&matrix.cells) {
        let cells =
            matrix.municipalities.iter().zip(row).map(|(reach, cell)| markdown_cell(reach, cell, lang));
        markdown::row(out, std::iter::once(markdown::text(&subject.label)).chain(cells))?;
    }
    Ok(())
}

fn markdown_cell(reach: &Reach, cell: &Cell, lang: Lang) -> String {
    if cell.count == 0 {
        return markdown::text(&nothing_in(reach, lang));
    }
    let (count, share) = (cell.count, cell.share * 100.0);
    let mut parts = vec![say!(lang, "{count}件（{share:.1}%）", "{count} ({share:.1}%)")];
    if !cell.words.is_empty() {
        parts.push(markdown::text(&cell.words.join("、")));
    }
    parts.extend(cell.best.iter().map(|hit| {
        let quote = &hit.quote;
        format!("「{}」（{}）", markdown::text(&quote.statement.text), markdown::text(&quote.citation()))
    }));
    parts.join("<br>")
}
