//! Sound files that were damaged by chance: they are read as far as they go, or refused, and nothing else happens.
//!
//! Every run of the tests tries some of each kind, the same ones every time. With `KURABE_FUZZ_SECONDS=600` each kind is
//! tried for ten minutes, with `KURABE_FUZZ_KIND=pdf` that one alone. The kinds are those of the seeds, by the endings
//! of their names: a new parser needs a seed. Packages are damaged from outside or in their parts: what is packed is
//! hardly ever reached from outside.

#![allow(
    clippy::disallowed_methods,
    reason = "the clock says how long to go on and has no say in anything else"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use kurabe_corpus::{Parcel, extract, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::dice::Dice;
use crate::facts;

/// Where sound files lie.
const SEEDS: [&str; 4] = ["html", "office", "pdf", "sheets"];
/// The largest of them that is damaged: small files show as much, and sooner.
const LARGEST: usize = 64 * 1024;
/// How many are tried of every kind where no time is given.
const FEW: usize = 60;

/// What turns up in files that are made to break programs.
const PIECES: &[&[u8]] = &[
    b"<div>",
    b"</div>",
    b"<table><tr><td rowspan=65535 colspan=1000>",
    b"</table>",
    b"<b>",
    b"</p>",
    b"<ruby><rt>",
    b"<ol reversed start=-2147483648 type=i><li value=99999999999>",
    b"<!--",
    b"<script>",
    b"&#xffffffff;",
    b"&#0;",
    b"<p style='font-size:1e309em;display:none'>",
    b"<h1><h6>",
    b"<![CDATA[",
    b"\x1b$B",
    b"\x1b(I",
    b"\x8e",
    b"\x8f\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0",
    b"\x0c",
    b" 0 obj",
    b"endobj",
    b"<<",
    b">>",
    b"[",
    b"/Length 99999999",
    b" Tf ",
    b"BT",
    b"-2147483648",
    b"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2147483647\"/></w:tcPr>",
    b"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
    b"<w:fldChar w:fldCharType=\"begin\"/>",
    b"<w:basedOn w:val=\"a\"/>",
    b"</w:p>",
    b"<text:list><text:list-item>",
    b"<table:table-cell table:number-columns-repeated=\"4294967295\">",
    b"<text:s text:c=\"4294967295\"/>",
    b"<a:tbl><a:tr><a:tc gridSpan=\"4294967295\" hMerge=\"1\">",
    b"<p:sp><p:nvSpPr><p:nvPr><p:ph type=\"title\" idx=\"4294967295\"/>",
    b"<p:grpSp>",
    b"<row r=\"4294967295\"><c r=\"ZZZZ1\" t=\"s\"><v>4294967295</v></c>",
    b"<mergeCell ref=\"A1:XFD1048576\"/>",
    b"<si><t>",
    b"&amp;&undefined;",
    b"<!DOCTYPE a [<!ENTITY a \"&a;&a;\">]>",
    b" r:id=\"rId1\"",
    b"9999999999999999999",
];

fn seeds() -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut seeds: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    for folder in SEEDS {
        let mut files: Vec<_> =
            fs::read_dir(fixtures.join(folder)).unwrap().map(|item| item.unwrap().path()).collect();
        files.sort();
        for file in files {
            let bytes = fs::read(&file).unwrap();
            let kind = file.extension().unwrap().to_string_lossy().into_owned();
            if bytes.len() <= LARGEST && !file.to_string_lossy().ends_with(".truth.txt") {
                seeds.entry(kind).or_default().push(bytes);
            }
        }
    }
    // Archives hold a little of everything.
    let some: Vec<(String, Vec<u8>)> = seeds
        .iter()
        .filter_map(|(kind, files)| Some((format!("計画/plan.{kind}"), files.first()?.clone())))
        .collect();
    seeds.insert("zip".to_owned(), vec![packed(&some, CompressionMethod::Deflated)]);
    seeds
}

/// The parts of a package.
fn unpacked(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(package)).unwrap();
    let count = archive.len();
    let part = |at| {
        let mut part = archive.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    (0..count).map(part).collect()
}

fn packed(parts: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A seed, damaged.
fn damaged(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let seed = &seeds[dice.roll(seeds.len())];
    if !seed.starts_with(b"PK") || dice.roll(3) == 0 {
        return spoilt(seed, seeds, dice);
    }
    let mut parts = unpacked(seed);
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(parts.len());
        let others: Vec<Vec<u8>> = parts.iter().map(|(_, bytes)| bytes.clone()).collect();
        parts[at].1 = spoilt(&others[at], &others, dice);
    }
    // What is not packed is written sooner, and read the same.
    packed(&parts, CompressionMethod::Stored)
}

/// Bytes with one to eight things done to them, some of them with pieces of `others`.
fn spoilt(bytes: &[u8], others: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(bytes.len() + 1);
        let longest = 1 << dice.roll(12);
        let end = (at + 1 + dice.roll(longest)).min(bytes.len());
        match dice.roll(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 if at < bytes.len() => bytes[at] = dice.roll(256) as u8,
            2 => drop(bytes.drain(at.min(end)..end)),
            3 => {
                let again = bytes[at.min(end)..end].repeat(1 + dice.roll(20));
                bytes.splice(at..at, again);
            }
            4 => {
                let piece = PIECES[dice.roll(PIECES.len())];
                let piece = piece.repeat(1 << dice.roll(10));
                bytes.splice(at..at, piece);
            }
            5 => {
                let other = &others[dice.roll(others.len())];
                let from = dice.roll(other.len() + 1);
                bytes.splice(at.., other[from..].iter().copied());
            }
            _ if dice.roll(4) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

/// Reads a damaged file and holds what comes out against the laws.
fn check(kind: &str, bytes: &[u8]) {
    if kind == "zip" {
        return check_archive(bytes);
    }
    let mut facts = facts();
    facts.file = format!("midori/plan.{kind}");
    if let Ok(extract) = extract(&facts.file, bytes) {
        let lines = extract.text.lines().count();
        assert!(extract.lines.is_empty() || extract.lines.len() == lines, "every line has its facts");
        for statement in read(facts, bytes).value.statements {
            assert_eq!(statement.span.text(&extract.text), statement.text);
        }
    }
}

/// Opens a damaged archive and reads all it says it has.
fn check_archive(bytes: &[u8]) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("plan.zip");
    fs::write(&path, bytes).unwrap();
    let parcel = Parcel::open(&[path]);
    assert!(!parcel.items.is_empty() || !parcel.passed.is_empty() || !parcel.refused.is_empty());
    for item in parcel.items {
        let _ = item.read();
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let seconds = std::env::var("KURABE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let only = std::env::var("KURABE_FUZZ_KIND").ok();
    for (kind, seeds) in seeds().into_iter().filter(|(kind, _)| only.as_ref().is_none_or(|only| only == kind))
    {
        let began = Instant::now();
        let mut dice = Dice(0x2545_f491_4f6c_dd1d);
        let mut tried = 0;
        while seconds.map_or(tried < FEW, |seconds| began.elapsed() < Duration::from_secs(seconds)) {
            check(&kind, &damaged(&seeds, &mut dice));
            tried += 1;
        }
        println!("{kind}: {tried} damaged files in {:?}", began.elapsed());
    }
}
