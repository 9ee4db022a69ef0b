//! What the researcher's commands cost on 200,000 made-up statements: characteristic words, networks, a term in
//! its contexts and over years. `cargo bench -p kurabe-query --bench research`. A smaller number of statements
//! may be given as an argument.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on has failed, and says what it measured"
)]

#[path = "../../../tests/fixtures/statements.rs"]
mod statements;

use std::time::Instant;

use kurabe_index::{Counted, Paper, Tools};
use kurabe_query::{
    Context, Filters, Group, KwicOrder, KwicRequest, NetworkRequest, Signals, TermsRequest, TrendsRequest,
    kwic, network, terms, trends,
};
use kurabe_text::Gazetteer;

fn main() {
    statements::with_papers(measure);
}

fn measure(tools: Tools<'_>, papers: Vec<Paper>) {
    let gazetteer = Gazetteer::parse(include_str!("../../../corpus/municipalities.csv")).expect("the list");
    let (_folder, index) = statements::index(&papers, tools);
    let context = Context { index: &index, tools, gazetteer: &gazetteer, signals: Signals::Words };
    let megabytes = index.summary().bytes as f64 / 1e6;
    println!("{} statements, {} segments, {megabytes:.1} MB", index.len(), index.segments());

    let filters = Filters::default;
    for (name, by) in [("terms --by year", Group::Year), ("terms --by theme", Group::Theme)] {
        let request =
            TermsRequest { by, only: Vec::new(), filters: filters(), least: 2, names: false, limit: 20 };
        time(name, || terms(&context, &request).expect("it answers").groups.len());
    }
    for (name, of) in [("network", Counted::Keywords), ("network --of themes", Counted::Themes)] {
        let request =
            NetworkRequest { of, filters: filters(), least: 3, names: false, nodes: 100, edges: 60 };
        time(name, || network(&context, &request).expect("it answers").edges.len());
    }
    let request = KwicRequest {
        term: "公民連携".into(),
        filters: filters(),
        order: KwicOrder::Place,
        offset: 0,
        limit: Some(20),
    };
    time("kwic 公民連携", || kwic(&context, &request).expect("it answers").total);
    let request = TrendsRequest { terms: vec!["公民連携".into()], filters: filters() };
    time("trends 公民連携", || trends(&context, &request).expect("it answers").points.len());
}

/// Says the quickest of three runs.
fn time(name: &str, run: impl Fn() -> usize) {
    let once = || {
        let begun = Instant::now();
        let found = std::hint::black_box(run());
        (begun.elapsed(), found)
    };
    let (time, found) = (0..3).map(|_| once()).min().unwrap_or_default();
    println!("{name:<24} {:8.0} ms  ({found})", time.as_secs_f64() * 1e3);
}
