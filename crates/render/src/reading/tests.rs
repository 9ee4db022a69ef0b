use kurabe_model::{
    DocumentFacts, DocumentKind, Fact, Heading, MunicipalityKind, Section, SectionIndex, Span, StatementId,
    StatementKind,
};

use super::*;

pub(crate) fn municipality() -> Municipality {
    Municipality {
        code: "990019".parse().unwrap(),
        name: "若葉市".into(),
        kana: "ワカバシ".into(),
        prefecture: "架空県".into(),
        kind: MunicipalityKind::City,
    }
}

/// A document with a section, a section in it, and a statement in each.
pub(crate) fn document(title: &str) -> Document {
    let span = |line: usize| Span::new(std::iter::once(line..line + 1).collect(), line, line + 1);
    let section = |parent, text: &str, line| Section {
        parent,
        heading: Heading { text: text.into(), span: span(line) },
        departments: Vec::new(),
    };
    let statement = |section, text: &str, line| Statement {
        id: StatementId::new(format!("plan-{line}")),
        section: Some(SectionIndex(section)),
        text: text.into(),
        span: span(line),
        marker: "・".into(),
        kind: StatementKind::Policy,
        departments: Vec::new(),
        targets: Vec::new(),
        deadlines: Vec::new(),
        fields: Vec::new(),
    };
    Document {
        facts: DocumentFacts {
            id: "plan".parse().unwrap(),
            municipality: Fact::curated("990019".parse().unwrap()),
            title: Fact::curated(title.into()),
            kind: Fact::curated(DocumentKind::DepartmentPolicy),
            fiscal_year: None,
            period: None,
            department: None,
            file: "wakaba/plan.txt".into(),
            source: String::new(),
            rights: String::new(),
        },
        outline: Outline {
            title: Some(Heading { text: "運営方針".into(), span: span(1) }),
            sections: vec![
                section(None, "１ 市民との協働と、多様な主体による連携の推進", 3),
                section(Some(SectionIndex(0)), "（１）対話の場", 5),
            ],
        },
        statements: vec![
            statement(0, "協働によるまちづくりを、市民とともに着実に進めること。", 4),
            statement(1, "対話の場を広げること。", 6),
        ],
        rows: Vec::new(),
    }
}

fn citation(title: &str, place: usize, page: Option<usize>) -> String {
    let (municipality, mut document) = (municipality(), document(title));
    document.statements[place].span.page = page;
    let statement = &document.statements[place];
    Quote::of(&municipality, &document, statement).citation()
}

#[test]
fn a_citation_names_title_headings_and_place() {
    assert_eq!(
        citation("令和６年度運営方針", 1, Some(12)),
        "若葉市「令和６年度運営方針」１ 市民との協働と、多様な主体による連携の推進／（１）対話の場、12頁6–7行"
    );
    assert!(citation("部の「運営方針」", 0, None).starts_with("若葉市『部の「運営方針」』１ "));
    let (municipality, mut document) = (municipality(), document("運営方針"));
    let span = &mut document.statements[1].span;
    (span.page, span.printed_page) = (Some(12), Some("10".to_owned()));
    let citation = Quote::of(&municipality, &document, &document.statements[1]).citation();
    assert!(citation.ends_with("、12頁（印字 10頁）6–7行"), "{citation}");
}

#[test]
fn counts_add_up() {
    let (municipality, document) = (municipality(), document("運営方針"));
    let reading = Reading { municipality: &municipality, document: &document, diagnostics: &[] };
    let (own, before) = reading.counts();
    assert_eq!((own.as_slice(), before), (&[1, 1][..], 0));
    assert_eq!(totals(&document.outline, &own), [2, 1]);
}
