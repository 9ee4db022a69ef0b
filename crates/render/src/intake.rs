//! What became of files that were to come in (収録).

use std::borrow::Cow;

use kurabe_model::{Event, Format, Municipality, Problem, Severity};
use serde::Serialize;

use crate::{IntakeMessage, Label, Reading};

/// A file that was to come in, and what became of it.
#[derive(Debug, Clone, Copy)]
pub struct IntakeRow<'a> {
    /// The file as the user named it.
    pub path: &'a str,
    /// The document it is, or why it is none.
    pub result: Result<Reading<'a>, &'a IntakeMessage>,
    /// Whether the corpus was only looked at.
    pub dry_run: bool,
    /// Whether it is called as its file was, because it does not say what it is called.
    pub titled_by_name: bool,
    /// What it was read as, against its name.
    pub read_as: Option<Format>,
    /// The municipality whose paper it says it is, where a user says it is another's.
    pub stated_publisher: Option<&'a Municipality>,
}

/// A file that was passed over, and in a word why.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct PassedRow<'a> {
    /// The file.
    pub path: &'a str,
    /// `hidden`, `nested`, `own` or `unsupported`.
    pub why: &'static str,
}

impl<'a> IntakeRow<'a> {
    /// What is to be said of a file before anything else: why it stayed out, whose paper it says it is, why nothing will be
    /// found in it.
    pub fn remark(self) -> Option<Cow<'a, IntakeMessage>> {
        let reading = match self.result {
            Ok(reading) => reading,
            Err(why) => return Some(Cow::Borrowed(why)),
        };
        let id = reading.document.facts.id.clone();
        if let Some(stated) = self.stated_publisher {
            let (told, stated) = (reading.municipality.name.clone(), stated.name.clone());
            return Some(Cow::Owned(IntakeMessage::OtherMunicipality { id, told, stated }));
        }
        let problems = reading.diagnostics.iter().map(|diagnostic| &diagnostic.problem);
        let silent = problems
            .filter(|problem| {
                problem.severity() == Severity::Error || matches!(problem, Problem::OnlyTables { .. })
            })
            .max_by_key(|problem| problem.severity())?;
        Some(Cow::Owned(IntakeMessage::NothingFound { id, problem: silent.clone() }))
    }

    /// What became of it.
    pub(crate) fn outcome(self) -> Label {
        match self.result {
            Ok(_) if self.dry_run => Label::CanComeIn,
            Ok(_) => Label::CameIn,
            Err(IntakeMessage::Known { .. }) => Label::WasThere,
            Err(_) => Label::StayedOut,
        }
    }

    /// The same for programs.
    pub(crate) fn outcome_name(self) -> &'static str {
        match self.outcome() {
            Label::CanComeIn => "would-add",
            Label::CameIn => "added",
            Label::WasThere => "known",
            _ => "refused",
        }
    }

    /// Of how many things its reading warns, or says that they are errors.
    pub fn warnings(self) -> usize {
        let diagnostics = self.result.map(|reading| reading.diagnostics).unwrap_or_default();
        let warned =
            diagnostics.iter().filter(|diagnostic| diagnostic.severity() >= Severity::Warning).count();
        warned + usize::from(self.stated_publisher.is_some())
    }
}

/// The file a log says has stayed out, and why.
pub(crate) fn refusal(event: &Event) -> String {
    let said = |key: &str| event.entry.get(key).map_or("", String::as_str);
    format!("{}: {}", said("file"), said("why"))
}
