mod judged;

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
