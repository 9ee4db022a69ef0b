//! What became of files that were to come in, as a table, and the log of the corpus.

use std::io::{self, Write};

use kurabe_model::{Change, Event};

use super::Reader;
use super::table::{Column, table};
use crate::Label;
use crate::intake::IntakeRow;
use crate::intake::refusal;

/// Writes a table of files.
pub fn intake(out: &mut dyn Write, reader: Reader, files: &[IntakeRow<'_>]) -> io::Result<()> {
    let label = |label| reader.label(label).to_owned();
    let columns = [
        Column::whole(label(Label::Result)),
        Column::number(label(Label::Year)),
        Column::number(label(Label::Statements)),
        Column::number(label(Label::Warnings)),
        Column::whole(label(Label::Id)),
        Column::text(format!("{} / {}", label(Label::File), label(Label::Reasons))),
    ];
    let rows: Vec<Vec<String>> = files
        .iter()
        .map(|file| {
            let outcome = label(file.outcome());
            let path = super::harmless::on_one_line(file.path);
            // The reason first: what a narrow terminal cuts off is said in full below.
            let last = match file.remark() {
                Some(remark) => format!("{}: {path}", remark.reason(reader.lang)),
                None => path.into_owned(),
            };
            match file.result {
                Ok(reading) => {
                    let facts = &reading.document.facts;
                    let year = facts.first_year().map_or_else(|| "–".to_owned(), |year| year.to_string());
                    let statements = reading.document.statements.len().to_string();
                    let id = facts.id.to_string();
                    vec![outcome, year, statements, file.warnings().to_string(), id, last]
                }
                Err(_) => {
                    let nothing = String::new;
                    vec![outcome, nothing(), nothing(), nothing(), nothing(), last]
                }
            }
        })
        .collect();
    table(out, reader, &columns, &rows)
}

/// Writes the events of a log, in the order they are given.
pub fn log(out: &mut dyn Write, reader: Reader, events: &[&Event]) -> io::Result<()> {
    let columns = [
        Column::whole(reader.label(Label::When)),
        Column::whole(reader.label(Label::Change)),
        Column::whole(reader.label(Label::Id)),
        Column::whole(reader.label(Label::Command)),
        Column::text(reader.label(Label::Content)),
    ];
    let rows: Vec<Vec<String>> = events
        .iter()
        .map(|event| {
            // Seconds and the offset from universal time are for programs.
            let when = event.at.chars().take(16).collect::<String>().replace('T', " ");
            let title = event.entry.get("title").cloned().unwrap_or_default();
            let content = match event.change {
                Change::Changed => event.changed.join(reader.lang.comma()),
                Change::Came | Change::Left => title,
                Change::Refused => refusal(event),
            };
            let by_hand = || reader.label(Label::ByHand).to_owned();
            let command = event.command.as_deref().map(|command| command.trim_start_matches("corpus "));
            let command = command.map_or_else(by_hand, str::to_owned);
            let change = reader.label(Label::CorpusChange(event.change)).to_owned();
            vec![when, change, event.document.clone(), command, content]
        })
        .map(|row| row.iter().map(|cell| super::harmless::on_one_line(cell).into_owned()).collect())
        .collect();
    table(out, reader, &columns, &rows)
}
