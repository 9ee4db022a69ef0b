//! The models of meaning there are.

use std::io::{self, Write};

use serde_json::json;

use super::{Layout, write_lines, write_whole};
use crate::InstalledModel;

/// Writes what is known of each model.
pub fn models(out: &mut dyn Write, layout: Layout, installed: &[InstalledModel]) -> io::Result<()> {
    let model = |model: &InstalledModel| {
        json!({
            "name": model.name,
            "chosen": model.chosen,
            "sha256": model.sha256,
            "bytes": model.bytes,
            "dimension": model.dimension,
            "from": model.from,
            "prompts": model.prompts.as_ref().map(|[query, passage]| json!({ "query": query, "passage": passage })),
        })
    };
    let models: Vec<_> = installed.iter().map(model).collect();
    match layout {
        Layout::Whole => write_whole(out, &json!({ "models": models })),
        Layout::Lines => write_lines(out, models),
    }
}
