//! What is known of a model of meaning, to be shown.

/// A model (意味のモデル) the user has installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstalledModel {
    /// What it is called.
    pub name: String,
    /// Whether it is the one that is asked.
    pub chosen: bool,
    /// SHA-256 of its weights, in hexadecimal.
    pub sha256: String,
    /// How large they are.
    pub bytes: u64,
    /// How many numbers a vector of it has.
    pub dimension: usize,
    /// The name of the file or folder it came in.
    pub from: String,
    /// What stands before questions and before passages, where that was noted.
    pub prompts: Option<[String; 2]>,
}
