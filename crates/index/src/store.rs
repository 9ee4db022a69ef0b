//! The folder of the index: generations, of which one is current.
//!
//! ```text
//! index/
//!   CURRENT     the name of the current generation, and the short name of its manifest
//!   lock        held by whoever builds
//!   g-000007/   the engine's files, kurabe.json, papers, seen.json; in rows/ those of the rows of tables, if any
//!   building/   a generation that is not one yet
//!   vectors-…   what statements mean to a model: see `meanings.rs`
//!   …           what others keep here
//! ```
//!
//! A generation is never changed once it is named in `CURRENT`, which is replaced at once. Whoever is killed
//! while building leaves `building/` behind and nothing else; the next build begins it anew.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::index::Index;
use crate::manifest::{Fingerprint, MANIFEST, Manifest, name_of, replace};
use crate::{Error, Result};

const CURRENT: &str = "CURRENT";
const LOCK: &str = "lock";
const BUILDING: &str = "building";
/// How the names of the files of vectors begin.
pub(crate) const VECTORS: &str = "vectors-";
/// How often opening is tried while others replace generations.
const TRIES: usize = 5;

/// A place indexes are built in.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// What is there.
#[derive(Debug)]
pub enum Opening {
    /// An index that is good.
    Ready(Box<Index>),
    /// None that is good, and why not.
    Needed(Reason),
}

/// Why an index has to be built.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// There is none.
    Missing,
    /// It has the form of another version of the program.
    Format,
    /// The program reads documents by other rules now.
    Reading,
    /// The lexicon has changed.
    Lexicon,
    /// One of its files is not what was written.
    Damaged {
        /// The file.
        file: String,
    },
}

/// The right to build, held until it is dropped; the system takes it from whoever dies.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

/// Whether there is the right to build.
#[derive(Debug)]
pub enum Locking {
    /// Here it is.
    Held(Lock),
    /// Another process has it.
    Taken {
        /// Its number, if it could write it down.
        process: Option<u32>,
    },
}

impl Store {
    /// The indexes in `folder`, which need not be there yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the current generation, if it is good with `fingerprint`.
    pub fn open(&self, fingerprint: &Fingerprint) -> Result<Opening> {
        let mut reason = Reason::Missing;
        for _ in 0..TRIES {
            let Some((name, manifest)) = self.current()? else { return Ok(Opening::Needed(reason)) };
            match Index::open(&self.folder.join(&name), &manifest, fingerprint)? {
                Opening::Ready(index) => return Ok(Opening::Ready(index)),
                Opening::Needed(why) => reason = why,
            }
            // The generation may just have been replaced by another one.
            if self.current()?.is_some_and(|(now, _)| now == name) {
                break;
            }
        }
        Ok(Opening::Needed(reason))
    }

    /// The name of the current generation, and that of its manifest.
    fn current(&self) -> Result<Option<(String, String)>> {
        let path = self.folder.join(CURRENT);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(path)(error)),
        };
        let mut words = text.split_whitespace();
        let name = words.next().filter(|name| number(name).is_some());
        Ok(name.map(|name| (name.to_owned(), words.next().unwrap_or_default().to_owned())))
    }

    /// The files of vectors with their sizes: where they are others, somebody has worked out what more statements mean.
    pub fn vectors(&self) -> Vec<(String, u64)> {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let sized = |file: fs::DirEntry| {
            Some((file.file_name().to_string_lossy().into_owned(), file.metadata().ok()?.len()))
        };
        let mut vectors: Vec<_> =
            files.filter_map(sized).filter(|(name, _)| name.starts_with(VECTORS)).collect();
        vectors.sort();
        vectors
    }

    /// The name of the current generation: where it is another one, somebody has built.
    pub fn generation(&self) -> Option<String> {
        Some(self.current().ok()??.0)
    }

    /// Asks for the right to build.
    pub fn lock(&self) -> Result<Locking> {
        let (path, mut file) = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Locking::Held(Lock::held(file))),
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _ = file.rewind().and_then(|()| file.read_to_string(&mut text));
                Ok(Locking::Taken { process: text.trim().parse().ok() })
            }
            Err(TryLockError::Error(error)) => Err(Error::io(path)(error)),
        }
    }

    /// Waits until nobody builds.
    pub fn wait(&self) -> Result<Lock> {
        let (path, file) = self.lock_file()?;
        file.lock().map_err(Error::io(path))?;
        Ok(Lock::held(file))
    }

    fn lock_file(&self) -> Result<(PathBuf, File)> {
        fs::create_dir_all(&self.folder).map_err(Error::io(&self.folder))?;
        let path = self.folder.join(LOCK);
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        opened.map_err(Error::io(&path)).map(|file| (path, file))
    }

    /// Keeps something beside the index under a name, in the place of what was kept so before.
    pub fn keep(&self, name: &str, text: &str) -> Result<()> {
        fs::create_dir_all(&self.folder).map_err(Error::io(&self.folder))?;
        let path = self.folder.join(name);
        let signed = format!("{}\n{text}", name_of(text.as_bytes()));
        replace(&path, signed.as_bytes()).map_err(Error::io(path))
    }

    /// What was kept under a name, if it is as it was written: its short name stands on the first line.
    pub fn kept(&self, name: &str) -> Option<String> {
        let signed = fs::read_to_string(self.folder.join(name)).ok()?;
        let (signature, text) = signed.split_once('\n')?;
        (name_of(text.as_bytes()) == signature).then(|| text.to_owned())
    }

    /// The folder a new generation is made in, with nothing in it.
    pub(crate) fn begin(&self, _: &Lock) -> Result<PathBuf> {
        let folder = self.folder.join(BUILDING);
        remove(&folder).map_err(Error::io(&folder))?;
        fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
        Ok(folder)
    }

    /// Writes a manifest beside the files it speaks of; returns its short name.
    pub(crate) fn describe(&self, folder: &Path, manifest: &Manifest) -> Result<String> {
        let bytes = serde_json::to_vec_pretty(manifest).map_err(Error::List)?;
        replace(&folder.join(MANIFEST), &bytes).map_err(Error::io(folder.join(MANIFEST)))?;
        sync_folder(folder);
        Ok(name_of(&bytes))
    }

    /// Makes the generation in the folder of [`Store::begin`] the current one; older ones go.
    pub(crate) fn publish(&self, _: &Lock, manifest: &Manifest) -> Result<PathBuf> {
        let building = self.folder.join(BUILDING);
        let manifest = self.describe(&building, manifest)?;
        let last = self.generations().into_iter().filter_map(|name| number(&name)).max().unwrap_or(0);
        let name = format!("g-{:06}", last + 1);
        let place = self.folder.join(&name);
        fs::rename(&building, &place).map_err(Error::io(&place))?;
        sync_folder(&self.folder);
        let current = self.folder.join(CURRENT);
        replace(&current, format!("{name} {manifest}\n").as_bytes()).map_err(Error::io(&current))?;
        sync_folder(&self.folder);
        for old in self.generations().into_iter().filter(|old| *old != name) {
            // Some systems keep what is still being read; the next build tries again.
            let _ = remove(&self.folder.join(old));
        }
        Ok(place)
    }

    /// Removes what a build that failed has left.
    pub(crate) fn abandon(&self, _: &Lock) {
        // It would only take room until the next build removes it.
        let _ = remove(&self.folder.join(BUILDING));
    }

    fn generations(&self) -> Vec<String> {
        let items = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = items.map(|item| item.file_name().to_string_lossy().into_owned());
        names.filter(|name| number(name).is_some()).collect()
    }
}

impl Lock {
    fn held(mut file: File) -> Self {
        // Who it is only helps whoever waits.
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Self { file }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0).and_then(|()| self.file.unlock());
    }
}

/// The number in the name of a generation.
fn number(name: &str) -> Option<u32> {
    name.strip_prefix("g-")?.parse().ok()
}

fn remove(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Makes names of files last. Not every system can, and those that cannot need not.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
