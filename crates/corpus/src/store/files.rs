//! The folder `documents/`: the stored sources, byte for byte.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use kurabe_model::Problem;
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::extract::Kind;
use crate::home::LOCK;

/// The largest file that is read: the text of the longest plan has some two megabytes.
pub(crate) const LARGEST: u64 = 64 * 1024 * 1024;

/// What the name of a file that is not whole yet begins with.
const DRAFT: &str = ".kurabe-";

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

/// A file that is not there before it is whole (下書き): what was there stays until then, and for good where it never is.
/// It has the rights of the file it replaces, or those any new file has here; a link stays one, and what it leads to is
/// replaced.
#[derive(Debug)]
pub struct Draft {
    file: NamedTempFile,
    path: PathBuf,
}

impl Draft {
    /// Begins a file that is to have this name.
    pub fn of(path: &Path) -> io::Result<Self> {
        let there = fs::metadata(path).ok();
        let path = if there.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(DRAFT);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        if let Some(there) = there {
            file.as_file().set_permissions(there.permissions())?;
        }
        Ok(Self { file, path })
    }

    /// What is written into.
    pub fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Gives the file its name.
    pub fn keep(self) -> io::Result<()> {
        self.file.persist(self.path).map(drop).map_err(|failed| failed.error)
    }

    /// The name it is to have.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Writes a file as a whole: whoever reads it sees the last one or this one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    let draft = Draft::of(path)?;
    draft.file().write_all(bytes)?;
    draft.keep()
}

/// The SHA-256 of some bytes in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Keeps other processes from changing the corpus in this folder until the file is dropped.
pub(crate) fn lock(corpus: &Path) -> io::Result<File> {
    let file = File::options().create(true).truncate(false).write(true).open(corpus.join(LOCK))?;
    match file.lock() {
        // A share that knows no locks is one planner's as a rule.
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(file),
    }
}

/// Size and time of the last change of a file.
pub(super) fn stamp(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {}", metadata.len(), changed.as_nanos()))
}

/// Every file below a folder by its place in it, in order; what systems hide there is passed over, and links to folders
/// are not followed.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(place) = folders.pop() {
        let Ok(items) = fs::read_dir(folder.join(&place)) else { continue };
        for item in items.flatten() {
            let Ok(kind) = item.file_type() else { continue };
            if is_hidden(&item.file_name().to_string_lossy()) {
                continue;
            }
            let place = place.join(item.file_name());
            if kind.is_dir() { folders.push(place) } else { found.push(place) }
        }
    }
    found.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    found
}

/// A place below a folder, its parts parted by `/` on every system.
pub(crate) fn parted(place: &Path) -> String {
    let parts: Vec<_> = place.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Whether a file or folder is the system's or another program's own affair; what we began and were killed over is ours.
pub(crate) fn is_hidden(name: &str) -> bool {
    let is_folder = matches!(name, "." | "..");
    let is_ours = name.starts_with(DRAFT);
    (name.starts_with(['.', '~']) && !is_folder && !is_ours)
        || matches!(name, "Thumbs.db" | "desktop.ini" | "__MACOSX")
}
