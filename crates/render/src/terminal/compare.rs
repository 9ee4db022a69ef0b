//! A matrix for a reader: how much in every cell and in which words; for one subject also the best statements.

use std::io::{self, Write};

use kurabe_query::{Cell, Matrix, Reach, Subject, most_first};

use super::Reader;
use super::answer::write_filters;
use super::similar::{lines, write_place};
use super::table::{Column, table};
use crate::Label;
use crate::words::{
    COUNTED, matrix_in_files, nothing_in, nothing_in_many, others_have_less, say, subject_notes,
};

/// The columns before everything that belongs to a municipality.
const INDENT: usize = 6;
/// Where very many municipalities have a subject, so many are shown, those that have most.
const FIRST: usize = 20;
/// And so many are named in a table of subjects.
const LEADERS: usize = 3;

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
        _ if matrix.municipalities.len() > COUNTED => leaders(out, reader, matrix),
        _ => overview(out, reader, matrix),
    }
}

/// One subject: municipality after municipality, with what each says.
fn evidence(out: &mut dyn Write, reader: Reader, cells: &[Cell]) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    let (mut found, absent): (Vec<&Cell>, Vec<&Cell>) = cells.iter().partition(|cell| cell.count > 0);
    let mut others = 0;
    if found.len() > COUNTED {
        others = found.len() - FIRST;
        found = most_first(cells);
        found.truncate(FIRST);
    }
    for cell in found {
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
    if others > 0 {
        writeln!(out, "\n{}", reader.cut(&others_have_less(others, reader.lang), 0))?;
    }
    if absent.len() > COUNTED {
        let absent: Vec<&Reach> = absent.iter().map(|cell| &cell.reach).collect();
        return writeln!(out, "\n{}", reader.cut(&nothing_in_many(&absent, reader.lang), 0));
    }
    for (index, cell) in absent.into_iter().enumerate() {
        let start = if index == 0 { "\n" } else { "" };
        let line = format!("{}  {}", cell.reach.municipality.name, nothing_in(&cell.reach, reader.lang));
        writeln!(out, "{start}{}", reader.cut(&line, 0))?;
    }
    Ok(())
}

/// Several subjects in more municipalities than a reader takes in: how many have each, and who has most.
fn leaders(out: &mut dyn Write, reader: Reader, matrix: &Matrix) -> io::Result<()> {
    let columns = [
        Column::text(reader.label(Label::Subject)),
        Column::number(reader.label(Label::MunicipalityCount)),
        Column::number(reader.label(Label::Statements)),
        Column::text(say!(reader.lang, "多い自治体", "those with most")),
    ];
    let row = |(subject, cells): (&Subject, &Vec<Cell>)| {
        let found = most_first(cells);
        let most = found.iter().take(LEADERS).map(|cell| {
            format!("{} {} ({:.0}%)", cell.reach.municipality.name, cell.count, cell.share * 100.0)
        });
        vec![
            subject.label.clone(),
            found.len().to_string(),
            found.iter().map(|cell| cell.count).sum::<usize>().to_string(),
            most.collect::<Vec<_>>().join(reader.lang.comma()),
        ]
    };
    let rows: Vec<Vec<String>> = matrix.subjects.iter().zip(&matrix.cells).map(row).collect();
    table(out, reader, &columns, &rows)?;
    let all = matrix_in_files(matrix.municipalities.len(), reader.lang);
    writeln!(out, "\n{}", reader.dim(&reader.cut(&all, 0)))
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
    let row = |(subject, cells): (&Subject, &Vec<Cell>)| {
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
