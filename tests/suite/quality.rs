//! How well documents are read, on judged cases: floors that a change of rules may raise and not lower.

use kurabe_corpus::{Corpus, Home};
use kurabe_eval::{Gold, Reading, Report, judge};

use crate::desk::repository;

fn report(home: &str, gold: &str) -> Report {
    let home = repository().join(home);
    let corpus = Corpus::open(Home::Folder(home)).unwrap();
    let load = |name: &str| std::fs::read_to_string(repository().join(gold).join(name)).unwrap();
    let gold = Gold::parse(&load("statements.jsonl"), Some(&load("lines.jsonl"))).unwrap();
    let read = corpus.read_all();
    let sources: Vec<String> = corpus.documents().iter().map(|facts| corpus.source(facts).unwrap()).collect();
    let readings: Vec<Reading<'_>> =
        read.iter().zip(&sources).map(|(read, source)| Reading { document: &read.value, source }).collect();
    judge(&gold, &readings)
}

#[track_caller]
fn at_least(what: &str, value: f64, floor: f64, report: &Report) {
    assert!(value >= floor, "{what} is {value:.3}, below {floor}: {:#?}", report.misses);
}

#[test]
fn the_five_plans() {
    let report = report(".", "tests/gold");
    let total = report.total;
    at_least("F1", total.f1(), 0.99, &report);
    at_least("paths", total.of_right(total.path), 0.99, &report);
    at_least("kinds", total.of_right(total.kind), 0.98, &report);
    at_least("targets", total.of_right(total.targets), 1.0, &report);
    assert!(total.right - total.departments <= 1, "{:#?}", report.misses);
    assert_eq!(total.forbidden, 0, "{:#?}", report.misses);
}

#[test]
fn papers_of_strangers() {
    let report = report("tests/strangers", "tests/strangers/gold");
    let total = report.total;
    at_least("F1", total.f1(), 0.99, &report);
    at_least("paths", total.of_right(total.path), 0.98, &report);
    at_least("kinds", total.of_right(total.kind), 0.98, &report);
    at_least("targets", total.of_right(total.targets), 0.99, &report);
    assert!(total.forbidden <= 1, "{:#?}", report.misses);
}
