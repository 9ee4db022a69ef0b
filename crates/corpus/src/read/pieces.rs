//! Puts headings together that are printed in pieces: the number on a line of its own above the words
//! (第４章 / 計画の推進), a label stacked over two lines with the number last (基本 / 施策 … 2).

use crate::read::block::Block;
use crate::read::line::Line;
use crate::read::mark::{self, Family, Mark};
use crate::read::statement;
use crate::read::words::{self, is_han, narrow};

/// The longest piece of a stacked label, in characters.
const LONGEST_PIECE: usize = 4;

/// Joins the pieces of headings among `blocks`.
pub(crate) fn join(source: &str, lines: &[Line], blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rest = blocks.into_iter().peekable();
    let mut pending: Vec<Block> = Vec::new();
    while let Some(block) = rest.next() {
        pending.push(block);
        if let Some(heading) = stacked_label(&pending) {
            joined.push(merge(std::mem::take(&mut pending), Some(heading)));
            continue;
        }
        if may_be_label_piece(&pending) && rest.peek().is_some() {
            continue;
        }
        let mut waiting = std::mem::take(&mut pending).into_iter().peekable();
        while let Some(mut block) = waiting.next() {
            let next = if waiting.peek().is_some() { waiting.peek() } else { rest.peek() };
            if next.is_some_and(|next| is_bare_number(lines, &block) && is_phrase(next) && !next.interrupted)
            {
                let words = if waiting.peek().is_some() { waiting.next() } else { rest.next() };
                let Some(words) = words else { continue };
                let number = block.heading(source, lines);
                block.printed = Some(format!("{number} {}", words.heading(source, lines)));
                block.absorb(words);
            }
            joined.push(block);
        }
    }
    joined.extend(pending);
    joined
}

/// Whether the blocks so far could be the upper pieces of a stacked label.
fn may_be_label_piece(blocks: &[Block]) -> bool {
    let is_piece = |block: &Block| {
        let text = &block.words;
        is_phrase(block) && text.chars().count() <= LONGEST_PIECE && text.chars().all(is_han)
    };
    blocks.len() <= 2 && blocks.iter().all(is_piece)
}

/// Reads `blocks` as one heading whose label is stacked and whose number comes last.
fn stacked_label(blocks: &[Block]) -> Option<(Mark, String)> {
    let (last, above) = blocks.split_last().filter(|(last, above)| !above.is_empty() && is_phrase(last))?;
    let mut label: String = above.iter().map(|block| block.words.as_str()).collect();
    let words = last.words.as_str();
    let (title, number, value) = trailing_number(words)?;
    let mut title = title;
    if let Some((first, rest)) = title.split_once([' ', '\u{3000}'])
        && first.chars().count() <= LONGEST_PIECE
        && first.chars().all(is_han)
    {
        label.push_str(first);
        title = rest.trim_start();
    }
    let family = mark::read(&format!("{label}{number} "))
        .map(|mark| mark.family)
        .filter(|family| matches!(family, Family::Label(..)))?;
    let mark = Mark { family, number: vec![value], length: 0, weak: false };
    Some((mark, format!("{label}{number} {}", title.split_whitespace().collect::<Vec<_>>().join(" "))))
}

/// The words, the figures at their end and what these are worth.
fn trailing_number(text: &str) -> Option<(&str, &str, u32)> {
    let title = text.trim_end_matches(|c: char| narrow(c).is_ascii_digit());
    let number = text.get(title.len()..)?;
    let value = number.chars().map(narrow).collect::<String>().parse().ok()?;
    let words_before = title.chars().next_back().is_some_and(words::is_japanese);
    (words_before && value < 100).then_some((title, number, value))
}

fn is_bare_number(lines: &[Line], block: &Block) -> bool {
    block.mark.as_ref().is_some_and(|mark| mark.family.is_numbered())
        && block.lines.len() == 1
        && block.marker(lines) == lines[block.lines[0]].text
}

fn is_phrase(block: &Block) -> bool {
    block.mark.is_none() && !block.complete && statement::departments_line(&block.words).is_none()
}

fn merge(blocks: Vec<Block>, heading: Option<(Mark, String)>) -> Block {
    let mut blocks = blocks.into_iter();
    let mut merged = blocks.next().expect("a label has pieces");
    blocks.for_each(|block| merged.absorb(block));
    if let Some((mark, printed)) = heading {
        merged.mark = Some(mark);
        merged.printed = Some(printed);
    }
    merged
}
