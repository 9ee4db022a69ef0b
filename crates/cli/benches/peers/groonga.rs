//! Groonga with `MeCab` and bigrams, as Debian packages it (`groonga-bin`, `groonga-tokenizer-mecab`).

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::peer::{Found, Peer, is_there};
use crate::questions::{Question, Way};
use crate::sqlite::words;
use crate::statements::Data;

/// Groonga.
pub(crate) struct Groonga;

const TABLES: &str = "\
plugin_register tokenizers/mecab
table_create Statements TABLE_HASH_KEY ShortText
column_create Statements municipality COLUMN_SCALAR ShortText
column_create Statements heading COLUMN_SCALAR Text
column_create Statements text COLUMN_SCALAR Text
table_create Municipalities TABLE_PAT_KEY ShortText
column_create Municipalities statements COLUMN_INDEX Statements municipality
load --table Statements
[
";

/// Indexes are made of columns that are filled: the way its manual says is quicker.
const INDEXES: &str = "\
]
table_create Words TABLE_PAT_KEY ShortText --default_tokenizer TokenMecab --normalizer NormalizerNFKC130
column_create Words text COLUMN_INDEX|WITH_POSITION Statements text
column_create Words heading COLUMN_INDEX|WITH_POSITION Statements heading
table_create Pairs TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerNFKC130
column_create Pairs text COLUMN_INDEX|WITH_POSITION Statements text
column_create Pairs heading COLUMN_INDEX|WITH_POSITION Statements heading
";

/// Scores are whole numbers here, so weights are large.
const COLUMNS: &str = "scorer_tf_idf(Words.text)*40||scorer_tf_idf(Words.heading)*20||\
                       scorer_tf_idf(Pairs.text)*20||scorer_tf_idf(Pairs.heading)*10";

impl Peer for Groonga {
    fn name(&self) -> &'static str {
        "Groonga, MeCab"
    }

    fn lacks(&self) -> Option<&'static str> {
        let libraries =
            ["/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/local/lib"];
        let has_mecab =
            libraries.iter().any(|lib| Path::new(lib).join("groonga/plugins/tokenizers/mecab.so").is_file());
        match (is_there("groonga"), has_mecab) {
            (false, _) => Some("groonga-bin"),
            (true, false) => Some("groonga-tokenizer-mecab"),
            (true, true) => None,
        }
    }

    fn folder(&self) -> &'static str {
        "groonga"
    }

    fn prepare(&self, data: &Data, folder: &Path) {
        let mut script = BufWriter::new(File::create(commands(folder)).expect("a file can be written"));
        write!(script, "{TABLES}").expect("room");
        for (place, row) in Data::rows(&data.lines).enumerate() {
            let comma = if place > 0 { ",\n" } else { "" };
            let row = json!({
                "_key": row.id, "municipality": row.municipality, "heading": row.headings, "text": row.text,
            });
            write!(script, "{comma}{row}").expect("room");
        }
        write!(script, "\n{INDEXES}").and_then(|()| script.flush()).expect("room");
    }

    fn index(&self, _: &Data, folder: &Path) -> Option<Command> {
        let mut groonga = Command::new("groonga");
        groonga.arg("-n").arg(folder.join("db"));
        groonga.stdin(File::open(commands(folder)).expect("it was prepared"));
        Some(groonga)
    }

    fn ask(&self, folder: &Path) -> Command {
        let mut groonga = Command::new("groonga");
        groonga.arg(folder.join("db"));
        groonga
    }

    fn line(&self, question: &Question) -> String {
        // Words are quoted, so that what is cut into several has to stand together.
        let quoted = |word: &String| format!("\\\"{}\\\"", word.replace(['"', '\'', '\\'], " "));
        let words = match question.way {
            Way::Any => words(&question.words[0]),
            _ => question.words.clone(),
        };
        let between = if question.way == Way::Any { " OR " } else { " " };
        let words: Vec<String> = words.iter().map(quoted).collect();
        let mut line = format!(
            "select Statements --match_columns '{COLUMNS}' --query \"{}\" --sort_keys -_score --limit 10 \
             --output_columns _key,text --cache no",
            words.join(between),
        );
        if let Some(code) = &question.within {
            let _ = write!(line, " --filter 'municipality == \"{code}\"'");
        }
        if question.counted {
            line.push_str(" --drilldown municipality --drilldown_limit -1");
        }
        line
    }

    fn understand(&self, line: &str) -> Found {
        let answer: Value = serde_json::from_str(line).expect("it answers in JSON");
        let found = &answer[1][0];
        let total = found[0][0].as_u64().unwrap_or_else(|| panic!("`{line}` is no answer"));
        let hits = found.as_array().into_iter().flatten().skip(2);
        let ids = hits.filter_map(|hit| Some(hit[0].as_str()?.to_owned())).collect();
        let municipalities = answer[1][1][0][0].as_u64().unwrap_or_default();
        Found { total: total as usize, ids, municipalities: municipalities as usize }
    }
}

/// The commands that index: beside the index.
fn commands(folder: &Path) -> PathBuf {
    folder.with_extension("commands")
}
