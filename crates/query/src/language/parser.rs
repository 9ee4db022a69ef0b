//! From tokens to the tree. Brackets match by now, so that it is done with a stack and calls nothing again.

use std::mem;
use std::ops::Range;

use super::lexer::{Kind, Token};
use super::{Node, Note, NoteKind};

/// The tree of tokens whose brackets match.
pub(super) fn tree(tokens: Vec<Token>, notes: &mut Vec<Note>) -> Option<Node> {
    let mut outer: Vec<Group> = Vec::new();
    let mut group = Group::default();
    for Token { kind, range, .. } in tokens {
        match kind {
            Kind::Atom(node) => group.add(node),
            Kind::And | Kind::Or if group.awaits() => notes.push(dangling(range)),
            Kind::And => group.joint = Some(range),
            Kind::Or => {
                group.next_alternative();
                group.joint = Some(range);
            }
            Kind::Not => {
                let before = group.exclusion.replace(range);
                notes.extend(before.map(dangling));
            }
            Kind::Open => outer.push(mem::take(&mut group)),
            Kind::Close => {
                let inner = mem::replace(&mut group, outer.pop().unwrap_or_default());
                group.add(inner.finish(notes));
            }
        }
    }
    while let Some(next) = outer.pop() {
        let inner = mem::replace(&mut group, next);
        group.add(inner.finish(notes));
    }
    group.finish(notes)
}

/// What stands between two brackets, as far as it was read.
#[derive(Default)]
struct Group {
    /// The alternatives before the last OR.
    any: Vec<Node>,
    /// What stands behind it.
    all: Vec<Node>,
    /// AND or OR with nothing behind it yet.
    joint: Option<Range<usize>>,
    /// NOT with nothing behind it yet.
    exclusion: Option<Range<usize>>,
}

impl Group {
    /// Adds a part. An empty one takes an exclusion with it, lest that hit what comes next.
    fn add(&mut self, node: Option<Node>) {
        let exclusion = self.exclusion.take();
        let Some(node) = node else { return };
        self.joint = None;
        let node = if exclusion.is_some() { not(node) } else { node };
        match node {
            Node::All(parts) => self.all.extend(parts),
            other => self.all.push(other),
        }
    }

    /// Whether AND and OR have nothing to stand behind.
    fn awaits(&self) -> bool {
        self.all.is_empty() || self.joint.is_some() || self.exclusion.is_some()
    }

    fn next_alternative(&mut self) {
        match one_or(mem::take(&mut self.all), Node::All) {
            Some(Node::Any(parts)) => self.any.extend(parts),
            other => self.any.extend(other),
        }
    }

    fn finish(mut self, notes: &mut Vec<Note>) -> Option<Node> {
        notes.extend(self.joint.take().into_iter().chain(self.exclusion.take()).map(dangling));
        self.next_alternative();
        one_or(self.any, Node::Any)
    }
}

fn dangling(range: Range<usize>) -> Note {
    Note { kind: NoteKind::DanglingOperator, range }
}

fn not(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        other => Node::Not(Box::new(other)),
    }
}

/// The only part, or all of them together.
fn one_or(mut parts: Vec<Node>, several: impl Fn(Vec<Node>) -> Node) -> Option<Node> {
    if parts.len() > 1 { Some(several(parts)) } else { parts.pop() }
}
