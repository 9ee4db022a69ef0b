//! What became of files that were to come in (収録).

use kurabe_model::Severity;
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
}

/// A file that was passed over, and in a word why.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct PassedRow<'a> {
    /// The file.
    pub path: &'a str,
    /// `hidden`, `nested`, `own` or `unsupported`.
    pub why: &'static str,
}

impl IntakeRow<'_> {
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
        diagnostics.iter().filter(|diagnostic| diagnostic.severity() >= Severity::Warning).count()
    }
}
