//! An engine for tests (検索エンジンの代役): what a real one answered, played back from a file; the same written down anew where a
//! real one is named; and one that fails in a way of one's choice.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde_json::{Value, json};

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: String,
    /// What lets somebody in, if it was shown.
    pub(crate) authorization: Option<String>,
}

/// A request without what lets somebody in, and the status and the words it was answered with.
pub(crate) type Answers = BTreeMap<(String, String, String), (u16, String)>;

/// How an engine answers.
pub(crate) enum Manner {
    /// As it once did.
    Recorded(Answers),
    /// As the real one at this address does; what it says is kept.
    Real(String, Mutex<Answers>),
    /// With these words, whatever is asked, or else by closing the door in the middle of them.
    Always { status: u16, body: String, breaks_off: bool, wait: Duration },
    /// As it once did, but for what is asked of statements.
    But(Answers, u16, String),
}

/// An engine on a port of its own; it is there as long as the tests are.
pub(crate) struct Engine {
    pub(crate) url: String,
    manner: Arc<Manner>,
    pub(crate) asked: Arc<Mutex<Vec<Asked>>>,
}

impl Engine {
    pub(crate) fn new(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (manner, asked) = (Arc::new(manner), Arc::new(Mutex::new(Vec::new())));
        let (own, seen) = (Arc::clone(&manner), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (manner, seen) = (Arc::clone(&own), Arc::clone(&seen));
                thread::spawn(move || converse(&stream, &manner, &seen));
            }
        });
        Self { url, manner, asked }
    }

    /// What was kept of a real one, as lines of a file.
    pub(crate) fn keep(&self, file: &Path) {
        let Manner::Real(_, kept) = &*self.manner else { return };
        let line = |((method, path, body), (status, answer)): (&(String, String, String), &(u16, String))| {
            json!({ "method": method, "path": path, "body": body, "status": status, "answer": answer })
                .to_string()
                + "\n"
        };
        let lines: String = kept.lock().unwrap().iter().map(line).collect();
        fs::write(file, lines).unwrap();
    }
}

/// What was kept in a file.
pub(crate) fn recorded(file: &PathBuf) -> Answers {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let entry = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        let status = u16::try_from(line["status"].as_u64().unwrap()).unwrap();
        ((text("method"), text("path"), text("body")), (status, text("answer")))
    };
    text.lines().map(entry).collect()
}

/// The same where what is kept under a key of the ledger, or under all that begin so, says something else at a place.
pub(crate) fn altered(mut answers: Answers, key: &str, place: &str, says: &Value) -> Answers {
    for ((_, path, _), (_, answer)) in
        answers.iter_mut().filter(|((_, path, _), _)| path.contains("-ledger/"))
    {
        let mut said: Value = serde_json::from_str(answer).unwrap_or_else(|error| panic!("{path}: {error}"));
        let hits = said.pointer_mut("/hits/hits").and_then(Value::as_array_mut);
        for bytes in hits.into_iter().flatten().filter_map(|hit| hit.pointer_mut("/_source/bytes")) {
            let text = bytes.as_str().or_else(|| bytes[0].as_str()).unwrap().to_owned();
            let entry = BASE64_STANDARD.decode(text).unwrap();
            let end = entry.iter().position(|byte| *byte == 0).unwrap();
            if !entry.starts_with(key.as_bytes()) {
                continue;
            }
            let (head, kept) = entry.split_at(end + 1);
            let plain = serde_json::from_slice(kept).ok();
            let mut value: Value =
                plain.clone().unwrap_or_else(|| serde_json::from_reader(DeflateDecoder::new(kept)).unwrap());
            *value.pointer_mut(place).unwrap() = says.clone();
            let written = match plain {
                Some(_) => [head, value.to_string().as_bytes()].concat(),
                None => {
                    let mut packed = DeflateEncoder::new(head.to_vec(), Compression::default());
                    packed.write_all(value.to_string().as_bytes()).unwrap();
                    packed.finish().unwrap()
                }
            };
            *bytes = BASE64_STANDARD.encode(written).into();
        }
        *answer = said.to_string();
    }
    answers
}

fn converse(stream: &TcpStream, manner: &Manner, seen: &Mutex<Vec<Asked>>) {
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read(&mut reader) {
        seen.lock().unwrap().push(asked.clone());
        let key = (asked.method, asked.path, asked.body);
        let (status, body) = match manner {
            Manner::Recorded(answers) => answer(answers, &key),
            Manner::Real(url, kept) => {
                let answered = forward(url, &key);
                kept.lock().unwrap().insert(key, answered.clone());
                answered
            }
            Manner::But(_, status, body) if key.1.contains("-statements/") => (*status, body.clone()),
            Manner::But(answers, ..) => answer(answers, &key),
            Manner::Always { status, body, breaks_off, wait } => {
                thread::sleep(*wait);
                if *breaks_off {
                    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n", body.len() + 100);
                    let _ = (&mut &*stream).write_all((head + body).as_bytes());
                    let _ = stream.shutdown(std::net::Shutdown::Both);
                    return;
                }
                (*status, body.clone())
            }
        };
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        if (&mut &*stream).write_all((head + &body).as_bytes()).is_err() {
            return;
        }
    }
}

fn answer(answers: &Answers, key: &(String, String, String)) -> (u16, String) {
    answers.get(key).cloned().unwrap_or_else(|| {
        // Whoever reads the message finds the request in it.
        (418, format!("no answer was recorded to {} {} {}", key.0, key.1, key.2))
    })
}

/// The next request of a connection.
fn read(reader: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut authorization) = (0, None);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        match name.to_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => authorization = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { method, path, body: String::from_utf8(body).ok()?, authorization })
}

/// What a real engine answers; how long it took and other chance is taken out.
fn forward(url: &str, (method, path, body): &(String, String, String)) -> (u16, String) {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let kind = if body.ends_with('\n') { "application/x-ndjson" } else { "application/json" };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + body).as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split_whitespace().nth(1).unwrap().parse().unwrap();
    let body = match serde_json::from_str::<Value>(body) {
        Ok(mut said) => {
            timeless(&mut said);
            said.to_string()
        }
        Err(_) => body.to_owned(),
    };
    (status, body)
}

fn timeless(said: &mut Value) {
    match said {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == "took" {
                    *value = 0.into();
                }
                timeless(value);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(timeless),
        _ => {}
    }
}
