//! Rows of tables, found only where tables are asked for; and the sheets of workbooks, whose measures are statements.

use std::fs;

use serde_json::Value;

use crate::desk::{Desk, repository};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/fixtures").join(name)).unwrap()
}

/// The answer to a search.
fn search(desk: &Desk, arguments: &[&str]) -> Value {
    let run = desk.kurabe(&[&["search", "--format", "json"], arguments].concat());
    assert!(run.code <= 1, "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

fn hits(answer: &Value) -> &[Value] {
    answer["hits"].as_array().unwrap()
}

/// What the fields of a hit say, as they are shown.
fn fields(hit: &Value) -> Vec<String> {
    let field =
        |field: &Value| format!("{}：{}", field["name"].as_str().unwrap(), field["value"].as_str().unwrap());
    hit["fields"].as_array().unwrap().iter().map(field).collect()
}

#[test]
fn rows_of_a_pdf_are_found_only_where_tables_are_asked_for() {
    let desk = Desk::with_document("midori/plan.pdf", &fixture("pdf/s05_lo_1col.pdf"));
    // An indicator with its goal commits, and is a statement besides; no other row is one.
    let without = search(&desk, &["備蓄食料"]);
    let rows = hits(&without).iter().filter(|hit| !hit["source"]["row"].is_null());
    let goals: Vec<&Value> = rows.map(|hit| &hit["targets"][0]["value"]).collect();
    assert!(!goals.is_empty() && goals.iter().all(|value| value.is_number()), "{without}");

    let found = search(&desk, &["備蓄食料", "--tables"]);
    let hit = &hits(&found)[0];
    assert!(hit["text"].as_str().unwrap().contains('\t'), "{hit}");
    let (table, row) = (hit["source"]["table"].as_u64().unwrap(), hit["source"]["row"].as_u64().unwrap());
    let citation = hit["citation"].as_str().unwrap();
    let page = hit["source"]["page"].as_u64().unwrap();
    assert!(citation.ends_with(&format!("、{page}頁 表{table} 行{row}")), "{citation}");
    // The page is the one its line stands on.
    let text = fs::read_to_string(desk.path().join("corpus/documents/midori/plan.pdf.extract.txt")).unwrap();
    let line = hit["source"]["lines"][0].as_u64().unwrap() as usize;
    assert!(text.lines().nth(line - 1).unwrap().contains("備蓄食料"));
    assert_eq!(page as usize, 1 + text.lines().take(line).filter(|line| line.starts_with('\x0c')).count());
    // The head of the first copy stands at the foot of its page: the rows on the next one are below it all the same.
    assert!(
        hits(&found).iter().all(|hit| fields(hit).iter().any(|field| field.starts_with("現状値"))),
        "{found}"
    );
    // What is counted are rows, and of statements there are as many as before.
    assert_eq!(found["corpus"]["statements"], without["corpus"]["statements"]);
    assert_ne!(found["searched"]["statements"], without["searched"]["statements"]);

    let shown = desk.kurabe(&["show", hit["id"].as_str().unwrap()]);
    assert!(shown.code == 0 && shown.stdout.contains('｜') && shown.stdout.contains(citation), "{shown:?}");
    let listed = desk.kurabe(&["search", "備蓄食料", "--tables", "--format", "csv"]);
    assert!(listed.code == 0 && listed.stdout.contains('｜') && !listed.stdout.contains('\t'), "{listed:?}");
}

#[test]
fn where_there_are_no_tables_nothing_is_found_in_them() {
    let desk =
        Desk::with_document("a.txt", "基本計画\n\n１ 協働の推進\n\n・市民との協働を進めます。\n".as_bytes());
    let run = desk.kurabe(&["search", "協働", "--tables"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.contains("該当なし: 文書0件の表の行0件を調べました"), "{run:?}");
}

#[test]
fn rows_go_when_their_document_changes() {
    let desk = Desk::with_document("midori/plan.pdf", &fixture("pdf/s05_lo_1col.pdf"));
    assert!(!hits(&search(&desk, &["備蓄食料", "--tables"])).is_empty());
    desk.write("corpus/documents/midori/plan.pdf", &fixture("pdf/s10_rl_unijis_noembed.pdf"));
    let after = search(&desk, &["備蓄食料", "--tables"]);
    assert!(hits(&after).is_empty(), "{after}");
}

#[test]
fn measures_of_a_workbook_are_statements_with_their_columns() {
    let desk = Desk::with_catalogue("# 目録\n");
    desk.write("jigyo.xlsx", &fixture("sheets/jigyo.xlsx"));
    let home = desk.path().to_str().unwrap();
    let added = desk.kurabe(&["--home", home, "corpus", "add", "jigyo.xlsx", "--retrieved", "2026-04-01"]);
    assert_eq!(added.code, 0, "{added:?}");
    let catalogue = fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
    assert!(catalogue.contains("みどり市 令和7年度 主要事業一覧"), "{catalogue}");

    let found = search(&desk, &["待機児童の解消"]);
    let hit = &hits(&found)[0];
    assert_eq!(hit["text"], "認可保育所を3か所整備し、待機児童の解消を図る。");
    let path: Vec<&str> = hit["path"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let expected = ["みどり市 令和7年度 主要事業一覧", "子ども部", "子育てしやすいまち", "待機児童対策事業"];
    assert_eq!(path, expected);
    assert_eq!(hit["department"][0], "保育課");
    assert_eq!((hit["source"]["table"].as_u64(), hit["source"]["row"].as_u64()), (Some(1), Some(6)));
    let fields = fields(hit);
    for field in [
        "担当課：保育課",
        "予算額／令和6年度：120,000",
        "予算額／令和7年度：150,000",
        "目標値（令和8年度）：0",
    ] {
        assert!(fields.iter().any(|own| own == field), "{field} is not among {fields:?}");
    }
    let citation = hit["citation"].as_str().unwrap();
    assert!(citation.contains("子ども部") && citation.ends_with("、行6"), "{citation}");
    // Tables that are handed on name the row of the sheet, too, and not the line of what was extracted.
    let csv = desk.kurabe(&["search", "待機児童の解消", "--format", "csv"]).stdout;
    assert!(csv.contains("jigyo.xlsx,,6,"), "{csv}");
    let page = desk.kurabe(&["search", "待機児童の解消", "--format", "html"]).stdout;
    assert!(page.contains("シート1 行6"), "{page}");

    // What cells merged downwards say is said of each row; the indicator is a target of its own.
    let second = &hits(&search(&desk, &["子ども食堂"]))[0].clone();
    assert!(second["path"].to_string().contains("子育てしやすいまち"), "{second}");

    // A row that a planner puts aside is gone.
    let text =
        fs::read_to_string(desk.path().join("corpus/documents/midori/jigyo.xlsx.extract.txt")).unwrap();
    let at = text.lines().position(|line| line.contains("子ども食堂")).unwrap();
    let line = text.lines().nth(at).unwrap().replace('\t', "\\t");
    let id = second["document"]["id"].as_str().unwrap();
    let correction = format!(
        "[[correction]]\ndocument = \"{id}\"\nline = {}\ntext = \"{line}\"\nis = \"ignore\"\n",
        at + 1
    );
    desk.write("corpus/corrections.toml", correction.as_bytes());
    assert!(hits(&search(&desk, &["子ども食堂"])).is_empty());
    fs::remove_file(desk.path().join("corpus/corrections.toml")).unwrap();

    let targets = desk.kurabe(&["targets", "--format", "jsonl"]);
    assert!(targets.stdout.contains("待機児童数") && targets.stdout.contains("\"value\":0"), "{targets:?}");
    // Days are written as their cells show them, and sheets that are no lists have rows alone.
    assert!(search(&desk, &["橋りょう"]).to_string().contains("令和7年10月1日"));
    assert!(hits(&search(&desk, &["世帯数"])).is_empty());
    assert_eq!(hits(&search(&desk, &["54321", "--tables"])).len(), 1);
    let nothing = desk.kurabe(&["search", "54321"]);
    assert!(nothing.code == 1 && nothing.stdout.contains("表の行には1件"), "{nothing:?}");
    let by_column = search(&desk, &["世帯数", "--tables"]);
    assert_eq!(hits(&by_column).len(), 2, "what a column is called is said of its rows");
    assert_eq!(hits(&by_column)[0]["matched"][0]["term"], "世帯");
    // What is hidden is not read, and it is said so.
    assert!(hits(&search(&desk, &["秘密"])).is_empty());
    assert!(desk.kurabe(&["corpus", "check"]).stdout.contains("隠されたシート1枚"));
}

/// The targets of a home: what is measured, the value with its unit, and by when.
fn targets(desk: &Desk) -> Vec<String> {
    let run = desk.kurabe(&["targets", "--format", "jsonl", "--sort", "place"]);
    assert_eq!(run.code, 0, "{run:?}");
    let target = |line: &str| {
        let target: Value = serde_json::from_str(line).unwrap();
        let reached = &target["target"];
        let (value, unit) = (&reached["value"], reached["unit"].as_str().unwrap());
        format!("{} {value}{unit} {}", target["measured"].as_str().unwrap(), target["deadline"])
    };
    run.stdout.lines().map(target).collect()
}

#[test]
fn indicators_of_a_workbook_are_targets_each_with_what_it_measures() {
    let desk = Desk::with_document("midori/shihyo.xlsx", &fixture("sheets/shihyo.xlsx"));
    let expected = [
        // A head of two rows, merged over the years.
        "待機児童数 5人 2026",
        "待機児童数 0人 2030",
        "授業が分かると答えた児童の割合 85％ 2026",
        "授業が分かると答えた児童の割合 90％ 2030",
        // A table within a form, whose rows say themselves what they are.
        "貸出冊数 32冊 2024",
        "貸出冊数 35冊 2025",
        // Numbers with their own words, and without.
        "コピー用紙使用量 30％ 2027",
        "時間外勤務の縮減 360時間 2026",
        // Another table below the first one, with two indicators in a row.
        "参加者数（人） 500人 2024",
        "平均歩数（歩） 6000歩 2024",
    ];
    assert_eq!(targets(&desk), expected);
    let hit = &hits(&search(&desk, &["待機児童数"]))[0].clone();
    let path: Vec<&str> = hit["path"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(path, ["第３次みどり市総合計画 成果指標一覧", "成果指標一覧", "子育て", "保育の充実"]);
}

#[test]
fn indicators_of_a_page_are_targets_as_those_of_a_workbook_are() {
    let page = "<h1>みどり市基本計画</h1><h2>１ 健康</h2><p>健康づくりを進めます。</p><table>\
        <tr><th>指標名</th><th>単位</th><th>現状値（R5）</th><th>目標値（R10）</th></tr>\
        <tr><td>受診率</td><td>%</td><td>45</td><td>60</td></tr>\
        <tr><td>ごみの量</td><td>%</td><td>0</td><td>▲30</td></tr>\
        <tr><td>定住意向</td><td>%</td><td>70</td><td>維持</td></tr>\
        <tr><td>満足度</td><td>%</td><td>70</td><td>未設定</td></tr></table>";
    let desk = Desk::with_document("midori/plan.html", page.as_bytes());
    assert_eq!(targets(&desk), ["受診率 60% 2028", "ごみの量 -30% 2028"]);
    // A goal in words is a statement; it is not in the ledger, which says so.
    let ledger = desk.kurabe(&["targets", "--lang", "ja"]).stdout;
    assert!(ledger.contains("ほかに数値のない目標1件"), "{ledger}");
    let ledger: Value = serde_json::from_str(&desk.kurabe(&["targets", "--format", "json"]).stdout).unwrap();
    assert_eq!(ledger["without_number"], 1);
    let hit = &hits(&search(&desk, &["受診率"]))[0].clone();
    assert_eq!(hit["path"].as_array().unwrap().last().unwrap(), "１ 健康");
    assert_eq!((hit["kind"].as_str(), hit["source"]["row"].as_u64()), (Some("target"), Some(2)));
}

#[test]
fn forms_of_evaluation_are_statements_with_their_labels() {
    let desk = Desk::with_document("midori/hyoka.xlsx", &fixture("sheets/hyoka.xlsx"));
    let found = search(&desk, &["コミュニティバス"]);
    let hit = &hits(&found)[0];
    assert_eq!(hit["text"], "コミュニティバス3路線を運行し、運賃を補助する。");
    assert_eq!(hit["path"].as_array().unwrap().last().unwrap(), "地域公共交通維持事業");
    assert_eq!(hit["department"][0], "交通政策課");
    assert!(fields(hit).iter().any(|field| field == "担当課：交通政策課"), "{hit}");
    let purpose = &hits(&search(&desk, &["移動手段の確保"]))[0].clone();
    assert_eq!(purpose["text"], "高齢者の移動手段を確保する。");
    assert_eq!(hits(&search(&desk, &["電子図書"])).len(), 1);
    // Which rows nothing was made of is said as a reader of the sheets counts them.
    let check = desk.kurabe(&["corpus", "check"]).stdout;
    assert!(
        check.contains("表の5行（シート1 行6、シート1 行9、シート2 行1、シート2 行6、シート2 行9）"),
        "{check}"
    );
}

#[test]
fn a_cell_in_the_last_corner_of_a_sheet_costs_nothing() {
    let desk = Desk::with_document("midori/corner.xlsx", &fixture("sheets/corner.xlsx"));
    let hit = &hits(&search(&desk, &["見守り"]))[0].clone();
    assert_eq!(hit["text"], "一人暮らしの高齢者を見守る体制をつくる。");
    let text =
        fs::read_to_string(desk.path().join("corpus/documents/midori/corner.xlsx.extract.txt")).unwrap();
    assert!(text.len() < 200, "{} bytes", text.len());
}

#[test]
fn a_workbook_of_tables_alone_is_read() {
    let desk = Desk::with_document("midori/tokei.xlsx", &fixture("sheets/tokei.xlsx"));
    let check = desk.kurabe(&["corpus", "check"]);
    assert!(
        check.code == 0 && check.stdout.contains("表だけの文書です。表の3行は --tables で探せます"),
        "{check:?}"
    );
    assert!(!check.stdout.contains("施策文を取りません"), "said once: {check:?}");
    assert_eq!(hits(&search(&desk, &["53,900", "--tables"])).len(), 1);
    // It was read, and it has no statement: both are said where nothing is found in statements.
    let found = search(&desk, &["世帯数"]);
    assert_eq!(found["corpus"]["unreadable"], 0);
    let searched = serde_json::json!({"statements": 0, "documents": 1, "only_tables": 1});
    assert_eq!(found["searched"], searched);
    for filter in [["--municipality", "国分寺市"], ["--document", "plan"]] {
        assert_eq!(
            search(&desk, &[&["世帯数"], filter.as_slice()].concat())["searched"],
            searched,
            "{filter:?}"
        );
    }
    let other = search(&desk, &["世帯数", "--year", "2020"]);
    assert_eq!(other["searched"], serde_json::json!({"statements": 0, "documents": 0, "only_tables": 0}));
    let run = desk.kurabe(&["search", "世帯数"]);
    assert!(run.code == 1 && run.stdout.contains("うち1件は表だけの文書です"), "{run:?}");
    let matrix = desk.kurabe(&["compare", "世帯数", "--municipality", "国分寺市", "--format", "json"]);
    let matrix: Value = serde_json::from_str(&matrix.stdout).unwrap();
    let reach = &matrix["municipalities"][0];
    assert_eq!(reach["documents_searched"], 1, "{matrix}");
    assert_eq!((&reach["documents_only_tables"], &reach["documents_unreadable"]), (&1.into(), &0.into()));
}

#[test]
fn every_row_of_a_workbook_is_found_among_tables() {
    let desk = Desk::with_document("midori/shihyo.xlsx", &fixture("sheets/shihyo.xlsx"));
    let rows = |words: &str| {
        let found = search(&desk, &[words, "--tables"]);
        let row =
            |hit: &Value| (hit["source"]["table"].as_u64().unwrap(), hit["source"]["row"].as_u64().unwrap());
        hits(&found).iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(rows("待機"), [(1, 4)], "a row that is a target");
    assert_eq!(rows("読書習慣"), [(2, 2)], "a row of a form");
    assert_eq!(rows("実績"), [(2, 6)], "a row nothing is made of");
    assert_eq!(rows("歩数に応じて"), [(3, 8)], "a row of a table below another one");
    let own = search(&desk, &["授業が分かる", "--tables"]);
    let path = hits(&own)[0]["path"].as_array().unwrap();
    assert_eq!(path.last().unwrap(), "学校教育", "a row stands under its own heading");
    let form = search(&desk, &["読書習慣", "--tables"]);
    assert!(fields(&hits(&form)[0]).is_empty(), "labels of a form are no head: {form}");
}

#[test]
fn planners_correct_rows_of_a_workbook_with_what_they_copy() {
    let desk = Desk::with_document("midori/tokei.xlsx", &fixture("sheets/tokei.xlsx"));
    let shown = desk.kurabe(&["corpus", "outline", "--lines"]).stdout;
    let line = |words: &str| {
        let line = shown.lines().find(|line| line.contains(words)).unwrap();
        let at = line.find(words).unwrap();
        (line.split_whitespace().next().unwrap().to_owned(), line.get(at..).unwrap().to_owned())
    };
    let mark = |words: &str, is: &str| {
        let (number, text) = line(words);
        assert!(!text.contains('␉'), "a pipe has the tab itself: {text:?}");
        // A terminal shows a picture of it.
        let text = text.replace('\t', "␉");
        format!("[[correction]]\ndocument = \"plan\"\nline = {number}\ntext = \"{text}\"\n{is}\n")
    };
    let marks = [
        mark("みどり市の人口", "is = \"heading\"\nlevel = 2"),
        mark("人口\t54,321", "is = \"title\""),
        mark("世帯数\t23,001", "is = \"body\""),
    ];
    desk.write("corpus/corrections.toml", marks.concat().as_bytes());
    let found = search(&desk, &["世帯数"]);
    let hit = &hits(&found)[0];
    assert_eq!(hit["text"], "世帯数\t23,001\t23,100\t23,200");
    let path: Vec<&str> = hit["path"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(path, ["人口 54,321 54,100 53,900", "人口", "みどり市の人口と世帯"]);
}

#[test]
fn what_a_sheet_does_not_show_is_not_read() {
    let desk = Desk::with_document("midori/hidden.xlsx", &fixture("sheets/hidden.xlsx"));
    let check = desk.kurabe(&["corpus", "check"]).stdout;
    for said in ["非表示の行2行", "非表示の列1列", "取消線で消された文1か所"] {
        assert!(check.contains(said), "{said}: {check}");
    }
    for words in ["庁内検討", "査定", "廃止"] {
        assert!(
            hits(&search(&desk, &[words])).is_empty()
                && hits(&search(&desk, &[words, "--tables"])).is_empty()
        );
    }
    let found = search(&desk, &["見守り"]);
    let hit = &hits(&found)[0];
    assert_eq!(fields(hit), ["担当課：福祉課"]);
    // A title that is merged over a hidden column is shown.
    assert_eq!(hit["path"][0], "みどり市 主要事業一覧");
}

#[test]
fn what_is_no_workbook_says_so() {
    let check = |file: &str, bytes: &[u8], words: &str| {
        let run = Desk::with_document(file, bytes).kurabe(&["corpus", "check"]);
        assert!(run.code == 2 && run.stdout.contains(words), "{file}: {run:?}");
    };
    check("a.xlsx", b"PK\x03\x04 nothing", "途中で切れているか");
    check("a.xlsx", b"%PDF-1.7\n", "中身は PDF です");
    check("a.xls", b"\xd0\xcf\x11\xe0", ".xlsx にします");
}
