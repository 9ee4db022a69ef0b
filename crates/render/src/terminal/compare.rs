//! A matrix for a reader: how much in every cell and in which words; for one subject also the best statements.

use std::io::{self, Write};

use kurabe_query::{Cell, Matrix};

use super::Reader;
use super::answer::write_filters;
use super::similar::{lines, write_place};
use super::table::{Column, table};
use crate::Label;
use crate::words::{nothing_in, say, subject_notes};

/// The columns before everything that belongs to a municipality.
const INDENT: usize = 6;

/// Writes a matrix.
pub fn compare(out: &mut dyn Write, reader: Reader, matrix: &Matrix) -> io::Result<()> {
    for note in subject_notes(&matrix.subjects, reader.lang) {
        writeln!(out, "{}", reader.dim(&note))?;
    }
    write_filters(out, reader, &matrix.filters)?;
    match (matrix.subjects.as_slice(), matrix.cells.as_slice()) {
        ([subject], [cells]) => {
            writeln!(out, "{}", reader.bold(&subject.label))?;
            evidence(out, reader, cells)
        }
        _ => overview(out, reader, matrix),
    }
}

/// One subject: municipality after municipality, with what each says.
fn evidence(out: &mut dyn Write, reader: Reader, cells: &[Cell]) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    for cell in cells.iter().filter(|cell| cell.count > 0) {
        let (name, count, share) = (&cell.reach.municipality.name, cell.count, cell.share * 100.0);
        let of = cell.reach.statements;
        let words = cell.words.join(" ");
        let head = say!(
            reader.lang,
            "{name}  {of}件中{count}件（{share:.1}%）  {words}",
            "{name}  {count} of {of} ({share:.1}%)  {words}"
        );
        writeln!(out, "\n{}", reader.bold(&reader.cut(&head, 0)))?;
        for hit in &cell.best {
            for line in lines(reader, &hit.quote.statement.text) {
                writeln!(out, "{indent}{line}")?;
            }
            write_place(out, reader, &hit.quote)?;
        }
    }
    for (index, cell) in cells.iter().filter(|cell| cell.count == 0).enumerate() {
        let start = if index == 0 { "\n" } else { "" };
        let line = format!("{}  {}", cell.reach.municipality.name, nothing_in(&cell.reach, reader.lang));
        writeln!(out, "{start}{}", reader.cut(&line, 0))?;
    }
    Ok(())
}

/// Several subjects: the table.
fn overview(out: &mut dyn Write, reader: Reader, matrix: &Matrix) -> io::Result<()> {
    let mut columns = vec![Column::text(reader.label(Label::Subject))];
    columns.extend(matrix.municipalities.iter().map(|reach| Column::text(reach.municipality.name.as_str())));
    let cell = |cell: &Cell| match cell.count {
        0 => "–".to_owned(),
        count => {
            let share = cell.share * 100.0;
            format!("{count:>2} {share:>3.0}%  {}", cell.words.join(" ")).trim_end().to_owned()
        }
    };
    let row = |(subject, cells): (&kurabe_query::Subject, &Vec<Cell>)| {
        let mut row = vec![subject.label.clone()];
        row.extend(cells.iter().map(cell));
        row
    };
    let rows: Vec<Vec<String>> = matrix.subjects.iter().zip(&matrix.cells).map(row).collect();
    table(out, reader, &columns, &rows)?;
    writeln!(out)?;
    let legend = say!(
        reader.lang,
        "件数と、調べた施策文に占める割合、使われる語。– は該当なし:",
        "statements, their share of those searched, and the words used; – is not found in:"
    );
    writeln!(out, "{}", reader.dim(&reader.cut(&legend, 0)))?;
    for (place, reach) in matrix.municipalities.iter().enumerate() {
        if matrix.cells.iter().any(|row| row.get(place).is_some_and(|cell| cell.count == 0)) {
            let line = format!("{}  {}", reach.municipality.name, nothing_in(reach, reader.lang));
            writeln!(out, "{}", reader.dim(&reader.cut(&line, 0)))?;
        }
    }
    Ok(())
}
