//! `log.jsonl` beside the catalogue (記録): what came, changed and left, one event a line, only ever added to.
//!
//! The log is what the catalogue was when it was last looked at: whoever changes the corpus compares the two before and
//! after. So what a planner edits by hand is noted too, without a command, the next time a command looks. A run that is
//! killed between the catalogue and the log leaves an event without a command, and nothing is lost. A line that is torn
//! or was damaged is passed over and counted; the next event begins on a line of its own.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use kurabe_model::{Change, Diagnostic, Event, Problem};
use toml::{Table, Value};

use super::files;
use crate::Corpus;

/// When something happened to the corpus, and by which command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// The time, as 2026-04-01T09:30:00+09:00.
    pub at: String,
    /// The command; nothing where it only finds what was done.
    pub command: Option<String>,
}

/// Whether a log is begun where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// With everything there is.
    Now,
    /// Not by this command, which only looks.
    Later,
}

/// The entries of a catalogue by id, each as its keys and values.
type Entries = BTreeMap<String, BTreeMap<String, String>>;

/// The log of a corpus.
pub(crate) struct Journal {
    path: PathBuf,
}

impl Journal {
    /// The log of the corpus in this folder.
    pub(crate) fn of(folder: &Path) -> Self {
        Self { path: folder.join("log.jsonl") }
    }

    /// The events, oldest first, and how many lines are none.
    pub(crate) fn events(&self) -> io::Result<(Vec<Event>, usize)> {
        let mut bytes = Vec::new();
        match File::open(&self.path) {
            Ok(mut file) => file.read_to_end(&mut bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Vec::new(), 0)),
            Err(error) => return Err(error),
        };
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        let read: Vec<Option<Event>> = lines.map(|line| serde_json::from_slice(line).ok()).collect();
        let damaged = read.iter().filter(|event| event.is_none()).count();
        Ok((read.into_iter().flatten().collect(), damaged))
    }

    /// Notes in what the catalogue differs from what it was when it was last looked at. What cannot be written is noted
    /// the next time.
    pub(crate) fn note(&self, corpus: &Corpus, catalogue: &str, occasion: &Occasion, begin: Begin) {
        if begin == Begin::Later && !self.path.exists() {
            return;
        }
        let Ok((past, _)) = self.events() else { return };
        let news = news(&past, &entries(catalogue), occasion, &|id| corpus.source_sum(id));
        let _: io::Result<()> = self.append(&news);
    }

    /// Notes sources whose bytes are others than those that came in.
    pub(crate) fn note_sources(&self, sums: &BTreeMap<String, String>, occasion: &Occasion) {
        let Ok((past, _)) = self.events() else { return };
        let changed = last(&past).into_values().filter_map(|event| {
            let sum = sums.get(&event.document)?;
            (event.sha256.as_ref() != Some(sum)).then(|| Event {
                at: occasion.at.clone(),
                change: Change::Changed,
                command: None,
                changed: vec!["source".to_owned()],
                sha256: Some(sum.clone()),
                ..event.clone()
            })
        });
        let _: io::Result<()> = self.append(&changed.collect::<Vec<_>>());
    }

    /// Notes files that were to come in and stayed out, each with the reason that was given.
    fn note_refused(&self, refused: &[(String, String)], occasion: &Occasion) {
        let event = |(file, why): &(String, String)| Event {
            at: occasion.at.clone(),
            change: Change::Refused,
            document: String::new(),
            command: occasion.command.clone(),
            changed: Vec::new(),
            sha256: None,
            entry: [("file", file), ("why", why)].map(|(key, value)| (key.to_owned(), value.clone())).into(),
        };
        let _: io::Result<()> = self.append(&refused.iter().map(event).collect::<Vec<_>>());
    }

    fn append(&self, events: &[Event]) -> io::Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let mut file = File::options().read(true).append(true).create(true).open(&self.path)?;
        let mut lines = Vec::new();
        // Whoever was killed in the middle of a line has left it without its end.
        let mut last = [b'\n'];
        if file.seek(SeekFrom::End(0))? > 0 {
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
        }
        if last != [b'\n'] {
            lines.push(b'\n');
        }
        for event in events {
            serde_json::to_writer(&mut lines, event)?;
            lines.push(b'\n');
        }
        file.write_all(&lines)
    }
}

/// The last event of each document that has not left.
fn last(past: &[Event]) -> BTreeMap<&str, &Event> {
    let of_documents = past.iter().filter(|event| event.change != Change::Refused);
    let mut last: BTreeMap<&str, &Event> =
        of_documents.map(|event| (event.document.as_str(), event)).collect();
    last.retain(|_, event| event.change != Change::Left);
    last
}

/// In what the entries of a catalogue differ from those the past has left.
fn news(
    past: &[Event],
    entries: &Entries,
    occasion: &Occasion,
    sum: &dyn Fn(&str) -> Option<String>,
) -> Vec<Event> {
    let last = last(past);
    let event = |change, document: &str, changed, sha256, entry: &BTreeMap<String, String>| Event {
        at: occasion.at.clone(),
        change,
        document: document.to_owned(),
        command: occasion.command.clone(),
        changed,
        sha256,
        entry: entry.clone(),
    };
    let here = entries.iter().filter_map(|(id, entry)| {
        let Some(before) = last.get(id.as_str()) else {
            return Some(event(Change::Came, id, Vec::new(), sum(id), entry));
        };
        let mut keys: Vec<&String> = before.entry.keys().chain(entry.keys()).collect();
        keys.sort();
        keys.dedup();
        keys.retain(|key| before.entry.get(*key) != entry.get(*key));
        let changed: Vec<String> = keys.into_iter().cloned().collect();
        (!changed.is_empty()).then(|| event(Change::Changed, id, changed, before.sha256.clone(), entry))
    });
    let gone = last.iter().filter(|(id, _)| !entries.contains_key(**id));
    let gone = gone.map(|(id, event_before)| {
        event(Change::Left, id, Vec::new(), event_before.sha256.clone(), &event_before.entry)
    });
    here.chain(gone).collect()
}

/// The entries of a catalogue that is sound.
fn entries(catalogue: &str) -> Entries {
    let table: Table = catalogue.parse().unwrap_or_default();
    let documents = table.get("document").and_then(Value::as_array);
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let entry = |document: &Value| {
        let keys = document.as_table()?.iter().map(|(key, value)| (key.clone(), text(value)));
        Some((document.get("id")?.as_str()?.to_owned(), keys.collect()))
    };
    documents.into_iter().flatten().filter_map(entry).collect()
}

impl Corpus {
    /// What came, changed and left, oldest first, and how many lines of the log cannot be read.
    pub fn log(&self) -> crate::Result<(Vec<Event>, usize)> {
        let Some(folder) = self.home().corpus() else { return Ok((Vec::new(), 0)) };
        let journal = Journal::of(&folder);
        journal.events().map_err(|source| crate::Error::Unreadable { path: journal.path, source })
    }

    /// Notes in the log which files stayed out, each with the reason that was given.
    pub fn note_refused(&self, refused: &[(String, String)], occasion: &Occasion) {
        let Some(folder) = self.home().corpus().filter(|_| !refused.is_empty()) else { return };
        let Ok(_lock) = files::lock(&folder) else { return };
        Journal::of(&folder).note_refused(refused, occasion);
    }

    /// The files that stayed out the last time any came in or were to, each with the reason that was given.
    pub fn refused(&self) -> Vec<Diagnostic> {
        let (events, _) = self.log().unwrap_or_default();
        let adds = || events.iter().filter(|event| matches!(event.change, Change::Came | Change::Refused));
        let Some(last) = adds().next_back() else { return Vec::new() };
        let of_last = adds().filter(|event| event.at == last.at && event.change == Change::Refused);
        of_last
            .map(|event| {
                let said = |key: &str| event.entry.get(key).cloned().unwrap_or_default();
                let problem = Problem::Refused { why: said("why") };
                Diagnostic { document: None, file: said("file"), lines: None, problem }
            })
            .collect()
    }

    /// Notes in the log, if there is one, what was changed by hand since it was last written; `sums` are the SHA-256 of
    /// the sources that were looked at. A home that cannot be written to keeps its log.
    pub fn note_changes(&self, sums: &BTreeMap<String, String>, at: &str) {
        let Some(folder) = self.home().corpus() else { return };
        let journal = Journal::of(&folder);
        let Ok(_lock) = (if journal.path.exists() { files::lock(&folder) } else { return }) else { return };
        let Ok(catalogue) = std::fs::read_to_string(folder.join("catalogue.toml")) else { return };
        let occasion = Occasion { at: at.to_owned(), command: None };
        journal.note(self, &catalogue, &occasion, Begin::Later);
        journal.note_sources(sums, &occasion);
    }

    /// The SHA-256 of a stored source.
    pub(crate) fn source_sum(&self, id: &str) -> Option<String> {
        let facts = self.documents().iter().find(|facts| facts.id.as_str() == id)?;
        Some(files::digest(&self.bytes(facts).ok()?))
    }
}
