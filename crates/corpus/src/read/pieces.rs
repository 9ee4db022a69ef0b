//! Puts headings together that are printed in pieces: the number on a line of its own above the words
//! (第４章 / 計画の推進), a label stacked over two lines with the number last (基本 / 施策 … 2).

use std::iter::Peekable;

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
            joined.extend(merge(std::mem::take(&mut pending), heading));
            continue;
        }
        if may_be_label_piece(&pending) && rest.peek().is_some() {
            continue;
        }
        // The pieces of what is no label are words; only what follows them can be a number.
        let last = pending.pop();
        joined.append(&mut pending);
        joined.extend(last.map(|block| with_words(source, lines, block, &mut rest)));
    }
    caption_articles(&mut joined);
    joined
}

/// A line in round brackets right above 第２条 is that article's caption.
fn caption_articles(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let below = blocks[at].mark.is_none() && mark::is_article(&blocks[at].words);
        if let Some(mark) =
            blocks[at - 1].mark.as_mut().filter(|mark| below && mark.family == Family::Bracket('（'))
        {
            mark.family = Family::Article;
        }
    }
}

/// A number on a line of its own with the words below it; anything else as it is.
fn with_words(
    source: &str,
    lines: &[Line],
    mut block: Block,
    rest: &mut Peekable<impl Iterator<Item = Block>>,
) -> Block {
    let are_words = |next: &Block| is_bare_number(lines, &block) && is_phrase(next) && !next.interrupted;
    if let Some(words) = rest.next_if(are_words) {
        let number = block.heading(source, lines);
        block.printed = Some(format!("{number} {}", words.heading(source, lines)));
        block.absorb(words);
    }
    block
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
    Some((mark, format!("{label}{number} {}", words::spaced(title))))
}

/// The words, the figures at their end and what these are worth.
fn trailing_number(text: &str) -> Option<(&str, &str, u32)> {
    let title = text.trim_end_matches(words::is_digit);
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

/// The pieces of a label as the one heading they are read as.
fn merge(pieces: Vec<Block>, (mark, printed): (Mark, String)) -> Option<Block> {
    let mut label = pieces.into_iter().reduce(|mut above, below| {
        above.absorb(below);
        above
    })?;
    label.mark = Some(mark);
    label.printed = Some(printed);
    Some(label)
}
