//! The arrows between the crates, and the walls round dependencies. A new arrow is a reviewed change here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::desk::repository;

/// What each crate may use of the house. Those that are yet to be built are here already: the plan is one.
const ARROWS: [(&str, &[&str]); 11] = [
    ("kurabe-model", &[]),
    ("kurabe-text", &["kurabe-model"]),
    ("kurabe-corpus", &["kurabe-model", "kurabe-text"]),
    ("kurabe-embed", &["kurabe-model", "kurabe-text"]),
    ("kurabe-index", &["kurabe-model", "kurabe-text", "kurabe-embed"]),
    ("kurabe-cluster", &["kurabe-model", "kurabe-text", "kurabe-index"]),
    ("kurabe-query", &["kurabe-model", "kurabe-text", "kurabe-index", "kurabe-embed"]),
    ("kurabe-eval", &["kurabe-model", "kurabe-query"]),
    ("kurabe-render", &["kurabe-model", "kurabe-query", "kurabe-eval"]),
    ("kurabe-web", &["kurabe-model", "kurabe-query", "kurabe-render"]),
    (
        "kurabe",
        &[
            "kurabe-model",
            "kurabe-text",
            "kurabe-corpus",
            "kurabe-embed",
            "kurabe-index",
            "kurabe-cluster",
            "kurabe-query",
            "kurabe-eval",
            "kurabe-render",
            "kurabe-web",
        ],
    ),
];

/// Which crates may name a dependency that begins so.
const WALLS: [(&str, &[&str]); 16] = [
    ("encoding_rs", &["kurabe-corpus"]),
    ("hayro", &["kurabe-corpus"]),
    ("html5ever", &["kurabe-corpus"]),
    ("quick-xml", &["kurabe-corpus"]),
    ("rlimit", &["kurabe"]),
    ("lindera", &["kurabe-text"]),
    ("clap", &["kurabe"]),
    ("terminal_size", &["kurabe"]),
    ("toml", &["kurabe", "kurabe-corpus", "kurabe-text"]),
    ("tantivy", &["kurabe-index"]),
    ("zip", &["kurabe-corpus", "kurabe-embed", "kurabe-render"]),
    ("axum", &["kurabe-web"]),
    ("hyper", &["kurabe-web"]),
    ("maud", &["kurabe-render"]),
    ("tokio", &["kurabe-web"]),
    ("ureq", &["kurabe-cluster"]),
];

/// Dependencies of each member, the kinds `normal` and `build`, and those of tests.
struct Member {
    uses: BTreeSet<String>,
    tests_use: BTreeSet<String>,
}

fn members() -> BTreeMap<String, Member> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            let mut member = Member { uses: BTreeSet::new(), tests_use: BTreeSet::new() };
            for dependency in package["dependencies"].as_array().unwrap() {
                let tests = dependency["kind"] == "dev";
                let set = if tests { &mut member.tests_use } else { &mut member.uses };
                set.insert(text(&dependency["name"]));
            }
            (text(&package["name"]), member)
        })
        .collect()
}

#[test]
fn arrows_are_those_of_the_plan() {
    let plan = BTreeMap::from(ARROWS);
    for (name, member) in members() {
        let allowed = plan.get(name.as_str()).unwrap_or_else(|| panic!("{name} is not in the plan"));
        for used in member.uses.iter().filter(|used| used.starts_with("kurabe")) {
            assert!(allowed.contains(&used.as_str()), "{name} → {used} is not in the plan");
        }
    }
}

#[test]
fn nothing_uses_the_command_line_or_joins_index_and_corpus() {
    for (name, member) in members() {
        let all: Vec<&String> = member.uses.iter().chain(&member.tests_use).collect();
        let uses = |other: &str| all.iter().any(|used| *used == other);
        assert!(!uses("kurabe"), "{name} → kurabe");
        assert!(name != "kurabe-index" || !uses("kurabe-corpus"), "index → corpus");
        assert!(name != "kurabe-corpus" || !uses("kurabe-index"), "corpus → index");
    }
}

#[test]
fn walls_stand() {
    for (name, member) in members() {
        for used in &member.uses {
            for (walled, inside) in WALLS.iter().filter(|(walled, _)| used.starts_with(walled)) {
                assert!(inside.contains(&name.as_str()), "{name} names {used}; {walled} is walled");
            }
        }
    }
}

/// The environment, exit codes and the standard streams are the command line's.
#[test]
fn only_the_command_line_knows_where_it_runs() {
    const OUTSIDE: [&str; 4] = ["std::env", "env::var", "process::exit", "io::stdout"];
    let crates = fs::read_dir(repository().join("crates")).unwrap().map(|item| item.unwrap().path());
    for member in crates.filter(|item| item.is_dir() && !item.ends_with("cli")) {
        for file in rust_files(&member.join("src")) {
            let source = fs::read_to_string(&file).unwrap();
            for name in OUTSIDE {
                assert!(!source.contains(name), "{} names {name}", file.display());
            }
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for item in fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()) {
        if item.is_dir() {
            files.extend(rust_files(&item));
        } else if item.extension().is_some_and(|extension| extension == "rs") {
            files.push(item);
        }
    }
    files
}
