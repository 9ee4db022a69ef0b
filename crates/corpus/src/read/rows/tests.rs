use super::*;
use crate::extract::{LineFacts, Part, Row};
use crate::read::line;

/// The rows of one table whose lines these are, and the indicators with their goals that it has.
fn of_lines(source: &str) -> (Vec<Statement>, Vec<Statement>) {
    let facts =
        |row: u32| LineFacts { part: Part::Table, row: Some(Row { table: 1, row }), ..LineFacts::default() };
    let shown: Vec<LineFacts> = (1..=source.lines().count() as u32).map(facts).collect();
    let cut = line::cut(source).shown(&shown);
    let (document, outline) = ("midori-2024".parse().unwrap(), Outline::default());
    super::read(Within { document: &document, source, outline: &outline }, &cut.lines)
}

/// The rows of the table.
fn read(source: &str) -> Vec<Statement> {
    of_lines(source).0
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

/// The targets of a table: what stands in the first cell, the value, the unit and the year.
fn goals(source: &str) -> Vec<(String, f64, String, Option<u16>)> {
    let of = |row: &Statement| {
        let first = row.text.split('\t').next().unwrap_or_default().to_owned();
        let target = move |target: &kurabe_model::Target| {
            let due = target.deadline.as_ref().map(|due| due.year.western());
            (first.clone(), target.value, target.unit.clone(), due)
        };
        row.targets.iter().map(target).collect::<Vec<_>>()
    };
    read(source).iter().flat_map(of).collect()
}

#[track_caller]
fn check(source: &str, expected: &[(&str, f64, &str, Option<u16>)]) {
    let seen = goals(source);
    let seen = seen.iter().map(|(first, value, unit, due)| (first.as_str(), *value, unit.as_str(), *due));
    assert_eq!(seen.collect::<Vec<_>>(), expected, "{source}");
}

#[test]
fn goals_have_names_of_many_kinds() {
    for name in ["R8目標", "令和8年度目標", "目標（令和８年度）", "2026年度目標値", "目標（R8）", "2026目標"]
    {
        check(
            &format!("指標名\t単位\t現状\t{name}\n受診率\t%\t45\t60\n"),
            &[("受診率", 60.0, "%", Some(2026))],
        );
    }
    check(
        "指標\t目標（R5実績）\t平成29年度実績\n参加者数（人）\t10\t12\n",
        &[("参加者数（人）", 10.0, "人", Some(2023))],
    );
    // Neither the years of a measure nor its costs are goals.
    check("事業名\t開始年度\t担当課\n道路改良事業\t令和6年度\t土木課\n", &[]);
    check("事業名\t事業費（千円）\t\n\tR6\tR7\n庁舎改修事業\t1000\t2000\n", &[]);
    check("区分\t令和4年度\t令和5年度\n人口（人）\t54,321\t54,100\n", &[]);
}

#[test]
fn heads_are_merged_over_several_years() {
    // A cell that is merged downwards stands in each of its rows.
    let rows = "受診率\t%\t45\t50\t60\n";
    let expected = [("受診率", 50.0, "%", Some(2026)), ("受診率", 60.0, "%", Some(2030))];
    check(&format!("指標名\t単位\t現状値\t目標値\n指標名\t単位\tR5\tR8\tR12\n{rows}"), &expected);
    check(&format!("指標名\t単位\t現状値\t目標値\n\t\tR5\tR8\tR12\n{rows}"), &expected);
    // What is merged sideways in a web page stands in each of its columns.
    check(&format!("指標名\t単位\t現状値\t目標値\t目標値\n\t\tR5\tR8\tR12\n{rows}"), &expected);
    check(
        &format!("指標名\t単位\t実績値\t目標値\n指標名\t単位\t前期\t後期\n指標名\t単位\tR5\tR8\tR12\n{rows}"),
        &expected,
    );
    check(
        &format!("指標名\t単位\t数値目標\n\t\t基準年度\t中間年度\t目標年度\n\t\tR5\tR8\tR12\n{rows}"),
        &expected,
    );
    check(
        "指標名\t単位\t令和6年度\t\t令和7年度\n\t\t目標\t実績\t目標\t実績\n貸出\t冊\t10\t9\t12\t\n",
        &[("貸出", 10.0, "冊", Some(2024)), ("貸出", 12.0, "冊", Some(2025))],
    );
}

#[test]
fn a_row_may_say_itself_that_it_has_goals() {
    check(
        "指標\t区分\tR6\tR7\n収納率（％）\t目標\t98.5\t98.7\n収納率（％）\t実績\t98.6\t\n",
        &[("収納率（％）", 98.5, "％", Some(2024)), ("収納率（％）", 98.7, "％", Some(2025))],
    );
}

#[test]
fn what_a_goal_is_counted_in_and_by_when() {
    // What it is measured against is no day by which.
    check(
        "指標名\t目標値（令和10年度）\n温室効果ガスの削減率\t46％（2013年度比）\n",
        &[("温室効果ガスの削減率", 46.0, "％", Some(2028))],
    );
    check("指標名\t目標値\t目標年度\n削減率\t46%\t2030年度\n", &[("削減率", 46.0, "%", Some(2030))]);
    check("指標\t目標値\n削減率\t30％（令和10年度）\n", &[("削減率", 30.0, "％", Some(2028))]);
    check("指標\t目標値\n排出量（g/人・日）\t850\n", &[("排出量（g/人・日）", 850.0, "g/人・日", None)]);
    check("指標\t現状値\t目標値\n受診率\t35.0％\t100\n", &[("受診率", 100.0, "％", None)]);
    check("指標\t目標値\n合計特殊出生率\t1.5\n", &[("合計特殊出生率", 1.5, "", None)]);
    check("指標\t目標値\n起業件数（累計）\t10件\n", &[("起業件数（累計）", 10.0, "件", None)]);
    check("指標\t目標値\n登録者数\t増加\n", &[]);
}

#[test]
fn tables_that_stand_below_each_other_have_their_own_heads() {
    let rows = read(
        "事業名\t担当課\n防災訓練\t危機管理課\n２　成果指標\n指標名\t単位\t現状値\t目標値\n参加者数\t人\t9\t15\n",
    );
    assert_eq!(rows.len(), 2);
    assert_eq!(said(&rows[1]), ["指標名=参加者数", "単位=人", "現状値=9", "目標値=15"]);
}

/// A target by its value, its unit and its year.
type Goal<'t> = (f64, &'t str, Option<u16>);

/// The statements made of a table: what each says, and its targets with their units and years.
#[track_caller]
fn check_stated(source: &str, expected: &[(&str, &[Goal])]) {
    let stated = of_lines(source).1;
    let of = |said: &Statement| {
        let target = |target: &Target| {
            assert_eq!(said.text.get(target.range.clone()), Some(target.text.as_str()), "{source}");
            (target.value, target.unit.clone(), target.deadline.as_ref().map(|due| due.year.western()))
        };
        (said.text.clone(), said.targets.iter().map(target).collect::<Vec<_>>())
    };
    let seen: Vec<_> = stated.iter().map(of).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(text, targets)| {
            let target = |(value, unit, due): &Goal| (*value, (*unit).to_owned(), *due);
            ((*text).to_owned(), targets.iter().map(target).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(seen, expected, "{source}");
    assert!(
        stated.iter().all(|said| said.kind == StatementKind::Target && said.span.text(source) == said.text)
    );
}

#[test]
fn indicators_of_any_table_are_statements() {
    check_stated(
        "指標名\t単位\t現状値\t目標値（R10）\n受診率\t%\t45\t60\n人口\t人\t9\t▲30\n満足度\t%\t61\t維持\n未定の率\t%\t1\t－\n",
        &[
            ("受診率\t%\t45\t60", &[(60.0, "%", Some(2028))]),
            ("人口\t人\t9\t▲30", &[(-30.0, "人", Some(2028))]),
            ("満足度\t%\t61\t維持", &[]),
        ],
    );
    check_stated("項目\t現状\t目標値\n受診率\t45%\t60%\n", &[("受診率\t45%\t60%", &[(60.0, "%", None)])]);
    check_stated(
        "数値目標\t基準値\t目標値\n社会増減\t▲120人\t±0人\n",
        &[("社会増減\t▲120人\t±0人", &[(0.0, "人", None)])],
    );
    check_stated(
        "区分\t目標値\t実績値\n延べ利用者\t1,000人\t900人\nR5\t100人\t95人\n",
        &[("延べ利用者\t1,000人", &[(1000.0, "人", None)])],
    );
    check_stated(
        "施策\t内容\t目標\n防災\t訓練を行う。\t自主防災組織率 90%\n",
        &[("防災\t訓練を行う。\t自主防災組織率 90%", &[(90.0, "%", None)])],
    );
    // 指標 is merged over two columns; several of a kind are counted.
    check_stated(
        "指標\t\t単位\t目標（R8）\n活動指標\t相談件数\t件\t150\n",
        &[("相談件数\t件\t150", &[(150.0, "件", Some(2026))])],
    );
    check_stated(
        "事業名\t指標１\t目標値\t指標２\t目標値\n見守り\t訪問件数\t300件\t協力員数\t50人\n",
        &[("訪問件数\t300件", &[(300.0, "件", None)]), ("協力員数\t50人", &[(50.0, "人", None)])],
    );
    // Neither figures, nor volumes that are planned for, nor words are goals.
    check_stated("区分\t令和5年度\t令和6年度\n人口（人）\t54,321\t54,100\n", &[]);
    check_stated("事業名\t計画値\t実績値\n延長保育\t120人\t118人\n", &[]);
    check_stated("事業名\t目標\t担当課\n防災訓練\t地域の力を高める\t危機管理課\n", &[]);
    // A name that was struck out takes its goal with it, and a head that comes again is none.
    check_stated("指標名\t単位\t現状値\t目標値\n\t件\t2\t9\n", &[]);
    check_stated(
        "活動指標\tR6目標\tR6実績\n貸出（冊）\t12\t11\n成果指標\tR6目標\tR6実績\n",
        &[("貸出（冊）\t12", &[(12.0, "冊", Some(2024))])],
    );
}

#[test]
fn plans_year_by_year_are_goals() {
    let years = [("10施設", Some(2025)), ("15施設", Some(2026)), ("20施設", Some(2027))];
    let goals: Vec<Goal> =
        [10.0, 15.0, 20.0].into_iter().zip(years).map(|(value, (_, due))| (value, "施設", due)).collect();
    let row = "LED化事業\t10施設\t15施設\t20施設";
    let expected = [(row, goals.as_slice())];
    check_stated(&format!("事業名\t年度別計画\t\t\n\tR7\tR8\tR9\n{row}\n"), &expected);
    check_stated(&format!("事業名\t年次計画\t年次計画\t年次計画\n事業名\tR7\tR8\tR9\n{row}\n"), &expected);
    check_stated(&format!("事業名\tR7計画\tR8計画\tR9計画\n{row}\n"), &expected);
    check_stated(&format!("事業名\t令和7年度目標\t令和8年度目標\t令和9年度目標\n{row}\n"), &expected);
    check_stated(
        "事業名\t計画\t\t実績\t\n\tR7\tR8\tR7\tR8\n保育所の整備\t1か所\t→\t1か所\t2か所\n",
        &[("保育所の整備\t1か所\t→", &[(1.0, "か所", Some(2025))])],
    );
    // Years behind the one in which indicators stood so are those they are to be reached in; without it nobody knows.
    check_stated(
        "指標名\tR6実績\tR7\tR8\n起業件数\t1件\t2件\t3件\n",
        &[("起業件数\t1件\t2件\t3件", &[(2.0, "件", Some(2025)), (3.0, "件", Some(2026))])],
    );
    check_stated("指標名\tR4\tR5\tR6実績\n起業件数\t1件\t2件\t3件\n", &[]);
    check_stated("指標名\tR7\tR8\n起業件数\t2件\t3件\n", &[]);
    // By when stands beside how much, and a unit is what it is counted in.
    check_stated(
        "指標名\t単位\t目標値\t\n\t\t年度\t値\n公園面積\t㎡/人\tR11\t6.5\n充電器\t台（累計）\tR10\t12\n率\t－\tR9\t1.5\n",
        &[
            ("公園面積\t㎡/人\tR11\t6.5", &[(6.5, "㎡/人", Some(2029))]),
            ("充電器\t台（累計）\tR10\t12", &[(12.0, "台", Some(2028))]),
            ("率\t－\tR9\t1.5", &[(1.5, "", Some(2027))]),
        ],
    );
    // What is planned in words is no number, and what was done or is spent is no goal.
    check_stated("事業名\t年度別計画\t\n\tR7\tR8\n保育所の整備\t設計\t建設\n", &[]);
    check_stated("事業名\t年度別計画（千円）\t\n\tR7\tR8\n保育所の整備\t1,200\t1,300\n", &[]);
    check_stated("事業名\t事業費計画\t\n\tR7\tR8\n保育所の整備\t1,200千円\t1,300千円\n", &[]);
    check_stated("事業名\t実績\t\n\tR7\tR8\n保育所の整備\t1か所\t2か所\n", &[]);
    check_stated("事業名\t決算\t\n\tR7\tR8\n保育所の整備\t1,200千円\t1,300千円\n", &[]);
}

#[test]
fn labels_of_an_indicator_may_stand_down_the_side() {
    check_stated(
        "指標名\t貸出冊数\t来館者数\n単位\t冊\t人\n目標値（R6）\t1,200\t－\n実績値（R6）\t1,100\t4,800\n",
        &[("貸出冊数\t1,200", &[(1200.0, "冊", Some(2024))])],
    );
    check_stated(
        "活動指標\t訓練回数\n単位\t回\nR6目標\t12\nR7目標\t14\n成果指標\t参加者数（人）\n目標値\t維持\n目標年度\tR9\n",
        &[
            ("訓練回数\t12\t14", &[(12.0, "回", Some(2024)), (14.0, "回", Some(2025))]),
            ("参加者数（人）\t維持", &[]),
        ],
    );
    // 活動指標 is merged over its labels; the years stand above the goals.
    check_stated(
        "活動指標\t指標名\t訓練回数\t単位\t回\n年度\tR5\tR6\tR7\n目標値\t10\t▲12\t\n実績値\t9\t11\t\n",
        &[("訓練回数\t10\t▲12", &[(10.0, "回", Some(2023)), (-12.0, "回", Some(2024))])],
    );
    check_stated("目標値\t12\n実績値\t9\n", &[]);
    check_stated("指標名\t訓練回数\n事業費\t120\n目標値\t12\n", &[]);
}
