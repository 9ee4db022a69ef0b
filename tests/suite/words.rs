//! What is characteristic of whom, and what stands together: against a count of its own on the texts alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use kurabe_text::{Analyser, Lexicon, Normalized, keywords};
use serde_json::Value;

use crate::desk::{Desk, on_shipped};

fn json(arguments: &[&str]) -> Value {
    let run = on_shipped(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// A statement as the tests count it.
struct Counted {
    municipality: String,
    themes: Vec<String>,
    /// Its words by their keys.
    words: BTreeSet<String>,
    /// How many of them are one word.
    single: usize,
}

static STATEMENTS: LazyLock<Vec<Counted>> = LazyLock::new(|| {
    let analyser = Analyser::new(&Lexicon::shipped().unwrap()).unwrap();
    let run = on_shipped(&["corpus", "outline", "--statements", "--format", "jsonl"]);
    let count = |line: &str| {
        let hit: Value = serde_json::from_str(line).unwrap();
        let printed = hit["text"].as_str().unwrap();
        let text = Normalized::new(printed);
        let words: BTreeSet<String> =
            keywords(&analyser.terms(&text), &text, printed).into_iter().map(|word| word.key).collect();
        Counted {
            municipality: hit["municipality"]["name"].as_str().unwrap().to_owned(),
            themes: hit["themes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|id| id.as_str().unwrap().to_owned())
                .collect(),
            single: words.iter().filter(|word| !word.contains(' ')).count(),
            words,
        }
    };
    run.stdout.lines().map(count).collect()
});

/// The table of four: with the word here and elsewhere, without it here and elsewhere.
type Table = [f64; 4];

fn table(here: (usize, usize), elsewhere: (usize, usize)) -> Table {
    let share = (here.0 + elsewhere.0) as f64 / (here.1 + elsewhere.1) as f64;
    let prior = (here.1.min(elsewhere.1) as f64 / 2.0).min(500.0);
    let with = prior * share + 0.5;
    let without = prior * (1.0 - share) + 0.5;
    [
        here.0 as f64 + with,
        elsewhere.0 as f64 + with,
        (here.1 - here.0) as f64 + without,
        (elsewhere.1 - elsewhere.0) as f64 + without,
    ]
}

fn log_odds([a, b, c, d]: Table) -> f64 {
    (a * d / (b * c)).ln()
}

fn g2(seen: Table, expected: Table) -> f64 {
    2.0 * seen.iter().zip(expected).map(|(seen, expected)| seen * (seen / expected).ln()).sum::<f64>()
}

/// The table with the same sums whose upper left is `a`.
fn moved([was, b, c, d]: Table, a: f64) -> Table {
    [a, b + was - a, c + was - a, d - was + a]
}

/// Where the likelihood lets the ratio be, by Newton's method on the count here.
fn end(seen: Table, up: bool) -> f64 {
    let limit = 1.959_963_984_540_054_f64.powi(2);
    let room = if up { seen[1].min(seen[2]) } else { seen[0].min(seen[3]) };
    let count = |gone: f64| if up { seen[0] + room - gone } else { seen[0] - room + gone };
    // What is left of the least cell, as a logarithm: the likelihood is smooth in it.
    let lost = |left: f64| g2(seen, moved(seen, count(left.exp()))) - limit;
    let mut left = (room / 4.0).ln();
    for _ in 0..200 {
        let step = lost(left) / ((lost(left + 1e-6) - lost(left - 1e-6)) / 2e-6);
        left = (left - step).min(room.ln() - 1e-3);
        if step.abs() < 1e-13 {
            break;
        }
    }
    log_odds(moved(seen, count(left.exp())))
}

fn near(one: &Value, other: f64, what: &str) {
    let one = one.as_f64().unwrap();
    assert!((one - other).abs() < 1e-9, "{what}: {one} {other}");
}

/// Every figure of an answer against the naive count; `is_in` says which statements are of a group.
fn agree(answer: &Value, is_in: impl Fn(&Counted, &Value) -> bool) {
    let words_of = |statements: &[&Counted]| statements.iter().map(|one| one.single).sum::<usize>();
    for group in answer["groups"].as_array().unwrap() {
        let (here, elsewhere): (Vec<&Counted>, Vec<&Counted>) =
            STATEMENTS.iter().partition(|one| is_in(one, &group["group"]));
        assert_eq!(group["statements"], here.len());
        assert_eq!(group["words"], words_of(&here));
        let mut z = f64::INFINITY;
        for row in group["terms"].as_array().unwrap() {
            let term = row["term"].as_str().unwrap();
            let key = row["key"].as_str().unwrap();
            let with = |side: &[&Counted]| side.iter().filter(|one| one.words.contains(key)).count();
            assert_eq!(
                (&row["count"], &row["elsewhere"]),
                (&with(&here).into(), &with(&elsewhere).into()),
                "{term}"
            );
            let seen = table((with(&here), words_of(&here)), (with(&elsewhere), words_of(&elsewhere)));
            let (of_here, all) = (seen[0] + seen[2], seen.iter().sum::<f64>());
            let even = moved(seen, (seen[0] + seen[1]) * of_here / all);
            near(&row["log_odds"], log_odds(seen), term);
            near(&row["z"], g2(seen, even).sqrt() * log_odds(seen).signum(), term);
            near(&row["interval"][0], end(seen, false), term);
            near(&row["interval"][1], end(seen, true), term);
            near(&row["per_10000_words"], with(&here) as f64 * 1e4 / words_of(&here) as f64, term);
            assert!(row["z"].as_f64().unwrap() <= z && row["z"].as_f64().unwrap() > 1.959, "{term}");
            z = row["z"].as_f64().unwrap();
        }
    }
}

#[test]
fn characteristic_words_are_those_of_an_independent_count() {
    let by_city = json(&["terms", "-n", "1000"]);
    assert_eq!(by_city["groups"].as_array().unwrap().len(), 5);
    agree(&by_city, |one, group| one.municipality == group["label"].as_str().unwrap());
    let by_theme = json(&["terms", "--by", "theme", "-n", "40"]);
    agree(&by_theme, |one, group| one.themes.iter().any(|theme| group["value"] == theme.as_str()));
}

#[test]
fn no_characteristic_word_is_missing() {
    let answer = json(&["terms", "三鷹市", "-n", "1000", "--names"]);
    let listed: BTreeSet<String> = answer["groups"][0]["terms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["key"].as_str().unwrap().to_owned())
        .collect();
    let words: BTreeSet<&String> = STATEMENTS.iter().flat_map(|one| &one.words).collect();
    let of = |here: bool| STATEMENTS.iter().filter(move |one| (one.municipality == "三鷹市") == here);
    let sum = |here| of(here).map(|one| one.single).sum::<usize>();
    for word in words {
        let count = |here| of(here).filter(|one| one.words.contains(word)).count();
        let seen = table((count(true), sum(true)), (count(false), sum(false)));
        let even = moved(seen, (seen[0] + seen[1]) * (seen[0] + seen[2]) / seen.iter().sum::<f64>());
        let sure = log_odds(seen) > 0.0 && g2(seen, even).sqrt() > 1.96;
        // A word may be left out for one that it is a part of, and that one for another part of it.
        let stands_for =
            |other: &String| word.split(' ').any(|part| other.split(' ').any(|same| same == part));
        if sure && count(true) >= 2 {
            assert!(listed.iter().any(stands_for), "{word}");
        } else {
            assert!(!listed.contains(word), "{word}");
        }
    }
}

#[test]
fn function_words_numbers_and_own_names_are_no_characteristic_words() {
    let answer = json(&["terms", "-n", "1000", "--min-count", "1"]);
    for group in answer["groups"].as_array().unwrap() {
        let name = group["group"]["label"].as_str().unwrap();
        let stem = name.trim_end_matches(['市', '区']);
        for row in group["terms"].as_array().unwrap() {
            let term = row["term"].as_str().unwrap();
            assert!(term.chars().any(char::is_alphabetic), "{term}");
            assert!(!term.chars().next().unwrap().is_numeric(), "{term}");
            let kana = |c: char| ('ぁ'..='ん').contains(&c);
            assert!(term.chars().count() > 1 || !term.chars().all(kana), "{term}");
            assert!(!term.contains(stem), "{term}");
            for empty in ["する", "こと", "ため", "これ", "また", "など", "等", "令和", "平成", "年度", "件"]
            {
                assert_ne!(term, empty);
            }
        }
    }
}

#[test]
fn a_network_counts_the_statements_that_have_both() {
    let network = json(&["network"]);
    let with = |words: &[&Value]| {
        let has = |one: &&Counted| words.iter().all(|word| one.words.contains(word.as_str().unwrap()));
        STATEMENTS.iter().filter(has).count()
    };
    let edges = network["edges"].as_array().unwrap();
    assert!(edges.len() > 20);
    for edge in edges {
        let (source, target) = (&edge["source"], &edge["target"]);
        let (one, other, both) = (with(&[source]), with(&[target]), with(&[source, target]));
        assert_eq!(edge["count"], both, "{source} {target}");
        near(&edge["jaccard"], both as f64 / (one + other - both) as f64, "jaccard");
        near(&edge["dice"], 2.0 * both as f64 / (one + other) as f64, "dice");
        let share = |count: usize| count as f64 / STATEMENTS.len() as f64;
        let npmi = (share(both) / (share(one) * share(other))).ln() / -share(both).ln();
        near(&edge["npmi"], npmi, "npmi");
    }
    let nodes: BTreeMap<&str, &Value> = network["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["id"].as_str().unwrap(), node))
        .collect();
    for (id, node) in &nodes {
        assert_eq!(node["count"], with(&[&Value::from(*id)]));
        let parts = node["municipalities"].as_array().unwrap().iter();
        assert_eq!(node["count"], parts.map(|part| part["count"].as_u64().unwrap()).sum::<u64>());
    }
}

#[test]
fn graphml_declares_what_it_says_and_joins_what_it_has() {
    let run = on_shipped(&["network", "--of", "themes", "--format", "graphml"]);
    let values = |before: &str| -> Vec<&str> {
        let pieces = run.stdout.split(before).skip(1);
        pieces.map(|piece| piece.split('"').next().unwrap()).collect()
    };
    let (keys, nodes) = (values("<key id=\""), values("<node id=\""));
    assert!(values("<data key=\"").iter().all(|key| keys.contains(key)));
    let ends: Vec<&str> = [values("source=\""), values("target=\"")].concat();
    assert!(!ends.is_empty() && ends.iter().all(|end| nodes.contains(end)));
    let json = json(&["network", "--of", "themes"]);
    assert_eq!(nodes.len(), json["nodes"].as_array().unwrap().len());
    assert_eq!(ends.len(), 2 * json["edges"].as_array().unwrap().len());
}

#[test]
fn what_was_not_asked_for_is_not_said_to_be_missing() {
    for (typed, shown) in [
        (&["terms", "-n", "0"][..], "（表示するのは0）"),
        (&["network", "-n", "0"], "（表示するのは0組）"),
        (&["terms", "--min-count", "100000"], "100000件以上の施策文にあり"),
    ] {
        let run = on_shipped(typed);
        assert!(run.stdout.contains(shown), "{typed:?}: {}", run.stdout);
    }
}

#[test]
fn the_only_municipality_of_a_corpus_has_nobody_to_be_set_against() {
    let desk = Desk::with_document("plan.txt", "計画\n\n・市民との協働を推進する。\n".as_bytes());
    let run = desk.kurabe(&["terms", "国分寺市"]);
    assert!(run.stderr.contains("コーパスにあるのは「国分寺市」だけです"), "{run:?}");
    assert!(!run.stderr.contains("kurabe terms 国分寺市`"), "{run:?}");
}
