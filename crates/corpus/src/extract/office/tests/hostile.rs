//! What strangers send: every one is named for what it is.

use super::*;

#[track_caller]
fn fails(bytes: &[u8], format: Format, expected: &Problem) {
    // What is none of these packages is seen before they are opened.
    let file = if format == Format::Odt { "plan.odt" } else { "plan.docx" };
    assert_eq!(crate::extract::extract(file, bytes).as_ref().err(), Some(expected));
}

const BROKEN: Problem = Problem::Broken { format: Format::Docx };
const TOO_MUCH: Problem = Problem::OverLimit { limit: Limit::Unpacked };

fn document(xml: &str) -> Vec<u8> {
    package(&[
        ("_rels/.rels", &relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", xml),
    ])
}

#[test]
fn what_is_another_kind_of_file_says_so() {
    let whole = word::document("<w:p><w:r><w:t>文</w:t></w:r></w:p>");
    let disguised = |format| Problem::Disguised { format };
    fails(&whole, Format::Odt, &disguised(Format::Docx));
    fails(&odt::document("<text:p>文</text:p>"), Format::Docx, &disguised(Format::Odt));
    let book = package(&[
        ("_rels/.rels", &relations(&[("officeDocument", "/xl/workbook.xml")])),
        ("xl/workbook.xml", "<workbook/>"),
    ]);
    fails(&book, Format::Docx, &disguised(Format::Xlsx));
    fails(&package(&[("a.txt", "a")]), Format::Docx, &disguised(Format::Zip));
    for name in ["a.pdf", "a.txt", "a.xls", "a"] {
        assert_eq!(crate::extract::extract(name, &book), Err(disguised(Format::Xlsx)), "{name}");
    }
    let unsupported = Problem::UnsupportedFormat { extension: "xls".to_owned() };
    assert_eq!(crate::extract::extract("a.xls", b"\xd0\xcf\x11\xe0"), Err(unsupported));
    fails(b"%PDF-1.7", Format::Docx, &disguised(Format::Pdf));
    fails(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0", Format::Docx, &disguised(Format::Office));
    let locked: Vec<u8> =
        COMPOUND.iter().copied().chain("EncryptedPackage".bytes().flat_map(|c| [c, 0])).collect();
    fails(&locked, Format::Docx, &Problem::PasswordNeeded);
    let locked = package(&[("content.xml", "x"), ("META-INF/manifest.xml", "<manifest:encryption-data/>")]);
    fails(&locked, Format::Odt, &Problem::PasswordNeeded);
    fails(b" ", Format::Docx, &Problem::Empty);
    fails(&word::document("<w:p/>"), Format::Docx, &Problem::Empty);
    fails("市の計画".as_bytes(), Format::Docx, &BROKEN);
}

#[test]
fn what_is_not_whole_is_broken() {
    let whole = word::document("<w:p><w:r><w:t>文</w:t></w:r></w:p>");
    for share in [1, 3, 5, 9] {
        fails(&whole[..whole.len() * share / 10], Format::Docx, &BROKEN);
    }
    fails(
        &package(&[("_rels/.rels", &relations(&[("officeDocument", "../../etc/passwd")]))]),
        Format::Docx,
        &BROKEN,
    );
    for xml in [
        "",
        "<w:document>",
        "<w:document><w:body></w:p></w:body></w:document>",
        "<w:document/>",
        "<w:document>&x;</w:document>",
    ] {
        fails(&document(xml), Format::Docx, &BROKEN);
    }
}

#[test]
fn bits_turned_over_break_nothing_else() {
    let whole = word::document("<w:p><w:r><w:t>文</w:t></w:r></w:p>");
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        // Whether it can still be read is not the question.
        let _ = extract(&bytes, Format::Docx);
    }
}

#[test]
fn entities_are_not_expanded() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#;
    fails(&document(bomb), Format::Docx, &BROKEN);
}

#[test]
fn depth_count_and_size_have_an_end() {
    let deep =
        format!("<w:document>{}{}</w:document>", "<w:tbl>".repeat(100_000), "</w:tbl>".repeat(100_000));
    fails(&document(&deep), Format::Docx, &TOO_MUCH);
    let names: Vec<String> = (0..30_000).map(|number| format!("../{number}")).collect();
    fails(
        &package(&names.iter().map(|name| (name.as_str(), "")).collect::<Vec<_>>()),
        Format::Docx,
        &TOO_MUCH,
    );
    let large = format!("<w:document>{}</w:document>", " ".repeat(70 << 20));
    fails(&document(&large), Format::Docx, &TOO_MUCH);
    let wide = format!("<w:document><w:body>{}</w:body></w:document>", "<a/>".repeat(5_000_000));
    fails(&document(&wide), Format::Docx, &TOO_MUCH);
}

#[test]
fn a_long_label_before_many_items_has_an_end() {
    let item = r#"<text:list-item><text:p>x</text:p></text:list-item>"#.repeat(2000);
    let text = format!(r#"<text:list text:style-name="L">{item}</text:list>"#);
    let read = extract(&odt::document(&text), Format::Odt).unwrap();
    assert_eq!(read.lines.len(), 2000);
}
