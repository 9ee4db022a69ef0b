//! What lies under a name on an engine.

use std::io::{self, Write};

use serde_json::json;

use super::{Layout, write_lines, write_whole};
use crate::{ClusterMessage, HeldGeneration};

/// Writes what is known of each generation.
pub fn cluster(
    out: &mut dyn Write,
    layout: Layout,
    (engine, address): (&str, &str),
    held: &[HeldGeneration],
) -> io::Result<()> {
    let generation = |one: &HeldGeneration| {
        json!({
            "generation": one.generation,
            "complete": one.complete,
            "answering": one.answering,
            "corpus_version": one.version,
            "statements": { "there": one.statements.0, "of": one.statements.1 },
            "rows": { "there": one.rows.0, "of": one.rows.1 },
            "indexes": one.sizes,
        })
    };
    let generations: Vec<_> = held.iter().map(generation).collect();
    match layout {
        Layout::Whole => {
            write_whole(out, &json!({ "address": address, "engine": engine, "generations": generations }))
        }
        Layout::Lines => write_lines(out, generations),
    }
}

/// Writes what was brought.
pub fn pushed(out: &mut dyn Write, layout: Layout, said: &ClusterMessage) -> io::Result<()> {
    let ClusterMessage::Pushed { address, generation, statements, rows, there, same } = said else {
        return Ok(());
    };
    let pushed = json!({
        "address": address,
        "generation": generation,
        "statements": statements,
        "rows": rows,
        "there_already": there,
        "unchanged": same,
    });
    match layout {
        Layout::Whole => write_whole(out, &pushed),
        Layout::Lines => write_lines(out, [pushed]),
    }
}
