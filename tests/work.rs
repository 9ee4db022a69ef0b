//! A guard of counted work (仕事量の見張り): how often memory is asked for and how much of it, how many bytes an index has
//! and how many are read to open it, over a small made-up country. Counts are the same on a slow machine and on a busy
//! one, so that what costs more is seen where seconds would tell nothing.
//!
//! What counts memory counts a whole process: this is a binary of its own, with one test.

#![allow(
    clippy::expect_used,
    reason = "a measurement that cannot go on has failed, and says what it measured"
)]

#[path = "fixtures/asked.rs"]
mod asked;
#[path = "fixtures/built.rs"]
mod built;
#[path = "fixtures/country.rs"]
mod country;
#[path = "fixtures/dice.rs"]
mod dice;

use std::alloc::System;
use std::fs;
use std::path::Path;

use asked::{READ, beside, papers, questions, with_tools};
use built::{build, fingerprint};
use kurabe_index::{Opening, Store, Tools};
use kurabe_query::{Context, Signals};
use kurabe_text::Gazetteer;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How far a count may be from what is recorded, in hundredths: rules for words and plans move all of them a little.
const TOLERANCE: f64 = 5.0;

/// What it took when it was last thought worth it.
const RECORDED: &[(&str, u64)] = &[
    ("index: allocations a statement", 625),
    ("index: bytes allocated a statement", 137_245),
    ("index: bytes on disk a statement", 1_447),
    ("open: bytes read", 21_017),
    ("one word: allocations", 821),
    ("one word: bytes allocated", 173_477),
    ("two words: allocations", 903),
    ("two words: bytes allocated", 184_052),
    ("a phrase: allocations", 499),
    ("a phrase: bytes allocated", 95_768),
    ("a question: allocations", 2_326),
    ("a question: bytes allocated", 685_864),
    ("exact: allocations", 924),
    ("exact: bytes allocated", 235_089),
    ("with counts: allocations", 1_137),
    ("with counts: bytes allocated", 256_463),
    ("similar: allocations", 5_896),
    ("similar: bytes allocated", 1_764_844),
    ("compare: allocations", 51_270),
    ("compare: bytes allocated", 13_378_489),
    ("gaps: allocations", 51_844),
    ("gaps: bytes allocated", 15_307_297),
    ("targets: allocations", 3_813),
    ("targets: bytes allocated", 3_240_890),
];

#[test]
fn no_more_work_is_done_than_is_recorded() {
    // One thread: work that is shared out is shared out another way every time.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let counted = pool.install(|| with_tools(work));
    beside(RECORDED, &counted, TOLERANCE, "tests/work.rs");
}

/// Builds an index, opens it and asks it; every count with its name.
fn work(tools: Tools<'_>, gazetteer: &Gazetteer) -> Vec<(String, u64)> {
    let papers = papers(gazetteer);
    let statements: usize = papers.iter().map(|paper| paper.document.statements.len()).sum();
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::at(folder.path());

    let mut counted = Vec::new();
    // The first time, what is only made once is made.
    drop(build(&store, &papers, tools));
    let region = Region::new(MEMORY);
    drop(build(&store, &papers, tools));
    let change = region.change();
    let each = |count: usize| (count / statements) as u64;
    counted.push(("index: allocations a statement".to_owned(), each(change.allocations)));
    counted.push(("index: bytes allocated a statement".to_owned(), each(change.bytes_allocated)));
    counted.push(("index: bytes on disk a statement".to_owned(), each(size(folder.path()) as usize)));

    let before = read_so_far();
    let Ok(Opening::Ready(index)) = store.open(&fingerprint()) else { panic!("it was built") };
    if let (Some(before), Some(after)) = (before, read_so_far()) {
        counted.push((READ.to_owned(), after - before));
    }
    let context = Context { index: &*index, tools, gazetteer, signals: Signals::Words };
    for (name, ask) in questions() {
        assert!(ask(&context) > 0, "{name} finds nothing, and so counts nothing");
        let region = Region::new(MEMORY);
        ask(&context);
        let change = region.change();
        counted.push((format!("{name}: allocations"), change.allocations as u64));
        counted.push((format!("{name}: bytes allocated"), change.bytes_allocated as u64));
    }
    counted
}

/// How many bytes the files below a folder have.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => size(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

/// How many bytes this process has read so far, where the system tells; what is mapped is not among them.
fn read_so_far() -> Option<u64> {
    let told = fs::read_to_string("/proc/self/io").ok()?;
    told.lines().find_map(|line| line.strip_prefix("rchar:"))?.trim().parse().ok()
}
