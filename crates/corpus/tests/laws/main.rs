//! What holds of every document that is read, whatever its text.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a case that cannot go on has failed")]

use kurabe_corpus::read;
use kurabe_model::{Document, DocumentFacts, DocumentKind, Fact, Origin, Problem, Severity, Warned};
use proptest::prelude::*;

fn facts() -> DocumentFacts {
    let curated = Origin::Curated;
    DocumentFacts {
        id: "midori-2024".parse().unwrap(),
        municipality: Fact { value: "131105".parse().unwrap(), origin: curated },
        title: Fact { value: "計画".into(), origin: curated },
        kind: Fact { value: DocumentKind::Other, origin: curated },
        fiscal_year: None,
        period: None,
        department: None,
        file: "midori/midori-2024.txt".into(),
        source: String::new(),
        rights: String::new(),
    }
}

/// Lines as official papers have them, and lines they never have.
fn line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "第１章　総則",
        "第2節 現状",
        "１ 施策の推進",
        "(2) 財政",
        "（３）",
        "①政策",
        "ア　職員",
        "Ⅳ 行財政",
        "1-2 方針",
        "方針１ 平和",
        "【目標指標】",
        "■子育て",
        "○区民の声を聴きます。",
        "- ・要綱の策定",
        "・件数 10件以上",
        "市民参加を進める。",
        "計画の推進に当たっては、市民、",
        "事業者と連携して取り組みます",
        "ている。また、",
        "目 次",
        "第１章 総則……… 3",
        "- 12 -",
        "◦ 62 ◦",
        "第",
        "６",
        "章",
        "高齢者 1 2 3 4",
        "（単位：千円）",
        "（企画課、財政課）",
        "令和７年４月１日",
        "市長 山田 太郎",
        "記",
        "写真：祭り",
        "※注",
        "令和９年度までに90％以上とする。",
        "1-5こうした",
        "㈱とⅣ",
        "　",
        "\u{c}",
        "👨‍👩‍👧 か\u{3099} ﾃﾞｼﾞﾀﾙ",
        "基本",
        "施策",
        "市民の視点2",
        "# 計画",
        "Smart",
        "City",
        "「",
        "」。",
    ]);
    prop_oneof![
        8 => prop::collection::vec(piece, 1..3).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        2 => Just(String::new()),
    ]
}

fn check(source: &str) -> Result<(), TestCaseError> {
    let Warned { value: document, diagnostics } = read(facts(), source.as_bytes());
    let Document { outline, statements, .. } = document;
    let mut end = 0;
    let lines = source.split('\n').count();
    for statement in &statements {
        let span = &statement.span;
        prop_assert_eq!(&span.text(source), &statement.text);
        prop_assert!(!statement.text.trim().is_empty());
        prop_assert!(span.extent().start >= end, "statements are disjoint and in order");
        end = span.extent().end;
        prop_assert!(1 <= span.first_line && span.first_line <= span.last_line && span.last_line <= lines);
        for piece in span.pieces() {
            prop_assert!(source.is_char_boundary(piece.start) && source.is_char_boundary(piece.end));
            let compact: String = source[piece.clone()].split_whitespace().collect();
            prop_assert!(!compact.is_empty());
        }
        for target in &statement.targets {
            prop_assert_eq!(&statement.text[target.range.clone()], &target.text);
        }
        if let Some(section) = statement.section {
            prop_assert!(outline.section(section).is_some());
        }
    }
    for (index, section) in outline.sections.iter().enumerate() {
        prop_assert!(
            section.parent.is_none_or(|parent| parent.0 < index),
            "a parent comes before its children"
        );
        prop_assert!(!section.heading.text.trim().is_empty());
    }
    let mut ids: Vec<&str> = statements.iter().map(|statement| statement.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    prop_assert_eq!(ids.len(), statements.len(), "every statement has a name of its own");
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error);
    prop_assert!(failed || !statements.is_empty(), "never an empty success");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn papers_of_all_sorts(lines in prop::collection::vec(line(), 0..40)) {
        check(&lines.join("\n"))?;
    }

    #[test]
    fn strings_of_all_sorts(source in any::<String>()) {
        check(&source)?;
    }

    /// A name made from the words stays the same when other text comes before.
    #[test]
    fn names_survive_other_text(lines in prop::collection::vec(line(), 1..20)) {
        let source = lines.join("\n");
        let alone = read(facts(), source.as_bytes()).value;
        let again = read(facts(), format!("{source}\n").as_bytes()).value;
        let ids = |document: &Document| document.statements.iter().map(|s| s.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&alone), ids(&again));
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let problem =
        |bytes: &[u8]| read(facts(), bytes).diagnostics.into_iter().map(|d| d.problem).collect::<Vec<_>>();
    assert_eq!(problem(b""), [Problem::Empty]);
    assert_eq!(problem("\u{feff}\n \n".as_bytes()), [Problem::Empty]);
    assert_eq!(problem(b"abc\xff"), [Problem::NotUtf8 { offset: 3 }]);
    assert!(problem("- 1 -\n- 2 -\n".as_bytes()).contains(&Problem::NoStatements { lines: 2 }));
}
