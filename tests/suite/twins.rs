//! The same paper comes in once, whatever its form, unless somebody wants it twice and is told so.

use crate::intake::{catalogue, corpus, home, json};

/// A plan of so many measures for a fiscal year.
fn plan(year: usize, measures: &[&str]) -> String {
    let mut text = format!("令和{year}年度緑川市共生計画\n\n１ 施策の方向\n");
    for measure in measures {
        text.push_str(&format!("・{measure}\n"));
    }
    text
}

const MEASURES: [&str; 4] = [
    "相談窓口を各地区に設置する。",
    "通訳を学校に派遣する。",
    "防災の手引きを五か国語で配布する。",
    "日本語教室を開設する。",
];

fn page(text: &str) -> String {
    let lines: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
    format!("<!DOCTYPE html><html lang=ja><head><meta charset=utf-8></head><body>{lines}</body></html>")
}

#[test]
fn the_same_words_come_in_once_unless_they_are_given_an_id() {
    let desk = home();
    let text = plan(7, &MEASURES);
    desk.write("plan.txt", text.as_bytes());
    desk.write("wide.txt", text.replace('\n', "\r\n").replace('・', "・　").as_bytes());
    desk.write("page.html", page(&text).as_bytes());
    assert_eq!(corpus(&desk, &["add", "plan.txt"]).code, 0);
    for file in ["wide.txt", "page.html"] {
        let run = corpus(&desk, &["add", file]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.stderr.contains("文章の同じ文書がすでにあります: midorikawa-plan"), "{run:?}");
        assert!(run.stderr.contains("--id"), "{run:?}");
    }
    let answer = json(&corpus(&desk, &["add", "page.html", "--format", "json"]));
    assert_eq!(answer["files"][0]["result"], "known");
    assert_eq!(answer["files"][0]["document"], "midorikawa-plan");
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 1);

    let both = corpus(&desk, &["add", "page.html", "--id", "midorikawa-page"]);
    assert_eq!(both.code, 0, "{both:?}");
    assert!(both.stderr.contains("施策文4件のうち4件が midorikawa-plan にもあります"), "{both:?}");
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 2);
}

#[test]
fn another_edition_comes_in_and_is_named() {
    let desk = home();
    desk.write("in/plan-1.txt", plan(7, &MEASURES).as_bytes());
    let mended = [&MEASURES[..3], &["交流の場を月に二回開く。", "外国人の市民会議を設ける。"]].concat();
    desk.write("in/plan-2.txt", plan(7, &mended).as_bytes());
    // What was planned for another year is another paper, however alike.
    desk.write("in/plan-3.txt", plan(8, &MEASURES).as_bytes());
    let run = corpus(&desk, &["add", "in"]);
    assert_eq!(run.code, 0, "{run:?}");
    let told = "midorikawa-plan-2: 施策文5件のうち3件が midorikawa-plan-1 にもあります";
    assert!(run.stderr.contains(told), "{run:?}");
    assert!(!run.stderr.contains("midorikawa-plan-3:"), "{run:?}");
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 3);
}

#[test]
fn what_is_to_go_is_named_by_its_id() {
    let desk = home();
    desk.write("in/plan-1.txt", plan(7, &MEASURES).as_bytes());
    desk.write("in/plan-2.txt", plan(8, &MEASURES[1..]).as_bytes());
    assert_eq!(corpus(&desk, &["add", "in"]).code, 0);
    let run = corpus(&desk, &["remove", "緑川市"]);
    assert_eq!(run.code, 2, "{run:?}");
    for says in ["midorikawa-plan-1", "midorikawa-plan-2", "kurabe corpus remove midorikawa-plan-1"] {
        assert!(run.stderr.contains(says), "`{says}` is not in {run:?}");
    }
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 2, "nothing went");
    let run = corpus(&desk, &["remove", "東京都"]);
    assert_eq!(run.code, 1, "{run:?}");
}
