//! Files of office programs: what they say themselves of headings is believed, what they print is read, and what is
//! hostile breaks nothing but itself.

use std::fs;
use std::io::Write as _;

use serde_json::Value;
use zip::write::SimpleFileOptions;

use crate::desk::{Desk, entry, repository};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/fixtures/office").join(name)).unwrap()
}

/// A package of these parts.
fn package(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relation(kind: &str, target: &str) -> Vec<u8> {
    format!(
        r#"<Relationships><Relationship Id="rId1" Type="http://x/{kind}" Target="{target}"/></Relationships>"#
    )
    .into()
}

/// A text of Word whose main part is this.
fn document(main: Vec<u8>) -> Vec<u8> {
    package(&[
        ("_rels/.rels".into(), relation("officeDocument", "word/document.xml")),
        ("word/document.xml".into(), main),
    ])
}

/// The headings of the only document: how deep each is, and what it says.
fn headings(desk: &Desk) -> Vec<(u64, String)> {
    let run = desk.kurabe(&["corpus", "outline", "plan", "--format", "json"]);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let sections = answer["documents"][0]["outline"]["sections"].as_array().unwrap();
    let heading = |section: &Value| {
        (section["depth"].as_u64().unwrap(), section["heading"].as_str().unwrap().to_owned())
    };
    sections.iter().map(heading).collect()
}

#[test]
fn headings_have_the_level_and_the_number_their_file_gives_them() {
    // LibreOffice has no full-width numbers to print, and says so in its file.
    for (file, chapters) in
        [("syn_wordjp.docx", ["第１章", "第２章"]), ("syn_wordjp.odt", ["第1章", "第2章"])]
    {
        let ending = file.rsplit('.').next().unwrap();
        let desk = Desk::with_document(&format!("midori/plan.{ending}"), &fixture(file));
        let [first, second] = chapters;
        let expected = [
            (1, format!("{first} 計画の策定にあたって")),
            (2, "１ 計画策定の背景と目的".to_owned()),
            (3, "（１）計画の位置付け".to_owned()),
            (4, "ア 基本構想".to_owned()),
            (4, "イ 基本計画".to_owned()),
            (1, format!("{second} 施策の展開")),
            (2, "１ 子育てしやすいまちづくり".to_owned()),
            (3, "（１）切れ目のない子育て支援の充実".to_owned()),
            (3, "（２）学校教育の充実".to_owned()),
            (2, "２ 安全で安心なまちづくり".to_owned()),
        ];
        assert_eq!(headings(&desk), expected, "{file}");
        let text = fs::read_to_string(
            desk.path().join(format!("corpus/documents/midori/plan.{ending}.extract.txt")),
        );
        let text = text.unwrap();
        assert!(text.contains("本市の激甚化への対応\n"), "{text}");
        assert!(text.contains("変更履歴：挿入された文\n"), "{text}");
        assert!(!text.contains("げきじんか") && !text.contains("削除された文"), "{text}");
    }
}

#[test]
fn a_file_of_word_comes_in_and_is_found() {
    let desk = Desk::with_catalogue("# 目録\n");
    desk.write("plan.docx", &fixture("syn_wordjp.docx"));
    let home = desk.path().to_str().unwrap();
    let added =
        desk.kurabe(&["--home", home, "corpus", "add", "plan.docx", "--title", "第６次みどり市総合計画"]);
    assert_eq!(added.code, 0, "{added:?}");
    assert!(added.stderr.contains("midori-plan として収めました"), "{added:?}");
    let found = desk.kurabe(&["--home", home, "search", "産後ケア", "--format", "json"]);
    let answer: Value = serde_json::from_str(&found.stdout).unwrap();
    let hit = &answer["hits"][0];
    assert_eq!(hit["text"], "産後ケア事業の利用率を30％以上とする。");
    assert_eq!(hit["source"]["file"], "plan.docx");
    assert_eq!(hit["source"]["page"], Value::Null);
    let path: Vec<&str> = hit["path"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(
        path.ends_with(&[
            "第２章 施策の展開",
            "１ 子育てしやすいまちづくり",
            "（１）切れ目のない子育て支援の充実"
        ]),
        "{path:?}"
    );
}

#[test]
fn a_slide_is_a_page() {
    let slide = |title: &str, text: &str| {
        let shape = |place: &str, text: &str| {
            format!(
                "<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
            )
        };
        let shapes = shape(r#"<p:ph type="title"/>"#, title) + &shape("", text);
        format!("<p:sld><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>").into_bytes()
    };
    let relations = br#"<Relationships><Relationship Id="rId1" Type="http://x/slide" Target="a.xml"/><Relationship Id="rId2" Type="http://x/slide" Target="b.xml"/></Relationships>"#;
    let main = br#"<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst></p:presentation>"#;
    let bytes = package(&[
        ("_rels/.rels".into(), relation("officeDocument", "ppt/p.xml")),
        ("ppt/p.xml".into(), main.to_vec()),
        ("ppt/_rels/p.xml.rels".into(), relations.to_vec()),
        ("ppt/a.xml".into(), slide("防災", "避難所の備蓄を増やす。")),
        ("ppt/b.xml".into(), slide("子育て", "相談の窓口を広げる。")),
    ]);
    let desk = Desk::with_document("a/plan.pptx", &bytes);
    let found = desk.kurabe(&["search", "備蓄", "--format", "json"]);
    let answer: Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!(answer["hits"][0]["source"]["page"], 2, "{found:?}");
    let path = answer["hits"][0]["path"].as_array().unwrap();
    assert_eq!(path.last().unwrap(), "防災", "{found:?}");
}

#[test]
fn bullets_and_tables_of_slides_come_in_and_notes_stay_out() {
    let desk = Desk::with_document("midori/plan.pptx", &fixture("syn_slides.pptx"));
    let expected = [(1, "１ 施策の方向".to_owned()), (1, "２ 目標".to_owned())];
    assert_eq!(headings(&desk), expected);
    let found = desk.kurabe(&["search", "証明書", "--format", "json"]);
    let answer: Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!(answer["hits"][0]["text"], "証明書の交付を窓口に来なくても受けられるようにします。");
    assert_eq!(answer["hits"][0]["source"]["page"], 2, "{found:?}");
    let row = desk.kurabe(&["search", "健診受診率", "--tables", "--format", "json"]);
    assert!(row.stdout.contains("48.5％"), "{row:?}");
    assert_eq!(desk.kurabe(&["search", "予算の説明"]).code, 1, "notes are the speaker's");
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let spreadsheet = package(&[
        ("_rels/.rels".into(), relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml".into(), b"<workbook/>".to_vec()),
    ]);
    let locked: Vec<u8> =
        b"\xd0\xcf\x11\xe0".iter().copied().chain("EncryptedPackage".bytes().flat_map(|c| [c, 0])).collect();
    for (file, bytes, says) in [
        ("a.docx", spreadsheet, ["名前と違い、中身は Excel です", ".xlsx にします"]),
        ("a.docx", locked, ["開くのにパスワードが要ります", "パスワードなしで保存し直します"]),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0W\0o\0r\0d\0".to_vec(),
            ["中身は Office です", "今の形式（.docx など）"],
        ),
        ("a.doc", b"\xd0\xcf\x11\xe0".to_vec(), ["拡張子「doc」", ".docx にします"]),
        ("a.ppt", b"\xd0\xcf\x11\xe0".to_vec(), ["拡張子「ppt」", ".pptx にします"]),
    ] {
        let run = Desk::with_document(file, &bytes).kurabe(&["corpus", "check"]);
        assert_eq!(run.code, 2, "{run:?}");
        for says in says {
            assert!(run.stdout.contains(says), "`{says}` is not in\n{}", run.stdout);
        }
    }
}

/// A part that unpacks to so many megabytes of spaces.
fn spaces(megabytes: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("_rels/.rels", SimpleFileOptions::default()).unwrap();
    zip.write_all(&relation("officeDocument", "word/document.xml")).unwrap();
    zip.start_file("word/document.xml", SimpleFileOptions::default().compression_level(Some(1))).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        zip.write_all(&block).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn hostile_files_end_alone() {
    let whole = fixture("syn_wordjp.docx");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (index, share) in [10, 40, 70, 95].into_iter().enumerate() {
        files.push((format!("cut-{index}"), whole[..whole.len() * share / 100].to_vec()));
    }
    for index in 0..4 {
        let mut bytes = whole.clone();
        for step in 0..8 {
            let at = (index * 8 + step) * bytes.len() / 33;
            bytes[at] ^= 1 << step;
        }
        files.push((format!("flipped-{index}"), bytes));
    }
    let entries: Vec<(String, Vec<u8>)> =
        (0..100_000).map(|number| (format!("../../{number}"), Vec::new())).collect();
    files.push(("entries".into(), package(&entries)));
    files.push(("bomb".into(), spaces(256)));
    let deep = ["<w:document>", &"<w:tbl>".repeat(1_000_000)].concat();
    files.push(("deep".into(), document(deep.into_bytes())));
    let entities = (1..20).fold("<!ENTITY a0 \"x\">".to_owned(), |entities, level| {
        let inner = format!("&a{};", level - 1).repeat(10);
        entities + &format!("<!ENTITY a{level} \"{inner}\">")
    });
    files.push((
        "entities".into(),
        document(format!("<!DOCTYPE x [{entities}]><w:document>&a19;</w:document>").into_bytes()),
    ));

    let names = || files.iter().map(|(name, _)| name.as_str());
    let entries: String = names().map(|name| entry(name, &format!("a/{name}.docx"))).collect();
    let desk = Desk::with_catalogue(&(entries + &entry("good", "a/good.docx")));
    for (name, bytes) in &files {
        desk.write(&format!("corpus/documents/a/{name}.docx"), bytes);
    }
    desk.write("corpus/documents/a/good.docx", &whole);
    let run = desk.kurabe(&["search", "産後ケア", "--document", "good"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("産後ケア事業の利用率"), "{run:?}");
    let check = desk.kurabe(&["corpus", "check"]);
    for (name, says) in [
        ("entries", "展開した中身が多すぎます"),
        ("bomb", "展開した中身が多すぎます"),
        ("deep", "展開した中身が多すぎます"),
        ("entities", "Word として読めません"),
        ("cut-1", "Word として読めません"),
    ] {
        let line = format!("{name}.docx: エラー: {says}");
        assert!(check.stdout.contains(&line), "`{line}` is not in\n{}", check.stdout);
    }
    assert!(!desk.path().parent().unwrap().join("0").exists());
}
