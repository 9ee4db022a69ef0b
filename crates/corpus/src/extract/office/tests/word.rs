//! Word: made up documents, each for one thing a real one does.

use super::*;
use kurabe_model::Omission;

const STYLES: &str = r#"<w:styles>
  <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
    <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
  <w:style w:type="paragraph" w:styleId="2"><w:name w:val="見出し 2"/><w:basedOn w:val="1"/>
    <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="S"><w:name w:val="Subtitle"/></w:style>
  <w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style>
  <w:style w:type="paragraph" w:styleId="X"><w:name w:val="x"/><w:basedOn w:val="Y"/></w:style>
  <w:style w:type="paragraph" w:styleId="Y"><w:name w:val="y"/><w:basedOn w:val="X"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
  <w:style w:type="character" w:styleId="H"><w:name w:val="hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering>
  <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:pStyle w:val="1"/><w:lvlText w:val="第%1章"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:pStyle w:val="2"/><w:isLgl/><w:lvlText w:val="%1.%2"/><w:suff w:val="space"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="aiueoFullWidth"/><w:lvlText w:val="（%3）"/><w:suff w:val="nothing"/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="2">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="3">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlRestart w:val="0"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
  <w:num w:numId="4"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"#;

/// A document with this body.
pub(super) fn document(body: &str) -> Vec<u8> {
    package(&[
        ("_rels/.rels", &relations(&[("officeDocument", "word/document.xml")])),
        (
            "word/_rels/document.xml.rels",
            &relations(&[("styles", "styles.xml"), ("numbering", "numbering.xml")]),
        ),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/document.xml", &format!(r#"<w:document><w:body>{body}</w:body></w:document>"#)),
    ])
}

fn read(body: &str) -> Extract {
    extract(&document(body), Format::Docx).unwrap()
}

/// A paragraph in a style, of a list.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    p(&format!(r#"<w:pStyle w:val="{style}"/>"#), text)
}

fn listed(list: u32, level: u32, text: &str) -> String {
    p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
}

#[track_caller]
fn check(body: &str, expected: &[(&str, &str)]) {
    assert_eq!(lines(&read(body)), expected, "{body}");
}

#[test]
fn headings_have_the_level_and_the_number_of_their_style() {
    let body = [
        styled("1", "総則"),
        styled("2", "目的"),
        listed(1, 2, "市民"),
        listed(1, 2, "市"),
        styled("1", "施策"),
        styled("2", "子育て"),
        p(
            r#"<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/><w:numPr><w:numId w:val="0"/></w:numPr>"#,
            "本文である。",
        ),
    ];
    let expected = [
        ("h1", "第１章　総則"),
        ("h2", "1.1 目的"),
        ("text", "（ウ）市民"),
        ("text", "（エ）市"),
        ("h1", "第２章　施策"),
        ("h2", "2.1 子育て"),
        ("text", "本文である。"),
    ];
    check(&body.concat(), &expected);
}

#[test]
fn lists_count_on_and_begin_again_where_they_say() {
    let body = [
        listed(3, 0, "一"),
        listed(3, 1, "い"),
        listed(3, 0, "二"),
        listed(3, 1, "ろ"),
        listed(4, 0, "五"),
        listed(4, 0, "六"),
        listed(2, 0, "点"),
        listed(99, 0, "なし"),
    ];
    let expected = ["①　一", "a)　い", "②　二", "b)　ろ", "⑤　五", "⑥　六", "●　点", "なし"];
    check(&body.concat(), &expected.map(|line| ("text", line)));
}

#[test]
fn an_empty_paragraph_that_ends_a_section_is_not_counted() {
    let ends = r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:sectPr/></w:pPr></w:p>"#;
    check(&(ends.to_owned() + &styled("1", "総則")), &[("h1", "第１章　総則")]);
}

#[test]
fn titles_are_one_run_and_styles_in_a_circle_end() {
    let body = [
        styled("T", "みどり市"),
        styled("S", "総合計画"),
        styled("X", "方針"),
        styled("T", "後"),
        styled("C", "総則 1"),
    ];
    let expected = [
        ("title", "みどり市"),
        ("title", "総合計画"),
        ("h2", "方針"),
        ("text", "後"),
        ("furniture", "総則 1"),
    ];
    check(&body.concat(), &expected);
}

#[test]
fn the_day_and_the_publisher_are_no_part_of_the_title() {
    let set = |size: u32, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        set(32, "みどり市"),
        p("", ""),
        set(40, "総合計画"),
        p("", ""),
        set(36, "令和６年３月"),
        set(36, "企画課"),
    ];
    let expected = [
        ("title", "みどり市"),
        ("title", "総合計画"),
        ("furniture", "令和６年３月"),
        ("furniture", "企画課"),
    ];
    check(&body.concat(), &expected);
}

#[test]
fn text_is_what_is_shown_once_changes_are_accepted() {
    for (inside, expected) in [
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>げき</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>激</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "激",
        ),
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        (
            "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>",
            "新",
        ),
        (
            r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠</w:t></w:r><w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>隠</w:t></w:r><w:r><w:t>見</w:t></w:r>"#,
            "見",
        ),
        (
            r#"<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:noBreakHyphen/><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>"#,
            "→-ab",
        ),
        (
            r#"<w:hyperlink><w:r><w:t>先</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id="1"/></w:r><w:smartTag><w:r><w:t>市</w:t></w:r></w:smartTag>"#,
            "先市",
        ),
        (
            r#"<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>三月</w:t><w:fldChar w:fldCharType="end"/></w:r>"#,
            "三月",
        ),
        (
            r#"<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>eq \o\ad(\s\up 9(げき),激)</w:instrText><w:fldChar w:fldCharType="end"/></w:r>"#,
            "激",
        ),
        (
            r#"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>入力</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>A&amp;B</w:t></w:r>"#,
            "A&B",
        ),
        (r#"<w:r><w:t xml:space="preserve"> 一 </w:t><w:t> 二 </w:t></w:r>"#, " 一 二"),
    ] {
        check(&format!("<w:p>{inside}</w:p>"), &[("text", expected)]);
    }
}

#[test]
fn a_paragraph_whose_end_is_deleted_goes_on() {
    let body = p("<w:rPr><w:del/></w:rPr>", "施策を") + &p("", "進める。");
    check(&body, &[("text", "施策を進める。")]);
}

#[test]
fn lists_of_contents_are_set_aside() {
    let field = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \o </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>総則 1</w:t></w:r></w:p><w:p><w:r><w:t>施策 2</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    check(
        &(field.to_owned() + &p("", "後")),
        &[("furniture", "総則 1"), ("furniture", "施策 2"), ("text", "後")],
    );
    let control = format!(
        r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        p("", "目次")
    );
    check(&control, &[("furniture", "目次")]);
}

#[test]
fn tables_are_rows_unless_they_only_set_text_in_its_place() {
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let two = format!("<w:tc>{}{}</w:tc>", p("", "60"), p("", "％"));
    let table = [
        row(&[cell(r#"<w:gridSpan w:val="2"/>"#, "指標"), cell("", "目標")]),
        row(&[cell(r#"<w:vMerge w:val="restart"/>"#, "健診"), cell("", "受診率"), two]),
        row(&[cell("<w:vMerge/>", ""), cell("", "接種率"), cell("", "70")]),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cell("", "旧") + &cell("", "旧")),
    ];
    let table = format!("<w:tbl>{}</w:tbl>", table.concat());
    let expected = [("row", "指標\t\t目標"), ("row", "健診\t受診率\t60％"), ("row", "\t接種率\t70")];
    check(&table, &expected);
    let extract = read(&table);
    assert_eq!(extract.lines[1].row, Some(crate::extract::Row { table: 1, row: 2 }));

    let box_ = format!("<w:tbl>{}{}</w:tbl>", row(&[cell("", "囲み")]), row(&[cell("", "文")]));
    check(&box_, &[("text", "囲み"), ("text", "文")]);
    let heads = format!("<w:tc>{}</w:tc>", styled("1", "総則"));
    let layout = format!("<w:tbl>{}</w:tbl>", row(&[heads, cell("", "文")]));
    check(&layout, &[("h1", "第１章　総則"), ("text", "文")]);
    let nested = format!("<w:tbl>{}</w:tbl>", row(&[format!("<w:tc>{table}</w:tc>"), cell("", "外")]));
    check(&nested, &[("row", "指標目標健診受診率60％接種率70\t外")]);
}

#[test]
fn text_boxes_stand_where_they_hang_and_are_read_once() {
    let shape = |text: &str| {
        format!("<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>", p("", text))
    };
    let drawing = |inside: &str| {
        format!(
            "<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{inside}</w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            p("", "再")
        )
    };
    check(&(drawing(&shape("箱")) + &p("", "後")), &[("text", "前"), ("text", "箱"), ("text", "後")]);
    let group = format!("<wpg:wgp>{}{}</wpg:wgp>", shape("甲"), shape("乙"));
    check(&drawing(&group), &[("text", "前"), ("drawing", "甲"), ("drawing", "乙")]);
}

#[test]
fn type_that_stands_out_is_known() {
    let bold = "<w:p><w:r><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr><w:t>概要</w:t></w:r></w:p>";
    let extract = read(&(bold.to_owned() + &p("", "本市の施策を進めるための方針である。")));
    assert_eq!((extract.lines[0].size, extract.lines[0].bold), (133, true));
    assert_eq!((extract.lines[1].size, extract.lines[1].bold), (100, false));
}

#[test]
fn what_is_left_out_or_missing_is_said() {
    let extract = read(&(p("", "文") + r#"<w:altChunk r:id="rId9"/>"#));
    assert_eq!(extract.problems, [Problem::LeftOut { what: Omission::Embedded, count: 1 }]);
    let bytes = package(&[
        ("_rels/.rels", &relations(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", &relations(&[("styles", "styles.xml")])),
        ("word/document.xml", &format!("<w:document><w:body>{}</w:body></w:document>", p("", "文"))),
    ]);
    let problem = Problem::MissingPart { part: "word/styles.xml".into() };
    assert_eq!(extract_problems(&bytes), [problem]);
}

fn extract_problems(bytes: &[u8]) -> Vec<Problem> {
    extract(bytes, Format::Docx).unwrap().problems
}

#[test]
fn what_is_hidden_is_not_read_and_said() {
    let run =
        |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}</w:p><w:p>{}</w:p><w:p>{}</w:p>",
        run("", "定員を")
            + &run("<w:vanish/>", "（案")
            + &run("<w:vanish/><w:b/>", "）")
            + &run("", "増やします。"),
        run("<w:vanish/>", " ") + &run("<w:vanish w:val=\"0\"/>", "道路を直します。"),
        run("<w:vanish/>", "公表しません。"),
    );
    let read = extract(&document(&body), Format::Docx).unwrap();
    assert_eq!(read.text.split_whitespace().collect::<Vec<_>>(), ["定員を増やします。", "道路を直します。"]);
    assert_eq!(read.problems, [Problem::LeftOut { what: kurabe_model::Omission::HiddenWords, count: 2 }]);
}

#[test]
fn what_is_struck_out_is_not_read_and_said() {
    let run =
        |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p>{}</w:p><w:p>{}</w:p>",
        run("", "定員を"),
        run("<w:strike/>", "廃止します") + &run("<w:strike/>", "。"),
        run("", "拡充します。"),
        run("<w:dstrike/>", "公園を廃止します。"),
        run("<w:strike w:val=\"0\"/>", "道路を直します。"),
    );
    let read = extract(&document(&body), Format::Docx).unwrap();
    assert_eq!(read.text.split_whitespace().collect::<Vec<_>>(), ["定員を拡充します。", "道路を直します。"]);
    assert_eq!(read.problems, [Problem::LeftOut { what: kurabe_model::Omission::Withdrawn, count: 2 }]);
}
