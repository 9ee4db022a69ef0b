use super::*;
use crate::extract::{LineFacts, Part, Row};
use crate::read::line;

/// The rows of one table whose lines these are.
fn read(source: &str) -> Vec<Statement> {
    let facts =
        |row: u32| LineFacts { part: Part::Table, row: Some(Row { table: 1, row }), ..LineFacts::default() };
    let shown: Vec<LineFacts> = (1..=source.lines().count() as u32).map(facts).collect();
    let cut = line::cut(source).shown(&shown);
    rows(&"midori-2024".parse().unwrap(), source, &cut.lines, &Outline::default())
}

fn said(row: &Statement) -> Vec<String> {
    row.fields.iter().map(|field| format!("{}={}", field.name, field.value)).collect()
}

#[test]
fn cells_stand_below_their_heads() {
    let rows = read("事業名\t担当課\t予算額（千円）\n子ども食堂\t子育て支援課\t1,200\n\t福祉課\t300\n");
    assert_eq!(rows.len(), 2);
    assert_eq!(said(&rows[0]), ["事業名=子ども食堂", "担当課=子育て支援課", "予算額（千円）=1,200"]);
    assert_eq!(rows[0].text, "子ども食堂\t子育て支援課\t1,200");
    assert_eq!(rows[0].departments, ["子育て支援課"]);
    assert_eq!(said(&rows[1]), ["担当課=福祉課", "予算額（千円）=300"], "an empty cell stays a column");
}

#[test]
fn groups_of_columns_are_named_before_their_columns() {
    let rows = read("事業名\t予算額\t\t備考\n\t令和6年度\t令和7年度\t\n子ども食堂\t1,200\t1,500\tなし\n");
    assert_eq!(rows.len(), 1);
    let expected = ["事業名=子ども食堂", "予算額／令和6年度=1,200", "予算額／令和7年度=1,500", "備考=なし"];
    assert_eq!(said(&rows[0]), expected);
}

#[test]
fn heads_that_come_again_and_bands_are_no_rows() {
    let rows = read("施策\t担当課\n子育て\n保育所の整備\t保育課\n施策\t担当課\n学童の拡充\t学童課\n");
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, ["保育所の整備\t保育課", "学童の拡充\t学童課"]);
}

#[test]
fn a_table_without_a_head_has_rows_without_fields() {
    let rows = read("昭和40年\t12,000\n昭和50年\t15,000\n");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.fields.is_empty() && row.kind == StatementKind::Background));
}

#[test]
fn numbers_below_goals_are_targets() {
    let rows = read(
        "指標名\t単位\t現状値\t目標値（令和8年度）\n待機児童数\t人\t12\t0\n満足度（％）\t\t61\t70以上\n",
    );
    let targets: Vec<_> = rows.iter().flat_map(|row| &row.targets).collect();
    assert_eq!(targets.len(), 2);
    assert_eq!((targets[0].value, targets[0].unit.as_str()), (0.0, "人"));
    assert_eq!(targets[0].deadline.as_ref().map(|due| due.year.to_string()).as_deref(), Some("2026"));
    assert_eq!(targets[1].value, 70.0);
    assert_eq!(read("指標\t目標値\n備蓄食料\t60,000食\n")[0].targets[0].unit, "食");
    assert_eq!(rows[0].text.get(targets[0].range.clone()), Some("0"));
    assert!(rows.iter().all(|row| row.kind == StatementKind::Target));
}
