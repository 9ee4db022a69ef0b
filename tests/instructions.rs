//! A guard of counted instructions (命令数の見張り): how many the processor is given for each question about a small made-up
//! country, by callgrind, which gives every machine the same. It is skipped where valgrind is not installed.
//!
//! The test starts itself once more under callgrind. There the index is opened and the questions are asked; only what
//! happens inside of [`counted_by_callgrind`] is counted, and written down each time it has ended.

#![allow(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a measurement that cannot go on has failed, and one that is left out says so"
)]

#[path = "fixtures/asked.rs"]
mod asked;
#[path = "fixtures/built.rs"]
mod built;
#[path = "fixtures/country.rs"]
mod country;
#[path = "fixtures/dice.rs"]
mod dice;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use asked::{beside, papers, questions, with_tools};
use built::{build, fingerprint};
use kurabe_index::{Opening, Store};
use kurabe_query::{Context, Signals};

/// How far a count may be from what is recorded, in hundredths: tables of the standard library lie elsewhere every time,
/// and rules for words and plans move all counts a little.
const TOLERANCE: f64 = 8.0;
/// What the record was compiled by: another compiler gives other instructions.
const RUSTC: &str = "rustc 1.95";
/// Where the index lies that is asked under callgrind.
const FOLDER: &str = "KURABE_COUNTED";

/// What it took when it was last thought worth it, in thousands.
const RECORDED: &[(&str, u64)] = &[
    ("one word", 9_089),
    ("two words", 9_766),
    ("a phrase", 1_737),
    ("a question", 26_618),
    ("exact", 12_987),
    ("with counts", 14_402),
    ("similar", 56_339),
    ("compare", 1_208_522),
    ("gaps", 906_150),
    ("targets", 26_602),
];

#[test]
fn no_more_instructions_are_given_than_are_recorded() {
    if let Some(folder) = env::var_os(FOLDER) {
        return answer(Path::new(&folder));
    }
    if let Some(reason) = in_the_way() {
        eprintln!("skipped: {reason}");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (store, written) = (Store::at(folder.path().join("index")), folder.path().join("counted"));
    with_tools(|tools, gazetteer| drop(build(&store, &papers(gazetteer), tools)));
    let run = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--toggle-collect=instructions::counted_by_callgrind",
            "--dump-after=instructions::counted_by_callgrind",
        ])
        .arg(format!("--callgrind-out-file={}", written.display()))
        .arg(env::current_exe().expect("it runs"))
        .args(["--exact", "no_more_instructions_are_given_than_are_recorded"])
        .env(FOLDER, folder.path().join("index"))
        .output()
        .expect("valgrind runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let counted: Vec<(String, u64)> = (1..)
        .zip(questions())
        .map(|(number, (name, _))| {
            let dump =
                fs::read_to_string(format!("{}.{number}", written.display())).expect("it is written down");
            let totals = dump.lines().find_map(|line| line.strip_prefix("totals:")).expect("there is a sum");
            (name.to_owned(), totals.trim().parse::<u64>().expect("it is a number") / 1000)
        })
        .collect();
    beside(RECORDED, &counted, TOLERANCE, "tests/instructions.rs");
}

/// Why instructions cannot be counted here, or not be held against the record.
fn in_the_way() -> Option<String> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Some("counting instructions needs valgrind, which is not installed".into());
    }
    if !cfg!(all(debug_assertions, target_arch = "x86_64")) {
        return Some("what is recorded is of x86-64, without optimisation".into());
    }
    let rustc =
        Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let rustc = String::from_utf8_lossy(&rustc).into_owned();
    (!rustc.starts_with(RUSTC))
        .then(|| format!("what is recorded is of {RUSTC}, and this is {}", rustc.trim()))
}

/// Asks the index in a folder everything, once before it is counted: what is only made once is made then.
fn answer(folder: &Path) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| {
        with_tools(|tools, gazetteer| {
            let Ok(Opening::Ready(index)) = Store::at(folder).open(&fingerprint()) else {
                panic!("it was built")
            };
            let context = Context { index: &*index, tools, gazetteer, signals: Signals::Words };
            for (name, ask) in questions() {
                assert!(ask(&context) > 0, "{name} finds nothing, and so counts nothing");
                counted_by_callgrind(&|| ask(&context));
            }
        });
    });
}

/// What is counted has a name that callgrind can be told.
#[inline(never)]
fn counted_by_callgrind(ask: &dyn Fn() -> usize) -> usize {
    std::hint::black_box(ask())
}
