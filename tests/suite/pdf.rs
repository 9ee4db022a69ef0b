//! What PDFs come as: with page numbers of their own, locked, scanned, turned on their side, damaged, and with fonts
//! that do not say what they print.

use std::fs;

use serde_json::Value;

use crate::desk::{Desk, repository};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/fixtures/pdf").join(format!("m_{name}.pdf"))).unwrap()
}

/// A home with one file of these bytes.
fn desk(bytes: &[u8]) -> Desk {
    Desk::with_document("midori/plan.pdf", bytes)
}

/// The best hit for some words.
#[track_caller]
fn hit(desk: &Desk, words: &str) -> Value {
    let run = desk.kurabe(&["search", words, "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let mut answer: Value = serde_json::from_str(&run.stdout).unwrap();
    answer["hits"][0].take()
}

#[track_caller]
fn check_read(name: &str, bytes: &[u8]) {
    let desk = desk(bytes);
    let hit = hit(&desk, "産後ケア");
    assert_eq!(hit["text"], "産後ケア事業の利用率を30％以上とする。", "{name}");
    let path = hit["path"].as_array().unwrap();
    assert_eq!(path.last().unwrap(), "１ 子育て支援", "{name}");
}

#[track_caller]
fn check_refused(name: &str, bytes: &[u8], says: &str) {
    let run = desk(bytes).kurabe(&["corpus", "check"]);
    assert_eq!(run.code, 2, "{name}: {run:?}");
    assert!(run.stdout.contains(says), "{name}: `{says}` is not in\n{}", run.stdout);
}

#[test]
fn pages_are_cited_by_their_own_numbers_too() {
    let desk = desk(&fixture("numbered"));
    // A cover without a number, a preface of two pages, and the text from page 1 on.
    for (words, page, printed, place) in [
        ("新しいまちづくり", 2, "ⅰ", "、2頁（印字 ⅰ頁）"),
        ("産後ケア", 4, "1", "、4頁（印字 1頁）"),
        ("避難所の備蓄", 5, "2", "、5頁（印字 2頁）"),
        ("創業", 6, "3", "、6頁（印字 3頁）"),
    ] {
        let hit = hit(&desk, words);
        assert_eq!(hit["source"]["page"], page, "{words}");
        assert_eq!(hit["source"]["printed_page"], printed, "{words}");
        let citation = hit["citation"].as_str().unwrap();
        assert!(citation.contains(place), "{citation}");
    }
    let english = desk.kurabe(&["--lang", "en", "search", "避難所の備蓄"]);
    assert!(english.stdout.contains("plan.pdf:p5:") && english.stdout.contains("  printed 2"), "{english:?}");
    let outline = desk.kurabe(&["corpus", "outline", "plan", "--format", "json"]);
    assert!(outline.stdout.contains("\"printed_page\": \"2\""), "{outline:?}");
}

#[test]
fn a_page_without_a_number_of_its_own_has_none() {
    let hit = hit(&desk(&fixture("rotated")), "産後ケア");
    assert!(hit["source"].as_object().unwrap().contains_key("printed_page"));
    assert_eq!(hit["source"]["printed_page"], Value::Null);
}

#[test]
fn files_only_their_owner_may_change_are_read() {
    for name in ["owner_password_r3", "owner_password_r4", "owner_password_r6"] {
        check_read(name, &fixture(name));
    }
}

#[test]
fn files_that_need_a_password_are_named() {
    for name in ["user_password_r3", "user_password_r6"] {
        check_refused(name, &fixture(name), "開くのにパスワードが要ります");
    }
}

#[test]
fn pictures_of_pages_are_named() {
    check_refused("scanned", &fixture("scanned"), "2ページの画像で、文字がありません");
}

#[test]
fn turned_pages_are_read_upright() {
    let desk = desk(&fixture("rotated"));
    hit(&desk, "産後ケア");
    // The three pages say the same, turned by a quarter, two and three: they have to be read as the same.
    let text = fs::read_to_string(desk.path().join("corpus/documents/midori/plan.pdf.extract.txt")).unwrap();
    let pages: Vec<&str> = text.split('\x0c').collect();
    assert_eq!(pages.len(), 3, "{text}");
    assert!(pages[0].starts_with("１ 子育て支援\n"), "{text}");
    assert!(pages[0].contains("（２）産後ケア事業の利用率を30％以上とする。\n"), "{text}");
    assert!(pages.iter().all(|page| page.trim() == pages[0].trim()), "{text}");
}

#[test]
fn glyphs_numbered_as_in_adobe_japan1_are_read() {
    // The font is in the file and says nothing of Unicode.
    let desk = desk(&fixture("collection"));
    desk.kurabe(&["corpus", "check"]);
    let text = fs::read_to_string(desk.path().join("corpus/documents/midori/plan.pdf.extract.txt")).unwrap();
    assert_eq!(text, "みんなでまちをそだてる。\nこどもがすこやかにそだつまちをめざす。\n");
}

#[test]
fn a_file_that_was_cut_off_is_read_as_far_as_it_goes() {
    // What is gone is the list of where the objects stand.
    let whole = fixture("numbered");
    check_read("truncated", &whole[..whole.len() - 900]);
}

#[test]
fn pages_that_contain_themselves_are_read_once() {
    let desk = desk(&fixture("cyclic"));
    hit(&desk, "産後ケア");
    let text = fs::read_to_string(desk.path().join("corpus/documents/midori/plan.pdf.extract.txt")).unwrap();
    assert_eq!(text.matches("産後ケア").count(), 1, "{text}");
}
