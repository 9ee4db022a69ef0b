//! Networks as GraphML, for Gephi, networkx, igraph and the like; <http://graphml.graphdrawing.org>.
//!
//! Every value has a key with its type. A node says how many statements have its word, and which share of the
//! statements of each municipality; an edge how firm it is: its `weight`, which such tools draw by, is
//! the Jaccard index.

use std::io::{self, Write};

use kurabe_query::{Edge, Network, NetworkNode, Reach};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="statements" for="node" attr.name="statements" attr.type="int"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
  <key id="together" for="edge" attr.name="together" attr.type="int"/>
  <key id="dice" for="edge" attr.name="dice" attr.type="double"/>
  <key id="npmi" for="edge" attr.name="npmi" attr.type="double"/>
"#;

/// Writes a network.
pub fn network(out: &mut dyn Write, found: &Network) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for reach in &found.municipalities {
        let (id, name) = (share_of(reach), escaped(&reach.municipality.name));
        writeln!(out, r#"  <key id="{id}" for="node" attr.name="{name}" attr.type="double">"#)?;
        writeln!(out, "    <default>0</default>\n  </key>")?;
    }
    writeln!(out, r#"  <graph id="kurabe" edgedefault="undirected">"#)?;
    for (place, one) in found.nodes.iter().enumerate() {
        node(out, found, place, one)?;
    }
    for one in &found.edges {
        edge(out, one)?;
    }
    out.write_all(b"  </graph>\n</graphml>\n")
}

fn node(out: &mut dyn Write, found: &Network, place: usize, node: &NetworkNode) -> io::Result<()> {
    writeln!(out, r#"    <node id="n{place}">"#)?;
    data(out, "label", &escaped(&node.label))?;
    data(out, "statements", &node.count.to_string())?;
    for (reach, _, share) in found.shares(node) {
        data(out, &share_of(reach), &format!("{share:.6}"))?;
    }
    writeln!(out, "    </node>")
}

fn edge(out: &mut dyn Write, edge: &Edge) -> io::Result<()> {
    let (source, target) = edge.nodes;
    writeln!(out, r#"    <edge source="n{source}" target="n{target}">"#)?;
    data(out, "weight", &format!("{:.6}", edge.jaccard))?;
    data(out, "together", &edge.count.to_string())?;
    data(out, "dice", &format!("{:.6}", edge.dice))?;
    data(out, "npmi", &format!("{:.6}", edge.npmi))?;
    writeln!(out, "    </edge>")
}

fn data(out: &mut dyn Write, key: &str, value: &str) -> io::Result<()> {
    writeln!(out, r#"      <data key="{key}">{value}</data>"#)
}

/// The key of a municipality's share.
fn share_of(reach: &Reach) -> String {
    format!("share{}", reach.municipality.code)
}

/// Text as XML takes it; what XML has no way to write is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("R&D <\"産業\">\u{1}\n"), "R&amp;D &lt;&quot;産業&quot;&gt; ");
    }
}
