//! Kurabe itself, through its crates, in a process of its own as the others are.

use std::env;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::process::Command;

use kurabe_index::{FORMAT, Fingerprint, Job, Locking, Opening, Paper, Source, Store, Tools, Wanted};
use kurabe_model::{
    Document, DocumentFacts, DocumentKind, Fact, Heading, Outline, Section, SectionIndex, Span, Statement,
    StatementId, StatementKind,
};
use kurabe_query::{Context, Filters, Request, Signals, WordReading, search};
use kurabe_text::{Analyser, Gazetteer, Lexicon, Vocabulary};

use crate::peer::{Found, Peer};
use crate::questions::{Question, Way};
use crate::statements::{BELOW, Data, Row, gazetteer};

/// What is kept beside the index, as `kurabe` keeps it.
const VOCABULARY: &str = "vocabulary.json";

/// Kurabe with or without synonyms.
pub(crate) struct Kurabe {
    pub(crate) reading: WordReading,
}

impl Peer for Kurabe {
    fn name(&self) -> &'static str {
        match self.reading {
            WordReading::Full => "Kurabe",
            _ => "Kurabe, no synonyms",
        }
    }

    fn folder(&self) -> &'static str {
        "kurabe"
    }

    fn index(&self, data: &Data, folder: &Path) -> Option<Command> {
        let mut command = itself();
        command.args(["kurabe", "index"]).arg(&data.lines).arg(folder);
        (self.reading == WordReading::Full).then_some(command)
    }

    fn ask(&self, folder: &Path) -> Command {
        let mut command = itself();
        let reading = if self.reading == WordReading::Full { "full" } else { "plain" };
        command.args(["kurabe", "ask"]).arg(folder).arg(reading);
        command
    }
}

/// This program.
pub(crate) fn itself() -> Command {
    Command::new(env::current_exe().expect("a program has a place"))
}

/// Indexes statements, a document for each municipality.
pub(crate) fn index(lines: &Path, folder: &Path) {
    let lexicon = Lexicon::shipped().expect("the shipped lexicon is sound");
    let analyser = Analyser::new(&lexicon).expect("the dictionary opens");
    let vocabulary = Vocabulary::new(&lexicon, &analyser);
    let gazetteer = gazetteer();
    let rows: Vec<Row> = Data::rows(lines).collect();
    let papers: Vec<&[Row]> = rows.chunk_by(|one, two| one.municipality == two.municipality).collect();
    let store = Store::at(folder);
    let Ok(Locking::Held(lock)) = store.lock() else { panic!("nobody else builds here") };
    let wanted = papers.iter().map(|rows| Wanted {
        source: Source {
            id: document(&rows[0].municipality),
            municipality: rows[0].municipality.clone(),
            digest: String::new(),
            statements: 0,
            rows: 0,
            tokens: Default::default(),
        },
        unchanged: false,
    });
    let job = Job {
        fingerprint: fingerprint(),
        tools: Tools { analyser: &analyser, vocabulary: &vocabulary },
        wanted: wanted.collect(),
        read: &|place| papers.get(place).map(|rows| paper(rows, &gazetteer)),
        progress: &|_| (),
    };
    store.build(&lock, None, job).expect("it builds");
    let vocabulary = serde_json::to_string(&vocabulary).expect("it is plain data");
    store.keep(VOCABULARY, &vocabulary).expect("room");
}

fn document(municipality: &str) -> kurabe_model::DocumentId {
    format!("m{municipality}").parse().expect("an id")
}

fn fingerprint() -> Fingerprint {
    Fingerprint { format: FORMAT, reading: String::new(), words: String::new(), vocabulary: String::new() }
}

/// A document of statements that are known by their headings and words alone.
fn paper(rows: &[Row], gazetteer: &Gazetteer) -> Paper {
    let code = rows[0].municipality.parse().expect("a code");
    let nowhere = |line: usize| Span::new(std::iter::once(0..1).collect(), line, line);
    let mut sections: Vec<Section> = Vec::new();
    // The headings above the statement before, with their sections.
    let mut path: Vec<(&str, SectionIndex)> = Vec::new();
    let statements = rows.iter().enumerate().map(|(place, row)| {
        let headings: Vec<&str> = row.headings.split(BELOW).filter(|heading| !heading.is_empty()).collect();
        let same = path.iter().zip(&headings).take_while(|((before, _), now)| before == *now).count();
        path.truncate(same);
        for heading in &headings[same..] {
            let parent = path.last().map(|(_, section)| *section);
            path.push((heading, SectionIndex(sections.len())));
            sections.push(Section {
                parent,
                heading: Heading { text: (*heading).to_owned(), span: nowhere(place + 1) },
                departments: Vec::new(),
            });
        }
        Statement {
            id: StatementId::new(&row.id),
            section: path.last().map(|(_, section)| *section),
            text: row.text.clone(),
            span: nowhere(place + 1),
            marker: String::new(),
            kind: StatementKind::Policy,
            departments: Vec::new(),
            targets: Vec::new(),
            deadlines: Vec::new(),
            fields: Vec::new(),
        }
    });
    let statements = statements.collect();
    let facts = DocumentFacts {
        id: document(&rows[0].municipality),
        municipality: Fact::curated(code),
        title: Fact::curated(String::new()),
        kind: Fact::curated(DocumentKind::ComprehensivePlan),
        fiscal_year: None,
        period: None,
        department: None,
        file: String::new(),
        source: String::new(),
        rights: String::new(),
    };
    Paper {
        municipality: gazetteer.get(code).expect("it is on the list").clone(),
        document: Document {
            facts,
            outline: Outline { title: None, sections },
            statements,
            rows: Vec::new(),
        },
        diagnostics: Vec::new(),
    }
}

/// Answers questions, a line each.
pub(crate) fn answer(folder: &Path, reading: &str) {
    let words = kurabe_text::LexiconSources::SHIPPED.words;
    let words = Lexicon::parse_words(words).expect("the shipped lexicon is sound");
    let analyser = Analyser::new(&words).expect("the dictionary opens");
    let store = Store::at(folder);
    let vocabulary = store.kept(VOCABULARY).expect("it was kept");
    let vocabulary: Vocabulary = serde_json::from_str(&vocabulary).expect("it was kept so");
    let Ok(Opening::Ready(index)) = store.open(&fingerprint()) else { panic!("it was built") };
    let gazetteer = gazetteer();
    let tools = Tools { analyser: &analyser, vocabulary: &vocabulary };
    let context = Context { index: &*index, tools, gazetteer: &gazetteer, signals: Signals::Words };
    let reading = if reading == "full" { WordReading::Full } else { WordReading::NoSynonyms };
    let mut out = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let request = request(&Question::of(&line.expect("it is text")), reading);
        let answer = search(&context, &request).expect("it answers");
        let counted = answer.facets.iter().find(|counts| counts.facet == kurabe_query::Facet::Municipality);
        let found = Found {
            total: answer.total,
            ids: answer.hits.iter().map(|hit| hit.quote.statement.id.to_string()).collect(),
            municipalities: counted.map_or(0, |counts| counts.values.len()),
        };
        writeln!(out, "{}", found.line()).and_then(|()| out.flush()).expect("somebody listens");
    }
}

fn request(question: &Question, reading: WordReading) -> Request {
    let words = question.words.join(" ");
    let (words, reading) = match question.way {
        Way::Phrase => (format!("\"{words}\""), reading),
        Way::Exact => (words, WordReading::Exact),
        Way::All | Way::Any => (words, reading),
    };
    let municipality = question.within.iter().cloned().collect();
    let filters = Filters { municipality, ..Filters::default() };
    Request { words, filters, reading, facets: question.counted, ..Request::default() }
}
