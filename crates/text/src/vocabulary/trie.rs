//! Sequences of terms, found wherever they stand in a text.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::terms::Term;

/// A tree of sequences; each may mean several things.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Trie<T> {
    nodes: Vec<Node<T>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Node<T> {
    #[serde(default, skip_serializing_if = "HashMap::is_empty")]
    children: HashMap<String, usize>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    meanings: Vec<T>,
}

/// A sequence that was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) position: u32,
    pub(super) width: u32,
    pub(super) range: Range<usize>,
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Self { nodes: vec![Node { children: HashMap::new(), meanings: Vec::new() }] }
    }
}

impl<T: PartialEq> Trie<T> {
    /// Adds a sequence; one of no term is never found.
    pub(super) fn insert(&mut self, keys: &[String], meaning: T) {
        let mut node = 0;
        for key in keys {
            let new = self.nodes.len();
            node = *self.nodes[node].children.entry(key.clone()).or_insert(new);
            if node == new {
                self.nodes.push(Node { children: HashMap::new(), meanings: Vec::new() });
            }
        }
        if node > 0 && !self.nodes[node].meanings.contains(&meaning) {
            self.nodes[node].meanings.push(meaning);
        }
    }

    /// Hands out every sequence of consecutive words, by position, shorter ones first.
    pub(super) fn find(&self, terms: &[Term<'_>], mut take: impl FnMut(&Found, &T)) {
        for (start, first) in terms.iter().enumerate().filter(|(_, term)| term.width == 1) {
            let mut node = 0;
            let mut expected = first.position;
            for term in terms.iter().skip(start).filter(|term| term.width == 1) {
                let child = self.nodes[node].children.get(term.key.as_ref());
                let Some(&child) = child.filter(|_| term.position == expected) else { break };
                node = child;
                expected += 1;
                if !self.nodes[node].meanings.is_empty() {
                    let found = Found {
                        position: first.position,
                        width: expected - first.position,
                        range: first.range.start..term.range.end,
                    };
                    for meaning in &self.nodes[node].meanings {
                        take(&found, meaning);
                    }
                }
            }
        }
    }
}
