//! Statements on a search engine: what is asked of it, what comes of its answers, and what is said when it fails.
//!
//! The answers of `tests/fixtures/engine/quickwit.jsonl` were given by Quickwit 0.9. To write them down anew, as has to be done
//! when the form of what travels changes, name one: `KURABE_TEST_CLUSTER=http://127.0.0.1:7280 KURABE_RECORD=1 cargo test`.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::desk::{Desk, Run, copy, example_home, repository, run, shipped_home};
use crate::dice::Dice;
use crate::engine::{Answers, Engine, Manner, altered, recorded};
use crate::nation::nation;
use crate::served::Site;

/// The name of what was recorded.
const NAME: &str = "kurabe-recorded";

/// What is asked: every command that answers.
const QUESTIONS: &[&[&str]] = &[
    &["search", "協働"],
    &["search", "公共施設 管理"],
    &["search", "\"公共施設\" -学校"],
    &["search", "高齢者の見守りをどう進めるか"],
    &["search", "きょうどう"],
    &["search", "協働", "--per-municipality", "1"],
    &["search", "--year", "2024", "防災"],
    &["search", "--loose", "協働公園防災無線"],
    &["search", "南極観測"],
    &["search", "--tables", "予算"],
    &["similar", "--text", "市民との協働によるまちづくりを進める"],
    &["compare"],
    &["compare", "DX", "協働"],
    &["compare", "--rows", "measures", "協働"],
    &["targets"],
    &["terms"],
    &["network", "--min-count", "1"],
    &["kwic", "協働"],
    &["trends", "協働"],
    &["peers", "青葉市"],
];

/// The engine tests may use, if any; else it is said by name what is not done.
#[allow(clippy::print_stdout, reason = "what is not done is said by name")]
fn real(case: &str) -> Option<String> {
    let url = env::var("KURABE_TEST_CLUSTER").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        println!("skipped: {case} (KURABE_TEST_CLUSTER names no engine)");
    }
    url
}

/// The home the answers were recorded of: two small plans, and a lexicon of its own that nobody edits.
fn home() -> PathBuf {
    static HOME: LazyLock<TempDir> = LazyLock::new(|| {
        let home = tempfile::tempdir().unwrap();
        copy(&example_home().join("corpus"), &home.path().join("corpus"));
        copy(&repository().join("tests/fixtures/engine/lexicon"), &home.path().join("corpus/lexicon"));
        let built = run(Desk::empty().command(&["index"]).env("KURABE_HOME", home.path()));
        assert_eq!(built.code, 0, "{built:?}");
        home
    });
    HOME.path().to_path_buf()
}

/// What was recorded, as if it had been given to this program.
fn answers() -> Answers {
    let generations = std::fs::read_dir(home().join("index")).unwrap();
    let manifest = generations.map(|one| one.unwrap().path().join("kurabe.json")).find(|path| path.exists());
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(manifest.unwrap()).unwrap()).unwrap();
    // What plans say by other rules of reading is not what is tested here.
    altered(
        recorded(&file()),
        "register:",
        "/manifest/fingerprint/reading",
        &manifest["fingerprint"]["reading"],
    )
}

fn file() -> PathBuf {
    repository().join("tests/fixtures/engine/quickwit.jsonl")
}

fn asked(home: &PathBuf, question: &[&str], cluster: Option<&str>) -> Run {
    let desk = Desk::empty();
    let mut words = question.to_vec();
    words.extend(["--format", "json"]);
    words.extend(cluster.into_iter().flat_map(|cluster| ["--cluster", cluster]));
    run(desk.command(&words).env("KURABE_HOME", home))
}

fn push(home: &PathBuf, url: &str, name: &str, more: &[&str]) -> Run {
    let words = [&["cluster", "push", "--url", url, "--name", name], more].concat();
    run(Desk::empty().command(&words).env("KURABE_HOME", home))
}

fn take_away(url: &str, name: &str) -> Run {
    run(&mut Desk::empty().command(&["cluster", "drop", "--url", url, "--name", name]))
}

/// Asks everything at an engine and at home; both have to say the same.
fn agrees(home: &PathBuf, cluster: &str) {
    for question in QUESTIONS {
        let (here, there) = (asked(home, question, None), asked(home, question, Some(cluster)));
        assert_eq!(there.stderr.replace(cluster, ""), here.stderr, "{question:?}");
        assert_eq!((there.code, &there.stdout), (here.code, &here.stdout), "{question:?}");
    }
}

#[test]
fn recorded_answers_come_out_as_those_of_an_index_do() {
    let home = home();
    if env::var_os("KURABE_RECORD").is_some()
        && let Some(url) = real("writing down what an engine answers")
    {
        take_away(&url, NAME);
        let pushed = push(&home, &url, NAME, &[]);
        assert_eq!(pushed.code, 0, "{pushed:?}");
        let engine = Engine::new(Manner::Real(url, Default::default()));
        agrees(&home, &format!("{}/{NAME}", engine.url));
        engine.keep(&file());
    }
    let engine = Engine::new(Manner::Recorded(answers()));
    agrees(&home, &format!("{}/{NAME}", engine.url));
}

/// A home, and an engine that fails; what a search says then.
fn failing(manner: Manner) -> Run {
    let engine = Engine::new(manner);
    let desk = Desk::empty();
    let cluster = format!("{}/{NAME}", engine.url);
    let mut command =
        desk.command(&["search", "協働", "--format", "json", "--lang", "en", "--cluster", &cluster]);
    let command = command.env("KURABE_HOME", home()).env("KURABE_CLUSTER_TIMEOUT", "1");
    run(command.env("KURABE_CLUSTER_USER", "planner").env("KURABE_CLUSTER_PASSWORD", "s3cret-word"))
}

fn always(status: u16, body: &str) -> Manner {
    Manner::Always { status, body: body.to_owned(), breaks_off: false, wait: Duration::ZERO }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "that nobody waits for ever is what is tested")]
fn an_engine_that_fails_gives_no_answer_but_a_reason() {
    let whole = answers;
    let partial = r#"{"timed_out":false,"_shards":{"total":2,"failed":1},"hits":{"total":{"value":0,"relation":"eq"},"hits":[]}}"#;
    let late = r#"{"timed_out":true,"_shards":{"total":2,"failed":0},"hits":{"total":{"value":0,"relation":"eq"},"hits":[]}}"#;
    let slow =
        Manner::Always { status: 200, body: "{}".into(), breaks_off: false, wait: Duration::from_secs(4) };
    let torn =
        Manner::Always { status: 200, body: "{\"hits\":".into(), breaks_off: true, wait: Duration::ZERO };
    let foreign = altered(answers(), "register:", "/manifest/fingerprint/format", &9999.into());
    let described = serde_json::json!({ "form": 9999, "made of": ["something else"] });
    let formed = altered(answers(), "complete", "", &described);
    let cases: [(&str, Manner, &str); 13] = [
        ("brought by another program", Manner::Recorded(foreign), "by another version"),
        ("brought in another form", Manner::Recorded(formed), "by another version"),
        ("another program", always(200, "hello"), "no engine that is known"),
        ("nothing under the name", always(404, "{}"), "no engine that is known"),
        ("nobody may come in", always(401, "{}"), "does not let us in"),
        ("slow", slow, "does not answer"),
        ("torn", torn, "does not answer"),
        ("too many ask", Manner::But(whole(), 429, "{}".into()), "is busy"),
        ("not there", Manner::But(whole(), 503, "{}".into()), "is busy"),
        ("broken", Manner::But(whole(), 500, "oh".into()), "makes no sense"),
        ("no JSON", Manner::But(whole(), 200, "<html>".into()), "makes no sense"),
        ("a part is lost", Manner::But(whole(), 200, partial.into()), "from a part only"),
        ("a part is late", Manner::But(whole(), 200, late.into()), "from a part only"),
    ];
    for (case, manner, said) in cases {
        let begun = Instant::now();
        let failed = failing(manner);
        assert_eq!(failed.code, 2, "{case}: {failed:?}");
        assert!(failed.stderr.contains(said), "{case}: {}", failed.stderr);
        let document: serde_json::Value = serde_json::from_str(&failed.stdout).expect(case);
        assert!(document.get("errors").is_some() && document.get("hits").is_none(), "{case}: {document}");
        assert!(!format!("{failed:?}").contains("s3cret-word"), "{case}");
        assert!(begun.elapsed() < Duration::from_secs(30), "{case}: it was tried again for long");
    }
}

#[test]
fn a_site_over_an_engine_that_fails_says_so() {
    let engine = Engine::new(Manner::But(answers(), 503, "{}".into()));
    let site = Site::over(&home(), &format!("{}/{NAME}", engine.url));
    let refused = site.get("/api/v1/search?q=%E5%8D%94%E5%83%8D");
    assert_eq!((refused.status, refused.header("content-type")), (503, Some("application/problem+json")));
    let problem = refused.json();
    assert!(problem["type"].as_str().unwrap().contains("unavailable"), "{problem}");
    let page = site.get("/search?q=%E5%8D%94%E5%83%8D");
    assert_eq!(page.status, 503);
    assert!(page.text().contains("検索エンジンが混んでいます"), "{}", page.text());
}

#[test]
fn what_lets_us_in_is_shown_to_the_engine_alone() {
    let engine = Engine::new(Manner::Recorded(answers()));
    let desk = Desk::empty();
    let cluster = format!("{}/{NAME}", engine.url);
    desk.write(
        "settings.toml",
        format!("cluster = \"{cluster}\"\nuser = \"planner\"\npassword-file = \"word\"\n").as_bytes(),
    );
    desk.write("word", b"s3cret-word\n");
    let mut command = desk.command(&["search", "協働", "--format", "json"]);
    command.env("KURABE_HOME", home()).env("KURABE_CLUSTER_SETTINGS", desk.path().join("settings.toml"));
    let found = run(&mut command);
    assert_eq!(found.code, 0, "{found:?}");
    let shown: Vec<Option<String>> =
        engine.asked.lock().unwrap().iter().map(|asked| asked.authorization.clone()).collect();
    // planner:s3cret-word
    assert!(
        !shown.is_empty()
            && shown.iter().all(|shown| shown.as_deref() == Some("Basic cGxhbm5lcjpzM2NyZXQtd29yZA==")),
        "{shown:?}"
    );
    assert!(!format!("{found:?}").contains("s3cret"), "{found:?}");

    desk.write("settings.toml", b"user = \"planner\"\npassword = s3cret-word\n");
    let mut command = desk.command(&["search", "協働"]);
    command.env("KURABE_HOME", home()).env("KURABE_CLUSTER_SETTINGS", desk.path().join("settings.toml"));
    let refused = run(&mut command);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("2行目") && !refused.stderr.contains("s3cret"), "{refused:?}");
}

#[test]
fn addresses_that_are_none_are_refused() {
    for (cluster, said) in [
        ("plans", "所在として読めません"),
        ("ftp://host/plans", "所在として読めません"),
        ("http://user:word@host/plans", "所在として読めません"),
        ("http://127.0.0.1:1/Plans", "所在として読めません"),
        ("http://127.0.0.1:1/plans", "検索エンジンが答えません"),
    ] {
        let refused =
            run(Desk::empty().command(&["search", "協働", "--cluster", cluster]).env("KURABE_HOME", home()));
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.stderr.contains(said), "{cluster}: {}", refused.stderr);
        assert!(!refused.stderr.contains("user:word"), "{}", refused.stderr);
    }
}

#[test]
fn a_real_engine_answers_as_an_index_does() {
    let Some(url) = real("a real engine answers as an index does") else { return };
    for (home, name) in [(example_home(), "kurabe-test-example"), (shipped_home(), "kurabe-test-shipped")] {
        take_away(&url, name);
        let pushed = push(&home, &url, name, &[]);
        assert_eq!(pushed.code, 0, "{pushed:?}");
        agrees(&home, &format!("{url}/{name}"));
        let again = push(&home, &url, name, &[]);
        assert!(again.stdout.contains("もうあります"), "{again:?}");
        assert_eq!(take_away(&url, name).code, 0);
        let gone = asked(&home, &["search", "協働"], Some(&format!("{url}/{name}")));
        assert_eq!(gone.code, 2, "{gone:?}");
        assert_eq!(take_away(&url, name).code, 1);
    }
}

/// The best of each of many municipalities are among the best of all, or are asked for one by one.
#[test]
fn many_municipalities_are_compared_as_in_an_index() {
    let Some(url) = real("many municipalities are compared as in an index") else { return };
    let (desk, name) = (nation(4), "kurabe-test-nation");
    take_away(&url, name);
    assert_eq!(desk.kurabe(&["cluster", "push", "--url", &url, "--name", name]).code, 0);
    for subject in ["公園", "整備", "公園の着実な整備"] {
        let asked = ["compare", subject, "--format", "json"];
        let (here, cluster) = (desk.kurabe(&asked), format!("{url}/{name}"));
        let there = desk.kurabe(&[&asked[..], &["--cluster", &cluster]].concat());
        assert_eq!((there.code, there.stdout), (here.code, here.stdout), "{subject}");
    }
    take_away(&url, name);
}

#[test]
fn what_was_broken_off_goes_on() {
    let Some(url) = real("what was broken off goes on") else { return };
    let (home, name) = (shipped_home(), "kurabe-test-broken");
    take_away(&url, name);
    let mut dice = Dice(20_261_122);
    for _ in 0..10 {
        let desk = Desk::empty();
        let mut command = desk.command(&["cluster", "push", "--url", &url, "--name", name]);
        let mut child = command.env("KURABE_HOME", &home).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(100 + dice.roll(9_000) as u64));
        let _ = child.kill();
        let _ = child.wait();
    }
    let pushed = push(&home, &url, name, &[]);
    assert_eq!(pushed.code, 0, "{pushed:?}");
    agrees(&home, &format!("{url}/{name}"));
    take_away(&url, name);
}

/// Whatever is kept of an engine is asked by some question: nothing stale stays in the file.
#[test]
fn nothing_is_recorded_that_nobody_asks() {
    let answers = answers();
    let engine = Engine::new(Manner::Recorded(answers.clone()));
    for question in QUESTIONS {
        asked(&home(), question, Some(&format!("{}/{NAME}", engine.url)));
    }
    let asked: BTreeMap<_, _> = engine
        .asked
        .lock()
        .unwrap()
        .iter()
        .map(|asked| ((asked.method.clone(), asked.path.clone(), asked.body.clone()), ()))
        .collect();
    let stale: Vec<_> = answers.keys().filter(|key| !asked.contains_key(*key)).collect();
    assert!(stale.is_empty(), "{stale:?}");
}
