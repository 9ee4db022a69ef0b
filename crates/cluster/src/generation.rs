//! Generations (世代): what is brought under a name becomes indexes of its own, which nobody asks before they are whole.
//!
//! ```text
//! NAME-000007-statements   the statements
//! NAME-000007-rows         the rows of tables
//! NAME-000007-ledger       what is kept beside them; that it is whole is written here last
//! ```

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use kurabe_index::{Error, Result, Trouble};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::{bytes, hits};
use crate::engine::{Engine, Listed};
use crate::http::faulty;
use crate::ledger::Half;
use crate::shape::Document;

/// The key under which a generation says what it is going to be, and the one under which it says that it is.
pub(crate) const BEGUN: &str = "begun";
pub(crate) const COMPLETE: &str = "complete";
/// As many entries of a ledger as are asked for together.
const TOGETHER: usize = 1_000;

/// A generation by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Generation {
    pub(crate) name: String,
    pub(crate) number: u64,
}

/// The form of all that is brought: whatever changes it needs a new number.
pub(crate) const FORM: u32 = 2;

/// What a generation is made of. Whatever else it says, one in another form can be read: a key may come or go, but what a
/// key means does not change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Made {
    /// The form it is in.
    pub(crate) form: u32,
    /// The version of the corpus.
    pub(crate) version: String,
    /// What it is only good with.
    pub(crate) fingerprint: String,
    /// Into how many parts it is laid down.
    pub(crate) shards: usize,
    pub(crate) statements: usize,
    pub(crate) rows: usize,
}

impl Generation {
    /// The index of one half.
    pub(crate) fn index(&self, half: Half) -> String {
        let what = match half {
            Half::Statements => "statements",
            Half::Rows => "rows",
        };
        format!("{}-{:06}-{what}", self.name, self.number)
    }

    pub(crate) fn ledger(&self) -> String {
        format!("{}-{:06}-ledger", self.name, self.number)
    }

    /// Every index of it.
    pub(crate) fn indexes(&self) -> [String; 3] {
        // The one that says what it is goes last.
        [self.index(Half::Statements), self.index(Half::Rows), self.ledger()]
    }

    /// The generations under a name, the newest first.
    pub(crate) fn all(engine: &Engine, name: &str) -> Result<Vec<(Self, Vec<Listed>)>> {
        let mut all: Vec<(Self, Vec<Listed>)> = Vec::new();
        for listed in engine.indexes(&format!("{name}-"))? {
            let rest = listed.name.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
            let number = rest.and_then(|rest| rest.split_once('-')).and_then(|(number, what)| {
                let known = ["statements", "rows", "ledger"].contains(&what) && number.len() == 6;
                number.parse().ok().filter(|_| known)
            });
            let Some(number) = number else { continue };
            match all.iter_mut().find(|(known, _)| known.number == number) {
                Some((_, indexes)) => indexes.push(listed),
                None => all.push((Self { name: name.to_owned(), number }, vec![listed])),
            }
        }
        all.sort_by_key(|(generation, _)| std::cmp::Reverse(generation.number));
        Ok(all)
    }

    /// What a ledger says under a key of what a generation is made of.
    pub(crate) fn made(&self, engine: &Engine, key: &str) -> Result<Option<Made>> {
        let found = match entries(engine, &self.ledger(), &[key.to_owned()]) {
            Err(Error::Far { trouble: Trouble::Missing, .. }) => return Ok(None),
            found => found?,
        };
        let read = |bytes: &Vec<u8>| serde_json::from_slice(bytes).map_err(|error| faulty(error.to_string()));
        found.first().map(|(_, bytes)| read(bytes)).transpose()
    }

    /// Takes all of it away.
    pub(crate) fn remove(&self, engine: &Engine) -> Result<()> {
        for index in self.indexes() {
            engine.remove(&index)?;
        }
        Ok(())
    }
}

/// What a ledger has under keys; each once.
pub(crate) fn entries(engine: &Engine, ledger: &str, keys: &[String]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    for keys in keys.chunks(TOGETHER) {
        let answer = engine.search(
            ledger,
            &json!({ "size": keys.len(), "query": { "terms": { "key": keys } }, "sort": [{ "batch": { "order": "asc" } }] }),
        )?;
        for hit in hits(&answer)? {
            let bytes = bytes(hit, "bytes")?;
            // What it is under stands before it: the key itself is not handed out by every engine.
            let (key, value) = split(&bytes)?;
            found.push((key, value.to_vec()));
        }
    }
    Ok(found)
}

/// An entry as it is brought: its key stands before it.
pub(crate) fn entry(key: &str, value: &[u8], batch: u64) -> Document {
    let mut bytes = Vec::with_capacity(key.len() + 1 + value.len());
    bytes.extend_from_slice(key.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(value);
    let json = json!({ "batch": batch, "key": [key], "bytes": BASE64_STANDARD.encode(bytes) });
    Document { name: key.to_owned(), json: json.to_string().into_bytes() }
}

fn split(bytes: &[u8]) -> Result<(String, &[u8])> {
    let end =
        bytes.iter().position(|byte| *byte == 0).ok_or_else(|| faulty("an entry of a ledger has no key"))?;
    let (key, value) = bytes.split_at(end);
    Ok((String::from_utf8_lossy(key).into_owned(), value.get(1..).unwrap_or_default()))
}
