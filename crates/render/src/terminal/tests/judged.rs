//! The tables of judged answers, for a reader of 80 columns.

use kurabe_eval::{
    CaseReport, Difference, Found, Gold, RankingReport, Reading, Report, ThemeReport, judge, judge_cases,
    judge_ranking, judge_themes, parse_cases, parse_queries,
};
use kurabe_model::Document;

use super::super::Reader;
use super::super::cases::cases;
use super::super::evaluation::evaluation;
use super::super::ranking::ranking;
use super::super::themes::themes;
use super::super::width::width;
use crate::reading::tests::document;
use crate::{Judgement, Lang, SignalMeasure, SignalRow, json};

/// Two statements with themes, and one that a reader did not find.
fn gold() -> Gold {
    let case = |(line, id): (usize, &str)| {
        format!(
            r#"{{"id":"{id}","file":"plan.txt","start_line":{line},"end_line":{line},"section_path":[],"text":"多様な主体との対話と連携を積極的に促進し、地域の課題をともに解決していく取組{id}","kind":"policy","themes":["partnership"],"department":["協働推進課"]}}"#
        )
    };
    let cases: Vec<String> = [(4, "a"), (6, "b"), (40, "c")].map(case).into();
    Gold::parse(&cases.join("\n"), "").unwrap()
}

fn hit(line: usize) -> Found {
    Found {
        explain: Some("協働 ≈ 共創（同義語）".into()), ..Found::at("wakaba/plan.txt", (line, line))
    }
}

fn ranked(first: usize) -> RankingReport {
    let gold = gold();
    let queries = [
        r#"{"id":"q1","query":"官民連携","type":"synonym","relevant":{"a":2,"c":1}}"#,
        r#"{"id":"q2","query":"給食費","type":"none","relevant":{}}"#,
    ];
    let queries = parse_queries(&queries.join("\n"), &gold).unwrap();
    judge_ranking(&gold, &queries, |_| [first, 6, 4].map(hit).into())
}

fn tried() -> CaseReport {
    let cases = [
        r#"{"case":"same","category":"width","description":"全角と半角","queries":["1","2"]}"#,
        r#"{"case":"first","category":"width","description":"一箇所だけ","query":"3","file":"plan.txt","line":4,"within":3}"#,
        r#"{"case":"only","category":"filter","description":"市を名前で","query":"4","kind":"policy"}"#,
        r#"{"case":"none","category":"none","description":"計画にない","query":"5"}"#,
        r#"{"case":"none","category":"none","description":"計画にない","query":""}"#,
    ];
    let cases = parse_cases(&cases.join("\n")).unwrap();
    judge_cases(&cases, |question| {
        question.query.parse().map(|line: usize| vec![hit(line)]).unwrap_or_default()
    })
}

fn themed() -> ThemeReport {
    let document = document("計画");
    let reading = Reading { document: &document, source: "" };
    let given = |_: &Document, statement: &kurabe_model::Statement| match statement.span.first_line {
        4 => vec!["partnership".to_owned()],
        _ => vec!["dx".to_owned()],
    };
    judge_themes(&gold(), &[reading], given).unwrap()
}

fn read() -> Report {
    let document = document("計画");
    judge(&gold(), &[Reading { document: &document, source: "" }]).unwrap()
}

fn written(lang: Lang, write: impl Fn(&mut Vec<u8>, Reader)) -> String {
    let mut out = Vec::new();
    write(&mut out, Reader { lang, color: false, width: Some(80) });
    String::from_utf8(out).unwrap()
}

#[test]
fn a_ranking_is_told_with_its_reasons() {
    let difference = ranked(6).difference(&ranked(4));
    let text = written(Lang::Japanese, |out, reader| {
        ranking(out, reader, &ranked(6), Some(&difference)).unwrap();
    });
    let expected = "\
種類     検索  nDCG@10  再現率@20  上限比    MRR  該当なし
synonym     1    0.413      0.500   0.500  0.333         –
none        1        –          –       –      –       0/1
全体        2    0.413      0.500   0.500  0.333       0/1

悪化: 1
  0.826 → 0.413  nDCG@10  q1 官民連携

0.413 q1 官民連携
  上位10件にない: 1
    – *  c  多様な主体との対話と連携を積極的に促進し、地域の課題をともに解決し…
  無関係: 2
    1    wakaba/plan.txt:6-6  多様な主体との対話と連携を積極的に促進し、地域の…
         協働 ≈ 共創（同義語）
    2    wakaba/plan.txt:6-6  多様な主体との対話と連携を積極的に促進し、地域の…
         協働 ≈ 共創（同義語）

q2 給食費
  無関係: 3
";
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn typed_cases_say_why_they_do_not_hold() {
    let text = written(Lang::English, |out, reader| cases(out, reader, &tried()).unwrap());
    let expected = "\
sort    cases  right
width       2      0
filter      1      0
none        2      1
all         5      1

width: 1 / 2
  全角と半角
  `2` differs from rank 1: wakaba/plan.txt:2 and not wakaba/plan.txt:1

width: 3
  一箇所だけ
  it should be among the first 3 and is not found

filter: 4
  市を名前で
  rank 1 does not fulfil the filter: wakaba/plan.txt:4
  協働 ≈ 共創（同義語）

none: 5
  計画にない
  nothing should be found, but 1 came, first wakaba/plan.txt:5
  協働 ≈ 共創（同義語）
";
    assert_eq!(text, expected);
}

#[test]
fn themes_are_told_one_by_one() {
    let text = written(Lang::Japanese, |out, reader| themes(out, reader, &themed()).unwrap());
    let expected = "\
テーマ       正解  読取  一致F1  適合率  再現率
dx              0     1   0.000   0.000       –
partnership     3     1   0.500   1.000   0.333
全体            3     2   0.400   0.500   0.333

plan.txt:6-6
  多様な主体との対話と連携を積極的に促進し、地域の課題をともに解決していく取組b
  不足: partnership
  余分: dx
";
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn no_line_is_wider_than_80_columns() {
    let difference = ranked(4).difference(&RankingReport::default());
    for lang in [Lang::Japanese, Lang::English] {
        let text = [
            written(lang, |out, reader| ranking(out, reader, &ranked(6), Some(&difference)).unwrap()),
            written(lang, |out, reader| cases(out, reader, &tried()).unwrap()),
            written(lang, |out, reader| themes(out, reader, &themed()).unwrap()),
            written(lang, |out, reader| evaluation(out, reader, &read()).unwrap()),
        ]
        .concat();
        assert_eq!(text.lines().find(|line| width(line) > 80), None);
    }
}

fn signals() -> Vec<SignalRow> {
    let row =
        |name: &str, of, values: [f64; 3]| SignalRow { name: name.to_owned(), of, values: values.map(Some) };
    vec![
        row("question", SignalMeasure::Searches, [0.5, 0.25, 0.75]),
        row("", SignalMeasure::Auc, [0.99, 0.98, 0.995]),
    ]
}

#[test]
fn words_and_meaning_stand_side_by_side() {
    let mut out = Vec::new();
    let judgement = Judgement { signals: signals(), ..Judgement::default() };
    let reader = Reader { lang: Lang::English, width: Some(80), color: false };
    super::super::judgement(&mut out, reader, &judgement).unwrap();
    let said = String::from_utf8(out).unwrap();
    let expected = "\
# words and meaning
sort              words  meaning   both
question nDCG@10  0.500    0.250  0.750
all AUC           0.990    0.980  0.995
";
    assert_eq!(said, expected);
}

#[test]
fn programs_read_the_same() {
    let value = |write: &dyn Fn(&mut Vec<u8>)| -> serde_json::Value {
        let mut out = Vec::new();
        write(&mut out);
        serde_json::from_slice(&out).unwrap()
    };
    let judged = value(&|out| {
        let judgement = Judgement {
            reading: None,
            ranking: Some(ranked(6)),
            difference: Some(Difference::default()),
            cases: Some(tried()),
            comparisons: None,
            themes: Some(themed()),
            signals: signals(),
        };
        json::evaluation(out, json::Layout::Whole, &judgement).unwrap();
    });
    let ranking = &judged["ranking"];
    assert_eq!(ranking["queries"][0]["figures"]["recall"], 0.5);
    assert_eq!(ranking["queries"][1]["figures"], serde_json::Value::Null);
    assert_eq!(ranking["misses"][0]["instead"][0]["file"], "wakaba/plan.txt");
    assert!(ranking["difference"]["better"].is_array());
    let cases = &judged["cases"];
    assert_eq!(
        (&cases["total"]["right"], &cases["misses"][0]["fault"]["fault"]),
        (&1.into(), &"differs".into())
    );
    let signals = &judged["signals"];
    assert_eq!((&signals[0]["category"], &signals[0]["both"]), (&"question".into(), &0.75.into()));
    assert_eq!(signals[1]["measure"], "comparables_auc");
    let themes = &judged["themes"];
    assert_eq!((&themes["themes"][1]["theme"], &themes["total"]["f1"]), (&"partnership".into(), &0.4.into()));
}
