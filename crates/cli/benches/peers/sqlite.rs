//! `SQLite` with FTS5 and its trigrams, by the command `sqlite3`: what is at hand everywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kurabe_index::pairs;
use kurabe_text::Normalized;

use crate::peer::{Peer, is_there};
use crate::questions::{Question, Way};
use crate::statements::Data;

/// `SQLite`.
pub(crate) struct Sqlite;

impl Peer for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite, trigrams"
    }

    fn lacks(&self) -> Option<&'static str> {
        if !is_there("sqlite3") {
            return Some("sqlite3");
        }
        let mut sqlite = Command::new("sqlite3");
        sqlite.arg(":memory:").arg("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram');");
        let made = sqlite.stderr(Stdio::null()).status();
        (!made.is_ok_and(|status| status.success())).then_some("FTS5 with trigrams")
    }

    fn folder(&self) -> &'static str {
        "sqlite"
    }

    fn prepare(&self, data: &Data, folder: &Path) {
        let import = format!(
            "PRAGMA journal_mode=OFF;\n\
             CREATE VIRTUAL TABLE s USING \
             fts5(id UNINDEXED, municipality UNINDEXED, heading, text, tokenize='trigram');\n\
             .mode ascii\n.separator \"\\t\" \"\\n\"\n.import \"{}\" s\n",
            data.lines.display(),
        );
        fs::write(commands(folder), import).expect("room");
    }

    fn index(&self, _: &Data, folder: &Path) -> Option<Command> {
        let mut sqlite = Command::new("sqlite3");
        sqlite.arg(folder.join("db")).stdin(fs::File::open(commands(folder)).expect("it was prepared"));
        Some(sqlite)
    }

    fn ask(&self, folder: &Path) -> Command {
        // What it says to a pipe it keeps until there is enough of it.
        let mut sqlite = Command::new("stdbuf");
        sqlite.args(["-oL", "sqlite3"]).arg(folder.join("db"));
        sqlite
    }

    fn line(&self, question: &Question) -> String {
        // Trigrams find nothing shorter than three letters: then every text is looked through.
        let is_long = |word: &String| word.chars().count() > 2;
        let (mut found, mut seen) = match question.way {
            Way::Any => (trigrams(&question.words[0]), Vec::new()),
            _ => question.words.iter().cloned().partition(is_long),
        };
        if found.is_empty() && seen.is_empty() {
            seen = question.words.clone();
        }
        for word in found.iter_mut().chain(&mut seen) {
            *word = word.replace(['"', '\'', '%'], " ");
        }
        let quoted: Vec<String> = found.iter().map(|word| format!("\"{word}\"")).collect();
        let between = if question.way == Way::Any { " OR " } else { " AND " };
        let mut conditions: Vec<String> =
            seen.iter().map(|word| format!("(text LIKE '%{word}%' OR heading LIKE '%{word}%')")).collect();
        let order = if quoted.is_empty() {
            ""
        } else {
            conditions.push(format!("s MATCH '{}'", quoted.join(between)));
            " ORDER BY rank"
        };
        conditions.extend(question.within.as_ref().map(|code| format!("municipality = '{code}'")));
        let from = format!("FROM s WHERE {}", conditions.join(" AND "));
        let municipalities = match question.counted {
            true => {
                format!("(SELECT count(*) FROM (SELECT municipality, count(*) {from} GROUP BY municipality))")
            }
            false => "0".to_owned(),
        };
        // The texts of the best are read, as the others read them.
        format!(
            "SELECT (SELECT count(*) {from}) || char(9) || (SELECT coalesce(group_concat(id, ' '), '') || \
             substr(coalesce(sum(length(text)), ''), 1, 0) FROM (SELECT id, text {from}{order} LIMIT 10)) || char(9) || \
             {municipalities};"
        )
    }
}

/// The words of a sentence that carry content, for peers that cannot take one apart themselves.
pub(crate) fn words(sentence: &str) -> Vec<String> {
    let lexicon = kurabe_text::Lexicon::shipped().expect("the shipped lexicon is sound");
    let analyser = kurabe_text::Analyser::new(&lexicon).expect("the dictionary opens");
    let normalized = Normalized::new(sentence);
    let terms = analyser.terms(&normalized);
    terms
        .iter()
        .filter(|term| term.width == 1)
        .filter_map(|term| Some(normalized.text().get(term.range.clone())?.to_owned()))
        .collect()
}

/// All trigrams of a sentence.
fn trigrams(sentence: &str) -> Vec<String> {
    let normalized = Normalized::new(sentence);
    let pairs: Vec<&str> = pairs(normalized.text()).collect();
    let joined = pairs.windows(2).filter(|two| two[0].chars().next_back() == two[1].chars().next());
    joined.map(|two| two[0].chars().chain(two[1].chars().skip(1)).collect()).collect()
}

fn commands(folder: &Path) -> PathBuf {
    folder.with_extension("sql")
}
