//! What a user hands over (持ち込み): files, folders of files, archives of files.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Refusal;
use super::archive::{Archive, Member};
use crate::extract::Kind;
use crate::store::files;

/// Everything a user hands over, one by one.
#[derive(Debug, Default)]
pub struct Parcel {
    /// The files to be read.
    pub items: Vec<Item>,
    /// What lies beside them in folders and archives, and is not for reading.
    pub passed: Vec<Passed>,
    /// What cannot be opened, or not be trusted.
    pub refused: Vec<(String, Refusal)>,
}

/// A file to be read.
#[derive(Debug)]
pub struct Item {
    path: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(PathBuf),
    Member(Arc<Archive>, Member),
}

/// A file that is passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Where it lies.
    pub path: String,
    /// Why.
    pub why: Why,
}

/// Why a file of a folder or an archive is passed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is the system's or another program's own.
    Hidden,
    /// It is an archive inside an archive.
    Nested,
    /// Files of its kind are not read.
    Kind {
        /// The ending of its name.
        extension: String,
    },
}

impl Parcel {
    /// Looks what there is at these places. A file that is named itself is read or refused, and never passed over.
    pub fn open(paths: &[PathBuf]) -> Self {
        let mut parcel = Self::default();
        for path in paths {
            if fs::metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
                for place in files::below(path) {
                    parcel.take(&path.join(place));
                }
            } else if is_archive(path) {
                parcel.unpack(path);
            } else {
                parcel.items.push(Item::file(path));
            }
        }
        parcel
    }

    /// Takes a file of a folder.
    fn take(&mut self, path: &Path) {
        if is_archive(path) {
            return self.unpack(path);
        }
        match unread(&path.to_string_lossy()) {
            Some(why) => self.passed.push(Passed { path: path.display().to_string(), why }),
            None => self.items.push(Item::file(path)),
        }
    }

    /// Takes the files of an archive.
    fn unpack(&mut self, path: &Path) {
        let shown = path.display().to_string();
        let (archive, members) = match Archive::open(path) {
            Ok(opened) => opened,
            Err(refusal) => return self.refused.push((shown, refusal)),
        };
        let archive = Arc::new(archive);
        for member in members {
            let path = format!("{shown}/{}", member.name());
            if member.name().split(['/', '\\']).any(files::is_hidden) {
                self.passed.push(Passed { path, why: Why::Hidden });
            } else if let Err(fault) = member.check() {
                self.refused.push((path, fault));
            } else if is_archive(Path::new(member.name())) {
                self.passed.push(Passed { path, why: Why::Nested });
            } else if let Some(why) = unread(member.name()) {
                self.passed.push(Passed { path, why });
            } else {
                self.items.push(Item { path, place: Place::Member(Arc::clone(&archive), member) });
            }
        }
    }
}

impl Item {
    fn file(path: &Path) -> Self {
        Self { path: path.display().to_string(), place: Place::File(path.to_owned()) }
    }

    /// Where it lies, as the user named it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its name, without the folders it lies in.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }

    /// How many bytes it says it has.
    pub(super) fn size(&self) -> u64 {
        match &self.place {
            Place::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
            Place::Member(_, member) => member.size(),
        }
    }

    /// Its bytes.
    pub fn read(&self) -> Result<Vec<u8>, Refusal> {
        match &self.place {
            Place::File(path) => files::read(path).map_err(Refusal::Unread),
            Place::Member(archive, member) => archive.read(member),
        }
    }
}

fn is_archive(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

/// Why a file of this name is not read, if it is not.
fn unread(name: &str) -> Option<Why> {
    match Kind::of(name) {
        Err(kurabe_model::Problem::UnsupportedFormat { extension }) => Some(Why::Kind { extension }),
        _ => None,
    }
}
