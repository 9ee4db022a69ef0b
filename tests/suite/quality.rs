//! How well documents are read, on judged cases: floors that a change of rules may raise and not lower. And that
//! the cases of searches are sound: an answer made of them is right in everything.

use kurabe_corpus::{Corpus, Home};
use kurabe_eval::{
    Counts, Demand, Found, Gold, Query, Reading, Report, Score, judge, judge_ranking, parse_cases,
    parse_queries,
};

use crate::desk::repository;

fn load(folder: &str, name: &str) -> String {
    std::fs::read_to_string(repository().join(folder).join(name)).unwrap()
}

fn gold(folder: &str) -> Gold {
    Gold::parse(&load(folder, "statements.jsonl"), &load(folder, "lines.jsonl")).unwrap()
}

fn report(home: &str, folder: &str) -> Report {
    let home = repository().join(home);
    let corpus = Corpus::open(Home::Folder(home)).unwrap();
    let gold = gold(folder);
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
        statements: Counts { gold: 710, read: 710, right: 710 },
        path: 702,
        kind: 706,
        departments: 708,
        targets: Counts { gold: 129, read: 129, right: 129 },
        forbidden: 0,
    };
    no_worse(&report("tests/strangers", "tests/strangers/gold"), &was);
}

/// The graded statements of a query, the best first.
fn best(gold: &Gold, query: &Query) -> Vec<Found> {
    let grade = |id: Option<&String>| id.and_then(|id| query.relevant.get(id)).copied().unwrap_or(0);
    let mut graded: Vec<_> = gold.statements.iter().filter(|case| grade(case.id.as_ref()) > 0).collect();
    graded.sort_by_key(|case| std::cmp::Reverse(grade(case.id.as_ref())));
    graded.iter().map(|case| Found::at(&case.file, (case.start_line, case.end_line))).collect()
}

#[test]
fn searches_can_be_answered() {
    let gold = gold("tests/gold");
    let queries = parse_queries(&load("tests/gold", "queries.jsonl"), &gold).unwrap();
    let mut answers = queries.iter().map(|query| best(&gold, query));
    let report = judge_ranking(&gold, &queries, |_| answers.next().unwrap());
    let total = &report.total;
    assert_eq!((total.answerable, total.unanswerable, total.silent), (29, 3, 3));
    let figures = total.figures.unwrap();
    assert_eq!((figures.ndcg, figures.capped_recall, figures.mrr), (1.0, 1.0, 1.0));
    assert!(report.misses.is_empty(), "{:#?}", report.misses);
}

#[test]
fn typed_cases_are_about_statements() {
    let gold = gold("tests/gold");
    for case in parse_cases(&load("tests/gold", "cases.jsonl")).unwrap() {
        if let Demand::First { file, line, .. } = &case.demand {
            let on_the_line = |gold: &&kurabe_eval::GoldStatement| {
                gold.file == *file && (gold.start_line..=gold.end_line).contains(line)
            };
            assert_eq!(gold.statements.iter().filter(on_the_line).count(), 1, "{case:?}");
        }
    }
}
