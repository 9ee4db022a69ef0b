//! Each command as a transcript. `INSTA_UPDATE=always cargo test --test suite` writes them anew; read the
//! difference before you keep it.

use std::path::Path;
use std::sync::LazyLock;

use crate::desk::{Desk, Run, editions_home, entry, example_home, kurabe, kurabe_at};

/// Compares a run on the made-up home with its transcript.
fn check(name: &str, arguments: &[&str]) {
    compare_with(name, arguments, kurabe(arguments), &example_home());
}

/// Compares a run on a home with its transcript.
fn check_at(home: &Path, name: &str, arguments: &[&str]) {
    compare_with(name, arguments, kurabe_at(home, arguments), home);
}

/// Compares a run with its transcript.
fn compare_with(name: &str, arguments: &[&str], run: Run, home: &Path) {
    let Run { code, stdout, stderr } = run;
    let home = home.display().to_string();
    let said = stderr.replace(&home, "[HOME]").replace(std::path::MAIN_SEPARATOR, "/");
    let transcript = format!("$ kurabe {}\n{stdout}--- stderr\n{said}--- exit {code}\n", arguments.join(" "));
    // The version of the corpus changes with every rule of the program.
    let version = (r#""version": "[0-9a-f]{16}""#, r#""version": "[VERSION]""#);
    let on_page = (r#"<td class="prose">[0-9a-f]{16}</td>"#, r#"<td class="prose">[VERSION]</td>"#);
    let beside = ("(コーパスの版|corpus version) [0-9a-f]{16}", "$1 [VERSION]");
    let in_table = (r"\| (コーパスの版|corpus version) \| [0-9a-f]{16} \|", "| $1 | [VERSION] |");
    let filters = [version, on_page, beside, in_table];
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, filters => filters }, {
        insta::assert_snapshot!(name, transcript);
    });
}

#[test]
fn help() {
    check("help", &["--help"]);
    check("help-corpus", &["corpus", "--help"]);
    check("help-add", &["corpus", "add", "--help"]);
    check("help-remove", &["corpus", "remove", "--help"]);
    check("help-list", &["corpus", "list", "--help"]);
    check("help-log", &["corpus", "log", "--help"]);
    check("help-outline", &["corpus", "outline", "--help"]);
    check("help-check", &["corpus", "check", "--help"]);
    check("help-show", &["show", "--help"]);
    check("help-eval", &["eval", "--help"]);
    check("help-search", &["search", "--help"]);
    check("help-similar", &["similar", "--help"]);
    check("help-targets", &["targets", "--help"]);
    check("help-terms", &["terms", "--help"]);
    check("help-network", &["network", "--help"]);
    check("help-kwic", &["kwic", "--help"]);
    check("help-trends", &["trends", "--help"]);
    check("help-changes", &["changes", "--help"]);
    check("help-compare", &["compare", "--help"]);
    check("help-gaps", &["gaps", "--help"]);
    check("help-report", &["report", "--help"]);
    check("help-peers", &["peers", "--help"]);
    check("help-serve", &["serve", "--help"]);
    check("help-index", &["index", "--help"]);
    check("help-status", &["status", "--help"]);
    check("help-completions", &["completions", "--help"]);
    check("version", &["--version"]);
}

#[test]
fn list() {
    check("list", &["corpus", "list"]);
    check("list-english", &["corpus", "list", "--lang", "en"]);
    check("list-json", &["corpus", "list", "若葉", "--format", "json"]);
    check("list-jsonl", &["corpus", "list", "--format", "jsonl"]);
}

#[test]
fn outline() {
    check("outline", &["corpus", "outline"]);
    check("outline-color", &["corpus", "outline", "若葉", "--color", "always"]);
    check("outline-english", &["corpus", "outline", "aoba-kihonkeikaku", "--lang", "en"]);
    check("outline-json", &["corpus", "outline", "わかば", "--format", "json"]);
    check("outline-statements", &["corpus", "outline", "990019", "--statements"]);
    check("outline-statements-jsonl", &["corpus", "outline", "--statements", "--format", "jsonl"]);
}

#[test]
fn outline_of_nobody() {
    check("outline-ambiguous", &["corpus", "outline", "青葉"]);
    check("outline-ambiguous-json", &["corpus", "outline", "青葉", "--format", "json", "--lang", "en"]);
    check("outline-no-document", &["corpus", "outline", "990035"]);
    check("outline-unknown", &["corpus", "outline", "若菜市"]);
    check("outline-part-of-an-id", &["corpus", "outline", "seisakubu"]);
    check("outline-wrong-code", &["corpus", "outline", "990018"]);
}

#[test]
fn report() {
    check("report", &["report", "partnership", "宇宙開発"]);
    check("report-md", &["report", "協働", "--municipalities", "若葉市", "--format", "md", "--lang", "en"]);
    check("report-nothing", &["report", "宇宙開発", "--format", "json"]);
    check("report-empty", &["report"]);
}

#[test]
fn search() {
    check("search", &["search", "協働"]);
    check("search-english", &["search", "協働", "--lang", "en", "--no-facets", "-n", "1"]);
    check("search-filters", &["search", "若葉市の協働", "--kind", "policy", "--no-facets"]);
    check("search-explain", &["search", "協働", "--explain", "-n", "1", "--no-facets"]);
    check("search-json", &["search", "協働", "--format", "json", "-n", "1"]);
    check("search-csv", &["search", "協働", "--format", "csv"]);
    check("search-md", &["search", "協働", "--format", "md", "--lang", "en"]);
    check("search-nothing", &["search", "宇宙開発"]);
    check("search-nothing-asked", &["search", " "]);
    check("search-unknown-filter", &["search", "協働", "--theme", "星"]);
}

#[test]
fn similar() {
    let id = id_of("公民連携による課題の解決");
    check("similar", &["similar", &id]);
    check("similar-english", &["similar", "--text", "協働のまちづくりを進める", "--lang", "en"]);
    check("similar-json", &["similar", &id, "--format", "json", "--per-municipality", "1"]);
    check("similar-csv", &["similar", &id, "--format", "csv"]);
    check("similar-md", &["similar", "--text", "宇宙開発を進める", "--format", "md"]);
    check("similar-nothing", &["similar", "--text", "宇宙開発を進める"]);
    check("similar-empty", &["similar", "--text", " "]);
    check("similar-unknown", &["similar", &format!("{id}x")]);
}

#[test]
fn compare() {
    check("compare", &["compare", "協働"]);
    check("compare-subjects", &["compare", "partnership", "地域活動", "宇宙開発"]);
    check("compare-json", &["compare", "地域活動", "--format", "json", "--lang", "en"]);
    check("compare-csv", &["compare", "協働", "宇宙開発", "--format", "csv"]);
    check("compare-md", &["compare", "協働", "宇宙開発", "--format", "md"]);
    check("compare-html", &["compare", "協働", "宇宙開発", "--format", "html"]);
    check("compare-nothing", &["compare", "宇宙開発"]);
    check("compare-empty", &["compare", " "]);
}

#[test]
fn gaps_and_peers() {
    check("gaps", &["gaps", "--municipality", "若葉市"]);
    check("gaps-json", &["gaps", "--municipality", "青葉町", "-n", "1", "--format", "json", "--lang", "en"]);
    check("gaps-csv", &["gaps", "--municipality", "若葉市", "-n", "1", "--format", "csv"]);
    check("gaps-of-nobody", &["gaps"]);
    check("gaps-no-document", &["gaps", "--municipality", "990035"]);
    check("peers-no-document", &["peers", "990035"]);
    check("peers", &["peers", "若葉市"]);
    check("peers-md", &["peers", "青葉町", "--format", "md", "--lang", "en"]);
    check("peers-json", &["peers", "青葉町", "--format", "json"]);
    check("peers-unknown", &["peers", "若菜市"]);
    check("compare-measures", &["compare", "--rows", "measures"]);
    check("compare-measures-md", &["compare", "partnership", "--rows", "measures", "--format", "md"]);
    check("compare-measures-csv", &["compare", "partnership", "--rows", "measures", "--format", "csv"]);
}

#[test]
fn targets() {
    check("targets", &["targets"]);
    check("targets-json", &["targets", "--format", "json", "-n", "1"]);
    check("targets-csv", &["targets", "--sort", "deadline", "--format", "csv", "--lang", "en"]);
    check("targets-nothing", &["targets", "--municipality", "青葉町"]);
}

#[test]
fn trends() {
    check("trends", &["trends", "協働", "theme:partnership"]);
    check("trends-json", &["trends", "協働", "--format", "json"]);
    check("trends-csv", &["trends", "協働", "対話", "--format", "csv", "--lang", "en"]);
    check("trends-nothing", &["trends", "花粉症"]);
    check("trends-unknown", &["trends", "theme:nothing"]);
}

#[test]
fn kwic() {
    check("kwic", &["kwic", "協働"]);
    check("kwic-right", &["kwic", "協働", "--sort", "right", "-n", "3"]);
    check("kwic-json", &["kwic", "協働", "--format", "json", "-n", "1"]);
    check("kwic-csv", &["kwic", "協働", "--format", "csv", "-n", "2", "--lang", "en"]);
    check("kwic-nothing", &["kwic", "花粉症"]);
    check("kwic-empty", &["kwic", " "]);
}

#[test]
fn changes() {
    let home = editions_home();
    let check = |name: &str, arguments: &[&str]| check_at(&home, name, &[&["changes"], arguments].concat());
    let both = ["若葉市", "--years", "R5,R6"];
    let with = |more: &[&'static str]| [&both, more].concat();
    check("changes", &["wakaba-2023", "wakaba-2024"]);
    check("changes-english", &with(&["--lang", "en", "--only", "reworded,gone"]));
    check("changes-color", &with(&["--only", "統合", "--color", "always"]));
    check("changes-json", &with(&["--only", "split", "--format", "json"]));
    check("changes-jsonl", &with(&["--only", "reworded", "--has-targets", "--format", "jsonl"]));
    check("changes-csv", &with(&["--only", "changed", "--format", "csv"]));
    check("changes-md", &with(&["--only", "changed", "--format", "md", "--lang", "en"]));
    check("changes-filters", &with(&["--theme", "dx", "--only", "new,gone", "--reproduce"]));
    check("changes-municipality", &["--municipality", "わかば", "--years", "2023,2024", "--only", "new"]);
    check("changes-nothing", &with(&["--department", "政策部", "--kind", "background"]));
}

#[test]
fn changes_of_nothing() {
    let home = editions_home();
    let check = |name: &str, arguments: &[&str]| check_at(&home, name, &[&["changes"], arguments].concat());
    check("changes-of-one", &["wakaba-2023"]);
    check("changes-years", &["若葉市", "--years", "R5"]);
    check("changes-same", &["wakaba-2023", "若葉市 R5"]);
    check("changes-ambiguous", &["若葉市", "wakaba-2024"]);
    check("changes-ambiguous-json", &["若葉市", "wakaba-2024", "--format", "json", "--lang", "en"]);
    check("changes-slip", &["wakaba-203", "wakaba-2024"]);
    check("changes-unknown", &["若葉市 R9", "wakaba-2024"]);
    check("changes-no-document", &["990035", "wakaba-2024"]);
    check("changes-unreadable", &["wakaba-2022", "wakaba-2023"]);
    check("changes-newer-first", &["wakaba-2024", "wakaba-2023", "--only", "split", "--lang", "en"]);
    check("changes-no-verdict", &["wakaba-2023", "wakaba-2024", "--only", "abolished"]);
    check_at(
        &example_home(),
        "changes-of-two",
        &["changes", "wakaba-seisakubu-2024", "aoba-kihonkeikaku", "--only", "reworded"],
    );
}

#[test]
fn checks() {
    check("check", &["corpus", "check"]);
    check("check-json", &["corpus", "check", "--format", "json", "--lang", "en"]);
}

#[test]
fn show() {
    let id = id_of("計4,000人");
    check("show", &["show", &id]);
    check("show-md", &["show", &id, "--format", "md"]);
    check("show-json", &["show", &id, "--format", "json"]);
    check("show-slip", &["show", &format!("{id}x")]);
    check("show-unknown", &["show", "wakaba-seisakubu-2024-nothing"]);
    check("show-unknown-json", &["show", "wakaba-seisakubu-2024-nothing", "--format", "json"]);
    check("show-document", &["show", "aoba-kihonkeikaku", "--lang", "en"]);
}

#[test]
fn usage() {
    check("usage-nothing", &[]);
    check("usage-format", &["corpus", "list", "--format", "pdf"]);
    check("usage-slip", &["serch", "協働"]);
    check("usage-slip-english", &["corpus", "list", "--fromat", "json", "--lang", "en"]);
    check("usage-unknown", &["search", "--委託"]);
    check("usage-no-value", &["corpus", "list", "--home"]);
    check("usage-no-command", &["corpus", "--lang=en"]);
    check("usage-missing", &["show"]);
    check("usage-count", &["eval", "--retrieval", "texts.jsonl"]);
    check("usage-conflict", &["search", "協働", "--exact", "--no-synonyms"]);
}

/// The id of the statement with these words in it.
fn id_of(words: &str) -> String {
    let hits = kurabe(&["corpus", "outline", "--statements", "--format", "jsonl"]).stdout;
    let hit = hits.lines().find(|hit| hit.contains(words)).unwrap();
    let hit: serde_json::Value = serde_json::from_str(hit).unwrap();
    hit["id"].as_str().unwrap().to_owned()
}

/// A home with two plans long enough to be counted, of a city that speaks of roads and a ward that speaks of books.
static RIVALS: LazyLock<Desk> = LazyLock::new(|| {
    let other = entry("books", "books.txt").replace("132144", "131105");
    let desk = Desk::with_catalogue(&format!("{}{other}", entry("roads", "roads.txt")));
    let plan = |own: [&str; 2]| {
        let item = |number: usize| {
            let own = own[number % 2];
            format!("・ {own}を市民と協働して進め、計画{number}か所を点検する。\n")
        };
        (1..=12).map(item).collect::<String>()
    };
    let roads = plan(["自転車道の整備とDX研修", "自転車道の安全対策"]);
    desk.write("corpus/documents/roads.txt", format!("第1章 道\n{roads}").as_bytes());
    let books = plan(["図書館サービスの充実", "図書館サービスと読書活動の支援"]);
    desk.write("corpus/documents/books.txt", format!("第1章 本\n{books}").as_bytes());
    assert_eq!(desk.kurabe(&["index"]).code, 0);
    desk
});

/// Compares a run on the two plans with its transcript.
fn check_rivals(name: &str, arguments: &[&str]) {
    compare_with(name, arguments, RIVALS.kurabe(arguments), RIVALS.path());
}

#[test]
fn terms() {
    check_rivals("terms", &["terms"]);
    check_rivals("terms-english", &["terms", "目黒区", "-n", "2", "--lang", "en"]);
    check_rivals("terms-json", &["terms", "-n", "1", "--format", "json"]);
    check_rivals("terms-jsonl", &["terms", "-n", "1", "--format", "jsonl"]);
    check_rivals("terms-csv", &["terms", "-n", "2", "--format", "csv"]);
    check_rivals("terms-md", &["terms", "--names", "-n", "2", "--format", "md", "--lang", "en"]);
    check_rivals("terms-no-year", &["terms", "--by", "year"]);
    check("terms-small", &["terms"]);
    check("terms-one-alone", &["terms", "--municipality", "若葉市"]);
    check("terms-nobody", &["terms", "--municipality", "990035"]);
    check("terms-without-documents", &["terms", "990035", "若葉市"]);
    check("terms-unknown", &["terms", "若菜市"]);
}

#[test]
fn network() {
    check_rivals("network", &["network"]);
    check("network-themes", &["network", "--of", "themes", "--min-count", "1", "-n", "3", "--lang", "en"]);
    check_rivals("network-json", &["network", "-n", "1", "--format", "json"]);
    check_rivals("network-csv", &["network", "-n", "2", "--format", "csv"]);
    check_rivals("network-nodes", &["network", "-n", "2", "--nodes", "--format", "csv", "--lang", "en"]);
    check_rivals("network-graphml", &["network", "-n", "1", "--format", "graphml"]);
    check("network-nothing", &["network", "--min-count", "99"]);
    check("graphml-of-no-network", &["search", "協働", "--format", "graphml"]);
}
