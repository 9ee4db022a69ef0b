//! Numbered lines that seem to be headings but are the items (項目) of a list.
//!
//! A heading has something below it, an item has not. What follows a list seems to lie below its last item,
//! so that one is judged by the others.

use crate::read::block::Block;
use crate::read::heading::Class;
use crate::read::line::{Line, Role};
use crate::read::mark::Family;
use crate::read::stack::{Entry, Stack};
use crate::read::statement;

/// A heading of the first walk, and what was found below it.
#[derive(Debug)]
struct Node<'b> {
    block: usize,
    parent: Option<usize>,
    family: &'b Family,
    filled: bool,
    set_off: bool,
}

/// The blocks of lists whose entries have nothing below them.
pub(crate) fn without_text(source: &str, lines: &[Line], blocks: &[Block], classes: &[Class]) -> Vec<usize> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut stack = Stack::default();
    for (index, block) in blocks.iter().enumerate() {
        match classes[index] {
            Class::Heading => {
                let parent = stack.push(Entry::of(block, lines), nodes.len());
                if let Some(parent) = parent {
                    nodes[parent].filled = true;
                }
                nodes.push(Node {
                    block: index,
                    parent,
                    family: block.family(),
                    filled: false,
                    set_off: false,
                });
            }
            Class::Statement | Class::Departments => {
                stack.fill();
                if let Some(top) = stack.top() {
                    nodes[top].filled = true;
                }
            }
            Class::Title | Class::Note | Class::Loose => {}
        }
        // A heading with a table below it has something below it.
        if let Some(next) = blocks.get(index + 1)
            && next.interrupted
            && let Some(node) = nodes.last_mut().filter(|node| node.block == index)
        {
            node.set_off = lines[block.lines[block.lines.len() - 1]..next.lines[0]]
                .iter()
                .any(|line| line.role == Role::Table);
        }
    }
    let mut items = Vec::new();
    let mut lists: Vec<Vec<usize>> = Vec::new();
    for (index, node) in nodes.iter().enumerate().filter(|(_, node)| may_be_item(node.family)) {
        let like = |list: &&mut Vec<usize>| {
            let last = &nodes[list[list.len() - 1]];
            last.parent == node.parent && last.family == node.family
        };
        match lists.iter_mut().rev().take(8).find(like) {
            Some(list) => list.push(index),
            None => lists.push(vec![index]),
        }
    }
    for list in lists {
        let (last, others) = (list[list.len() - 1], &list[..list.len() - 1]);
        let empty = |&node: &usize| !nodes[node].filled && !nodes[node].set_off;
        let below_target = || {
            nodes[list[0]].parent.is_some_and(|parent| {
                statement::is_target_heading(&blocks[nodes[parent].block].heading(source, lines))
            })
        };
        let is_list =
            if others.is_empty() { below_target() && empty(&last) } else { others.iter().all(empty) };
        let last_belongs = empty(&last) || others.len() >= 2;
        if is_list && last_belongs {
            items.extend(list.iter().map(|&node| nodes[node].block));
        }
    }
    items
}

/// Whether headings of the family can be items: chapters and labels cannot.
fn may_be_item(family: &Family) -> bool {
    matches!(family, Family::Form(_) | Family::Symbol(_) | Family::Tagged(_))
}
