use super::*;
use crate::Lang;

const COLUMNS: [Column<'static>; 3] =
    [Column::main(Label::Text), Column::more(Label::File), Column::main(Label::Year).number()];

fn written(layout: Layout, cells: [&str; 3]) -> String {
    let mut out = Vec::new();
    let mut sheet = Sheet::new(Box::new(&mut out), Lang::Japanese, layout);
    sheet.begin(Label::Statements, &COLUMNS).unwrap();
    sheet.row(&cells.map(str::to_owned)).unwrap();
    sheet.finish(None).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn csv_has_all_columns_and_ends_lines_as_the_standard_says() {
    let csv = written(Layout::Csv { bom: false }, ["「協働」, と\"共創\"", "a.txt", "2024"]);
    assert_eq!(csv, "本文,原文,年度\r\n\"「協働」, と\"\"共創\"\"\",a.txt,2024\r\n");
    assert!(written(Layout::Csv { bom: true }, ["", "", ""]).starts_with("\u{feff}本文,"));
}

#[test]
fn no_cell_is_a_formula() {
    for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "－委託", " =1"] {
        let csv = written(Layout::Csv { bom: false }, [text, "", "-3"]);
        assert_eq!(csv.lines().nth(1), Some(format!("'{text},,-3").as_str()));
    }
}

#[test]
fn signs_of_markdown_are_characters_and_only_main_columns_are_there() {
    let table = written(Layout::Markdown, ["a|b\n*c*", "a.txt", "2024"]);
    assert_eq!(table, "| 本文 | 年度 |\n| --- | ---: |\n| a\\|b<br>\\*c\\* | 2024 |\n");
}

#[test]
fn a_source_marks_nothing() {
    let forged = ["毎年\u{fdd0}春に\u{fdd2}開く", "", "2024"];
    assert!(written(Layout::Html, forged).contains("<td>毎年春に開く</td>"));
    assert!(written(Layout::Markdown, forged).contains("| 毎年春に開く |"));
}
