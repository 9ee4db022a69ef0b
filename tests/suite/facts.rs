//! What files say of themselves, and what users say of them: whose paper it is, of which division, for when.

use std::fs;

use crate::intake::{catalogue, corpus, home, json};

const BODY: &str = "１ 施策の方向\n（１）相談\n　相談の体制を整える。\n（２）見守り\n　見守りを広げる。\n";

#[test]
fn the_head_of_a_paper_says_whose_it_is_line_by_line() {
    let desk = home();
    let heads = [
        (
            "a",
            "緑川市\n令和７年度\n市民部の運営方針\n",
            "{ department = 3, fiscal_year = 2, kind = 3, municipality = 1, title = 2 }",
        ),
        (
            "b",
            "部の運営方針\n令和７年度 市民部\n東京都緑川市\n",
            "{ department = 2, fiscal_year = 2, kind = 1, municipality = 3, title = 1 }",
        ),
        (
            "c",
            "東京都緑川市 令和７年度緑川市市民部運営方針\n",
            "{ department = 1, fiscal_year = 1, kind = 1, municipality = 1, title = 1 }",
        ),
    ];
    for (name, head, _) in heads {
        desk.write(&format!("{name}.txt"), format!("{head}\n{BODY}").as_bytes());
        assert_eq!(corpus(&desk, &["add", &format!("{name}.txt")]).code, 0);
    }
    let catalogue = catalogue(&desk);
    assert_eq!(catalogue.matches("department = \"市民部\"").count(), 3, "{catalogue}");
    assert_eq!(catalogue.matches("fiscal_year = \"令和7年度\"").count(), 3, "{catalogue}");
    // The city is noted, and no part of the title.
    assert!(catalogue.contains("title = \"令和７年度 市民部の運営方針\""), "{catalogue}");
    let stated: Vec<&str> = catalogue.lines().filter_map(|line| line.strip_prefix("stated = ")).collect();
    for (stated, (.., expected)) in stated.iter().zip(&heads) {
        let mut facts: Vec<&str> = stated.trim_matches(['{', '}', ' ']).split(", ").collect();
        facts.sort_unstable();
        assert_eq!(format!("{{ {} }}", facts.join(", ")), *expected, "{catalogue}");
    }
    let check = corpus(&desk, &["check"]);
    assert!(!check.stdout.contains("見つかりません"), "{}", check.stdout);
}

#[test]
fn who_says_it_is_anothers_paper_is_told_so() {
    let desk = home();
    desk.write("plan.txt", format!("令和６年度緑川市の計画\n\n{BODY}").as_bytes());
    let run = corpus(&desk, &["add", "plan.txt", "--municipality", "東京都"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("本文では緑川市の文書ですが、東京都の文書として扱います"), "{}", run.stderr);
    assert!(catalogue(&desk).contains("municipality = \"130001\""), "{}", catalogue(&desk));
    desk.write("other.txt", format!("令和７年度緑川市の計画\n\n{BODY}").as_bytes());
    let run = corpus(&desk, &["add", "other.txt", "--municipality", "緑川市"]);
    assert!(!run.stderr.contains("本文では"), "{}", run.stderr);
}

#[test]
fn a_paper_in_which_nothing_will_be_found_is_named_at_once() {
    let desk = home();
    desk.write("in/cover.txt", "緑川市の表紙\n\n令和７年度\n".as_bytes());
    for number in 0..4 {
        desk.write(&format!("in/{number}.txt"), format!("緑川市第{number}計画\n\n{BODY}").as_bytes());
    }
    let dry = corpus(&desk, &["add", "in", "--dry-run"]);
    assert!(dry.stdout.contains("施策文が一つも見つかりません: in/cover.txt"), "{}", dry.stdout);
    assert!(dry.stderr.contains("corpus outline"), "{}", dry.stderr);
    assert!(dry.stderr.contains("施策文のないもの1件"), "{}", dry.stderr);
    let answer = json(&corpus(&desk, &["add", "in/cover.txt", "--format", "json"]));
    assert!(
        answer["files"][0]["message"].as_str().is_some_and(|message| message.contains("一つも")),
        "{answer}"
    );
}

#[test]
fn a_paper_with_a_wrong_ending_is_read_as_what_it_is() {
    let desk = home();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/office/syn_wordjp.docx");
    let word = fs::read(path).unwrap();
    for name in ["in/a.pdf", "in/b.doc", "in/c.zip", "in/d.txt"] {
        // Each is another file.
        desk.write(name, &word);
        let run = corpus(&desk, &["add", name, "--municipality", "緑川市", "--dry-run"]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.stderr.contains("中身は Word なので、.docx のファイルとして扱います"), "{}", run.stderr);
    }
    let run = corpus(&desk, &["add", "in/a.pdf", "--municipality", "緑川市"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(catalogue(&desk).contains("file = \"midorikawa/a.docx\""), "{}", catalogue(&desk));
    assert_eq!(corpus(&desk, &["check"]).code, 0);
}

#[test]
fn what_is_passed_over_or_stays_out_is_named_and_remembered() {
    let desk = home();
    for number in 0..10 {
        desk.write(&format!("in/photo-{number}.jpg"), b"x");
    }
    desk.write("in/plan.txt", format!("緑川市の計画\n\n{BODY}").as_bytes());
    desk.write("in/broken.pdf", b"%PDF-1.7\n");
    let run = corpus(&desk, &["add", "in"]);
    assert!(run.stderr.contains("in/photo-7.jpg ほか2件"), "{}", run.stderr);
    let log = corpus(&desk, &["log"]);
    assert!(log.stdout.contains("in/broken.pdf: PDF として読めません"), "{}", log.stdout);
    let check = corpus(&desk, &["check"]);
    assert!(
        check.stdout.contains("in/broken.pdf: 参考: 前回の corpus add で収まりませんでした"),
        "{}",
        check.stdout
    );
    // Once another file has come in, what stayed out before is history.
    desk.write("other.txt", format!("緑川市のもう一つの計画\n\n{BODY}").as_bytes());
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(corpus(&desk, &["add", "other.txt"]).code, 0);
    let check = corpus(&desk, &["check"]);
    assert!(!check.stdout.contains("broken.pdf"), "{}", check.stdout);
}

#[cfg(unix)]
#[test]
fn names_that_are_no_utf8_come_in() {
    use std::os::unix::ffi::OsStrExt as _;

    let desk = home();
    let folder = desk.path().join("in");
    fs::create_dir_all(&folder).unwrap();
    // 計画.txt as Windows in Japan writes it.
    let name = std::ffi::OsStr::from_bytes(b"\x8c\x76\x89\xe6.txt");
    fs::write(folder.join(name), format!("緑川市の計画\n\n{BODY}")).unwrap();
    let run = corpus(&desk, &["add", "in"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(catalogue(&desk).contains("file = \"midorikawa/計画.txt\""), "{}", catalogue(&desk));
}

#[test]
fn an_id_is_short_enough_to_be_read() {
    let desk = home();
    desk.write("plan.txt", format!("緑川市の計画\n\n{BODY}").as_bytes());
    let run = corpus(&desk, &["add", "plan.txt", "--id", &"a".repeat(129)]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("≤ 128"), "{}", run.stderr);
    let name = format!("{}.txt", "a".repeat(200));
    desk.write(&name, format!("緑川市の計画\n\n{BODY}").as_bytes());
    assert_eq!(corpus(&desk, &["add", &name]).code, 0);
}
