//! What files say of themselves, and what users say of them: whose paper it is, of which division, for when.

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
