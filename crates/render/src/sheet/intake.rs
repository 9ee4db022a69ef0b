//! What became of files that were to come in, and the log of the corpus, as rows.

use std::io;

use kurabe_model::{Change, Event};

use super::{Column, Sheet};
use crate::intake::{IntakeRow, refusal};
use crate::{Label, Message};

const FILES: [Column<'static>; 7] = [
    Column::main(Label::File),
    Column::main(Label::Result),
    Column::main(Label::Id),
    Column::main(Label::Title),
    Column::main(Label::Statements).number(),
    Column::main(Label::Warnings).number(),
    Column::main(Label::Reasons).prose(),
];

/// Writes what became of files.
pub fn intake(sheet: &mut Sheet<'_>, files: &[IntakeRow<'_>]) -> io::Result<()> {
    sheet.begin(Label::Intake, &FILES)?;
    for file in files {
        let path = file.path.to_owned();
        let outcome = file.outcome().say(sheet.lang).to_owned();
        let why = file.remark().map(|remark| {
            let reason = remark.reason(sheet.lang);
            let hint = Message::Intake(remark.into_owned()).hint(sheet.lang);
            reason + &hint.map(|hint| format!("（{hint}）")).unwrap_or_default()
        });
        let why = why.unwrap_or_default();
        let row = match file.result {
            Ok(reading) => {
                let facts = &reading.document.facts;
                let statements = reading.document.statements.len().to_string();
                let warnings = file.warnings().to_string();
                let (id, title) = (facts.id.to_string(), facts.title.value.clone());
                [path, outcome, id, title, statements, warnings, why]
            }
            Err(_) => {
                let nothing = String::new;
                [path, outcome, nothing(), nothing(), nothing(), nothing(), why]
            }
        };
        sheet.row(&row)?;
    }
    Ok(())
}

const EVENTS: [Column<'static>; 8] = [
    Column::main(Label::When),
    Column::main(Label::Change),
    Column::main(Label::Id),
    Column::more(Label::Code),
    Column::main(Label::Title),
    Column::main(Label::ChangedKeys),
    Column::main(Label::Command),
    Column::more(Label::Digest),
];

/// Writes the events of a log.
pub fn log(sheet: &mut Sheet<'_>, events: &[&Event]) -> io::Result<()> {
    sheet.begin(Label::Log, &EVENTS)?;
    for event in events {
        let known = |key: &str| event.entry.get(key).cloned().unwrap_or_default();
        let title = if event.change == Change::Refused { refusal(event) } else { known("title") };
        sheet.row(&[
            event.at.clone(),
            Label::CorpusChange(event.change).say(sheet.lang).to_owned(),
            event.document.clone(),
            known("municipality"),
            title,
            event.changed.join(sheet.lang.comma()),
            event.command.clone().unwrap_or_else(|| Label::ByHand.say(sheet.lang).to_owned()),
            event.sha256.clone().unwrap_or_default(),
        ])?;
    }
    Ok(())
}
