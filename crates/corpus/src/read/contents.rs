//! Sets lists of contents (目次, 体系) aside: lines that announce headings which come again further down.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::Joint;
use crate::read::block::sets_off;
use crate::read::line::{Line, Role};
use crate::read::words;

/// A list of contents has at least this many entries, or two that both name their pages and come again.
const SHORTEST: usize = 3;
/// And no more than this: what goes on longer is not a list of contents.
const LONGEST: usize = 600;

/// A line as an entry of a list of contents.
struct Entry {
    /// What it shares with its other printing; none for sentences and for lines too long.
    key: Option<u64>,
    /// Where its words come for the last time.
    last: usize,
    /// Whether it names its page.
    is_paged: bool,
    /// Whether leader dots lead to the page.
    is_led: bool,
}

impl Entry {
    /// Whether it announces something at `end` or later.
    fn announces(&self, end: usize) -> bool {
        self.key.is_some() && (self.last >= end || self.is_paged)
    }
}

/// Marks the lines of lists of contents.
pub(crate) fn set_aside(lines: &mut [Line]) {
    let entries = entries(lines);
    let mut start = 0;
    while start < lines.len() {
        let end = if entries[start].announces(start + 1) { list_end(&entries, lines, start) } else { None };
        for line in lines[start..end.unwrap_or(start)].iter_mut().filter(|line| line.is_text()) {
            line.role = Role::Contents;
        }
        start = end.unwrap_or(start + 1);
    }
    for index in 0..lines.len().saturating_sub(1) {
        if lines[index].is_text()
            && lines[index + 1].role == Role::Contents
            && is_contents_title(&lines[index])
        {
            lines[index].role = Role::Contents;
        }
    }
}

fn entries(lines: &[Line]) -> Vec<Entry> {
    let goes_on = |index: usize| {
        let next =
            lines.get(index).filter(|line| line.shown.is_some_and(|shown| shown.joint == Joint::Continues));
        next.map(|line| has_leader(line.text))
    };
    let may_be = |index: usize, line: &Line| match (goes_on(index), goes_on(index + 1)) {
        // An entry too long for its line goes on with the dots on the next.
        (Some(true), _) | (_, Some(true)) => line.is_text(),
        (_, next) => line.is_text() && !is_shown_as_text(line) && next.is_none(),
    };
    let keys: Vec<Option<u64>> =
        lines.iter().enumerate().map(|(at, line)| may_be(at, line).then(|| key(line)).flatten()).collect();
    // What is set off is no entry, and may well be what an entry announces.
    let mut last_seen: BTreeMap<u64, usize> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.is_text()) {
        let is_set_off = line.shown.is_some_and(|shown| sets_off(&shown));
        if let Some(key) = keys[index].or_else(|| key(line).filter(|_| is_set_off)) {
            last_seen.insert(key, index);
        }
    }
    let paged = paged(lines);
    let last = |key: Option<u64>| key.and_then(|key| last_seen.get(&key)).copied().unwrap_or_default();
    let entry = |((index, &key), &run): ((usize, &Option<u64>), &bool)| Entry {
        key,
        last: last(key),
        is_paged: run || has_leader(lines[index].text),
        is_led: has_leader(lines[index].text),
    };
    keys.iter().enumerate().zip(&paged).map(entry).collect()
}

/// Whether the file shows that it is no entry of a list: it goes on with a paragraph, or is set off as the headings are
/// that a list announces and names no page itself.
fn is_shown_as_text(line: &Line) -> bool {
    line.shown.is_some_and(|shown| {
        shown.joint == Joint::Continues
            || sets_off(&shown) && page_behind(line).is_none() && !has_leader(line.text)
    })
}

/// Lines that end in a number after white space, three or more in a row that never falls: page numbers.
fn paged(lines: &[Line]) -> Vec<bool> {
    let pages: Vec<Option<u32>> =
        lines.iter().map(|line| page_behind(line).filter(|_| line.is_text())).collect();
    let mut paged = vec![false; lines.len()];
    let mut start = 0;
    while start < pages.len() {
        let rises = |pair: &&[Option<u32>]| matches!(pair, [Some(before), Some(page)] if before <= page);
        let length = 1 + pages[start..].windows(2).take_while(rises).count();
        if length >= SHORTEST {
            paged[start..start + length].fill(true);
        }
        start += length;
    }
    paged
}

fn page_behind(line: &Line) -> Option<u32> {
    let (words, page) = line.text.rsplit_once(char::is_whitespace)?;
    let digits: String = page.chars().map(words::narrow).collect();
    let is_entry = words::has_japanese(words) && !words.trim_end().ends_with(words::is_digit);
    (is_entry && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

/// Where the list of contents from `start` ends, if a list begins there: most of its entries come again
/// after it or name their pages. An entry that was there already begins the text.
fn list_end(entries: &[Entry], lines: &[Line], start: usize) -> Option<usize> {
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    let (mut end, mut paged) = (start, 0);
    while end < lines.len() && end - start < LONGEST {
        match entries[end].key {
            Some(key) if !seen.insert(key) => break,
            // Between the entries of a list stand pages, and no table.
            None if lines[end].is_text() || lines[end].role == Role::Table => break,
            _ => {}
        }
        // A list that names its pages is over where a line that names none stands off from it.
        let names_none = lines[end].is_text() && !entries[end].is_paged && lines[end].gap > 0;
        if names_none && paged * 2 > end - start {
            break;
        }
        paged += usize::from(entries[end].is_paged);
        end += 1;
    }
    let last = (start..end).rev().find(|&index| entries[index].announces(end))? + 1;
    let listed = entries[start..last].iter().filter(|entry| entry.key.is_some());
    let (count, announcing) =
        (listed.clone().count(), listed.clone().filter(|entry| entry.announces(end)).count());
    let is_short_list = count == 2 && listed.clone().all(|entry| entry.is_paged || entry.last >= end) && {
        entries[start..last].iter().all(|entry| entry.key.is_none() || page_behind(&lines[start]).is_some())
    };
    let is_list = count >= SHORTEST && announcing * 5 >= count * 3;
    // Figures that rise are no proof: 相談件数 10, 講座数 20.
    let is_proven = listed.clone().any(|entry| entry.last >= end || entry.is_led)
        || start.checked_sub(1).is_some_and(|above| is_contents_title(&lines[above]));
    (is_proven && entries[start].announces(end) && (is_list || is_short_list)).then_some(last)
}

/// What a heading-like line shares with its other printing.
fn key(line: &Line) -> Option<u64> {
    // Lines of a paragraph may come again as well, where a paper says the same twice.
    let is_running = line.text.contains('。') || line.text.ends_with(['、', '，']);
    if line.ends || is_running || line.width > 160 {
        return None;
    }
    let text = without_page(line.text);
    // A single letter comes again by chance.
    words::letters(text).nth(1).map(|_| words::fingerprint(words::letters(text)))
}

/// Leader dots with a page number behind.
fn has_leader(text: &str) -> bool {
    let stripped = without_page(text);
    // Words that nearly fill the line leave room for a dot or two; behind a figure it would be a decimal point.
    let is_short = !stripped.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.get(stripped.len()..).is_some_and(|rest| rest.starts_with(['.', '・', '…']));
    stripped.len() < text.len()
        && text.contains(['…', '‥', '・', '.', '･', '．', '-', '─'])
        && ["……", "‥‥", "・・・", "...", "････", "．．．", "…", "---", "───", ". . ."]
            .iter()
            .any(|leader| text.contains(leader))
        || is_short
}

/// The text without leader dots and page number at its end.
fn without_page(text: &str) -> &str {
    let digits =
        text.trim_end_matches(|c: char| words::is_digit(c) || matches!(c, 'Ｐ' | 'P' | 'p' | '頁' | '～'));
    if digits.len() == text.len() {
        return text;
    }
    let leaders = digits.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '…' | '‥' | '・' | '.' | '･' | '．' | '-' | '─' | '(' | '（')
    });
    // A number that belongs to the words has nothing between: 計画2022.
    if leaders.len() < digits.len() && !leaders.is_empty() { leaders } else { text }
}

fn is_contents_title(line: &Line) -> bool {
    let text = line.text;
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = compact.trim_matches(|c| {
        matches!(c, '【' | '】' | '■' | '●' | '〔' | '〕' | '<' | '>' | '＜' | '＞' | '《' | '》')
    });
    let marked = line.mark.as_ref().is_some_and(|mark| mark.family.is_numbered());
    !marked
        && bare.chars().count() <= 14
        && [
            "目次",
            "もくじ",
            "体系",
            "構成",
            "一覧",
            "体系図",
            "全体像",
            "内容",
            "CONTENTS",
            "Contents",
            "INDEX",
        ]
        .iter()
        .any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(source: &str) -> Vec<&str> {
        crate::read::line::kept(source, set_aside)
    }

    #[test]
    fn a_list_that_repeats_the_headings_goes() {
        let source = "【方針の体系】\n方針１ 平和\n考え方１－１ 貢献\n方針２ 連携\n考え方２－１ 協働\n方針１ 平和\n本文である。\n\
                      考え方１－１ 貢献\n本文である。\n方針２ 連携\n考え方２－１ 協働\n本文である。";
        assert_eq!(kept(source)[..2], ["方針１ 平和", "本文である。"]);
        assert_eq!(kept(source).len(), 7);
    }

    #[test]
    fn a_list_with_leaders_goes() {
        let source =
            "目 次\n第１章　総則……………… 1\n第２章　目標……………… 12\n資料編 …………… 30\n第１章　総則\n本文である。";
        assert_eq!(kept(source), ["第１章　総則", "本文である。"]);
    }

    #[test]
    fn entries_that_fill_their_lines_are_entries() {
        let facts =
            |joint: Joint, bold: bool| crate::extract::LineFacts { joint, bold, ..Default::default() };
        let shown = [
            ("１ 総則................................4", facts(Joint::Opens, false)),
            ("２ 市民と行政がともに考えともに進めるための方針..6", facts(Joint::Opens, true)),
            ("３ 市民と行政がともに考えともに進めるための指針.7", facts(Joint::Opens, true)),
            ("４ 市民と行政がともに考えともに進める計画（意見照", facts(Joint::Opens, true)),
            ("会）................................8", facts(Joint::Continues, true)),
            ("５ 評価................................9", facts(Joint::Opens, false)),
            ("１ 総則", facts(Joint::Opens, true)),
            ("市民が担う。", facts(Joint::Opens, false)),
        ];
        let source: String = shown.iter().map(|(text, _)| format!("{text}\n")).collect();
        let facts: Vec<_> = shown.iter().map(|(_, facts)| *facts).collect();
        let mut lines = crate::read::line::cut(&source).shown(&facts).lines;
        set_aside(&mut lines);
        let kept: Vec<&str> = lines.iter().filter(|line| line.is_text()).map(|line| line.text).collect();
        assert_eq!(kept, ["１ 総則", "市民が担う。"]);
    }

    #[test]
    fn headings_that_are_set_off_are_what_a_list_announces() {
        let names = ["１ 総則", "２ 方針", "３ 計画"];
        let plain = crate::extract::LineFacts::default();
        let large = crate::extract::LineFacts { size: 140, ..plain };
        let text = names.iter().flat_map(|name| [(*name, large), ("市民が担う。", plain)]);
        let shown: Vec<_> = names.iter().map(|name| (*name, plain)).chain(text).collect();
        let source: String = shown.iter().map(|(text, _)| format!("{text}\n")).collect();
        let facts: Vec<_> = shown.iter().map(|(_, facts)| *facts).collect();
        let mut lines = crate::read::line::cut(&source).shown(&facts).lines;
        set_aside(&mut lines);
        assert_eq!(lines.iter().filter(|line| line.role == Role::Contents).count(), 3);
        assert!(lines.iter().skip(3).all(Line::is_text));
    }

    #[test]
    fn paragraphs_that_say_the_same_stay() {
        let paragraph =
            "市の責務を定める。市は、\n施策を進める。また、市民と\n協働する。市は、\nその成果を公表する。";
        assert_eq!(kept(&format!("{paragraph}\n{paragraph}")).len(), 8);
    }

    #[test]
    fn headings_that_return_in_each_chapter_stay() {
        let source = "１ 子育て\n現状と課題\n文である。\n主な取組\n・一の実施\n２ 教育\n現状と課題\n文である。\n主な取組\n・二の実施";
        assert_eq!(kept(source).len(), 10);
    }

    #[test]
    fn headings_with_tables_between_are_no_list() {
        let measure = |name: &str| {
            format!(
                "{name}\n【現状】\n文である。\n【年次計画】\n健診 6回 8回 10回\n【指標】\n受診率 41％ 55％ 60％\n"
            )
        };
        let source = ["施策１ 健康", "施策２ 医療", "施策３ 観光"].map(measure).concat();
        let mut lines = crate::read::line::cut(&source).lines;
        crate::read::table::set_aside(&mut lines);
        set_aside(&mut lines);
        assert!(lines.iter().all(|line| line.role != Role::Contents));
    }
}
