//! Peers as JSON.

use std::io::{self, Write};

use kurabe_model::Municipality;
use kurabe_query::Peer;
use serde::Serialize;
use serde_json::{Value, json};

use super::hit::Place;
use super::similar::Reached;
use super::{Layout, rounded, write_lines, write_whole};

#[derive(Serialize)]
struct Whole<'a> {
    municipality: Place<'a>,
    peers: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    reach: Reached<'a>,
    likeness: f64,
    themes: f64,
    wording: f64,
    common_themes: Vec<Value>,
    common_words: &'a [String],
}

/// Writes peers; as lines, one each.
pub fn peers(out: &mut dyn Write, layout: Layout, own: &Municipality, found: &[Peer]) -> io::Result<()> {
    let rows = found.iter().map(row);
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(out, &Whole { municipality: own.into(), peers: rows.collect() }),
    }
}

fn row(peer: &Peer) -> Row<'_> {
    let themes = peer.common_themes.iter();
    Row {
        reach: Reached::from(&peer.reach),
        likeness: rounded(peer.likeness),
        themes: rounded(peer.themes),
        wording: rounded(peer.wording),
        common_themes: themes
            .map(|(theme, own, other)| json!({"theme": theme, "share": rounded(*own), "share_of_peer": rounded(*other)}))
            .collect(),
        common_words: &peer.common_words,
    }
}
