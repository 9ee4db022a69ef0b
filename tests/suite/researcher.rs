//! The researcher's commands, on the shipped corpus.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::desk::{Desk, Run, copy, on_shipped, repository};

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

/// A point of a trend.
fn point<'a>(answer: &'a Value, term: &str, year: &Value) -> &'a Value {
    let rows = answer["rows"].as_array().unwrap();
    rows.iter().find(|row| row["term"] == term && row["year"] == *year).unwrap()
}

#[test]
fn trends_count_what_stands_in_the_statements_of_a_year() {
    let run = on_shipped(&["corpus", "outline", "--statements", "--format", "jsonl"]);
    let hits: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answer = json(&["trends", "協働", "デジタル", "theme:dx"]);
    let outline = json(&["corpus", "outline"]);
    for term in ["協働", "デジタル"] {
        for year in [2012, 2019, 2022, 2024].map(Value::from) {
            // A plan is counted in its first year, which its catalogue entry gives as a period.
            let of_year = |hit: &&Value| {
                hit["document"]["fiscal_year"] == year
                    || (year == 2012 && hit["municipality"]["name"] == "武蔵野市")
                    || (year == 2022 && hit["municipality"]["name"] == "目黒区")
            };
            let texts = || hits.iter().filter(of_year).map(|hit| hit["text"].as_str().unwrap());
            let ids: BTreeSet<&str> =
                hits.iter().filter(of_year).map(|hit| hit["document"]["id"].as_str().unwrap()).collect();
            let headings = outline["documents"].as_array().unwrap().iter();
            let headings = headings
                .filter(|document| ids.contains(document["id"].as_str().unwrap()))
                .flat_map(|document| document["outline"]["sections"].as_array().unwrap())
                .map(|section| section["heading"].as_str().unwrap());
            let times: usize = texts().chain(headings).map(|text| text.matches(term).count()).sum();
            let with = texts().filter(|text| text.contains(term)).count();
            let point = point(&answer, term, &year);
            assert_eq!(
                (&point["mentions"], &point["statements"]),
                (&times.into(), &with.into()),
                "{term} {year}"
            );
            assert_eq!(point["statements_searched"], texts().count(), "{year}");
        }
    }
    let dx = point(&answer, "DX・デジタル化", &Value::Null);
    assert!(dx["mentions"].is_null() && dx["statements"].as_u64() > Some(0), "{dx}");
}

#[test]
fn a_document_that_is_there_twice_changes_no_share() {
    let desk = Desk::with_shipped_corpus();
    let before = desk.kurabe(&["trends", "協働", "市民", "--format", "json"]);
    let catalogue = fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
    let again = catalogue.replace("id = \"", "id = \"again-").replace("file = \"", "file = \"again/");
    copy(&repository().join("corpus/documents"), &desk.path().join("corpus/documents/again"));
    desk.write("corpus/catalogue.toml", format!("{catalogue}\n{again}").as_bytes());
    let after = desk.kurabe(&["trends", "協働", "市民", "--format", "json"]);
    let rows = |run: &Run| -> Vec<(Value, Value, u64)> {
        let answer: Value =
            serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        let rows = answer["rows"].as_array().unwrap().iter();
        let of = |row: &Value| {
            (row["share"].clone(), row["per_10000_words"].clone(), row["mentions"].as_u64().unwrap())
        };
        rows.map(of).collect()
    };
    for (one, two) in rows(&before).into_iter().zip(rows(&after)) {
        assert_eq!((&one.0, &one.1, one.2 * 2), (&two.0, &two.1, two.2));
    }
}
