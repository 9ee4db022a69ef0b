//! Why a system lets nobody write there.

use std::io::ErrorKind;

use super::{Lang, say};

/// What the system said, in the language of the user where it is something that happens.
pub(super) fn refusal(kind: ErrorKind, lang: Lang) -> String {
    match kind {
        // A file that is not there yet is made, so it is its folder that is not there.
        ErrorKind::NotFound => say!(lang, "フォルダがありません", "there is no such folder"),
        ErrorKind::PermissionDenied => say!(lang, "書く権限がありません", "permission denied"),
        ErrorKind::IsADirectory => say!(lang, "フォルダです", "it is a folder"),
        ErrorKind::NotADirectory => {
            say!(lang, "途中の名前がフォルダではありません", "a part of the path is not a folder")
        }
        ErrorKind::ReadOnlyFilesystem => say!(lang, "読み取り専用の場所です", "the place is read-only"),
        ErrorKind::StorageFull => say!(lang, "空きがありません", "there is no space left"),
        ErrorKind::InvalidFilename => say!(lang, "使えない名前です", "the name cannot be used"),
        other => other.to_string(),
    }
}
