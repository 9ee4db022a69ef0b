//! How an index is built, kept, brought up to date, and found damaged.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::desk::{Desk, Run, copy, repository};

const SEARCH: [&str; 5] = ["search", "公民連携", "--format", "json", "--lang=ja"];

/// The current generation.
fn generation(desk: &Desk) -> PathBuf {
    let current = fs::read_to_string(desk.path().join("index/CURRENT")).unwrap();
    desk.path().join("index").join(current.split_whitespace().next().unwrap())
}

fn total(run: &Run) -> u64 {
    serde_json::from_str::<Value>(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))["total"]
        .as_u64()
        .unwrap()
}

/// A home with so many copies of the shipped documents that a build takes a moment.
fn large(copies: usize) -> Desk {
    let desk = Desk::with_shipped_corpus();
    let catalogue = fs::read_to_string(repository().join("corpus/catalogue.toml")).unwrap();
    let mut whole = String::new();
    for number in 0..copies {
        let named = catalogue.replace("id = \"", &format!("id = \"x{number}-"));
        whole.push_str(&named.replace("file = \"", &format!("file = \"x{number}/")));
        whole.push('\n');
        copy(
            &repository().join("corpus/documents"),
            &desk.path().join(format!("corpus/documents/x{number}")),
        );
    }
    desk.write("corpus/catalogue.toml", whole.as_bytes());
    desk
}

#[test]
fn the_first_search_builds_and_the_second_does_not() {
    let desk = Desk::with_shipped_corpus();
    let first = desk.kurabe(&SEARCH);
    assert!(first.stderr.contains("索引がまだない"), "{first:?}");
    let second = desk.kurabe(&SEARCH);
    assert_eq!((second.stderr.as_str(), &second.stdout), ("", &first.stdout));
    assert_eq!(desk.kurabe(&["status", "--format", "json"]).code, 0);
}

#[test]
fn status_says_what_the_bytes_are_spent_on() {
    let desk = Desk::with_shipped_corpus();
    assert_eq!(desk.kurabe(&["index"]).code, 0);
    let status = desk.kurabe(&["status", "--sizes", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
    let sizes = status["sizes"].as_array().unwrap();
    let bytes = |size: &serde_json::Value| size["bytes"].as_u64().unwrap();
    assert!(sizes.windows(2).all(|pair| bytes(&pair[0]) >= bytes(&pair[1])), "{sizes:?}");
    for size in sizes {
        let parts = size["parts"].as_object().unwrap().values();
        assert_eq!(parts.map(|part| part.as_u64().unwrap()).sum::<u64>(), bytes(size), "{size}");
    }
    // Nothing large is left out, and nothing is counted twice: what is kept of documents lies beside the engine's files.
    let ours = |size: &&serde_json::Value| size["field"] != "documents";
    let (told, all) = (sizes.iter().filter(ours).map(bytes).sum::<u64>(), status["bytes"].as_u64().unwrap());
    assert!(told <= all && told * 10 > all * 9, "{told} of {all}");
    let shown = desk.kurabe(&["status", "--sizes", "--lang", "en"]).stdout;
    let table: Vec<&str> = shown.lines().skip_while(|line| !line.starts_with("field")).collect();
    assert!(table.len() == sizes.len() + 1 && table.iter().all(|line| line.len() <= 80), "{shown}");
    assert!(desk.kurabe(&["status", "--format", "json"]).stdout.contains("\"sizes\": null"));
}

#[test]
fn what_changes_is_indexed_and_nothing_of_it_shows_in_the_scores() {
    let desk = Desk::with_shipped_corpus();
    let before = desk.kurabe(&SEARCH);
    let catalogue = fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
    let more = format!("{catalogue}\n{}", crate::desk::entry("new", "new.txt"));
    desk.write(
        "corpus/documents/new.txt",
        "基本計画\n\n１ 連携\n\n・公民連携で公民連携を進めます。\n".as_bytes(),
    );
    desk.write("corpus/catalogue.toml", more.as_bytes());
    let with = desk.kurabe(&SEARCH);
    assert!(with.stderr.contains("変わった文書1件"), "{with:?}");
    assert_eq!(total(&with), total(&before) + 1);
    let fresh = desk.kurabe(&["index", "--rebuild"]);
    assert_eq!(fresh.code, 0, "{fresh:?}");
    assert_eq!(desk.kurabe(&SEARCH).stdout, with.stdout, "built anew it answers the same");
    desk.write("corpus/catalogue.toml", catalogue.as_bytes());
    assert_eq!(desk.kurabe(&SEARCH).stdout, before.stdout, "what has left is forgotten");
}

#[test]
fn more_than_a_few_seconds_work_is_left_and_the_last_index_answers() {
    let desk = Desk::with_shipped_corpus();
    let catalogue = fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
    desk.write(
        "corpus/catalogue.toml",
        format!("{catalogue}\n{}", crate::desk::entry("new", "new.txt")).as_bytes(),
    );
    let text = |words: &str| {
        format!("基本計画\n\n１ 連携\n\n・{words}を進めます。\n{}\n", " ".repeat(13_000_000)).into_bytes()
    };
    desk.write("corpus/documents/new.txt", &text("公民連携"));
    let first = desk.kurabe(&SEARCH);
    assert!(first.stderr.contains("索引がまだない"), "{first:?}");
    let synonyms = fs::read_to_string(desk.path().join("corpus/lexicon/synonyms.tsv")).unwrap();
    desk.write("corpus/lexicon/synonyms.tsv", format!("{synonyms}架空語\t空想語\t\t\t\n").as_bytes());
    let with_last_lexicon = desk.kurabe(&SEARCH);
    assert!(with_last_lexicon.stderr.contains("前の辞書"), "{}", with_last_lexicon.stderr);
    assert_eq!(with_last_lexicon.stdout, first.stdout);
    desk.write("corpus/lexicon/synonyms.tsv", synonyms.as_bytes());
    desk.write("corpus/documents/new.txt", &text("官民連携"));
    let with_last_text = desk.kurabe(&SEARCH);
    assert!(with_last_text.stderr.contains("前の索引"), "{}", with_last_text.stderr);
    assert_eq!(with_last_text.stdout, first.stdout);
    let index = desk.kurabe(&["index"]);
    assert_eq!(index.code, 0, "{}", index.stderr);
    assert_eq!(desk.kurabe(&SEARCH).stderr, "");
}

#[test]
fn a_changed_lexicon_is_noticed_and_a_broken_one_is_named() {
    let desk = Desk::with_shipped_corpus();
    desk.kurabe(&SEARCH);
    let words = fs::read_to_string(desk.path().join("corpus/lexicon/synonyms.tsv")).unwrap();
    desk.write("corpus/lexicon/synonyms.tsv", format!("{words}架空語\t空想語\t\t\t\n").as_bytes());
    assert!(desk.kurabe(&SEARCH).stderr.contains("語彙が変わった"));
    desk.write("corpus/lexicon/synonyms.tsv", format!("{words}\t空想語\n").as_bytes());
    let broken = desk.kurabe(&SEARCH);
    assert_eq!(broken.code, 2);
    let line = words.lines().count() + 1;
    assert!(broken.stderr.contains(&format!("synonyms.tsv:{line}")), "{broken:?}");
}

#[test]
fn damage_is_noticed_and_mended() {
    let desk = Desk::with_shipped_corpus();
    let before = desk.kurabe(&SEARCH).stdout;
    let names = |folder: &Path| -> Vec<String> {
        let items = fs::read_dir(folder).unwrap();
        items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect()
    };
    for ending in ["store", "idx", "term", "pos", "fast", "fieldnorm", "meta.json", "papers", "kurabe.json"] {
        for cut in [true, false] {
            let folder = generation(&desk);
            let name = names(&folder).into_iter().find(|name| name.ends_with(ending)).unwrap();
            let mut bytes = fs::read(folder.join(&name)).unwrap();
            let middle = bytes.len() / 2;
            if cut {
                bytes.truncate(middle);
            } else {
                bytes[middle] ^= 0x55;
            }
            fs::write(folder.join(&name), bytes).unwrap();
            let after = desk.kurabe(&SEARCH);
            assert!(after.stderr.contains("壊れている"), "{name}, cut {cut}: {after:?}");
            assert_eq!(after.stdout, before, "{name}, cut {cut}");
        }
    }
    fs::write(desk.path().join("index/CURRENT"), "nonsense").unwrap();
    assert_eq!(desk.kurabe(&SEARCH).stdout, before);
    fs::remove_dir_all(generation(&desk)).unwrap();
    assert_eq!(desk.kurabe(&SEARCH).stdout, before);
}

#[test]
fn an_index_of_another_form_is_built_anew() {
    let desk = Desk::with_shipped_corpus();
    let before = desk.kurabe(&SEARCH).stdout;
    let manifest = generation(&desk).join("kurabe.json");
    let old = fs::read_to_string(&manifest).unwrap().replacen("\"format\": ", "\"format\": 99", 1);
    fs::write(&manifest, &old).unwrap();
    let run = desk.kurabe(&SEARCH);
    assert!(run.stderr.contains("作り直します"), "{run:?}");
    assert_eq!(run.stdout, before);
}

fn build(desk: &Desk) -> Child {
    let mut command = desk.command(&["index", "--rebuild"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Whoever is killed while building leaves the old index or the new one, never a broken one.
#[test]
fn a_killed_build_harms_nothing() {
    let desk = large(8);
    let before = total(&desk.kurabe(&SEARCH));
    // How long it takes here decides when to kill; the moments are spread over it, and beyond its end.
    #[allow(clippy::disallowed_methods, reason = "the moments to kill at are spread over a build")]
    let begun = std::time::Instant::now();
    build(&desk).wait().unwrap();
    let whole = begun.elapsed();
    const TIMES: u32 = 50;
    for time in 0..TIMES {
        let mut child = build(&desk);
        std::thread::sleep(whole.mul_f64(f64::from(time) / f64::from(TIMES)) + Duration::from_millis(1));
        // It may have ended already.
        let _ = child.kill();
        child.wait().unwrap();
        let after = desk.kurabe(&SEARCH);
        assert_eq!(total(&after), before, "{after:?}");
        assert!(!after.stderr.contains("壊れている"), "{after:?}");
    }
}

#[test]
fn two_builds_at_once_wait_for_each_other() {
    let desk = large(8);
    desk.kurabe(&SEARCH);
    let builds: Vec<Child> = (0..3).map(|_| build(&desk)).collect();
    for mut build in builds {
        assert!(build.wait().unwrap().success());
    }
    let run = desk.kurabe(&SEARCH);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let generations = fs::read_dir(desk.path().join("index")).unwrap();
    let generations =
        generations.filter(|item| item.as_ref().unwrap().file_name().to_string_lossy().starts_with("g-"));
    assert_eq!(generations.count(), 1, "older generations are removed");
}

#[test]
fn where_nothing_can_be_kept_it_answers_all_the_same() {
    let desk = Desk::with_shipped_corpus();
    // A file where the folder should be, and no folder of the user's own: for root too nothing can be written.
    desk.write("index", b"");
    desk.write(".cache", b"");
    let run = desk.kurabe(&SEARCH);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(total(&run) > 0);
}

#[test]
fn the_binary_keeps_its_index_in_the_users_cache() {
    let desk = Desk::empty();
    let run = desk.kurabe(&SEARCH);
    assert_eq!(run.code, 0, "{run:?}");
    let again = desk.kurabe(&SEARCH);
    assert!(!again.stderr.contains("索引がまだない"), "{again:?}");
}

#[test]
fn a_copied_home_answers() {
    let desk = Desk::with_shipped_corpus();
    let before = desk.kurabe(&SEARCH).stdout;
    let other = Desk::empty();
    copy(&desk.path().join("corpus"), &other.path().join("corpus"));
    copy(&desk.path().join("index"), &other.path().join("index"));
    assert_eq!(other.kurabe(&SEARCH).stdout, before);
}

#[test]
#[cfg(unix)]
fn whoever_may_read_the_folder_may_read_the_index() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with_shipped_corpus();
    assert_eq!(desk.kurabe(&SEARCH).code, 0);
    desk.write("plan.txt", "令和６年度　若葉市基本計画\n\n１　公民連携を進めること。\n".as_bytes());
    let added = desk.kurabe(&["corpus", "add", "plan.txt", "--municipality", "国分寺市", "--lang=ja"]);
    assert_eq!(added.code, 0, "{added:?}");
    assert_eq!(desk.kurabe(&SEARCH).code, 0);
    let mode = |place: &Path| fs::metadata(place).unwrap().permissions().mode();
    let as_usual = mode(&desk.path().join("plan.txt"));
    let files = fs::read_dir(generation(&desk)).unwrap().map(|file| file.unwrap().path());
    let files: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
    assert!(files.len() > 5);
    for file in files {
        assert_eq!(mode(&file), as_usual, "{}", file.display());
    }
}
