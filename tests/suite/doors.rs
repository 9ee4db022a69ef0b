//! The same questions at every door: the command line, HTTP, and an assistant's.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::desk::{Desk, on_shipped, repository, shipped_home};
use crate::served::{Site, encoded};

/// The binary as an assistant talks to it.
struct Assistant {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: u64,
    _desk: Desk,
}

impl Assistant {
    fn meet() -> Self {
        let desk = Desk::empty();
        let mut command = desk.command(&["mcp", "--lang", "en"]);
        command.env("KURABE_HOME", shipped_home());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut met = Self { child, input, output, asked: 0, _desk: desk };
        let said = met.ask(
            "initialize",
            json!({
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "suite", "version": "1"},
            }),
        );
        assert_eq!(said["result"]["serverInfo"]["name"], "kurabe", "{said}");
        met.say(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        met
    }

    fn say(&mut self, message: &Value) {
        writeln!(self.input, "{message}").unwrap();
    }

    /// What is answered to a request.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.say(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "it has left");
            let said: Value = serde_json::from_str(&line).unwrap();
            if said["id"] == id {
                return said;
            }
        }
    }

    fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.ask("tools/call", json!({"name": tool, "arguments": arguments}))["result"].take()
    }
}

impl Drop for Assistant {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect()
}

#[test]
fn every_door_gives_the_same_ids_in_the_same_order() {
    let queries = std::fs::read_to_string(repository().join("tests/gold/queries.jsonl")).unwrap();
    let site = Site::of(&shipped_home());
    let mut assistant = Assistant::meet();
    let mut asked = 0;
    for line in queries.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let query = case["query"].as_str().unwrap();
        let told = on_shipped(&["search", "--format", "json", "--", query]);
        let told: Value = serde_json::from_str(&told.stdout).unwrap();
        let served = site.get(&format!("/api/v1/search?q={}", encoded(query))).json();
        let called = assistant.call("search", json!({"q": query}));
        assert_eq!(ids(&told), ids(&served), "{query}");
        assert_eq!(ids(&told), ids(&called["structuredContent"]), "{query}: {called}");
        asked += 1;
    }
    assert!(asked > 20);
}

#[test]
fn an_assistant_finds_tools_that_say_what_they_take() {
    let mut assistant = Assistant::meet();
    let offered = assistant.ask("tools/list", json!({}));
    let tools = offered["result"]["tools"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["search", "similar", "compare", "gaps", "targets", "show"]);
    for tool in tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{tool}");
        assert!(tool["description"].as_str().unwrap().contains(" / "), "both languages: {tool}");
    }

    let found =
        assistant.call("search", json!({"q": "公民連携", "limit": 1, "municipality": ["柏市", "目黒区"]}));
    let hit = &found["structuredContent"]["hits"][0];
    let text: Value = serde_json::from_str(found["content"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(&text["hits"][0], hit);
    assert!(
        hit["citation"].as_str().unwrap().contains(hit["municipality"]["name"].as_str().unwrap()),
        "{hit}"
    );

    let shown = assistant.call("show", json!({"id": [hit["id"]]}));
    assert_eq!(shown["structuredContent"]["hits"][0]["text"], hit["text"]);
    let listed = assistant.ask("resources/list", json!({}));
    let resources = listed["result"]["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 5, "{listed}");
    let read = assistant.ask("resources/read", json!({"uri": resources[0]["uri"]}));
    let document: Value =
        serde_json::from_str(read["result"]["contents"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(document["documents"][0]["id"], resources[0]["name"], "{read}");
    let missing = assistant.ask("resources/read", json!({"uri": "kurabe://documents/no-such-id"}));
    assert!(missing["error"].is_object(), "{missing}");
    let similar = assistant.call("similar", json!({"id": hit["id"], "per_municipality": 1}));
    assert_eq!(similar["structuredContent"]["source"]["id"], hit["id"]);
}

#[test]
fn what_an_assistant_gets_wrong_is_told_in_words_it_can_act_on() {
    let mut assistant = Assistant::meet();
    for (tool, arguments, says) in [
        ("search", json!({"query": "DX"}), "query"),
        ("search", json!({"q": "DX", "limit": 0}), "limit"),
        ("search", json!({"q": {"deep": 1}}), "q"),
        ("search", json!({"q": "DX", "municipality": "国分時市"}), "国分時市"),
        ("search", json!({}), "nothing"),
        ("show", json!({"id": "no-such-id"}), "no-such-id"),
    ] {
        let answer = assistant.call(tool, arguments.clone());
        assert_eq!(answer["isError"], true, "{arguments}: {answer}");
        let text = answer["content"][0]["text"].as_str().unwrap();
        assert!(text.contains(says), "{arguments}: {text}");
    }
    let unknown = assistant.ask("tools/call", json!({"name": "rm", "arguments": {}}));
    assert!(unknown["error"]["message"].as_str().unwrap().contains("rm"), "{unknown}");
}

#[test]
fn the_api_describes_itself_and_links_its_parts() {
    let site = Site::of(&shipped_home());
    let described = site.get("/api/v1/openapi.json").json();
    assert_eq!(described["openapi"], "3.1.0");
    for (path, operation) in described["paths"].as_object().unwrap() {
        let shape = &operation["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
        let name = shape.as_str().unwrap().rsplit('/').next().unwrap();
        assert!(described["components"]["schemas"][name].is_object(), "{path}: {shape}");
        // What is described is there: asked for nothing, or for what nobody has, it says so.
        let reply = site.get(&path.replace("{id}", "no-such-id"));
        let expected: &[u16] = if path.contains("{id}") { &[404] } else { &[200, 400] };
        assert!(expected.contains(&reply.status), "{path}: {}", reply.text());
        let is_needy =
            operation["get"]["parameters"].as_array().unwrap().iter().any(|one| one["required"] == true);
        assert!(!is_needy || reply.status >= 400, "{path}");
    }
    let documents = site.get("/api/v1/documents").json();
    let id = documents["documents"][0]["id"].as_str().unwrap();
    let document = site.get(&format!("/api/v1/documents/{id}")).json();
    assert!(document["documents"][0]["outline"]["sections"].as_array().unwrap().len() > 3);

    let first = site.get("/api/v1/targets?limit=2");
    assert_eq!(first.header("vary"), Some("Accept-Language"));
    let link = first.header("link").unwrap();
    let next = link.strip_prefix('<').and_then(|link| link.split_once(">; rel=\"next\"")).unwrap().0;
    let second = site.get(next);
    assert!(second.header("link").unwrap().contains("rel=\"prev\""), "{:?}", second.header("link"));
    let both = site.get("/api/v1/targets?limit=4").json();
    let [first, second] =
        [first.json(), second.json()].map(|part| part["targets"].as_array().unwrap().clone());
    assert_eq!([first, second].concat(), *both["targets"].as_array().unwrap());

    let tag = site.get("/api/v1/search?q=DX").header("etag").unwrap().to_owned();
    let known = site.ask("GET", "/api/v1/search?q=DX", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!(known.status, 304);
    let refused = site.ask("GET", "/api/v1/search?q=DX&munici=x", "Accept-Language: en\r\n");
    assert_eq!((refused.status, refused.header("content-type")), (400, Some("application/problem+json")));
    assert!(refused.json()["title"].as_str().unwrap().contains("munici"), "{}", refused.text());
    let other = site.ask("GET", "/api/v1/search?q=DX&munici=x", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!(other.status, 400, "a question that cannot be read has no answer that could be known");
    let nothing_asked = site.ask("GET", "/api/v1/gaps", "Accept-Language: en\r\n");
    assert_eq!(nothing_asked.json()["type"], "urn:kurabe:problem:missing-parameter");
    assert!(nothing_asked.json()["title"].as_str().unwrap().contains(" of "), "{}", nothing_asked.text());
    assert_eq!(site.get("/api/v1/search?q=DX&q=AI").status, 400);
    assert_eq!(site.get(&format!("/api/v1/compare?{}", "subject=dx&".repeat(51))).status, 400);
    let few = site.get("/api/v1/search?q=DX&per_municipality=1&limit=8");
    assert!(
        few.json()["hits"].as_array().unwrap().len() < 8 && few.header("link").is_none(),
        "{}",
        few.text()
    );
    let weak = site.ask("GET", "/api/v1/search?q=DX", &format!("If-None-Match: W/{tag}\r\n"));
    assert_eq!(weak.status, 304);
    let far = site.get("/search?q=DX&offset=18446744073709551615");
    assert_eq!(far.status, 400, "{}", far.text());
    assert_eq!(site.get("/search?q=DX&offset=1000000000").status, 200);
    let nothing = site.get("/api/v1/no-such-question");
    assert_eq!((nothing.status, nothing.header("content-type")), (404, Some("application/problem+json")));
    let missing = site.get("/api/v1/statements/no-such-id");
    assert_eq!(missing.status, 404, "{}", missing.text());
}
