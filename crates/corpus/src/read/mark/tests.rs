use super::*;

#[track_caller]
fn check(line: &str, family: Family, number: &[u32], words: &str) {
    let mark = read(line).unwrap_or_else(|| panic!("no mark in {line}"));
    assert_eq!(
        (&mark.family, mark.number.as_slice(), &line[mark.length..]),
        (&family, number, words),
        "{line}"
    );
}

#[track_caller]
fn check_none(line: &str) {
    assert_eq!(read(line), None, "{line}");
}

fn form(line: &str) -> Family {
    read(line).unwrap_or_else(|| panic!("no mark in {line}")).family
}

#[test]
fn units_of_chapters() {
    check("第２部 区政運営方針", Family::Unit(1), &[2], "区政運営方針");
    check("第一章　総則", Family::Unit(2), &[1], "総則");
    check("第 3 節 交通", Family::Unit(3), &[3], "交通");
    check("第4章", Family::Unit(2), &[4], "");
    check("第１　基本方針", Family::Ordinal, &[1], "基本方針");
    check_none("第２次改定");
    check_none("第１回定例会の開会に当たり");
    check_none("第１部会の報告");
    check_none("第１章では、背景を述べる。");
}

#[test]
fn dressed_numbers() {
    for line in ["（１）市民参加", "(1) 市民参加", "（1) 市民参加", "（ 1 ）市民参加"] {
        check(line, form("（１）市民参加"), &[1], "市民参加");
    }
    check("(4）　 今後の自治体", form("（１）市民参加"), &[4], "今後の自治体");
    check("①政策立案", form("②x"), &[1], "政策立案");
    check("Ⅵ 行・財政", form("Ⅰ 総論"), &[6], "行・財政");
    check("ア　職員", form("イ　市民"), &[1], "職員");
    check("a. outline", form("b. x"), &[1], "outline");
    check("三　行政改革", form("一、総則"), &[3], "行政改革");
}

#[test]
fn bare_numbers_and_amounts() {
    check("１ 施政方針の具現化", form("2 目標"), &[1], "施政方針の具現化");
    check("1 人権の尊重", form("2 目標"), &[1], "人権の尊重");
    check("1 部の使命", form("2 目標"), &[1], "部の使命");
    check("1. 目的", form("2 目標"), &[1], "目的");
    check("1-2 基本方針", Family::Depth(2), &[1, 2], "基本方針");
    check("１－１　平和", Family::Depth(2), &[1, 1], "平和");
    check("1.2.3 細目", Family::Depth(3), &[1, 2, 3], "細目");
    for line in [
        "３つの区政運営方針",
        "１０年間",
        "10 年先を見据え",
        "3 件以上",
        "24 25 26 27 28",
        "１人ひとり",
        "2.5 回",
        "2024年度",
        "12/48",
        "５％削減",
    ] {
        check_none(line);
    }
}

#[test]
fn an_address_has_no_mark() {
    assert_eq!(read("1, Kitasato, Tsukuba 305-0811"), None);
    assert!(read("1, 目的").is_some());
}

#[test]
fn labels_carry_numbers() {
    check("方針１ 平和と人権", Family::Label("方針".into(), 1), &[1], "平和と人権");
    check(
        "区政運営の考え方１－１ 平和への貢献",
        Family::Label("区政運営の考え方".into(), 2),
        &[1, 1],
        "平和への貢献",
    );
    check("基本目標Ⅰ　健康", Family::Label("基本目標".into(), 1), &[1], "健康");
    check("取組方針(2) 広報", Family::Label("取組方針".into(), 1), &[2], "広報");
    check("目標３：学ぶ", Family::Label("目標".into(), 1), &[3], "学ぶ");
    check_none("事業３か所を実施");
    check_none("計画１０年間の");
}

#[test]
fn a_speech_turns_to_its_matters() {
    for text in ["初めに、防災についてであります。", "次に、子育て支援についてであります。"]
    {
        check(text, Family::Spoken, &[], text);
    }
    check_none("初めに、防災についてであります。備えを進めます。");
}

#[test]
fn symbols_and_brackets() {
    check("- ・市民参加", Family::Symbol('・'), &[], "市民参加");
    check("○区民が", Family::Symbol('○'), &[], "区民が");
    check("〇 区民が", Family::Symbol('○'), &[], "区民が");
    check("- 項目", Family::Symbol('-'), &[], "項目");
    check("【目標指標】", Family::Bracket('【'), &[], "【目標指標】");
    check("## 目的", Family::Declared(2), &[], "目的");
    check_none("- 1 -");
    check("【基本方針】未来を担う", Family::Tagged('【'), &[], "【基本方針】未来を担う");
}
