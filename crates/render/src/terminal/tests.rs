mod judged;

use kurabe_query::{Cell, CorpusFacts, Matrix, Reach, Subject};

use super::*;
use crate::reading::tests::{document, municipality};
use crate::{Reading, Shown};

/// What is written for a reader with so many columns.
fn written(columns: usize, write: impl Fn(&mut Vec<u8>, Reader, Reading<'_>)) -> String {
    let (municipality, document) = (municipality(), document("令和６年度政策部の運営方針と目標について"));
    let reading = Reading { municipality: &municipality, document: &document, diagnostics: &[] };
    let mut out = Vec::new();
    write(&mut out, Reader { lang: Lang::Japanese, color: false, width: Some(columns) }, reading);
    String::from_utf8(out).unwrap()
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [44, 61, 80] {
        let outline = written(columns, |out, reader, reading| outline(out, reader, reading, true).unwrap());
        let list = written(columns, |out, reader, reading| list(out, reader, &[reading]).unwrap());
        let wide = outline.lines().chain(list.lines()).find(|line| width::width(line) > columns);
        assert_eq!(wide, None, "{columns}");
    }
    let outline = written(44, |out, reader, reading| outline(out, reader, reading, false).unwrap());
    assert!(outline.contains("１ 市民との協働と、多様な主体によ…\n"), "{outline}");
}

#[test]
fn a_shown_statement_is_wrapped_and_not_cut() {
    let text = written(24, |out, reader, reading| {
        let quotes: Vec<_> = reading.quotes().collect();
        let next = reading.document.statements.get(1);
        show(out, reader, Shown { quote: &quotes[0], previous: None, next }).unwrap();
    });
    assert!(
        text.contains("本文  ・協働によるまちづ\n      くりを、市民ととも\n      に着実に進めること。\n"),
        "{text}"
    );
    assert!(text.contains("次    ・対話の場を広げ…\n"), "{text}");
}

/// A matrix of two subjects and so many municipalities, every second of which has something.
fn matrix(municipalities: usize) -> Matrix {
    let reach = |number: usize| {
        let municipality = kurabe_model::Municipality { name: format!("第{number}市"), ..municipality() };
        Reach {
            municipality,
            statements: 100,
            documents: 1,
            only_tables: 0,
            searched: Vec::new(),
            unreadable: 0,
            unread: Vec::new(),
        }
    };
    let cell = |number: usize| {
        let count = if number.is_multiple_of(2) { number } else { 0 };
        Cell { reach: reach(number), count, share: count as f32 / 100.0, best: Vec::new(), words: Vec::new() }
    };
    let subject = |label: &str| Subject {
        typed: label.into(),
        label: label.into(),
        theme: None,
        words: Vec::new(),
        notes: Vec::new(),
    };
    Matrix {
        subjects: ["公民連携", "人材育成"].map(subject).into(),
        municipalities: (0..municipalities).map(reach).collect(),
        cells: vec![(0..municipalities).map(cell).collect(); 2],
        filters: Vec::new(),
        corpus: CorpusFacts {
            version: String::new(),
            documents: municipalities,
            unreadable: 0,
            statements: 100 * municipalities,
            municipalities,
            meaning: None,
        },
    }
}

#[test]
fn of_very_many_municipalities_those_with_most_are_named() {
    let written = |matrix: &Matrix| {
        let mut out = Vec::new();
        compare(&mut out, Reader { lang: Lang::Japanese, color: false, width: Some(80) }, matrix).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().find(|line| width::width(line) > 80), None, "{text}");
        text
    };
    let whole = matrix(400);
    let table = written(&whole);
    assert!(table.lines().count() < 8 && table.contains("第398市 398"), "{table}");
    assert!(
        table.lines().nth(1).unwrap().contains(&format!(" {} ", (0..400).step_by(2).sum::<usize>())),
        "{table}"
    );
    let one = Matrix { subjects: whole.subjects[..1].to_vec(), cells: whole.cells[..1].to_vec(), ..whole };
    let evidence = written(&one);
    assert!(evidence.contains("第398市") && !evidence.contains("第2市"), "{evidence}");
    assert!(
        evidence.contains("ほか179団体にもある") && evidence.contains("ほか201団体は該当なし"),
        "{evidence}"
    );
}
