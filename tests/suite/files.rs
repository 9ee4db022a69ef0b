//! Files that are not text: what is read out of them is found, with its page; what is broken or hostile breaks
//! nothing but itself.

use std::fs;

use crate::desk::{Desk, entry, repository};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/fixtures/pdf").join(name)).unwrap()
}

fn page(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/fixtures/html").join(name)).unwrap()
}

/// A PDF of these objects, numbered from 1; the first one is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\n", objects.len() + 1).bytes());
    bytes.extend(format!("startxref\n{table}\n%%EOF\n").bytes());
    bytes
}

fn catalogue() -> Vec<u8> {
    b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()
}

/// A page whose content is this stream.
fn page_of(stream: &[u8], filter: &str) -> Vec<u8> {
    let mut content = format!("<< /Length {} {filter} >>\nstream\n", stream.len()).into_bytes();
    content.extend(stream);
    content.extend(b"\nendstream");
    pdf(&[
        catalogue(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>".to_vec(),
        content,
    ])
}

/// Some zeros packed as tightly as it can be done: `megabytes` of them.
fn zeros(megabytes: usize) -> Vec<u8> {
    // A literal zero, then again and again "the last byte 258 times": 13 bits each, by the code that needs no table.
    let repeats = megabytes * 1024 * 1024 / 258;
    let bits = [1, 1, 0]
        .into_iter()
        .chain([0, 0, 1, 1, 0, 0, 0, 0])
        .chain(std::iter::repeat_n([1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0], repeats).flatten())
        .chain([0; 7]);
    let mut packed = vec![0x78, 0x9c];
    let (mut byte, mut count) = (0_u8, 0);
    for bit in bits {
        byte |= bit << count;
        count += 1;
        if count == 8 {
            packed.push(byte);
            (byte, count) = (0, 0);
        }
    }
    packed.push(byte);
    packed.extend([0; 4]);
    packed
}

#[test]
fn a_statement_of_a_pdf_is_found_with_its_page() {
    let desk = Desk::with_document("midori/plan.pdf", &fixture("s05_lo_1col.pdf"));
    let run = desk.kurabe(&["search", "産後ケア", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let hit = &answer["hits"][0];
    assert_eq!(hit["text"], "産後ケア事業の利用率を30％以上とする。");
    assert_eq!(hit["source"]["file"], "plan.pdf");
    let path: Vec<&str> = hit["path"].as_array().unwrap().iter().filter_map(|part| part.as_str()).collect();
    assert!(
        path.ends_with(&["１ 子育てしやすいまちづくり", "（１）切れ目のない子育て支援の充実"]),
        "{path:?}"
    );

    // Lines are those of the text that was kept beside the source.
    let text = fs::read_to_string(desk.path().join("corpus/documents/midori/plan.pdf.extract.txt")).unwrap();
    let line = hit["source"]["lines"][0].as_u64().unwrap() as usize;
    assert!(text.lines().nth(line - 1).unwrap().contains("産後ケア事業"));
    // The paper says all of it twice, on its first page and on its third.
    let page = 1 + text.lines().take(line).filter(|line| line.starts_with('\x0c')).count();
    assert!(page == 1 || page == 3, "{page}");
    assert_eq!(hit["source"]["page"], page);
}

#[test]
fn a_file_comes_in_is_found_and_leaves() {
    let desk = Desk::with_catalogue("# 目録\n");
    desk.write("plan.pdf", &fixture("s05_lo_1col.pdf"));
    let home = desk.path().to_str().unwrap();
    let corpus = |arguments: &[&str]| desk.kurabe(&[&["--home", home, "corpus"], arguments].concat());
    let told = ["--title", "第６次みどり市総合計画", "--retrieved", "2026-04-01"];
    let add = |more: &[&str]| corpus(&[&["add", "plan.pdf"], told.as_slice(), more].concat());

    let shown = add(&["--dry-run"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(shown.stdout.contains("切れ目のない子育て支援の充実"), "{}", shown.stdout);
    assert!(!desk.path().join("corpus/documents").exists());

    let added = add(&[]);
    assert!(added.stderr.contains("midori-plan として収めました"), "{}", added.stderr);
    assert!(added.stderr.contains("年度がありません"), "{}", added.stderr);
    let catalogue = fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
    for line in [
        "file = \"midori/plan.pdf\"",
        "municipality = \"102121\" # みどり市",
        "kind = \"総合計画\"",
        "retrieved = \"2026-04-01\"",
    ] {
        assert!(catalogue.contains(line), "{line} is not in\n{catalogue}");
    }
    let stored = fs::read(desk.path().join("corpus/documents/midori/plan.pdf")).unwrap();
    assert_eq!(stored, fixture("s05_lo_1col.pdf"));
    let found = desk.kurabe(&["--home", home, "search", "産後ケア", "--format", "jsonl"]);
    assert!(found.stdout.contains("産後ケア事業の利用率を30％以上とする。"), "{found:?}");

    let again = add(&[]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.stderr.contains("同じ中身の文書がすでにあります: midori-plan"), "{}", again.stderr);

    assert_eq!(corpus(&["remove", "midori-plan"]).code, 0);
    assert_eq!(fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap().trim(), "# 目録");
    assert_eq!(fs::read_dir(desk.path().join("corpus/documents/midori")).unwrap().count(), 0);
    assert_eq!(corpus(&["remove", "midori-plan"]).code, 2);
}

#[test]
fn a_file_that_does_not_say_enough_stays_outside() {
    let desk = Desk::with_catalogue("");
    desk.write("plan.txt", "計画の方針\n１ 施策\n支援を進める。\n".as_bytes());
    desk.write("broken.pdf", b"%PDF-1.7\n");
    let home = desk.path().to_str().unwrap();
    let run = desk.kurabe(&["--home", home, "corpus", "add", "plan.txt", "broken.pdf", "gone.txt"]);
    assert_eq!(run.code, 2, "{run:?}");
    for says in [
        "どの自治体の文書か",
        "--municipality",
        "broken.pdf: PDF として読めません",
        "gone.txt: そのようなファイルはありません",
    ] {
        assert!(run.stderr.contains(says), "`{says}` is not in\n{}", run.stderr);
    }
    assert_eq!(fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap(), "");
    let added = ["corpus", "add", "plan.txt", "--municipality", "国分寺市", "--year", "R6"];
    let run = desk.kurabe(&[["--home", home].as_slice(), added.as_slice()].concat());
    assert_eq!(run.code, 0, "{run:?}");
    // What is in the binary stays as it is.
    let run = Desk::empty().kurabe(&["corpus", "remove", "kokubunji-seisakubu-2024"]);
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn a_web_page_comes_in_and_is_found() {
    for name in ["a_modern.html", "b_table_sjis.html", "c_cms_div_euc.html", "enc_wrongmeta.html"] {
        let desk = Desk::with_catalogue("# 目録\n");
        desk.write("plan.html", &page(name));
        let home = desk.path().to_str().unwrap();
        let kurabe = |arguments: &[&str]| desk.kurabe(&[&["--home", home], arguments].concat());
        let added = kurabe(&["corpus", "add", "plan.html", "--retrieved", "2026-04-01"]);
        assert_eq!(added.code, 0, "{name} {added:?}");
        let catalogue = fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap();
        for line in ["\"102121\" # みどり市", "title = \"第６次みどり市総合計画\"", "kind = \"総合計画\""]
        {
            assert!(catalogue.contains(line), "{name}: {line} is not in\n{catalogue}");
        }
        let run = kurabe(&["search", "産後ケア", "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let hit = &answer["hits"][0];
        assert_eq!(hit["text"], "産後ケア事業の利用率を30％以上とする。", "{name}");
        let path: Vec<&str> =
            hit["path"].as_array().unwrap().iter().filter_map(|part| part.as_str()).collect();
        let headings = [
            "第６次みどり市総合計画",
            "第２章 施策の展開",
            "１ 子育てしやすいまちづくり",
            "（１）切れ目のない子育て支援の充実",
        ];
        assert_eq!(path, headings, "{name}");
        // Lines are those of the text that was kept beside the source.
        let kept = desk.path().join("corpus/documents/midori/plan.html.extract.txt");
        let line = hit["source"]["lines"][0].as_u64().unwrap() as usize;
        assert!(fs::read_to_string(kept).unwrap().lines().nth(line - 1).unwrap().contains("産後ケア事業"));
        // What stands on every page of the site says nothing of the plan.
        assert_eq!(kurabe(&["search", "観光情報"]).code, 1, "{name}");
        assert_eq!(kurabe(&["corpus", "check"]).code, 0, "{name}");
    }
}

#[test]
fn a_text_in_another_encoding_is_found() {
    // １ 市政 / 市政を進める。 in Shift_JIS, a character of it cut off at the end.
    let bytes = b"\x82\x50 \x8e\x73\x90\xad\n\x8e\x73\x90\xad\x82\xf0\x90\x69\x82\xdf\x82\xe9\x81\x42\n\x8e";
    let desk = Desk::with_document("a/plan.txt", bytes);
    let run = desk.kurabe(&["search", "市政", "--format", "jsonl"]);
    assert!(run.stdout.contains("\"text\":\"市政を進める。\""), "{run:?}");
    assert!(run.stdout.contains("\"lines\":[2,2]"), "{run:?}");
    let text = fs::read_to_string(desk.path().join("corpus/documents/a/plan.txt.extract.txt")).unwrap();
    assert_eq!(text, "１ 市政\n市政を進める。\n\u{fffd}");
    let check = desk.kurabe(&["corpus", "check"]);
    assert!(check.stdout.contains("壊れた文字が1字あります"), "{check:?}");
}

#[test]
fn an_extract_that_was_changed_is_made_again() {
    let desk = Desk::with_document("midori/plan.pdf", &fixture("s10_rl_unijis_noembed.pdf"));
    let outline = || desk.kurabe(&["corpus", "outline", "plan"]).stdout;
    let first = outline();
    let kept = desk.path().join("corpus/documents/midori/plan.pdf.extract.txt");
    let text = fs::read(&kept).unwrap();
    for damage in ["１ 別の計画\n".as_bytes(), b"\xff"] {
        fs::write(&kept, damage).unwrap();
        assert_eq!(outline(), first);
        assert_eq!(fs::read(&kept).unwrap(), text);
    }
    let check = desk.kurabe(&["corpus", "check"]);
    assert!(!check.stdout.contains("目録にない"), "{}", check.stdout);
}

#[test]
fn what_is_no_pdf_says_so() {
    for (bytes, says) in [
        (b"<!DOCTYPE html><p>\xe5\xb8\x82".to_vec(), "中身は HTML です"),
        (b"not a pdf at all".to_vec(), "PDF として読めません"),
        (b" \n".to_vec(), "文字が一つもありません"),
        (page_of(b"0 0 m 9 9 l S", ""), "文字が一つもありません"),
    ] {
        let run = Desk::with_document("a.pdf", &bytes).kurabe(&["corpus", "check"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stdout.contains(says), "`{says}` is not in\n{}", run.stdout);
    }
}

#[test]
fn hostile_files_end_alone() {
    let whole = fixture("s10_rl_unijis_noembed.pdf");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (index, share) in [10, 40, 70, 95].into_iter().enumerate() {
        files.push((format!("cut-{index}"), whole[..whole.len() * share / 100].to_vec()));
    }
    // Each with eight bits turned over, in places that look like chance and are the same every time.
    let mut place = 12345_usize;
    for index in 0..8 {
        let mut bytes = whole.clone();
        for _ in 0..8 {
            place = place.wrapping_mul(1_103_515_245).wrapping_add(12345) % (1 << 31);
            let at = place % bytes.len();
            bytes[at] ^= 1 << (place % 8);
        }
        files.push((format!("flipped-{index}"), bytes));
    }
    let cycle = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>".to_vec();
    files.push(("cycle".into(), pdf(&[catalogue(), cycle])));
    files.push(("deep".into(), pdf(&[catalogue(), b"[".repeat(2_000_000)])));
    files.push(("deep-content".into(), page_of(&b"[".repeat(2_000_000), "")));
    files.push(("bomb".into(), page_of(&zeros(4096), "/Filter /FlateDecode")));
    let forms = b"q ".repeat(3_000_000);
    files.push(("saves".into(), page_of(&forms, "")));

    let names = || files.iter().map(|(name, _)| name.as_str());
    let entries: String = names().map(|name| entry(name, &format!("a/{name}.pdf"))).collect();
    let desk = Desk::with_catalogue(&(entries + &entry("good", "a/good.pdf")));
    for (name, bytes) in &files {
        desk.write(&format!("corpus/documents/a/{name}.pdf"), bytes);
    }
    desk.write("corpus/documents/a/good.pdf", &whole);
    let run = desk.kurabe(&["search", "産後ケア", "--document", "good"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("産後ケア事業の利用率"), "{run:?}");
}
