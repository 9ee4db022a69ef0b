//! How fast plans are read, against what segmenting the same bytes costs in the same run.
//!
//! `segment` cuts the plans' lines, already normalised, with no user words and nothing looked up: what the
//! lattice alone takes. `read` is bytes → document. `read and analyse` is the whole way from stored bytes to
//! the words of every statement, normalisation and lexicon included.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench has no readers and no users")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kurabe_corpus::read;
use kurabe_model::{DocumentFacts, DocumentKind, Fact, Origin};
use kurabe_text::{Analyser, Lexicon, Normalized};

fn plans(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            plans(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            found.push(path);
        }
    }
}

fn facts() -> DocumentFacts {
    let curated = Origin::Curated;
    DocumentFacts {
        id: "plan".parse().unwrap(),
        municipality: Fact { value: "131105".parse().unwrap(), origin: curated },
        title: Fact { value: String::new(), origin: curated },
        kind: Fact { value: DocumentKind::Other, origin: curated },
        fiscal_year: None,
        period: None,
        department: None,
        file: "plan.txt".into(),
        source: String::new(),
        rights: String::new(),
    }
}

fn reading(criterion: &mut Criterion) {
    let mut paths = Vec::new();
    plans(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/documents"), &mut paths);
    let sources: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let lines: Vec<Normalized> = sources
        .iter()
        .flat_map(|bytes| std::str::from_utf8(bytes).unwrap().lines())
        .map(Normalized::new)
        .collect();
    let bare = Analyser::new(&Lexicon::default()).unwrap();
    let analyser = Analyser::new(&Lexicon::shipped().unwrap()).unwrap();

    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Bytes(sources.iter().map(|bytes| bytes.len() as u64).sum()));
    group.bench_function("segment", |bencher| {
        let mut worker = bare.worker();
        bencher.iter(|| lines.iter().map(|line| worker.tokens(line).count()).sum::<usize>());
    });
    group.bench_function("read", |bencher| {
        bencher.iter(|| {
            for bytes in &sources {
                black_box(read(facts(), bytes));
            }
        });
    });
    group.bench_function("read and analyse", |bencher| {
        let (mut worker, mut text) = (analyser.worker(), Normalized::default());
        bencher.iter(|| {
            let mut words = 0;
            for bytes in &sources {
                for statement in &read(facts(), bytes).value.statements {
                    text.renew(&statement.text);
                    words += worker.tokens(&text).filter(|token| token.is_content()).count();
                }
            }
            words
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
