//! A network as JSON: nodes and edges.

use std::io::{self, Write};

use kurabe_query::{Counted, Edge, Network, NetworkNode};
use serde::Serialize;
use serde_json::{Value, json};

use super::corpus::{Corpus, Searched};
use super::{Layout, exact, write_lines, write_whole};

#[derive(Serialize)]
struct Whole<'a> {
    of: &'static str,
    corpus: Corpus<'a>,
    searched: Searched,
    nodes: Vec<Node<'a>>,
    edges: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Node<'a> {
    id: &'a str,
    label: &'a str,
    count: usize,
    /// The municipalities that have it, with the share of their statements.
    municipalities: Vec<Value>,
}

#[derive(Serialize)]
struct Row<'a> {
    source: &'a str,
    target: &'a str,
    source_label: &'a str,
    target_label: &'a str,
    count: usize,
    jaccard: f64,
    dice: f64,
    npmi: f64,
}

/// Writes a network; as lines, the edges.
pub fn network(out: &mut dyn Write, layout: Layout, found: &Network) -> io::Result<()> {
    let rows = found.edges.iter().map(|edge| row(found, edge));
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Whole {
                of: match found.of {
                    Counted::Keywords => "words",
                    Counted::Themes => "themes",
                },
                corpus: Corpus::from(&found.corpus),
                searched: Searched::from(&found.searched),
                nodes: found.nodes.iter().map(|one| node(found, one)).collect(),
                edges: rows.collect(),
            },
        ),
    }
}

fn node<'a>(found: &Network, node: &'a NetworkNode) -> Node<'a> {
    let shares = found.shares(node).map(|(reach, count, share)| {
        json!({
            "code": reach.municipality.code.to_string(),
            "name": reach.municipality.name,
            "count": count,
            "share": exact(share),
        })
    });
    Node { id: &node.id, label: &node.label, count: node.count, municipalities: shares.collect() }
}

fn row<'a>(found: &'a Network, edge: &Edge) -> Row<'a> {
    let (source, target) = (&found.nodes[edge.nodes.0], &found.nodes[edge.nodes.1]);
    Row {
        source: &source.id,
        target: &target.id,
        source_label: &source.label,
        target_label: &target.label,
        count: edge.count,
        jaccard: exact(edge.jaccard),
        dice: exact(edge.dice),
        npmi: exact(edge.npmi),
    }
}
