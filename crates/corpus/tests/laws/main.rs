//! What holds of every document that is read, whatever its text.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a case that cannot go on has failed")]

mod damaged;
#[path = "../../../../tests/fixtures/dice.rs"]
mod dice;
mod hostile;
mod paper;

use kurabe_corpus::read;
use kurabe_model::{
    Document, DocumentFacts, DocumentKind, Encoding, Fact, Heading, Origin, Problem, Severity, Warned,
};
use paper::paper;
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
        check_heading(source, &section.heading)?;
    }
    if let Some(title) = &outline.title {
        check_heading(source, title)?;
    }
    for target in statements.iter().flat_map(|statement| &statement.targets) {
        prop_assert!(target.value.is_finite());
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
    fn papers_of_all_sorts(source in paper()) {
        check(&source)?;
    }

    #[test]
    fn strings_of_all_sorts(source in any::<String>()) {
        check(&source)?;
    }

    #[test]
    fn reading_twice_gives_the_same(source in paper()) {
        prop_assert_eq!(read(facts(), source.as_bytes()), read(facts(), source.as_bytes()));
    }

    /// A name is made from the words, of twins from their headings too: what comes before changes no name but
    /// the bare one of the same words.
    #[test]
    fn names_survive_other_text(before in sentences(), own in sentences()) {
        let paper = |sentences: &[String]| {
            sentences.iter().map(|sentence| format!("・{sentence}\n")).collect::<String>()
        };
        let own = paper(&own);
        let alone = read(facts(), format!("計画の方針\n１ 施策\n{own}").as_bytes()).value;
        let below = format!("計画の方針\n１ 背景\n{}２ 施策\n{own}", paper(&before));
        let below = read(facts(), below.as_bytes()).value;
        let named = |document: &Document| -> Vec<_> {
            document.statements.iter().map(|s| (s.text.clone(), s.id.clone())).collect()
        };
        let (alone, below) = (named(&alone), named(&below));
        let times = |named: &[(String, _)], text: &str| named.iter().filter(|(other, _)| other == text).count();
        for (text, id) in &alone {
            if times(&alone, text) > 1 || times(&below, text) == 1 {
                prop_assert!(below.contains(&(text.clone(), id.clone())), "{text} is no longer called {id}");
            }
        }
    }

    /// Paragraphs set in a column give the statements they give on one line each.
    #[test]
    fn wrapped_text_reads_as_unwrapped(paragraphs in prop::collection::vec(paragraph(), 4..12), width in 30usize..=40) {
        let dense = |document: Document| -> Vec<String> {
            document.statements.iter().map(|s| s.text.split_whitespace().collect()).collect()
        };
        let unwrapped: String = paragraphs.iter().map(|paragraph| format!("　{paragraph}\n")).collect();
        let wrapped: String = paragraphs.iter().map(|paragraph| wrap(paragraph, width)).collect();
        let mut lines: Vec<&str> = wrapped.lines().collect();
        let count = lines.len();
        lines.sort_unstable();
        lines.dedup();
        prop_assume!(lines.len() == count);
        let head = "計画の方針\n\n１　施策の推進\n\n";
        let read = |text: &str| read(facts(), format!("{head}{text}").as_bytes()).value;
        prop_assert_eq!(dense(read(&wrapped)), dense(read(&unwrapped)), "{}", wrapped);
    }
}

fn check_heading(source: &str, heading: &Heading) -> Result<(), TestCaseError> {
    for piece in heading.span.pieces() {
        prop_assert!(source.is_char_boundary(piece.start) && source.is_char_boundary(piece.end));
    }
    // Pieces may be read in another order than they are printed in: 基本 / 施策…2 is 基本施策2 ….
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    };
    let (printed, read) = (letters(&heading.span.text(source)), letters(&heading.text));
    prop_assert_eq!(printed, read, "the span cuts the heading {} from the source", &heading.text);
    Ok(())
}

/// Sentences that commit.
fn sentences() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(sentence(), 1..12)
}

fn sentence() -> impl Strategy<Value = String> {
    let clause = prop::sample::select(vec![
        "市民、事業者及び団体との協働により、",
        "老朽化した公共施設の更新に当たっては、",
        "子どもから高齢者まで誰もが安心して暮らせるよう、",
        "限られた財源の中で、",
        "デジタル技術の活用と職員の育成により、",
        "「緑のまち」を合言葉に、",
        "災害に備え（地震、風水害等）、",
    ]);
    let end = prop::sample::select(vec![
        "地域の課題の解決に取り組みます。",
        "計画的な修繕と更新を進めます。",
        "切れ目のない支援を行います。",
        "持続可能な行財政運営を推進します。",
        "窓口の利便性の向上を図ります。",
        "相談体制を充実します。",
    ]);
    // A word of its own: lines that come again are read as what comes again, a heading or a page's.
    let own = "[緑川山田森林海空花鳥風光星橋港里]{3,8}";
    (prop::collection::vec(clause, 1..4), own, end)
        .prop_map(|(clauses, own, end)| format!("{own}では、{}{end}", clauses.concat()))
}

/// Paragraphs long enough to be wrapped: a column shows by lines that end at its edge.
fn paragraph() -> impl Strategy<Value = String> {
    prop::collection::vec(sentence(), 3..6).prop_map(|sentences| sentences.concat())
}

#[test]
fn divisions_behind_a_table_or_targets_are_in_charge_of_the_whole_measure() {
    let departments = |ends: &str| -> Vec<Vec<String>> {
        let source = format!(
            "施策１ 医療\n【取組】\n① 在宅医療\n診療所を支援する。\n{ends}施策２ 観光\n【取組】\n① 宿泊\n宿を増やす。\n"
        );
        let statements = read(facts(), source.as_bytes()).value.statements;
        statements.into_iter().map(|said| said.departments).collect()
    };
    let theirs = vec!["医療課".to_owned()];
    let table = departments("【年次計画】\n派遣 1人 2人 3人\n担当課：医療課\n");
    assert_eq!(table, [theirs.clone(), Vec::new()]);
    let targets = departments("【数値目標】\n・診療所　５か所\n\n担当課：医療課\n");
    assert_eq!(targets, [theirs.clone(), theirs.clone(), Vec::new()]);
    let own = departments("【数値目標】\n・診療所　５か所\n（医療課）\n・病床　９床\n（病院課）\n");
    assert_eq!(own, [Vec::new(), theirs, vec!["病院課".to_owned()], Vec::new()]);
}

#[test]
fn twins_are_told_apart_by_their_headings() {
    let ids = |source: &str| -> Vec<String> {
        let statements = read(facts(), source.as_bytes()).value.statements;
        statements.into_iter().map(|statement| statement.id.to_string()).collect()
    };
    let two = ids("１ 福祉\n・協働を進める。\n２ 環境\n・協働を進める。\n");
    let three = ids("１ 教育\n・協働を進める。\n２ 福祉\n・協働を進める。\n３ 環境\n・協働を進める。\n");
    assert_eq!(three[1..], two, "one more in front renames nobody");
    let counted = ids("１ 福祉\n・協働を進める。\n・対話を進める。\n・協働を進める。\n");
    assert_eq!(counted[2], format!("{}-2", counted[0]));
    let again = ids("１ 福祉\n・協働を進める。\n・対話を進める。\n");
    assert!(counted[0].starts_with(&again[0]), "the bare name begins those of the twins");
}

/// A paragraph in a column of `width` characters, its first line indented; no line begins with a full stop, a
/// comma or a closing bracket, they hang over the edge.
fn wrap(paragraph: &str, width: usize) -> String {
    let (mut text, mut on_line) = ("　".to_owned(), 1);
    for c in paragraph.chars() {
        if on_line >= width && !matches!(c, '。' | '、' | '）' | '」') {
            text.push('\n');
            on_line = 0;
        }
        text.push(c);
        on_line += 1;
    }
    text + "\n"
}

#[test]
fn what_cannot_be_read_says_why() {
    let problem =
        |bytes: &[u8]| read(facts(), bytes).diagnostics.into_iter().map(|d| d.problem).collect::<Vec<_>>();
    assert_eq!(problem(b""), [Problem::Empty]);
    assert_eq!(problem("\u{feff}\n \n".as_bytes()), [Problem::Empty]);
    assert_eq!(problem(b"abc\xff"), [Problem::Garbled { line: 1, best: Some(Encoding::Utf8) }]);
    assert!(problem("- 1 -\n- 2 -\n".as_bytes()).contains(&Problem::NoStatements { written_lines: 2 }));
}
