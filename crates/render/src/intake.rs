//! What became of files that were to come in (収録).

use std::borrow::Cow;

use kurabe_model::{DocumentId, Event, Format, Municipality, Problem, Severity};
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
    /// The document it may be in another form, and how many of its statements that one has.
    pub twin: Option<(&'a DocumentId, usize)>,
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
    /// found in it, what it may be once more.
    pub fn remark(self) -> Option<Cow<'a, IntakeMessage>> {
        self.remarks().into_iter().next()
    }

    /// All that is to be said of it where many files are told of: the first thing first.
    pub fn remarks(self) -> Vec<Cow<'a, IntakeMessage>> {
        let reading = match self.result {
            Ok(reading) => reading,
            Err(why) => return vec![Cow::Borrowed(why)],
        };
        let document = reading.document;
        let id = &document.facts.id;
        let other = self.stated_publisher.map(|stated| IntakeMessage::OtherMunicipality {
            id: id.clone(),
            told: reading.municipality.name.clone(),
            stated: stated.name.clone(),
        });
        let silent = reading.diagnostics.iter().map(|diagnostic| &diagnostic.problem);
        let silent = silent.filter(|problem| is_silent(problem)).max_by_key(|problem| problem.severity());
        let silent =
            silent.map(|problem| IntakeMessage::Misread { id: id.clone(), problem: problem.clone() });
        let twin = self.twin.map(|(twin, shared)| IntakeMessage::Twin {
            id: id.clone(),
            twin: twin.clone(),
            shared,
            of: document.statements.len(),
        });
        [other, silent, twin].into_iter().flatten().map(Cow::Owned).collect()
    }

    /// What its reading warns of besides.
    pub fn doubts(self) -> impl Iterator<Item = IntakeMessage> {
        let reading = self.result.ok();
        reading.into_iter().flat_map(|reading| {
            let problems = reading.diagnostics.iter().map(|diagnostic| &diagnostic.problem);
            let doubted =
                problems.filter(|problem| problem.severity() == Severity::Warning && !is_silent(problem));
            let id = &reading.document.facts.id;
            doubted.map(|problem| IntakeMessage::Misread { id: id.clone(), problem: problem.clone() })
        })
    }

    /// What became of it.
    pub(crate) fn outcome(self) -> Label {
        match self.result {
            Ok(_) if self.dry_run => Label::CanComeIn,
            Ok(_) => Label::CameIn,
            Err(IntakeMessage::Known { .. } | IntakeMessage::SameWords { .. }) => Label::WasThere,
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
        warned + usize::from(self.stated_publisher.is_some()) + usize::from(self.twin.is_some())
    }
}

/// Whether a problem says that nothing will be found in a document.
fn is_silent(problem: &Problem) -> bool {
    problem.severity() == Severity::Error || matches!(problem, Problem::OnlyTables { .. })
}

/// The file a log says has stayed out, and why.
pub(crate) fn refusal(event: &Event) -> String {
    let said = |key: &str| event.entry.get(key).map_or("", String::as_str);
    format!("{}: {}", said("file"), said("why"))
}
