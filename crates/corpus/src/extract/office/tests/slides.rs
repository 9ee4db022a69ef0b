//! PowerPoint: made up presentations, each for one thing a real one does.

use super::*;
use kurabe_model::Omission;

const MASTER: &str = r#"<p:sldMaster><p:cSld><p:spTree>
  <p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:lstStyle/></p:txBody></p:sp>
  <p:sp><p:nvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:lstStyle/></p:txBody></p:sp>
</p:spTree></p:cSld><p:txStyles><p:titleStyle><a:lvl1pPr><a:buNone/><a:defRPr sz="4400"/></a:lvl1pPr></p:titleStyle>
  <p:bodyStyle><a:lvl1pPr><a:buFont typeface="Arial"/><a:buChar char="•"/></a:lvl1pPr><a:lvl2pPr><a:buFont typeface="Wingdings"/><a:buChar char="n"/></a:lvl2pPr></p:bodyStyle>
</p:txStyles></p:sldMaster>"#;

const LAYOUT: &str = r#"<p:sldLayout><p:cSld><p:spTree>
  <p:sp><p:nvSpPr><p:nvPr><p:ph idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:lstStyle><a:lvl3pPr><a:buAutoNum type="circleNumDbPlain"/></a:lvl3pPr></a:lstStyle></p:txBody></p:sp>
</p:spTree></p:cSld></p:sldLayout>"#;

/// A presentation of these slides: the attributes of each, and its shapes.
fn presentation(slides: &[(&str, String)]) -> Vec<u8> {
    let names: Vec<String> = (1..=slides.len()).map(|number| format!("slides/slide{number}.xml")).collect();
    let ids: String = (1..=slides.len())
        .map(|number| format!(r#"<p:sldId id="{}" r:id="rId{number}"/>"#, 255 + number))
        .collect();
    let targets: Vec<(&str, &str)> = names.iter().map(|name| ("slide", name.as_str())).collect();
    let mut parts = vec![
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "ppt/presentation.xml")])),
        (
            "ppt/presentation.xml".to_owned(),
            format!("<p:presentation><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"),
        ),
        ("ppt/_rels/presentation.xml.rels".to_owned(), relations(&targets)),
        ("ppt/slideLayouts/layout.xml".to_owned(), LAYOUT.to_owned()),
        (
            "ppt/slideLayouts/_rels/layout.xml.rels".to_owned(),
            relations(&[("slideMaster", "../slideMasters/master.xml")]),
        ),
        ("ppt/slideMasters/master.xml".to_owned(), MASTER.to_owned()),
    ];
    for (number, (attributes, shapes)) in (1..).zip(slides) {
        let slide = format!("<p:sld {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>");
        parts.push((format!("ppt/slides/slide{number}.xml"), slide));
        let made_by = relations(&[("slideLayout", "../slideLayouts/layout.xml")]);
        parts.push((format!("ppt/slides/_rels/slide{number}.xml.rels"), made_by));
    }
    package(&parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn p(properties: &str, text: &str) -> String {
    format!("<a:p><a:pPr {properties}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>")
}

/// A shape that holds a place, at a corner.
fn shape(place: &str, (left, top): (i64, i64), paragraphs: &str) -> String {
    format!(
        r#"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="100" cy="50"/></a:xfrm></p:spPr>
           <p:txBody><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"#
    )
}

fn title(sort: &str, text: &str) -> String {
    shape(&format!(r#"<p:ph type="{sort}"/>"#), (0, 0), &p(">", text))
}

const BODY: &str = r#"<p:ph idx="1"/>"#;

#[track_caller]
fn check(slides: &[(&str, String)], expected: &[(&str, &str)]) -> Extract {
    let read = extract(&presentation(slides), Format::Pptx).unwrap();
    assert_eq!(lines(&read), expected);
    read
}

#[test]
fn slides_are_pages_and_their_titles_headings() {
    let hidden = r#"show="0""#;
    let slides = [
        ("", title("ctrTitle", "総合計画<a:br/>概要")),
        (hidden, title("title", "隠")),
        (
            "",
            title("title", "施策") + &shape(BODY, (0, 99), &p(">", "支援を進める。")) + &title("sldNum", "3"),
        ),
    ];
    let expected = [("title", "総合計画概要"), ("h1", "\u{c}\u{c}施策"), ("text", "・　支援を進める。")];
    let read = check(&slides, &expected);
    assert_eq!(read.problems, [Problem::LeftOut { what: Omission::HiddenSlides, count: 1 }]);
}

#[test]
fn shapes_that_are_not_shown_are_counted_and_not_read() {
    let hide = |shapes: String| shapes.replacen("<p:nvPr>", "<p:cNvPr id=\"4\" hidden=\"1\"/><p:nvPr>", 1);
    let text = |text: &str| shape("", (0, 99), &p("><a:buNone/>", text));
    let group = format!("<p:grpSp><p:nvGrpSpPr><p:nvPr></p:nvPr></p:nvGrpSpPr>{}</p:grpSp>", text("内訳"));
    let slides = [
        ("", title("ctrTitle", "総合計画") + &hide(text("作業用のメモ")) + &hide(text(""))),
        ("", title("title", "施策") + &hide(group) + &text("支援を進める。")),
    ];
    let expected = [("title", "総合計画"), ("h1", "\u{c}施策"), ("text", "支援を進める。")];
    let read = check(&slides, &expected);
    assert_eq!(read.problems, [Problem::LeftOut { what: Omission::HiddenWords, count: 2 }]);
}

#[test]
fn the_first_slide_is_a_cover_where_it_says_no_more_than_one() {
    let slide =
        |text: &str| ("", title("title", "運営方針") + &shape(BODY, (0, 99), &p("><a:buNone/>", text)));
    check(
        &[slide("緑川市"), slide("改める。")],
        &[("title", "運営方針"), ("text", "緑川市"), ("h1", "\u{c}運営方針"), ("text", "改める。")],
    );
    check(&[slide("窓口を改める。")], &[("h1", "運営方針"), ("text", "窓口を改める。")]);
}

#[test]
fn what_stands_before_a_paragraph_is_shown() {
    let body = [
        p(">", "点"),
        p(r#"lvl="1">"#, "四角"),
        p(r#"lvl="2">"#, "一"),
        p(r#"lvl="2">"#, "二"),
        p("><a:buNone/>", "なし"),
        p(r#"lvl="2">"#, "また一"),
        p(r#"><a:buAutoNum type="arabicParenBoth" startAt="4"/>"#, "四"),
    ];
    let expected = ["・　点", "■　四角", "①　一", "②　二", "なし", "①　また一", "(4)　四"];
    check(&[("", shape(BODY, (0, 0), &body.concat()))], &expected.map(|line| ("text", line)));
    check(&[("", shape("", (0, 0), &p(">", "箱")))], &[("text", "箱")]);
}

#[test]
fn shapes_are_read_as_they_stand_where_the_file_has_them_otherwise() {
    let at = |place, text| shape("", place, &p(">", text));
    // In the order of the file: two columns.
    let columns = at((0, 0), "左上") + &at((0, 60), "左下") + &at((200, 0), "右上") + &at((200, 60), "右下");
    check(&[("", columns)], &["左上", "左下", "右上", "右下"].map(|line| ("text", line)));
    let mixed = at((0, 60), "下")
        + &at((120, 65), "下の右")
        + &format!(
            "<p:grpSp><p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"99\" cy=\"50\"/></a:xfrm></p:grpSpPr>{}</p:grpSp>",
            at((0, 0), "上")
        );
    check(&[("", mixed)], &["上", "下", "下の右"].map(|line| ("text", line)));
}

#[test]
fn tables_are_rows() {
    let cell = |attributes: &str, text: &str| {
        format!("<a:tc {attributes}><a:txBody>{}</a:txBody></a:tc>", p(">", text))
    };
    let table = format!(
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>{}{}</a:tr><a:tr>{}{}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
        cell(r#"gridSpan="2""#, "指標"),
        cell(r#"hMerge="1""#, "x"),
        cell("", "受診率"),
        cell("", "60％")
    );
    check(&[("", table)], &[("row", "指標"), ("row", "受診率\t60％")]);
}

#[test]
fn slides_of_pictures_are_named() {
    let picture = || ("", "<p:pic/>".to_owned());
    let slides = [("", title("title", "施策")), picture(), picture()];
    let read = extract(&presentation(&slides), Format::Pptx).unwrap();
    assert_eq!(read.problems, [Problem::SilentPages { first: 2, pages: 2 }]);
    let read = extract(&presentation(&[picture(), picture()]), Format::Pptx);
    assert_eq!(read, Err(Problem::Scanned { pages: 2 }));
}

#[test]
fn a_slide_that_is_not_there_breaks_the_file() {
    let bytes = package(&[
        ("_rels/.rels", &relations(&[("officeDocument", "ppt/presentation.xml")])),
        (
            "ppt/presentation.xml",
            r#"<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>"#,
        ),
        ("ppt/_rels/presentation.xml.rels", &relations(&[("slide", "slides/slide1.xml")])),
    ]);
    assert_eq!(extract(&bytes, Format::Pptx), Err(Problem::Broken { format: Format::Pptx }));
}
