//! What a target measures (何を測るか), in the words of its statement.
//!
//! It stands before the number (受入件数 150件以上, 満足度を90%以上に) as far back as the last sign, or behind it
//! where nothing stands before (年間10件程度の事業を). The first cell of a row of a table says it of all numbers of the
//! row. Where a sentence names two numbers of one thing (3ポイント引き上げ、50％台), the first has said it. A statement that is
//! nothing but its number is spoken for by its heading.

use kurabe_model::{Quote, Statement, StatementKind, Target};
use kurabe_text::letter::{closes, is_digit, is_han, is_numeral, opens};
use kurabe_text::years;

/// How far before a number the words for its thing are looked for, in bytes.
const FARTHEST: usize = 900;
/// What ends the words for a thing in running text.
const ENDS: [char; 11] = ['、', '。', '：', ':', '，', '→', ';', '；', '・', '\n', '／'];
/// What leads over from a thing to its number, longest first where one ends another.
const LEADS: &[&str] = &[
    "新たに",
    "さらに",
    "について",
    "における",
    "前年度から",
    "対前年度比",
    "対前年比",
    "前年度比",
    "現状から",
    "これまで",
    "までに",
    "おおむね",
    "毎年度",
    "各年度",
    "本年度",
    "今年度",
    "来年度",
    "年間",
    "毎年",
    "今後",
    "現状値",
    "基準値",
    "実績値",
    "現状",
    "現在",
    "中間",
    "最終",
    "数値目標",
    "目標値",
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
/// What so many times in are counted, before a number: 年20回. Behind what they could be joined with they are of a word.
const SPANS: [&str; 4] = ["年", "月", "週", "日"];
/// By what is counted, with a figure before it: 1人1日当たり.
const COUNTED: [&str; 10] = ["人", "世帯", "日", "件", "回", "年", "か月", "月", "戸", "施設"];
/// How many numbers back a sentence is looked through for what it measures.
const BACK: usize = 3;
/// What joins a thing to the one before it.
const JOINS: [&str; 7] = ["及び", "および", "または", "かつ", "新たに", "と", "の"];
/// What leads over from a year to what is measured.
const DATES: [&str; 12] =
    ["末までに", "末までの", "末に", "末の", "中に", "までに", "から", "には", "は", "に", "の", "度"];
/// What stands behind words that are no name of a thing.
const VERBS: [&str; 5] = ["ます", "る", "した", "こと", "ません"];
/// What ends the words behind a number.
const STOPS: [&str; 7] = ["を", "が", "は", "に", "へ", "で", "と"];

/// What `target` measures.
pub(crate) fn measured(quote: &Quote, target: &Target) -> String {
    let statement = &quote.statement;
    let first = statement.targets.partition_point(|other| other.range.end <= target.range.start);
    let said_before = statement.targets.get(..first).unwrap_or_default().iter().rev().take(BACK);
    let is_of_sentence = |other: &&Target| {
        let between = statement.text.get(other.range.end..target.range.start);
        statement.kind != StatementKind::Target && between.is_some_and(|between| !between.contains('。'))
    };
    let said_before = || said_before.take_while(is_of_sentence).find_map(|other| own(statement, other));
    own(statement, target)
        .or_else(said_before)
        .or_else(|| quote.headings().last().cloned())
        .unwrap_or_else(|| quote.facts.title.value.clone())
}

/// What a statement says itself that a number of its measures.
fn own(statement: &Statement, target: &Target) -> Option<String> {
    let text = &statement.text;
    // What was said for the target before it has been said.
    let before = statement.targets.partition_point(|other| other.range.end <= target.range.start);
    let start =
        before.checked_sub(1).and_then(|last| statement.targets.get(last)).map_or(0, |last| last.range.end);
    let before = text.get(start..target.range.start).unwrap_or_default();
    let behind = text.get(target.range.end..).unwrap_or_default();
    let item = statement.kind == StatementKind::Target;
    match cells_before(statement, before) {
        // コピー用紙使用量 30％削減: a cell may say itself what its number measures.
        Some((first, own)) => before_number(own, target, item).or_else(|| name_of_row(first, statement)),
        None => before_number(before, target, item).or_else(|| behind_number(behind)),
    }
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
    let before = before.get(before.floor_char_boundary(before.len().saturating_sub(FARTHEST))..)?;
    // 受診率 45％→50％→: what stands before the first arrow.
    let mut words = if item { before.split(['→', '⇒', '➡']).next().unwrap_or(before) } else { before };
    loop {
        // A sign that only parts the number from its thing is passed over, the end of a clause is not.
        let parts = |c: char| if item { ENDS.contains(&c) } else { matches!(c, '：' | ':' | '→') };
        let rest = words.trim_end();
        let figure = rest.trim_end_matches(['千', '万', '億']);
        let rest = if figure.ends_with(is_figure) { figure } else { rest };
        let rest = rest.trim_end_matches(|c| parts(c) || opens(c) || is_figure(c));
        // 受診率を、60％以上に: a sign behind what leads over to the number parts nothing.
        let rest =
            rest.strip_suffix(['、', '，']).filter(|rest| rest.ends_with(['を', 'は', 'も'])).unwrap_or(rest);
        // ４月１日までに: a day is when.
        let rest = rest.strip_suffix(['月', '日']).filter(|rest| rest.ends_with(is_figure)).unwrap_or(rest);
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
        let stands_off = |rest: &&str| {
            let figure = rest.trim_end_matches(['千', '万', '億']);
            figure.ends_with(is_figure) || rest.ends_with(char::is_whitespace)
        };
        let figure = || units.clone().find_map(|unit| rest.strip_suffix(unit).filter(stands_off));
        // 41％（R5）: when it was so.
        let noted = || {
            let note = rest.strip_suffix(['）', ')'])?;
            let (figure, note) = note.split_at_checked(note.rfind(['（', '('])?)?;
            let is_counted = figure.ends_with(is_figure) || units.clone().any(|unit| figure.ends_with(unit));
            (item && is_counted && note.contains(is_digit)).then_some(figure)
        };
        let shorter = LEADS.iter().find_map(|lead| rest.strip_suffix(*lead));
        let rest = shorter.or_else(figure).or_else(noted).or_else(|| without_span(rest)).unwrap_or(rest);
        if rest.len() == words.len() {
            break;
        }
        words = rest;
    }
    name(words.get(start_of(words, item)..)?)
}

/// The words without what its number is counted by, where that hangs on them: ごみ排出量を of ごみ排出量を１人１日当たり, 講座を of
/// 講座を年.
fn without_span(words: &str) -> Option<&str> {
    let hangs = |rest: &&str| rest.is_empty() || rest.ends_with(['を', 'は', 'が', 'に', 'で', '、']);
    if let Some(rest) = SPANS.into_iter().find_map(|span| words.strip_suffix(span).filter(hangs)) {
        return Some(rest);
    }
    let mut rest =
        ["当たり", "あたり", "当り", "につき"].into_iter().find_map(|word| words.strip_suffix(word))?;
    while let Some(counted) = COUNTED.into_iter().find_map(|unit| rest.strip_suffix(unit)) {
        let figure = counted.trim_end_matches(|c| is_digit(c) || is_numeral(c));
        if figure.len() == counted.len() {
            break;
        }
        rest = figure;
    }
    Some(rest).filter(hangs)
}

/// Where the words for a thing begin: behind the last bracket that is still open, and in running text behind the last sign
/// that is in no bracket.
fn start_of(words: &str, item: bool) -> usize {
    let mut closed = 0usize;
    for (at, c) in words.char_indices().rev() {
        match c {
            _ if closes(c) => closed += 1,
            _ if opens(c) && closed > 0 => closed -= 1,
            _ if opens(c) || (!item && closed == 0 && ENDS.contains(&c)) => return at + c.len_utf8(),
            _ => {}
        }
    }
    0
}

fn behind_number(behind: &str) -> Option<String> {
    let end = behind.find(|c| ENDS.contains(&c)).unwrap_or(behind.len());
    let words = behind.get(..end).unwrap_or(behind);
    let end = STOPS.iter().filter_map(|stop| words.find(stop)).min().unwrap_or(words.len());
    // 開設し is what is done.
    let is_done = |name: &String| name.strip_suffix('し').is_some_and(|stem| stem.ends_with(is_han));
    name(words.get(..end).unwrap_or(words)).filter(|name| !is_done(name))
}

/// Words that name a thing: two letters at least, and no verb.
fn name(words: &str) -> Option<String> {
    let mut words = words.trim().trim_start_matches(|c: char| ENDS.contains(&c) || closes(c)).trim_start();
    words = JOINS.iter().find_map(|join| words.strip_prefix(join)).unwrap_or(words).trim();
    if let Some(year) = years(words).first().filter(|year| year.range.start == 0) {
        words = words.get(year.range.end..).unwrap_or_default();
    } else {
        // 27年度は, ４月から
        let unnumbered = words.trim_start_matches(is_digit);
        let is_date = |rest: &&str| ["から", "より", "は", "に"].iter().any(|word| rest.starts_with(word));
        let dates = ["年度", "年", "月", "日"].iter();
        let of_time = dates.filter_map(|time| unnumbered.strip_prefix(time)).find(is_date);
        words = of_time.filter(|_| unnumbered.len() < words.len()).unwrap_or(words);
    }
    let times = ["本年度", "今年度", "来年度", "今後"];
    words = times.iter().find_map(|time| words.strip_prefix(time)).unwrap_or(words);
    words = DATES.iter().find_map(|date| words.strip_prefix(date)).unwrap_or(words);
    words = words.trim_start_matches(['を', '、', '，']);
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
        check("女性の割合を、令和１２年４月までに", "%", false, Some("女性の割合"));
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
        check("健診受診率の向上（目標値", "％", false, Some("健診受診率の向上"));
        check("図ります（受診率", "％", false, Some("受診率"));
        check(
            "子育て施設（保育園、幼稚園）の定員を",
            "人",
            false,
            Some("子育て施設（保育園、幼稚園）の定員"),
        );
        check("ごみ排出量を１人１日当たり", "g", false, Some("ごみ排出量"));
        check("町の負担額　利用者１人当たり", "円", true, Some("町の負担額　利用者１人当たり"));
        check("講座を毎年度", "回", false, Some("講座"));
        check("環境学習の機会を年", "回", false, Some("環境学習の機会"));
        check("延床面積を今後20年間で", "％", false, Some("延床面積"));
        check("待ち時間を現在の30分から", "分", false, Some("待ち時間"));
        check("27年度は受け入れ枠を", "人", false, Some("受け入れ枠"));
        check("平成25年度は受け入れ枠を", "人", false, Some("受け入れ枠"));
        check("毎年度", "回", true, None);
        check("１日の歩数（成人男性）　", "歩", true, Some("１日の歩数（成人男性）"));
        check("町道改良地区（地区）　基準値1（R2）→", "地区", true, Some("町道改良地区（地区）"));
        check("年間宿泊者数　１１万人（R5）→ ", "人", true, Some("年間宿泊者数"));
        check("受診率　４１．２％（R5）→ ", "％", true, Some("受診率"));
        check(
            "販売額（百万円）　基準値22797（H28）→中間24000→最終",
            "百万円",
            true,
            Some("販売額（百万円）"),
        );
    }

    #[test]
    fn else_what_stands_behind_it() {
        assert_eq!(behind_number("の事業を実施する").as_deref(), Some("事業"));
        assert_eq!(behind_number("削減いたします。"), None);
        assert_eq!(behind_number("。"), None);
    }
}
