//! What a target measures (何を測るか), in the words of its statement.
//!
//! It stands before the number (受入件数 150件以上, 満足度を90%以上に) as far back as the last sign, or behind it
//! where nothing stands before (年間10件程度の事業を). The first cell of a row of a table says it of all numbers of the
//! row. A statement that is nothing but its number is spoken for by its heading.

use kurabe_model::{Quote, Statement, StatementKind, Target};
use kurabe_text::years;

/// What ends the words for a thing in running text.
const ENDS: [char; 11] = ['、', '。', '：', ':', '，', '→', ';', '；', '・', '\n', '／'];
/// What leads over from a thing to its number.
const LEADS: [&str; 28] = [
    "新たに",
    "さらに",
    "について",
    "における",
    "前年度から",
    "前年度比",
    "現状から",
    "までに",
    "おおむね",
    "年間",
    "毎年",
    "現状",
    "目標",
    "及び",
    "または",
    "から",
    "より",
    "を",
    "は",
    "が",
    "に",
    "の",
    "で",
    "も",
    "計",
    "約",
    "と",
    "へ",
];
/// What joins a thing to the one before it.
const JOINS: [&str; 7] = ["及び", "および", "または", "かつ", "新たに", "と", "の"];
/// What leads over from a year to what is measured.
const DATES: [&str; 8] = ["末までに", "末までの", "末に", "末の", "中に", "までに", "に", "の"];
/// What stands behind words that are no name of a thing.
const VERBS: [&str; 5] = ["ます", "する", "した", "こと", "ません"];
/// What ends the words behind a number.
const STOPS: [&str; 7] = ["を", "が", "は", "に", "へ", "で", "と"];

/// What `target` measures.
pub(crate) fn measured(quote: &Quote, target: &Target) -> String {
    let statement = &quote.statement;
    let text = &statement.text;
    // What was said for the target before it has been said.
    let others = statement.targets.iter().map(|other| other.range.end);
    let start = others.filter(|end| *end <= target.range.start).max().unwrap_or(0);
    let before = text.get(start..target.range.start).unwrap_or_default();
    let behind = text.get(target.range.end..).unwrap_or_default();
    let item = statement.kind == StatementKind::Target;
    let own = match cells_before(statement, before) {
        // コピー用紙使用量 30％削減: a cell may say itself what its number measures.
        Some((first, own)) => before_number(own, target, item).or_else(|| name_of_row(first, statement)),
        None => before_number(before, target, item).or_else(|| behind_number(behind)),
    };
    own.or_else(|| quote.headings().last().cloned()).unwrap_or_else(|| quote.facts.title.value.clone())
}

/// The first of several cells of a row, and what its own cell says before a number; nothing where a statement is no such row.
fn cells_before<'s>(statement: &'s Statement, before: &'s str) -> Option<(&'s str, &'s str)> {
    statement.span.row?;
    let (first, _) = statement.text.split_once('\t')?;
    Some((first, before.rsplit_once('\t').map_or("", |(_, own)| own)))
}

/// The cell a row begins with, 待機児童数 before 人, 12 and 0, unless it is such a number itself.
fn name_of_row(first: &str, statement: &Statement) -> Option<String> {
    let is_number = statement.targets.iter().any(|target| target.range.start < first.len());
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2 && !is_number).then(|| first.to_owned())
}

/// The words before the number: all of them where the statement is an `item` of a list of targets, and in
/// running text as far back as the last sign.
fn before_number(before: &str, target: &Target, item: bool) -> Option<String> {
    let mut words = before;
    loop {
        // A sign that only parts the number from its thing is passed over, the end of a clause is not.
        let parts = |c: char| if item { ENDS.contains(&c) } else { matches!(c, '：' | ':' | '→') };
        let rest = words.trim_end().trim_end_matches(|c| parts(c) || is_figure(c));
        let rest = rest.strip_suffix('月').filter(|rest| rest.ends_with(is_figure)).unwrap_or(rest);
        // 2013年度比で says what it is measured against, 令和8年度中に when.
        let base = ["対比", "比", "中", "末"].into_iter().find_map(|word| rest.strip_suffix(word));
        let is_year = |base: &&str| years(base).last().is_some_and(|year| year.range.end == base.len());
        let rest = base.filter(is_year).unwrap_or(rest);
        let rest = match years(rest).last() {
            Some(year) if year.range.end == rest.len() => rest.get(..year.range.start).unwrap_or_default(),
            _ => rest,
        };
        // A unit stands behind a figure that was said before; 日 of 開館日 is none.
        let units = ["%", "％", target.unit.as_str()].into_iter().filter(|unit| !unit.is_empty());
        let stands_off = |rest: &&str| rest.ends_with(|c: char| is_figure(c) || c.is_whitespace());
        let figure = || units.into_iter().find_map(|unit| rest.strip_suffix(unit).filter(stands_off));
        let shorter = LEADS.into_iter().find_map(|lead| rest.strip_suffix(lead)).or_else(figure);
        let rest = shorter.unwrap_or(rest);
        if rest.len() == words.len() {
            break;
        }
        words = rest;
    }
    let start = if item { None } else { words.rfind(|c| ENDS.contains(&c)) };
    let own = start.and_then(|start| words.get(start..)).unwrap_or(words);
    name(own.trim_start_matches(|c: char| ENDS.contains(&c)))
}

fn behind_number(behind: &str) -> Option<String> {
    let end = behind.find(|c| ENDS.contains(&c)).unwrap_or(behind.len());
    let words = behind.get(..end).unwrap_or(behind);
    let end = STOPS.iter().filter_map(|stop| words.find(stop)).min().unwrap_or(words.len());
    name(words.get(..end).unwrap_or(words))
}

/// Words that name a thing: two letters at least, and no verb.
fn name(words: &str) -> Option<String> {
    let words = words.trim();
    let words = JOINS.iter().find_map(|join| words.strip_prefix(join)).unwrap_or(words).trim();
    let words = match years(words).first() {
        Some(year) if year.range.start == 0 => words.get(year.range.end..).unwrap_or_default(),
        _ => words,
    };
    let words = DATES.iter().find_map(|date| words.strip_prefix(date)).unwrap_or(words);
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2 && !VERBS.iter().any(|verb| words.ends_with(verb))).then(|| words.to_owned())
}

fn is_figure(c: char) -> bool {
    c.is_numeric() || matches!(c, '.' | '．' | ',')
}

#[cfg(test)]
mod tests {
    use kurabe_model::Comparator;

    use super::*;

    fn check(before: &str, unit: &str, item: bool, expected: Option<&str>) {
        let target = Target {
            text: String::new(),
            range: 0..0,
            value: 0.0,
            unit: unit.to_owned(),
            comparator: Comparator::Equal,
            deadline: None,
        };
        assert_eq!(before_number(before, &target, item).as_deref(), expected, "{before}");
    }

    #[test]
    fn what_stands_before_a_number_is_measured() {
        check("寄付の受入件数 ", "件", true, Some("寄付の受入件数"));
        check("及び受講満足度", "%", true, Some("受講満足度"));
        check("窓口サービスの満足度 80.5%→", "%", true, Some("窓口サービスの満足度"));
        check("「宣言」の認定企業数：", "社", true, Some("「宣言」の認定企業数"));
        check("データ形式、レイアウトの変更 ", "件", true, Some("データ形式、レイアウトの変更"));
        check("これにより、2031年度までに管理戸数を", "%", false, Some("管理戸数"));
        check("女性の割合を、令和１２年４月までに", "%", false, None);
        check("提案を募り、令和７年度までに年間", "件", false, None);
        check("公共施設の延床面積 2031年度までに", "%", true, Some("公共施設の延床面積"));
        check("あわせて、時間外勤務を前年度から", "割", false, Some("時間外勤務"));
        check("令和７年度までに年間", "件", false, None);
        check("排出量を令和12年度までに2013年度比で", "％", false, Some("排出量"));
        check("会員を令和9年度に", "名", false, Some("会員"));
        check("令和8年度末までに防犯カメラを", "台", false, Some("防犯カメラ"));
        check("開館日を年間", "日", false, Some("開館日"));
        check("公園を令和8年度中に", "か所", false, Some("公園"));
        check("広場を新たに", "か所", false, Some("広場"));
    }

    #[test]
    fn else_what_stands_behind_it() {
        assert_eq!(behind_number("の事業を実施する").as_deref(), Some("事業"));
        assert_eq!(behind_number("削減いたします。"), None);
        assert_eq!(behind_number("。"), None);
    }
}
