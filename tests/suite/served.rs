//! The site as a browser and as a stranger meet it: the real binary on a socket, spoken to in plain HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::desk::{Desk, entry, on_shipped, shipped_home};

/// The binary while it serves a home; it ends with the case.
pub(crate) struct Site {
    address: SocketAddr,
    child: Child,
    _desk: Desk,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The value of a line of the head.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let line = |line: &'_ str| line.to_lowercase().starts_with(&format!("{name}:"));
        let line = self.head.lines().find(|found| line(found))?;
        Some(line.split_once(':')?.1.trim())
    }
}

impl Site {
    /// Serves a home at a port the system chooses.
    pub(crate) fn of(home: &Path) -> Self {
        Self::with(Desk::empty(), home, None)
    }

    /// Serves the home of a desk, with the models of its user.
    pub(crate) fn beside(desk: &Desk) -> Self {
        let own = Desk::empty();
        own.kurabe(&["model", "install", desk.path().join("tiny.bin").to_str().unwrap()]);
        Self::with(own, desk.path(), None)
    }

    /// Serves statements that lie on an engine.
    pub(crate) fn over(home: &Path, cluster: &str) -> Self {
        Self::with(Desk::empty(), home, Some(cluster))
    }

    fn with(desk: Desk, home: &Path, cluster: Option<&str>) -> Self {
        let mut command = desk.command(&["serve", "--port", "0"]);
        command.envs(cluster.map(|cluster| ("KURABE_CLUSTER", cluster)));
        let mut child =
            command.env("KURABE_HOME", home).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let address = loop {
            let mut line = String::new();
            assert!(said.read_line(&mut line).unwrap() > 0, "the site has not begun");
            if let Some((_, address)) = line.split_once("http://") {
                break address.trim().trim_end_matches('/').parse().unwrap();
            }
        };
        // Whoever no longer listens must not stop it from talking.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { address, child, _desk: desk }
    }

    /// Sends bytes as they are, and reads what comes back until the site closes.
    fn send(&self, request: &[u8]) -> Option<Reply> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A site that has refused already does not read on.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Reply { status, head, body: bytes[end + 4..].to_vec() })
    }

    pub(crate) fn ask(&self, method: &str, address: &str, more: &str) -> Reply {
        let own = self.address;
        let request =
            format!("{method} {address} HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n{more}\r\n");
        self.send(request.as_bytes()).unwrap()
    }

    pub(crate) fn get(&self, address: &str) -> Reply {
        self.ask("GET", address, "")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A text as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Every question is answered by the site as by the command line, byte for byte.
#[test]
fn the_same_question_has_the_same_answer() {
    let site = Site::of(&shipped_home());
    let check = |address: &str, arguments: &[&str]| {
        let reply = site.get(address);
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
        let told = on_shipped(&[arguments, &["--format", "json"]].concat()).stdout;
        assert!(reply.text() == told, "{address}\n{}\n{told}", reply.text());
    };
    let word = encoded("公民連携");
    check(&format!("/search.json?q={word}&limit=10"), &["search", "公民連携"]);
    check(
        &format!("/search.json?q={word}&municipality={}&per_municipality=2&limit=10", encoded("柏市,目黒区")),
        &["search", "公民連携", "--municipality", "柏市,目黒区", "--per-municipality", "2"],
    );
    check(
        "/search.json?theme=dx&kind=policy&limit=5",
        &["search", "--theme", "dx", "--kind", "policy", "-n", "5"],
    );
    check("/compare.json?subject=dx&best=2", &["compare", "dx", "--best", "2"]);
    check(
        &format!("/gaps.json?of={}&theme=dx", encoded("国分寺市")),
        &["gaps", "--municipality", "国分寺市", "--theme", "dx"],
    );
    check("/targets.json?sort=value", &["targets", "--sort", "value"]);
    check("/trends.json?term=DX&term=theme:dx", &["trends", "DX", "theme:dx"]);
    check(&format!("/kwic.json?term={}&sort=right", encoded("協働")), &["kwic", "協働", "--sort", "right"]);
    check("/corpus.json", &["corpus", "list"]);
    check("/corpus/mitaka-kikakubu-2019.json", &["corpus", "outline", "mitaka-kikakubu-2019"]);
    let found = site.get(&format!("/search.json?q={word}")).json();
    let id = found["hits"][0]["id"].as_str().unwrap().to_owned();
    check(&format!("/similar.json?id={id}"), &["similar", &id]);
    check(&format!("/statements/{id}.json"), &["show", &id]);
}

/// Every page there is, in both languages, says whatever it is about in its own language.
#[test]
fn pages_are_whole() {
    let site = Site::of(&shipped_home());
    let word = encoded("公民連携");
    let id = site.get(&format!("/search.json?q={word}")).json()["hits"][0]["id"].as_str().unwrap().to_owned();
    let pages = [
        String::new(),
        "search".to_owned(),
        format!("search?q={word}"),
        format!("similar?id={id}"),
        format!("statements/{id}"),
        "compare?subject=dx".to_owned(),
        format!("gaps?of={}", encoded("三鷹市")),
        "targets".to_owned(),
        "trends?term=DX".to_owned(),
        format!("kwic?term={word}"),
        "compare?subject=dx&pin=131105&pin=122173".to_owned(),
        format!("search?q={word}&per_municipality=2"),
        "corpus".to_owned(),
    ];
    for page in pages {
        for (folder, lang) in [("/", "ja"), ("/en/", "en")] {
            let reply = site.get(&format!("{folder}{page}"));
            assert_eq!(reply.status, 200, "{folder}{page}");
            let text = reply.text();
            assert!(text.contains(&format!("<html lang=\"{lang}\">")), "{folder}{page}");
            assert!(text.trim_end().ends_with("</html>"), "{folder}{page}");
            assert!(!text.contains("style=") && !text.contains("<script>"), "{folder}{page}");
            let policy = reply.header("content-security-policy").unwrap();
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        }
    }
}

/// Tables are handed on as CSV and as workbooks, under a name.
#[test]
fn tables_are_handed_on() {
    let site = Site::of(&shipped_home());
    let csv = site.get("/compare.csv?subject=dx");
    assert_eq!((csv.status, csv.header("content-type")), (200, Some("text/csv; charset=utf-8")));
    assert!(csv.text().starts_with('\u{feff}'), "a table that Excel opens says that it is UTF-8");
    let book = site.get("/compare.xlsx?subject=dx");
    assert_eq!((book.status, &book.body[..2]), (200, &b"PK"[..]));
    let name = book.header("content-disposition").unwrap();
    assert_eq!(name, "attachment; filename=\"kurabe-compare.xlsx\"");
}

/// Whatever a stranger sends is refused in a word, and the site goes on.
#[test]
fn strangers_get_a_proper_answer() {
    let site = Site::of(&shipped_home());
    let own = site.address;
    let status = |request: String| site.send(request.as_bytes()).map(|reply| reply.status);
    let with = |host: &str| status(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert_eq!(with("evil.example"), Some(421));
    assert_eq!(with(&format!("localhost:{}", own.port())), Some(200));
    assert_eq!(status("GET / HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned()), Some(421));
    for address in [
        "/search?q=%ff",
        "/search?q=%C3%28",
        "/search?qq=1",
        "/search?limit=0",
        "/search?limit=x",
        "/search.json",
        "/statements/%FF",
        "/originals/%FF",
        "/api/v1/documents/%FF",
    ] {
        assert_eq!(site.get(address).status, 400, "{address}");
    }
    for address in [
        "/nothing",
        "/statements/nothing",
        "/corpus/nothing",
        "/assets/..%2F..%2FCargo.toml",
        "/statements/..%2F..%2Fetc%2Fpasswd",
    ] {
        assert_eq!(site.get(address).status, 404, "{address}");
    }
    assert_eq!(site.get(&format!("/search?q={}", "a".repeat(20_000))).status, 414);
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        assert_eq!(site.ask(method, "/search", "Content-Length: 0\r\n").status, 405, "{method}");
    }
    let large =
        format!("GET /search?q={} HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n", "a".repeat(1 << 20));
    assert!(status(large).is_none_or(|status| (400..500).contains(&status)));
    let many = format!("GET / HTTP/1.1\r\nHost: {own}\r\n{}\r\n", "X-A: b\r\n".repeat(10_000));
    assert!(status(many).is_none_or(|status| (400..500).contains(&status)));
    assert!(
        status("GET /\u{0}\u{1} HTTP/9\r\n\r\n".to_owned()).is_none_or(|status| (400..500).contains(&status))
    );
    // A body that never comes keeps nobody waiting.
    let slow = site.ask("GET", "/search", "Content-Length: 1000000\r\n");
    assert_eq!(slow.status, 200);
    let problem = site.get("/search.json?limit=x");
    assert_eq!(problem.header("content-type"), Some("application/problem+json"));
    assert_eq!(problem.json()["status"], 400);
    assert_eq!(site.get("/").status, 200);
}

/// An address with a slash too many leads to the one that was meant, and never to another host.
#[test]
fn nearly_right_addresses_lead_on() {
    let site = Site::of(&shipped_home());
    let leads = |address: &str| {
        let reply = site.get(address);
        (reply.status, reply.header("location").unwrap_or_default().to_owned())
    };
    assert_eq!(leads("/en"), (308, "/en/".to_owned()));
    assert_eq!(leads("/search/?q=DX"), (308, "/search?q=DX".to_owned()));
    assert_eq!(leads("/en/corpus/"), (308, "/en/corpus".to_owned()));
    for address in ["//evil.example/", "/\\evil.example/", "///", "/%2Fevil.example/"] {
        let (status, to) = leads(address);
        assert!((400..500).contains(&status) && to.is_empty(), "{address}: {status} {to}");
    }
}

/// The file a statement was read from is handed on as it came.
#[test]
fn originals_are_handed_on() {
    let site = Site::of(&shipped_home());
    let id = "mitaka-kikakubu-2019";
    let page = site.get(&format!("/corpus/{id}"));
    assert!(page.text().contains(&format!("href=\"/originals/{id}\"")), "{}", page.text());
    let original = site.get(&format!("/originals/{id}"));
    let kept = std::fs::read(shipped_home().join(format!("corpus/documents/mitaka/{id}.txt"))).unwrap();
    assert!(original.status == 200 && original.body == kept);
    assert_eq!(original.header("content-type"), Some("text/plain"));
    for stranger in ["no-such-id", "..%2F..%2F..%2Fetc%2Fpasswd", "mitaka%2Fmitaka-kikakubu-2019.txt", "%00"]
    {
        assert_eq!(site.get(&format!("/originals/{stranger}")).status, 404, "{stranger}");
    }
}

/// What is typed is shown as text, in whatever parameter of whatever page it comes.
#[test]
fn nothing_typed_becomes_a_page() {
    let site = Site::of(&shipped_home());
    let script = "\"><script>alert(1)</script>' OR 1=1 --";
    let names = [
        "q",
        "subject",
        "term",
        "text",
        "id",
        "of",
        "municipality",
        "peers",
        "prefecture",
        "year",
        "department",
        "theme",
        "kind",
        "document",
        "document_kind",
        "limit",
        "sort",
        "pin",
        "exact",
        script,
    ];
    for page in ["search", "similar", "compare", "gaps", "targets", "trends", "kwic", "corpus"] {
        for name in names {
            let address = format!("/{page}?{}={}", encoded(name), encoded(script));
            for address in [address.clone(), format!("/en{address}")] {
                let reply = site.get(&address);
                assert!(reply.status < 500, "{address}: {}", reply.status);
                assert!(!reply.text().contains("<script>alert"), "{address}");
            }
        }
    }
    let reply = site.get(&format!("/statements/{}", encoded(script)));
    assert!(reply.status == 404 && !reply.text().contains("<script>alert"));
}

/// Whoever has an answer of this corpus already is told so.
#[test]
fn answers_are_known_by_the_version_of_the_corpus() {
    let site = Site::of(&shipped_home());
    let first = site.get("/compare.json?subject=dx");
    let tag = first.header("etag").unwrap();
    let again = site.ask("GET", "/compare.json?subject=dx", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
}

/// A document that comes in while the site is asked is there a moment later, and no request is lost on the way.
#[test]
fn a_new_index_takes_the_place_of_the_old_one() {
    let desk = Desk::with_shipped_corpus();
    let site = Site::of(desk.path());
    let count = || {
        let reply = site.get("/corpus.json");
        assert_eq!(reply.status, 200);
        reply.json()["documents"].as_array().unwrap().len()
    };
    assert_eq!(count(), 5);
    desk.write("corpus/documents/new.txt", "１ 防災\n(1) 避難所の備蓄を拡充します。\n".as_bytes());
    let catalogue = std::fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
    desk.write("corpus/catalogue.toml", format!("{catalogue}\n{}", entry("new", "new.txt")).as_bytes());
    for _ in 0..600 {
        if count() > 5 {
            break;
        }
        assert_eq!(site.get("/search.json?theme=dx").status, 200);
        std::thread::sleep(Duration::from_millis(50));
    }
    let page = site.get("/corpus/new");
    assert!(page.status == 200 && page.text().contains("１ 防災"), "{}", page.text());
}

/// Whoever is being answered when the end comes has the answer, and the process ends well.
#[test]
#[cfg(unix)]
fn the_end_is_graceful() {
    let mut site = Site::of(&shipped_home());
    let mut stream = TcpStream::connect(site.address).unwrap();
    let request = format!("GET /compare HTTP/1.1\r\nHost: {}\r\n\r\n", site.address);
    stream.write_all(request.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    let told = std::process::Command::new("kill").args(["-TERM", &site.child.id().to_string()]).status();
    assert!(told.unwrap().success());
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert!(reply.starts_with("HTTP/1.1 200") && reply.trim_end().ends_with("</html>"));
    assert!(site.child.wait().unwrap().success());
}
