//! The tensors of `model.safetensors`: read one by one, so that the file need not lie in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use safetensors::Dtype;
use safetensors::tensor::{Metadata, TensorInfo};

use crate::error::{Error, Result};
use crate::half::half;

use super::WEIGHTS;

/// No list of tensors is longer.
const LONGEST: u64 = 64 << 20;

/// A file of tensors, whose list fits it.
pub(super) struct Tensors {
    file: File,
    path: PathBuf,
    /// Where the first tensor begins.
    start: u64,
    list: Metadata,
}

impl Tensors {
    pub(super) fn open(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Err(Error::NoFile { name: WEIGHTS });
        }
        let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(unreadable)?;
        let whole = file.metadata().map_err(unreadable)?.len();
        let mut length = [0; 8];
        let mut list = Vec::new();
        let begun = file.read_exact(&mut length).map(|()| u64::from_le_bytes(length)).unwrap_or(u64::MAX);
        if begun > LONGEST.min(whole) {
            return Err(Error::Json { file: WEIGHTS, cause: "its list of tensors is not there".to_owned() });
        }
        (&mut file).take(begun).read_to_end(&mut list).map_err(unreadable)?;
        let list: Metadata = serde_json::from_slice(&list)
            .map_err(|error| Error::Json { file: WEIGHTS, cause: error.to_string() })?;
        let start = 8 + begun;
        match start.checked_add(list.data_len() as u64) {
            Some(end) if end == whole => {}
            Some(end) if end < whole => {
                let cause = "there is more behind its tensors".to_owned();
                return Err(Error::Json { file: WEIGHTS, cause });
            }
            _ => return Err(Error::Truncated { section: "tensors" }),
        }
        Ok(Self { file, path: path.to_owned(), start, list })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.list.info(name).is_some()
    }

    /// How many rows a tensor has, if it is there.
    pub(super) fn rows(&self, name: &str) -> Option<usize> {
        self.list.info(name)?.shape.first().copied()
    }

    /// The numbers of a tensor, which is as large as it has to be.
    pub(super) fn numbers(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let (kind, offset, length) = self.find(name, shape)?;
        let read = read(&mut self.file, offset, length);
        let bytes = read.map_err(|source| Error::Unreadable { path: self.path.clone(), source })?;
        numbers(kind, &bytes).ok_or_else(|| Error::NotFinite { name: name.to_owned() })
    }

    /// A tensor whose rows are read when they are needed; every one of them has numbers.
    pub(super) fn into_rows(mut self, name: &str, [rows, columns]: [usize; 2]) -> Result<StoredRows> {
        let (kind, start, length) = self.find(name, &[rows, columns])?;
        let row = length / rows.max(1);
        let many = 1 << 12;
        for first in (0..rows).step_by(many) {
            let (offset, length) = (start + (first * row) as u64, many.min(rows - first) * row);
            let read = read(&mut self.file, offset, length);
            let bytes = read.map_err(|source| Error::Unreadable { path: self.path.clone(), source })?;
            numbers(kind, &bytes).ok_or_else(|| Error::NotFinite { name: name.to_owned() })?;
        }
        Ok(StoredRows { file: Mutex::new(self.file), kind, start, row, rows })
    }

    /// The kind of a tensor's numbers, and where its bytes lie.
    fn find(&self, name: &str, shape: &[usize]) -> Result<(Dtype, u64, usize)> {
        let info = self.list.info(name).ok_or_else(|| Error::Missing { name: name.to_owned() })?;
        let TensorInfo { dtype, shape: found, data_offsets: (from, to) } = info;
        let is_known = matches!(dtype, Dtype::F32 | Dtype::F16 | Dtype::BF16);
        if !is_known || found != shape || to < from {
            return Err(Error::Misfit { name: name.to_owned() });
        }
        Ok((*dtype, self.start + *from as u64, to - from))
    }
}

/// Rows of a tensor in its file.
pub(crate) struct StoredRows {
    file: Mutex<File>,
    kind: Dtype,
    start: u64,
    /// The bytes of one.
    row: usize,
    rows: usize,
}

impl StoredRows {
    /// A row; nothing where there is none, or it can no longer be read.
    pub(crate) fn row(&self, row: usize) -> Option<Vec<f32>> {
        if row >= self.rows {
            return None;
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = read(&mut file, self.start + (row * self.row) as u64, self.row).ok()?;
        numbers(self.kind, &bytes)
    }
}

fn read(file: &mut File, offset: u64, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The numbers bytes are; nothing where one of them is none.
fn numbers(kind: Dtype, bytes: &[u8]) -> Option<Vec<f32>> {
    let numbers: Option<Vec<f32>> = match kind {
        Dtype::F16 => bytes.as_chunks().0.iter().map(|two| half(u16::from_le_bytes(*two))).collect(),
        Dtype::BF16 => {
            let wide = |two: &[u8; 2]| f32::from_bits(u32::from(u16::from_le_bytes(*two)) << 16);
            Some(bytes.as_chunks().0.iter().map(wide).collect())
        }
        _ => Some(crate::cursor::floats(bytes)),
    };
    numbers.filter(|numbers| numbers.iter().all(|number| number.is_finite()))
}
