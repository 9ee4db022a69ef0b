//! A guard of counted work (仕事量の見張り): how often memory is asked for and how much of it, how many bytes an index has
//! and how many are read to open it, over a small made-up country. Counts are the same on a slow machine and on a busy
//! one, so that what costs more is seen where seconds would tell nothing.
//!
//! What counts memory counts a whole process: this is a binary of its own, with one test.

#![allow(
    clippy::expect_used,
    reason = "a measurement that cannot go on has failed, and says what it measured"
)]

#[path = "fixtures/built.rs"]
mod built;
#[path = "fixtures/country.rs"]
mod country;
#[path = "fixtures/dice.rs"]
mod dice;

use std::alloc::System;
use std::fs;
use std::path::Path;

use built::{build, fingerprint};
use country::Country;
use kurabe_corpus::read;
use kurabe_index::{Opening, Paper, Store, Tools};
use kurabe_model::Municipality;
use kurabe_query::{
    CompareRequest, Context, Filters, GapsRequest, Model, Request, Signals, SimilarRequest, TargetOrder,
    TargetsRequest, WordReading, compare, gaps, search, similar, targets,
};
use kurabe_text::{Analyser, Gazetteer, Lexicon, Vocabulary};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How far a count may be from what is recorded, in hundredths: rules for words and plans move all of them a little.
const TOLERANCE: f64 = 5.0;
/// The municipalities of the country, and how many statements each has.
const MUNICIPALITIES: usize = 4;
const EACH: usize = 200;
const SEED: u64 = 20_260_401;

/// What it took when it was last thought worth it.
const RECORDED: &[(&str, u64)] = &[
    ("index: allocations a statement", 571),
    ("index: bytes allocated a statement", 132_267),
    ("index: bytes on disk a statement", 1_293),
    ("open: bytes read", 19_858),
    ("one word: allocations", 861),
    ("one word: bytes allocated", 198_065),
    ("two words: allocations", 933),
    ("two words: bytes allocated", 221_907),
    ("a phrase: allocations", 498),
    ("a phrase: bytes allocated", 118_885),
    ("a question: allocations", 2_339),
    ("a question: bytes allocated", 783_942),
    ("exact: allocations", 936),
    ("exact: bytes allocated", 265_741),
    ("with counts: allocations", 1_251),
    ("with counts: bytes allocated", 307_989),
    ("similar: allocations", 6_348),
    ("similar: bytes allocated", 2_145_943),
    ("compare: allocations", 52_740),
    ("compare: bytes allocated", 15_698_974),
    ("gaps: allocations", 47_676),
    ("gaps: bytes allocated", 18_046_049),
    ("targets: allocations", 3_840),
    ("targets: bytes allocated", 3_242_164),
];

#[test]
fn no_more_work_is_done_than_is_recorded() {
    // One thread: work that is shared out is shared out another way every time.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let counted = pool.install(work);
    let recorded = |name: &str| RECORDED.iter().find(|(other, _)| *other == name).map(|(_, count)| *count);
    let faults: Vec<String> = (counted.iter())
        .filter_map(|(name, now)| match recorded(name) {
            None => Some(format!("{name}: {now}, of which nothing is recorded")),
            Some(then) => {
                let change = (*now as f64 / then as f64 - 1.0) * 100.0;
                (change.abs() > TOLERANCE).then(|| format!("{name}: {now}, {then} recorded ({change:+.1} %)"))
            }
        })
        .collect();
    let table: Vec<String> =
        counted.iter().map(|(name, count)| format!("    (\"{name}\", {}),", grouped(*count))).collect();
    assert!(
        faults.is_empty(),
        "other work than is recorded:\n{}\n\nWhat costs more should be worth it, what costs less should stay so: then \
         RECORDED of tests/work.rs is now\n{}\n",
        faults.join("\n"),
        table.join("\n"),
    );
}

/// Builds an index, opens it and asks it; every count with its name.
fn work() -> Vec<(String, u64)> {
    let lexicon = Lexicon::shipped().expect("the shipped lexicon is sound");
    let analyser = Analyser::new(&lexicon).expect("the dictionary opens");
    let vocabulary = Vocabulary::new(&lexicon, &analyser);
    let tools = Tools { analyser: &analyser, vocabulary: &vocabulary };
    let list = include_str!("../corpus/municipalities.csv");
    let gazetteer = Gazetteer::parse(list).expect("the list is one");
    let papers = papers(&gazetteer);
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
        counted.push(("open: bytes read".to_owned(), after - before));
    }
    let context = Context { index: &index, tools, gazetteer: &gazetteer, signals: Signals::Words };
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

/// A question, and how much it finds.
type Ask = Box<dyn Fn(&Context<'_>) -> usize>;

fn questions() -> Vec<(&'static str, Ask)> {
    let searches = [
        ("one word", Request { words: "職員".into(), ..Request::default() }),
        ("two words", Request { words: "職員 研修".into(), ..Request::default() }),
        ("a phrase", Request { words: "\"情報発信\"".into(), ..Request::default() }),
        (
            "a question",
            Request {
                words: "公共施設の老朽化にどう対応するか".into(), ..Request::default()
            },
        ),
        ("exact", Request { words: "計画".into(), reading: WordReading::Exact, ..Request::default() }),
        ("with counts", Request { words: "計画".into(), facets: true, ..Request::default() }),
    ];
    let mut questions: Vec<(&'static str, Ask)> = Vec::new();
    for (name, request) in searches {
        questions.push((name, Box::new(move |context| search(context, &request).expect("it answers").total)));
    }
    let others: [(&'static str, Ask); 4] = [
        (
            "similar",
            Box::new(|context| {
                let model = Model::Text("公共施設の包括管理委託を進める".into());
                let request =
                    SimilarRequest { model, filters: Filters::default(), per_municipality: 3, limit: 100 };
                similar(context, &request).expect("it answers").municipalities.len()
            }),
        ),
        (
            "compare",
            Box::new(|context| {
                let request = CompareRequest { subjects: Vec::new(), filters: Filters::default(), best: 1 };
                compare(context, &request).expect("it answers").cells.len()
            }),
        ),
        (
            "gaps",
            Box::new(|context| {
                let municipality = context.index.manifest().sources[0].municipality.clone();
                let request = GapsRequest { municipality, filters: Filters::default(), limit: 20 };
                gaps(context, &request).expect("it answers").total_missing
            }),
        ),
        (
            "targets",
            Box::new(|context| {
                let request = TargetsRequest {
                    words: String::new(),
                    filters: Filters::default(),
                    order: TargetOrder::Unit,
                    reverse: false,
                    offset: 0,
                    limit: Some(20),
                };
                targets(context, &request).expect("it answers").total
            }),
        ),
    ];
    questions.extend(others);
    questions
}

/// The plans of a few municipalities of a made-up country.
fn papers(gazetteer: &Gazetteer) -> Vec<Paper> {
    let country = Country::new(SEED);
    let cities = gazetteer.municipalities().iter().filter(|city| city.name.ends_with('市'));
    let of_city = |city: &Municipality| -> Vec<Paper> {
        let plans = Country::plans().map(|plan| {
            let text = country.text(city, plan, plan.statements(EACH));
            let read = read(plan.facts(city), text.as_bytes());
            Paper { municipality: city.clone(), document: read.value, diagnostics: Vec::new() }
        });
        plans.collect()
    };
    cities.take(MUNICIPALITIES).flat_map(of_city).collect()
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

/// A number as it is written in a program.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}
