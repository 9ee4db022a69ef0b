//! The folder `documents/`: the stored sources, byte for byte.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

use kurabe_model::Problem;

/// The largest file that is read: the text of the longest plan has some two megabytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The kinds of files that are read, by the ending of their names.
const READABLE: [&str; 1] = ["txt"];

/// The bytes of a stored source, or why there are none.
pub(super) fn load(documents: &Path, file: &str) -> Result<Cow<'static, [u8]>, Problem> {
    let path = documents.join(file);
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !READABLE.contains(&extension.as_str()) {
        return Err(Problem::UnsupportedFormat { extension });
    }
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Problem::MissingFile,
        _ => Problem::Unreadable { cause: error.to_string() },
    };
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    if !fs::metadata(&path).map_err(unreadable)?.is_file() {
        return Err(Problem::NotAFile);
    }
    let inside = fs::canonicalize(documents).map_err(unreadable)?;
    if !fs::canonicalize(&path).map_err(unreadable)?.starts_with(inside) {
        return Err(Problem::LeadsOutside);
    }
    let mut bytes = Vec::new();
    // One byte more than the limit: a file may have grown since it was measured, or have no size at all.
    let opened = fs::File::open(&path).map_err(unreadable)?;
    let size = opened.metadata().map_err(unreadable)?.len();
    if size <= LARGEST {
        opened.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    let size = size.max(bytes.len() as u64);
    if size > LARGEST {
        return Err(Problem::TooLarge { bytes: size, limit: LARGEST });
    }
    Ok(Cow::Owned(bytes))
}

/// Size and time of the last change of a file.
pub(super) fn stamp(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {}", metadata.len(), changed.as_nanos()))
}

/// Every file below a folder by its place in it, in order; what systems hide there is passed over.
pub(super) fn below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    walk(folder, "", &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, place: &str, found: &mut Vec<String>) {
    let Ok(items) = fs::read_dir(folder) else { return };
    for item in items.flatten() {
        let name = item.file_name().to_string_lossy().into_owned();
        let Ok(kind) = item.file_type() else { continue };
        if name.starts_with('.') || name == "Thumbs.db" {
            continue;
        }
        let place = format!("{place}{name}");
        if kind.is_dir() {
            walk(&item.path(), &format!("{place}/"), found);
        } else {
            found.push(place);
        }
    }
}
