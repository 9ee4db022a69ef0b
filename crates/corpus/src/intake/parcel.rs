//! What a user hands over (持ち込み): files, folders of files, archives of files.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kurabe_model::{Format, Problem};

use super::Refusal;
use super::archive::{Archive, Member, decoded};
use super::lot::Lot;
use crate::extract::Kind;
use crate::nearest;
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
    /// The folders among them that are a corpus of their own, with a catalogue.
    pub homes: Vec<String>,
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
    /// Kurabe itself has put it there.
    Own,
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
                parcel.walk(path);
            } else if path.symlink_metadata().is_err() {
                let refusal = Refusal::NotThere { meant: meant(path) };
                parcel.refused.push((path.display().to_string(), refusal));
            } else if is_archive(path) {
                parcel.unpack(path);
            } else {
                parcel.items.push(Item::file(path));
            }
        }
        parcel
    }

    /// Takes the files of a folder.
    fn walk(&mut self, folder: &Path) {
        let places = files::below(folder);
        let lot = Lot::of(places.iter().map(|place| files::parted(place)));
        self.homes.extend(lot.homes.iter().map(|home| folder.join(home).display().to_string()));
        for place in places {
            let path = folder.join(&place);
            if lot.is_own(&files::parted(&place)) {
                self.passed.push(Passed { path: path.display().to_string(), why: Why::Own });
            } else if is_archive(&path) {
                self.unpack(&path);
            } else {
                self.take(Item::file(&path));
            }
        }
    }

    /// Takes a file that was not named itself, if it is of a kind that is read, or one that its program can save as one;
    /// anything else is none of our affair.
    fn take(&mut self, item: Item) {
        match Kind::of(&item.path) {
            Err(Problem::UnsupportedFormat { extension }) => match Format::successor(&extension) {
                // It may be a newer one under an old name; if not, it is refused by name.
                Some(_) => self.items.push(item),
                None => self.passed.push(Passed { path: item.path, why: Why::Kind { extension } }),
            },
            _ => self.items.push(item),
        }
    }

    /// Takes the files of an archive.
    fn unpack(&mut self, path: &Path) {
        let shown = path.display().to_string();
        let (archive, members) = match Archive::open(path) {
            Ok(opened) => opened,
            Err(refusal) => return self.refused.push((shown, refusal)),
        };
        // What an office program has made is one file, whatever it is called.
        let is_package = |member: &Member| matches!(member.name(), "[Content_Types].xml" | "_rels/.rels");
        if members.iter().any(is_package) {
            return self.items.push(Item::file(path));
        }
        let archive = Arc::new(archive);
        let lot = Lot::of(members.iter().map(|member| member.name().to_owned()));
        self.homes.extend(lot.homes.iter().map(|home| format!("{shown}/{home}")));
        for member in members {
            let path = format!("{shown}/{}", member.name());
            if member.name().split(['/', '\\']).any(files::is_hidden) {
                self.passed.push(Passed { path, why: Why::Hidden });
            } else if let Err(fault) = member.check() {
                self.refused.push((path, fault));
            } else if lot.is_own(member.name()) {
                self.passed.push(Passed { path, why: Why::Own });
            } else if is_archive(Path::new(member.name())) {
                self.passed.push(Passed { path, why: Why::Nested });
            } else {
                self.take(Item { path, place: Place::Member(Arc::clone(&archive), member) });
            }
        }
    }
}

impl Item {
    fn file(path: &Path) -> Self {
        Self { path: shown(path), place: Place::File(path.to_owned()) }
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

/// A path as it is shown; a name that is no UTF-8 as what Windows in Japan writes.
fn shown(path: &Path) -> String {
    decoded(path.as_os_str().as_encoded_bytes())
}

fn is_archive(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

/// What is there, where nothing of this name is, and was probably meant.
fn meant(path: &Path) -> Option<String> {
    let typed = path.file_name()?.to_str()?;
    let folder = path.parent()?;
    let beside = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> =
        fs::read_dir(beside).ok()?.flatten().filter_map(|item| item.file_name().into_string().ok()).collect();
    names.retain(|name| !files::is_hidden(name));
    // What is as near is always found in the same order.
    names.sort();
    nearest(typed, &names).map(|name| folder.join(name).display().to_string())
}
