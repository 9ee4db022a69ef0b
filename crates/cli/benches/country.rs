//! The whole country on one machine: a corpus of every municipality is made up, and the binary is asked to index it and
//! to answer from it.
//!
//! `cargo bench -p kurabe --bench country -- 200000` measures so many statements, a thousand of each municipality; a
//! folder behind it keeps the corpus and its index for another run. Files, memory and times are of whole processes.

#![allow(
    missing_docs,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that cannot go on has failed, and says what it measured"
)]

#[path = "../../../tests/fixtures/country.rs"]
mod country;
#[path = "../../../tests/fixtures/dice.rs"]
mod dice;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use country::Country;
use kurabe_model::{DocumentFacts, Municipality, MunicipalityKind};
use kurabe_text::Gazetteer;

/// How many statements a municipality has.
const EACH: usize = 1_000;
/// The country that is made up.
const SEED: u64 = 20_260_401;
/// How often a question is asked; the quickest counts.
const TIMES: usize = 5;
/// What is asked.
const QUESTIONS: [(&str, &[&str]); 8] = [
    ("search, one word", &["search", "公民連携"]),
    ("search, two words", &["search", "防災 協働"]),
    ("search, a question", &["search", "職員の研修をどう進めるか"]),
    ("search, one theme and kind", &["search", "--theme", "dx", "--kind", "policy"]),
    ("similar", &["similar", "--text", "公共施設の包括管理委託を進める"]),
    ("compare, every theme and municipality", &["compare"]),
    ("gaps of one municipality", &["gaps", "--municipality", "国分寺市"]),
    ("targets", &["targets", "-n", "20"]),
];

fn main() {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let count = words.iter().find_map(|word| word.parse().ok()).unwrap_or(20_000);
    let kept = words.iter().find(|word| word.contains('/')).map(PathBuf::from);
    let own = tempfile::tempdir().expect("a folder");
    let home = kept.unwrap_or_else(|| own.path().to_owned());

    let begun = Instant::now();
    let (plans, bytes) = write(&home, count);
    println!("{plans} plans, {:.1} MB of text, made in {:.1} s", mega(bytes), begun.elapsed().as_secs_f64());
    let (took, memory) = run(&home, &["index", "--rebuild"]).expect("the index is built");
    let size = size(&home.join("index"));
    println!(
        "index: {:.1} s, {memory} MB of memory at the most, {:.1} MB on disk",
        took.as_secs_f64(),
        mega(size)
    );
    println!("{:<40} {:>10} {:>12}", "as a process of its own", "ms", "memory, MB");
    for (name, question) in QUESTIONS {
        let runs: Option<Vec<_>> = (0..TIMES).map(|_| run(&home, question)).collect();
        match runs.and_then(|runs| runs.into_iter().min()) {
            Some((took, memory)) => println!("{name:<40} {:>10.0} {memory:>12}", took.as_secs_f64() * 1e3),
            None => println!("{name:<40} {:>10}", "refused"),
        }
    }
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Writes the plans of as many municipalities as it takes; how many plans, and how many bytes.
fn write(home: &Path, count: usize) -> (usize, u64) {
    let list = include_str!("../../../corpus/municipalities.csv");
    let gazetteer = Gazetteer::parse(list).expect("the list is one");
    let plans = |kind| !matches!(kind, MunicipalityKind::AdministrativeWard | MunicipalityKind::Prefecture);
    // Those of one prefecture are not together: a part of the country is like the whole.
    let mut cities: Vec<&Municipality> =
        gazetteer.municipalities().iter().filter(|city| plans(city.kind)).collect();
    cities.sort_by_key(|city| {
        (city.name != "国分寺市", city.code.to_string().chars().rev().collect::<String>())
    });
    cities.truncate(count.div_ceil(EACH));
    let documents = home.join("corpus/documents");
    fs::create_dir_all(&documents).expect("a folder");
    let country = Country::new(SEED);
    let (next, bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        while let Some(city) = cities.get(next.fetch_add(1, Ordering::Relaxed)) {
            fs::create_dir_all(documents.join(city.code.to_string())).expect("a folder");
            for plan in Country::plans() {
                let text = country.text(city, plan, plan.statements(EACH));
                bytes.fetch_add(text.len(), Ordering::Relaxed);
                fs::write(documents.join(plan.facts(city).file), text).expect("room");
            }
        }
    };
    let cores = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(work);
        }
    });
    let mut catalogue = String::new();
    for city in &cities {
        for plan in Country::plans() {
            let facts = plan.facts(city);
            let year = facts.first_year().expect("it has one");
            let DocumentFacts { id, file, municipality, title, kind, source, rights, .. } = facts;
            let (municipality, title, kind) = (municipality.value, title.value, kind.value.as_str());
            let _ = writeln!(
                catalogue,
                "[[document]]\nid = \"{id}\"\nfile = \"{file}\"\nmunicipality = \"{municipality}\"\n\
                 title = \"{title}\"\nkind = \"{kind}\"\nfiscal_year = {year}\nsource = \"{source}\"\n\
                 rights = \"{rights}\"\n",
            );
        }
    }
    fs::write(home.join("corpus/catalogue.toml"), catalogue).expect("room");
    (cities.len() * Country::plans().count(), bytes.into_inner() as u64)
}

/// Runs the binary: how long it took, and how much memory it had, in MB; nothing where it refuses to answer.
fn run(home: &Path, arguments: &[&str]) -> Option<(Duration, u64)> {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kurabe"));
    command.args(arguments).env("KURABE_HOME", home).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the binary runs");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut most = 0;
    loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        most = most.max(line.trim().trim_end_matches(" kB").parse().unwrap_or(0_u64) / 1024);
        if let Some(ended) = child.try_wait().expect("it is ours") {
            return match ended.code() {
                Some(0 | 1) => Some((begun.elapsed(), most)),
                Some(2) => None,
                _ => panic!("{arguments:?} ended with {ended}"),
            };
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// How many bytes the files below a folder have.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => size(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}
