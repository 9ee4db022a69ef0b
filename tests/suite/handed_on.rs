//! What is handed on: workbooks, pages, and files that are whole or not there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use crate::desk::{Desk, Run, on_shipped, repository, run, shipped_home};

/// Commands whose answer is a table, each with what its CSV and its workbook have in common: the sheet, and how
/// many sheets there are.
const TABLES: [(&[&str], &str, usize); 11] = [
    (&["search", "公民連携", "-n", "30"], "検索結果", 3),
    (&["similar", "kokubunji-seisakubu-2024-5qds89"], "類似施策", 3),
    (&["compare", "公民連携", "人材育成", "宇宙開発"], "根拠", 4),
    (&["compare", "公民連携", "--rows", "measures"], "根拠", 4),
    (&["gaps", "--municipality", "国分寺市", "--theme", "dx"], "過不足", 3),
    (&["targets"], "数値目標", 3),
    (&["kwic", "協働"], "用例", 3),
    (&["trends", "DX", "theme:dx"], "推移", 3),
    (&["peers", "国分寺市"], "似た自治体", 3),
    (&["show", "kokubunji-seisakubu-2024-5qds89"], "施策文", 3),
    (&["corpus", "list"], "文書", 3),
];

/// Runs a command on the shipped corpus that writes into a file.
fn into_file(desk: &Desk, arguments: &[&str], file: &str) -> Run {
    let arguments = [arguments, &["-o", file]].concat();
    run(desk.command(&arguments).env("KURABE_HOME", shipped_home()))
}

fn workbook(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    book.worksheets()
}

fn sheet<'s>(sheets: &'s [(String, Range<Data>)], name: &str) -> &'s Range<Data> {
    &sheets.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no sheet {name}")).1
}

fn column(range: &Range<Data>, head: &str) -> Vec<String> {
    let place = place(range, head).unwrap_or_else(|| panic!("{head}"));
    range.rows().skip(1).map(|row| row[place].to_string()).collect()
}

#[test]
fn a_workbook_has_what_the_csv_has_and_where_it_comes_from() {
    let desk = Desk::empty();
    for (arguments, name, count) in TABLES {
        let run = into_file(&desk, arguments, "answer.xlsx");
        assert_eq!(run.code, 0, "{arguments:?} {run:?}");
        let sheets = workbook(&desk.path().join("answer.xlsx"));
        assert_eq!(sheets.len(), count, "{arguments:?}");
        let table = sheet(&sheets, name);
        let csv = on_shipped(&[arguments, &["--format", "csv"]].concat()).stdout;
        let head: BTreeSet<String> = csv.lines().next().unwrap().split(',').map(str::to_owned).collect();
        let own: BTreeSet<String> = table.rows().next().unwrap().iter().map(Data::to_string).collect();
        assert_eq!(own, head, "{arguments:?}");
        // No text of the shipped corpus has a line end inside.
        assert_eq!(table.rows().count(), csv.lines().count(), "{arguments:?}");
        let places: Vec<usize> =
            ["年度", "件数", "割合", "類似度", "出現数"].iter().flat_map(|head| place(table, head)).collect();
        for cell in table.rows().skip(1).flat_map(|row| places.iter().map(|&place| &row[place])) {
            let undated = matches!(cell, Data::Empty) || *cell == "年度なし";
            assert!(matches!(cell, Data::Float(_)) || undated, "{arguments:?}: {cell:?} is a number");
        }
        let sources: BTreeSet<String> = column(sheet(&sheets, "出典"), "原文").into_iter().collect();
        assert!(!sources.is_empty(), "{arguments:?}");
        for file in place(table, "原文").into_iter().flat_map(|_| column(table, "原文")) {
            assert!(file.is_empty() || sources.contains(&file), "{arguments:?}: {file}");
        }
        let made = column(sheet(&sheets, "作成方法"), "内容");
        let command = made.iter().find(|content| content.starts_with("kurabe ")).unwrap();
        assert!(command.ends_with("--format xlsx --lang ja") && !command.contains("-o "), "{command}");
    }
}

#[test]
fn what_stands_before_a_term_ends_beside_it() {
    let desk = Desk::empty();
    assert_eq!(into_file(&desk, &["kwic", "協働"], "a.html").code, 0);
    let page = fs::read_to_string(desk.path().join("a.html")).unwrap();
    let row = page.lines().find(|line| line.starts_with("<tr><td")).unwrap();
    assert!(
        row.starts_with("<tr><td class=\"prose lead\">") && page.contains(".lead { text-align: end; }"),
        "{row}"
    );
}

#[test]
fn a_file_says_which_of_the_hits_it_holds() {
    let desk = Desk::empty();
    for (options, says) in [
        (&[][..], "はじめの10件"),
        (&["--offset", "10", "-n", "5"], "11件目からの5件"),
        (&["--per-municipality", "2"], "自治体ごとに2件まで"),
    ] {
        let typed = [&["search", "公民連携"], options].concat();
        assert_eq!(into_file(&desk, &typed, "a.html").code, 0);
        assert_eq!(into_file(&desk, &typed, "a.xlsx").code, 0);
        let page = fs::read_to_string(desk.path().join("a.html")).unwrap();
        assert_eq!(page.matches(says).count(), 2, "at the top and in how it was made: {page}");
        let made = column(sheet(&workbook(&desk.path().join("a.xlsx")), "作成方法"), "内容");
        assert!(made.iter().any(|content| content.contains(says)), "{made:?}");
    }
    assert_eq!(into_file(&desk, &["search", "公民連携", "-n", "5000"], "a.html").code, 0);
    assert!(!fs::read_to_string(desk.path().join("a.html")).unwrap().contains("件を収録"));
}

/// Where a column is, if it is there.
fn place(range: &Range<Data>, head: &str) -> Option<usize> {
    range.rows().next().unwrap().iter().position(|cell| *cell == *head)
}

#[test]
fn the_same_command_makes_the_same_file() {
    let desk = Desk::empty();
    for (arguments, _, _) in TABLES {
        for ending in ["xlsx", "html"] {
            let files = ["a", "b"].map(|name| format!("{name}.{ending}"));
            for file in &files {
                assert_eq!(into_file(&desk, arguments, file).code, 0);
            }
            let [a, b] = files.map(|file| fs::read(desk.path().join(file)).unwrap());
            assert!(a == b, "{arguments:?} {ending}");
        }
    }
    let named = into_file(&desk, &["targets", "--date", "令和8年11月21日"], "named.xlsx");
    assert_eq!(named.code, 0);
    let made = workbook(&desk.path().join("named.xlsx"));
    assert!(column(sheet(&made, "作成方法"), "内容").contains(&"令和8年11月21日".to_owned()));
}

#[test]
fn a_cell_is_the_text_of_the_source_whatever_it_looks_like() {
    let texts =
        ["=HYPERLINK(\"http://example.jp\")を進めます。", "<script>&amp;\u{1b}[31m_x0041_を進めます。"];
    let plan = texts.map(|text| format!("・{text}\n")).concat();
    let desk = Desk::with_document("a.txt", format!("１ 協働\n\n{plan}").as_bytes());
    let run = desk.kurabe(&["corpus", "outline", "--statements", "-o", "a.xlsx"]);
    assert_eq!(run.code, 0, "{run:?}");
    let read = column(sheet(&workbook(&desk.path().join("a.xlsx")), "施策文"), "本文");
    let json = desk.kurabe(&["corpus", "outline", "--statements", "--format", "jsonl"]).stdout;
    let known: Vec<String> = json
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(read, known);
    assert!(read.iter().any(|text| text.starts_with('=')), "{read:?}");
}

/// The tags of a page, each closed where it was opened; what stands between them is not looked at.
fn tags(page: &str) -> Vec<&str> {
    const EMPTY: [&str; 5] = ["!doctype", "meta", "path", "rect", "circle"];
    let (mut open, mut seen) = (Vec::new(), Vec::new());
    for tag in page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
        } else if !EMPTY.contains(&name) {
            open.push(name);
        }
        seen.push(tag);
    }
    assert!(open.is_empty(), "{open:?}");
    seen
}

#[test]
fn a_page_asks_nothing_of_a_network_and_says_where_all_of_it_comes_from() {
    for (arguments, _, _) in TABLES {
        let page = on_shipped(&[arguments, &["--format", "html"]].concat()).stdout;
        assert!(page.starts_with("<!doctype html>\n<html lang=\"ja\">"), "{arguments:?}");
        let tags = tags(&page);
        for asking in ["script", "link", "img", "iframe", "a ", "object"] {
            assert!(!tags.iter().any(|tag| tag.starts_with(asking)), "{arguments:?}: {asking}");
        }
        assert!(!page.contains("@import") && !page.contains("http"), "{arguments:?}");
        assert!(page.matches("url(").count() == page.matches("url(#none-").count(), "{arguments:?}");
        let tables = page.matches("<table").count();
        assert!(tables >= 3 && page.matches("<caption>").count() == tables, "{arguments:?}");
        let heads = tags.iter().filter(|tag| tag.starts_with("th ") || **tag == "th");
        assert!(
            heads.clone().count() > 0 && heads.clone().all(|tag| tag.contains(" scope=\"")),
            "{arguments:?}"
        );
        for part in ["<caption>出典</caption>", "<caption>作成方法</caption>", ">コーパスの版</th>"]
        {
            assert!(page.contains(part), "{arguments:?}: {part}");
        }
        let figures = usize::from(
            matches!(arguments[0], "trends") || !arguments.contains(&"--rows") && arguments[0] == "compare",
        );
        assert_eq!(page.matches("<figure>").count(), figures, "{arguments:?}");
    }
}

#[test]
fn every_value_of_a_figure_stands_in_figures() {
    let page = on_shipped(&["compare", "公民連携", "宇宙開発", "--format", "html"]).stdout;
    let json = on_shipped(&["compare", "公民連携", "宇宙開発", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let svg = page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap();
    let cells = json["cells"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap());
    let mut nothing = 0;
    for cell in cells {
        match cell["count"].as_u64().unwrap() {
            0 => nothing += 1,
            count => {
                let said = format!(">{:.1}% ({count})</text>", cell["share"].as_f64().unwrap() * 100.0);
                assert!(svg.contains(&said), "{said}");
            }
        }
    }
    assert!(nothing >= 5 && svg.matches(">–</text>").count() == nothing);
    assert_eq!(svg.matches("fill=\"url(#none-0)\"").count(), nothing, "what is not there is hatched");
}

#[test]
fn nothing_a_source_says_is_a_tag() {
    let hostile = "<script>alert(1)</script>\"'&";
    let text = format!("{hostile}\n\n１ 福祉{hostile}\n\n・{hostile}協働を進めます。\n");
    let desk = Desk::with_document("a.txt", text.as_bytes());
    for arguments in [
        &["search", "協働"][..],
        &["compare", "協働", hostile],
        &["trends", "協働", hostile],
        &["kwic", "協働"],
        &["corpus", "outline", "--statements"],
    ] {
        let page = desk.kurabe(&[arguments, &["--format", "html"]].concat()).stdout;
        assert!(page.contains("&lt;script&gt;"), "{arguments:?}");
        assert!(!tags(&page).iter().any(|tag| tag.contains("script")), "{arguments:?}");
    }
}

#[test]
fn a_document_that_cannot_be_read_is_named() {
    let desk = Desk::with_document("a.txt", b"\xff\xfe\x00\x01");
    let run = desk.kurabe(&["search", "協働", "-o", "a.xlsx"]);
    assert_eq!(run.code, 1, "{run:?}");
    let made = column(sheet(&workbook(&desk.path().join("a.xlsx")), "作成方法"), "内容");
    assert!(made.iter().any(|content| content.contains("基本計画")), "{made:?}");
}

#[test]
fn a_file_has_its_name_only_once_it_is_whole() {
    let desk = Desk::empty();
    desk.write("out/answer.csv", b"before");
    let files = || -> Vec<String> {
        let files = fs::read_dir(desk.path().join("out")).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    for (arguments, code) in [
        (&["similar", "no-such-statement"][..], 1),
        (&["gaps", "--municipality", "札幌市"], 1),
        (&["status"], 2),
        (&["search", "公民連携", "--municipality", "どこにもない市"], 2),
    ] {
        let run = into_file(&desk, arguments, "out/answer.csv");
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{run:?}");
        assert_eq!(fs::read(desk.path().join("out/answer.csv")).unwrap(), b"before");
        assert_eq!(files(), ["answer.csv"]);
    }
    let run = into_file(&desk, &["search", "公民連携"], "out/answer.csv");
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{run:?}");
    let written = fs::read_to_string(desk.path().join("out/answer.csv")).unwrap();
    assert_eq!(written, on_shipped(&["search", "公民連携", "--format", "csv"]).stdout);
    assert_eq!(files(), ["answer.csv"]);
    desk.write("folder.csv/answer.csv", b"before");
    for (place, why) in [("nowhere/answer.csv", "フォルダがありません"), ("folder.csv", "フォルダです")]
    {
        let run = into_file(&desk, &["search", "公民連携"], place);
        let said = format!("「{place}」に書けません: {why}\n");
        assert!(run.code == 2 && run.stderr.contains(&said), "{run:?}");
    }
}

#[test]
fn the_name_of_a_file_says_its_form() {
    let desk = Desk::empty();
    let text = on_shipped(&["search", "公民連携"]).stdout;
    let text: String = text.lines().take(1).collect();
    for (file, begin) in [("a.md", "| "), ("a.json", "{"), ("a.CSV", "順位,"), ("a.txt", text.as_str())] {
        assert_eq!(into_file(&desk, &["search", "公民連携"], file).code, 0);
        let written = fs::read_to_string(desk.path().join(file)).unwrap();
        assert!(written.starts_with(begin), "{file}: {written}");
    }
    assert_eq!(into_file(&desk, &["search", "公民連携", "--format", "jsonl"], "a.rows").code, 0);
    assert!(fs::read_to_string(desk.path().join("a.rows")).unwrap().starts_with("{\"id\""));
    for (arguments, file, says) in [
        (&["search", "公民連携"][..], "回答.docx", "xlsx | html"),
        (&["search", "公民連携"], "回答", "--format"),
        (&["search", "公民連携", "--format", "xlsx"], "a.html", "a.html」は html の名前"),
    ] {
        let run = into_file(&desk, arguments, file);
        assert!(run.code == 2 && run.stderr.contains(says) && !desk.path().join(file).exists(), "{run:?}");
    }
    let run = into_file(&desk, &["search", "公民連携"], "-");
    assert!(run.code == 0 && run.stdout.starts_with(&text) && !desk.path().join("-").exists(), "{run:?}");
}

fn json(arguments: &[&str]) -> serde_json::Value {
    let run = on_shipped(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn a_report_is_made_of_the_answers_there_are() {
    const WHO: [&str; 2] = ["--municipalities", "国分寺市,柏市,三鷹市,札幌市"];
    let report = json(&[&["report", "dx", "庁舎の老朽化"], &WHO[..]].concat());
    assert_eq!(
        report["matrix"],
        json(&[&["compare", "dx", "庁舎の老朽化", "--best", "3"], &WHO[..]].concat())
    );
    for (subject, words) in report["subjects"].as_array().unwrap().iter().zip(["theme:dx", "庁舎の老朽化"])
    {
        let typed = subject["subject"].as_str().unwrap();
        let measures = json(&[&["compare", typed, "--rows", "measures"], &WHO[..]].concat());
        assert_eq!(subject["measures"], measures, "{typed}");
        assert_eq!(subject["targets"], json(&[&["targets", words], &WHO[..]].concat())["targets"], "{typed}");
        let rows = measures["rows"].as_array().unwrap();
        for gap in subject["gaps"].as_array().unwrap() {
            let code = gap["municipality"].as_str().unwrap();
            for (place, row) in rows.iter().enumerate() {
                let mut of = row["hits"].as_array().unwrap().iter().map(|hit| &hit["municipality"]["code"]);
                let here = of.any(|own| own == code);
                let list = |list: &str| gap[list].as_array();
                let listed = |name| list(name).is_some_and(|list| list.contains(&(place + 1).into()));
                let searched = code != "011002";
                assert_eq!(listed("lacking"), searched && !here, "{typed} {code} {place}");
                assert_eq!(listed("alone"), here && row["municipalities"] == 1, "{typed} {code} {place}");
            }
        }
    }
    assert_eq!(report["subjects"].as_array().unwrap().len(), 2);
}

/// What was searched for targets is all the matrix was searched in, whether the subject is a theme or words.
#[test]
fn targets_of_a_report_are_those_of_its_matrix() {
    let typed = ["report", "dx", "\"dx\"", "--municipality", "国分寺市,柏市,三鷹市"];
    let report = json(&typed);
    let searched = report["matrix"]["municipalities"].as_array().unwrap().iter();
    let statements: u64 = searched.map(|one| one["statements_searched"].as_u64().unwrap()).sum();
    let text = on_shipped(&typed).stdout;
    let denominator = format!("文書3件の施策文{statements}件");
    assert!(text.matches(&denominator).count() >= 3, "the report and both of its ledgers: {text}");
    assert!(!text.contains("読める文書がありません"), "{text}");
    for (subject, cells) in report["subjects"].as_array().unwrap().iter().zip(1..) {
        let cells = report["matrix"]["cells"][cells - 1].as_array().unwrap();
        let counted: u64 = cells.iter().map(|cell| cell["count"].as_u64().unwrap()).sum();
        let of: BTreeSet<&str> =
            subject["targets"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
        assert!(of.len() as u64 <= counted, "{subject}");
    }
}

/// Whoever was not searched lacks nothing that is known of.
#[test]
fn who_was_not_searched_is_not_said_to_lack_anything() {
    let typed = ["report", "dx", "--municipality", "国分寺市,柏市,札幌市"];
    let report = json(&typed);
    let gaps = report["subjects"][0]["gaps"].as_array().unwrap();
    let (unsearched, searched): (Vec<_>, Vec<_>) =
        gaps.iter().partition(|gap| gap["municipality"] == "011002");
    assert!(unsearched.len() == 1 && unsearched[0]["lacking"].is_null(), "{gaps:?}");
    assert!(searched.len() == 2 && searched.iter().all(|gap| gap["lacking"].is_array()), "{gaps:?}");
    let nothing = "該当なし（文書0件の施策文0件）";
    let text = on_shipped(&typed).stdout;
    assert_eq!(text.matches(&format!("札幌市  {nothing}\n")).count(), 2, "among cells and gaps: {text}");
    let table = on_shipped(&[&typed[..], &["--format", "md"]].concat()).stdout;
    assert!(table.contains(&format!("| 札幌市 |  | {nothing} |  |  |")), "{table}");
}

#[test]
fn a_report_has_every_part_in_every_form() {
    const PARTS: [&str; 8] =
        ["比較", "根拠", "施策の対応", "過不足", "数値目標", "調べた範囲", "出典", "作成方法"];
    let desk = Desk::empty();
    let typed = ["report", "公民連携", "データ", "--municipality", "国分寺市,柏市,札幌市"];
    for file in ["a.xlsx", "a.html", "a.md"] {
        assert_eq!(into_file(&desk, &typed, file).code, 0, "{file}");
    }
    let sheets = workbook(&desk.path().join("a.xlsx"));
    assert_eq!(sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), PARTS);
    let searched = column(sheet(&sheets, "調べた範囲"), "自治体");
    assert_eq!(searched.len(), 3, "who has no document is there, too: {searched:?}");
    let page = fs::read_to_string(desk.path().join("a.html")).unwrap();
    tags(&page);
    let text = fs::read_to_string(desk.path().join("a.md")).unwrap();
    for part in PARTS {
        assert!(page.contains(&format!("<caption>{part}</caption>")), "{part}");
        assert!(text.contains(&format!("\n## {part}\n")), "{part}");
    }
    let evidence = column(sheet(&sheets, "根拠"), "出典");
    for citation in evidence.iter().filter(|citation| !citation.is_empty()) {
        assert!(page.contains(citation.as_str()), "{citation}");
    }
    let csv = into_file(&desk, &typed, "a.csv");
    assert_eq!(csv.code, 0);
    let rows = fs::read_to_string(desk.path().join("a.csv")).unwrap().lines().count();
    assert_eq!(rows, evidence.len() + 1, "values alone are the evidence");
}

/// A column for each of 33 municipalities can be read nowhere but in a workbook, where it takes several pages.
#[test]
fn many_municipalities_stand_in_rows() {
    let desk = Desk::empty();
    let home = repository().join("tests/strangers");
    crate::desk::copy(&home.join("corpus"), &desk.path().join("corpus"));
    for command in [&["compare", "防災"][..], &["report", "防災"]] {
        let page = desk.kurabe(&[command, &["--format", "html"]].concat()).stdout;
        let widest = page.split("<thead>").skip(1).map(|table| table.split("</thead>").next().unwrap());
        let widest = widest.map(|head| head.matches("<th").count()).max().unwrap();
        assert!(widest < 20 && page.matches("<svg").count() == 3, "{command:?}: {widest}");
        for city in ["緑川市", "星見市", "楓川町"] {
            assert!(page.contains(&format!("<td>{city}</td>")), "{command:?}: {city}");
        }
    }
    assert_eq!(desk.kurabe(&["compare", "防災", "-o", "a.xlsx"]).code, 0);
    assert_eq!(sheet(&workbook(&desk.path().join("a.xlsx")), "比較").width(), 34);
}

#[test]
fn a_report_names_what_could_not_be_read() {
    let desk = Desk::with_document("a.txt", "１ 協働\n\n・協働を進めます。\n".as_bytes());
    let second = crate::desk::entry("broken", "b.txt");
    let catalogue = fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
    desk.write("corpus/catalogue.toml", format!("{catalogue}{second}").as_bytes());
    desk.write("corpus/documents/b.txt", b"\xff\xfe\x00\x01");
    for form in ["text", "json", "html", "md"] {
        let run = desk.kurabe(&["report", "協働", "--format", form]);
        assert!(run.code == 0 && run.stdout.contains("broken"), "{form}: {run:?}");
    }
}
