//! Sound files that were damaged by chance: they are read as far as they go, or refused, and nothing else happens.
//!
//! Every run of the tests tries some of each kind, the same ones every time. With `KURABE_FUZZ_SECONDS=600` each kind is
//! tried for ten minutes. The kinds are those of the seeds, by the endings of their names: a new parser needs a seed.

#![allow(
    clippy::disallowed_methods,
    reason = "the clock says how long to go on and has no say in anything else"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kurabe_corpus::{extract, read};

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
    seeds
}

/// A seed with one to eight things done to it.
fn damaged(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.roll(seeds.len())].clone();
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
                let other = &seeds[dice.roll(seeds.len())];
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

#[test]
fn damaged_files_are_read_or_refused() {
    let seconds = std::env::var("KURABE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    for (kind, seeds) in seeds() {
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
