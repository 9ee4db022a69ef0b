//! ZIP archives (書庫): which files are in one, and their bytes, one at a time.
//!
//! An archive is opened in the program's own process, unlike every other kind of file. What stands here is a table of
//! fixed-width fields and streams of Deflate, nothing nests, and each step is bounded before it is taken: the table by
//! its own size and count, a file by [`LARGEST`], all files of an archive by [`UNPACKED`]. A number the archive names is
//! only ever compared, or seeked to; nothing is allocated by it. No name of an archive becomes a path: a file is stored
//! under the last part of its name in the folder of its municipality. What is unpacked goes on to the process of its
//! own that any other file goes to.
//!
//! Not read: archives larger than 4 GB (ZIP64), split ones, encrypted ones, and methods other than Deflate.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::SHIFT_JIS;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use kurabe_model::{ArchiveFault, Problem};

use super::Refusal;
use crate::store::files::LARGEST;

/// As many files an archive may hold.
const ENTRIES: usize = 10_000;
/// As long the table of its files may be: a thousand bytes a file, most of them for the name.
const TABLE: u64 = 16 * 1024 * 1024;
/// As many bytes all files of an archive may have.
const UNPACKED: u64 = 2 * 1024 * 1024 * 1024;
/// The record the table is found by has so many bytes, and a comment of two bytes' length behind it.
const END: usize = 22;

impl From<ArchiveFault> for Refusal {
    fn from(fault: ArchiveFault) -> Self {
        Self::Archive(fault)
    }
}

/// An archive whose files can be read.
#[derive(Debug)]
pub(super) struct Archive {
    path: PathBuf,
    /// How many bytes may still come out of it.
    left: AtomicU64,
}

/// A file in an archive, as the table of the archive has it.
#[derive(Debug, Clone)]
pub(super) struct Member {
    name: String,
    method: u16,
    encrypted: bool,
    link: bool,
    crc: u32,
    packed: u64,
    size: u64,
    /// Where it begins.
    offset: u64,
}

impl Archive {
    /// Opens an archive and reads which files are in it; folders are not listed.
    pub(super) fn open(path: &Path) -> Result<(Self, Vec<Member>), Refusal> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => Refusal::Unread(Problem::MissingFile),
            io::ErrorKind::UnexpectedEof => ArchiveFault::Broken.into(),
            _ => Refusal::Unread(Problem::Unreadable { cause: error.to_string() }),
        };
        // Asked before it is opened: opening a pipe waits for whoever writes into it.
        if !path.metadata().map_err(unreadable)?.is_file() {
            return Err(Refusal::Unread(Problem::NotAFile));
        }
        let mut file = File::open(path).map_err(unreadable)?;
        let (count, length, start) = table_of(&mut file).map_err(unreadable)??;
        file.seek(SeekFrom::Start(start)).map_err(unreadable)?;
        let mut table = Vec::new();
        file.take(length).read_to_end(&mut table).map_err(unreadable)?;
        let mut members = Vec::new();
        let mut rest = table.as_slice();
        for _ in 0..count {
            let (member, behind) = Member::read(rest).ok_or(ArchiveFault::Broken)?;
            rest = behind;
            if !member.name.ends_with(['/', '\\']) {
                members.push(member);
            }
        }
        Ok((Self { path: path.to_owned(), left: AtomicU64::new(UNPACKED) }, members))
    }

    /// The bytes of a file.
    pub(super) fn read(&self, member: &Member) -> Result<Vec<u8>, Refusal> {
        let broken = |_| Refusal::from(ArchiveFault::Broken);
        let mut file = File::open(&self.path).map_err(broken)?;
        file.seek(SeekFrom::Start(member.offset)).map_err(broken)?;
        // The head of the file repeats what the table says; only how long it is matters.
        let mut head = [0; 30];
        file.read_exact(&mut head).map_err(broken)?;
        let fields = Fields(&head);
        if fields.long(0) != Some(0x0403_4b50) {
            return Err(ArchiveFault::Broken.into());
        }
        let behind = fields.short(26).unwrap_or_default() + fields.short(28).unwrap_or_default();
        file.seek(SeekFrom::Current(behind.into())).map_err(broken)?;
        let packed = io::BufReader::new(file).take(member.packed);
        let unpacked: Box<dyn Read> = match member.method {
            0 => Box::new(packed),
            _ => Box::new(DeflateDecoder::new(packed)),
        };
        let mut bytes = Vec::new();
        // What a file says of its size need not be true: one byte more than it may have is enough to know.
        let most = member.size.min(LARGEST);
        unpacked.take(most + 1).read_to_end(&mut bytes).map_err(broken)?;
        let size = bytes.len() as u64;
        let spent =
            self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size));
        if spent.is_err() {
            return Err(ArchiveFault::TooMuch { limit: UNPACKED }.into());
        }
        let mut crc = Crc::new();
        crc.update(&bytes);
        if size != member.size || crc.sum() != member.crc {
            return Err(ArchiveFault::Broken.into());
        }
        Ok(bytes)
    }
}

impl Member {
    /// The first entry of a table, and what is behind it.
    fn read(table: &[u8]) -> Option<(Self, &[u8])> {
        const MADE_BY_UNIX: u16 = 3;
        const KIND: u32 = 0o170_000;
        const LINK: u32 = 0o120_000;
        let fields = Fields(table);
        (fields.long(0)? == 0x0201_4b50).then_some(())?;
        let flags = fields.short(8)?;
        let (name, extra, comment) = (fields.short(28)?, fields.short(30)?, fields.short(32)?);
        let name_end = 46 + usize::from(name);
        let end = name_end + usize::from(extra) + usize::from(comment);
        let by_unix = fields.short(4)? >> 8 == MADE_BY_UNIX;
        let member = Self {
            name: decoded(table.get(46..name_end)?),
            method: fields.short(10)?,
            encrypted: flags & 1 != 0,
            link: by_unix && (fields.long(38)? >> 16) & KIND == LINK,
            crc: fields.long(16)?,
            packed: fields.long(20)?.into(),
            size: fields.long(24)?.into(),
            offset: fields.long(42)?.into(),
        };
        Some((member, table.get(end..)?))
    }

    /// Its name, with the folders of the archive before it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it says it has.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Why it is not to be read, by what the table says of it.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let parts = || self.name.split(['/', '\\']);
        let is_drive = self.name.get(1..2) == Some(":");
        if is_drive || parts().next() == Some("") || parts().any(|part| part == "..") {
            return Err(ArchiveFault::LeadsOutside.into());
        }
        if self.link {
            return Err(ArchiveFault::Link.into());
        }
        if self.encrypted {
            return Err(ArchiveFault::Encrypted.into());
        }
        if !matches!(self.method, 0 | 8) {
            return Err(ArchiveFault::Method.into());
        }
        if self.size > LARGEST {
            return Err(Refusal::Unread(Problem::TooLarge { bytes: self.size, limit: LARGEST }));
        }
        Ok(())
    }
}

/// How many files the table of an archive has, how long it is and where it begins.
fn table_of(file: &mut File) -> io::Result<Result<(usize, u64, u64), ArchiveFault>> {
    let size = file.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(END as u64 + u64::from(u16::MAX));
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(size - start).read_to_end(&mut tail)?;
    // The last record that is there: a comment behind it may hold anything but its like.
    let Some(at) = tail.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Ok(Err(ArchiveFault::Broken));
    };
    let fields = Fields(tail.get(at..).unwrap_or_default());
    let (Some(count), Some(length), Some(offset)) = (fields.short(10), fields.long(12), fields.long(16))
    else {
        return Ok(Err(ArchiveFault::Broken));
    };
    let (count, length, offset) = (usize::from(count), u64::from(length), u64::from(offset));
    Ok(if count > ENTRIES || length > TABLE {
        Err(ArchiveFault::TooMany { limit: ENTRIES })
    } else if offset + length > start + at as u64 {
        Err(ArchiveFault::Broken)
    } else {
        Ok((count, length, offset))
    })
}

/// A name: UTF-8 where it can be, else what Windows in Japan writes.
pub(super) fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => SHIFT_JIS.decode_without_bom_handling(name).0.into_owned(),
    }
}

/// Bytes with numbers in them, lowest byte first.
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    fn short(&self, at: usize) -> Option<u16> {
        self.0.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn long(&self, at: usize) -> Option<u32> {
        self.0.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
    }
}
