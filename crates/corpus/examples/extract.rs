//! Prints what is read out of files, each line with what the file shows of it: `cargo run --example extract FILE…`.

use std::{env, fs};

use kurabe_corpus::{Joint, Part, extract};

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to whoever runs it")]
fn main() {
    for path in env::args().skip(1) {
        let bytes = fs::read(&path).unwrap_or_default();
        match extract(&path, &bytes) {
            Ok(extract) => {
                println!("=== {path} {:?}", extract.problems);
                for (line, facts) in extract.text.lines().zip(&extract.lines) {
                    let part = match facts.part {
                        Part::Body => ' ',
                        Part::Table => 'T',
                        Part::Furniture => 'F',
                    };
                    let joint = match facts.joint {
                        Joint::Unknown => '?',
                        Joint::Opens => '+',
                        Joint::Continues => ' ',
                    };
                    let bold = if facts.bold { 'b' } else { ' ' };
                    println!("{part}{joint}{bold}{:>4} {line}", facts.size);
                }
            }
            Err(problem) => eprintln!("=== {path}: {problem:?}"),
        }
    }
}
