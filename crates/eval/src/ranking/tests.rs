use super::*;
use crate::parse_queries;

/// Statements a to f of one file, each on two lines of its own: a on 1–2, b on 11–12, …
fn gold() -> Gold {
    let case = |(index, id): (usize, char)| {
        let line = index * 10 + 1;
        format!(
            r#"{{"id":"{id}","file":"x/plan.txt","start_line":{line},"end_line":{},"section_path":[],"text":"文{id}","kind":"policy"}}"#,
            line + 1
        )
    };
    let cases: Vec<String> = "abcdef".chars().enumerate().map(case).collect();
    Gold::parse(&cases.join("\n"), "").unwrap()
}

/// The answer that has these statements in this order; `-` is a hit nobody wants.
fn answer(order: &str) -> Vec<Found> {
    let hit = |c: char| match "abcdef".find(c) {
        Some(index) => Found::at("plan.txt", (index * 10 + 1, index * 10 + 2)),
        None => Found::at("plan.txt", (901, 902)),
    };
    order.chars().map(hit).collect()
}

fn queries(relevant: &str) -> Vec<Query> {
    let text = format!(
        r#"{{"id":"q1","query":"DX","type":"keyword","filters":{{"year":2024}},"relevant":{{{relevant}}}}}"#
    );
    parse_queries(&text, &gold()).unwrap()
}

fn judged(relevant: &str, order: &str) -> RankingReport {
    judge_ranking(&gold(), &queries(relevant), |question| {
        assert_eq!(question.filters["year"], ["2024"]);
        answer(order)
    })
}

#[track_caller]
fn check(relevant: &str, order: &str, [ndcg, recall, capped_recall, mrr]: [f64; 4]) {
    let figures = judged(relevant, order).total.figures.unwrap();
    let near = |a: f64, b: f64| (a - b).abs() < 1e-4;
    assert!(
        near(figures.ndcg, ndcg)
            && near(figures.recall, recall)
            && near(figures.capped_recall, capped_recall)
            && near(figures.mrr, mrr),
        "{figures:?}"
    );
}

const ABC: &str = r#""a":2,"b":1,"c":2"#;

/// Worked out by hand: the discounts are 1, 0.6309, 0.5, 0.4307, 0.3869; the ideal order of [`ABC`] gains
/// 3 + 3 × 0.6309 + 1 × 0.5 = 5.3928.
#[test]
fn figures_are_those_of_the_books() {
    check(ABC, "acb", [1.0, 1.0, 1.0, 1.0]);
    // 1 + 3 × 0.6309 + 3 × 0.5 = 4.3928.
    check(ABC, "bac", [0.8146, 1.0, 1.0, 1.0]);
    // 3 × 0.6309 + 3 × 0.3869 = 3.0534.
    check(ABC, "-a--c", [0.5662, 2.0 / 3.0, 2.0 / 3.0, 0.5]);
    check(ABC, "", [0.0; 4]);
    // The eleventh hit is outside of the ten and inside of the twenty, the twenty-first is outside of both.
    check(ABC, "----------a---------c", [0.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 11.0]);
}

#[test]
fn several_hits_on_one_statement_count_once() {
    // The second hit on `a` is an empty place: 3 + 3 × 0.5 + 1 × 0.4307 = 4.9307.
    check(ABC, "aacb", [0.9143, 1.0, 1.0, 1.0]);
    let half = |lines| Found::at("x/plan.txt", lines);
    let gold = gold();
    let a = &gold.statements[0];
    assert!(half((1, 1)).stands_for(a) && half((2, 3)).stands_for(a) && half((1, 9)).stands_for(a));
    assert!(!half((3, 4)).stands_for(a) && !half((2, 5)).stands_for(&gold.statements[1]));
    assert!(!Found::at("y/plan.txt", (1, 2)).stands_for(a));
}

#[test]
fn one_hit_on_several_statements_brings_the_gain_of_one() {
    let gold = gold();
    let report = judge_ranking(&gold, &queries(r#""a":2,"b":2"#), |_| vec![Found::at("plan.txt", (1, 12))]);
    let figures = report.total.figures.unwrap();
    // 3 of 3 + 3 × 0.6309.
    assert!((figures.ndcg - 0.6131).abs() < 1e-4, "{figures:?}");
    assert_eq!(figures.recall, 1.0);
}

#[test]
fn silence_is_right_where_nothing_answers() {
    let silent = judged("", "");
    assert_eq!((silent.total.answerable, silent.total.unanswerable, silent.total.silent), (0, 1, 1));
    assert_eq!((silent.total.figures, silent.misses.len()), (None, 0));
    let loud = judged(r#""a":0"#, "-a");
    assert_eq!((loud.total.unanswerable, loud.total.silent), (1, 0));
    assert_eq!(loud.misses[0].instead.iter().map(|hit| hit.rank).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(loud.misses[0].instead[1].text.as_deref(), Some("文a"));
}

#[test]
fn a_miss_names_the_best_that_is_not_there() {
    let mut hits = answer("-d--------cb");
    hits[10].explain = Some("同義語".into());
    let report = judge_ranking(&gold(), &queries(r#""a":2,"b":1,"c":2,"d":1"#), |_| hits.clone());
    let miss = &report.misses[0];
    let wanted: Vec<_> = miss.wanted.iter().map(|wanted| (wanted.id.as_str(), wanted.rank)).collect();
    assert_eq!(wanted, [("a", None), ("c", Some(11)), ("b", Some(12))]);
    assert_eq!(miss.wanted[1].explain.as_deref(), Some("同義語"));
    assert_eq!((miss.irrelevant, miss.instead.len(), miss.instead[1].rank), (9, 5, 3));
    assert!(judged(ABC, "bca----").misses.is_empty(), "everything is there");
}

#[test]
fn a_later_run_is_compared_with_an_earlier_one() {
    let stored = serde_json::to_string(&judged(ABC, "bac")).unwrap();
    let earlier: RankingReport = serde_json::from_str(&stored).unwrap();
    assert_eq!(judged(ABC, "bac").difference(&earlier), Difference::default());
    let better = judged(ABC, "acb").difference(&earlier);
    assert_eq!((better.better.len(), better.worse.len()), (1, 0));
    assert_eq!((better.better[0].measure, better.better[0].now), (Measure::Ndcg, 1.0));
    let worse = judged(ABC, "bca----------------------").difference(&judged(ABC, "bca"));
    assert_eq!(worse, Difference::default(), "what comes after all that is wanted changes nothing");
    let other = judged("", "-").difference(&judged("", ""));
    assert_eq!(
        (other.worse[0].measure, other.worse[0].before, other.worse[0].now),
        (Measure::Silence, 1.0, 0.0)
    );
    assert_eq!(RankingReport::default().difference(&earlier).gone, ["q1"]);
}

#[test]
fn a_query_names_statements_that_are_there() {
    let text = r#"{"id":"q1","query":"DX","type":"keyword","relevant":{"z":2}}"#;
    let error = parse_queries(text, &gold()).unwrap_err().to_string();
    assert_eq!(error, "`z`, which answers query `q1`, is none of the statements");
}
