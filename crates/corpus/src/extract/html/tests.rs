//! Pages, as lines: `=` the title, `##` a heading of level 2, `|` a row, `~` what stands beside the text, `*` bold,
//! `%` another size, nothing for what goes on with the line before.

use std::fs;
use std::path::Path;

use super::*;
use crate::extract::{Joint, LineFacts, Part, Rank};

fn shown(extract: &Extract) -> Vec<String> {
    let marked = |(line, facts): (&str, &LineFacts)| {
        let mark = match (facts.part, facts.rank) {
            (Part::Table, _) => "| ".to_owned(),
            (Part::Furniture, _) => "~ ".to_owned(),
            (Part::Body, Rank::Title) => "= ".to_owned(),
            (Part::Body, Rank::Heading(level)) => "#".repeat(level.into()) + " ",
            (Part::Body, _) => {
                let size = if facts.size == 100 { String::new() } else { format!("%{} ", facts.size) };
                format!("{}{size}", if facts.bold { "* " } else { "" })
            }
        };
        let joint = if facts.joint == Joint::Continues { "… " } else { "" };
        format!("{joint}{mark}{line}")
    };
    let lines = extract.text.lines().zip(&extract.lines);
    lines.filter(|(line, _)| !line.is_empty()).map(marked).collect()
}

/// What a page with this body is read as.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let extract = extract(format!("<html><body>{body}</body></html>").as_bytes()).unwrap();
    assert_eq!(shown(&extract), expected, "{body}");
}

#[test]
fn headings_are_what_the_page_declares() {
    check(
        "<h1>緑の計画</h1><h2>第１章　施策</h2><p>進める。</p><h3><img src=a.gif alt='１　公園'></h3><p>広げる。</p>",
        &["= 緑の計画", "## 第１章　施策", "進める。", "### １　公園", "広げる。"],
    );
    check("<h1>一</h1><p>進める。</p><h1>二</h1>", &["# 一", "進める。", "# 二"]);
    check("<h2>第１章<br>施策の<br>展開</h2>", &["## 第１章", "… ## 施策の", "… ## 展開"]);
    let sentence = format!("<h4>{}図る。</h4>", "地域とともに支え合い、".repeat(5));
    check(&sentence, &[&format!("{}図る。", "地域とともに支え合い、".repeat(5))]);
}

#[test]
fn headings_may_be_set_by_hand() {
    check(
        "<p><b><font size=5>緑の計画</font></b><br>進める。<br><b><font size=1>ア　施策</font></b><br>広げる。</p>",
        &["* %150 緑の計画", "進める。", "* ア　施策", "広げる。"],
    );
    check(
        "<p style='font-size:24px'>方針</p><p>市は<b>対話</b>を進める。</p><p><span style='font-weight:bold'>施策</span></p>",
        &["%150 方針", "市は対話を進める。", "* 施策"],
    );
    // Where everything is set so, it is running text.
    check("<font size=2><b>進める。<p>施策<p>広げる。</b>", &["進める。", "施策", "広げる。"]);
}

#[test]
fn the_name_of_the_page_is_its_title_where_no_heading_is() {
    let titled = |title: &str, body: &str| {
        let page = format!("<title>{title}</title><body>{body}");
        shown(&extract(page.as_bytes()).unwrap())
    };
    let text = "<p>進める。</p>";
    assert_eq!(titled("緑の計画｜緑川市", text), ["= 緑の計画", "~ 緑川市", "進める。"]);
    assert_eq!(titled("緑川市公式サイト - 緑の計画", text), ["~ 緑川市公式サイト", "= 緑の計画", "進める。"]);
    assert_eq!(titled("緑の計画 – 緑川市", text), ["= 緑の計画", "~ 緑川市", "進める。"]);
    assert_eq!(titled("緑の計画", "<h1>計画</h1>進める。"), ["~ 緑の計画", "= 計画", "進める。"]);
    assert_eq!(titled("緑の計画", "<h2>緑の計画</h2>進める。"), ["~ 緑の計画", "= 緑の計画", "進める。"]);
}

#[test]
fn lists_have_the_marks_browsers_print() {
    check("<ul><li>支える。<li>（１）守る。</ul>", &["・支える。", "（１）守る。"]);
    check(
        "<ol><li>支える。<ul><li>見守る。</ul><li value=5>守る。<li>直す。</ol>",
        &["1. 支える。", "　・見守る。", "5. 守る。", "6. 直す。"],
    );
    check("<ol reversed><li>支える。<li>守る。</ol>", &["2. 支える。", "1. 守る。"]);
    check(
        "<ol type=a start=27><li>支える。</ol><ol type=I start=4><li>守る。</ol>",
        &["aa. 支える。", "IV. 守る。"],
    );
}

#[test]
fn a_term_is_the_label_of_what_is_said_of_it() {
    check(
        "<dl><dt>目的<dd>守る。<dt>対象：<dd><p>世帯</p><p>団体</p></dl>",
        &["目的：守る。", "対象：世帯", "　団体"],
    );
    check("<dl><dt>Ｑ１　なぜですか。<dd>守る。</dl>", &["Ｑ１　なぜですか。", "　守る。"]);
    check(
        "<dl><dt>区分<dt>目的<dd><ul><li>守る。</ul></dl>広げる。",
        &["区分", "目的", "　・守る。", "広げる。"],
    );
    check("<dl><dt><h3>目的</h3><dd>守る。</dl>", &["### 目的", "　守る。"]);
    let page = "<h2>施策</h2><p>進める。</p><dl><dt>支援の内容<dd><ul><li>守る。</ul></dl><p>広げる。</p>";
    let facts: Vec<LineFacts> = extract(page.as_bytes()).unwrap().lines;
    assert_eq!(facts.iter().filter(|facts| facts.rank == Rank::Body).count(), 1);
}

#[test]
fn tables_of_data_are_rows() {
    check(
        "<table><caption>表１</caption><tr><th rowspan=2>指標<th colspan=2>値<tr><th>現状<th>目標\
         <tr><td>受診<br>率<td>50<td>60<tr><td colspan=3>資料：市</table>進める。",
        &["| 表１", "| 指標\t値\t値", "| 指標\t現状\t目標", "| 受診率\t50\t60", "| 資料：市", "進める。"],
    );
    // A span that reaches beyond the table, and one beyond a short row.
    check("<table><tr><td>一<td rowspan=65535>二<tr><td>三<tr></table>", &["| 一\t二", "| 三\t二", "| \t二"]);
    let extract = extract(b"<table><tr><td>1<td>2<tr><td><td><tr><td>3<td>4</table>").unwrap();
    let rows: Vec<_> =
        extract.lines.iter().filter_map(|facts| facts.row).map(|row| (row.table, row.row)).collect();
    assert_eq!(rows, [(1, 1), (1, 3)]);
}

#[test]
fn tables_that_place_text_are_none() {
    check(
        "<table><tr><td><table><tr><td>計画<td>緑<tr><td>年<td>6</table><td><h2>施策</h2>進める。</table>",
        &["| 計画\t緑", "| 年\t6", "## 施策", "進める。"],
    );
    check("<table><tr><td>進める。<tr><td>守る。</table>", &["進める。", "守る。"]);
    check("<table role=presentation><tr><td>進める。<td>守る。</table>", &["進める。", "守る。"]);
}

#[test]
fn what_is_not_shown_is_not_read() {
    check(
        "<script>var a = '<p>見えない。</p>';</script><style>p{}</style><noscript>見えない。</noscript>\
         <p hidden>見えない。<p style='display: none'>見えない。<p aria-hidden=true>見えない。\
         <!-- 見えない。 --><p>見<span style='display:none'>えない</span>える。<select><option>見えない</select>",
        &["見える。"],
    );
    check(
        "<p><ruby>激<rp>（</rp><rt>げき</rt><rp>）</rp>甚<rt>じん</ruby>化に備える。",
        &["激甚化に備える。"],
    );
    check("<p>DX&nbsp;&amp;&#12316;&hellip;を\n進める。</p>", &["DX\u{a0}&〜…を進める。"]);
    check(
        "<template><p>見えない。</p></template><dialog><p>見えない。</p></dialog>\
         <details><summary>詳しく</summary>見える。</details>",
        &["詳しく", "見える。"],
    );
}

#[test]
fn sentences_that_are_hidden_are_counted() {
    let page = "<p>見える。<span hidden>隠す。</span></p><div style='display: none'><p>一。</p><p>二。</p></div>\
                <ul style='visibility:hidden'><li>menu</ul><script>「。」</script><p aria-hidden=true>飾り。</p>";
    let extract = extract(page.as_bytes()).unwrap();
    assert_eq!(shown(&extract), ["見える。"]);
    assert_eq!(extract.problems, [Problem::LeftOut { what: Omission::HiddenWords, count: 2 }]);
}

#[test]
fn what_is_struck_out_is_withdrawn() {
    let page = "<p>目標は<del>５０</del><ins>６０</ins>％とする。<s>やめる。</s></p><del><p>一</p><p>二</p></del>\
                <p style='TEXT-DECORATION: underline line-through'>見直す。</p><strike> </strike>\
                <p><b>守<s>ら</b>ない。</s>る。</p>";
    let extract = extract(page.as_bytes()).unwrap();
    assert_eq!(shown(&extract), ["目標は６０％とする。", "守る。"]);
    assert_eq!(extract.problems, [Problem::LeftOut { what: Omission::Withdrawn, count: 5 }]);
    check("<p style='text-decoration:none'>進める。</p>", &["進める。"]);
}

#[test]
fn what_stands_on_every_page_stands_beside_the_text() {
    let menu = "<ul><li><a href=/a>くらし</a><li><a href=/b>計画</a></ul>";
    let text = "<h2>施策</h2><p>公園を広げ、市民とともに守り育てる。</p>";
    for page in [
        format!("<header>緑川市</header><nav>{menu}</nav><main>{text}</main><footer>本町１</footer>"),
        format!("<div id=head>緑川市{menu}</div><div id=tmp_contents>{text}</div><div id=foot>本町１</div>"),
        format!(
            "<div class='l-gnav'>緑川市{menu}</div><div class=mainContents>{text}</div><div id=footer>本町１</div>"
        ),
        format!(
            "<div>緑川市{menu}</div><div class=x1><div class=x2>{text}</div></div><div class=pagetop>本町１</div>"
        ),
        format!(
            "<table><tr><td>{menu}緑川市<tr><td><h2>関連</h2>{menu}<td>{text}</table><div class=copyright>本町１</div>"
        ),
    ] {
        let lines = shown(&extract(page.as_bytes()).unwrap());
        let body: Vec<_> = lines.iter().filter(|line| !line.starts_with("~ ")).collect();
        assert_eq!(body, ["## 施策", "公園を広げ、市民とともに守り育てる。"], "{page}");
        let aside = lines.concat();
        assert!(["緑川市", "くらし", "本町１"].iter().all(|words| aside.contains(words)), "{lines:?}");
    }
    check(
        "<p>ここから本文です。</p><p>ホーム > 市政 > 計画</p><h2>施策</h2><p>公園を広げる。</p>\
         <h2>お問い合わせ</h2><p>企画課が答える。</p><h2>財源</h2><p>基金を使う。</p><p>ページの先頭へ戻る</p>",
        &[
            "~ ここから本文です。",
            "~ ホーム > 市政 > 計画",
            "## 施策",
            "公園を広げる。",
            "~ お問い合わせ 企画課が答える。",
            "## 財源",
            "基金を使う。",
            "~ ページの先頭へ戻る",
        ],
    );
}

#[test]
fn tags_may_be_left_open_or_closed_crosswise() {
    check(
        "<p>進める。<p>守る。<h2>施策<h3>一</h2>図る。",
        &["進める。", "守る。", "## 施策", "### 一", "図る。"],
    );
    check("<b><p>進める</b>ことにする。</p>守る。</div></td>図る。", &["進めることにする。", "守る。図る。"]);
    check("進める。</body></html>守る。", &["進める。守る。"]);
    check("<table><tr><td>1</div></table><p>守る。", &["1", "守る。"]);
}

/// A page may be made to break programs: time and memory stay in proportion to its bytes.
#[test]
fn depth_is_no_matter() {
    for (tags, count) in [
        ("<div>", 100_000),
        ("<b>", 2_000),
        ("<font size=5>", 2_000),
        ("<ul><li>", 2_000),
        ("<table><tr><td>", 2_000),
        ("<dl><dd>", 2_000),
        ("<ruby><rt>", 2_000),
        ("<h1>", 2_000),
        ("<nav><p>", 2_000),
    ] {
        let nested = format!("<p>進める。</p>{}守る。{}", tags.repeat(count), "</div>".repeat(count));
        let _ = extract(nested.as_bytes());
        let _ = extract(format!("{}<p>進める。", format!("{tags}守る。").repeat(count)).as_bytes());
    }
    assert_eq!(extract(b"<div></div>"), Err(Problem::Empty));
}

#[test]
fn every_encoding_is_read_whatever_the_page_says() {
    let page =
        |meta: &str| format!("<html><head>{meta}</head><h1>緑の計画</h1><p>①市民と進める。</p></html>");
    let meta =
        |label: &str| page(&format!("<meta http-equiv=Content-Type content='text/html; charset={label}'>"));
    for source in [page(""), meta("shift_jis"), meta("UTF-8"), meta("x-unheard-of"), meta("utf-16")] {
        for charset in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP, UTF_8] {
            let (bytes, _, _) = charset.encode(&source);
            assert_eq!(
                shown(&extract(&bytes).unwrap()),
                ["= 緑の計画", "①市民と進める。"],
                "{charset:?} {source}"
            );
        }
    }
}

fn fixture(file: &str) -> Extract {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/html").join(file);
    extract(&fs::read(path).unwrap()).unwrap()
}

/// One plan, as a page of today, placed by tables with headings set by hand, and in a frame of blocks.
#[test]
fn a_plan_is_the_same_on_every_kind_of_page() {
    let words = |file: &str| {
        let extract = fixture(file);
        let lines = extract.text.lines().zip(&extract.lines);
        let text = lines.filter(|(_, facts)| facts.part != Part::Furniture);
        text.map(|(line, _)| line.to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>()
    };
    let plan = words("a_modern.html");
    assert_eq!(plan.len(), 34);
    assert_eq!(plan[0], "第６次みどり市総合計画");
    assert_eq!(plan[33], "③　市債残高を令和11年度末までに280億円以下とする。");
    for file in [
        "b_table_sjis.html",
        "c_cms_div_euc.html",
        "enc_nometa_cp932.html",
        "enc_nometa_euc_jp.html",
        "enc_nometa_iso2022_jp.html",
        "enc_nometa_utf-8.html",
        "enc_wrongmeta.html",
    ] {
        assert_eq!(words(file), plan, "{file}");
    }
    let levels = |file: &str| {
        let extract = fixture(file);
        let facts = extract.lines.into_iter();
        facts.filter(|facts| matches!(facts.rank, Rank::Heading(_)) || facts.bold).count()
    };
    assert_eq!([levels("a_modern.html"), levels("b_table_sjis.html"), levels("c_cms_div_euc.html")], [13; 3]);
}
