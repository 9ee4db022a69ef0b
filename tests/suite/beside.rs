//! Municipalities side by side, on the shipped corpus.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::desk::{Desk, on_shipped, repository, run, shipped_home};

fn json(arguments: &[&str]) -> Value {
    let run = on_shipped(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// The names of municipalities where something comparable was found.
fn found(answer: &Value) -> Vec<&str> {
    let municipalities = answer["municipalities"].as_array().unwrap().iter();
    let found = municipalities.filter(|one| one["found"] == true);
    found.map(|one| one["municipality"]["name"].as_str().unwrap()).collect()
}

#[test]
fn similar_keeps_its_contract() {
    let answer = json(&["similar", "kokubunji-seisakubu-2024-5qds89"]);
    assert_eq!(answer["source"]["id"], "kokubunji-seisakubu-2024-5qds89");
    let municipalities = answer["municipalities"].as_array().unwrap();
    assert_eq!(municipalities.len(), 4, "all others, found or not");
    for one in municipalities {
        assert!(one["statements_searched"].as_u64().unwrap() > 0, "{one}");
        let hits = one["hits"].as_array().unwrap();
        assert_eq!(hits.len(), 3, "below the threshold, too");
        let similarity = |hit: &Value| hit["similarity"].as_f64().unwrap();
        assert!(hits.windows(2).all(|pair| similarity(&pair[0]) >= similarity(&pair[1])));
        assert_eq!(one["found"], similarity(&hits[0]) >= answer["threshold"].as_f64().unwrap());
        assert!(hits.iter().all(|hit| hit["citation"].is_string() && hit["reasons"].is_array()));
    }
}

#[test]
fn a_pasted_text_finds_its_statement_and_what_is_comparable() {
    let answer = json(&["similar", "--text", "庁舎や公共施設の老朽化に備え、予防保全で長寿命化する"]);
    assert!(answer["source"].is_null());
    assert!(found(&answer).contains(&"国分寺市") && found(&answer).contains(&"柏市"), "{answer}");
}

#[test]
fn what_nobody_does_is_found_nowhere() {
    let run = on_shipped(&["similar", "--text", "火星に移住する人を募集する"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.stdout.matches("該当なし（文書1件の施策文").count(), 5, "{run:?}");
}

#[test]
fn staff_is_not_business() {
    let answer = json(&["similar", "--text", "職員の柔軟な働き方とワークライフバランスを推進する"]);
    let mitaka = answer["municipalities"].as_array().unwrap().iter();
    let mitaka = mitaka.clone().find(|one| one["municipality"]["name"] == "三鷹市").unwrap();
    let first = mitaka["hits"][0]["text"].as_str().unwrap();
    assert!(mitaka["found"] == false || !first.contains("企業"), "{mitaka}");
}

#[test]
fn filters_narrow_the_others() {
    let answer = json(&["similar", "kokubunji-seisakubu-2024-5qds89", "--municipality", "柏市,目黒区"]);
    let municipalities = answer["municipalities"].as_array().unwrap();
    assert_eq!(municipalities.len(), 2);
}

/// Floors on the judged comparisons; what was measured stands in the README.
#[test]
fn judged_comparisons_hold() {
    let mut command = Desk::empty().command(&["eval", "tests/gold", "--format", "json"]);
    let run = run(command.current_dir(repository()).env("KURABE_HOME", shipped_home()));
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let report = &report["comparables"];
    assert!(report["ndcg"].as_f64().unwrap() >= 0.70, "{report}");
    assert!(report["auc"].as_f64().unwrap() >= 0.97, "{report}");
    let papers = |name: &str| report["found"][name].as_f64().unwrap();
    assert!(papers("found") >= 0.8 * papers("holding"), "{report}");
    assert_eq!(papers("silent"), papers("empty"), "{report}");
}

#[test]
fn targets_are_a_ledger_with_sources() {
    let ledger = json(&["targets", "--sort", "value"]);
    assert_eq!(ledger["total"], 10);
    let rows = ledger["targets"].as_array().unwrap();
    assert_eq!(rows.len(), 10);
    let first = &rows[0];
    assert_eq!((&first["target"]["value"], &first["target"]["unit"]), (&4000.into(), &"人（件）".into()));
    assert!(first["measured"].as_str().unwrap().ends_with("市民意見の収集"), "{first}");
    for row in rows {
        assert!(row["citation"].is_string() && row["common"]["unit"].is_string());
        assert!(row["text"].as_str().unwrap().contains(row["target"]["text"].as_str().unwrap()));
    }
    let some = json(&["targets", "満足度"]);
    assert_eq!(some["total"], 2, "both numbers of the statement that answers");
}

#[test]
fn compare_keeps_its_contract() {
    let matrix = json(&["compare", "公民連携", "宇宙開発", "--best", "2"]);
    assert_eq!(matrix["subjects"].as_array().unwrap().len(), 2);
    let municipalities = matrix["municipalities"].as_array().unwrap();
    assert_eq!(municipalities.len(), 5);
    let rows = matrix["cells"].as_array().unwrap();
    for (row, somewhere) in rows.iter().zip([true, false]) {
        let cells = row.as_array().unwrap();
        assert_eq!(cells.len(), 5);
        assert_eq!(cells.iter().any(|cell| cell["found"] == true), somewhere);
        for cell in cells {
            let (count, of) =
                (cell["count"].as_u64().unwrap(), cell["statements_searched"].as_u64().unwrap());
            assert_eq!(cell["found"], count > 0);
            assert_eq!(cell["best"].as_array().unwrap().len() as u64, count.min(2));
            let share = cell["share"].as_f64().unwrap();
            assert!((share - count as f64 / of as f64).abs() < 1e-4, "{cell}");
        }
    }
}

#[test]
fn every_city_is_shown_with_its_own_words() {
    let matrix = json(&["compare", "公民連携"]);
    let words = |name: &str| {
        let municipalities = matrix["municipalities"].as_array().unwrap();
        let place = municipalities.iter().position(|one| one["municipality"]["name"] == name).unwrap();
        matrix["cells"][0][place]["words"].to_string()
    };
    assert!(words("柏市").contains("共創"));
    assert!(words("三鷹市").contains("民学産公"));
    assert!(words("目黒区").contains("公民連携"));
}

/// Theme by city, over the statements whose themes a person gave: "not found" is true, and so is "found".
#[test]
fn presence_in_the_matrix_holds() {
    let lines = |text: String| -> Vec<Value> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let read = lines(on_shipped(&["corpus", "outline", "--statements", "--format", "jsonl"]).stdout);
    let gold = std::fs::read_to_string(repository().join("tests/gold/statements.jsonl")).unwrap();
    let gold: Vec<Value> = lines(gold).into_iter().filter(|case| case["themes"].is_array()).collect();
    let (mut have, mut said) = (BTreeSet::new(), BTreeSet::new());
    let themes = |one: &Value| -> Vec<String> {
        one["themes"].as_array().unwrap().iter().map(|theme| theme.as_str().unwrap().to_owned()).collect()
    };
    for case in &gold {
        let file = case["file"].as_str().unwrap();
        have.extend(themes(case).into_iter().map(|theme| (theme, file.to_owned())));
        let here =
            |one: &&Value| one["source"]["file"] == file && one["source"]["lines"][0] == case["start_line"];
        for one in read.iter().filter(here) {
            said.extend(themes(one).into_iter().map(|theme| (theme, file.to_owned())));
        }
    }
    let cells = 26 * 5;
    let (missed, invented) = (have.difference(&said).count(), said.difference(&have).count());
    assert!(missed * 20 <= have.len(), "{:?}", have.difference(&said).collect::<Vec<_>>());
    assert!(invented * 100 <= 15 * (cells - have.len()), "{:?}", said.difference(&have).collect::<Vec<_>>());
}
