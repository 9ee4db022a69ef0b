//! ODT: made up documents, each for one thing a real one does.

use super::*;

const STYLES: &str = r#"<office:document-styles><office:styles>
  <style:default-style style:family="paragraph"><style:text-properties fo:font-size="10pt"/></style:default-style>
  <style:style style:family="paragraph" style:name="Title"/>
  <style:style style:family="paragraph" style:name="Large" style:parent-style-name="Heavy"><style:text-properties style:font-size-asian="120%"/></style:style>
  <style:style style:family="paragraph" style:name="Heavy"><style:text-properties style:font-weight-asian="bold" style:font-size-asian="20pt"/></style:style>
  <style:style style:family="text" style:name="Hidden"><style:text-properties text:display="none"/></style:style>
  <text:outline-style><text:outline-level-style text:level="1" style:num-format="１" style:num-prefix="第" style:num-suffix="章"/>
    <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>
  <text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="ア, イ, ウ, ..." loext:num-list-format="（%1%）"><style:list-level-properties><style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties></text:list-level-style-number>
    <text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>
</office:styles></office:document-styles>"#;

pub(super) fn document(text: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("styles.xml", STYLES),
        ("content.xml", &content),
    ])
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let extract = extract(&document(text), Format::Odt).unwrap();
    assert_eq!(lines(&extract), expected, "{text}");
}

fn h(level: usize, text: &str) -> String {
    format!(r#"<text:h text:outline-level="{level}">{text}</text:h>"#)
}

#[test]
fn headings_have_their_level_and_number() {
    let body = [
        r#"<text:p text:style-name="Title">総合計画</text:p>"#.to_owned(),
        h(1, "総則"),
        h(2, "目的"),
        h(1, "施策"),
        h(2, "防災"),
    ];
    let expected = [
        ("title", "総合計画"),
        ("h1", "第１章　総則"),
        ("h2", "１.1　目的"),
        ("h1", "第２章　施策"),
        ("h2", "２.1　防災"),
    ];
    check(&body.concat(), &expected);
}

#[test]
fn lists_count_go_on_and_lie_in_each_other() {
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let nested =
        format!("<text:list-item><text:p>三</text:p><text:list>{}</text:list></text:list-item>", item("点"));
    let body = format!(
        r#"<text:list text:style-name="L">{}{}</text:list><text:p>文</text:p>
           <text:list text:style-name="L" text:continue-numbering="true">{nested}<text:list-header><text:p>続き</text:p></text:list-header></text:list>
           <text:list text:style-name="L">{}</text:list>"#,
        item("一"),
        item("二"),
        item("新")
    );
    let expected = ["（ア）一", "（イ）二", "文", "（ウ）三", "・　点", "続き", "（ア）新"];
    check(&body, &expected.map(|line| ("text", line)));
}

#[test]
fn text_is_what_is_shown() {
    for (inside, expected) in [
        (
            "<text:ruby><text:ruby-base>激</text:ruby-base><text:ruby-text>げき</text:ruby-text></text:ruby>化",
            "激化",
        ),
        ("一<text:s text:c=\"2\"/>二<text:tab/>三", "一  二\t三"),
        ("  一\n  二 ", "一 二 "),
        (
            "市<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>民",
            "市民",
        ),
        (
            r#"市<text:span text:style-name="Hidden">隠</text:span>民<office:annotation><text:p>意見</text:p></office:annotation>"#,
            "市民",
        ),
        (r#"<text:change text:change-id="1"/><text:change-start/>新<text:change-end/>"#, "新"),
    ] {
        let changes = "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion></text:changed-region></text:tracked-changes>";
        check(&format!("{changes}<text:p>{inside}</text:p>"), &[("text", expected)]);
    }
}

#[test]
fn tables_contents_and_drawings_are_known() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let body = format!(
        r#"<text:table-of-content><text:index-body><text:p>総則 1</text:p></text:index-body></text:table-of-content>
           <table:table><table:table-header-rows><table:table-row>{}<table:covered-table-cell/>{}</table:table-row></table:table-header-rows>
           <table:table-row>{}{}<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
           <table:table><table:table-row>{}</table:table-row></table:table>
           <text:p>前<draw:frame><draw:text-box><text:p>箱</text:p></draw:text-box><svg:title>図</svg:title></draw:frame></text:p>
           <draw:g><draw:custom-shape><text:p>甲</text:p></draw:custom-shape></draw:g>
           <text:section text:display="none"><text:p>隠</text:p></text:section>"#,
        cell("指標"),
        cell("目標"),
        cell("受診率"),
        cell("60"),
        cell("囲み")
    );
    let expected = [
        ("furniture", "総則 1"),
        ("row", "指標\t\t目標"),
        ("row", "受診率\t60"),
        ("text", "囲み"),
        ("text", "前"),
        ("text", "箱"),
        ("drawing", "甲"),
    ];
    check(&body, &expected);
}

#[test]
fn type_that_stands_out_is_known() {
    let body = r#"<text:p text:style-name="Large">概要</text:p><text:p>本市の施策を進めるための方針である。</text:p>"#;
    let extract = extract(&document(body), Format::Odt).unwrap();
    assert_eq!((extract.lines[0].size, extract.lines[0].bold), (240, true));
}
