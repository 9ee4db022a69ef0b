//! The folder `documents/`: the stored sources, byte for byte.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

use kurabe_model::Problem;

use crate::extract::Kind;

/// The largest file that is read: the text of the longest plan has some two megabytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The bytes of a stored source, or why there are none.
pub(super) fn load(documents: &Path, file: &str) -> Result<Cow<'static, [u8]>, Problem> {
    Kind::of(file)?;
    let path = documents.join(file);
    // What is no file has its own word for that, wherever it leads.
    let is_file = fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
    let place = |path: &Path| fs::canonicalize(path).ok();
    if is_file && !place(documents).zip(place(&path)).is_some_and(|(inside, place)| place.starts_with(inside))
    {
        return Err(Problem::LeadsOutside);
    }
    read(&path).map(Cow::Owned)
}

/// The bytes of a file, if it is one and not too large.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Problem::MissingFile,
        _ => Problem::Unreadable { cause: error.to_string() },
    };
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Problem::NotAFile);
    }
    let mut bytes = Vec::new();
    // One byte more than the limit: a file may have grown since it was measured, or have no size at all.
    let opened = fs::File::open(path).map_err(unreadable)?;
    let size = opened.metadata().map_err(unreadable)?.len();
    if size <= LARGEST {
        opened.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    let size = size.max(bytes.len() as u64);
    if size > LARGEST {
        return Err(Problem::TooLarge { bytes: size, limit: LARGEST });
    }
    Ok(bytes)
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
