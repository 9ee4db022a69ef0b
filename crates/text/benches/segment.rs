//! How fast plans are cut into words, and how long the dictionary takes to open.
//!
//! The plans of the repository's corpus are read line by line, as statements will be. `lattice` is the
//! segmentation alone, on normalised text, with no user words and nothing looked up: the bound nothing can
//! beat. `analyse` adds the lexicon and what an index asks of each token; `normalise and analyse` is the
//! whole way from a stored line to the words of an index.

#![allow(clippy::expect_used, reason = "a bench has no users: what is missing stops it")]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kurabe_text::{Analyser, Lexicon, Normalized, Worker};
use lindera_dictionary::mode::Mode;
use lindera_dictionary::viterbi::Lattice;

#[allow(missing_docs, unreachable_pub, dead_code, reason = "the macro writes for a crate of its own")]
mod embedded {
    lindera_dictionary::embedded_dictionary!("/ipadic", Embedded);
}

fn segment(criterion: &mut Criterion) {
    let mut plans = String::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/documents"), &mut plans);
    let lines: Vec<&str> = plans.lines().filter(|line| !line.trim().is_empty()).collect();
    let normal: Vec<Normalized> = lines.iter().copied().map(Normalized::new).collect();
    let lexicon = Lexicon::shipped().expect("the shipped words are sound");
    let analyser = Analyser::new(&lexicon).expect("the dictionary opens");

    let mut group = criterion.benchmark_group("segment");
    group.throughput(Throughput::Bytes(lines.iter().map(|line| line.len() as u64).sum()));
    group.bench_function("normalise", |bencher| {
        let mut buffer = Normalized::default();
        bencher.iter(|| {
            for line in &lines {
                buffer.renew(line);
                black_box(buffer.text());
            }
        });
    });
    group.bench_function("lattice", |bencher| {
        let dictionary = embedded::load().expect("the dictionary opens");
        let (mut lattice, mut words) = (Lattice::default(), Vec::new());
        bencher.iter(|| {
            for text in &normal {
                // lindera's own segmenter cuts at the same signs.
                for clause in text.text().split_inclusive(['、', '。']) {
                    lattice.set_text(
                        &dictionary.prefix_dictionary,
                        &None,
                        &dictionary.character_definition,
                        &dictionary.unknown_dictionary,
                        &dictionary.connection_cost_matrix,
                        clause,
                        &Mode::Normal,
                    );
                    lattice.tokens_offset_into(&mut words);
                    black_box(&words);
                }
            }
        });
    });
    group.bench_function("analyse", |bencher| {
        let mut worker = analyser.worker();
        bencher.iter(|| normal.iter().map(|text| index(&mut worker, text)).sum::<usize>());
    });
    group.bench_function("normalise and analyse", |bencher| {
        let (mut worker, mut buffer) = (analyser.worker(), Normalized::default());
        bencher.iter(|| {
            let words = lines.iter().map(|line| {
                buffer.renew(line);
                index(&mut worker, &buffer)
            });
            words.sum::<usize>()
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("open");
    group.bench_function("dictionary", |bencher| {
        bencher.iter(|| Analyser::new(black_box(&Lexicon::default())));
    });
    group.bench_function("lexicon", |bencher| bencher.iter(Lexicon::shipped));
    group.bench_function("dictionary with lexicon", |bencher| bencher.iter(|| Analyser::new(&lexicon)));
    group.finish();
}

/// What an index asks of a text: the base form and place of every content word, and the parts of compounds.
fn index(worker: &mut Worker, text: &Normalized) -> usize {
    let mut words = 0;
    for token in worker.tokens(text).filter(|token| token.is_content()) {
        black_box((token.base(), token.range()));
        words += 1 + token.parts().map(black_box).count();
    }
    words
}

/// Appends every text file below `folder`.
fn collect(folder: &Path, text: &mut String) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("readable").path())
        .collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, text);
        } else if entry.extension().is_some_and(|extension| extension == "txt") {
            text.push_str(&fs::read_to_string(&entry).expect("UTF-8"));
            text.push('\n');
        }
    }
}

criterion_group!(benches, segment);
criterion_main!(benches);
