//! Targets and deadlines as papers state them, and what only looks like them.

use super::*;

#[track_caller]
fn check(text: &str, expected: &[(&str, f64, &str, Comparator)]) {
    check_kind(text, StatementKind::Target, expected);
}

#[track_caller]
fn check_kind(text: &str, kind: StatementKind, expected: &[(&str, f64, &str, Comparator)]) {
    let found = targets(text, kind);
    let seen: Vec<_> =
        found.iter().map(|t| (t.text.as_str(), t.value, t.unit.as_str(), t.comparator)).collect();
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn items_of_a_list_of_targets() {
    check("市民意見の収集 計4,000人（件）", &[("計4,000人（件）", 4000.0, "人（件）", Comparator::Equal)]);
    check("採択件数 10件程度", &[("10件程度", 10.0, "件", Comparator::About)]);
    check(
        "新規受講登録者数900人及び受講満足度90%以上",
        &[("900人", 900.0, "人", Comparator::Equal), ("90%以上", 90.0, "%", Comparator::AtLeast)],
    );
    check("変更 3 件以上", &[("3 件以上", 3.0, "件", Comparator::AtLeast)]);
    check("防犯カメラの新規設置　２４か所", &[("２４か所", 24.0, "か所", Comparator::Equal)]);
    check("平均工賃　前年度比５％増", &[("前年度比５％増", 5.0, "％", Comparator::Equal)]);
    check("経常経費の削減　令和六年度比５％削減", &[("令和六年度比５％削減", 5.0, "％", Comparator::Equal)]);
    check("窓口サービスの満足度 80.5%→85%", &[("85%", 85.0, "%", Comparator::Equal)]);
    check("宿泊者数　１１万人（R5）→ １８万人（R9）", &[("１８万人", 180_000.0, "人", Comparator::Equal)]);
    check("児童生徒　延べ約２万人", &[("延べ約２万人", 20000.0, "人", Comparator::About)]);
    check("利用回数 平均2.5回", &[("平均2.5回", 2.5, "回", Comparator::Equal)]);
}

#[test]
fn names_and_dates_are_not_targets() {
    check("「第4次基本計画（第2次改定）」の策定", &[]);
    check("市制施行 70 周年事業の実施", &[]);
    check(&format!("相談件数 {}件", "9".repeat(400)), &[]);
    check("「行動計画 2022」の第 2 次改定", &[]);
    check_kind("令和２年度に３回開催した。", StatementKind::Background, &[]);
    check_kind("４地域に分けます。３つの方針を定める。", StatementKind::Policy, &[]);
}

#[test]
fn sentences_that_aim_at_a_number() {
    let text = "令和９年度までに受診率を60％以上に引き上げます。";
    check_kind(text, StatementKind::Policy, &[("60％以上", 60.0, "％", Comparator::AtLeast)]);
    let one = |text, value, unit| [(text, value, unit, Comparator::Equal)];
    check_kind("排出量を46％削減します。", StatementKind::Policy, &one("46％削減", 46.0, "％"));
    check_kind(
        "延床面積を４０年間で３０％縮減します。",
        StatementKind::Policy,
        &one("３０％縮減", 30.0, "％"),
    );
    check_kind("訪問看護の拠点を３か所増やします。", StatementKind::Policy, &one("３か所", 3.0, "か所"));
    check_kind(
        "藻場を５ヘクタール広げます。",
        StatementKind::Policy,
        &one("５ヘクタール", 5.0, "ヘクタール"),
    );
    check_kind("２０業務から５０業務に拡大する。", StatementKind::Policy, &one("５０業務", 50.0, "業務"));
    let hours = one("年間5,000時間", 5000.0, "時間");
    check_kind("年間5,000時間の業務時間を削減する。", StatementKind::Policy, &hours);
    check_kind("年間１００件以上のものを令和９年度までに電子化する。", StatementKind::Policy, &[]);
    check_kind("累計５件の採択を目指します。", StatementKind::Policy, &one("累計５件", 5.0, "件"));
    check("認定農業者数　８経営体→１２経営体", &one("１２経営体", 12.0, "経営体"));
    check_kind("５件の採択により目指すまちを示します。", StatementKind::Policy, &[]);
}

#[test]
fn numbers_below_zero_keep_their_sign() {
    check("財政収支 ▲５億円", &[("▲５億円", -500_000_000.0, "円", Comparator::Equal)]);
    check("増減率：-3％", &[("-3％", -3.0, "％", Comparator::Equal)]);
}

#[test]
fn sentences_that_bring_so_many() {
    let one = |text, value, unit| [(text, value, unit, Comparator::Equal)];
    let policy = |text, expected: &[_]| check_kind(text, StatementKind::Policy, expected);
    policy("令和９年度までに急速充電器を50基整備します。", &one("50基", 50.0, "基"));
    policy("保育所を3か所新設", &one("3か所", 3.0, "か所"));
    policy("防犯カメラを新たに100台設置する。", &one("100台", 100.0, "台"));
    policy("備蓄を7日分に増やします。", &one("7日分", 7.0, "日分"));
    policy("開館日を年間120日とする。", &one("年間120日", 120.0, "日"));
    policy("2030年度までに公用車20台を電動化します。", &one("20台", 20.0, "台"));
    policy("住宅の耐震化率を95％に高めます。", &one("95％", 95.0, "％"));
    policy("定員を48人拡大いたします。", &one("48人", 48.0, "人"));
    policy("市税収納率99％を維持します。", &one("99％", 99.0, "％"));
    for none in [
        "従業員が100人以上の事業所に働きかけ、取組の意欲を高めます。",
        "市民の3人に1人が高齢者となる中、意識を高めます。",
        "充電器を50基整備したことを受け、利用を進めます。",
        "充電器を50基整備してきた実績を生かします。",
        "3か所の公園を管理します。",
        "市内3か所の図書館で読み聞かせを行います。",
        "年3回の講座を開催します。",
        "令和７年度までに市民300人を対象に調査を行います。",
        "予算は1,200千円とします。",
        "令和５年度は120件でした。",
        "４地区に分けて説明会を開催します。",
    ] {
        policy(none, &[]);
    }
}

#[track_caller]
fn check_deadlines(text: &str, kind: StatementKind, expected: &[(&str, Option<u16>)]) {
    let found = targets(text, kind);
    let seen: Vec<_> =
        found.iter().map(|t| (t.text.as_str(), t.deadline.as_ref().map(|d| d.year.western()))).collect();
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn a_target_has_the_deadline_of_its_own_sentence() {
    use StatementKind::{Policy, Target};
    check_deadlines(
        "令和７年度までに10件、令和９年度までに20件",
        Target,
        &[("10件", Some(2025)), ("20件", Some(2027))],
    );
    check_deadlines(
        "令和７年度までに受診率を50％以上に引き上げます。令和12年度までに接種率を80％以上に引き上げます。",
        Policy,
        &[("50％以上", Some(2025)), ("80％以上", Some(2030))],
    );
    check_deadlines("会員を令和９年度に350名以上確保します。", Policy, &[("350名以上", Some(2027))]);
    check_deadlines(
        "令和５年度に行った調査から、会員を350名以上確保します。",
        Policy,
        &[("350名以上", None)],
    );
    // Only one is named: it holds for all. Two are, and none stands before the number: nobody can tell.
    check_deadlines(
        "受診率を50％以上に引き上げます。令和12年度までに全校を改修します。",
        Policy,
        &[("50％以上", Some(2030))],
    );
    check_deadlines(
        "受診率を50％以上に引き上げます。令和９年度までに小学校を、令和12年度までに中学校を改修します。",
        Policy,
        &[("50％以上", None)],
    );
    check_deadlines(
        "令和５年度末までに20か所を整備しました。今後は30か所以上に増やします。",
        Policy,
        &[("30か所以上", None)],
    );
    check_deadlines("令和９年度までの待機児童数（人） 12→5→0", Target, &[("0", None)]);
}

#[test]
fn units_are_whole() {
    use Comparator::{AtLeast, AtMost, Equal};
    check("１人１日当たりのごみ排出量　560g/人・日以下", &[("560g/人・日以下", 560.0, "g/人・日", AtMost)]);
    check("ごみの量　1人1日当たり560g以下", &[("560g以下", 560.0, "g", AtMost)]);
    check("一人１日当たりの量 850グラム以下", &[("850グラム以下", 850.0, "グラム", AtMost)]);
    check("公園面積　6㎡/人以上", &[("6㎡/人以上", 6.0, "㎡/人", AtLeast)]);
    check("家庭の排出量 2.5t-CO2/世帯", &[("2.5t-CO2/世帯", 2.5, "t-CO2/世帯", Equal)]);
    check("相談 30件/年以上", &[("30件/年以上", 30.0, "件", AtLeast)]);
    check("広場 約7,000m2", &[("約7,000m2", 7000.0, "m2", Comparator::About)]);
    check("商品販売額（百万円） 22797→25000", &[("25000", 25000.0, "百万円", Equal)]);
    check_kind(
        "環境学習の機会を年20回以上提供します。",
        StatementKind::Policy,
        &[("年20回以上", 20.0, "回", AtLeast)],
    );
}

#[test]
fn ranges_are_reached_at_their_lower_end() {
    use Comparator::{AtLeast, Equal};
    check("受診率 50～55％", &[("50～55％", 50.0, "％", AtLeast)]);
    check("受診率 50％～55％", &[("50％～55％", 50.0, "％", AtLeast)]);
    check("受診率 50から55％", &[("50から55％", 50.0, "％", AtLeast)]);
    check("相談 10〜20件程度", &[("10〜20件程度", 10.0, "件", AtLeast)]);
    check("利用者10-20人", &[("10-20人", 10.0, "人", AtLeast)]);
    check("利用者 年間10～20万人", &[("年間10～20万人", 100_000.0, "人", AtLeast)]);
    check("利用者 5,000～1万人", &[("5,000～1万人", 5000.0, "人", AtLeast)]);
    check("施策4-5件", &[("4-5件", 4.0, "件", AtLeast)]);
    let policy = |text, expected: &[_]| check_kind(text, StatementKind::Policy, expected);
    policy("受診率50～55％を目指します。", &[("50～55％", 50.0, "％", AtLeast)]);
    policy("受診率を50から55％に引き上げます。", &[("55％", 55.0, "％", Equal)]);
    policy("投票率は50％台を目指します。", &[("50％台", 50.0, "％", AtLeast)]);
}

#[test]
fn goals_without_figures_or_units() {
    use Comparator::Equal;
    let policy = |text, expected: &[_]| check_kind(text, StatementKind::Policy, expected);
    policy("排出量を2030年度までに2013年度比で半減させます。", &[("半減", 50.0, "％", Equal)]);
    policy("待機児童ゼロを令和8年度までに実現します。", &[("ゼロ", 0.0, "", Equal)]);
    policy("交通事故死者ゼロを目指します。", &[("ゼロ", 0.0, "", Equal)]);
    policy("2050年までに二酸化炭素排出実質ゼロを目指す。", &[("実質ゼロ", 0.0, "", Equal)]);
    policy("待機児童をゼロにします。", &[("ゼロ", 0.0, "", Equal)]);
    check("待機児童数　ゼロ", &[("ゼロ", 0.0, "", Equal)]);
    policy("合計特殊出生率1.3を目指します。", &[("1.3", 1.3, "", Equal)]);
    policy("合計特殊出生率を1.8とする。", &[("1.8", 1.8, "", Equal)]);
    for none in [
        "ゼロカーボンシティの実現を目指します。",
        "ゼロ歳児の受入れを増やします。",
        "人口が半減した地域の支援を進めます。",
        "「ごみゼロ」を合言葉に清掃を行います。",
        "ゼロから見直しを行います。",
        "条例1.3条を改めます。",
    ] {
        policy(none, &[]);
    }
}

#[test]
fn sentences_that_go_from_one_number_to_another() {
    let one = |text, value, unit| [(text, value, unit, Comparator::Equal)];
    let policy = |text, expected: &[_]| check_kind(text, StatementKind::Policy, expected);
    policy("窓口の待ち時間を現在の30分から10分に短縮します。", &one("10分", 10.0, "分"));
    policy("職員を5人から8人へ増員し、相談体制を強化します。", &one("8人", 8.0, "人"));
    policy("電子書籍を１万点まで増やします。", &one("１万点", 10000.0, "点"));
    policy("合計特殊出生率を1.25から1.5に引き上げます。", &one("1.5", 1.5, ""));
    policy("認知件数を20％減少させます。", &one("20％減少", 20.0, "％"));
    policy("ごみを年間1,000トン減量します。", &one("年間1,000トン", 1000.0, "トン"));
    policy(
        "令和７年度までに年間10件程度の事業を実施すること。",
        &[("年間10件程度", 10.0, "件", Comparator::About)],
    );
    policy(
        "健診受診率の向上（目標値60％以上）を図ります。",
        &[("60％以上", 60.0, "％", Comparator::AtLeast)],
    );
    policy("待ち時間を10分以内にします。", &[("10分以内", 10.0, "分", Comparator::AtMost)]);
    for none in [
        "国の補助金３億円を確保し、整備を進めます。",
        "令和９年度までに基金５億円を確保します。",
        "市役所から半径5km以内に避難所を設け、安全の確保を目指します。",
        "お問い合わせには3日以内に回答します。",
        "日曜開庁には６万人を超える方が来庁され、充実に向け検討し、達成を目指します。",
        "隣接する約7,000m2の土地を購入し、環境の向上を目標に整備します。",
        "火災の約６割が電気によることから、設置を目標に支援します。",
    ] {
        policy(none, &[]);
    }
}
