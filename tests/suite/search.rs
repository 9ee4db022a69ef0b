//! What a search understands, finds, and says of nothing: on the shipped corpus.

use serde_json::Value;

use crate::desk::{Desk, Run, run, shipped_home as home};

fn search(arguments: &[&str]) -> Run {
    run(Desk::empty().command(&[&["search"], arguments].concat()).env("KURABE_HOME", home()))
}

fn answer(arguments: &[&str]) -> Value {
    let run = search(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn texts(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["text"].as_str().unwrap()).collect()
}

#[test]
fn the_contract_with_programs() {
    let answer = answer(&["公民連携", "-n", "2"]);
    for field in ["query", "total", "corpus", "hits", "understood", "suggestion", "facets"] {
        assert!(answer.get(field).is_some(), "{field}");
    }
    for field in ["version", "documents", "statements", "municipalities"] {
        assert!(answer["corpus"].get(field).is_some(), "{field}");
    }
    let hit = &answer["hits"][0];
    for field in [
        "id",
        "rank",
        "score",
        "municipality",
        "document",
        "path",
        "department",
        "kind",
        "text",
        "source",
        "themes",
        "targets",
        "highlights",
        "matched",
        "citation",
    ] {
        assert!(hit.get(field).is_some(), "{field}");
    }
    assert_eq!(hit["rank"], 1);
    // Highlights are characters of the text, and hold what matched.
    let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
    let range: Vec<usize> = serde_json::from_value(hit["highlights"][0].clone()).unwrap();
    assert_eq!(
        text[range[0]..range[1]].iter().collect::<String>(),
        hit["matched"][0]["term"].as_str().unwrap()
    );
}

#[test]
fn lines_are_the_hits() {
    let run = search(&["公民連携", "-n", "3", "--format", "jsonl"]);
    let ranks: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["rank"].clone()).collect();
    assert_eq!(ranks, [1, 2, 3]);
}

#[test]
fn nothing_relevant_is_nothing_with_its_denominators() {
    let run = search(&["学校給食費の無償化"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.contains("該当なし: 文書5件の施策文227件を調べました"), "{run:?}");
    let loose = answer(&["学校給食費の無償化", "--loose"]);
    assert_eq!(loose["total"], 0);
    assert!(loose["loose"].is_object());
}

#[test]
fn names_and_years_in_the_words_are_filters() {
    let found = answer(&["三鷹市の情報発信"]);
    assert_eq!(found["understood"]["filters"][0]["labels"][0], "三鷹市");
    assert_eq!(found["understood"]["filters"][0]["from_words"][0], "三鷹市");
    assert!(found["hits"].as_array().unwrap().iter().all(|hit| hit["municipality"]["name"] == "三鷹市"));
    let year = answer(&["令和６年度 庁舎"]);
    assert!(year["hits"].as_array().unwrap().iter().all(|hit| hit["document"]["fiscal_year"] == 2024));
    // In quotation marks it is only words.
    assert_eq!(answer(&["\"三鷹市\" 情報発信"])["understood"]["filters"], Value::Array(Vec::new()));
    let targets = answer(&["数値目標"]);
    assert!(targets["total"].as_u64().unwrap() > 5);
    assert!(targets["hits"].as_array().unwrap().iter().all(|hit| hit["targets"][0].is_object()));
}

#[test]
fn filters_are_the_same_by_flag_and_by_field() {
    let flag = answer(&["人材", "--municipality", "目黒区,三鷹市", "--kind", "policy"]);
    let field = answer(&["人材 自治体：目黒区,三鷹市 kind:policy"]);
    assert_eq!(texts(&flag), texts(&field));
    assert!(!texts(&flag).is_empty());
}

#[test]
fn a_question_never_fails() {
    for words in
        ["\"", "(", "AND", "-", "year:", "year:来年 庁舎", "（（（", "協働 OR", "NOT", "*", "💡", "ー"]
    {
        let run = search(&["--", words]);
        assert!(run.code < 2, "{words}: {run:?}");
    }
    let long = "協働の推進と".repeat(3000);
    assert!(search(&[&long]).code < 2);
    assert_eq!(notes(&answer(&[&long])), ["too_long", "too_many_words"]);
}

fn notes(answer: &Value) -> Vec<&str> {
    answer["understood"]["notes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|note| note["note"].as_str())
        .collect()
}

#[test]
fn a_period_is_in_force_in_the_years_between() {
    let of = |args: &[&str]| answer(args)["total"].as_u64().unwrap();
    let begun = of(&["計画", "--year", "2023"]);
    assert!(of(&["計画", "--year", "2023", "--in-force"]) > begun);
    assert_eq!(of(&["計画 2024年度", "--in-force"]), of(&["計画", "--year", "2024", "--in-force"]));
    assert_eq!(notes(&answer(&["計画", "--in-force"])), ["no_year"]);
}

#[test]
fn a_question_beside_other_words_is_judged_by_itself() {
    let of = |words: &str| answer(&[words])["total"].as_u64().unwrap();
    let question = "公共施設の老朽化に各市はどう対応しているか";
    assert!(of(&format!("{question} 財政")) < of(question));
    assert!(of(&format!("{question} 財政")) > 0);
    assert_eq!(of(&format!("{question} 給食")), 0);
}

#[test]
fn a_word_to_do_without_may_begin_with_a_hyphen() {
    let all = answer(&["公民連携"])["total"].as_u64().unwrap();
    let fewer = answer(&["公民連携", "-デジタル"])["total"].as_u64().unwrap();
    assert!(fewer < all && fewer > 0, "{fewer} of {all}");
}

#[test]
fn a_slip_is_forgiven_and_named() {
    let answer = answer(&["個人情報保後"]);
    assert_eq!(answer["suggestion"]["meant"], "個人情報保護");
    assert!(answer["total"].as_u64() > Some(0), "{answer}");
    assert!(texts(&answer)[0].contains("個人情報"));
}

#[test]
fn a_word_of_the_thesaurus_may_have_particles() {
    for question in ["職員の不足", "職員が少ない中でどうやって業務を回すのか"] {
        let words = &answer(&[question])["understood"]["words"];
        assert!(words[0]["word"].as_str().unwrap().starts_with("職員"), "{words}");
        assert_eq!(words[0]["also"][0]["term"], "人員不足", "{question}");
    }
}

fn found(words: &str) -> u64 {
    answer(&[words])["total"].as_u64().unwrap()
}

#[test]
fn alternatives_find_what_each_of_them_finds() {
    for (either, one) in [("公民連携 OR 花粉症", "公民連携"), ("DX OR DX", "DX"), ("DX｜花粉症", "DX")]
    {
        assert!(found(either) >= found(one), "{either}");
    }
    assert_eq!(found("DX or 花粉症"), found("DX OR 花粉症"));
}

#[test]
fn any_hyphen_in_front_of_a_word_leaves_it_out() {
    let fewer = found("公民連携 －委託");
    assert!(fewer < found("公民連携") && fewer > 0);
    for hyphen in ["-", "‐", "–", "—", "─", "ー", "ｰ"] {
        assert_eq!(found(&format!("公民連携 {hyphen}委託")), fewer, "{hyphen}");
    }
}

#[test]
fn a_figure_is_meant_as_it_stands() {
    for words in ["行動計画 2027", "第6次三鷹市基本計画", "5件", "第3期"] {
        assert_eq!(found(words), 0, "{words}");
        assert!(answer(&[words])["suggestion"].is_null(), "{words}");
    }
    assert_eq!(found("10社"), 1);
}

#[test]
fn a_title_alone_is_no_reason() {
    let answer = answer(&["財政", "-n", "100"]);
    for hit in answer["hits"].as_array().unwrap() {
        let path = hit["path"].as_array().unwrap();
        let headings = path.iter().skip(1).map(|heading| heading.as_str().unwrap());
        let said: String = headings.chain(hit["text"].as_str()).collect();
        assert!(
            hit["matched"].as_array().is_some_and(|matched| !matched.is_empty()) && !said.is_empty(),
            "{hit}"
        );
        assert!(said.contains("財政") || hit["matched"][0]["via"] != "exact", "{hit}");
    }
}

#[test]
fn what_nobody_does_is_not_answered_by_its_neighbours() {
    for words in
        ["温泉の活用", "高齢者の見守り", "児童虐待の防止", "介護予防", "待機児童の解消", "花粉症対策"]
    {
        assert_eq!(found(words), 0, "{words}");
    }
}

#[test]
fn the_word_that_nobody_says_is_named() {
    let run = search(&["公民連携 温泉"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.contains("「温泉」はどの施策文にもありません"), "{run:?}");
    let nothing = search(&["について"]);
    assert!(nothing.code == 1 && nothing.stdout.contains("探す語がありません"), "{nothing:?}");
}

#[test]
fn what_is_typed_wrong_is_said_in_json_too() {
    let run = search(&["財政", "--limit", "x", "--format", "json"]);
    assert_eq!(run.code, 2, "{run:?}");
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(said["errors"][0]["message"].is_string(), "{said}");
}

#[test]
fn exact_is_what_was_typed() {
    let exact = answer(&["官民連携", "--exact"]);
    assert!(texts(&exact).iter().all(|text| text.contains("官民連携")), "{exact}");
    let wide = answer(&["官民連携"]);
    assert!(wide["total"].as_u64() > exact["total"].as_u64());
}

#[test]
fn each_municipality_has_its_share() {
    let answer = answer(&["情報", "--per-municipality", "1"]);
    let mut names: Vec<&str> = answer["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["municipality"]["name"].as_str().unwrap())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(count > 2);
}

#[test]
fn what_was_found_is_collected_into_one_table() {
    let found = search(&["公民連携", "-n", "3", "--format", "jsonl"]);
    let ids: Vec<String> = found
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    let desk = Desk::empty();
    desk.write("ids", ids.join("\n").as_bytes());
    let mut command = desk.command(&["show", "-", "--format", "csv", "--bom"]);
    command.env("KURABE_HOME", home()).stdin(std::fs::File::open(desk.path().join("ids")).unwrap());
    let table = run(&mut command);
    assert_eq!(table.code, 0, "{table:?}");
    assert!(table.stdout.starts_with('\u{feff}'));
    let rows: Vec<&str> = table.stdout.lines().skip(1).collect();
    assert!(rows.iter().zip(&ids).all(|(row, id)| row.ends_with(id.as_str())), "{rows:?}");
    assert_eq!(rows.len(), ids.len());
}
