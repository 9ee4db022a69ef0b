//! What a search costs on 200,000 made-up statements, beside plain tantivy's own best ten for the same tree of
//! queries. `cargo bench -p kurabe-query`; the ratio is what counts. A smaller number of statements may be
//! given as an argument.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on has failed, and says what it measured"
)]

#[path = "../../../tests/fixtures/statements.rs"]
mod statements;
#[path = "../../../tests/fixtures/words.rs"]
mod words;

use std::time::{Duration, Instant};

use kurabe_index::{Paper, Tools};
use kurabe_query::{Context, Request, Signals, plan, search};
use kurabe_text::Gazetteer;
use words::WORDS;

fn main() {
    statements::with_papers(measure);
}

fn measure(tools: Tools<'_>, papers: Vec<Paper>) {
    let gazetteer = Gazetteer::parse(include_str!("../../../corpus/municipalities.csv")).expect("the list");
    let (_folder, index) = statements::index(&papers, tools);
    let context = Context { index: &index, tools, gazetteer: &gazetteer, signals: Signals::Words };

    let pairs = WORDS
        .iter()
        .enumerate()
        .flat_map(|(place, one)| WORDS[place + 1..].iter().map(move |two| (one, two)));
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for (one, two) in pairs {
        let request = Request { words: format!("{one} {two}"), ..Request::default() };
        ours.push(time(|| search(&context, &request).expect("it answers").hits.len()));
        let tree = plan(&context, &request).expect("it is understood");
        plain.push(time(|| index.top(&tree, 10).expect("it answers").len()));
    }
    let (ours, plain) = (median(ours), median(plain));
    println!(
        "{} statements, {} segments, two words, the quickest of three each",
        index.len(),
        index.segments()
    );
    println!("kurabe, best ten with their reasons   p50 {:8.2} ms", ours.as_secs_f64() * 1e3);
    println!("tantivy, best ten of the same tree    p50 {:8.2} ms", plain.as_secs_f64() * 1e3);
    println!("ratio                                     {:8.2}", ours.as_secs_f64() / plain.as_secs_f64());
}

fn time(run: impl Fn() -> usize) -> Duration {
    let once = || {
        let begun = Instant::now();
        std::hint::black_box(run());
        begun.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
