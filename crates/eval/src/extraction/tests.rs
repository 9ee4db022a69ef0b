use kurabe_model::{DocumentFacts, DocumentKind, Fact, Outline, Span, StatementId, StatementKind, Target};

use super::*;

/// A statement: its line, its words, its numbers.
pub(crate) type Said<'a> = (usize, &'a str, &'a [(&'a str, f64)]);

/// A document without headings.
pub(crate) fn document(file: &str, statements: &[Said<'_>]) -> Document {
    let target = |&(text, value): &(&str, f64)| Target {
        text: text.into(),
        range: 0..text.len(),
        value,
        unit: "件".into(),
        comparator: Comparator::About,
        deadline: None,
    };
    let statement = |&(line, text, targets): &Said<'_>| Statement {
        id: StatementId::new(format!("plan-{line}")),
        section: None,
        text: text.into(),
        span: Span::new(std::iter::once(line..line + 1).collect(), line, line),
        marker: String::new(),
        kind: StatementKind::Policy,
        departments: vec!["観光課".into()],
        targets: targets.iter().map(target).collect(),
        deadlines: Vec::new(),
        fields: Vec::new(),
    };
    Document {
        facts: DocumentFacts {
            id: "plan".parse().unwrap(),
            municipality: Fact::curated("990019".parse().unwrap()),
            title: Fact::curated("計画".into()),
            kind: Fact::curated(DocumentKind::Other),
            fiscal_year: None,
            period: None,
            department: None,
            file: file.into(),
            source: String::new(),
            rights: String::new(),
        },
        outline: Outline::default(),
        statements: statements.iter().map(statement).collect(),
        rows: Vec::new(),
    }
}

fn case(line: usize, text: &str, departments: &str, targets: &[f64]) -> String {
    let targets: Vec<String> = targets
        .iter()
        .map(|value| format!(r#"{{"text":"{value}件程度","value":{value},"unit":"件","comparator":"~"}}"#))
        .collect();
    format!(
        r#"{{"file":"plan.txt","start_line":{line},"end_line":{line},"section_path":[],"text":"{text}","department":[{departments}],"kind":"policy","targets":[{}]}}"#,
        targets.join(",")
    )
}

#[test]
fn numbers_are_counted_and_not_statements() {
    let cases = [
        case(1, "催しを開く", r#""観光課""#, &[10.0, 20.0]),
        case(2, "道を直す", r#""観光課""#, &[5.0]),
        case(3, "歩く", r#""観光課","土木課""#, &[]),
    ];
    let gold = Gold::parse(&cases.join("\n"), "").unwrap();
    let document = document(
        "a/plan.txt",
        &[
            // One number of two, and one too many; the order does not matter.
            (1, "催しを 開く", &[("3件程度", 3.0), ("10件程度", 10.0)]),
            // Other words: the number of the case is missing and this one extra.
            (2, "道を掘る", &[("5件程度", 5.0)]),
            (3, "歩く", &[]),
        ],
    );
    let report = judge(&gold, &[Reading { document: &document, source: "" }]).unwrap();
    assert_eq!(report.total.statements, Counts { gold: 3, read: 3, right: 2 });
    assert_eq!(report.total.targets, Counts { gold: 3, read: 3, right: 1 });
    let told: Vec<_> =
        report.misses.iter().map(|miss| (miss.wrong, miss.expected.as_str(), miss.found.as_str())).collect();
    assert_eq!(
        told,
        [
            (
                Wrong::Targets,
                "10件程度 (≈ 10 件)、20件程度 (≈ 20 件)",
                "3件程度 (≈ 3 件)、10件程度 (≈ 10 件)"
            ),
            (Wrong::Missing, "道を直す", "道を掘る"),
            (Wrong::Departments, "観光課、土木課", "観光課"),
            (Wrong::Extra, "", "道を掘る"),
        ]
    );
}

#[test]
fn a_paper_may_have_no_statement() {
    let gold = Gold::parse("", r#"{"file":"plan.txt","line":1,"label":"toc"}"#).unwrap();
    let silent = document("plan.txt", &[]);
    let report = judge(&gold, &[Reading { document: &silent, source: "目次\n" }]).unwrap();
    assert_eq!((report.files.len(), report.misses.len()), (1, 0));
    assert_eq!(report.total.statements.f1(), None, "there is nothing to have a share of");

    let document = document("plan.txt", &[(1, "目次", &[])]);
    let report = judge(&gold, &[Reading { document: &document, source: "目次\n" }]).unwrap();
    let wrong: Vec<Wrong> = report.misses.iter().map(|miss| miss.wrong).collect();
    assert_eq!(wrong, [Wrong::Extra, Wrong::Forbidden]);
    assert_eq!(report.total.statements.precision(), Some(0.0));
}
