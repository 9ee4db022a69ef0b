//! Files of office programs → text: packages of XML, of which only what is read is unpacked.
//!
//! | step | file |
//! |---|---|
//! | bytes → parts | `package.rs` |
//! | part → elements | `xml.rs` |
//! | elements → paragraphs and rows | `word/`, `odt/`, `slides/` |
//! | what is printed but not stored: numbers, symbols | `../figure.rs`, `symbol.rs` |
//! | what a style is there for | `purpose.rs` |
//! | paragraphs and rows → lines | `story.rs` |
//! | which rows and columns of a workbook are not shown | `hidden.rs`, for `../sheet/` |
//! | which words of its cells are struck out | `struck.rs`, for `../sheet/` |
//!
//! Which kind of file it is the root of its main part says, whatever it is called.

mod hidden;
mod odt;
mod package;
mod purpose;
mod slides;
mod story;
mod struck;
mod symbol;
mod word;
mod xml;

use kurabe_model::{Format, Limit, Problem};

pub(super) use self::hidden::{Hidden, hidden};
use self::package::Package;
pub(super) use self::struck::{Struck, struck};
use self::xml::{Element, Tree};
use super::Extract;

/// Why nothing can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// It is not whole, or no package at all.
    Damaged,
    /// It opens only with a password.
    Locked,
    /// It unpacks to more than a paper can have.
    TooMuch,
    /// It is whole and says nothing.
    Empty,
    /// It is so many pages of pictures, without a word.
    Pictures(usize),
    /// It is another kind of file.
    Other(Format),
}

/// The text of a file that should be of this format, or why there is none.
pub(super) fn extract(bytes: &[u8], format: Format) -> Result<Extract, Problem> {
    read(bytes, format).map_err(|fault| problem(fault, format))
}

/// What is to be said of a file that should be of this format.
fn problem(fault: Fault, format: Format) -> Problem {
    match fault {
        Fault::Damaged => Problem::Broken { format },
        Fault::Locked => Problem::PasswordNeeded,
        Fault::TooMuch => Problem::OverLimit { limit: Limit::Unpacked },
        Fault::Empty => Problem::Empty,
        Fault::Pictures(pages) => Problem::Scanned { pages },
        Fault::Other(format) => Problem::Disguised { format },
    }
}

fn read(bytes: &[u8], format: Format) -> Result<Extract, Fault> {
    if bytes.starts_with(COMPOUND) {
        return Err(if is_encrypted(bytes) { Fault::Locked } else { Fault::Other(Format::Office) });
    }
    let mut package = Package::open(bytes)?;
    if package.has(odt::CONTENT) {
        return if format == Format::Odt {
            odt::read(&mut package)?.lines()
        } else {
            Err(Fault::Other(Format::Odt))
        };
    }
    let (part, xml) = main_part(&mut package)?;
    let tree = Tree::parse(&xml)?;
    let root = tree.root().ok_or(Fault::Damaged)?;
    match (is(root), format) {
        (Some(found), expected) if found != expected => Err(Fault::Other(found)),
        (Some(Format::Pptx), _) => slides::read(&mut package, &part, root)?.lines(),
        (Some(Format::Docx), _) => word::read(&mut package, &part, root)?.lines(),
        _ => Err(Fault::Damaged),
    }
}

/// What kind of package it is, whatever its name says; an archive where no office program has made it.
pub(super) fn found(bytes: &[u8]) -> Option<Format> {
    let mut package = Package::open(bytes).ok()?;
    if package.has(odt::CONTENT) {
        return Some(Format::Odt);
    }
    if !package.has("[Content_Types].xml") && !package.has("_rels/.rels") {
        return Some(Format::Zip);
    }
    let (_, xml) = main_part(&mut package).ok()?;
    is(Tree::parse(&xml).ok()?.root()?)
}

/// The name of the part everything hangs on, and what it holds.
fn main_part(package: &mut Package) -> Result<(String, String), Fault> {
    let relations = package.relations("")?;
    let main = relations.into_iter().find(|relation| relation.kind == "officeDocument");
    let part = main.ok_or(Fault::Damaged)?.target;
    let xml = package.needed(&part)?;
    Ok((part, xml))
}

/// What kind of file has a main part with such a root.
fn is(root: Element) -> Option<Format> {
    match root.name() {
        "document" => Some(Format::Docx),
        "presentation" => Some(Format::Pptx),
        "workbook" => Some(Format::Xlsx),
        _ => None,
    }
}

/// How a compound file begins: the formats before 2007, and whatever is packed with a password since.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Whether a compound file only holds a package that was locked: it has a stream of this name.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests;
