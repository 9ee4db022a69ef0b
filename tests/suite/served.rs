//! The site as a browser and as a stranger meet it: the real binary on a socket, spoken to in plain HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::desk::{Desk, on_shipped, shipped_home};

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
        let desk = Desk::empty();
        let mut command = desk.command(&["serve", "--port", "0"]);
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
