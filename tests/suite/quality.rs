//! How well documents are read, on judged cases: floors that a change of rules may raise and not lower.

use kurabe_corpus::{Corpus, Home};
use kurabe_eval::{Counts, Gold, Reading, Report, Score, judge};

use crate::desk::repository;

fn report(home: &str, gold: &str) -> Report {
    let home = repository().join(home);
    let corpus = Corpus::open(Home::Folder(home)).unwrap();
    let load = |name: &str| std::fs::read_to_string(repository().join(gold).join(name)).unwrap();
    let gold = Gold::parse(&load("statements.jsonl"), &load("lines.jsonl")).unwrap();
    let read = corpus.read_all();
    let sources: Vec<String> = corpus.documents().iter().map(|facts| corpus.source(facts).unwrap()).collect();
    let readings: Vec<Reading<'_>> =
        read.iter().zip(&sources).map(|(read, source)| Reading { document: &read.value, source }).collect();
    judge(&gold, &readings).unwrap()
}

/// Checks that nothing is worse than it was: more is right, and less is read that a person did not find.
#[track_caller]
fn no_worse(report: &Report, was: &Score) {
    let now = &report.total;
    let at_least = |what: &str, now: usize, was: usize| {
        assert!(now >= was, "{what}: {now}, and {was} were right: {:#?}", report.misses);
    };
    let at_most = |what: &str, now: usize, was: usize| {
        assert!(now <= was, "{what}: {now}, and there were {was}: {:#?}", report.misses);
    };
    assert_eq!(report.absent, [""; 0]);
    assert_eq!((now.statements.gold, now.targets.gold), (was.statements.gold, was.targets.gold), "the cases");
    at_least("statements", now.statements.right, was.statements.right);
    at_most("statements read", now.statements.read, was.statements.read);
    at_least("headings", now.path, was.path);
    at_least("kinds", now.kind, was.kind);
    at_least("departments", now.departments, was.departments);
    at_least("targets", now.targets.right, was.targets.right);
    at_most("targets read", now.targets.read, was.targets.read);
    at_most("lines of tables, captions …", now.forbidden, was.forbidden);
}

#[test]
fn the_five_plans() {
    let was = Score {
        statements: Counts { gold: 227, read: 227, right: 227 },
        path: 227,
        kind: 227,
        departments: 227,
        targets: Counts { gold: 10, read: 10, right: 10 },
        forbidden: 0,
    };
    no_worse(&report(".", "tests/gold"), &was);
}

#[test]
fn papers_of_strangers() {
    let was = Score {
        statements: Counts { gold: 649, read: 650, right: 649 },
        path: 642,
        kind: 644,
        departments: 647,
        targets: Counts { gold: 119, read: 120, right: 119 },
        forbidden: 1,
    };
    no_worse(&report("tests/strangers", "tests/strangers/gold"), &was);
}
