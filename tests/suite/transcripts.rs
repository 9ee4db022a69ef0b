//! Each command as a transcript. `INSTA_UPDATE=always cargo test --test suite` writes them anew; read the
//! difference before you keep it.

use crate::desk::{Run, example_home, kurabe};

/// Compares a run on the made-up home with its transcript.
fn check(name: &str, arguments: &[&str]) {
    let Run { code, stdout, stderr } = kurabe(arguments);
    let home = example_home().display().to_string();
    let said = stderr.replace(&home, "[HOME]").replace(std::path::MAIN_SEPARATOR, "/");
    let transcript = format!("$ kurabe {}\n{stdout}--- stderr\n{said}--- exit {code}\n", arguments.join(" "));
    // The version of the corpus changes with every rule of the program.
    let version = (r#""version": "[0-9a-f]{16}""#, r#""version": "[VERSION]""#);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, filters => [version] }, {
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
    check("help-outline", &["corpus", "outline", "--help"]);
    check("help-check", &["corpus", "check", "--help"]);
    check("help-show", &["show", "--help"]);
    check("help-eval", &["eval", "--help"]);
    check("help-search", &["search", "--help"]);
    check("help-similar", &["similar", "--help"]);
    check("help-targets", &["targets", "--help"]);
    check("help-kwic", &["kwic", "--help"]);
    check("help-trends", &["trends", "--help"]);
    check("help-compare", &["compare", "--help"]);
    check("help-gaps", &["gaps", "--help"]);
    check("help-peers", &["peers", "--help"]);
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
