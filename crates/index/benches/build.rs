//! What building an index costs, on 200,000 made-up statements: the whole build, beside the two things it
//! cannot do without, segmentation of text that is normalised already and plain tantivy fed with ready-made
//! tokens of the same fields. `cargo bench -p kurabe-index`; the ratio is what counts, the seconds are the
//! machine's. A smaller number of statements may be given as an argument.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on has failed, and says what it measured"
)]

#[path = "../../../tests/fixtures/statements.rs"]
mod statements;

use std::time::{Duration, Instant};

use kurabe_index::{Facet, Paper, Tools, pairs};
use kurabe_text::{Normalized, Term};
use rayon::prelude::*;
use tantivy::schema::{FAST, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use tantivy::{IndexWriter, TantivyDocument};

fn main() {
    statements::with_papers(measure);
}

fn measure(tools: Tools<'_>, papers: Vec<Paper>) {
    let count = texts(&papers).count();
    let bytes: usize = texts(&papers).map(str::len).sum();
    println!("{count} statements, {:.1} MB", bytes as f64 / 1e6);

    let normal: Vec<Normalized> = texts(&papers).map(Normalized::new).collect();
    let segmentation = time(|| {
        normal.par_chunks(1000).for_each(|texts| {
            let mut worker = tools.analyser.worker();
            for text in texts {
                assert!(worker.tokens(text).count() > 0);
            }
        });
    });
    drop(normal);
    let ready = ready(&papers, tools);
    let plain = time(|| plain(&ready));
    drop(ready);
    let whole = time(|| whole(&papers, tools));
    println!("segmentation of normalised text  {:7.2} s", segmentation.as_secs_f64());
    println!("tantivy with ready-made tokens   {:7.2} s", plain.as_secs_f64());
    println!("the whole build                  {:7.2} s", whole.as_secs_f64());
    println!(
        "ratio                            {:7.2}",
        whole.as_secs_f64() / (segmentation + plain).as_secs_f64()
    );
}

/// The quickest of two runs.
fn time(run: impl Fn()) -> Duration {
    let once = || {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    once().min(once())
}

fn texts(papers: &[Paper]) -> impl Iterator<Item = &str> {
    papers.iter().flat_map(|paper| &paper.document.statements).map(|statement| statement.text.as_str())
}

fn whole(papers: &[Paper], tools: Tools<'_>) {
    let (_folder, index) = statements::index(papers, tools);
    assert_eq!(index.len() as usize, texts(papers).count());
}

/// What every statement puts into the index, its tokens parted by spaces.
struct Ready {
    id: String,
    quote: Vec<u8>,
    fields: [String; 8],
    facets: Vec<(Facet, String)>,
}

fn ready(papers: &[Paper], tools: Tools<'_>) -> Vec<Ready> {
    let one = |paper: &Paper| -> Vec<Ready> {
        let title = Normalized::new(&paper.document.facts.title.value);
        let title = joined(tools.analyser.terms(&title).iter().map(|term| term.key.to_string()));
        let quotes = paper.quotes(tools).into_iter();
        quotes
            .map(|quote| {
                let text = Normalized::new(&quote.statement.text);
                let heading = Normalized::new(&quote.headings().join("。"));
                let (terms, above) = (tools.analyser.terms(&text), tools.analyser.terms(&heading));
                let words = |terms: &[Term<'_>]| joined(terms.iter().map(|term| term.key.to_string()));
                let two = |text: &Normalized| joined(pairs(text.text()).map(str::to_owned));
                let concepts = |terms: &[Term<'_>]| {
                    let mentions = tools.vocabulary.mentions(terms);
                    joined(mentions.iter().map(|one| tools.vocabulary.concept(one.concept).name.clone()))
                };
                let readings =
                    terms.iter().filter_map(|term| Some(format!("{}_{}", term.reading?, term.key)));
                let fields = [
                    words(&terms),
                    words(&above),
                    title.clone(),
                    two(&text),
                    two(&heading),
                    concepts(&terms),
                    concepts(&above),
                    joined(readings),
                ];
                let facets =
                    Facet::ALL.iter().map(|facet| (*facet, quote.municipality.name.clone())).collect();
                let stored = serde_json::to_vec(&quote).expect("it is plain data");
                Ready { id: quote.statement.id.to_string(), quote: stored, fields, facets }
            })
            .collect()
    };
    papers.par_iter().flat_map_iter(one).collect()
}

fn joined(tokens: impl Iterator<Item = String>) -> String {
    tokens.collect::<Vec<_>>().join(" ")
}

fn plain(ready: &[Ready]) {
    let mut schema = Schema::builder();
    let words = |record| {
        let indexing = TextFieldIndexing::default().set_tokenizer("ready").set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let (positions, frequencies) = (IndexRecordOption::WithFreqsAndPositions, IndexRecordOption::WithFreqs);
    let records = [
        positions,
        positions,
        positions,
        frequencies,
        frequencies,
        frequencies,
        frequencies,
        IndexRecordOption::Basic,
    ];
    let mut field = 0;
    let fields = records.map(|record| {
        field += 1;
        schema.add_text_field(&format!("field{field}"), words(record))
    });
    let id = schema.add_text_field("id", STRING);
    let quote = schema.add_bytes_field("quote", STORED);
    let facets = Facet::ALL.map(|facet| schema.add_text_field(facet.name(), STRING | FAST));
    let folder = tempfile::tempdir().expect("a folder");
    let tokenizers = TokenizerManager::default();
    tokenizers.register("ready", TextAnalyzer::from(WhitespaceTokenizer::default()));
    let index = tantivy::Index::builder().schema(schema.build()).tokenizers(tokenizers);
    let index = index.create_in_dir(folder.path()).expect("an index");
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let mut writer: IndexWriter =
        index.writer_with_num_threads(threads, threads * 64 * 1024 * 1024).expect("a writer");
    ready.par_chunks(1000).for_each(|chunk| {
        for one in chunk {
            let mut document = TantivyDocument::new();
            document.add_text(id, &one.id);
            document.add_bytes(quote, &one.quote);
            for (field, tokens) in fields.iter().zip(&one.fields) {
                document.add_text(*field, tokens);
            }
            for (field, (_, value)) in facets.iter().zip(&one.facets) {
                document.add_text(*field, value);
            }
            writer.add_document(document).expect("it is taken");
        }
    });
    writer.commit().expect("it is written");
}
