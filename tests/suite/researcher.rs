//! The researcher's commands, on the shipped corpus.

use std::fs;

use serde_json::Value;

use crate::desk::{on_shipped, repository};

fn json(arguments: &[&str]) -> Value {
    let run = on_shipped(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// The stored source that is called so.
fn stored_source(name: &str) -> String {
    let folders = fs::read_dir(repository().join("corpus/documents")).unwrap();
    let mut files = folders.map(|folder| folder.unwrap().path().join(name));
    fs::read_to_string(files.find(|file| file.is_file()).unwrap()).unwrap()
}

fn close(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn lines_of_kwic_are_found_again_in_their_sources() {
    for term in ["協働", "デジタル", "ＤＸ"] {
        let answer = json(&["kwic", term]);
        let lines = answer["lines"].as_array().unwrap();
        assert_eq!(lines.len() as u64, answer["total"], "{term}");
        assert!(!lines.is_empty(), "{term}");
        for line in lines {
            let text: Vec<char> = line["text"].as_str().unwrap().chars().collect();
            let place = |end: usize| line["highlights"][0][end].as_u64().unwrap() as usize;
            let keyword: String = text[place(0)..place(1)].iter().collect();
            assert_eq!(keyword, line["keyword"].as_str().unwrap());
            let around =
                [&line["left"], &line["keyword"], &line["right"]].map(|part| part.as_str().unwrap()).concat();
            let source = stored_source(line["source"]["file"].as_str().unwrap());
            let end = |place: usize| line["source"]["lines"][place].as_u64().unwrap() as usize;
            let stored: String = source.lines().skip(end(0) - 1).take(end(1) - end(0) + 1).collect();
            assert!(close(&stored).contains(&close(&around)), "{around}");
        }
    }
}

#[test]
fn kwic_counts_what_stands_in_the_statements() {
    let run = on_shipped(&["corpus", "outline", "--statements", "--format", "jsonl"]);
    let texts: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for term in ["協働", "デジタル", "市民"] {
        let times: usize = texts.iter().map(|one| one["text"].as_str().unwrap().matches(term).count()).sum();
        assert_eq!(json(&["kwic", term])["total"], times as u64, "{term}");
    }
}

#[test]
fn contexts_are_sorted_from_the_term_outward() {
    let sorted = |order: &str, part: &str| -> Vec<String> {
        let answer = json(&["kwic", "連携", "--sort", order]);
        let lines = answer["lines"].as_array().unwrap().iter();
        lines.map(|line| line[part].as_str().unwrap().to_owned()).collect()
    };
    let right = sorted("right", "right");
    assert!(right.windows(2).all(|pair| pair[0].chars().next() <= pair[1].chars().next()), "{right:?}");
    let left = sorted("left", "left");
    let last = |text: &String| text.chars().next_back();
    assert!(left.windows(2).all(|pair| last(&pair[0]) <= last(&pair[1])), "{left:?}");
}
