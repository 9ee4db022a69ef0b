//! Vectors on disk, by the text they are of.
//!
//! One file a model: a head that names the model, then one record a text, all of one length: the text's hash, the scale, the
//! numbers, a checksum. Records are only ever added. A program that is stopped leaves at most an unfinished record behind;
//! whoever fills the file next cuts that off and goes on from there.

use std::collections::{BTreeSet, HashMap};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::encoder::{Encoder, Role};
use crate::error::{Error, Result};
use crate::rows::Rows;

/// How the file begins; the last byte is the version of its form.
const MAGIC: [u8; 8] = *b"kurabev\x01";
/// How many texts are encoded before their vectors are written: a second's work, of which no more is lost.
const AT_ONCE: usize = 64;

/// A text by the first half of its SHA-256.
type Key = [u8; 16];

/// The vectors of texts by one model.
pub struct Kept {
    rows: Rows,
    places: HashMap<Key, usize>,
}

impl Kept {
    /// Reads the vectors that are there; where there is no file, there are none. What follows an unfinished or damaged
    /// record is as if it had never been written.
    ///
    /// # Errors
    /// If the file cannot be read, is something else, or was made by another model.
    pub fn read(path: &Path, encoder: &dyn Encoder) -> Result<Self> {
        match File::open(path) {
            Ok(file) => Ok(Self::from_file(&file, path, encoder)?.0),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::empty(encoder)),
            Err(source) => Err(Error::Unreadable { path: path.to_owned(), source }),
        }
    }

    /// Adds the vectors of those texts that have none, as passages, and tells `progress` how many of how many are
    /// done. It can be stopped at any time and goes on where it was; two programs fill one after the other.
    ///
    /// # Errors
    /// As [`Kept::read`], and if the file cannot be written.
    pub fn fill(
        path: &Path,
        encoder: &dyn Encoder,
        texts: &[&str],
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Self> {
        let unwritable = |source| Error::Unwritable { path: path.to_owned(), source };
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).to_owned();
        let mut file = options.open(path).map_err(unwritable)?;
        file.lock().map_err(unwritable)?;
        let (mut kept, end) = Self::from_file(&file, path, encoder)?;
        file.set_len(end).map_err(unwritable)?;
        file.seek(SeekFrom::Start(end)).map_err(unwritable)?;
        if end == 0 {
            file.write_all(&head(encoder)).map_err(unwritable)?;
        }

        let mut seen = BTreeSet::new();
        let wanted = texts.iter().filter(|text| kept.place(text).is_none() && seen.insert(key(text)));
        let wanted: Vec<&str> = wanted.copied().collect();
        let mut done = 0;
        progress(done, wanted.len());
        for some in wanted.chunks(AT_ONCE) {
            let mut records = Vec::new();
            let vectors = encoder.encode(Role::Passage, some);
            // What says nothing is not kept: another time there may be something to say.
            let told = some
                .iter()
                .zip(vectors.rows())
                .filter(|(_, vector)| vector.iter().any(|value| *value != 0.0));
            for (text, vector) in told {
                kept.places.insert(key(text), kept.rows.len());
                kept.rows.push(vector);
                records.extend(record(key(text), kept.rows.row(kept.rows.len() - 1)));
            }
            file.write_all(&records).map_err(unwritable)?;
            done += some.len();
            progress(done, wanted.len());
        }
        Ok(kept)
    }

    /// How many texts have a vector.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this text has one.
    pub fn has(&self, text: &str) -> bool {
        self.place(text).is_some()
    }

    /// The vector of a text, as exactly as eight bits keep it.
    pub fn vector(&self, text: &str) -> Option<Vec<f32>> {
        self.place(text).map(|place| self.rows.restored(place).collect())
    }

    /// How many numbers a vector has.
    pub fn dimension(&self) -> usize {
        self.rows.dimension()
    }

    pub(crate) fn place(&self, text: &str) -> Option<usize> {
        self.places.get(&key(text)).copied()
    }

    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    fn empty(encoder: &dyn Encoder) -> Self {
        Self { rows: Rows::new(encoder.dimension()), places: HashMap::new() }
    }

    /// The vectors of a file, and where its last good record ends: at 0 where not even the head is finished.
    fn from_file(file: &File, path: &Path, encoder: &dyn Encoder) -> Result<(Self, u64)> {
        let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
        let mut file = BufReader::new(file);
        let expected = head(encoder);
        let mut found = Vec::new();
        (&mut file).take(expected.len() as u64).read_to_end(&mut found).map_err(unreadable)?;
        if found.len() < expected.len() && expected.starts_with(&found) {
            return Ok((Self::empty(encoder), 0));
        }
        if !found.starts_with(&MAGIC) {
            return Err(Error::NotVectors { path: path.to_owned() });
        }
        if found != expected {
            return Err(Error::OtherModel { path: path.to_owned() });
        }
        let mut kept = Self::empty(encoder);
        let mut bytes = vec![0; size_of::<Key>() + 4 + encoder.dimension() + 4];
        let mut end = expected.len() as u64;
        while filled(&mut file, &mut bytes).map_err(unreadable)? {
            let Some((key, scale, values)) = parts(&bytes) else { break };
            kept.places.insert(key, kept.rows.len());
            kept.rows.push_kept(scale, values);
            end += bytes.len() as u64;
        }
        Ok((kept, end))
    }
}

/// Fills `bytes`; `false` where the file ends before.
fn filled(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn key(text: &str) -> Key {
    let digest: [u8; 32] = Sha256::digest(text).into();
    digest.as_chunks().0[0]
}

/// What the file begins with: its form, its model and the length of its vectors.
fn head(encoder: &dyn Encoder) -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend(Sha256::digest(encoder.fingerprint()));
    head.extend((encoder.dimension() as u32).to_le_bytes());
    head
}

fn record(key: Key, (scale, values): (f32, &[u8])) -> Vec<u8> {
    let mut record = key.to_vec();
    record.extend(scale.to_le_bytes());
    record.extend(values);
    record.extend(crc32fast::hash(&record).to_le_bytes());
    record
}

/// What a record says; `None` where it is not what was written.
fn parts(record: &[u8]) -> Option<(Key, f32, &[u8])> {
    let (content, checksum) = record.split_last_chunk()?;
    let (key, rest) = content.split_first_chunk()?;
    let (scale, values) = rest.split_first_chunk()?;
    let scale = f32::from_le_bytes(*scale);
    let sound = crc32fast::hash(content) == u32::from_le_bytes(*checksum) && scale.is_finite();
    sound.then_some((*key, scale, values))
}
