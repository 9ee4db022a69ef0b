//! How well documents were read: a table of shares, and every miss below it.

use std::io::{self, Write};

use kurabe_eval::{Miss, Report, Score, Wrong};

use super::Reader;
use super::width::{pad, pad_left, width};
use crate::Label;

const COLUMNS: usize = 9;

/// Writes a report.
pub fn evaluation(out: &mut dyn Write, reader: Reader, report: &Report) -> io::Result<()> {
    let head = [
        Label::File,
        Label::Gold,
        Label::Read,
        Label::Agreement,
        Label::Place,
        Label::KindOf,
        Label::Targets,
        Label::DepartmentMisses,
        Label::Intruders,
    ]
    .map(|label| reader.label(label).to_owned());
    let rows: Vec<[String; COLUMNS]> = report.files.iter().map(|(file, score)| row(file, score)).collect();
    let total = row(reader.label(Label::All), &report.total);
    let mut widths = [0; COLUMNS];
    for row in rows.iter().chain([&head, &total]) {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    // The file is cut where the figures would not fit beside it.
    let figures: usize = widths[1..].iter().map(|width| width + 2).sum();
    let name = reader.width.map_or(widths[0], |width| widths[0].min(width.saturating_sub(figures).max(12)));
    let line = |cells: &[String; COLUMNS]| {
        let mut line = pad(&super::width::cut(&cells[0], name), name);
        for (cell, width) in cells.iter().zip(widths).skip(1) {
            line.push_str("  ");
            line.push_str(&pad_left(cell, width));
        }
        line
    };
    writeln!(out, "{}", reader.dim(&line(&head)))?;
    for row in rows.iter().chain([&total]) {
        writeln!(out, "{}", line(row))?;
    }
    for miss in &report.misses {
        self::miss(out, reader, miss)?;
    }
    Ok(())
}

fn row(file: &str, score: &Score) -> [String; COLUMNS] {
    let share = |value: f64| format!("{value:.3}");
    [
        file.to_owned(),
        score.gold.to_string(),
        score.read.to_string(),
        share(score.f1()),
        share(score.of_right(score.path)),
        share(score.of_right(score.kind)),
        share(score.of_right(score.targets)),
        (score.right - score.departments).to_string(),
        score.forbidden.to_string(),
    ]
}

fn miss(out: &mut dyn Write, reader: Reader, miss: &Miss) -> io::Result<()> {
    let what = match miss.wrong {
        Wrong::Missing => Label::Missing,
        Wrong::Extra => Label::Extra,
        Wrong::Path => Label::Place,
        Wrong::Kind => Label::KindOf,
        Wrong::Targets => Label::Targets,
        Wrong::Departments => Label::Department,
        Wrong::Forbidden => Label::Intruders,
    };
    let (first, last) = miss.lines;
    writeln!(out, "\n{}:{first}-{last}: {}", miss.file, reader.bold(reader.label(what)))?;
    for (label, text) in [(Label::Gold, &miss.expected), (Label::Read, &miss.found)] {
        if !text.is_empty() {
            let before = format!("  {}  ", pad(reader.label(label), 6));
            writeln!(out, "{before}{}", reader.cut(text, width(&before)))?;
        }
    }
    Ok(())
}
