//! Engines (検索エンジン): what Quickwit, OpenSearch and Elasticsearch have in common, and where they differ.

use kurabe_index::{Error, Result, Trouble};
use serde_json::{Value, json};

use crate::address::Credentials;
use crate::answer::whole;
use crate::http::{Http, Method, Pause, Request, Response, faulty};
use crate::mapping::{lucene, quickwit};
use crate::shape::Shape;

/// No request brings more bytes, as far as there are several documents: Quickwit takes in ten million.
const LARGEST: usize = 8_000_000;

/// Which engine it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Quickwit.
    Quickwit,
    /// OpenSearch.
    OpenSearch,
    /// Elasticsearch.
    Elasticsearch,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Quickwit, Self::OpenSearch, Self::Elasticsearch];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quickwit => "quickwit",
            Self::OpenSearch => "opensearch",
            Self::Elasticsearch => "elasticsearch",
        }
    }

    /// The least version that is known to do.
    const fn least(self) -> (u32, u32) {
        match self {
            Self::Quickwit => (0, 9),
            Self::OpenSearch => (2, 0),
            Self::Elasticsearch => (8, 0),
        }
    }

    /// Before the paths that all of them have.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Quickwit => "/api/v1/_elastic",
            Self::OpenSearch | Self::Elasticsearch => "",
        }
    }

    /// What a score of the engine is multiplied with to be one of ours: Lucene leaves a factor of BM25 out that is the same for
    /// all.
    pub(crate) const fn scale(self) -> f32 {
        match self {
            Self::Quickwit => 1.0,
            Self::OpenSearch | Self::Elasticsearch => 2.2,
        }
    }
}

/// An engine that answers.
#[derive(Debug)]
pub struct Engine {
    http: Http,
    kind: Kind,
    said: Option<String>,
}

impl Engine {
    /// The engine at `url`, recognised by what it says of itself unless it is said which it is.
    ///
    /// # Errors
    /// If nobody answers there, or none of the known ones.
    pub fn at(url: &str, credentials: Credentials, kind: Option<Kind>) -> Result<Self> {
        let http = Http::new(url, credentials)?;
        let mut said = Value::Null;
        if kind.is_none_or(|kind| kind == Kind::Quickwit) {
            let answer = http.get(Kind::Quickwit.prefix())?;
            said = if answer.status == 200 { answer.json().unwrap_or_default() } else { said };
        }
        if said.pointer("/version/distribution").and_then(Value::as_str) != Some("quickwit") {
            let answer = http.get("/")?;
            said = if answer.status == 200 { answer.json().unwrap_or_default() } else { Value::Null };
        }
        let text = |path: &str| said.pointer(path).and_then(Value::as_str);
        let recognised = match text("/version/distribution") {
            Some("quickwit") => Some(Kind::Quickwit),
            Some("opensearch") => Some(Kind::OpenSearch),
            _ => text("/tagline").filter(|line| *line == "You Know, for Search").map(|_| Kind::Elasticsearch),
        };
        let unknown = || Error::Far {
            trouble: Trouble::Unknown,
            cause: format!("{url}: neither Quickwit nor OpenSearch nor Elasticsearch answers"),
        };
        let kind = recognised.filter(|found| kind.is_none_or(|kind| kind == *found)).ok_or_else(unknown)?;
        // What Quickwit says there is which version of another engine it resembles.
        let said = text("/version/number").filter(|_| kind != Kind::Quickwit).map(str::to_owned);
        Ok(Self { http, kind, said })
    }

    /// Which it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its version, as it says.
    ///
    /// # Errors
    /// If it does not.
    pub fn version(&self) -> Result<String> {
        if let Some(said) = &self.said {
            return Ok(said.clone());
        }
        let said = self.expected(self.http.get("/api/v1/version")?)?.json()?;
        let version = said.pointer("/build/version").and_then(Value::as_str);
        version.map(str::to_owned).ok_or_else(|| faulty("no version came back"))
    }

    /// Sees to it that it is of a version that can hold statements.
    pub(crate) fn is_new_enough(&self) -> Result<()> {
        let version = self.version()?;
        let mut numbers =
            version.trim_start_matches('v').split('.').map(|number| number.parse().unwrap_or(0));
        let is = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        let (major, minor) = self.kind.least();
        if is >= (major, minor) {
            return Ok(());
        }
        let name = self.kind.name();
        let cause = format!(
            "{name} {version} answers, and {name} {major}.{minor} is the least that can hold statements"
        );
        Err(Error::Far { trouble: Trouble::Unknown, cause })
    }

    /// The names of the indexes that begin with something, with how many documents and bytes each has.
    pub(crate) fn indexes(&self, begin: &str) -> Result<Vec<Listed>> {
        let answer = self.http.get(&format!("{}/_cat/indices/{begin}*?format=json", self.kind.prefix()))?;
        if answer.status == 404 {
            return Ok(Vec::new());
        }
        let listed = self.expected(answer)?.json()?;
        let listed = listed.as_array().ok_or_else(|| faulty("no list of indexes came back"))?;
        let text = |one: &Value, key: &str| one.get(key).and_then(Value::as_str).map(str::to_owned);
        let mut listed: Vec<Listed> = listed
            .iter()
            .filter_map(|one| {
                let documents = text(one, "docs.count").and_then(|count| count.parse().ok()).unwrap_or(0);
                Some(Listed {
                    name: text(one, "index")?,
                    documents,
                    size: text(one, "store.size").unwrap_or_default(),
                })
            })
            .collect();
        listed.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(listed)
    }

    /// Makes an index of a shape.
    pub(crate) fn create(&self, name: &str, shape: &Shape, shards: usize) -> Result<()> {
        let (path, body) = match self.kind {
            Kind::Quickwit => ("/api/v1/indexes".to_owned(), quickwit(name, shape)),
            _ => (format!("/{name}"), lucene(shape, shards)),
        };
        let method = if self.kind == Kind::Quickwit { Method::Post } else { Method::Put };
        let body = body.to_string();
        let request =
            Request { method, path: &path, body: body.as_bytes(), repeatable: false, patient: true };
        let answer = self.http.send(request)?;
        if (400..500).contains(&answer.status)
            && String::from_utf8_lossy(&answer.body).contains("already exist")
        {
            let cause = format!("{name} is there already: somebody else brings statements under this name");
            return Err(Error::Far { trouble: Trouble::Busy, cause });
        }
        self.expected(answer).map(drop)
    }

    /// Takes an index away; whether it was there.
    pub(crate) fn remove(&self, name: &str) -> Result<bool> {
        let path = format!("{}/{name}", self.kind.prefix());
        let request =
            Request { method: Method::Delete, path: &path, body: b"", repeatable: true, patient: true };
        let answer = self.http.send(request)?;
        if answer.status == 404 {
            return Ok(false);
        }
        self.expected(answer).map(|_| true)
    }

    /// Brings documents, each with its action, into an index; `last` ones are brought so that all can be seen at once.
    pub(crate) fn bring(&self, name: &str, documents: &[Vec<u8>], last: bool) -> Result<()> {
        let mut left = documents;
        while !left.is_empty() {
            let (some, others) = left.split_at(fitting(left));
            self.bring_together(name, some, last && others.is_empty())?;
            left = others;
        }
        Ok(())
    }

    /// Brings documents in one request. What is refused for lack of room is brought again; what may have been taken in is not.
    fn bring_together(&self, name: &str, documents: &[Vec<u8>], last: bool) -> Result<()> {
        let seen = if last { "?refresh=true" } else { "" };
        let path = format!("{}/{name}/_bulk{seen}", self.kind.prefix());
        // Documents that are named take the place of themselves.
        let repeatable = self.kind != Kind::Quickwit;
        let mut left: Vec<&[u8]> = documents.iter().map(Vec::as_slice).collect();
        let mut pause = Pause::new(true);
        loop {
            let body = left.concat();
            let request =
                Request { method: Method::Post, path: &path, body: &body, repeatable, patient: true };
            let answer = self.expected(self.http.send(request)?)?.json()?;
            if answer.get("errors").and_then(Value::as_bool) == Some(false) {
                return Ok(());
            }
            let items =
                answer.get("items").and_then(Value::as_array).filter(|items| items.len() == left.len());
            let items = items.ok_or_else(|| faulty(format!("{name}: it is not said what was taken in")))?;
            let mut refused = Vec::new();
            for (document, item) in left.iter().zip(items) {
                let item = item.as_object().and_then(|item| item.values().next());
                let status =
                    item.and_then(|item| item.get("status")).and_then(Value::as_u64).unwrap_or_default();
                match status {
                    200..300 => {}
                    429 | 503 => refused.push(*document),
                    _ => {
                        let why: String =
                            item.map(Value::to_string).unwrap_or_default().chars().take(300).collect();
                        return Err(faulty(format!("{name}: a document was not taken in: {why}")));
                    }
                }
            }
            if refused.is_empty() {
                return Ok(());
            }
            left = refused;
            if !pause.again() {
                let cause = format!("{name}: {} documents were not taken in for lack of room", left.len());
                return Err(Error::Far { trouble: Trouble::Busy, cause });
            }
        }
    }

    /// Asks one index; an answer from a part of it is none.
    pub(crate) fn search(&self, name: &str, body: &Value) -> Result<Value> {
        let path = format!("{}/{name}/_search?allow_partial_search_results=false", self.kind.prefix());
        let body = body.to_string();
        let answer = self.expected(self.post(&path, body.as_bytes())?)?.json()?;
        whole(answer)
    }

    /// Asks one index several questions at once.
    pub(crate) fn searches(&self, name: &str, bodies: &[Value]) -> Result<Vec<Value>> {
        if bodies.is_empty() {
            return Ok(Vec::new());
        }
        let head = json!({ "index": name }).to_string();
        let lines: String = bodies
            .iter()
            .flat_map(|body| [head.clone(), body.to_string()])
            .flat_map(|line| [line, "\n".into()])
            .collect();
        let path = format!("{}/_msearch", self.kind.prefix());
        let answer = self.expected(self.post(&path, lines.as_bytes())?)?.json()?;
        let Some(Value::Array(answers)) = answer.get("responses").cloned() else {
            return Err(faulty("no list of answers came back"));
        };
        if answers.len() != bodies.len() {
            return Err(faulty(format!("{} answers came back to {} questions", answers.len(), bodies.len())));
        }
        answers.into_iter().map(whole).collect()
    }

    /// How many machines it runs on.
    pub(crate) fn nodes(&self) -> Result<usize> {
        if self.kind != Kind::Quickwit {
            return Ok(1);
        }
        let nodes = self.expected(self.http.get("/api/v1/cluster")?)?.json()?;
        Ok(nodes.get("ready_nodes").and_then(Value::as_array).map_or(1, Vec::len))
    }

    fn post(&self, path: &str, body: &[u8]) -> Result<Response> {
        self.http.send(Request { method: Method::Post, path, body, repeatable: true, patient: false })
    }

    /// What is said where all went well.
    fn expected(&self, answer: Response) -> Result<Response> {
        if (200..300).contains(&answer.status) {
            return Ok(answer);
        }
        let said: String = String::from_utf8_lossy(&answer.body).chars().take(300).collect();
        let trouble = if answer.status == 404 { Trouble::Missing } else { Trouble::Faulty };
        let cause = format!("{} answered {}: {said}", self.kind.name(), answer.status);
        Err(Error::Far { trouble, cause })
    }
}

/// How many of some documents go into one request; one always does.
fn fitting(documents: &[Vec<u8>]) -> usize {
    let mut size = 0;
    let fits = documents.iter().take_while(|document| {
        size += document.len();
        size <= LARGEST
    });
    fits.count().max(1)
}

/// An index that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) documents: u64,
    pub(crate) size: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_bounded_and_leave_nobody_out() {
        let document = |size: usize| vec![b'a'; size];
        assert_eq!(fitting(&[document(3), document(LARGEST - 3), document(1)]), 2);
        assert_eq!(fitting(&[document(LARGEST + 1), document(1)]), 1);
        assert_eq!(fitting(&[document(1)]), 1);
    }
}
