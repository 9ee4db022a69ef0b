//! tantivy with ready-made tokens: what the engine itself costs, no analysis and nothing of what Kurabe adds to it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Command;
use std::{fs, thread};

use kurabe_index::pairs;
use kurabe_text::{Analyser, Lexicon, Normalized};
use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

use crate::kurabe::itself;
use crate::peer::{Found, Peer};
use crate::questions::{Question, Way};
use crate::statements::Data;

/// As much as Kurabe gives each thread.
const ARENA: usize = 64 * 1024 * 1024;
/// The name of the field answers are narrowed and counted by.
const MUNICIPALITY: &str = "municipality";

/// tantivy alone.
pub(crate) struct Bare;

impl Peer for Bare {
    fn name(&self) -> &'static str {
        "tantivy, ready tokens"
    }

    fn folder(&self) -> &'static str {
        "bare"
    }

    fn index(&self, data: &Data, folder: &Path) -> Option<Command> {
        let mut command = itself();
        command.args(["bare", "index"]).arg(&data.tokens).arg(folder);
        Some(command)
    }

    fn ask(&self, folder: &Path) -> Command {
        let mut command = itself();
        command.args(["bare", "ask"]).arg(folder);
        command
    }
}

/// The fields, in the order of the columns of ready tokens.
#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    municipality: Field,
    text: Field,
    text_pairs: Field,
    heading: Field,
    heading_pairs: Field,
    /// The text and the headings as they stand.
    said: [Field; 2],
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let ready = |record| {
        let indexing = TextFieldIndexing::default().set_tokenizer("ready").set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let words = ready(IndexRecordOption::WithFreqsAndPositions);
    let frequencies = ready(IndexRecordOption::WithFreqs);
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        municipality: schema.add_text_field(MUNICIPALITY, STRING | FAST),
        text: schema.add_text_field("text", words.clone()),
        text_pairs: schema.add_text_field("text_pairs", frequencies.clone()),
        heading: schema.add_text_field("heading", words),
        heading_pairs: schema.add_text_field("heading_pairs", frequencies),
        said: [schema.add_text_field("said", STORED), schema.add_text_field("said_above", STORED)],
    };
    (schema.build(), fields)
}

fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register("ready", TextAnalyzer::from(WhitespaceTokenizer::default()));
    manager
}

/// Indexes lines of ready tokens.
pub(crate) fn index(tokens: &Path, folder: &Path) {
    let (schema, fields) = schema();
    let columns = [
        fields.id,
        fields.municipality,
        fields.text,
        fields.text_pairs,
        fields.heading,
        fields.heading_pairs,
        fields.said[0],
        fields.said[1],
    ];
    let index = Index::builder().schema(schema).tokenizers(tokenizers());
    let index = index.create_in_dir(folder).expect("an index");
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, threads * ARENA).expect("a writer");
    for line in BufReader::new(fs::File::open(tokens).expect("the tokens are there")).lines() {
        let mut document = TantivyDocument::new();
        for (field, value) in columns.iter().zip(line.expect("it is text").split('\t')) {
            document.add_text(*field, value);
        }
        writer.add_document(document).expect("it is taken");
    }
    writer.commit().expect("it is written");
    writer.wait_merging_threads().expect("they end");
}

/// Answers questions, a line each.
pub(crate) fn answer(folder: &Path) {
    let lexicon = Lexicon::shipped().expect("the shipped lexicon is sound");
    let analyser = Analyser::new(&lexicon).expect("the dictionary opens");
    let mut index = Index::open_in_dir(folder).expect("it was built");
    index.set_tokenizers(tokenizers());
    let searcher = index.reader().expect("it was built").searcher();
    let (_, fields) = schema();
    let mut out = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let question = Question::of(&line.expect("it is text"));
        let query = query(&question, fields, &analyser);
        let found = find(&searcher, &query, question.counted, fields.id);
        writeln!(out, "{}", found.line()).and_then(|()| out.flush()).expect("somebody listens");
    }
}

fn find(searcher: &Searcher, query: &dyn Query, counted: bool, id: Field) -> Found {
    let best = TopDocs::with_limit(10).order_by_score();
    let (total, best, municipalities) = if counted {
        let counts = format!(r#"{{"m":{{"terms":{{"field":"{MUNICIPALITY}","size":2000}}}}}}"#);
        let counts: Aggregations = serde_json::from_str(&counts).expect("it is one");
        let counts = AggregationCollector::from_aggs(counts, Default::default());
        let (total, best, counts) = searcher.search(query, &(Count, best, counts)).expect("it answers");
        let counts = serde_json::to_value(counts).expect("it is plain data");
        (total, best, counts["m"]["buckets"].as_array().map_or(0, Vec::len))
    } else {
        let (total, best) = searcher.search(query, &(Count, best)).expect("it answers");
        (total, best, 0)
    };
    let ids = best.into_iter().map(|(_, place)| {
        let document: TantivyDocument = searcher.doc(place).expect("it is stored");
        document.get_first(id).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    });
    Found { total, ids: ids.collect(), municipalities }
}

/// Words in text or headings, and pairs of letters at half their weight.
fn query(question: &Question, fields: Fields, analyser: &Analyser) -> Box<dyn Query> {
    let weighted =
        |query: Box<dyn Query>, weight: f32| -> Box<dyn Query> { Box::new(BoostQuery::new(query, weight)) };
    let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for word in &question.words {
        let normalized = Normalized::new(word);
        let terms = analyser.terms(&normalized);
        let keys: Vec<&str> = terms.iter().filter(|term| term.width == 1).map(|term| &*term.key).collect();
        let within = |field: Field| match question.way {
            Way::Any => any(field, keys.iter().map(|key| (*key).to_owned())),
            _ => phrase(field, &keys),
        };
        let places = vec![
            (Occur::Should, within(fields.text)),
            (Occur::Should, weighted(within(fields.heading), 0.5)),
        ];
        parts.push((Occur::Must, Box::new(BooleanQuery::new(places))));
        if matches!(question.way, Way::All | Way::Any) {
            let pairs = || pairs(normalized.text()).map(str::to_owned);
            parts.push((Occur::Should, weighted(any(fields.text_pairs, pairs()), 0.5)));
            parts.push((Occur::Should, weighted(any(fields.heading_pairs, pairs()), 0.25)));
        }
    }
    if let Some(code) = &question.within {
        let term = Term::from_field_text(fields.municipality, code);
        let only = TermQuery::new(term, IndexRecordOption::Basic);
        parts.push((Occur::Must, weighted(Box::new(only), 0.0)));
    }
    Box::new(BooleanQuery::new(parts))
}

fn any(field: Field, keys: impl Iterator<Item = String>) -> Box<dyn Query> {
    let one = |key: String| -> (Occur, Box<dyn Query>) {
        let term = Term::from_field_text(field, &key);
        (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
    };
    Box::new(BooleanQuery::new(keys.map(one).collect()))
}

fn phrase(field: Field, keys: &[&str]) -> Box<dyn Query> {
    let terms: Vec<Term> = keys.iter().map(|key| Term::from_field_text(field, key)).collect();
    match &terms[..] {
        [] => Box::new(EmptyQuery),
        [only] => Box::new(TermQuery::new(only.clone(), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}
