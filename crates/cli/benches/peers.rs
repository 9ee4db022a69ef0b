//! Kurabe beside others that search text, in one run on the same statements: what indexing costs, how large the index
//! is, how long ten kinds of question take in a process that is up and in one that begins, and how good the order is.
//!
//! `cargo bench -p kurabe --bench peers -- 25000 50000 100000 200000` measures at so many statements, makes the table
//! of the last and a picture of all (`growth.svg`). What is compared, and what came of it, stands in `README.md`.
//! Every peer works in a process of its own; one that is not installed is passed over by name.

#![allow(
    missing_docs,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a measurement that cannot go on has failed, and says what it measured"
)]

#[path = "../../../tests/fixtures/country.rs"]
mod country;
#[path = "../../../tests/fixtures/dice.rs"]
mod dice;

#[path = "peers/bare.rs"]
mod bare;
#[path = "peers/groonga.rs"]
mod groonga;
#[path = "peers/kurabe.rs"]
mod kurabe;
#[path = "peers/lucene.rs"]
mod lucene;
#[path = "peers/measure.rs"]
mod measure;
#[path = "peers/peer.rs"]
mod peer;
#[path = "peers/plot.rs"]
mod plot;
#[path = "peers/quality.rs"]
mod quality;
#[path = "peers/questions.rs"]
mod questions;
#[path = "peers/sqlite.rs"]
mod sqlite;
#[path = "peers/statements.rs"]
mod statements;
#[path = "peers/table.rs"]
mod table;

use std::env;
use std::path::{Path, PathBuf};

use kurabe_query::WordReading;
use measure::Measured;
use peer::Peer;

/// Everyone who may take part. Whoever asks what another one indexed stands behind it.
fn peers() -> Vec<Box<dyn Peer>> {
    vec![
        Box::new(kurabe::Kurabe { reading: WordReading::Full }),
        Box::new(kurabe::Kurabe { reading: WordReading::NoSynonyms }),
        Box::new(lucene::Lucene::found()),
        Box::new(bare::Bare),
        Box::new(groonga::Groonga),
        Box::new(sqlite::Sqlite),
    ]
}

fn main() {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    // A peer of ours is this program again, told what to do.
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["kurabe", "index", data, folder] => return kurabe::index(Path::new(data), Path::new(folder)),
        ["kurabe", "ask", folder, reading] => return kurabe::answer(Path::new(folder), reading),
        ["bare", "index", data, folder] => return bare::index(Path::new(data), Path::new(folder)),
        ["bare", "ask", folder] => return bare::answer(Path::new(folder)),
        _ => {}
    }
    let mut sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    sizes.sort_unstable();
    if sizes.is_empty() {
        sizes.push(20_000);
    }
    let own = tempfile::tempdir().expect("a folder");
    let place = words.iter().find(|word| word.contains('/')).map_or(own.path().to_owned(), PathBuf::from);

    let mut peers = peers();
    peers.retain(|peer| match peer.lacks() {
        Some(what) => {
            println!("{} is passed over: there is no {what}", peer.name());
            false
        }
        None => true,
    });
    let largest = sizes.last().copied();
    let measured: Vec<Measured> = sizes
        .iter()
        .map(|&size| measure::at(size, Some(size) == largest, &peers, &place.join(size.to_string())))
        .collect();
    let quality = quality::judge(&peers, &place.join("judged"));
    if let Some(last) = measured.last() {
        print!("{}", table::markdown(last, &quality));
    }
    if measured.len() > 1 {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/growth.svg");
        std::fs::write(path, plot::svg(&measured)).expect("the picture is written");
    }
}
