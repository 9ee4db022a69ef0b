//! Where the corpus is looked for, and what is said about it.

use crate::desk::{Desk, entry, example_home, run};

const PLAN: &str = "基本計画\n\n１ 協働の推進\n\n・市民との協働を進めます。\n";

/// A desk whose folder is a home with one document of this id.
fn home_of(id: &str) -> Desk {
    let desk = Desk::with_catalogue(&entry(id, "a.txt"));
    desk.write("corpus/documents/a.txt", PLAN.as_bytes());
    desk
}

const LIST: [&str; 4] = ["corpus", "list", "--format", "jsonl"];

#[test]
fn a_named_home_comes_before_all() {
    let (named, variable) = (home_of("named"), home_of("variable"));
    let home = named.path().to_str().unwrap();
    let run =
        run(variable.command(&[&LIST[..], &["--home", home]].concat()).env("KURABE_HOME", variable.path()));
    assert!(run.stdout.contains("\"id\":\"named\""), "{run:?}");
}

#[test]
fn the_variable_comes_before_the_current_folder() {
    let (variable, current) = (home_of("variable"), home_of("current"));
    let run = run(current.command(&LIST).env("KURABE_HOME", variable.path()));
    assert!(run.stdout.contains("\"id\":\"variable\""), "{run:?}");
}

#[test]
fn folders_above_are_looked_at() {
    let desk = home_of("above");
    desk.write("notes/2024/memo.txt", b"");
    let run = run(desk.command(&LIST).current_dir(desk.path().join("notes/2024")));
    assert!(run.stdout.contains("\"id\":\"above\"") && run.stderr.is_empty(), "{run:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn then_the_users_data_folder() {
    let desk = Desk::empty();
    desk.write(".local/share/kurabe/corpus/catalogue.toml", entry("data", "a.txt").as_bytes());
    desk.write(".local/share/kurabe/corpus/documents/a.txt", PLAN.as_bytes());
    assert!(desk.kurabe(&LIST).stdout.contains("\"id\":\"data\""));

    let elsewhere = home_of("elsewhere");
    std::fs::rename(elsewhere.path().join("corpus"), desk.path().join("corpus-of-xdg")).unwrap();
    std::fs::create_dir_all(desk.path().join("xdg/kurabe")).unwrap();
    std::fs::rename(desk.path().join("corpus-of-xdg"), desk.path().join("xdg/kurabe/corpus")).unwrap();
    let run = run(desk.command(&LIST).env("XDG_DATA_HOME", desk.path().join("xdg")));
    assert!(run.stdout.contains("\"id\":\"elsewhere\""), "{run:?}");
}

#[test]
fn the_binary_answers_in_the_end_and_says_so() {
    let desk = Desk::empty();
    let inside = desk.kurabe(&["corpus", "outline", "--statements", "--format", "jsonl"]);
    assert_eq!(inside.stderr.matches("実行ファイルに収めた5件の計画").count(), 1, "{}", inside.stderr);
    let stored = run(desk
        .command(&["corpus", "outline", "--statements", "--format", "jsonl"])
        .env("KURABE_HOME", crate::desk::repository()));
    assert_eq!(inside.stdout, stored.stdout, "the binary holds what the corpus holds");
    assert!(stored.stderr.is_empty(), "{}", stored.stderr);
}

#[test]
fn a_named_home_without_a_catalogue_is_an_error() {
    let desk = home_of("here");
    for arguments in [["corpus", "list", "--home", "nowhere"], ["corpus", "list", "--home", "corpus"]] {
        let run = desk.kurabe(&arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains("corpus/catalogue.toml がありません"), "{}", run.stderr);
        assert!(run.stderr.contains("ヒント: "), "{}", run.stderr);
    }
    let run = run(desk.command(&["corpus", "list"]).env("KURABE_HOME", "nowhere"));
    assert_eq!(run.code, 2);
}

#[test]
fn an_empty_variable_says_nothing() {
    let desk = home_of("here");
    let run = run(desk.command(&LIST).env("KURABE_HOME", ""));
    assert!(run.stdout.contains("\"id\":\"here\""), "{run:?}");
}

#[test]
fn a_corpus_begins_with_the_first_paper_that_comes_in() {
    let desk = Desk::empty();
    desk.write("plan.txt", "令和６年度国分寺市の方針\n１ 防災\n(1) 避難所の備蓄を拡充します。\n".as_bytes());
    desk.write("scan.pdf", b"%PDF-1.7 nothing");
    let own = desk.path().join(".local/share/kurabe/corpus/catalogue.toml");
    let refused = desk.kurabe(&["corpus", "add", "scan.pdf"]);
    assert!(!refused.stderr.contains("新しいコーパスを"), "{}", refused.stderr);
    assert!(refused.code == 2 && !own.exists(), "what stays out leaves nothing behind: {refused:?}");
    let looked = desk.kurabe(&["corpus", "add", "plan.txt", "--dry-run"]);
    assert!(looked.code == 0 && !own.exists(), "{looked:?}");
    let added = desk.kurabe(&["corpus", "add", "plan.txt"]);
    assert!(added.code == 0 && own.exists(), "{added:?}");
    assert!(added.stderr.contains("新しいコーパスを"), "{}", added.stderr);
    let found = desk.kurabe(&["search", "備蓄"]);
    assert!(found.code == 0 && found.stdout.contains("避難所の備蓄を拡充します"), "{found:?}");

    std::fs::create_dir(desk.path().join("named")).unwrap();
    let named = desk.kurabe(&["corpus", "add", "plan.txt", "--home", "named"]);
    assert_eq!(named.code, 0, "{named:?}");
    let new = desk.kurabe(&["corpus", "add", "plan.txt", "--home", "new"]);
    assert!(new.code == 0 && desk.path().join("new/corpus/catalogue.toml").exists(), "{new:?}");
    let looked = desk.kurabe(&["corpus", "add", "plan.txt", "--home", "empty", "--dry-run"]);
    assert!(looked.code == 0 && !desk.path().join("empty").exists(), "{looked:?}");
    for home in ["named/corpus", "no/such/folder"] {
        let wrong = desk.kurabe(&["corpus", "add", "plan.txt", "--home", home]);
        assert!(wrong.code == 2 && wrong.stderr.contains("corpus/catalogue.toml"), "{home}: {wrong:?}");
    }
}

#[test]
fn the_locale_chooses_the_language() {
    let spoken = |variables: &[(&str, &str)]| {
        let desk = Desk::empty();
        let mut command = desk.command(&["show", "nothing"]);
        command.env_remove("KURABE_LANG").env("KURABE_HOME", example_home());
        command.envs(variables.iter().copied());
        if run(&mut command).stderr.starts_with("error: ") { "en" } else { "ja" }
    };
    assert_eq!(spoken(&[]), "ja");
    assert_eq!(spoken(&[("LANG", "ja_JP.UTF-8")]), "ja");
    assert_eq!(spoken(&[("LANG", "C.UTF-8")]), "en");
    assert_eq!(spoken(&[("LANG", "de_DE.UTF-8")]), "en");
    assert_eq!(spoken(&[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C")]), "en");
    assert_eq!(spoken(&[("LC_MESSAGES", "ja_JP"), ("LANG", "C")]), "ja");
    assert_eq!(spoken(&[("KURABE_LANG", "ja"), ("LC_ALL", "C")]), "ja");
}
