//! The cover (表紙) and what else stands before the list of contents or the first chapter: sender, key words, a table of
//! revisions. None of that heads a part of the paper; a foreword does, and a summary.

use crate::read::block::Block;
use crate::read::heading::Class;
use crate::read::line::{Line, Role};
use crate::read::mark::Family;
use crate::read::stack::OUTERMOST;
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
    fn a_part_before_the_contents_stays() {
        check(
            &format!("１ 趣旨\n〔対象〕\n〔期間〕\n定める。\n{BODY}"),
            &["趣旨", "〔対象〕", "〔期間〕", "現状", "施策", "推進"],
        );
    }
}
