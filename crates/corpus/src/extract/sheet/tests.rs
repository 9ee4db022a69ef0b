use super::*;

#[test]
fn names_that_programs_give_say_nothing() {
    for name in ["Sheet1", "シート2", "sheet10"] {
        assert!(is_given_by_program(name), "{name}");
    }
    assert!(!is_given_by_program("事業一覧") && !is_given_by_program("Sheet1 (2)"));
}

#[test]
fn merged_cells_say_the_same_in_each_row_that_holds_anything() {
    let row = |cells: &[(u32, &str)]| cells.iter().map(|(at, text)| (*at, (*text).to_owned())).collect();
    let mut cells: Cells =
        [(2, row(&[(0, "子育て"), (1, "甲")])), (3, row(&[(1, "乙")])), (9, row(&[(1, "丙")]))].into();
    fill_down(&mut cells, (2, 0), (1_048_575, 0));
    let first: Vec<&str> = cells.values().filter_map(|row| row.get(&0)).map(String::as_str).collect();
    assert_eq!(first, ["子育て", "子育て", "子育て"]);
}

#[test]
fn what_is_no_workbook_is_broken() {
    assert_eq!(extract(b"PK\x03\x04 nothing"), Err(Problem::Broken { format: Format::Xlsx }));
}
