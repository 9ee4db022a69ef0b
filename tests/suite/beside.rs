//! Municipalities side by side, on the shipped corpus.

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
