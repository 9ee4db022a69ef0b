//! The cover (表紙) and what else stands before the list of contents or the first chapter: sender, key words, a table of
//! revisions. None of that heads a part of the paper; a foreword does, and a summary. A line that only says whose paper it
//! is and for when (令和７年度 子育て支援部) heads nothing either, whatever the file calls it.

use crate::read::block::Block;
use crate::read::heading::Class;
use crate::read::line::{Line, Role};
use crate::read::mark::Family;
use crate::read::stack::OUTERMOST;
use crate::read::statement::is_division;
use crate::read::undeclared;
use crate::read::words;

/// What is longer than this before the contents is a part of the paper.
const MOST_BLOCKS: usize = 40;

/// Takes those lines of the cover for loose that seem to be headings and have no sentence below them.
pub(crate) fn set_aside(lines: &[Line], blocks: &[Block], classes: &mut [Class]) {
    let Some(end) = end(lines, blocks) else { return };
    let heads_part = |index: usize| {
        classes[index] == Class::Heading
            && !matches!(blocks[index].family(), Family::Plain | Family::Bracket(_))
    };
    if end > MOST_BLOCKS || (0..end).any(heads_part) {
        return;
    }
    for index in (0..end).filter(|&index| classes[index] == Class::Heading).collect::<Vec<_>>() {
        let has_text = classes.get(index + 1) == Some(&Class::Statement)
            && blocks.get(index + 1).is_some_and(|next| next.complete && *next.family() == Family::Plain);
        if !has_text && !OUTERMOST.contains(&words::key(&blocks[index].words).as_str()) {
            classes[index] = Class::Loose;
        }
    }
}

/// Takes those lines above the first statement for loose that only say whose paper it is and for when, unless others like
/// them head parts of it further down.
pub(crate) fn set_facts_aside(blocks: &[Block], classes: &mut [Class]) {
    let is_heading = |index: usize, classes: &[Class]| {
        classes[index] == Class::Heading
            && matches!(blocks[index].family(), Family::Plain | Family::Declared(_))
            && says_whose_and_when(&blocks[index].words)
    };
    let first = classes.iter().position(|class| *class == Class::Statement).unwrap_or(blocks.len());
    if (first..blocks.len()).any(|index| is_heading(index, classes)) {
        return;
    }
    for index in 0..first {
        if is_heading(index, classes) && classes.get(index + 1) != Some(&Class::Statement) {
            classes[index] = Class::Loose;
        }
    }
}

/// Whether words are the name of a municipality or a year, perhaps with a division beside it, and nothing else.
fn says_whose_and_when(text: &str) -> bool {
    let years = kurabe_text::years(text);
    let mut rest = text.to_owned();
    years.iter().rev().for_each(|year| rest.replace_range(year.range.clone(), " "));
    let is_place = |part: &str| {
        (2..=10).contains(&part.chars().count())
            && part.ends_with(['都', '道', '府', '県', '市', '区', '町', '村'])
            && !part.contains(['の', 'を', 'と'])
    };
    let mut has_place = false;
    let parts = rest.split(|c: char| c.is_whitespace() || "（）()【】〔〕［］".contains(c));
    let are_names = parts.filter(|part| !part.is_empty()).all(|part| {
        has_place |= is_place(part);
        is_place(part) || is_division(part)
    });
    years.len() <= 1 && are_names && (has_place || !years.is_empty())
}

/// The block the paper begins with, where its cover shows: what the file declares first as a heading, else what
/// stands below the list of contents.
fn end(lines: &[Line], blocks: &[Block]) -> Option<usize> {
    if undeclared::declares(blocks) {
        return blocks.iter().position(|block| matches!(block.family(), Family::Declared(_)));
    }
    let contents = lines.iter().position(|line| line.role == Role::Contents)?;
    Some(blocks.partition_point(|block| block.lines[0] < contents))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{block, layout::Layout, line};
    use crate::read::{contents, heading};

    /// The headings that stay.
    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let mut lines = line::cut(source).lines;
        contents::set_aside(&mut lines);
        let layout = Layout::measure(&lines);
        let blocks = block::assemble(source, &mut lines, layout);
        let mut classes = heading::classify(&lines, &blocks);
        set_aside(&lines, &blocks, &mut classes);
        set_facts_aside(&blocks, &mut classes);
        let headings: Vec<&str> = blocks
            .iter()
            .zip(&classes)
            .filter(|(_, class)| **class == Class::Heading)
            .map(|(block, _)| block.words.as_str())
            .collect();
        assert_eq!(headings, expected, "{source}");
    }

    const BODY: &str =
        "目次\n１ 現状……１\n２ 施策……３\n３ 推進……５\n１ 現状\n減る。\n２ 施策\n進める。\n３ 推進\n図る。";

    #[test]
    fn what_stands_before_the_contents_heads_only_text() {
        check(
            &format!("緑川市\n〔キーワード〕\n〔概要〕\n計画を定める。\n{BODY}"),
            &["〔概要〕", "現状", "施策", "推進"],
        );
    }

    #[test]
    fn whose_paper_it_is_heads_nothing() {
        check("# 令和７年度 緑川市子育て支援部\n## 相談\n応じる。", &["相談"]);
        check("# 令和７年度\n予算を組む。\n## 相談\n応じる。", &["令和７年度", "相談"]);
        check(
            "# 令和７年度\n## 相談\n応じる。\n# 令和８年度\n## 遊び場\n設ける。",
            &["令和７年度", "相談", "令和８年度", "遊び場"],
        );
        check("# 総務部\n## 相談\n応じる。", &["総務部", "相談"]);
    }

    #[test]
    fn a_part_before_the_contents_stays() {
        check(
            &format!("１ 趣旨\n〔対象〕\n〔期間〕\n定める。\n{BODY}"),
            &["趣旨", "〔対象〕", "〔期間〕", "現状", "施策", "推進"],
        );
    }
}
