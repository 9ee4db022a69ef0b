//! Headings a file does not declare (見出しの指定のない行) beside those it does: whoever declares some of them need not
//! have declared all, but what is left needs better signs than elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::Rank;
use crate::read::block::Block;
use crate::read::heading::Class;
use crate::read::line::Line;
use crate::read::mark::{self, Family};

/// So many headings are declared by intent.
const FEWEST: usize = 3;

/// How often a family without declaration seems to head something, and how often it has text below it.
#[derive(Default)]
struct Count {
    phrases: usize,
    heads: usize,
}

/// Whether a file declares its headings.
pub(crate) fn declares(blocks: &[Block]) -> bool {
    blocks.iter().filter(|block| is_declared(block)).count() >= FEWEST
}

fn is_declared(block: &Block) -> bool {
    matches!(block.rank(), Rank::Heading(_))
}

/// Where a file declares its headings, another line with a mark is one if its type sets it off, if declared ones have
/// such a mark, or if what has this mark mostly has text below it.
pub(crate) fn settle(lines: &[Line], blocks: &[Block], classes: &mut [Class]) {
    if !declares(blocks) {
        return;
    }
    let declared: BTreeSet<Family> = blocks
        .iter()
        .filter(|block| is_declared(block))
        .filter_map(|block| Some(mark::read(lines[block.lines[0]].text)?.family))
        .collect();
    let is_weak = |block: &Block, class: Class| {
        class == Class::Heading
            && block.rank() == Rank::Unknown
            && !block.stands_out()
            && matches!(block.family(), Family::Form(_) | Family::Symbol(_) | Family::Tagged(_))
            && !declared.contains(block.family())
    };
    let mut counts: BTreeMap<&Family, Count> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate().filter(|(index, block)| is_weak(block, classes[*index])) {
        let next = (index + 1..blocks.len())
            .find(|&next| !matches!(classes[next], Class::Departments | Class::Loose | Class::Note));
        let has_text = next
            .is_some_and(|next| classes[next] == Class::Statement && blocks[next].family() != block.family());
        let count = counts.entry(block.family()).or_default();
        count.phrases += 1;
        count.heads += usize::from(has_text);
    }
    for (block, class) in blocks.iter().zip(classes.iter_mut()) {
        let heads = counts.get(block.family()).is_some_and(|count| count.heads * 2 >= count.phrases);
        if is_weak(block, *class) && !heads {
            *class = Class::Statement;
        }
    }
}
