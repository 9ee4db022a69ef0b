//! Events (出来事): what came into the corpus, changed in it and left it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One thing that happened to one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, as 2026-04-01T09:30:00+09:00.
    pub at: String,
    /// What happened.
    pub change: Change,
    /// The document, by its id.
    pub document: String,
    /// The command that did it; nothing for what was done by hand, or before the log was begun.
    pub command: Option<String>,
    /// The keys of the catalogue that changed; `source` where the stored source did.
    pub changed: Vec<String>,
    /// The SHA-256 of the stored source; nothing where it could not be read.
    pub sha256: Option<String>,
    /// The entry of the catalogue as it was from then on, or at last.
    pub entry: BTreeMap<String, String>,
}

/// What can happen to a document, or to a file that was to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It came in.
    Came,
    /// Its entry or its source changed.
    Changed,
    /// It left.
    Left,
    /// It was to come in, and stayed out: it has no id, and its entry says only which `file` it is and `why`.
    Refused,
}
