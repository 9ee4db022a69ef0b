//! `kurabe show`: one statement with its neighbours, its numbers and its citation.

use std::io;

use kurabe_cluster::Cluster;
use kurabe_corpus::{Corpus, nearest};
use kurabe_model::{DocumentFacts, Quote, StatementId};
use kurabe_query::{Error, passage};
use kurabe_render::{Message, Shown, json, sheet, terminal};

use crate::session::{Form, Readings, Session};
use crate::stop::{Outcome, Stop};

/// How many documents are read to see what an id was meant to be.
const MOST_READ: usize = 8;
use crate::toolbox::{Toolbox, paper};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples / 例:
  kurabe show kokubunji-seisakubu-2024-5qds89
  kurabe search 公民連携 --format jsonl | jq -r .id | kurabe show - --format md")]
pub(crate) struct Args {
    /// Ids of statements; - reads them from stdin / 施策文の id（- で標準入力から）
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let ids = typed(&args.ids)?;
    session.from_stdin = args.ids.iter().any(|id| id == "-").then(|| ids.clone());
    if ids.is_empty() {
        // What was piped in may hold nothing; nothing typed is a slip.
        let piped = args.ids.iter().any(|id| id == "-");
        return Err(if piped { Stop::nothing(vec![Message::NoIds]) } else { Stop::users(Message::NoIds) });
    }
    if let Some(cluster) = session.far()? {
        return show_far(&ids, cluster, session);
    }
    let corpus = session.corpus()?;
    let readings = Readings::of(&corpus, &meant(&corpus, &ids));
    let toolbox = Toolbox::of(&corpus)?;
    let tools = toolbox.tools();
    let papers = readings.iter().map(|reading| paper(&reading));
    // A statement stands among statements, a row of a table among rows.
    let papers: Vec<Vec<Quote>> = papers.flat_map(|paper| [paper.quotes(tools), paper.rows(tools)]).collect();
    let mut shown = Vec::new();
    let mut unknown = Vec::new();
    for id in &ids {
        let before = shown.len();
        shown.extend(papers.iter().flat_map(|quotes| between_neighbours(quotes, id)));
        if shown.len() == before {
            unknown.push(id.as_str());
        }
    }
    if shown.is_empty() {
        let messages = unknown.iter().map(|id| not_found(&corpus, id)).collect();
        return Err(Stop::nothing(messages));
    }
    write(shown, session)?;
    for id in &unknown {
        session.say(&not_found(&corpus, id));
    }
    Ok(if unknown.is_empty() { Outcome::Found } else { Outcome::Nothing })
}

fn write(shown: Vec<Shown<'_>>, session: &mut Session) -> Result<(), Stop> {
    match session.form() {
        Form::Json(layout) => json::show(&mut session.out, layout, &shown)?,
        Form::Sheet(sheet) => sheet::hits(sheet, shown.iter().map(|shown| shown.quote))?,
        Form::Text(reader) => {
            for (index, shown) in shown.into_iter().enumerate() {
                if index > 0 {
                    writeln!(session.out)?;
                }
                terminal::show(&mut session.out, reader, shown)?;
            }
        }
    }
    Ok(session.out.flush()?)
}

/// Shows statements that lie on an engine, each between those beside it in its document.
fn show_far(ids: &[String], cluster: Cluster, session: &mut Session) -> Result<Outcome, Stop> {
    let corpus = session.corpus()?;
    let library = session.library_on(cluster, corpus)?;
    let (mut passages, mut unknown) = (Vec::new(), Vec::new());
    for id in ids {
        match passage(&library.asking().context(), &StatementId::new(id), 1) {
            Ok(passage) => passages.push(passage),
            Err(Error::UnknownStatement { .. }) => {
                unknown.push(Message::UnknownStatement { id: id.clone(), nearest: None });
            }
            Err(error) => return Err(error.into()),
        }
    }
    if passages.is_empty() {
        return Err(Stop::nothing(unknown));
    }
    let shown = passages.iter().map(|passage| Shown {
        quote: &passage.quote,
        previous: passage.before.last().map(|quote| &quote.statement),
        next: passage.behind.first().map(|quote| &quote.statement),
    });
    write(shown.collect(), session)?;
    unknown.iter().for_each(|message| session.say(message));
    Ok(if unknown.is_empty() { Outcome::Found } else { Outcome::Nothing })
}

/// The ids that are meant, in the order typed; those of stdin stand where its sign does.
fn typed(words: &[String]) -> Result<Vec<String>, Stop> {
    let mut ids: Vec<String> = Vec::new();
    for word in words {
        let several = if word == "-" { io::read_to_string(io::stdin())? } else { word.clone() };
        for id in several.split_whitespace() {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
    }
    Ok(ids)
}

/// The statements called `id`, with those beside them in the source.
fn between_neighbours<'q>(quotes: &'q [Quote], id: &str) -> Vec<Shown<'q>> {
    let statement = |place: usize| quotes.get(place).map(|quote| &quote.statement);
    let called = quotes.iter().enumerate().filter(|(_, quote)| is_called(quote, id));
    called
        .map(|(place, quote)| Shown {
            quote,
            previous: place.checked_sub(1).and_then(statement),
            next: statement(place + 1),
        })
        .collect()
}

/// Whether a statement has a name, or had it before the document came to say the same twice: then the name is
/// the beginning of its own.
fn is_called(quote: &Quote, id: &str) -> bool {
    let word = |id: &str| id.strip_prefix(quote.facts.id.as_str())?.strip_prefix('-').map(str::to_owned);
    let own = quote.statement.id.as_str();
    own == id
        || word(id).zip(word(own)).is_some_and(|(typed, own)| {
            !typed.is_empty() && own.strip_prefix(&typed).is_some_and(|rest| rest.starts_with('-'))
        })
}

/// The documents the ids belong to: an id of a statement begins with that of its document.
fn meant<'c>(corpus: &'c Corpus, ids: &[String]) -> Vec<&'c DocumentFacts> {
    let begins = |facts: &DocumentFacts| ids.iter().any(|id| id.starts_with(facts.id.as_str()));
    corpus.documents().iter().filter(|facts| begins(facts)).collect()
}

pub(crate) fn not_found(corpus: &Corpus, id: &str) -> Message {
    if let Some(facts) = corpus.documents().iter().find(|facts| facts.id.as_str() == id) {
        return Message::DocumentNotStatement { id: facts.id.clone() };
    }
    let read = corpus.read_many(&likeliest(corpus, id));
    let ids = read
        .iter()
        .flat_map(|read| read.value.statements.iter().chain(&read.value.rows))
        .map(|statement| statement.id.as_str());
    Message::UnknownStatement { id: id.to_owned(), nearest: nearest(id, ids).map(str::to_owned) }
}

/// The documents an id that nothing is called by may have been meant to belong to: those it begins with, else
/// the first of those it begins with but for a slip.
fn likeliest<'c>(corpus: &'c Corpus, id: &str) -> Vec<&'c DocumentFacts> {
    let begun = meant(corpus, &[id.to_owned()]);
    if !begun.is_empty() {
        return begun;
    }
    let slipped = |facts: &&DocumentFacts| {
        let beginning: String = id.chars().take(facts.id.as_str().chars().count()).collect();
        nearest(&beginning, [facts.id.as_str()]).is_some()
    };
    corpus.documents().iter().filter(slipped).take(MOST_READ).collect()
}
