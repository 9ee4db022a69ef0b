//! Municipalities side by side, on the shipped corpus.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::desk::{Desk, entry, on_shipped, repository, run, shipped_home};

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
fn of_those_not_listed_it_is_said_how_near_they_come() {
    let text = "庁舎や公共施設の老朽化に備え、予防保全で長寿命化する";
    let whole = json(&["similar", "--text", text]);
    let short = json(&["similar", "--text", text, "-n", "1"]);
    let (whole, short) =
        (whole["municipalities"].as_array().unwrap(), short["municipalities"].as_array().unwrap());
    assert_eq!((whole.len(), short.len()), (5, 5));
    for (place, (all, one)) in whole.iter().zip(short).enumerate() {
        assert_eq!(
            (&all["municipality"], &all["best"], &all["found"]),
            (&one["municipality"], &one["best"], &one["found"])
        );
        assert_eq!(all["best"], all["hits"][0]["similarity"]);
        assert_eq!(one["hits"].as_array().unwrap().is_empty(), place > 0);
    }
    let shown = on_shipped(&["similar", "--text", text, "-n", "1"]);
    let unlisted = whole.iter().filter(|one| one["found"] == true).count() - 1;
    assert!(shown.stdout.contains(&format!("このほか{unlisted}団体にも類似施策がある")), "{shown:?}");
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
    let desk = Desk::empty();
    let mut command = desk.command(&["eval", "tests/gold", "--format", "json"]);
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

/// What says nothing to look for is a slip, and never a question for everything.
#[test]
fn words_that_mean_nothing_are_a_slip() {
    for command in ["compare", "report", "targets"] {
        for typed in ["OR", "\"", "、"] {
            let run = on_shipped(&[command, typed]);
            assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{command} {typed} {run:?}");
            assert!(run.stderr.contains("探す語がありません"), "{command} {typed} {run:?}");
        }
    }
}

/// A subject that is a theme and a word says which of them was counted, and how the other one is.
#[test]
fn a_subject_read_as_a_theme_says_so() {
    const SAID: &str = "「公民連携」はテーマ「";
    let forms =
        [("compare", "text"), ("compare", "html"), ("report", "text"), ("report", "html"), ("report", "md")];
    for (command, form) in forms {
        let said = on_shipped(&[command, "公民連携", "--format", form]).stdout;
        // Pages and reports also say how they were made.
        let often = if form == "text" { 1 } else { 2 };
        assert_eq!(said.matches(SAID).count(), often, "{command} {form}: {said}");
    }
    assert_eq!(on_shipped(&["report", "公民連携", "宇宙開発"]).stdout.matches(SAID).count(), 1);
    let note = &json(&["compare", "公民連携"])["subjects"][0]["notes"][0];
    assert_eq!((&note["note"], &note["text"]), (&"read_as_theme".into(), &"公民連携".into()));
    let words = json(&["compare", "\"公民連携\""]);
    assert!(words["subjects"][0]["theme"].is_null() && words["subjects"][0]["notes"] == Value::Array(vec![]));
    assert!(on_shipped(&["compare"]).stdout.matches("引用符").count() == 0, "nobody typed a theme");
}

#[test]
fn a_subject_stands_once_however_often_it_is_typed() {
    for typed in [["庁舎の老朽化"; 2], ["dx", "DX"]] {
        let report = json(&["report", typed[0], typed[1], "--municipality", "柏市"]);
        assert_eq!(report["matrix"]["subjects"].as_array().unwrap().len(), 1, "{typed:?}");
        assert_eq!(report["subjects"].as_array().unwrap().len(), 1, "{typed:?}");
    }
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

/// The values on the lines of a text.
fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn judged(name: &str) -> Vec<Value> {
    lines(&std::fs::read_to_string(repository().join("tests/gold").join(name)).unwrap())
}

fn statements() -> Vec<Value> {
    lines(&on_shipped(&["corpus", "outline", "--statements", "--format", "jsonl"]).stdout)
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

/// Theme by city, over the statements whose themes a person gave: "not found" is true, and so is "found".
#[test]
fn presence_in_the_matrix_holds() {
    let read = statements();
    let gold: Vec<Value> =
        judged("statements.jsonl").into_iter().filter(|case| case["themes"].is_array()).collect();
    let (mut have, mut said) = (BTreeSet::new(), BTreeSet::new());
    let themes =
        |one: &Value| -> Vec<String> { strings(&one["themes"]).into_iter().map(str::to_owned).collect() };
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

/// Where a city's statements of a theme are taken out, the counterparts the others have are what it lacks.
#[test]
fn what_was_taken_out_is_missing() {
    let read = statements();
    let gold = judged("statements.jsonl");
    let ours = |id: &str| {
        let case = gold.iter().find(|case| case["id"] == id).unwrap();
        let here = |one: &&Value| {
            one["source"]["file"] == case["file"] && one["source"]["lines"][0] == case["start_line"]
        };
        read.iter().find(here).unwrap()
    };
    let comparisons = judged("comparables.jsonl");
    for (city, theme) in [
        ("国分寺市", "facility"),
        ("目黒区", "data"),
        ("柏市", "org"),
        ("国分寺市", "brand"),
        ("柏市", "workstyle"),
    ] {
        let about =
            |one: &&Value| one["municipality"]["name"] == city && strings(&one["themes"]).contains(&theme);
        let desk = Desk::with_shipped_corpus();
        for one in read.iter().filter(about) {
            take_out(&desk, one);
        }
        let sources = comparisons.iter().filter(|case| about(&ours(case["source_id"].as_str().unwrap())));
        let wanted: BTreeSet<&str> = sources
            .flat_map(|case| case["judgments"].as_object().unwrap())
            .filter(|(_, grade)| **grade == 2)
            .map(|(id, _)| ours(id)["id"].as_str().unwrap())
            .collect();
        let arguments = ["gaps", "--municipality", city, "--theme", theme, "--format", "json"];
        let answer: Value = serde_json::from_str(&desk.kurabe(&arguments).stdout).unwrap();
        let rows = answer["missing"].as_array().unwrap();
        assert!(rows.len() <= 20);
        let hits = rows.iter().flat_map(|row| row["hits"].as_array().unwrap());
        let listed: BTreeSet<&str> = hits.map(|hit| hit["id"].as_str().unwrap()).collect();
        let found = wanted.intersection(&listed).count();
        assert!(
            !wanted.is_empty() && found * 10 >= wanted.len() * 9,
            "{city} {theme}: {wanted:?} {listed:?}"
        );
        let order: Vec<u64> = rows.iter().map(|row| row["municipalities"].as_u64().unwrap()).collect();
        assert!(order.is_sorted_by(|a, b| a >= b), "what most have comes first: {order:?}");
    }
}

/// Empties the lines of a statement in the source that is stored.
fn take_out(desk: &Desk, statement: &Value) {
    let id = statement["document"]["id"].as_str().unwrap();
    let list = on_shipped(&["corpus", "list", "--format", "jsonl"]).stdout;
    let entry = lines(&list).into_iter().find(|entry| entry["id"] == id).unwrap();
    let path = desk.path().join("corpus/documents").join(entry["file"].as_str().unwrap());
    let text = std::fs::read_to_string(&path).unwrap();
    let range: Vec<usize> = serde_json::from_value(statement["source"]["lines"].clone()).unwrap();
    let kept = text
        .split('\n')
        .enumerate()
        .map(|(place, line)| if (range[0]..=range[1]).contains(&(place + 1)) { "" } else { line });
    std::fs::write(&path, kept.collect::<Vec<_>>().join("\n")).unwrap();
}

#[test]
fn a_row_holds_who_files_the_like_under_another_theme() {
    let answer = json(&["gaps", "--municipality", "国分寺市", "--theme", "reform"]);
    let has = |hit: &Value| strings(&hit["themes"]).contains(&"reform");
    let mut elsewhere = 0;
    for row in answer["missing"].as_array().unwrap() {
        let hits = row["hits"].as_array().unwrap();
        assert!(has(&hits[0]), "a row begins with the theme: {row}");
        for other in hits.iter().filter(|hit| !has(hit)) {
            elsewhere += 1;
            let near = hits.iter().filter(|hit| has(hit)).any(|hit| nearness(hit, other) >= 0.5);
            assert!(near, "{other}");
        }
    }
    assert!(elsewhere > 0);
}

/// How near two hits are by what `similar` says of either.
fn nearness(one: &Value, other: &Value) -> f64 {
    let of = |source: &Value, wanted: &Value| {
        let name = wanted["municipality"]["name"].as_str().unwrap();
        let id = source["id"].as_str().unwrap();
        let found = json(&["similar", id, "--municipality", name, "--per-municipality", "300"]);
        let hits = found["municipalities"][0]["hits"].as_array().unwrap();
        let hit = hits.iter().find(|hit| hit["id"] == wanted["id"]);
        hit.map_or(0.0, |hit| hit["similarity"].as_f64().unwrap())
    };
    (of(one, other) + of(other, one)) / 2.0
}

#[test]
fn what_comes_nearest_to_a_gap_is_what_similar_finds() {
    let answer = json(&["gaps", "--municipality", "国分寺市", "--theme", "dx"]);
    for row in answer["missing"].as_array().unwrap() {
        let arguments = ["--municipality", "国分寺市", "--per-municipality", "300"];
        let id = row["hits"][0]["id"].as_str().unwrap();
        let found = json(&[&["similar", id][..], &arguments].concat());
        let themes = strings(&row["hits"][0]["themes"]);
        let hits = found["municipalities"][0]["hits"].as_array().unwrap();
        // One that is of other themes only is no rival.
        let rivals = hits.iter().filter(|hit| {
            let own = strings(&hit["themes"]);
            hit["kind"] != "background" && (own.is_empty() || own.iter().any(|own| themes.contains(own)))
        });
        let best = rivals.map(|hit| hit["similarity"].as_f64().unwrap()).fold(0.0, f64::max);
        assert_eq!(row["nearest"]["similarity"].as_f64(), Some(best), "{id}");
    }
}

#[test]
fn gaps_are_kept_to_peers() {
    let peers = json(&["peers", "国分寺市"]);
    let first = peers["peers"][0]["municipality"]["name"].as_str().unwrap().to_owned();
    for arguments in [["--peers", "similar:1"], ["--peers", "similar:1:国分寺市"], ["--against", &first]]
    {
        let answer =
            json(&[&["gaps", "--municipality", "国分寺市", "--theme", "dx"][..], &arguments].concat());
        let peers = answer["peers"].as_array().unwrap();
        assert_eq!(peers.len(), 1, "{arguments:?}");
        assert_eq!(peers[0]["municipality"]["name"], first.as_str());
    }
    let found = json(&["search", "職員", "--peers", "similar:1:国分寺市"]);
    let hits = found["hits"].as_array().unwrap();
    assert!(!hits.is_empty() && hits.iter().all(|hit| hit["municipality"]["name"] == first.as_str()));
    let unknown = on_shipped(&["search", "職員", "--peers", "similar:1"]);
    assert_eq!(unknown.code, 2, "nobody said whose peers: {unknown:?}");
    assert!(unknown.stderr.contains("similar:1:国分寺市"), "{}", unknown.stderr);
    assert_eq!(on_shipped(&["gaps", "--theme", "dx"]).code, 2);
}

#[test]
fn measures_stand_in_one_row_each() {
    let answer = json(&["compare", "peace", "--rows", "measures"]);
    let rows = answer["rows"].as_array().unwrap();
    let mut seen = BTreeSet::new();
    for hit in rows.iter().flat_map(|row| row["hits"].as_array().unwrap()) {
        assert!(seen.insert(hit["id"].as_str().unwrap()), "a statement stands in one row");
        assert_ne!(hit["kind"], "background");
    }
    let first = rows[0]["hits"].as_array().unwrap();
    assert!(rows[0]["municipalities"].as_u64().unwrap() >= 2 && first[0]["similarity"] == 1.0, "{answer}");
}

#[test]
fn an_answer_says_how_it_is_made_again() {
    let commands: [&[&str]; 5] = [
        &["search", "公民連携", "--format", "csv"],
        &["similar", "kokubunji-seisakubu-2024-5qds89", "--format", "json"],
        &["compare", "--format", "md"],
        &["gaps", "--municipality", "国分寺市", "--format", "jsonl"],
        &["targets", "--format", "csv", "--bom"],
    ];
    for typed in commands {
        let first = on_shipped(&[typed, &["--reproduce"]].concat());
        let said = first.stderr.lines().find(|line| line.contains("kurabe ")).unwrap();
        let command = said.split("kurabe ").nth(1).unwrap().split("  #").next().unwrap();
        let again: Vec<&str> = command.split_whitespace().collect();
        assert!(again.ends_with(&["--lang", "ja"]) && said.contains("# コーパスの版 "), "{said}");
        let desk = Desk::empty();
        let mut other = desk.command(&again);
        let second = run(other.env("KURABE_HOME", shipped_home()).env("KURABE_LANG", "en"));
        assert!(first.stdout == second.stdout && !first.stdout.is_empty(), "{typed:?}");
        assert_eq!(first.code, second.code);
    }
}

#[test]
fn what_is_named_in_a_subject_narrows_that_subject() {
    let counts = |subject: &str| -> Vec<(String, u64, u64)> {
        let answer = json(&["compare", subject]);
        let names = answer["municipalities"].as_array().unwrap().iter();
        let names = names.map(|one| one["municipality"]["name"].as_str().unwrap().to_owned());
        let cells = answer["cells"][0].as_array().unwrap();
        let number = |cell: &Value, field: &str| cell[field].as_u64().unwrap();
        names
            .zip(cells)
            .map(|(name, cell)| (name, number(cell, "count"), number(cell, "statements_searched")))
            .collect()
    };
    for subject in ["令和元年度 広報", "目黒区 公民連携", "theme:dx"] {
        for (name, count, _) in counts(subject) {
            let search = json(&["search", subject, "--municipality", &name]);
            assert_eq!(count, search["total"].as_u64().unwrap(), "{subject}: {name}");
        }
    }
    let of_2019 = counts("令和元年度 広報");
    assert!(of_2019.iter().all(|(name, _, searched)| (*searched > 0) == (name == "三鷹市")), "{of_2019:?}");
}

#[test]
fn a_municipality_that_was_named_stays_in_the_answer() {
    let names = |answer: &Value| -> Vec<String> {
        let municipalities = answer["municipalities"].as_array().unwrap().iter();
        municipalities.map(|one| one["municipality"]["name"].as_str().unwrap().to_owned()).collect()
    };
    let matrix = json(&["compare", "公民連携", "--municipality", "目黒区,札幌市"]);
    assert_eq!(names(&matrix).len(), 2, "{matrix}");
    assert_eq!(
        json(&["compare", "公民連携", "--has-targets"])["municipalities"].as_array().unwrap().len(),
        5
    );
    let similar = json(&["similar", "kokubunji-seisakubu-2024-5qds89", "--municipality", "札幌市,柏市"]);
    assert_eq!(names(&similar).len(), 2, "{similar}");
}

#[test]
fn gaps_need_somebody_to_compare_with() {
    for against in ["札幌市", "目黒区"] {
        let run = on_shipped(&["gaps", "--municipality", "目黒区", "--against", against]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{against}: {run:?}");
        assert!(run.stderr.contains("くらべる相手"), "{run:?}");
    }
}

#[test]
fn what_is_named_in_a_subject_narrows_the_rows_of_measures_too() {
    let ids = |arguments: &[&str]| -> BTreeSet<String> {
        let run = on_shipped(&[&["compare", "--rows", "measures", "--format", "csv"], arguments].concat());
        run.stdout.lines().skip(1).filter_map(|line| line.rsplit(',').next()).map(str::to_owned).collect()
    };
    assert_eq!(ids(&["theme:dx"]), ids(&["--theme", "dx"]));
    let of_one = ids(&["目黒区 公民連携"]);
    assert!(!of_one.is_empty() && of_one.iter().all(|id| id.starts_with("meguro-")), "{of_one:?}");
}

#[test]
fn an_answer_says_what_it_is_narrowed_by() {
    let commands: [&[&str]; 8] = [
        &["compare"],
        &["compare", "--rows", "measures"],
        &["similar", "kokubunji-seisakubu-2024-5qds89"],
        &["targets"],
        &["kwic", "協働"],
        &["trends", "協働"],
        &["terms"],
        &["network"],
    ];
    for typed in commands {
        let run = on_shipped(&[typed, &["--prefecture", "東京都"]].concat());
        assert!(run.stdout.contains("絞り込み: 都道府県 東京都"), "{typed:?}: {}", run.stdout);
    }
    let gaps = on_shipped(&["gaps", "--municipality", "国分寺市", "--theme", "dx"]);
    assert!(gaps.stdout.contains("絞り込み: テーマ") && gaps.stdout.contains("現状・背景"), "{gaps:?}");
}

#[test]
fn descriptions_are_no_measures() {
    for typed in [&["gaps", "--municipality", "国分寺市"][..], &["compare", "--rows", "measures"]] {
        let run = on_shipped(&[typed, &["--kind", "background"]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{typed:?}");
        assert!(run.stderr.contains("--kind background"), "{}", run.stderr);
        assert_eq!(on_shipped(&[typed, &["--kind", "background,policy"]].concat()).code, 0);
    }
}

#[test]
fn a_municipality_of_which_nothing_could_be_read_is_said_so() {
    let desk = Desk::with_shipped_corpus();
    let catalogue = std::fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
    desk.write(
        "corpus/catalogue.toml",
        (catalogue + "\n" + &entry("plan", "a.txt").replace("132144", "011002")).as_bytes(),
    );
    desk.write("corpus/documents/a.txt", b"");
    for typed in [&["gaps", "--municipality", "札幌市"][..], &["peers", "札幌市"]] {
        let run = desk.kurabe(typed);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{typed:?}");
        assert!(run.stderr.contains("札幌市の文書はどれも読めません"), "{}", run.stderr);
    }
    let gaps = desk.kurabe(&["gaps", "--municipality", "国分寺市", "-n", "1"]);
    assert!(gaps.stdout.contains("読めない文書が1件あります"), "{}", gaps.stdout);
}

#[test]
fn a_few_pasted_words_find_who_does_that() {
    let answer = json(&["similar", "--text", "公民連携を推進する"]);
    let found = |name: &str| {
        let mut all = answer["municipalities"].as_array().unwrap().iter();
        all.find(|one| one["municipality"]["name"] == name).unwrap()["found"] == true
    };
    assert!(found("目黒区") && found("柏市"), "{answer}");
    assert!(!found("国分寺市"), "it says nothing of the kind: {answer}");
}

#[test]
fn a_long_text_is_read_from_stdin() {
    let desk = Desk::with_shipped_corpus();
    let text = "公共施設の包括管理委託を進める";
    desk.write("text", format!("{text}\n").as_bytes());
    let typed = desk.kurabe(&["similar", "--text", text, "--format", "json"]);
    let mut command = desk.command(&["similar", "--text", "-", "--format", "json"]);
    let read = run(command.stdin(std::fs::File::open(desk.path().join("text")).unwrap()));
    assert_eq!((read.code, &read.stdout), (0, &typed.stdout), "{read:?}");
}
