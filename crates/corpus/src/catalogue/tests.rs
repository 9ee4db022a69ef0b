use super::*;
use crate::handwritten::FaultKind;

const GOOD: &str = r#"
[[document]]
id = "a-2024"
file = "a/a.txt"
municipality = "132144"
title = "令和６年度の運営方針"
kind = "運営方針"
fiscal_year = "R6"
source = "市の公表資料"
rights = "市の著作物"
stated = { title = 5, fiscal_year = 5 }
"#;

fn parse(text: &str) -> Result<Catalogue, Vec<Fault>> {
    let gazetteer = Gazetteer::parse(crate::shipped::MUNICIPALITIES).unwrap();
    Catalogue::parse(text, &gazetteer)
}

fn faults(text: &str) -> Vec<(usize, Option<String>, FaultKind)> {
    parse(text).unwrap_err().into_iter().map(|fault| (fault.line, fault.entry, fault.kind)).collect()
}

fn fault(from: &str, to: &str) -> (usize, FaultKind) {
    let changed = GOOD.replace(from, to);
    assert_ne!(changed, GOOD, "`{from}` stands in the example");
    match faults(&changed).as_slice() {
        [(line, _, kind)] => (*line, kind.clone()),
        several => panic!("{several:?}"),
    }
}

#[test]
fn an_entry_is_read() {
    let catalogue = parse(GOOD).unwrap();
    let facts = &catalogue.documents[0];
    assert_eq!(facts.first_year(), Some(kurabe_model::FiscalYear::new(2024)));
    assert_eq!(facts.title.origin, kurabe_model::Origin::Stated { line: 5 });
    assert_eq!(facts.kind.origin, kurabe_model::Origin::Curated);
}

#[test]
fn bare_years_are_read_in_the_era_of_the_entry() {
    let text = GOOD.replace("fiscal_year = \"R6\"", "period = \"24～28\"\nera = \"平成\"");
    let period = parse(&text.replace(", fiscal_year = 5", "")).unwrap().documents[0].period.clone();
    assert_eq!(period.unwrap().value.to_string(), "2012–2016");
}

#[test]
fn entries_are_ordered_by_code_then_id() {
    let other = GOOD.replace("a-2024", "z-2019").replace("a/a.txt", "z/z.txt").replace("132144", "131105");
    let ids: Vec<_> = parse(&format!("{GOOD}{other}")).unwrap().documents;
    assert_eq!(ids.iter().map(|facts| facts.id.as_str()).collect::<Vec<_>>(), ["z-2019", "a-2024"]);
}

#[test]
fn each_fault_has_its_line_and_name() {
    assert_eq!(fault("132144", "132993").1, FaultKind::UnknownMunicipality { code: "132993".into() });
    assert_eq!(fault("132144", "132993").0, 5);
    assert!(matches!(fault("132144", "132145"), (5, FaultKind::InvalidCode { .. })));
    assert!(matches!(fault("132144", "国分寺"), (5, FaultKind::InvalidCode { .. })));
    assert_eq!(fault("a-2024", "A 2024"), (3, FaultKind::InvalidId { id: "A 2024".into() }));
    assert_eq!(fault("= \"運営方針\"", "= \"方針\""), (7, FaultKind::UnknownKind { kind: "方針".into() }));
    assert_eq!(
        fault("R6", "六年"),
        (8, FaultKind::UnreadableYear { key: "fiscal_year", text: "六年".into() })
    );
    assert_eq!(fault("file = \"a/a.txt\"\n", ""), (2, FaultKind::MissingKey { key: "file" }));
    assert_eq!(
        fault("source", "souce").1,
        FaultKind::UnknownKey { key: "souce".into(), nearest: Some("source") }
    );
}

#[test]
fn files_stay_below_documents() {
    for outside in ["../a.txt", "/etc/passwd", "C:/a.txt", "a/../../b.txt", "a//b.txt", "a\\\\b.txt"] {
        let (line, kind) = fault("a/a.txt", outside);
        assert!(line == 4 && matches!(kind, FaultKind::OutsideDocuments { .. }), "{outside}");
    }
}

#[test]
fn twins_name_each_other() {
    assert_eq!(
        faults(&format!("{GOOD}{GOOD}")),
        [
            (14, Some("a-2024".into()), FaultKind::DuplicateId { id: "a-2024".into(), first: 3 }),
            (15, Some("a-2024".into()), FaultKind::DuplicateFile { file: "a/a.txt".into(), first: 4 }),
        ]
    );
}

#[test]
fn a_line_that_is_no_toml_is_named() {
    let kinds = faults(&GOOD.replace("id = \"a-2024\"", "id = a-2024"));
    assert!(matches!(kinds[0], (3, None, FaultKind::Syntax { .. })), "{kinds:?}");
}

#[test]
fn stated_facts_exist() {
    assert_eq!(
        fault("fiscal_year = 5", "department = 5"),
        (11, FaultKind::NothingStated { key: "department" })
    );
}

#[test]
fn entries_of_many_pieces_are_all_read() {
    let entry = |number: usize| {
        GOOD.replace("a-2024", &format!("a-{number}")).replace("a.txt", &format!("{number}.txt"))
    };
    let all: String = (1..=40).map(entry).collect();
    assert_eq!(parse(&all).unwrap().documents.len(), 40);
    let last = format!("{all}{}", entry(7));
    assert_eq!(faults(&last).len(), 2, "a twin in another piece");
}

#[test]
fn a_text_that_looks_like_an_entry_is_none() {
    let looks = format!("\"\"\"市の著作物\n{}\"\"\"", GOOD.replace('"', "'"));
    let catalogue = parse(&format!(
        "{GOOD}{}",
        GOOD.replace("a-2024", "b-2024").replace("a.txt", "b.txt").replace("\"市の著作物\"", &looks)
    ));
    let documents = catalogue.unwrap().documents;
    assert_eq!(documents.len(), 2);
    assert!(documents[1].rights.contains("[[document]]"));
    // Entries written in two ways are an error, wherever the pieces part.
    let inline = format!("document = [{{ id = \"b-2024\" }}]\n{GOOD}{}", GOOD.replace("a-2024", "c-2024"));
    assert!(matches!(faults(&inline)[0].2, FaultKind::Syntax { .. }));
}
