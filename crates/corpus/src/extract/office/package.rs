//! Bytes → the parts of a package (OPC, ODF): a ZIP that is never unpacked to a disk.
//!
//! Parts are found by name and read one by one, each as far as a paper can go. Nothing is believed of the sizes a
//! package gives itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::Fault;
use super::xml::Tree;

/// A paper with a thousand pictures has some thousand parts.
const MOST_PARTS: usize = 20_000;

/// The text of a thousand pages takes some twenty megabytes.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// What may be unpacked of one package.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Where each part stands, by its name in small letters: names of parts know no difference.
    places: BTreeMap<String, usize>,
    /// How much more may be unpacked.
    left: u64,
}

/// Where a part leads to.
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type: `styles`, `slideLayout`.
    pub(super) kind: String,
    /// The name of the part.
    pub(super) target: String,
}

impl<'b> Package<'b> {
    /// Opens a package.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(Fault::TooMuch);
        }
        let names = archive.file_names_raw().map(|name| key(&String::from_utf8_lossy(name)));
        let places = names.enumerate().map(|(place, name)| (name, place)).collect();
        Ok(Self { archive, places, left: LARGEST })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&key(name))
    }

    /// The text of a part; nothing if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(&place) = self.places.get(&key(name)) else { return Ok(None) };
        if self.archive.by_index_raw(place).is_ok_and(|part| part.encrypted()) {
            return Err(Fault::Locked);
        }
        let part = self.archive.by_index(place).map_err(|_| Fault::Damaged)?;
        let limit = self.left.min(LARGEST_PART);
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|_| Fault::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Fault::TooMuch)?;
        if bytes.len() as u64 > limit { Err(Fault::TooMuch) } else { decode(bytes).map(Some) }
    }

    /// The text of a part the package cannot do without.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Fault> {
        self.part(name)?.ok_or(Fault::Damaged)
    }

    /// Where a part leads to; `""` is the package itself.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Fault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(xml) = self.part(&resolve(folder, &format!("_rels/{name}.rels")))? else {
            return Ok(Vec::new());
        };
        let tree = Tree::parse(&xml)?;
        let inside = tree.root().into_iter().flat_map(|root| root.children());
        let inside =
            inside.filter(|relation| relation.attribute("TargetMode").is_none_or(|mode| mode != "External"));
        let relations = inside.filter_map(|relation| {
            let kind = relation.attribute("Type")?;
            Some(Relation {
                id: relation.attribute("Id")?.into_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(folder, &relation.attribute("Target")?),
            })
        });
        Ok(relations.collect())
    }
}

/// The name a part is known by.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The name of a part that is named from within a folder. What leads out of the package names nothing.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The text of a part, in either of the encodings XML knows without being told.
fn decode(bytes: Vec<u8>) -> Result<String, Fault> {
    let wide = |from_bytes: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(from_bytes);
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| Fault::Damaged)
    };
    let text = match bytes.get(..2) {
        Some([0xff, 0xfe]) => wide(u16::from_le_bytes)?,
        Some([0xfe, 0xff]) => wide(u16::from_be_bytes)?,
        _ => String::from_utf8(bytes).map_err(|_| Fault::Damaged)?,
    };
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
