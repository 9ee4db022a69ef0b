//! `kurabe eval --retrieval`: ranks bare texts for bare questions, so that the ranking can be measured on
//! public collections. What plans have and bare texts have not is empty; all else is the way every search goes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use kurabe_corpus::{Corpus, Home};
use kurabe_index::{Index, Job, Paper, Source, Wanted};
use kurabe_model::{
    Document, DocumentFacts, DocumentId, DocumentKind, Fact, Municipality, Outline, Span, Statement,
    StatementId, StatementKind,
};
use kurabe_query::{Context, Signals, rank};
use kurabe_render::Message;
use serde::{Deserialize, Serialize};

use super::wrong;
use crate::session::Session;
use crate::stop::{Outcome, Stop};
use crate::toolbox::Toolbox;

/// How many ids are handed out for each question.
const RANKED: usize = 100;
/// How many texts make a document.
const TOGETHER: usize = 1000;

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Ranking<'a> {
    id: &'a str,
    ranked: Vec<String>,
}

pub(super) fn run(documents: &Path, queries: &Path, session: &mut Session) -> Result<Outcome, Stop> {
    let texts = load(documents)?;
    let queries = load(queries)?;
    let corpus = Corpus::open(Home::Shipped)?;
    let toolbox = Toolbox::of(&corpus)?;
    let Some(municipality) = corpus.gazetteer().municipalities().first() else {
        return Err(Stop::users(Message::EmptyCorpus));
    };
    let chunks: Vec<&[Text]> = texts.chunks(TOGETHER).collect();
    let read = |place: usize| chunks.get(place).and_then(|texts| bare(municipality, place, texts));
    let wanted = (0..chunks.len()).filter_map(|place| {
        let id = id(place)?;
        let source = Source {
            id,
            municipality: municipality.code.to_string(),
            digest: String::new(),
            statements: 0,
            rows: 0,
            tokens: Default::default(),
        };
        Some(Wanted { source, unchanged: false })
    });
    let job = Job {
        fingerprint: toolbox.fingerprint(),
        tools: toolbox.tools(),
        wanted: wanted.collect(),
        read: &read,
        progress: &|_| (),
    };
    let index = Index::in_memory(job).map_err(|error| Stop::broken(&error))?;
    let context = Context {
        index: &index,
        tools: toolbox.tools(),
        gazetteer: corpus.gazetteer(),
        signals: Signals::Words,
    };
    let meanings = session.meanings_in_memory(&index);
    let context = match &meanings {
        Some(meanings) => Context { signals: Signals::Both(meanings), ..context },
        None => context,
    };
    for query in &queries {
        let ranked = rank(&context, &query.text, RANKED)?.into_iter().map(|id| id.as_str().to_owned());
        let ranking = Ranking { id: &query.id, ranked: ranked.collect() };
        serde_json::to_writer(&mut session.out, &ranking).map_err(std::io::Error::from)?;
        writeln!(session.out)?;
    }
    Ok(if queries.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

fn load(path: &Path) -> Result<Vec<Text>, Stop> {
    let text = fs::read_to_string(path).map_err(|error| Stop::unreadable(path, &error))?;
    let lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            let place = PathBuf::from(format!("{}:{number}", path.display()));
            serde_json::from_str(line).map_err(|error| wrong(&place, &error))
        })
        .collect()
}

fn id(place: usize) -> Option<DocumentId> {
    format!("texts-{place}").parse().ok()
}

/// Texts as the statements of a document without headings.
fn bare(municipality: &Municipality, place: usize, texts: &[Text]) -> Option<Paper> {
    let statement = |(line, text): (usize, &Text)| Statement {
        id: StatementId::new(&text.id),
        section: None,
        text: text.text.clone(),
        span: Span::new(std::iter::once(0..text.text.len().max(1)).collect(), line, line),
        marker: String::new(),
        kind: StatementKind::Policy,
        departments: Vec::new(),
        targets: Vec::new(),
        deadlines: Vec::new(),
        fields: Vec::new(),
    };
    let facts = DocumentFacts {
        id: id(place)?,
        municipality: Fact::curated(municipality.code),
        title: Fact::curated(String::new()),
        kind: Fact::curated(DocumentKind::Other),
        fiscal_year: None,
        period: None,
        department: None,
        file: String::new(),
        source: String::new(),
        rights: String::new(),
    };
    let statements = (1..).zip(texts).map(statement).collect();
    Some(Paper {
        municipality: municipality.clone(),
        document: Document { facts, outline: Outline::default(), statements, rows: Vec::new() },
        diagnostics: Vec::new(),
    })
}
