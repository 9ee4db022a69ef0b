//! How a file was made (作成方法): so that whoever gets it can make it again, and knows what it cannot know.

use std::io;

use kurabe_model::DocumentFacts;
use kurabe_query::{CorpusFacts, MeaningFacts};

use super::{Column, Sheet};
use crate::words::say;
use crate::{Label, Lang};

const COLUMNS: [Column<'static>; 2] =
    [Column::main(Label::Item).leading(), Column::main(Label::Content).prose()];

/// What is known of how a file was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Making {
    /// The command that makes it again.
    pub command: String,
    /// The version of the program.
    pub program: String,
    /// The date, as the user gave it.
    pub date: Option<String>,
    /// What was searched.
    pub corpus: CorpusFacts,
    /// The documents of the corpus, in its order.
    pub documents: Vec<Origin>,
}

/// A document that may be a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The name of the municipality.
    pub municipality: String,
    /// What is known of it.
    pub facts: DocumentFacts,
    /// The beginning of the SHA-256 of its stored source, if that could be read.
    pub digest: Option<String>,
    /// Whether it gave no statement.
    pub unreadable: bool,
}

/// Writes how the file was made.
pub(super) fn write(sheet: &mut Sheet<'_>, making: &Making) -> io::Result<()> {
    let lang = sheet.lang;
    let mut rows = std::mem::take(&mut sheet.said);
    let mut add = |label: Label, content: String| rows.push((label.say(lang).to_owned(), content));
    if let Some(date) = &making.date {
        add(Label::Date, date.clone());
    }
    add(Label::Command, making.command.clone());
    let CorpusFacts { version, documents, statements, municipalities, meaning, .. } = &making.corpus;
    add(Label::CorpusVersion, version.clone());
    add(
        Label::Corpus,
        say!(
            lang,
            "{municipalities}自治体、文書{documents}件、施策文{statements}件",
            "{municipalities} municipalities, {documents} documents, {statements} statements"
        ),
    );
    if let Some(MeaningFacts { model, statements: known }) = meaning {
        add(
            Label::Meaning,
            say!(
                lang,
                "モデル {model}（施策文{statements}件のうち{known}件）",
                "model {model} ({known} of {statements} statements)"
            ),
        );
    }
    add(Label::Unreadable, unreadable(making, lang));
    add(Label::Program, format!("kurabe {}", making.program));
    sheet.begin(Label::Making, &COLUMNS)?;
    rows.into_iter().try_for_each(|(item, content)| sheet.row(&[item, content]))
}

/// The documents nothing is known of, by name.
fn unreadable(making: &Making, lang: Lang) -> String {
    let unreadable = making.documents.iter().filter(|document| document.unreadable);
    let names: Vec<String> = unreadable
        .map(|Origin { municipality, facts, .. }| format!("{municipality}「{}」", facts.title.value))
        .collect();
    match names.len() {
        0 => say!(lang, "なし", "none"),
        count => {
            let names = names.join("\n");
            say!(lang, "{count}件\n{names}", "{count}\n{names}")
        }
    }
}
