//! The site under load on loopback: 64 connections that ask without pause, searches and comparisons mixed, over 200,000
//! made-up statements, while the index is exchanged again and again. `cargo bench -p kurabe-web`. Numbers may be given:
//! of statements, then of requests.
//!
//! What counts is that nothing is lost, how far the slowest answers are from that of one connection alone, and that
//! memory stays where it was. Clients and site share the machine and the process.

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

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use std::{fs, thread};

use kurabe_index::{Index, Paper, Tools};
use kurabe_model::DocumentId;
use kurabe_query::{Asking, Signals, Statements};
use kurabe_render::sheet::Origin;
use kurabe_text::Gazetteer;
use kurabe_web::{Hosts, Library, Limits, Original, Shelf, router, serve};
use words::WORDS;

const CONNECTIONS: usize = 64;
/// How often the index is exchanged: no corpus changes more often.
const EXCHANGED: Duration = Duration::from_secs(15);
/// How many requests one connection alone makes, for comparison.
const ALONE: usize = 400;
struct Held {
    index: Arc<Index>,
    tools: Tools<'static>,
    gazetteer: &'static Gazetteer,
}

impl Library for Held {
    fn asking(&self) -> Asking<'_> {
        let statements = Statements::Here(&*self.index);
        Asking { statements, tools: self.tools, gazetteer: self.gazetteer, signals: Signals::Words }
    }

    fn origins(&self) -> Vec<Origin> {
        Vec::new()
    }

    fn original(&self, _: &DocumentId) -> Option<Original> {
        None
    }
}

fn main() {
    statements::with_papers(measure);
}

fn measure(tools: Tools<'static>, papers: Vec<Paper>) {
    let requests = std::env::args().filter_map(|word| word.parse().ok()).nth(1).unwrap_or(10_000);
    let list = include_str!("../../../corpus/municipalities.csv");
    let gazetteer: &Gazetteer = Box::leak(Box::new(Gazetteer::parse(list).expect("the list")));
    let (_folder, index) = statements::index(&papers, tools);
    drop(papers);
    let index = Arc::new(index);
    println!("{} statements", index.len());
    let held = move || Arc::new(Held { index: Arc::clone(&index), tools, gazetteer });
    let shelf = Arc::new(Shelf::new(held()));
    let (tell, told) = mpsc::channel();
    let site = {
        let shelf = Arc::clone(&shelf);
        move |address: SocketAddr| {
            tell.send(address).expect("somebody waits");
            router(shelf, Hosts::of(address, &[]), Limits::default())
        }
    };
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    thread::spawn(move || serve(any, site, EXCHANGED, move || shelf.exchange(held())));
    let address = told.recv().expect("it begins");

    let alone = load(address, 1, ALONE);
    let before = resident();
    let many = load(address, CONNECTIONS, requests);
    let median = alone.at(0.5);
    println!("connections  requests  failed     p50 ms     p99 ms   p99 / p50 of one   requests/s");
    for (connections, run) in [(1, &alone), (CONNECTIONS, &many)] {
        println!(
            "{connections:>11}  {:>8}  {:>6} {:>10.2} {:>10.2} {:>18.1} {:>12.0}",
            run.times.len(),
            run.failed,
            run.at(0.5) * 1e3,
            run.at(0.99) * 1e3,
            run.at(0.99) / median,
            run.times.len() as f64 / run.took,
        );
    }
    println!("resident memory: {before} MB before, {} MB after {requests} requests", resident());
}

/// What a load gave.
struct Run {
    /// How long each request took, in seconds, the quickest first.
    times: Vec<f64>,
    failed: usize,
    took: f64,
}

impl Run {
    fn at(&self, share: f64) -> f64 {
        let place = (self.times.len() as f64 * share) as usize;
        self.times.get(place.min(self.times.len() - 1)).copied().unwrap_or_default()
    }
}

/// Asks so many questions over so many connections.
fn load(address: SocketAddr, connections: usize, requests: usize) -> Run {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let work = || {
        let mut stream = BufReader::new(TcpStream::connect(address).expect("it listens"));
        let (mut times, mut failed) = (Vec::new(), 0);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= requests {
                return (times, failed);
            }
            let begun = Instant::now();
            let sound = ask(&mut stream, address, &question(number));
            times.push(begun.elapsed().as_secs_f64());
            failed += usize::from(!sound);
        }
    };
    let done: Vec<(Vec<f64>, usize)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..connections).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("a client ends")).collect()
    });
    let took = begun.elapsed().as_secs_f64();
    let failed = done.iter().map(|(_, failed)| failed).sum();
    let mut times: Vec<f64> = done.into_iter().flat_map(|(times, _)| times).collect();
    times.sort_by(f64::total_cmp);
    Run { times, failed, took }
}

/// The address of a question: of ten, nine search and one compares.
fn question(number: usize) -> String {
    let word = |place: usize| encoded(WORDS[place % WORDS.len()]);
    match number % 10 {
        9 => format!("/api/v1/compare?subject={}&subject={}", word(number / 10), word(number / 7)),
        _ => format!("/api/v1/search?q={}%20{}", word(number), word(number / WORDS.len() + number + 1)),
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Whether a question is answered, on a connection that stays open.
fn ask(stream: &mut BufReader<TcpStream>, host: SocketAddr, address: &str) -> bool {
    let request = format!("GET {address} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.get_mut().write_all(request.as_bytes()).expect("it takes requests");
    let (mut line, mut length, mut sound) = (String::new(), 0, None);
    loop {
        line.clear();
        stream.read_line(&mut line).expect("it answers");
        let head = line.trim_end();
        if head.is_empty() {
            break;
        }
        sound.get_or_insert_with(|| head.contains(" 200 "));
        if let Some(value) = head.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("it answers to the end");
    sound == Some(true) && !body.is_empty()
}

/// How much memory the process holds, in MB; 0 where the system does not say.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    let kilobytes: usize = line.trim().trim_end_matches(" kB").parse().unwrap_or_default();
    kilobytes / 1024
}
