//! What is typed, and the one way of writing it becomes.

use super::laws::laws;
use super::*;

#[track_caller]
fn check(typed: &str, canonical: &str) {
    let asked = parse(typed);
    assert_eq!(asked.to_string(), canonical, "{typed}");
    assert_eq!(asked.notes, [], "{typed}");
    laws(typed);
}

/// As `check`, with what is noted: the kind, and the characters it is about.
#[track_caller]
fn noted(typed: &str, canonical: &str, notes: &[(NoteKind, &str)]) {
    let asked = parse(typed);
    let seen: Vec<_> =
        asked.notes.iter().map(|note| (note.kind, typed.get(note.range.clone()).unwrap())).collect();
    assert_eq!((asked.to_string().as_str(), seen.as_slice()), (canonical, notes), "{typed}");
    laws(typed);
}

#[test]
fn words() {
    for nothing in ["", " ", "　\t\n", "\u{200b}\u{feff}"] {
        check(nothing, "");
    }
    check("待機児童", "待機児童");
    check("　子育て  支援　\n計画\u{a0}\u{2003}案 ", "子育て 支援 計画 案");
    check("R&D Q&A ビルド&スクラップ PDCA／評価 国/都", "R&D Q&A ビルド&スクラップ PDCA／評価 国/都");
    check("Wi-Fi 1-2 ３－４ デ－タ 20−30", "Wi-Fi 1-2 ３－４ デ－タ 20−30");
    check("ORANGE ANDROID NOTE", "ORANGE ANDROID NOTE");
    check("らーめん やった! 何？", "らーめん やった! 何？");
    check("子育て、教育・福祉 【新規】相談 ～", "子育て、教育・福祉 【新規】相談 ～");
}

#[test]
fn phrases() {
    check("\"子育て 支援\"", "\"子育て 支援\"");
    check("＂子育て 支援＂", "\"子育て 支援\"");
    check("“子育て 支援”", "\"子育て 支援\"");
    check("”子育て 支援”", "\"子育て 支援\"");
    check("「子育て 支援」", "\"子育て 支援\"");
    check("『子育て 支援』", "\"子育て 支援\"");
    check("｢子育て 支援｣", "\"子育て 支援\"");
    check("\"　まち  づくり \"", "\"まち  づくり\"");
    check("市の「開かれた区政」", "市の \"開かれた区政\"");
    check("市の『開かれた区政』を\"推進\"する", "市の \"開かれた区政\" を \"推進\" する");
    check("「\"第2の\"ふるさと」", "「\"第2の\"ふるさと」");
    check("『「市民」と\"行政\"』", "『「市民」と\"行政\"』");
    check("\"A OR (B) -C: year:2024\"", "\"A OR (B) -C: year:2024\"");
}

#[test]
fn operators() {
    check("保育|教育 ｜ 福祉", "保育 OR 教育 OR 福祉");
    check("保育 or 教育 not 福祉", "保育 OR 教育 -福祉");
    check("保育 AND 教育", "保育 教育");
    check("保育　ＡＮＤ　教育　＆　福祉 & 医療 && 介護 ＆＆ 住宅", "保育 教育 福祉 医療 介護 住宅");
    check("保育 OR 教育", "保育 OR 教育");
    check(
        "保育　ＯＲ　教育 | 福祉 ｜ 医療 || 介護 ｜｜ 住宅",
        "保育 OR 教育 OR 福祉 OR 医療 OR 介護 OR 住宅",
    );
    check("「協働」&「参画」\"共創\"OR（連携）", "\"協働\" \"参画\" \"共創\" OR 連携");
    check("保育 NOT 補助金", "保育 -補助金");
    check("保育 AND ＮＯＴ 補助金 OR NOT 給付", "保育 -補助金 OR -給付");
    check("a b OR c d AND e", "a b OR c d e");
    check("NOT a OR b c", "-a OR b c");
}

#[test]
fn exclusion() {
    check("-補助金", "-補助金");
    check("保育 -補助金 －給付 −助成 !減免 ！免除 ーword", "保育 -補助金 -給付 -助成 -減免 -免除 -word");
    check("保育 ‐補助金 –給付 —助成 ―減免 ─免除 ｰ利用", "保育 -補助金 -給付 -助成 -減免 -免除 -利用");
    check("-\"子育て 支援\" －「保育 所」 !『幼児』", "-\"子育て 支援\" -\"保育 所\" -\"幼児\"");
    check(
        "-year:2024 －自治体：府中市 NOT 種別:background",
        "-year:2024 -municipality:府中市 -kind:background",
    );
    check("-(a OR b) !（c d）", "-(a OR b) -(c d)");
    check("--a !!b -!c -Wi-Fi", "-a -b -c -Wi-Fi");
    check("-（-a） NOT (NOT (b OR c))", "a (b OR c)");
    check("（a）-b「c」−「d」", "a b \"c\" \"d\"");
}

#[test]
fn brackets() {
    check("(保育 OR 教育) 無償化", "(保育 OR 教育) 無償化");
    check("（保育　ＯＲ　教育）　無償化", "(保育 OR 教育) 無償化");
    check("(a (b OR （c d）)) OR e", "a (b OR c d) OR e");
    check("((（a）))", "a");
    check("（仮称）子育て支援センター", "仮称 子育て支援センター");
    check("PPP（官民連携）", "PPP 官民連携");
    check("PFI OR PPP（官民連携） 手法", "PFI OR PPP 官民連携 手法");
    check("子育て（保育 OR 教育）支援(全般)", "子育て (保育 OR 教育) 支援 全般");
    check(
        "-PPP（官民連携） -（仮称）センター NOT 市の「区政」 x",
        "-(PPP 官民連携) -(仮称 センター) -(市の \"区政\") x",
    );
    check("-a（b OR -c（d））", "-(a (b OR -(c d)))");
}

#[test]
fn fields() {
    check("municipality:府中市", "municipality:府中市");
    check(
        "ｍｕｎｉ：府中市 City:目黒区 自治体：三鷹市 市:調布市",
        "municipality:府中市 municipality:目黒区 municipality:三鷹市 municipality:調布市",
    );
    check(
        "municipality-kind:市 団体種別：特別区 自治体の種類:町",
        "municipality-kind:市 municipality-kind:特別区 municipality-kind:町",
    );
    check("pref:東京都 都道府県：埼玉県 県:千葉県", "prefecture:東京都 prefecture:埼玉県 prefecture:千葉県");
    check(
        "dept:企画課 部署：財政課 担当課：広報課 担当:人事課 課:税務課",
        "department:企画課 department:財政課 department:広報課 department:人事課 department:税務課",
    );
    check("theme:DX テーマ：公民連携 ﾃｰﾏ:協働", "theme:DX theme:公民連携 theme:協働");
    check(
        "kind:policy 種別：target has:targets あり：数値目標",
        "kind:policy kind:target has:targets has:数値目標",
    );
    check(
        "doc:meguro-2024 文書：x document_kind:総合計画 文書種別：運営方針",
        "document:meguro-2024 document:x document-kind:総合計画 document-kind:運営方針",
    );
    check("heading:防災 見出し：福祉", "heading:防災 heading:福祉");
    check("year:2019..2024 年度：令和元年度..令和6年度", "year:2019..2024 year:令和元年度..令和6年度");
    check("年:2019〜2024 fy:2019-2024 year:..R3", "year:2019〜2024 year:2019-2024 year:..R3");
    check("自治体:府中市,目黒区，三鷹市、調布市､狛江市", "municipality:府中市,目黒区,三鷹市,調布市,狛江市");
    check("dept:\"企画 課\",「財政、課」、広報課", "department:\"企画 課\",\"財政、課\",広報課");
    check("dept:企画課（広報担当） (課:財政課)", "department:\"企画課（広報担当）\" department:財政課");
    check("文書:（仮称）第5次計画 year:2024\"防災\"", "document:\"（仮称）第5次計画\" year:2024 \"防災\"");
    check("a year:2020,R6 OR (市:府中市 b)", "a year:2020,R6 OR municipality:府中市 b");
}

#[test]
fn colons_that_part_nothing() {
    check(
        "例：待機児童 10:30 https://example.jp/a?b=c:d 3：1",
        "例：待機児童 10:30 https://example.jp/a?b=c:d 3：1",
    );
    check("例：「待機児童」 :a ：", "例： \"待機児童\" :a ：");
    check("\"year:2024\" doc:a:b", "\"year:2024\" document:a:b");
}

#[test]
fn what_cannot_be_meant_is_noted() {
    use NoteKind::*;
    noted("保育 \"認定こども 園 ", "保育 \"認定こども 園\"", &[(UnclosedQuote, "\"認定こども 園 ")]);
    noted("市の「区政", "市の \"区政\"", &[(UnclosedQuote, "「区政")]);
    noted("区政」を 』", "区政 を", &[(UnopenedQuote, "」"), (UnopenedQuote, "』")]);
    noted("a \"\" 「 」\"", "a", &[(EmptyQuote, "\"\" 「 」"), (UnclosedQuote, "\"")]);
    noted("a (b OR c", "a (b OR c)", &[(UnclosedBracket, "(")]);
    noted("-a（b ((c", "-(a b c)", &[(UnclosedBracket, "（"), (UnclosedBracket, "((")]);
    noted("1）保育 a))", "1 保育 a", &[(UnopenedBracket, "）"), (UnopenedBracket, "))")]);
    noted("a OR () b -（）c", "a OR b -c", &[(EmptyBrackets, "()"), (EmptyBrackets, "（）")]);
    noted(
        "OR a AND OR b NOT",
        "a b",
        &[(DanglingOperator, "OR"), (DanglingOperator, "OR"), (DanglingOperator, "NOT")],
    );
    noted(
        "a - b ！ (c OR)",
        "a b c",
        &[(DanglingOperator, "-"), (DanglingOperator, "！"), (DanglingOperator, "OR")],
    );
    noted("NOT -a & ＆ b", "-a b", &[(DanglingOperator, "NOT"), (DanglingOperator, "＆")]);
    noted("AND OR NOT", "", &[(DanglingOperator, "AND OR NOT")]);
    noted("munic:府中市 -町名:a", "munic:府中市 -町名:a", &[(UnknownField, "munic")]);
    noted("自治体： 府中市", "府中市", &[(EmptyValue, "自治体：")]);
    noted(
        "-year: a dept:b,,c、",
        "a department:b,c",
        &[(EmptyValue, "year:"), (EmptyValue, ","), (EmptyValue, "、")],
    );
    noted("year:\"2024", "year:2024", &[(UnclosedQuote, "\"2024")]);
    noted("課:(a OR b)", "a OR b", &[(EmptyValue, "課:")]);
}
